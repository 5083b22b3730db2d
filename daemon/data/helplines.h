/*
 * Services that help people with the use of controlled substances, by country
 * (lists/help.csv). docs/LISTS.md describes the file.
 *
 * Immutable after parsing; may be shared between threads.
 */
#ifndef LIC_HELPLINES_H
#define LIC_HELPLINES_H

#include "arena.h"
#include "diag.h"

struct lic_helpline {
	struct lic_str country; /* ISO 3166-1 alpha-2 */
	struct lic_str name, url;
	struct lic_str phone; /* empty where nobody read it at a source: a wrong one is worse */
};

struct lic_helplines {
	struct lic_helpline *row;
	size_t count;
	struct lic_arena arena; /* owns the texts */
};

/* Parse the file's text: 0, LIC_ESYNTAX ("line N: …"), LIC_ELIMIT or LIC_ENOMEM. */
LIC_CHECKED int lic_helplines_parse(struct lic_helplines *out, struct lic_str text,
				    struct lic_diag *diag);
void lic_helplines_release(struct lic_helplines *helplines);

/* The first of that country, or NULL. */
const struct lic_helpline *lic_helplines_of(const struct lic_helplines *helplines,
					    struct lic_str country);

#endif
