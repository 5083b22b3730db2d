/*
 * JSON documents that may be large, one value after another: brackets and strings are
 * walked here, and each piece is parsed (and thereby checked) by json.h. For format_*.c
 * and mapping*.c only.
 */
#ifndef LIC_FORMAT_WALK_H
#define LIC_FORMAT_WALK_H

#include "diag.h"
#include "json.h"

struct lic_walk {
	struct lic_str rest;
	uint32_t line; /* where rest begins, from 1 */
	struct lic_diag *diag;
};

/* A byte order mark is skipped. */
void lic_walk_init(struct lic_walk *walk, struct lic_str text, struct lic_diag *diag);

/* LIC_ESYNTAX, with the line and what is wrong in diag. */
int lic_walk_fail(const struct lic_walk *walk, const char *what);

/* Take one character, with the space before it. */
bool lic_walk_take(struct lic_walk *walk, char c);

/* Parse the value that comes next; the walk stands behind it afterwards, *line is where
 * it began. LIC_ELIMIT for one of LIC_LIST_LINE_MAX bytes or more. */
LIC_CHECKED int lic_walk_value(struct lic_walk *walk, struct lic_json **out, uint32_t *line);

/* Pass over the value that comes next, however large it is: what is inside is not checked. */
LIC_CHECKED int lic_walk_skip(struct lic_walk *walk);

/* Is nothing left but space? */
LIC_CHECKED int lic_walk_end(struct lic_walk *walk);

#endif
