#include "calls.h"
#include "resource.h"

/* Nothing may be loaded, run, framed or sent; the one style sheet is known by
 * its hash. */
#define PAGE_POLICY                                                                             \
	"default-src 'none'; style-src 'sha256-Fif4Rh3pLLlT+D6lTKpsTDCU+4Qbutg0uGPuzPEvpm8='; " \
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

enum lic_problem lic_call_page(struct lic_request *request, struct lic_reply *reply)
{
	(void)request;
	reply->type = "text/html; charset=utf-8";
	reply->fixed = lic_resource_page;
	reply->fields[0].name = "Content-Security-Policy";
	reply->fields[0].value = PAGE_POLICY;
	reply->fields[1].name = "Referrer-Policy";
	reply->fields[1].value = "no-referrer";
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_call_openapi(struct lic_request *request, struct lic_reply *reply)
{
	(void)request;
	reply->fixed = lic_resource_openapi;
	return LIC_PROBLEM_NONE;
}
