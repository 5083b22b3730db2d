/* What a reader of lists hands over, as lines of a test. */
#ifndef LIC_SHOW_RECORD_H
#define LIC_SHOW_RECORD_H

#include "format.h"
#include "sections.h"

static inline void show_member(struct lic_buf *out, const char *key, struct lic_str value)
{
	if (value.len)
		lic_buf_printf(out, " %s=\"%.*s\"", key, LIC_STR_ARG(value));
}

static inline void show_date_member(struct lic_buf *out, const char *key, lic_date date)
{
	char text[LIC_DATE_SIZE];

	if (!date)
		return;
	lic_date_format(date, text);
	lic_buf_printf(out, " %s=%s", key, text);
}

/* For a sink whose ctx is the buffer. */
static inline int show_record(void *ctx, const struct lic_record *r)
{
	struct lic_buf *out = ctx;

	lic_buf_printf(out, "%u: %.*s", r->line, LIC_STR_ARG(r->name));
	show_member(out, "holder", r->holder);
	show_member(out, "number", r->number);
	show_member(out, "entry_url", r->entry_url);
	show_member(out, "class", r->class);
	show_member(out, "countries", r->countries);
	show_date_member(out, "since", r->since);
	show_date_member(out, "until", r->until);
	show_date_member(out, "withdrawn", r->withdrawn);
	show_member(out, "reason", r->reason);
	show_member(out, "source", r->source);
	show_date_member(out, "seen", r->seen);
	if (r->evidence)
		show_member(out, "evidence", lic_str_from(lic_evidence_name(r->evidence)));
	if (r->below)
		show_member(out, "below", LIC_STR("yes"));
	if (r->confidence)
		show_member(out, "confidence", lic_str_from(lic_confidence_name(r->confidence)));
	lic_buf_addc(out, '\n');
	return 0;
}

/* The same of a line that is refused. */
static inline int show_refusal(void *ctx, uint32_t line, struct lic_str text, const char *reason)
{
	lic_buf_printf(ctx, "%u refused: %.*s: %s\n", line, LIC_STR_ARG(text), reason);
	return 0;
}

/* A sink that says to stop at each record; ctx is an int that counts them. */
static inline int stop_at_record(void *ctx, const struct lic_record *record)
{
	(void)record;
	++*(int *)ctx;
	return LIC_EREFUSED;
}

#endif
