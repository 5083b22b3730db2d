/*
 * What the listset knows of what was seen on a site: fills LIC_SLOT_RELATED, last of
 * all. No I/O. Seals are seal.c's; here are the sites that an authority lists as illegal
 * and that share the site's certificate, or to which its visitors are led.
 */
#ifndef LIC_PROBE_RELATED_H
#define LIC_PROBE_RELATED_H

#include "seal.h"

/* Of the listset; all may be NULL but the index. */
struct lic_references {
	const struct lic_index *index;
	const struct lic_seals *seals;
	struct lic_numbers *numbers;
};

/* The slot is known when a page, a certificate or the visits are; else nothing was there
 * to look for. 0, LIC_ENOMEM or LIC_ECORRUPT. */
LIC_CHECKED int lic_related_find(struct lic_facts *facts, const struct lic_references *references,
				 struct lic_arena *arena);

#endif
