/* The domain was registered some weeks ago. */
#include "domain_facts.h"
#include "signals.h"

/* Two months: shops that sell without a licence are found, blocked and replaced within
 * weeks, while a pharmacy that opens needs its permit first. */
#define DAYS 60

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_registration *r = lic_domain_younger(facts, DAYS);

	if (!r)
		return false;
	lic_domain_cite(out, arena, r, LIC_RISK);
	out->summary = LIC_SUMMARY(arena, LIC_STR("Its domain is new: registered on "),
				   lic_signal_date(arena, r->registered),
				   LIC_STR(", less than two months ago."));
	return true;
}

const struct lic_signal lic_signal_domain_new = {
	.id = "domain.new",
	.group = "domain",
	.needs = LIC_SLOT_RDAP,
	.eval = eval,
};
