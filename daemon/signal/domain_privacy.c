/* The holder of the domain is not shown. */
#include "domain_facts.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_registration *r = lic_domain_registration(facts);

	if (!r || !r->privacy)
		return false;
	lic_domain_cite(out, arena, r, LIC_NEUTRAL);
	lic_signal_evidence(out, "holder", r->registrant);
	out->summary =
		LIC_STR("The registry does not show who holds the domain, as for most domains "
			"since 2018.");
	return true;
}

const struct lic_signal lic_signal_domain_privacy = {
	.id = "domain.privacy",
	.group = "domain",
	.needs = LIC_SLOT_RDAP,
	.eval = eval,
};
