/* The certificate is shared with a site that an authority lists as illegal. */
#include "relatives.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_relative *r = lic_relative_first(facts, LIC_RELATION_CERTIFICATE);

	if (!r)
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->summary = LIC_SUMMARY(arena, LIC_STR("The site's certificate is also that of "),
				   r->listed, LIC_STR(", which is on the list "), r->source,
				   LIC_STR(" of illegal sellers."));
	lic_signal_evidence(out, "shared_name", r->shared);
	if (r->since)
		lic_signal_evidence(out, "listed_since", lic_signal_date(arena, r->since));
	return true;
}

const struct lic_signal lic_signal_tls_neighbours = {
	.id = "tls.neighbours",
	.group = "tls",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
