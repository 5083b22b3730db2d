/*
 * Canonical JSON, as it is signed by The Update Framework (OLPC's dialect, in the form that
 * securesystemslib writes): members sorted by their bytes, no white space, integers only,
 * and in strings no escape but of the quote and the backslash.
 *
 * What is signed is not the text that was sent but this form of it, so members that nobody
 * knows are part of it. Depends on json.h alone.
 */
#ifndef LIC_CANONICAL_H
#define LIC_CANONICAL_H

#include "json.h"

/* Append the value: 0, LIC_ESYNTAX (a number that is no integer), LIC_ENOMEM or LIC_ELIMIT
 * (the buffer's). */
LIC_CHECKED int lic_canonical_write(struct lic_buf *out, const struct lic_json *value,
				    struct lic_diag *diag);

/* The same of a text in JSON. */
LIC_CHECKED int lic_canonical_convert(struct lic_buf *out, struct lic_str text,
				      struct lic_diag *diag);

/* Append one string in quotes; it has to be well-formed UTF-8 without a NUL. */
void lic_canonical_str(struct lic_buf *out, struct lic_str s);

#endif
