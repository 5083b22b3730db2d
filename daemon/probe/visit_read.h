/*
 * What the visitors of a site came to (visit.h), read: the medicines and phrases on each
 * page, and the words in the name of the site that it leads to. Pure; no I/O but the
 * compiled lists' file.
 */
#ifndef LIC_VISIT_READ_H
#define LIC_VISIT_READ_H

#include "lexicon.h"
#include "name_facts.h"
#include "probe.h"

struct lic_visit_reading {
	const struct lic_psl *psl;
	const struct lic_name_lists *names;
	struct lic_lexicon *lexicon;
	bool plain_is_page; /* facts->page is the page that the plain visitor was given */
	/* The look at the home page, which was another one; or both NULL. */
	const struct lic_http_facts *home;
	const struct lic_fetched *home_fetched;
};

/* Put a copy of facts->http in its place, with the visit to the home page, and what is known
 * of the pages that were fetched, [LIC_VISITORS]. 0 or LIC_ENOMEM. */
LIC_CHECKED int lic_visit_read(struct lic_facts *facts, const struct lic_fetched *fetched,
			       const struct lic_visit_reading *how, struct lic_arena *arena);

#endif
