#include "calls.h"
#include "html.h"
#include "page_answer.h"
#include "resource.h"

/* Nothing may be loaded, run or framed, and forms go to this page alone; the one style
 * sheet is known by its hash. */
#define PAGE_POLICY                                                                             \
	"default-src 'none'; style-src 'sha256-M9mMjg5VY2xlQKrRl/KT+Bb60dXr6hcG4HBBoN0cLPc='; " \
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/* Where what was asked and the answer go in page.html. */
static const char marker[] = "<!-- check -->";

/* Did somebody type the address of this page, or press its button? What another page
 * leads to is filled in and not looked up: how long that takes is nobody's business
 * (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/). */
static bool is_own_wish(const struct lic_request *request)
{
	struct lic_str from = request->head.fields[LIC_FIELD_SEC_FETCH_SITE];

	return lic_str_eq(from, LIC_STR("none")) || lic_str_eq(from, LIC_STR("same-origin"));
}

static struct lic_str param(struct lic_request *request, enum lic_param which)
{
	struct lic_str value;

	if (lic_query_get(&request->query, which, &request->worker->arena, &value, &request->diag) <
	    0)
		return lic_str(NULL, 0);
	return lic_str_trim(value);
}

static void write_form(struct lic_buf *out, struct lic_str url, struct lic_str country)
{
	LIC_BUF_LIT(out, "<form action=\"/\" method=\"get\">\n<p><label for=\"url\">Address of the "
			 "site</label> <input id=\"url\" name=\"url\" required autofocus "
			 "autocomplete=\"off\" spellcheck=\"false\" value=\"");
	lic_html_text(out, url);
	LIC_BUF_LIT(out, "\"></p>\n<p><label for=\"country\">Country that you buy in, as CZ or "
			 "DE</label> <input id=\"country\" name=\"country\" size=\"2\" "
			 "maxlength=\"2\" autocomplete=\"off\" value=\"");
	lic_html_text(out, country);
	LIC_BUF_LIT(out, "\"></p>\n<p><button>Check</button></p>\n</form>\n");
}

static void write_answer(struct lic_request *request, struct lic_buf *out, struct lic_str url,
			 struct lic_str named)
{
	const struct lic_verdict *verdict;
	struct lic_check_options options = {.look = request->look};
	enum lic_problem problem = lic_call_country(request, named, &options.country);

	if (!problem &&
	    lic_check_run_with(request->worker->check, url, &options, &verdict, &request->diag) < 0)
		problem = LIC_PROBLEM_BAD_URL;
	if (problem) {
		LIC_BUF_LIT(out, "<p role=\"alert\">");
		lic_html_text(out, lic_str_from(request->diag.text));
		LIC_BUF_LIT(out, "</p>\n");
		return;
	}
	lic_counter_add(&request->service->counters.verdicts[verdict->class], 1);
	lic_page_answer(out, verdict);
	int err = lic_page_lawful(out, request->service->engine, options.country);
	if (err < 0 && !out->err)
		out->err = err;
}

bool lic_call_page_look(struct lic_request *request, void (*seen)(void *ctx), void *ctx)
{
	const struct lic_look_options options = {.wait_ms = LIC_LOOK_MS, .seen = seen, .ctx = ctx};
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_str url = lic_str(NULL, 0);
	bool begun = false;

	if (!is_own_wish(request))
		return false;
	if (lic_query_get(&request->query, LIC_PARAM_URL, &arena, &url, NULL) == LIC_OK && url.len)
		begun = lic_look_begin(&request->look, request->service->engine, url, &options,
				       NULL) == LIC_OK;
	lic_arena_release(&arena);
	return begun;
}

enum lic_problem lic_call_page(struct lic_request *request, struct lic_reply *reply)
{
	const struct lic_str page = lic_resource_page;
	const char *at = memmem(page.ptr, page.len, marker, sizeof(marker) - 1);
	size_t before = at ? (size_t)(at - page.ptr) : page.len;
	struct lic_str url = param(request, LIC_PARAM_URL);
	struct lic_str country = param(request, LIC_PARAM_COUNTRY);

	reply->type = "text/html; charset=utf-8";
	lic_reply_field(reply, "Content-Security-Policy", PAGE_POLICY);
	lic_reply_field(reply, "Referrer-Policy", "no-referrer");
	lic_buf_adds(reply->body, lic_str(page.ptr, before));
	write_form(reply->body, url, country.len ? country : request->service->country);
	if (url.len && is_own_wish(request))
		write_answer(request, reply->body, url, country);
	lic_buf_adds(reply->body, lic_str(page.ptr + before, page.len - before));
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_call_openapi(struct lic_request *request, struct lic_reply *reply)
{
	(void)request;
	reply->fixed = lic_resource_openapi;
	return LIC_PROBLEM_NONE;
}
