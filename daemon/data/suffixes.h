/*
 * The suffixes that are abused out of proportion (lists/suffixes.csv). Immutable after
 * _parse.
 */
#ifndef LIC_SUFFIXES_H
#define LIC_SUFFIXES_H

#include "arena.h"
#include "diag.h"

struct lic_suffixes {
	struct lic_str *row; /* sorted */
	size_t count;
	struct lic_arena arena; /* owns the texts */
};

/* Parse the file's text: 0, LIC_ESYNTAX ("line N: …") or LIC_ENOMEM. */
LIC_CHECKED int lic_suffixes_parse(struct lic_suffixes *out, struct lic_str text,
				   struct lic_diag *diag);
void lic_suffixes_release(struct lic_suffixes *suffixes);

/* Is the top-level domain one of them? */
bool lic_suffixes_hold(const struct lic_suffixes *suffixes, struct lic_str tld);

#endif
