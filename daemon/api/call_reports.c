#include "calls.h"
#include "json.h"

static const char *const kinds[] = {"suspect", "false-alarm"};

static bool is_kind(struct lic_str kind)
{
	return lic_str_is_among(kind, kinds, LIC_ARRAY_SIZE(kinds));
}

/* What is kept: the address as it was checked, without user-info and fragment,
 * and the verdict that stands now. */
static void write_report(struct lic_buf *out, struct lic_str kind, struct lic_str comment,
			 const struct lic_verdict *verdict)
{
	char time[LIC_TIME_SIZE];

	lic_time_format(verdict->time, time);
	LIC_BUF_LIT(out, "{\"schema\":\"licit/report/1\",");
	lic_json_field(out, "kind", kind);
	lic_buf_addc(out, ',');
	lic_json_field(out, "url", verdict->url);
	lic_buf_addc(out, ',');
	lic_json_field(out, "site", verdict->site);
	lic_buf_addc(out, ',');
	lic_json_field(out, "country", verdict->country);
	lic_buf_addc(out, ',');
	lic_json_field(out, "verdict", lic_str_from(lic_verdict_class_name(verdict->class)));
	lic_buf_addc(out, ',');
	lic_json_field(out, "listset", verdict->listset);
	lic_buf_addc(out, ',');
	lic_json_field(out, "time", lic_str_from(time));
	lic_buf_addc(out, ',');
	lic_json_field(out, "comment", comment);
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
	struct lic_str kind, url, named = {NULL, 0}, country, comment;
	const struct lic_verdict *verdict;
	struct lic_buf json;
	enum lic_problem problem = lic_call_member(request, root, "kind", LIC_URL_MAX, true, &kind);

	if (!problem && !is_kind(kind))
		return lic_problem_set(&request->diag, LIC_PROBLEM_BAD_FIELD,
				       "“kind” must be “%s” (a site to warn of) or “%s” (a warning "
				       "that is wrong)",
				       kinds[0], kinds[1]);
	if (!problem)
		problem = lic_call_member(request, root, "url", LIC_HTTP_REPORT_MAX, true, &url);
	if (!problem)
		problem = lic_call_member(request, root, "country", LIC_URL_MAX, false, &named);
	if (!problem)
		problem = lic_call_member(request, root, "comment", LIC_REPORT_COMMENT_MAX, false,
					  &comment);
	if (!problem)
		problem = lic_call_country(request, named, &country);
	if (problem)
		return problem;
	int err = lic_check_run(request->worker->check, url, country, &verdict, &request->diag);
	if (err < 0)
		return lic_problem_from_err(err);
	lic_buf_init(&json, LIC_HTTP_BODY_MAX);
	write_report(&json, kind, comment, verdict);
	if (lic_buf_error(&json))
		problem = lic_problem_set(&request->diag, LIC_PROBLEM_BUSY,
					  "out of memory: try again");
	else
		problem = keep(request, lic_buf_str(&json), reply);
	lic_buf_release(&json);
	return problem;
}

enum lic_problem lic_call_reports(struct lic_request *request, struct lic_reply *reply)
{
	struct lic_json *root;
	enum lic_problem problem = lic_call_json(request, &root);

	if (problem)
		return problem;
	problem = report(request, root, reply);
	lic_json_free(root);
	return problem;
}
