#include "domain_facts.h"

const struct lic_registration *lic_domain_registration(const struct lic_facts *facts)
{
	const struct lic_registration *r = facts->registration;

	return facts->known[LIC_SLOT_RDAP] && r && r->exists ? r : NULL;
}

int32_t lic_domain_age(const struct lic_facts *facts)
{
	const struct lic_registration *r = lic_domain_registration(facts);

	if (!r || !r->registered || r->registered > facts->today)
		return -1;
	return facts->today - r->registered;
}

const struct lic_registration *lic_domain_younger(const struct lic_facts *facts, int32_t days)
{
	const int32_t age = lic_domain_age(facts);

	return age >= 0 && age < days ? lic_domain_registration(facts) : NULL;
}

void lic_domain_cite(struct lic_finding *out, struct lic_arena *arena,
		     const struct lic_registration *registration, enum lic_direction direction)
{
	lic_signal_observed(out, direction);
	lic_signal_evidence(out, "domain", registration->domain);
	if (registration->registered)
		lic_signal_evidence(out, "registered",
				    lic_signal_date(arena, registration->registered));
	lic_signal_evidence(out, "registry", registration->source);
}
