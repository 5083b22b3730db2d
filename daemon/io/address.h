/*
 * An IP address, and whether it is one of the public internet. Pure.
 *
 * Source: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890,
 * RFC 8190 and the RFCs that they name), IPv4 and IPv6 Multicast Address Space, and
 * the addresses at which clouds keep what they tell their own machines alone.
 */
#ifndef LIC_ADDRESS_H
#define LIC_ADDRESS_H

#include "err.h"
#include "str.h"

struct lic_address {
	bool v6;
	uint8_t bytes[16]; /* in the order of the network; an IPv4 address has the first four */
};

#define LIC_ADDRESS_SIZE 46 /* the longest in text, and its NUL */

/* "192.0.2.1", "2001:db8::1" or the latter in brackets; no other spelling. 0 or
 * LIC_EINVAL. */
LIC_CHECKED int lic_address_parse(struct lic_str text, struct lic_address *out);

/* Without brackets. */
void lic_address_write(const struct lic_address *address, char out[LIC_ADDRESS_SIZE]);

bool lic_address_eq(const struct lic_address *a, const struct lic_address *b);

/* What the address is kept for, as "private" or "loopback", if it is not one that
 * the whole internet reaches; NULL if it is. An IPv4 address inside an IPv6 one
 * counts as what it is itself. Whatever is not known to be public is not. */
const char *lic_address_special(const struct lic_address *address);

#endif
