/*
 * What the keys and headings of WHOIS answers mean. RFC 3912 fixes no format: each
 * registry has its own words, in its own language. First exact keys, then word
 * stems, so that a registry never seen before is read too. Pure.
 */
#ifndef LIC_WHOIS_KEY_H
#define LIC_WHOIS_KEY_H

#include "str.h"

enum lic_whois_field {
	LIC_WHOIS_OTHER,
	LIC_WHOIS_DOMAIN,
	LIC_WHOIS_FOREIGN, /* the name of a host: what follows is not about a domain */
	LIC_WHOIS_REGISTERED,
	LIC_WHOIS_CHANGED,
	LIC_WHOIS_EXPIRES,
	LIC_WHOIS_REGISTRAR,
	LIC_WHOIS_REGISTRANT,
	LIC_WHOIS_REGISTRANT_ORG,
	LIC_WHOIS_COUNTRY, /* of the holder, wherever it stands */
	LIC_WHOIS_STATUS,
	LIC_WHOIS_SERVER,
	LIC_WHOIS_REFERRAL,

	/* These mean something by where they stand. */
	LIC_WHOIS_NAME,
	LIC_WHOIS_ORG,
	LIC_WHOIS_PLACE, /* a country */
	LIC_WHOIS_HANDLE,
};

/* What a line without a value, or the first key of a block, begins. */
enum lic_whois_section {
	LIC_WHOIS_IN_NONE,
	LIC_WHOIS_IN_DOMAIN,
	LIC_WHOIS_IN_REGISTRAR,
	LIC_WHOIS_IN_REGISTRANT,
	LIC_WHOIS_IN_CONTACT,
	LIC_WHOIS_IN_SERVERS,
	LIC_WHOIS_IN_STATUS,
	LIC_WHOIS_IN_FOREIGN,
	/* The heading is the name of a field whose value stands in the next line. */
	LIC_WHOIS_IN_REGISTERED,
	LIC_WHOIS_IN_CHANGED,
	LIC_WHOIS_IN_EXPIRES,
};

#define LIC_WHOIS_KEY_MAX 64

/* The key as the tables have it, in out: lower case, one space between words; no
 * numbering, brackets, dots or stars; ASCII alone where there are ASCII letters. */
struct lic_str lic_whois_key(struct lic_str raw, char out[LIC_WHOIS_KEY_MAX]);

enum lic_whois_field lic_whois_field(struct lic_str key);

/* exact: the whole heading must be known, not a word of it. */
enum lic_whois_section lic_whois_heading(struct lic_str key, bool exact);

/* What the first key of a block that follows the domain's own begins. */
enum lic_whois_section lic_whois_block(struct lic_str key);

#endif
