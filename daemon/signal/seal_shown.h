/*
 * What the signals on seals share: which of the seals that a page shows are claims to
 * look at, and what every finding on one has.
 */
#ifndef LIC_SEAL_SHOWN_H
#define LIC_SEAL_SHOWN_H

#include "offer.h"
#include "signal.h"

/* The first seal shown that fits, on a page that offers medicines; NULL if none. News and
 * authorities show seals too, and claim nothing by it. */
const struct lic_seal_shown *lic_seal_first(const struct lic_facts *facts,
					    bool (*fits)(const struct lic_facts *facts,
							 const struct lic_seal_shown *shown));

/* Does the page show the same seal with a link to its issuer, too? Then the copy without
 * is decoration. */
bool lic_seal_linked_elsewhere(const struct lic_facts *facts, const struct lic_seal_shown *shown);

/* Set what every finding on a seal has: evidence, no source, no class. */
void lic_seal_cite(struct lic_finding *out, const struct lic_seal_shown *shown);

#endif
