/* The registry knows no such domain. */
#include "domain_facts.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_registration *r = facts->registration;

	if (!facts->known[LIC_SLOT_RDAP] || !r || r->exists)
		return false;
	lic_domain_cite(out, arena, r, LIC_NEUTRAL);
	out->summary = LIC_STR("The registry knows no such domain: nobody holds it now.");
	return true;
}

const struct lic_signal lic_signal_domain_unregistered = {
	.id = "domain.unregistered",
	.group = "domain",
	.needs = LIC_SLOT_RDAP,
	.eval = eval,
};
