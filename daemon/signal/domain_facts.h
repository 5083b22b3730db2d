/*
 * What the signals on a domain's registration share. The registry answers for the
 * registrable domain, whoever runs hosts below it.
 */
#ifndef LIC_DOMAIN_FACTS_H
#define LIC_DOMAIN_FACTS_H

#include "signal.h"

/* The registration, where the registry told of one; else NULL. */
const struct lic_registration *lic_domain_registration(const struct lic_facts *facts);

/* Days since it was registered; -1: not known, or a date of days to come. */
int32_t lic_domain_age(const struct lic_facts *facts);

/* The registration, where the domain was registered less than so many days ago; else NULL. */
const struct lic_registration *lic_domain_younger(const struct lic_facts *facts, int32_t days);

/* Set what every finding on a registration has: who said so and when it was
 * registered, and that it argues for no class. */
void lic_domain_cite(struct lic_finding *out, struct lic_arena *arena,
		     const struct lic_registration *registration, enum lic_direction direction);

#endif
