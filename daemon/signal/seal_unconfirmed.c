/* A seal that leads where it should, without a copy at hand that holds this site. */
#include "seal_shown.h"
#include "signals.h"

static bool fits(const struct lic_facts *facts, const struct lic_seal_shown *shown)
{
	(void)facts;
	if (shown->kind == LIC_SEAL_PRIVATE)
		return false;
	return shown->link == LIC_SEAL_LINK_PUBLIC ||
	       (shown->link == LIC_SEAL_LINK_ISSUER && shown->entry != LIC_SEAL_ENTRY_OTHER &&
		!(shown->entry == LIC_SEAL_ENTRY_OWN && shown->source.len));
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_seal_shown *found = lic_seal_cite(out, facts, fits, LIC_TRUST);

	if (!found)
		return false;
	out->summary = LIC_SUMMARY(
		arena, LIC_STR("It shows the "), found->name,
		found->link == LIC_SEAL_LINK_PUBLIC
			? LIC_STR(", which leads to a public body, though not to its issuer; click "
				  "it "
				  "and look whether this site's name stands there.")
			: LIC_STR(", which leads to its issuer; no copy of the register at hand "
				  "could "
				  "confirm it. Click it and look whether this site's name stands "
				  "there."));
	return true;
}

const struct lic_signal lic_signal_seal_unconfirmed = {
	.id = "seal.unconfirmed",
	.group = "seals",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
