/* A seal that leads to its issuer, where there is no such page. */
#include "seal_shown.h"
#include "signals.h"

static bool fits(const struct lic_facts *facts, const struct lic_seal_shown *shown)
{
	(void)facts;
	return shown->page == LIC_SEAL_PAGE_GONE && shown->kind != LIC_SEAL_PRIVATE;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_seal_shown *found = lic_seal_cite(out, facts, fits, LIC_RISK);

	if (!found)
		return false;
	out->summary = LIC_SUMMARY(arena, LIC_STR("It shows the "), found->name,
				   LIC_STR(", which leads to its issuer, but there is no such page "
					   "any more, or never was."));
	return true;
}

const struct lic_signal lic_signal_seal_dead = {
	.id = "seal.dead",
	.group = "seals",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
