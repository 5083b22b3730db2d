/*
 * What the server's certificate shows: LIC_SLOT_TLS (RFC 5280, RFC 9525, CA/Browser
 * Forum Baseline Requirements 7.1.6.1 for the policies). A broken certificate is a fact,
 * not an error. Texts in the arena of the check.
 */
#ifndef LIC_FACTS_TLS_H
#define LIC_FACTS_TLS_H

#include "clock.h"
#include "str.h"

#include <stdbool.h>

enum lic_tls_validation { /* by the leaf's policy OID */
			  LIC_TLS_VALIDATION_UNKNOWN,
			  LIC_TLS_VALIDATION_DOMAIN,       /* 2.23.140.1.2.1 */
			  LIC_TLS_VALIDATION_ORGANIZATION, /* 2.23.140.1.2.2 */
			  LIC_TLS_VALIDATION_INDIVIDUAL,   /* 2.23.140.1.2.3 */
			  LIC_TLS_VALIDATION_EXTENDED,     /* 2.23.140.1.1 */
};

enum lic_tls_trouble { /* bits */
		       LIC_TLS_NONE = 0,
		       LIC_TLS_EXPIRED = 1 << 0,
		       LIC_TLS_NOT_YET_VALID = 1 << 1,
		       LIC_TLS_WRONG_NAME = 1 << 2,
		       LIC_TLS_SELF_SIGNED = 1 << 3,
		       LIC_TLS_UNTRUSTED = 1 << 4,  /* no chain to a root of the system */
		       LIC_TLS_WEAK = 1 << 5,       /* key or signature below today's minimum */
		       LIC_TLS_MALFORMED = 1 << 6,  /* the certificate cannot be read */
		       LIC_TLS_NO_SERVICE = 1 << 7, /* nothing speaks TLS there */
};

struct lic_tls_facts {
	unsigned trouble; /* bits of lic_tls_trouble */
	lic_date not_before, not_after;
	enum lic_tls_validation validation;
	struct lic_str issuer;       /* organisation, else common name */
	struct lic_str organization; /* of the subject; empty for DV */
	struct lic_str country;      /* of the subject, alpha-2 */
	const struct lic_str *names; /* subjectAltName dNSName, as they stand, "*." included */
	size_t names_count;
	bool names_cut;             /* there are more than LIC_TLS_NAMES_MAX */
	struct lic_str fingerprint; /* SHA-256 of the leaf, lower-case hex */
	struct lic_str version;     /* "TLSv1.3" */
};

#endif
