/*
 * The host of a URL in its canonical form (WHATWG URL, "host parsing" for
 * special schemes). Pure.
 */
#ifndef LIC_HOST_H
#define LIC_HOST_H

#include "buf.h"
#include "diag.h"

/* Append the canonical form of a host as it stands in a URL: percent-decoded,
 * A-labels in lower case, IPv4 as a.b.c.d, IPv6 in brackets. Neither the
 * length of a name nor that of its labels is checked, and empty labels pass,
 * as in a browser. 0, LIC_EHOST (diag says what is wrong with it), LIC_ELIMIT
 * or LIC_ENOMEM. */
LIC_CHECKED int lic_host_parse(struct lic_str raw, struct lic_buf *out, bool *is_ip,
			       struct lic_diag *diag);

/* Of hosts in that form. Without the "www." that they may begin with. */
struct lic_str lic_host_without_www(struct lic_str host);

/* Without the dot of the root that a name may end with. */
struct lic_str lic_host_without_dot(struct lic_str host);

/* Is it the name, or below it? Nothing is below an empty one. */
bool lic_host_is_below(struct lic_str host, struct lic_str name);

#endif
