/*
 * Questions to the name servers, by c-ares; nothing else includes it. Questions
 * that are on their way twice go out once. Answers are hostile bytes: dns_message.h
 * reads them.
 *
 * Threads: the loop's alone.
 */
#ifndef LIC_DNS_H
#define LIC_DNS_H

#include "border.h"
#include "dns_message.h"
#include "loop.h"

struct lic_dns;
struct lic_resolve;

/* servers: "ADDRESS:PORT" with spaces between them; empty: those of the system. 0,
 * LIC_EINVAL or LIC_ENOMEM. The border and the loop are borrowed. */
LIC_CHECKED int lic_dns_new(struct lic_dns **out, struct lic_loop *loop,
			    const struct lic_border *border, const char *servers,
			    struct lic_diag *diag);

/* No question may be open any more. NULL is well. */
void lic_dns_free(struct lic_dns *dns);

/* ---- one question ---------------------------------------------------- */

/* Memory of the caller, which must not move or go until it is answered or
 * cancelled. */
struct lic_dns_query {
	/* Called once, never from within lic_dns_ask. answer is NULL when there is
	 * none, and why then says so in words; it lasts for the call. The query may be
	 * used anew. */
	void (*answered)(struct lic_dns_query *query, const struct lic_dns_message *answer,
			 const char *why);
	struct lic_dns_question *question; /* of dns.c; NULL: not open */
	struct lic_dns_query *next;
	struct lic_resolve
		*resolve; /* whose it is, of lic_resolve_begin; else the caller's to use */
};

/* Ask for the records of a name: 0, LIC_EHOST (no name that may be asked for),
 * LIC_ELIMIT (too many at once) or LIC_ENOMEM. */
LIC_CHECKED int lic_dns_ask(struct lic_dns *dns, struct lic_dns_query *query, struct lic_str name,
			    enum lic_dns_type type);

/* It will not be answered. One that is not open is left alone. */
void lic_dns_cancel(struct lic_dns_query *query);

/* ---- the addresses of a host, for connecting ------------------------- */

#define LIC_RESOLVE_MAX 8

struct lic_resolve {
	/* Called once, never from within lic_resolve_begin. */
	void (*resolved)(struct lic_resolve *resolve);
	/* Where connections may go, by the border's leave, IPv4 first. None: why says
	 * what is the matter. One address beyond the border takes all with it: who mixes
	 * them means to rebind. */
	struct lic_peer peers[LIC_RESOLVE_MAX];
	size_t count;
	const char *why;

	/* of dns.c */
	struct lic_dns *dns;
	struct lic_timer soon;
	struct lic_dns_query query[2];
	unsigned open;
	uint16_t port;
};

/* host: of a URL, an address too (IPv6 in brackets). LIC_ENOMEM, LIC_ELIMIT. */
LIC_CHECKED int lic_resolve_begin(struct lic_dns *dns, struct lic_resolve *resolve,
				  struct lic_str host, uint16_t port);
void lic_resolve_cancel(struct lic_resolve *resolve);

#endif
