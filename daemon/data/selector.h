/*
 * Selectors: which elements of a page are meant, in a small part of CSS (Selectors Level 4):
 *
 *   td  *  .class  #id  [attribute]  [attribute=value]  :nth-child(3), these together;
 *   A B (B somewhere in A), A > B (B right in A); SELECTOR@href for an attribute.
 *
 * One thing is ours: a title in quotes before all that, "Website" or "Website" a@href, means
 * the cell of that title, or in it. Knows no document: whoever walks through one asks at
 * each element. Pure; thread-safe.
 */
#ifndef LIC_SELECTOR_H
#define LIC_SELECTOR_H

#include "diag.h"
#include "limits.h"
#include "markup.h"

enum lic_selector_kind {
	LIC_SELECT_ELEMENT,
	LIC_SELECT_CLASS,
	LIC_SELECT_ID,
	LIC_SELECT_HAS,   /* the attribute, whatever it says */
	LIC_SELECT_VALUE, /* the attribute, and it says just that */
	LIC_SELECT_NTH,
};

struct lic_selector_test {
	enum lic_selector_kind kind;
	struct lic_str name, value;
	size_t nth;
};

/* What one element must be. */
struct lic_selector_step {
	struct lic_selector_test test[LIC_SELECTOR_TESTS_MAX];
	size_t count;
	bool child; /* right in the element of the step before */
};

/* Views of the text it was parsed from. */
struct lic_selector {
	struct lic_str title; /* in quotes; ptr is NULL if there is none */
	struct lic_selector_step step[LIC_SELECTOR_STEPS_MAX];
	size_t count;             /* 0: only a title, or only an attribute */
	struct lic_str attribute; /* empty: the text */
};

/* LIC_EINVAL with what is wrong; diag is not to be NULL. */
LIC_CHECKED int lic_selector_parse(struct lic_selector *out, struct lic_str text,
				   struct lic_diag *diag);

/* A bit for each step that an element fits, and those before it fit what is around it. */
typedef unsigned lic_selector_fit;

/* Of the element that is the nth of its parent, whose own bits are given, and all bits of the
 * elements around it, the parent among them. */
lic_selector_fit lic_selector_match(const struct lic_selector *selector,
				    const struct lic_element *element, size_t nth,
				    lic_selector_fit parent, lic_selector_fit around);

/* Is the element with those bits the one that is meant? */
static inline bool lic_selector_selects(const struct lic_selector *selector, lic_selector_fit fit)
{
	return selector->count && (fit >> (selector->count - 1) & 1);
}

#endif
