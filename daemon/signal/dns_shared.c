/* The site is at a name server or address that illegal sellers alone use. */
#include "register_rows.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	if (!facts->related || lic_register_row(facts))
		return false;
	for (size_t i = 0; i < facts->related->relatives_count; i++) {
		const struct lic_relative *r = &facts->related->relatives[i];
		if (r->how != LIC_RELATION_DNS)
			continue;
		lic_signal_observed(out, LIC_RISK);
		out->summary = LIC_SUMMARY(arena, LIC_STR("The site is at the "),
					   r->kind == LIC_SHARED_ADDRESS ? LIC_STR("address ")
									 : LIC_STR("name server "),
					   r->shared,
					   LIC_STR(", known as one of illegal sellers alone, as "),
					   r->listed, LIC_STR(" (list "), r->source, LIC_STR(")."));
		lic_signal_evidence(out, "shared", r->shared);
		lic_signal_evidence(out, "seller", r->listed);
		lic_signal_evidence(out, "named_in", r->notice);
		if (r->since)
			lic_signal_evidence(out, "named_on", lic_signal_date(arena, r->since));
		return true;
	}
	return false;
}

const struct lic_signal lic_signal_dns_shared = {
	.id = "dns.shared",
	.group = "dns",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
