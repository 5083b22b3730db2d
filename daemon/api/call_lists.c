#include "calls.h"
#include "json.h"

struct writer {
	struct lic_buf *out;
	size_t count;
};

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

static void next_element(struct writer *writer)
{
	if (writer->count++)
		lic_buf_addc(writer->out, ',');
}

static int write_list(void *ctx, const struct lic_list_info *info)
{
	struct writer *writer = ctx;
	struct lic_buf *out = writer->out;
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

	next_element(writer);
	lic_buf_addc(out, '{');
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		lic_json_field(out, texts[i].key, texts[i].value);
		lic_buf_addc(out, ',');
	}
	date_field(out, "as_of", info->as_of);
	lic_buf_printf(out, ",\"max_age_days\":%d,", (int)info->max_age_days);
	lic_json_field(out, "state", lic_str_from(info->state));
	lic_buf_printf(out, ",\"entries\":{\"total\":%llu,\"in_force\":%llu,\"withdrawn\":%llu}}",
		       (unsigned long long)info->total, (unsigned long long)info->in_force,
		       (unsigned long long)info->withdrawn);
	return lic_buf_error(out);
}

static enum lic_problem finish(struct lic_request *request, struct lic_reply *reply, int err)
{
	LIC_BUF_LIT(reply->body, "]}\n");
	if (!err)
		err = lic_buf_error(reply->body);
	if (err < 0)
		return lic_problem_set(&request->diag, LIC_PROBLEM_INTERNAL,
				       "the lists could not be read (%s); `licit lists` may say "
				       "more",
				       lic_strerror(err));
	return LIC_PROBLEM_NONE;
}

enum lic_problem lic_call_lists(struct lic_request *request, struct lic_reply *reply)
{
	struct writer writer = {reply->body, 0};

	LIC_BUF_LIT(reply->body, "{\"schema\":\"licit/lists/1\",\"lists\":[");
	return finish(request, reply,
		      lic_lists_each(request->service->engine, write_list, &writer));
}

static int write_alternative(void *ctx, const struct lic_alternative *alternative)
{
	struct writer *writer = ctx;
	struct lic_buf *out = writer->out;
	const struct {
		const char *key;
		struct lic_str value;
	} texts[] = {
		{"name", alternative->name},     {"holder", alternative->holder},
		{"number", alternative->number}, {"register", alternative->register_id},
		{"url", alternative->url},       {"class", alternative->class},
	};

	next_element(writer);
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
	struct writer *writer = ctx;
	struct lic_buf *out = writer->out;

	next_element(writer);
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
	struct writer writer = {reply->body, 0};
	struct lic_str country;
	enum lic_problem problem = lic_call_country_param(request, &country);

	if (problem)
		return problem;
	LIC_BUF_LIT(reply->body, "{\"schema\":\"licit/alternatives/1\",\"country\":");
	if (country.len)
		lic_json_str(reply->body, country);
	else
		LIC_BUF_LIT(reply->body, "null");
	LIC_BUF_LIT(reply->body, ",\"pharmacies\":[");
	int err = lic_alternatives_each(engine, country, write_alternative, &writer);
	LIC_BUF_LIT(reply->body, "],\"registers\":[");
	writer.count = 0;
	if (!err)
		err = lic_registers_each(engine, country, write_register, &writer);
	return finish(request, reply, err);
}
