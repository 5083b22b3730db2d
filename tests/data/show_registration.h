/* A registration as lines of a test. */
#ifndef LIC_SHOW_REGISTRATION_H
#define LIC_SHOW_REGISTRATION_H

#include "registration.h"
#include "sections.h"

static inline void show_text(struct lic_buf *out, const char *key, struct lic_str value)
{
	if (value.len)
		lic_buf_printf(out, "%s: %.*s\n", key, LIC_STR_ARG(value));
}

static inline void show_date(struct lic_buf *out, const char *key, lic_date date)
{
	char text[LIC_DATE_SIZE];

	if (!date)
		return;
	lic_date_format(date, text);
	lic_buf_printf(out, "%s: %s\n", key, text);
}

static inline void show_all(struct lic_buf *out, const char *key, const struct lic_str *items,
			    size_t count)
{
	for (size_t i = 0; i < count; i++)
		lic_buf_printf(out, "%s%.*s", i ? ", " : "", LIC_STR_ARG(items[i]));
	if (count)
		lic_buf_printf(out, " (%s)\n", key);
}

static inline void show_registration(struct lic_buf *out, enum lic_answer answer,
				     const struct lic_registration *r, struct lic_str referral)
{
	lic_buf_printf(out, "%s\n", lic_answer_name(answer));
	show_text(out, "domain", r->domain);
	show_date(out, "registered", r->registered);
	show_date(out, "changed", r->changed);
	show_date(out, "expires", r->expires);
	show_text(out, "registrar", r->registrar);
	show_text(out, "registrant", r->registrant);
	show_text(out, "country", r->country);
	if (r->privacy)
		lic_buf_printf(out, "private\n");
	show_all(out, "status", r->status, r->status_count);
	show_all(out, "servers", r->name_servers, r->name_servers_count);
	show_text(out, "see", referral);
	assert_true(r->exists == (answer == LIC_ANSWER_FOUND));
}

/* The first line of a section, and the rest of it. */
static inline struct lic_str show_first_line(struct lic_str *input)
{
	struct lic_str line = {NULL, 0};

	(void)lic_str_split(input, '\n', &line);
	return lic_str_trim(line);
}

#endif
