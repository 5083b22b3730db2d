/*
 * What the signals on seals share: which of the seals that a page shows are claims to
 * look at, and what every finding on one has.
 */
#ifndef LIC_SEAL_SHOWN_H
#define LIC_SEAL_SHOWN_H

#include "signal.h"

typedef bool lic_seal_fits_fn(const struct lic_facts *facts, const struct lic_seal_shown *shown);

/* Find the first seal shown that fits, on the page of a shop that has medicines, and set
 * what every finding on a seal has: direction and evidence, no source, no class. NULL, with
 * *out untouched, if none fits. News and authorities show seals too, and claim nothing by
 * it. */
const struct lic_seal_shown *lic_seal_cite(struct lic_finding *out, const struct lic_facts *facts,
					   lic_seal_fits_fn *fits, enum lic_direction direction);

/* Does the page show the same seal with a link to its issuer, too? Then the copy without
 * is decoration. */
bool lic_seal_linked_elsewhere(const struct lic_facts *facts, const struct lic_seal_shown *shown);

#endif
