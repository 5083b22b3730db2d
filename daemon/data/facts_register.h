/*
 * The page of a register to which a seal leads: LIC_SLOT_REGISTER. Texts in the arena of the
 * look or of the check.
 */
#ifndef LIC_FACTS_REGISTER_H
#define LIC_FACTS_REGISTER_H

#include "str.h"

#include <stdbool.h>

struct lic_register_page {
	struct lic_str url; /* of the link, canonical; empty: no seal leads to a register */
	struct lic_str at;  /* where the answer stood, after redirects within its issuer's hosts */
	int status;         /* HTTP status: 200, 404 or 410; others make the slot unknown */
	bool of_entry;      /* `at` has the form of an entry */
	bool secure;        /* over https, with a good certificate */
	bool names_site;    /* it names the subject's site, in its words or by a link */
	/* Other sites that stand in its words, in their order, each once. */
	const struct lic_str *sites;
	size_t sites_count;
	bool cut; /* there was more of it, or more sites */
};

#endif
