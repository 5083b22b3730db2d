#include "guard.h"

#include "console.h"
#include "form.h"
#include "num.h"
#include "route.h"

static enum lic_problem refuse(struct lic_request *request, enum lic_problem problem,
			       const char *what)
{
	return lic_problem_set(&request->diag, problem, "%s", what);
}

/* The host without its port; {NULL, 0} where the port is no number. */
static struct lic_str without_port(struct lic_str host)
{
	size_t end = 0;
	uint64_t port;

	if (host.len && host.ptr[0] == '[') {
		end = lic_str_find(host, ']');
		end += end < host.len;
	} else {
		end = lic_str_find(host, ':');
	}
	if (end == host.len)
		return host;
	if (host.ptr[end] != ':' ||
	    lic_num_parse(lic_str(host.ptr + end + 1, host.len - end - 1), UINT16_MAX, &port) < 0)
		return lic_str(NULL, 0);
	return lic_str(host.ptr, end);
}

bool lic_guard_knows_host(const struct lic_service *service, struct lic_str host)
{
	static const char *const loopback[] = {"127.0.0.1", "localhost", "[::1]"};
	struct lic_str rest = lic_str_from(service->allowed_hosts);
	struct lic_str name;

	host = without_port(host);
	if (host.len == 0)
		return false;
	if (lic_str_is_caseamong(host, loopback, LIC_ARRAY_SIZE(loopback)))
		return true;
	if (service->own_host.len && lic_str_caseeq(host, service->own_host))
		return true;
	while (rest.ptr && lic_str_split(&rest, ' ', &name)) {
		if (name.len && lic_str_caseeq(host, name))
			return true;
	}
	return false;
}

bool lic_guard_knows_origin(struct lic_str origin)
{
	static const char *const schemes[] = {
		"chrome-extension://",
		"moz-extension://",
		"safari-web-extension://",
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(schemes); i++) {
		struct lic_str scheme = lic_str_from(schemes[i]);

		if (origin.len > scheme.len &&
		    lic_str_caseeq(lic_str(origin.ptr, scheme.len), scheme))
			return true;
	}
	return false;
}

struct lic_str lic_guard_token(struct lic_str authorization)
{
	struct lic_str scheme = LIC_STR("Bearer ");

	if (authorization.len <= scheme.len ||
	    !lic_str_caseeq(lic_str(authorization.ptr, scheme.len), scheme))
		return lic_str(NULL, 0);
	return lic_str_trim(
		lic_str(authorization.ptr + scheme.len, authorization.len - scheme.len));
}

/* What makes the end of a request a matter of opinion is refused. */
static enum lic_problem check_framing(struct lic_request *request)
{
	static const enum lic_field once[] = {
		LIC_FIELD_HOST,          LIC_FIELD_CONTENT_LENGTH, LIC_FIELD_TRANSFER_ENCODING,
		LIC_FIELD_AUTHORIZATION, LIC_FIELD_CONTENT_TYPE,
	};
	const struct lic_head *head = &request->head;

	for (size_t i = 0; i < LIC_ARRAY_SIZE(once); i++) {
		if (head->counts[once[i]] > 1)
			return refuse(request, LIC_PROBLEM_BAD_REQUEST,
				      "a header field that may come once came twice: send Host, "
				      "Authorization, Content-Type and Content-Length once");
	}
	if (head->counts[LIC_FIELD_CONTENT_LENGTH] && head->counts[LIC_FIELD_TRANSFER_ENCODING])
		return refuse(request, LIC_PROBLEM_BAD_REQUEST,
			      "send either Content-Length or Transfer-Encoding, not both");
	if (head->counts[LIC_FIELD_TRANSFER_ENCODING] &&
	    !lic_str_caseeq(head->fields[LIC_FIELD_TRANSFER_ENCODING], LIC_STR("chunked")))
		return refuse(request, LIC_PROBLEM_BAD_REQUEST,
			      "the only Transfer-Encoding that licitd reads is “chunked”");
	if (head->counts[LIC_FIELD_HOST] == 0)
		return refuse(request, LIC_PROBLEM_BAD_REQUEST,
			      "send a Host field, as 127.0.0.1 and the port");
	return LIC_PROBLEM_NONE;
}

static enum lic_problem check_host(struct lic_request *request)
{
	if (!lic_guard_knows_host(request->service, request->head.fields[LIC_FIELD_HOST]))
		return refuse(request, LIC_PROBLEM_WRONG_HOST,
			      "call licitd as 127.0.0.1 or localhost, or add the name to the "
			      "setting allowed_hosts");
	return LIC_PROBLEM_NONE;
}

static enum lic_problem check_caller(struct lic_request *request)
{
	const struct lic_head *head = &request->head;

	/* The console's own pages may call it, and nobody else's (console_door.c). */
	if (lic_console_has(head->path))
		return lic_console_same_origin(request);
	if (head->counts[LIC_FIELD_ORIGIN] > 1 ||
	    (head->counts[LIC_FIELD_ORIGIN] == 1 &&
	     !lic_guard_knows_origin(head->fields[LIC_FIELD_ORIGIN])))
		return refuse(request, LIC_PROBLEM_WEB_ORIGIN,
			      "only programs and browser extensions may call licitd; send no "
			      "Origin field");
	return LIC_PROBLEM_NONE;
}

