/* The approval of a private company, which is no licence. */
#include "seal_shown.h"
#include "signals.h"

static bool fits(const struct lic_facts *facts, const struct lic_seal_shown *shown)
{
	(void)facts;
	return shown->kind == LIC_SEAL_PRIVATE;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_seal_shown *found = lic_seal_cite(out, facts, fits, LIC_RISK);

	if (!found)
		return false;
	out->summary =
		LIC_SUMMARY(arena, LIC_STR("It shows the "), found->name,
			    LIC_STR(", the approval of a private body: no licence, and accepted by "
				    "no authority."));
	return true;
}

const struct lic_signal lic_signal_seal_private = {
	.id = "seal.private",
	.group = "seals",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
