/*
 * The name in a list entry: what it covers, in the one form that the store and
 * the index use. Pure.
 */
#ifndef LIC_NAME_H
#define LIC_NAME_H

#include "buf.h"
#include "diag.h"
#include "list.h"
#include "site.h"

struct lic_name {
	/* Canonical text, which with the scope is the entry's identity: a host in
	 * A-labels; for a prefix "host/path" without a slash at the end, and without
	 * percent-encoding where RFC 3986 needs none; for a TLD its label without a
	 * dot. */
	struct lic_str text;
	size_t host_len; /* of the host within text */
	enum lic_scope scope;
};

/* Read one name as lists write it:
 *   x.tld, www.x.tld, https://www.x.tld/   the site x.tld, if x.tld is registrable
 *   shop.x.tld                             that host alone
 *   *.x.tld                                x.tld and every host below it
 *   x.tld/path, https://x.tld/path/        that path and what lies below it
 *   .pharmacy                              a whole top-level domain
 * "www." before a registrable domain is dropped in a prefix as well.
 * The text lies in store, which is emptied first. LIC_ENAME with the reason in
 * diag for what cannot be a name (an IP address, a public suffix, spaces, …). */
LIC_CHECKED int lic_name_parse(struct lic_name *out, struct lic_str text, const struct lic_psl *psl,
			       struct lic_buf *store, struct lic_diag *diag);

/* Does a prefix entry's path ("/cs") cover a subject's path with query? At
 * segment borders only: "/cs" covers "/cs", "/cs/", "/cs/a" and "/cs?x", not
 * "/csx". "/%63s" is "/cs" too. */
bool lic_name_covers_path(struct lic_str prefix, struct lic_str path);

#endif
