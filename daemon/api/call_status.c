#include "calls.h"
#include "json.h"

struct writer {
	const struct lic_service *service;
	struct lic_buf *out;
};

static int write_out_of_date(void *ctx, const struct lic_list_info *info)
{
	struct lic_call_array *array = ctx;

	/* Lists whose age hides warnings. The age of a register hides nothing: it
	 * shows in each verdict, which is then not "verified". A feed that expired
	 * is somebody's fault. */
	if (!lic_list_info_is_old(info) ||
	    (strcmp(info->state, "expired") != 0 && lic_str_eq(info->kind, LIC_STR("register"))))
		return LIC_OK;
	lic_call_element(array);
	lic_json_str(array->out, info->id);
	return lic_buf_error(array->out);
}

static void number_field(struct lic_buf *out, const char *key, uint64_t n)
{
	lic_buf_printf(out, ",\"%s\":%llu", key, (unsigned long long)n);
}

static void write_status(void *ctx, const struct lic_status *status)
{
	struct writer *writer = ctx;
	struct lic_buf *out = writer->out;
	const struct lic_service *service = writer->service;
	struct lic_call_array out_of_date = {out, 0};
	char now[LIC_TIME_SIZE];

	lic_time_format(lic_clock_now(), now);
	LIC_BUF_LIT(out, "{\"schema\":\"licit/status/1\",");
	lic_json_field(out, "version", LIC_STR(LICIT_VERSION));
	lic_buf_addc(out, ',');
	lic_json_field(out, "time", lic_str_from(now));
	lic_buf_addc(out, ',');
	lic_json_field(out, "listset", status->listset);
	lic_buf_addc(out, ',');
	lic_json_field(out, "model", status->model);
	lic_buf_printf(out, ",\"lists\":{\"total\":%llu,\"out_of_date\":[",
		       (unsigned long long)status->lists);
	int err = lic_lists_each(service->engine, write_out_of_date, &out_of_date);
	if (err < 0 && !out->err)
		out->err = err;
	LIC_BUF_LIT(out, "]");
	number_field(out, "entries", status->entries);
	LIC_BUF_LIT(out, "}");
	lic_buf_printf(out, ",\"online\":%s", service->online ? "true" : "false");
	number_field(out, "pairings", status->pairings);
	number_field(out, "uptime_s", (lic_clock_mono() - service->started) / 1000000000u);
	number_field(out, "checks", status->checks);
	LIC_BUF_LIT(out, "}\n");
}

enum lic_problem lic_call_status(struct lic_request *request, struct lic_reply *reply)
{
	struct writer writer = {request->service, reply->body};

	lic_service_status(request->service, write_status, &writer);
	if (lic_buf_error(reply->body))
		return lic_problem_set(&request->diag, LIC_PROBLEM_INTERNAL,
				       "the lists could not be read (%s); `licit status` may say "
				       "more",
				       lic_strerror(lic_buf_error(reply->body)));
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_call_healthz(struct lic_request *request, struct lic_reply *reply)
{
	(void)request;
	reply->fixed = LIC_STR("{\"status\":\"ok\",\"version\":\"" LICIT_VERSION "\"}\n");
	return LIC_PROBLEM_NONE;
}
