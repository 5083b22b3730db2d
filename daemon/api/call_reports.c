#include "calls.h"
#include "json.h"
#include "num.h"

static const char *const kinds[] = {"sold", "offered", "suspect", "false-alarm", "mine"};

static enum lic_problem accept_kind(struct lic_request *request, struct lic_str kind)
{
	if (lic_str_is_among(kind, kinds, LIC_ARRAY_SIZE(kinds)))
		return LIC_PROBLEM_NONE;
	return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_FIELD,
			       "“kind” must be “sold” (it sold me something), “offered” (it tried "
			       "to), “suspect” (a site to warn of), “false-alarm” (a warning that "
			       "is wrong) or “mine” (a pharmacy of my own)");
}

/* What is kept: the address as it was checked, without user-info and fragment, the
 * verdict that stands now, and the facts that it rests on if the shopper attaches them. */
static void write_report(struct lic_request *request, struct lic_buf *out, struct lic_str kind,
			 struct lic_str comment, bool with_facts, const struct lic_verdict *verdict)
{
	const struct {
		const char *key;
		struct lic_str value;
	} texts[] = {
		{"kind", kind},
		{"url", verdict->url},
		{"site", verdict->site},
		{"country", verdict->country},
		{"verdict", lic_str_from(lic_verdict_class_name(verdict->class))},
		{"listset", verdict->listset},
	};
	char time[LIC_TIME_SIZE];

	LIC_BUF_LIT(out, "{\"schema\":\"licit/report/1\",");
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		lic_json_field(out, texts[i].key, texts[i].value);
		lic_buf_addc(out, ',');
	}
	lic_time_format(verdict->time, time);
	lic_json_field(out, "time", lic_str_from(time));
	lic_buf_addc(out, ',');
	lic_json_field(out, "comment", comment);
	LIC_BUF_LIT(out, ",\"facts\":");
	if (with_facts)
		lic_check_write_facts(request->worker->check, out);
	else
		LIC_BUF_LIT(out, "null");
	lic_buf_addc(out, '}');
}

static enum lic_problem keep(struct lic_request *request, struct lic_str json,
			     struct lic_reply *reply)
{
	int64_t id;
	int err = lic_report_add(request->service->engine, json, &id, &request->diag);

	if (err < 0)
		return lic_problem_from_err(err);
	lic_counter_add(&request->service->counters.reports, 1);
	reply->status = 201;
	LIC_BUF_LIT(reply->body, "{\"id\":");
	lic_json_int(reply->body, id);
	LIC_BUF_LIT(reply->body, "}\n");
	return LIC_PROBLEM_NONE;
}

static enum lic_problem report(struct lic_request *request, const struct lic_json *root,
			       struct lic_reply *reply)
{
	const struct lic_json *attach = lic_json_get(root, "facts");
	struct lic_str kind, comment;
	const struct lic_verdict *verdict;
	struct lic_buf json;
	enum lic_problem problem = lic_call_member(request, root, "kind", LIC_URL_MAX, true, &kind);

	if (!problem)
		problem = accept_kind(request, kind);
	if (!problem)
		problem = lic_call_member(request, root, "comment", LIC_REPORT_COMMENT_MAX, false,
					  &comment);
	if (!problem && attach && lic_json_type(attach) != LIC_JSON_BOOL)
		problem = lic_problem_set(&request->diag, LIC_PROBLEM_BAD_FIELD,
					  "“facts” must be true or false");
	if (!problem)
		problem = lic_call_check_document(request, root, &verdict);
	if (problem)
		return problem;
	lic_buf_init(&json, LIC_HTTP_BODY_MAX);
	write_report(request, &json, kind, comment, lic_json_is_true(attach), verdict);
	if (lic_buf_error(&json))
		problem = lic_problem_set(&request->diag, LIC_PROBLEM_BUSY,
					  "out of memory: try again");
	else
		problem = keep(request, lic_buf_str(&json), reply);
	lic_buf_release(&json);
	return problem;
}

enum lic_problem lic_call_report(struct lic_request *request, struct lic_reply *reply)
{
	struct lic_json *root;
	enum lic_problem problem = lic_call_json(request, &root);

	if (problem)
		return problem;
	problem = report(request, root, reply);
	lic_json_free(root);
	return problem;
}

static int write_kept(void *ctx, int64_t id, struct lic_str json)
{
	struct lic_call_array *array = ctx;

	lic_call_element(array);
	LIC_BUF_LIT(array->out, "{\"id\":");
	lic_json_int(array->out, id);
	LIC_BUF_LIT(array->out, ",\"report\":");
	lic_buf_adds(array->out, json);
	lic_buf_addc(array->out, '}');
	return lic_buf_error(array->out);
}

enum lic_problem lic_call_reports(struct lic_request *request, struct lic_reply *reply)
{
	struct lic_call_array array = {reply->body, 0};

	LIC_BUF_LIT(reply->body, "{\"schema\":\"licit/reports/1\",\"reports\":[");
	int err = lic_report_each(request->service->engine, write_kept, &array, &request->diag);
	LIC_BUF_LIT(reply->body, "]}\n");
	if (lic_buf_error(reply->body))
		return lic_problem_set(&request->diag, LIC_PROBLEM_INTERNAL,
				       "the reports are longer than a reply may be; `licit reports "
				       "--json` writes them all");
	return err < 0 ? lic_problem_from_err(err) : LIC_PROBLEM_NONE;
}

enum lic_problem lic_call_report_remove(struct lic_request *request, struct lic_reply *reply)
{
	struct lic_str text;
	uint64_t id;

	if (lic_query_get(&request->query, LIC_PARAM_ID, &request->worker->arena, &text,
			  &request->diag) < 0)
		return LIC_PROBLEM_BAD_PARAMETER;
	if (lic_num_parse(text, INT64_MAX, &id) < 0)
		return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_PARAMETER,
				       "say which: DELETE /v1/reports?id=NUMBER");
	int err = lic_report_remove(request->service->engine, (int64_t)id, &request->diag);
	if (err == LIC_ENOENT)
		return LIC_PROBLEM_NOT_FOUND;
	if (err < 0)
		return lic_problem_from_err(err);
	LIC_BUF_LIT(reply->body, "{\"removed\":");
	lic_json_int(reply->body, (int64_t)id);
	LIC_BUF_LIT(reply->body, "}\n");
	return LIC_PROBLEM_NONE;
}
