/*
 * The national forms of the numbers by which registers know a pharmacy
 * (lists/licences.csv): what such a number looks like, and which words stand before it.
 * docs/LISTS.md describes the file.
 *
 * Immutable after parsing; may be shared between threads.
 */
#ifndef LIC_LICENCES_H
#define LIC_LICENCES_H

#include "arena.h"
#include "diag.h"

struct lic_licence {
	struct lic_str id, jurisdiction;
	struct lic_str register_id; /* list whose rows have such numbers */
	struct lic_str name;        /* "GPhC premises number" */
	struct lic_str form;
	const struct lic_str *label; /* folded (fold.h) */
	size_t labels;
};

struct lic_licences {
	struct lic_licence *row;
	size_t count;
	struct lic_arena arena; /* owns the texts */
};

/* Parse the file's text: 0, LIC_ESYNTAX ("line N: …"), LIC_ELIMIT or LIC_ENOMEM. Rows of low
 * confidence are left out. */
LIC_CHECKED int lic_licences_parse(struct lic_licences *out, struct lic_str text,
				   struct lic_diag *diag);
void lic_licences_release(struct lic_licences *licences);

/* How many bytes the text begins with are a number of that form; 0: none. '#' is a digit, '@'
 * a letter, '*' either, '+' more of the same, '|' another form; the rest is as written. */
size_t lic_licence_read(struct lic_str form, struct lic_str text);

/* Is one of the words among those that stand before a number? folded: fold.h. */
bool lic_licence_labelled(const struct lic_licence *licence, struct lic_str folded);

#endif
