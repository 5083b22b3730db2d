/* The domain was taken for a year at most, and is about to end. */
#include "domain_facts.h"
#include "signals.h"

#define TERM_DAYS 366
#define LEFT_DAYS 45

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_registration *r = lic_domain_registration(facts);

	if (lic_domain_age(facts) < 0 || !r->expires || r->expires < facts->today ||
	    r->expires - r->registered > TERM_DAYS || r->expires - facts->today > LEFT_DAYS)
		return false;
	lic_domain_cite(out, arena, r, LIC_RISK);
	lic_signal_evidence(out, "expires", lic_signal_date(arena, r->expires));
	out->summary = LIC_SUMMARY(
		arena, LIC_STR("Its domain was taken for a year at most and ends on "),
		lic_signal_date(arena, r->expires), LIC_STR("; it was not renewed yet."));
	return true;
}

const struct lic_signal lic_signal_domain_short_lived = {
	.id = "domain.short-lived",
	.group = "domain",
	.needs = LIC_SLOT_RDAP,
	.eval = eval,
};
