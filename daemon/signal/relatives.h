/*
 * What the signals share that speak of things shared with illegal sellers
 * (facts_related.h).
 */
#ifndef LIC_RELATIVES_H
#define LIC_RELATIVES_H

#include "signal.h"

/* The first that is shared in that way; NULL if there is none, or nobody looked. */
const struct lic_relative *lic_relative_first(const struct lic_facts *facts, enum lic_relation how);

/* Say whose it is, and who says so since when. */
void lic_relative_cite(struct lic_finding *out, struct lic_arena *arena,
		       const struct lic_relative *relative);

#endif
