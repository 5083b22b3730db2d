/* The domain has been registered for long. */
#include "domain_facts.h"
#include "signals.h"

#define DAYS (5 * 365)

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_registration *r = lic_domain_registration(facts);

	if (lic_domain_age(facts) < DAYS)
		return false;
	lic_domain_cite(out, arena, r, LIC_TRUST);
	out->summary = LIC_SUMMARY(arena, LIC_STR("Its domain has been registered since "),
				   lic_signal_date(arena, r->registered),
				   LIC_STR(". That says little of who runs it now."));
	return true;
}

const struct lic_signal lic_signal_domain_old = {
	.id = "domain.old",
	.group = "domain",
	.needs = LIC_SLOT_RDAP,
	.eval = eval,
};
