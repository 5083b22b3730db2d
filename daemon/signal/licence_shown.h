/*
 * What the signals on licence numbers share: which of those that a page gives are claims to
 * look at, and what every finding on one has.
 */
#ifndef LIC_LICENCE_SHOWN_H
#define LIC_LICENCE_SHOWN_H

#include "signal.h"

/* Find the first number given whose entry is that, on the page of a shop that has medicines,
 * and set what every finding on one has: direction and evidence, no source, no class. NULL,
 * with *out untouched, if there is none. */
const struct lic_licence_shown *lic_licence_cite(struct lic_finding *out,
						 const struct lic_facts *facts,
						 enum lic_seal_entry entry,
						 enum lic_direction direction);

/* How many numbers of that form have that entry. */
size_t lic_licence_count(const struct lic_facts *facts, struct lic_str id,
			 enum lic_seal_entry entry);

#endif
