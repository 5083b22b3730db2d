/* A seal that leads to neither its issuer nor a public body: perhaps to a feigned one. */
#include "seal_shown.h"
#include "signals.h"

static bool fits(const struct lic_facts *facts, const struct lic_seal_shown *shown)
{
	if (shown->link == LIC_SEAL_LINK_LOOKALIKE)
		return true;
	return shown->link == LIC_SEAL_LINK_ELSEWHERE && shown->kind != LIC_SEAL_PRIVATE &&
	       !lic_seal_linked_elsewhere(facts, shown);
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_seal_shown *found = lic_seal_cite(out, facts, fits, LIC_RISK);

	if (!found)
		return false;
	bool feigned = found->link == LIC_SEAL_LINK_LOOKALIKE;
	if (feigned)
		out->argues_for = LIC_SUSPICIOUS;
	out->summary = LIC_SUMMARY(arena, LIC_STR("It shows the "), found->name,
				   LIC_STR(", but the link leads to "), found->host,
				   feigned ? LIC_STR(", a host that only looks like the issuer's.")
					   : LIC_STR(", which is no host of its issuer."));
	return true;
}

const struct lic_signal lic_signal_seal_wrong_host = {
	.id = "seal.wrong-host",
	.group = "seals",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
