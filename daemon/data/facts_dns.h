/*
 * What the name servers said: LIC_SLOT_DNS (RFC 1035, 3596, 7208). Texts in the
 * arena of the check; names in lower case, without the last dot.
 */
#ifndef LIC_FACTS_DNS_H
#define LIC_FACTS_DNS_H

#include "str.h"

#include <stdbool.h>

struct lic_dns_facts {
	bool exists;                     /* false: NXDOMAIN */
	const struct lic_str *addresses; /* A and AAAA of the host, as text */
	size_t addresses_count;
	const struct lic_str *name_servers; /* NS of the site */
	size_t name_servers_count;
	const struct lic_str *mail_servers; /* MX of the site */
	size_t mail_servers_count;
	const struct lic_str *aliases; /* the CNAME chain, from the host on */
	size_t aliases_count;
	const struct lic_str *texts; /* TXT of the site */
	size_t texts_count;
	bool has_spf; /* one of them begins with "v=spf1" */
};

#endif
