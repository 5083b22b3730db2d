/*
 * The site of a host: its registrable domain by the Public Suffix List
 * (https://publicsuffix.org/list/), by libpsl. The only user of libpsl.
 *
 * Immutable after _open, as seen from outside; may be shared between threads.
 * The first question that needs libpsl's own tables costs some milliseconds.
 */
#ifndef LIC_SITE_H
#define LIC_SITE_H

#include "diag.h"
#include "str.h"

struct lic_psl;

/* Load the list: from path, or if that is NULL the newest
 * public_suffix_list.dat that the system has (by its VERSION line, else by its
 * modification time), or if it has none the one built into libpsl. */
LIC_CHECKED int lic_psl_open(struct lic_psl **out, const char *path, struct lic_diag *diag);
void lic_psl_free(struct lic_psl *psl);

/* Where it was read from, and its version or date: for the status. */
const char *lic_psl_source(const struct lic_psl *psl);
const char *lic_psl_version(const struct lic_psl *psl);

/* The registrable domain of a canonical host name (A-labels in lower case, no
 * trailing dot), ICANN and private sections both: a view of its end. Empty
 * where there is none: a public suffix itself, an empty name, one with empty
 * labels in it or longer than LIC_HOST_MAX. Must not be asked for IP
 * addresses. */
struct lic_str lic_psl_site(const struct lic_psl *psl, struct lic_str host);

/* Is the host itself a public suffix (a TLD, co.uk, github.io)? */
bool lic_psl_is_suffix(const struct lic_psl *psl, struct lic_str host);

/* Is the host a suffix under which a registry gives names (a TLD, co.uk), and not one of
 * a private owner (github.io)? */
bool lic_psl_is_registry(const struct lic_psl *psl, struct lic_str host);

/* Does the list know that label as a top-level domain? (An unknown one is a
 * public suffix all the same.) */
bool lic_psl_has_tld(const struct lic_psl *psl, struct lic_str label);

#endif
