/*
 * What an HTML form sends: application/x-www-form-urlencoded (URL Standard, section 5.1) or
 * multipart/form-data (RFC 7578, as browsers write it). From strangers: bounded, fuzzed.
 *
 * Depends on base only. Views are into the body, or in the arena.
 */
#ifndef LIC_FORM_H
#define LIC_FORM_H

#include "arena.h"
#include "diag.h"

struct lic_form_field {
	struct lic_str name, value;
	struct lic_str file; /* the name of a file; {NULL, 0}: it is none */
};

struct lic_form {
	struct lic_form_field *fields;
	size_t count;
};

/* Is it one of the two, by its Content-Type? */
bool lic_form_is_type(struct lic_str content_type);

/* Read a body: 0, LIC_ESYNTAX, LIC_EUTF8 (text that is none, or holds a NUL byte; a file may),
 * LIC_ELIMIT (more than LIC_FORM_FIELDS_MAX fields) or LIC_ENOMEM. */
LIC_CHECKED int lic_form_read(struct lic_form *out, struct lic_str content_type,
			      struct lic_str body, struct lic_arena *arena, struct lic_diag *diag);

/* The first of that name; NULL: it was not sent. */
const struct lic_form_field *lic_form_find(const struct lic_form *form, const char *name);

/* Its text without white space at both ends; empty if it was not sent. */
struct lic_str lic_form_text(const struct lic_form *form, const char *name);

/* The same as it was typed, with its white space: a password or a passphrase. */
struct lic_str lic_form_typed(const struct lic_form *form, const char *name);

#endif
