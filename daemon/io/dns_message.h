/*
 * An answer of a name server (RFC 1035, section 4; RFC 3596), read into plain
 * records. The bytes are hostile: whatever they are, reading ends, within the limits
 * of base/limits.h. Pure.
 */
#ifndef LIC_DNS_MESSAGE_H
#define LIC_DNS_MESSAGE_H

#include "address.h"
#include "arena.h"
#include "limits.h"

enum lic_dns_type { /* RFC 1035, section 3.2.2 */
		    LIC_DNS_A = 1,
		    LIC_DNS_NS = 2,
		    LIC_DNS_CNAME = 5,
		    LIC_DNS_MX = 15,
		    LIC_DNS_TXT = 16,
		    LIC_DNS_AAAA = 28,
};

struct lic_dns_record {
	struct lic_str text;        /* the name of NS, MX and CNAME; the bytes of TXT */
	struct lic_address address; /* of A and AAAA */
	unsigned preference;        /* of MX */
};

struct lic_dns_message {
	bool exists; /* false: NXDOMAIN */
	bool cut;    /* there was more than we keep */
	/* The names that the asked one stands for, one for the other, in order. */
	struct lic_str aliases[LIC_DNS_ALIASES_MAX];
	size_t aliases_count;
	/* Of the asked type, and of the last alias if there is any. */
	struct lic_dns_record records[LIC_DNS_RECORDS_MAX];
	size_t records_count;
};

/* Read the answer to a question. Names come out in lower case without the last dot;
 * texts lie in the arena. 0, LIC_ESYNTAX (no answer to this question, or broken;
 * CNAMEs in a circle), LIC_EREFUSED (the server will not or cannot say) or LIC_ENOMEM. */
LIC_CHECKED int lic_dns_message_parse(struct lic_str bytes, struct lic_str name,
				      enum lic_dns_type type, struct lic_arena *arena,
				      struct lic_dns_message *out);

#endif
