/* The site is at a name server or address that illegal sellers alone use. */
#include "register_rows.h"
#include "relatives.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_relative *r = lic_relative_first(facts, LIC_RELATION_DNS);

	if (!r || lic_register_row(facts))
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->summary = LIC_SUMMARY(
		arena, LIC_STR("The site is at the "),
		r->kind == LIC_SHARED_ADDRESS ? LIC_STR("address ") : LIC_STR("name server "),
		r->shared, LIC_STR(", known as one of illegal sellers alone, as "), r->listed,
		LIC_STR(" (list "), r->source, LIC_STR(")."));
	lic_signal_evidence(out, "shared", r->shared);
	lic_relative_cite(out, arena, r);
	return true;
}

const struct lic_signal lic_signal_dns_shared = {
	.id = "dns.shared",
	.group = "dns",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
