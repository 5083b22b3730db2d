/* The page gives its number in the register, and the register has it for this site. */
#include "licence_shown.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_licence_shown *found =
		lic_licence_cite(out, facts, LIC_SEAL_ENTRY_OWN, LIC_TRUST);

	if (!found)
		return false;
	out->summary = LIC_SUMMARY(arena, LIC_STR("It gives its "), found->name, LIC_STR(", "),
				   found->number, LIC_STR(", and the register's copy (list "),
				   found->source, LIC_STR(") has that number for this site."));
	return true;
}

const struct lic_signal lic_signal_licence_particulars = {
	.id = "licence.particulars",
	.group = "licence",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
