/*
 * The border between the public internet and the nets that Licit must never reach
 * into: this machine, the home, the office, the cloud. Every connection that a
 * check makes goes by lic_border_admit, after its name was resolved.
 *
 * Tests name addresses that are let through; nothing else opens the border.
 * Immutable after _init; for any thread.
 */
#ifndef LIC_BORDER_H
#define LIC_BORDER_H

#include <sys/socket.h>

#include "address.h"
#include "diag.h"

struct lic_peer { /* an address and port */
	struct lic_address address;
	uint16_t port;
};

#define LIC_BORDER_PASSES_MAX 64

struct lic_border_pass {
	struct lic_peer asked, real;
};

struct lic_border {
	struct lic_border_pass pass[LIC_BORDER_PASSES_MAX];
	size_t count;
};

/* passes: of tests, with spaces between them: "ADDRESS:PORT" (let it through) or
 * "ADDRESS:PORT=ADDRESS:PORT" (who asks for the left is led to the right). Usually
 * empty. 0, LIC_EINVAL or LIC_ELIMIT. */
LIC_CHECKED int lic_border_init(struct lic_border *border, struct lic_str passes,
				struct lic_diag *diag);

/* May a connection go to that address and port? NULL, and where it goes; else why
 * not, as "a private address". */
const char *lic_border_admit(const struct lic_border *border, const struct lic_address *address,
			     uint16_t port, struct lic_peer *to);

/* Is it a name that no name server may be asked for: of this machine or its net
 * (RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476)? */
bool lic_border_is_local_name(struct lic_str host);

/* The same place as the system's calls want it: the length. */
socklen_t lic_peer_sockaddr(const struct lic_peer *peer, struct sockaddr_storage *out);

#endif
