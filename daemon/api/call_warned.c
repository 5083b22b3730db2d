#include "calls.h"
#include "json.h"

/* Ends the walk where there is no more room. */
static int write_name(void *ctx, struct lic_str name)
{
	struct lic_call_array *array = ctx;

	if (array->count == LIC_WARNED_MAX)
		return LIC_ELIMIT;
	lic_call_element(array);
	lic_json_str(array->out, name);
	return lic_buf_error(array->out);
}

/* "names":[…] or "except":[…]; *more: there are others that had no room. */
static int write_names(struct lic_request *request, struct lic_buf *out, struct lic_str country,
		       bool except, bool *more)
{
	struct lic_call_array names = {out, 0};

	lic_buf_printf(out, ",\"%s\":[", except ? "except" : "names");
	int err = lic_warned_each(request->service->engine, country, except, write_name, &names);
	lic_buf_addc(out, ']');
	if (err != LIC_ELIMIT || lic_buf_error(out))
		return err;
	*more = true;
	return LIC_OK;
}

static void write_listset(void *ctx, const struct lic_status *status)
{
	lic_json_field(ctx, "listset", status->listset);
}

enum lic_problem lic_call_warned(struct lic_request *request, struct lic_reply *reply)
{
	struct lic_buf *out = reply->body;
	struct lic_str country;
	bool more = false;
	enum lic_problem problem = lic_call_country_param(request, &country);

	if (problem)
		return problem;
	LIC_BUF_LIT(out, "{\"schema\":\"licit/warned/1\",");
	lic_call_country_field(out, country);
	lic_buf_addc(out, ',');
	lic_service_status(request->service, write_listset, out);
	int err = write_names(request, out, country, false, &more);
	if (!err)
		err = write_names(request, out, country, true, &more);
	lic_buf_printf(out, ",\"more\":%s}\n", more ? "true" : "false");
	return lic_call_lists_read(request, out, err);
}
