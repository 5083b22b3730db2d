#include "calls.h"
#include "json.h"

/* A page has some hundreds of links, a directory some thousands. */
#define LINKS_MAX 10000
#define WAIT_MS_MAX 30000

static enum lic_problem run(struct lic_request *request, struct lic_str url,
			    const struct lic_check_options *options,
			    const struct lic_verdict **verdict)
{
	struct lic_counters *counters = &request->service->counters;
	int err = lic_check_run_with(request->worker->check, url, options, verdict, &request->diag);

	if (err < 0) {
		lic_counter_add(&counters->refused_inputs, 1);
		return lic_problem_from_err(err);
	}
	lic_counter_add(&counters->verdicts[(*verdict)->class], 1);
	return LIC_PROBLEM_NONE;
}

static void write_verdict(const struct lic_request *request, struct lic_buf *out,
			  const struct lic_verdict *verdict)
{
	(void)request;
	lic_verdict_write(out, verdict, true);
	lic_buf_addc(out, '\n');
}

enum lic_problem lic_call_check_get(struct lic_request *request, struct lic_reply *reply)
{
	struct lic_str url, country;
	enum lic_problem problem;

	if (lic_query_get(&request->query, LIC_PARAM_URL, &request->worker->arena, &url,
			  &request->diag) < 0)
		return LIC_PROBLEM_BAD_PARAMETER;
	if (url.len == 0)
		return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_URL,
				       "say what to check: /v1/check?url=ADDRESS, with the address "
				       "percent-encoded");
	problem = lic_call_country_param(request, &country);
	const struct lic_check_options options = {.country = country};
	const struct lic_verdict *verdict;
	if (!problem)
		problem = run(request, url, &options, &verdict);
	if (!problem)
		write_verdict(request, reply->body, verdict);
	return problem;
}

static enum lic_problem accept_links(struct lic_request *request, const struct lic_json *page,
				     struct lic_page_input *out)
{
	const struct lic_json *links = lic_json_get(page, "links");
	size_t count = lic_json_size(links);

	if (!links)
		return LIC_PROBLEM_NONE;
	if (lic_json_type(links) != LIC_JSON_ARRAY || lic_json_size(links) > LINKS_MAX)
		return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_FIELD,
				       "“page.links” must be an array of at most %d addresses",
				       LINKS_MAX);
	struct lic_str *all =
		lic_arena_alloc(&request->worker->arena, (count ? count : 1) * sizeof(*all));
	if (!all)
		return lic_problem_from_err(LIC_ENOMEM);
	for (size_t i = 0; i < count; i++) {
		if (lic_json_type(lic_json_at(links, i)) != LIC_JSON_STRING)
			return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_FIELD,
					       "“page.links” must hold strings; its element %zu is "
					       "something else",
					       i + 1);
		all[i] = lic_json_string(lic_json_at(links, i));
	}
	out->links = all;
	out->links_count = count;
	return LIC_PROBLEM_NONE;
}

/* JSON is UTF-8, whatever the page says that it once was. */
static enum lic_problem accept_page(struct lic_request *request, const struct lic_json *page,
				    struct lic_page_input *out)
{
	enum lic_problem problem;

	*out = (struct lic_page_input){.charset = LIC_STR("utf-8")};

	if (lic_json_type(page) == LIC_JSON_NULL)
		return LIC_PROBLEM_NONE;
	if (lic_json_type(page) != LIC_JSON_OBJECT)
		return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_FIELD,
				       "“page” must be an object with “html” or “text”");
	problem = lic_call_member(request, page, "html", LIC_HTTP_BODY_MAX, false, &out->html);
	if (!problem)
		problem = lic_call_member(request, page, "text", LIC_HTTP_BODY_MAX, false,
					  &out->text);
	if (!problem)
		problem = lic_call_member(request, page, "title", LIC_URL_MAX, false, &out->title);
	if (problem)
		return problem;
	if (!out->html.ptr == !out->text.ptr)
		return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_FIELD,
				       "“page” must have either “html” or “text”");
	return accept_links(request, page, out);
}

