/*
 * Patterns of STIX 2.1 (section 9 of the specification) about names and addresses of
 * sites: those that Licit writes, and what others write of the same kind. For
 * format_stix.c only.
 *
 *   [domain-name:value = 'x' OR domain-name:value LIKE '%.x']   x and what lies below it
 *   [domain-name:value = 'x']                                   x alone
 *   [url:value MATCHES '^https?://…']                           one path
 */
#ifndef LIC_FORMAT_STIX_PATTERN_H
#define LIC_FORMAT_STIX_PATTERN_H

#include "format_lines.h"

/* The pattern of a name. */
void lic_stix_pattern_write(struct lic_buf *out, const struct lic_name *name);

/* Hand on each name of a pattern, or refuse it with `text` and the reason. */
LIC_CHECKED int lic_stix_pattern_read(struct lic_rows *rows, struct lic_str pattern,
				      struct lic_str text);

#endif
