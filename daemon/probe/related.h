/*
 * What the listset knows of what was seen on a site: fills LIC_SLOT_RELATED, last of
 * all. No I/O. Seals are seal.c's, licence numbers licence.c's, published contacts
 * shared.c's; here are the sites that an authority lists as illegal and that share the
 * site's certificate, have its mail, or get its visitors.
 */
#ifndef LIC_PROBE_RELATED_H
#define LIC_PROBE_RELATED_H

#include "alert.h"
#include "contacts.h"
#include "licences.h"
#include "seal.h"
#include "word_list.h"

/* Of the listset; all may be NULL but the index. */
struct lic_references {
	const struct lic_index *index;
	const struct lic_seals *seals;
	struct lic_numbers *numbers;
	const struct lic_contacts *contacts;
	const struct lic_licences *licences;
	const struct lic_alerts *alerts;
	const struct lic_words *words;
};

/* The slot is known when anything was seen of the site itself; else nothing was there to
 * look for. 0, LIC_ENOMEM or LIC_ECORRUPT. */
LIC_CHECKED int lic_related_find(struct lic_facts *facts, const struct lic_references *references,
				 struct lic_arena *arena);

#endif
