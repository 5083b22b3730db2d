/* The page gives the number of another seller's entry in the register. */
#include "licence_shown.h"
#include "signals.h"

/* A page with the numbers of more sites than that compares pharmacies. */
#define FOREIGN_MAX 2

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_licence_shown *found =
		lic_licence_cite(out, facts, LIC_SEAL_ENTRY_OTHER, LIC_RISK);

	/* Who gives his own number too, or says whose it is, has partners. */
	if (!found || lic_licence_count(facts, found->id, LIC_SEAL_ENTRY_OTHER) > FOREIGN_MAX ||
	    lic_licence_count(facts, found->id, LIC_SEAL_ENTRY_OWN) ||
	    lic_licence_count(facts, found->id, LIC_SEAL_ENTRY_RELATED))
		return false;
	out->summary = LIC_SUMMARY(arena, LIC_STR("It gives the "), found->name, LIC_STR(" "),
				   found->number, LIC_STR(", which is that of "), found->named,
				   LIC_STR(" (register list "), found->source, LIC_STR(")."));
	return true;
}

const struct lic_signal lic_signal_licence_foreign_entry = {
	.id = "licence.foreign-entry",
	.group = "licence",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
