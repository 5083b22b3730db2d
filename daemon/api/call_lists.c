#include "calls.h"
#include "json.h"

static void date_field(struct lic_buf *out, const char *key, lic_date date)
{
	char text[LIC_DATE_SIZE];

	if (date == 0) {
		lic_buf_printf(out, "\"%s\":null", key);
		return;
	}
	lic_date_format(date, text);
	lic_json_field(out, key, lic_str_from(text));
}

static int write_list(void *ctx, const struct lic_list_info *info)
{
	struct lic_call_array *array = ctx;
	struct lic_buf *out = array->out;
	char expires[LIC_TIME_SIZE];
	const struct {
		const char *key;
		struct lic_str value;
	} texts[] = {
		{"id", info->id},
		{"kind", info->kind},
		{"name", info->name},
		{"jurisdiction", info->jurisdiction},
		{"authority", info->authority},
		{"url", info->url},
		{"licence", info->licence},
	};

	lic_call_element(array);
	lic_buf_addc(out, '{');
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		lic_json_field(out, texts[i].key, texts[i].value);
		lic_buf_addc(out, ',');
	}
	date_field(out, "as_of", info->as_of);
	lic_buf_printf(out, ",\"max_age_days\":%d,", (int)info->max_age_days);
	if (info->expires) {
		lic_time_format(info->expires, expires);
		lic_json_field(out, "expires", lic_str_from(expires));
		lic_buf_addc(out, ',');
	}
	lic_json_field(out, "state", lic_str_from(info->state));
	lic_buf_printf(out, ",\"entries\":{\"total\":%llu,\"in_force\":%llu,\"withdrawn\":%llu}}",
		       (unsigned long long)info->total, (unsigned long long)info->in_force,
		       (unsigned long long)info->withdrawn);
	return lic_buf_error(out);
}

enum lic_problem lic_call_lists(struct lic_request *request, struct lic_reply *reply)
{
	struct lic_call_array array = {reply->body, 0};

	LIC_BUF_LIT(reply->body, "{\"schema\":\"licit/lists/1\",\"lists\":[");
	int err = lic_lists_each(request->service->engine, write_list, &array);
	LIC_BUF_LIT(reply->body, "]}\n");
	return lic_call_lists_read(request, reply->body, err);
}

static int write_alternative(void *ctx, const struct lic_alternative *alternative)
{
	struct lic_call_array *array = ctx;
	struct lic_buf *out = array->out;
	const struct {
		const char *key;
		struct lic_str value;
	} texts[] = {
		{"name", alternative->name},     {"holder", alternative->holder},
		{"number", alternative->number}, {"register", alternative->register_id},
		{"url", alternative->url},       {"class", alternative->class},
	};

	lic_call_element(array);
	lic_buf_addc(out, '{');
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		lic_json_field(out, texts[i].key, texts[i].value);
		lic_buf_addc(out, ',');
	}
	date_field(out, "seen", alternative->seen);
	lic_buf_addc(out, '}');
	return lic_buf_error(out);
}

static int write_register(void *ctx, const struct lic_register_info *info)
{
	struct lic_call_array *array = ctx;
	struct lic_buf *out = array->out;

	lic_call_element(array);
	lic_buf_addc(out, '{');
	lic_json_field(out, "id", info->id);
	lic_buf_addc(out, ',');
	lic_json_field(out, "authority", info->authority);
	lic_buf_addc(out, ',');
	lic_json_field(out, "url", info->url);
	lic_buf_addc(out, ',');
	lic_json_field(out, "report_url", info->report_url);
	lic_buf_addc(out, '}');
	return lic_buf_error(out);
}

enum lic_problem lic_call_alternatives(struct lic_request *request, struct lic_reply *reply)
{
	struct lic_engine *engine = request->service->engine;
	struct lic_call_array array = {reply->body, 0};
	struct lic_str country;
	enum lic_problem problem = lic_call_country_param(request, &country);

	if (problem)
		return problem;
	LIC_BUF_LIT(reply->body, "{\"schema\":\"licit/alternatives/1\",");
	lic_call_country_field(reply->body, country);
	LIC_BUF_LIT(reply->body, ",\"pharmacies\":[");
	int err = lic_alternatives_each(engine, country, write_alternative, &array);
	LIC_BUF_LIT(reply->body, "],\"registers\":[");
	array.count = 0;
	if (!err)
		err = lic_registers_each(engine, country, write_register, &array);
	LIC_BUF_LIT(reply->body, "]}\n");
	return lic_call_lists_read(request, reply->body, err);
}
