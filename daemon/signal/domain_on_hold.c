/* The registry or the registrar took the domain off the net. */
#include "domain_facts.h"
#include "signals.h"

/* RFC 5731 and 3915, as RFC 8056 spells them. */
static const char *const holds[] = {"client hold", "server hold", "redemption period",
				    "pending delete"};

static struct lic_str hold_of(const struct lic_registration *r)
{
	for (size_t i = 0; i < r->status_count; i++)
		if (lic_str_is_among(r->status[i], holds, LIC_ARRAY_SIZE(holds)))
			return r->status[i];
	return lic_str(NULL, 0);
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_registration *r = lic_domain_registration(facts);
	struct lic_str hold = r ? hold_of(r) : lic_str(NULL, 0);

	if (!hold.len)
		return false;
	lic_domain_cite(out, arena, r, LIC_RISK);
	lic_signal_evidence(out, "status", hold);
	out->summary = LIC_SUMMARY(arena,
				   LIC_STR("Its domain is taken off the net by the registry or the "
					   "registrar: \""),
				   hold, LIC_STR("\". The reason is not said."));
	return true;
}

const struct lic_signal lic_signal_domain_on_hold = {
	.id = "domain.on-hold",
	.group = "domain",
	.needs = LIC_SLOT_RDAP,
	.eval = eval,
};
