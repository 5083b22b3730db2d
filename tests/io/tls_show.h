/*
 * What a certificate says, in one line, for the tests of certificates.
 */
#ifndef LIC_TLS_SHOW_H
#define LIC_TLS_SHOW_H

#include "buf.h"
#include "facts_tls.h"

static inline void tls_show_trouble(struct lic_buf *out, unsigned trouble)
{
	static const char *const words[] = {"expired",     "not-yet-valid", "wrong-name",
					    "self-signed", "untrusted",     "weak",
					    "malformed",   "no-service"};

	if (!trouble)
		LIC_BUF_LIT(out, "good");
	for (size_t i = 0; i < LIC_ARRAY_SIZE(words); i++)
		if (trouble & 1u << i) {
			lic_buf_printf(out, "%s%s", trouble & ((1u << i) - 1) ? "," : "", words[i]);
		}
}

static inline void tls_show_text(struct lic_buf *out, const char *what, struct lic_str value)
{
	if (value.len)
		lic_buf_printf(out, " %s=%.*s", what, LIC_STR_ARG(value));
}

/* Without fingerprint and version. */
static inline void tls_show(struct lic_buf *out, const struct lic_tls_facts *f)
{
	static const char *const kinds[] = {"unknown", "DV", "OV", "IV", "EV"};
	char from[LIC_DATE_SIZE] = "none", to[LIC_DATE_SIZE] = "none";

	tls_show_trouble(out, f->trouble);
	if (f->not_before)
		lic_date_format(f->not_before, from);
	if (f->not_after)
		lic_date_format(f->not_after, to);
	lic_buf_printf(out, " %s %s..%s", kinds[f->validation], from, to);
	tls_show_text(out, "by", f->issuer);
	tls_show_text(out, "for", f->organization);
	tls_show_text(out, "in", f->country);
	lic_buf_printf(out, " names=%zu%s", f->names_count, f->names_cut ? "+" : "");
	for (size_t i = 0; i < f->names_count && i < 2; i++)
		lic_buf_printf(out, " %.*s", LIC_STR_ARG(f->names[i]));
}

#endif
