/*
 * The subject of a check: a web address in the form that a browser would open
 * (WHATWG URL Standard, https://url.spec.whatwg.org/, for http and https), with
 * its host, site and path picked out. Pure: no I/O, no clock, no globals.
 */
#ifndef LIC_SUBJECT_H
#define LIC_SUBJECT_H

#include "buf.h"
#include "diag.h"
#include "site.h"
#include "str.h"

struct lic_subject {
	struct lic_str input; /* as given, borrowed from the caller */
	struct lic_str url;   /* canonical, without user-info and fragment */
	struct lic_str host;  /* A-labels in lower case, IPv4 as a.b.c.d, IPv6 in brackets; without
				 the dot that url may have at its end; never empty, but may be longer
				 than LIC_HOST_MAX and have empty labels, as in a browser */
	struct lic_str site;  /* registrable domain, or the host where there is none */
	struct lic_str path;  /* from its '/', query included */
	bool is_ip;
	bool is_plain; /* input and url are the same, and neither needs an escape in JSON */
};

/* Parse what a person typed or a program handed over: a URL, or a host name or
 * bare domain, which is read as https. The views url, host, site and path lie
 * in store, which is emptied first, must be allowed to hold LIC_URL_MAX, and must
 * stay as it is while they are used. 0, LIC_ELIMIT (over LIC_URL_MAX), LIC_ESCHEME, LIC_EHOST or
 * LIC_ENOMEM; the diag then says what to do. */
LIC_CHECKED int lic_subject_parse(struct lic_subject *out, struct lic_str input,
				  const struct lic_psl *psl, struct lic_buf *store,
				  struct lic_diag *diag);

#endif
