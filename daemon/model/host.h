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

#endif
