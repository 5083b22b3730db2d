/* The writer of licit/verdict/1: the only one, for CLI, batch and API. */
#include "write.h"
#include "json.h"

static void write_date(struct lic_buf *out, lic_date date)
{
	char text[LIC_DATE_SIZE];

	if (!date) {
		LIC_BUF_LIT(out, "null");
		return;
	}
	lic_date_format(date, text);
	lic_buf_addc(out, '"');
	lic_buf_add(out, text, LIC_DATE_SIZE - 1);
	lic_buf_addc(out, '"');
}

static void write_source(struct lic_buf *out, const struct lic_source *s)
{
	lic_buf_addc(out, '{');
	lic_buf_adds(out, s->json);
	LIC_BUF_LIT(out, ",\"since\":");
	write_date(out, s->since);
	LIC_BUF_LIT(out, ",\"as_of\":");
	write_date(out, s->as_of);
	if (s->stale)
		LIC_BUF_LIT(out, ",\"stale\":true");
	if (s->authority.len) {
		lic_buf_addc(out, ',');
		lic_json_field(out, "authority", s->authority);
	}
	lic_buf_addc(out, '}');
}

static void write_finding(struct lic_buf *out, const struct lic_finding *f)
{
	static const char *const directions[] = {"neutral", "trust", "risk"};

	LIC_BUF_LIT(out, "{\"signal\":\"");
	lic_buf_adds(out, lic_str_from(f->signal));
	LIC_BUF_LIT(out, "\",\"group\":\"");
	lic_buf_adds(out, lic_str_from(f->group));
	LIC_BUF_LIT(out, "\",\"direction\":\"");
	lic_buf_adds(out, lic_str_from(directions[f->direction]));
	LIC_BUF_LIT(out, "\",\"points\":");
	lic_json_hundredths(out, f->points);
	LIC_BUF_LIT(out, ",\"decisive\":");
	lic_json_bool(out, f->decisive);
	LIC_BUF_LIT(out, ",\"summary\":");
	lic_json_str(out, f->summary);
	LIC_BUF_LIT(out, ",\"evidence\":{");
	for (size_t i = 0; i < f->evidence_count; i++) {
		if (i)
			lic_buf_addc(out, ',');
		lic_json_field(out, f->evidence[i].key, f->evidence[i].value);
	}
	lic_buf_addc(out, '}');
	if (f->source.list.len) {
		LIC_BUF_LIT(out, ",\"source\":");
		write_source(out, &f->source);
	}
	lic_buf_addc(out, '}');
}

static void write_advice(struct lic_buf *out, const struct lic_verdict *v)
{
	LIC_BUF_LIT(out, ",\"advice\":[");
	for (size_t i = 0; i < v->advice_count; i++) {
		const struct lic_advice *a = &v->advice[i];
		if (i)
			lic_buf_addc(out, ',');
		lic_buf_addc(out, '{');
		lic_json_field(out, "id", lic_str_from(a->id));
		lic_buf_addc(out, ',');
		lic_json_field(out, "text", lic_str_from(a->text));
		if (a->url.len) {
			lic_buf_addc(out, ',');
			lic_json_field(out, "url", a->url);
		}
		lic_buf_addc(out, '}');
	}
	lic_buf_addc(out, ']');
}

static void write_judgement(struct lic_buf *out, const struct lic_verdict *v)
{
	LIC_BUF_LIT(out, ",\"verdict\":\"");
	lic_buf_adds(out, lic_str_from(lic_verdict_class_name(v->class)));
	LIC_BUF_LIT(out, "\",\"risk\":");
	if (v->risk < 0)
		LIC_BUF_LIT(out, "null");
	else
		lic_json_int(out, v->risk);
	LIC_BUF_LIT(out, ",\"coverage\":");
	lic_json_hundredths(out, v->coverage);
	LIC_BUF_LIT(out, ",\"sells_medicine\":");
	if (v->sells_medicine < 0)
		LIC_BUF_LIT(out, "null");
	else
		lic_json_bool(out, v->sells_medicine);
	LIC_BUF_LIT(out, ",\"findings\":[");
	for (size_t i = 0; i < v->findings_count; i++) {
		if (i)
			lic_buf_addc(out, ',');
		write_finding(out, &v->findings[i]);
	}
	lic_buf_addc(out, ']');
}

static void write_rest(struct lic_buf *out, const struct lic_verdict *v, bool with_advice)
{
	LIC_BUF_LIT(out, ",\"country\":");
	if (v->country.len)
		lic_json_plain(out, v->country);
	else
		LIC_BUF_LIT(out, "null");
	write_judgement(out, v);
	if (with_advice)
		write_advice(out, v);
	LIC_BUF_LIT(out, ",\"as_of\":");
	lic_buf_adds(out, v->as_of_json);
	lic_buf_addc(out, '}');
}

void lic_verdict_write_silent(struct lic_buf *out, const struct lic_verdict *v)
{
	write_rest(out, v, false);
}

void lic_as_of_write(struct lic_buf *out, struct lic_str listset, struct lic_str model,
		     int64_t time)
{
	char text[LIC_TIME_SIZE];

	lic_time_format(time, text);
	lic_buf_addc(out, '{');
	lic_json_field(out, "lists", listset);
	lic_buf_addc(out, ',');
	lic_json_field(out, "model", model);
	lic_buf_addc(out, ',');
	lic_json_field(out, "time", lic_str_from(text));
	lic_buf_addc(out, '}');
}

void lic_verdict_write(struct lic_buf *out, const struct lic_verdict *v, bool with_advice)
{
	void (*const put)(struct lic_buf *, struct lic_str) =
		v->is_plain ? lic_json_plain : lic_json_str;

	LIC_BUF_LIT(out, "{\"schema\":\"licit/verdict/1\",\"input\":");
	put(out, v->input);
	LIC_BUF_LIT(out, ",\"url\":");
	put(out, v->url);
	LIC_BUF_LIT(out, ",\"host\":");
	lic_json_plain(out, v->host);
	LIC_BUF_LIT(out, ",\"site\":");
	lic_json_plain(out, v->site);
	if (v->silent_json.len && !with_advice)
		lic_buf_adds(out, v->silent_json);
	else
		write_rest(out, v, with_advice);
}

void lic_verdict_write_error(struct lic_buf *out, struct lic_str input, const char *error)
{
	LIC_BUF_LIT(out, "{\"schema\":\"licit/verdict/1\",");
	lic_json_field(out, "input", input);
	lic_buf_addc(out, ',');
	lic_json_field(out, "error", lic_str_from(error));
	lic_buf_addc(out, '}');
}
