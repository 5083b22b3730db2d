/*
 * A reference in a page or a redirect, as a browser would follow it from where it
 * stands (WHATWG URL, "basic URL parser" with a base, for http and https). Pure.
 */
#ifndef LIC_URL_JOIN_H
#define LIC_URL_JOIN_H

#include "url.h"

/* As lic_url_parse, for a reference that may be relative to base. store must be
 * another than the one that base lies in. LIC_ESCHEME for one that does not lead to
 * the web. */
LIC_CHECKED int lic_url_join(struct lic_url *out, const struct lic_url *base, struct lic_str ref,
			     struct lic_buf *store, struct lic_diag *diag);

/* The port of an address: its own, or that of its scheme. */
uint16_t lic_url_port(const struct lic_url *url);

bool lic_url_is_https(const struct lic_url *url);

#endif
