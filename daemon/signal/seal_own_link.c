/* A seal that leads to the site itself. */
#include "seal_shown.h"
#include "signals.h"

static bool fits(const struct lic_facts *facts, const struct lic_seal_shown *shown)
{
	return shown->link == LIC_SEAL_LINK_OWN && shown->kind != LIC_SEAL_PRIVATE &&
	       !lic_seal_linked_elsewhere(facts, shown);
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_seal_shown *found = lic_seal_cite(out, facts, fits, LIC_RISK);

	if (!found)
		return false;
	out->summary = LIC_SUMMARY(
		arena, LIC_STR("It shows the "), found->name,
		LIC_STR(", but the link leads back to this site; a genuine one leads to "
			"the entry in the register."));
	return true;
}

const struct lic_signal lic_signal_seal_own_link = {
	.id = "seal.own-link",
	.group = "seals",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
