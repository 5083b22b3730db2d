/*
 * IP addresses in the forms that a browser takes for them (WHATWG URL, "host
 * parsing"): IPv4 with hexadecimal and octal parts or fewer than four of them,
 * IPv6 with an embedded IPv4. Pure.
 */
#ifndef LIC_IP_H
#define LIC_IP_H

#include "buf.h"

#define LIC_IP6_PIECES 8

/* Does the host end in a number? It is then an IPv4 address or nothing. */
bool lic_ip4_is_meant(struct lic_str host);

/* In host byte order: 0 or LIC_EHOST. */
LIC_CHECKED int lic_ip4_parse(struct lic_str host, uint32_t *out);

/* Append "a.b.c.d". */
void lic_ip4_write(struct lic_buf *buf, uint32_t ip);

/* Without brackets: 0 or LIC_EHOST. */
LIC_CHECKED int lic_ip6_parse(struct lic_str text, uint16_t out[LIC_IP6_PIECES]);

/* Append in lower case, the longest run of zeros as "::", without brackets. */
void lic_ip6_write(struct lic_buf *buf, const uint16_t ip[LIC_IP6_PIECES]);

#endif