static enum lic_problem accept_wait(struct lic_request *request, const struct lic_json *root)
{
	const struct lic_json *wait = lic_json_get(root, "wait_ms");
	double ms = lic_json_number(wait, -1);

	if (wait && (lic_json_type(wait) != LIC_JSON_NUMBER || !(ms >= 0 && ms <= WAIT_MS_MAX)))
		return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_FIELD,
				       "“wait_ms” must be a number from 0 to %d", WAIT_MS_MAX);
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_call_check_document(struct lic_request *request, const struct lic_json *root,
					 const struct lic_verdict **verdict)
{
	struct lic_str url, named = {NULL, 0}, country;
	const struct lic_json *page = lic_json_get(root, "page");
	struct lic_page_input input = {.links_count = 0};
	enum lic_problem problem =
		lic_call_member(request, root, "url", LIC_HTTP_BODY_MAX, true, &url);

	if (!problem)
		problem = lic_call_member(request, root, "country", LIC_URL_MAX, false, &named);
	if (!problem)
		problem = accept_page(request, page, &input);
	if (!problem)
		problem = accept_wait(request, root);
	if (!problem)
		problem = lic_call_country(request, named, &country);
	if (problem)
		return problem;
	const struct lic_check_options options = {
		.country = country,
		.page = lic_json_type(page) == LIC_JSON_OBJECT ? &input : NULL,
		.look = request->look,
	};
	return run(request, url, &options, verdict);
}

/* "no-cache" (RFC 9111, section 5.2.1.4). */
static bool wants_anew(const struct lic_request *request)
{
	struct lic_str rest = request->head.fields[LIC_FIELD_CACHE_CONTROL], directive;

	while (rest.ptr && lic_str_split(&rest, ',', &directive))
		if (lic_str_caseeq(lic_str_trim(directive), LIC_STR("no-cache")))
			return true;
	return false;
}

/* What is wrong with the document is said when it is answered. */
bool lic_call_check_look(struct lic_request *request, void (*seen)(void *ctx), void *ctx)
{
	struct lic_json *root;
	bool begun = false;

	if (lic_call_json(request, &root))
		return false;
	double ms = lic_json_number(lic_json_get(root, "wait_ms"), 0);
	struct lic_str url = lic_json_string(lic_json_get(root, "url"));
	if (ms >= 1 && ms <= WAIT_MS_MAX && url.len) {
		const struct lic_look_options options = {
			.wait_ms = (unsigned)ms,
			.anew = wants_anew(request),
			.seen = seen,
			.ctx = ctx,
		};
		begun = lic_look_begin(&request->look, request->service->engine, url, &options,
				       NULL) == LIC_OK;
	}
	lic_json_free(root);
	return begun;
}

/* Check what the body says, and reply by write, for the verdict borrows from the body. */
static enum lic_problem answer(struct lic_request *request, struct lic_reply *reply,
			       void (*write)(const struct lic_request *request, struct lic_buf *out,
					     const struct lic_verdict *verdict))
{
	const struct lic_verdict *verdict;
	struct lic_json *root;
	enum lic_problem problem = lic_call_json(request, &root);

	if (problem)
		return problem;
	problem = lic_call_check_document(request, root, &verdict);
	if (!problem)
		write(request, reply->body, verdict);
	lic_json_free(root);
	return problem;
}

enum lic_problem lic_call_check_post(struct lic_request *request, struct lic_reply *reply)
{
	return answer(request, reply, write_verdict);
}

static void write_facts(const struct lic_request *request, struct lic_buf *out,
			const struct lic_verdict *verdict)
{
	(void)verdict;
	lic_check_write_facts(request->worker->check, out);
	lic_buf_addc(out, '\n');
}

enum lic_problem lic_call_facts(struct lic_request *request, struct lic_reply *reply)
{
	return answer(request, reply, write_facts);
}
