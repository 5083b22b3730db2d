/*
 * An address and port to listen on or to ask. Depends on base only.
 */
#ifndef LIC_ENDPOINT_H
#define LIC_ENDPOINT_H

#include "err.h"
#include "str.h"

#define LIC_ENDPOINT_ADDRESS_SIZE 46 /* the longest IPv6 address in text, and its NUL */

struct lic_endpoint {
	char address[LIC_ENDPOINT_ADDRESS_SIZE]; /* numbers, no brackets */
	bool ipv6;
	uint16_t port; /* 0: any free one */
};

/* "127.0.0.1:7965", "[::1]:7965" or "localhost:7965": 0 or LIC_EINVAL. */
LIC_CHECKED int lic_endpoint_parse(struct lic_str text, struct lic_endpoint *out);

/* As it is written: "127.0.0.1:7965", "[::1]:7965". */
#define LIC_ENDPOINT_SIZE (LIC_ENDPOINT_ADDRESS_SIZE + 8)
void lic_endpoint_format(const struct lic_endpoint *endpoint, char out[LIC_ENDPOINT_SIZE]);

/* Where this machine reaches what listens there: on its loopback address, for all addresses. */
struct lic_endpoint lic_endpoint_from_here(const struct lic_endpoint *endpoint);

/* Whether only this machine can reach it. */
bool lic_endpoint_is_loopback(const struct lic_endpoint *endpoint);

#endif
