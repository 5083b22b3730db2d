/* The page gives a number in the form of a register's, and no copy at hand has it. */
#include "licence_shown.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_licence_shown *found =
		lic_licence_cite(out, facts, LIC_SEAL_ENTRY_UNKNOWN, LIC_NEUTRAL);

	if (!found)
		return false;
	out->summary = LIC_SUMMARY(
		arena, LIC_STR("It gives a number in the form of the "), found->name, LIC_STR(", "),
		found->number,
		LIC_STR("; no copy of the register at hand could confirm it. Look in the register "
			"whether this site's name stands there."));
	return true;
}

const struct lic_signal lic_signal_licence_unconfirmed = {
	.id = "licence.unconfirmed",
	.group = "licence",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
