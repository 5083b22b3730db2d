/* A seal that is not issued any more. */
#include "seal_shown.h"
#include "signals.h"

static bool fits(const struct lic_facts *facts, const struct lic_seal_shown *shown)
{
	return shown->retired && shown->retired <= facts->today;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_seal_shown *found = lic_seal_cite(out, facts, fits, LIC_NEUTRAL);

	if (!found)
		return false;
	out->summary = LIC_SUMMARY(arena, LIC_STR("It shows the "), found->name,
				   LIC_STR(", which has not been issued as before since "),
				   lic_signal_date(arena, found->retired), LIC_STR(": "),
				   found->retired_note, LIC_STR("."));
	return true;
}

const struct lic_signal lic_signal_seal_retired = {
	.id = "seal.retired",
	.group = "seals",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