/* Tokens are revoked by a refresh, and only added otherwise: what was let in on
 * this connection stays so until the next one. */
static bool is_admitted(struct lic_request *request, struct lic_str token)
{
	struct lic_admission *admission = &request->admission;
	uint64_t refreshes = lic_counter_get(&request->service->refreshes);

	if (admission->refreshes == refreshes && token.len == sizeof(admission->token) - 1 &&
	    memcmp(admission->token, token.ptr, token.len) == 0)
		return true;
	if (!lic_token_ok(request->service->engine, token) || token.len >= sizeof(admission->token))
		return false;
	memcpy(admission->token, token.ptr, token.len);
	admission->refreshes = refreshes;
	return true;
}

static enum lic_problem check_token(struct lic_request *request)
{
	const struct lic_head *head = &request->head;
	struct lic_str token = lic_guard_token(head->fields[LIC_FIELD_AUTHORIZATION]);

	if (request->route->open)
		return LIC_PROBLEM_NONE;
	if (token.len == 0)
		return refuse(request, LIC_PROBLEM_NO_TOKEN,
			      "send Authorization: Bearer TOKEN; `licit pair` prints a code, and "
			      "POST /v1/pair trades it for a token");
	if (!is_admitted(request, token))
		return refuse(request, LIC_PROBLEM_NO_TOKEN,
			      "this token is not known, or was revoked: pair again with `licit "
			      "pair`");
	return LIC_PROBLEM_NONE;
}

static bool is_type(struct lic_str content_type, const char *const *types)
{
	struct lic_str media = lic_str(content_type.ptr, lic_str_find(content_type, ';'));

	for (media = lic_str_trim(media); *types; types++) {
		if (lic_str_caseeq(media, lic_str_from(*types)))
			return true;
	}
	return false;
}

static enum lic_problem check_body(struct lic_request *request)
{
	static const char *const json[] = {"application/json", NULL};
	static const char *const lines[] = {"application/x-ndjson", "application/ndjson",
					    "application/jsonl", "application/json", NULL};
	const struct lic_head *head = &request->head;
	const struct lic_route *route = request->route;
	struct lic_str encoding = head->fields[LIC_FIELD_CONTENT_ENCODING];
	struct lic_str type = head->fields[LIC_FIELD_CONTENT_TYPE];
	uint64_t declared;

	if (route->body == LIC_BODY_NONE)
		return LIC_PROBLEM_NONE;
	if (route->body == LIC_BODY_JSON && !is_type(type, json))
		return refuse(request, LIC_PROBLEM_BAD_TYPE,
			      "send JSON, and Content-Type: application/json");
	if (route->body == LIC_BODY_LINES && !is_type(type, lines))
		return refuse(request, LIC_PROBLEM_BAD_TYPE,
			      "send one address a line, and Content-Type: application/x-ndjson");
	if (route->body == LIC_BODY_FORM && !lic_form_is_type(type))
		return refuse(request, LIC_PROBLEM_BAD_TYPE, "send the form as a browser does");
	if (encoding.len && !lic_str_caseeq(encoding, LIC_STR("identity")))
		return refuse(request, LIC_PROBLEM_BAD_TYPE,
			      "send the body without Content-Encoding");
	if (route->body != LIC_BODY_LINES && head->counts[LIC_FIELD_CONTENT_LENGTH] &&
	    lic_num_parse(head->fields[LIC_FIELD_CONTENT_LENGTH], route->body_max, &declared) < 0)
		return lic_problem_set(&request->diag, LIC_PROBLEM_TOO_LARGE,
				       "send at most %zu bytes", route->body_max);
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_guard_vouched(struct lic_request *request)
{
	const struct lic_head *head = &request->head;

	if (head->target_len > LIC_HTTP_TARGET_MAX)
		return lic_problem_set(&request->diag, LIC_PROBLEM_TARGET_TOO_LONG,
				       "path and query are longer than %d bytes: POST the "
				       "address in a body",
				       LIC_HTTP_TARGET_MAX);
	/* The console is for browsers' own eyes. */
	if (request->vouched && lic_console_has(head->path))
		return refuse(request, LIC_PROBLEM_NOT_FOUND,
			      "the console is at http://127.0.0.1:7965/console/ only");
	return lic_route_find(head->method, head->path, &request->route, &request->diag);
}

enum lic_problem lic_guard_admit(struct lic_request *request)
{
	enum lic_problem problem = check_framing(request);

	if (!problem)
		problem = check_host(request);
	if (!problem)
		problem = check_caller(request);
	if (!problem)
		problem = lic_guard_vouched(request);
	if (!problem)
		problem = request->route->page ? lic_console_admit(request) : check_token(request);
	if (!problem)
		problem = check_body(request);
	return problem;
}
