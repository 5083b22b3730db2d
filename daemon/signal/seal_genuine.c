/* A seal that leads to its issuer, and a register that holds this site there. */
#include "seal_shown.h"
#include "signals.h"

static bool fits(const struct lic_facts *facts, const struct lic_seal_shown *shown)
{
	(void)facts;
	return shown->link == LIC_SEAL_LINK_ISSUER && shown->entry == LIC_SEAL_ENTRY_OWN &&
	       shown->source.len && shown->kind != LIC_SEAL_PRIVATE;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_seal_shown *found = lic_seal_cite(out, facts, fits, LIC_TRUST);

	if (!found)
		return false;
	out->summary = LIC_SUMMARY(arena, LIC_STR("It shows the "), found->name,
				   LIC_STR(", which leads to the register, and the register's copy "
					   "(list "),
				   found->source, LIC_STR(") holds this site."));
	return true;
}

const struct lic_signal lic_signal_seal_genuine = {
	.id = "seal.genuine",
	.group = "seals",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
