#include "calls.h"
#include "json.h"

struct writer {
	struct lic_buf *out;
	size_t count;
	bool more;
};

static int write_name(void *ctx, struct lic_str name)
{
	struct writer *writer = ctx;

	if (writer->count == LIC_WARNED_MAX) {
		writer->more = true;
		return LIC_OK;
	}
	if (writer->count++)
		lic_buf_addc(writer->out, ',');
	lic_json_str(writer->out, name);
	return lic_buf_error(writer->out);
}

static void write_listset(void *ctx, const struct lic_status *status)
{
	lic_json_field(ctx, "listset", status->listset);
}

enum lic_problem lic_call_warned(struct lic_request *request, struct lic_reply *reply)
{
	struct lic_engine *engine = request->service->engine;
	struct writer writer = {.out = reply->body};
	struct lic_str country;
	enum lic_problem problem = lic_call_country_param(request, &country);

	if (problem)
		return problem;
	LIC_BUF_LIT(reply->body, "{\"schema\":\"licit/warned/1\",\"country\":");
	if (country.len)
		lic_json_str(reply->body, country);
	else
		LIC_BUF_LIT(reply->body, "null");
	lic_buf_addc(reply->body, ',');
	lic_service_status(request->service, write_listset, reply->body);
	LIC_BUF_LIT(reply->body, ",\"names\":[");
	int err = lic_warned_each(engine, country, false, write_name, &writer);
	LIC_BUF_LIT(reply->body, "],\"except\":[");
	writer.count = 0;
	if (!err)
		err = lic_warned_each(engine, country, true, write_name, &writer);
	lic_buf_printf(reply->body, "],\"more\":%s}\n", writer.more ? "true" : "false");
	if (!err)
		err = lic_buf_error(reply->body);
	if (err < 0)
		return lic_problem_set(&request->diag, LIC_PROBLEM_INTERNAL,
				       "the lists could not be read (%s); `licit lists` may say "
				       "more",
				       lic_strerror(err));
	return LIC_PROBLEM_NONE;
}
