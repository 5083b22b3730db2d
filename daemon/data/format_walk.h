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

/* The name of a member, and its colon; to be freed. *line is where it stands. */
LIC_CHECKED int lic_walk_key(struct lic_walk *walk, struct lic_json **key, uint32_t *line);

/* The object that the whole text is: member is called with each name, to take the value. */
LIC_CHECKED int lic_walk_object(struct lic_walk *walk,
				int (*member)(void *ctx, struct lic_str key, uint32_t line),
				void *ctx);

/* The rest of an array whose '[' was taken: element is called to take each, `missing` is what
 * is wrong where none ends as it must. */
LIC_CHECKED int lic_walk_elements(struct lic_walk *walk, const char *missing,
				  int (*element)(void *ctx), void *ctx);

#endif
