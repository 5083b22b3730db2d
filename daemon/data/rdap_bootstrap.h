/*
 * Which server speaks for a top-level domain: RDAP base addresses, from IANA's bootstrap
 * file (RFC 9224) or from lists/rdap.json, and WHOIS servers, from lists/whois.csv.
 * Immutable after parsing; may be shared between threads.
 */
#ifndef LIC_RDAP_BOOTSTRAP_H
#define LIC_RDAP_BOOTSTRAP_H

#include "arena.h"
#include "diag.h"

struct lic_server {
	struct lic_str zone; /* "cz", "co.uk", "" for the root; lower case, A-labels */
	struct lic_str at;   /* a base address that is https, or a host name */
	bool confirmed;      /* read at its source, not recalled */
};

struct lic_servers {
	struct lic_server *rows; /* sorted by zone */
	size_t count, room;
	struct lic_arena arena;
};

/* IANA's dns.json, or ours of the same services with a source: the rows it adds come
 * beside those that are there already. A service that cannot be read is passed over
 * (RFC 9224, section 4), a file that is no bootstrap file is LIC_ESYNTAX. */
LIC_CHECKED int lic_servers_add_bootstrap(struct lic_servers *servers, struct lic_str text,
					  struct lic_diag *diag);

/* lists/whois.csv: columns zone, server, confidence. */
LIC_CHECKED int lic_servers_add_whois(struct lic_servers *servers, struct lic_str text,
				      struct lic_diag *diag);

void lic_servers_release(struct lic_servers *servers);

/* The server of the longest zone that the name is in (RFC 9224, section 4); NULL if
 * there is none. */
const struct lic_server *lic_servers_of(const struct lic_servers *servers, struct lic_str name);

#endif
