/*
 * What a registry says of a domain: LIC_SLOT_RDAP, from RDAP (RFC 9083) or, where
 * a top-level domain has none, WHOIS (RFC 3912). Texts in the arena of the check.
 */
#ifndef LIC_FACTS_REGISTRATION_H
#define LIC_FACTS_REGISTRATION_H

#include "clock.h"
#include "str.h"

#include <stdbool.h>

struct lic_registration {
	bool exists; /* false: the registry knows no such domain */
	struct lic_str domain;
	lic_date registered, changed, expires; /* 0: not said */
	struct lic_str registrar;
	struct lic_str registrant;    /* the holder's name or organisation, where shown */
	struct lic_str country;       /* of the holder, alpha-2, where shown */
	bool privacy;                 /* the holder is a privacy or proxy service, or withheld */
	const struct lic_str *status; /* EPP codes in RDAP's spelling: "client hold" */
	size_t status_count;
	const struct lic_str *name_servers;
	size_t name_servers_count;
	struct lic_str source; /* the server that said so, a URL or a host name */
	bool whois;            /* by WHOIS, not RDAP */
};

#endif
