/* The domain was registered within the last year. */
#include "domain_facts.h"
#include "signals.h"

#define DAYS 365

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_registration *r = lic_domain_younger(facts, DAYS);

	if (!r)
		return false;
	lic_domain_cite(out, arena, r, LIC_RISK);
	out->summary = LIC_SUMMARY(
		arena, LIC_STR("Its domain is less than a year old: registered on "),
		lic_signal_date(arena, r->registered), LIC_STR(". Honest shops begin too."));
	return true;
}

const struct lic_signal lic_signal_domain_young = {
	.id = "domain.young",
	.group = "domain",
	.needs = LIC_SLOT_RDAP,
	.eval = eval,
};
