/* A community block list names the subject. */
#include "signals.h"

static bool fits(const struct lic_entry *e)
{
	return e->list->kind == LIC_KIND_COMMUNITY;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_entry *found = lic_signal_first(facts, fits);

	if (!found)
		return false;

	bool low = found->confidence == LIC_CONFIDENCE_LOW;
	struct lic_str name = found->list->name.len ? found->list->name : found->list->id;
	lic_signal_cite(out, found, facts->today);
	out->direction = LIC_RISK;
	out->decisive = false;
	out->argues_for = low ? LIC_UNKNOWN : LIC_SUSPICIOUS;
	out->summary = LIC_SUMMARY(
		arena, lic_signal_covered(arena, found), LIC_STR(" is on the community list "),
		name, low ? LIC_STR(" (unconfirmed)") : LIC_STR(""),
		LIC_STR(". Such lists are not an authority's, and name lawful shops "
			"too."));
	lic_signal_evidence(out, "reason", found->reason);
	if (low)
		lic_signal_evidence(out, "confidence", LIC_STR("unconfirmed"));
	return true;
}

const struct lic_signal lic_signal_list_community = {
	.id = "list.community",
	.group = "lists",
	.needs = LIC_SLOT_LISTS,
	.kinds = 1u << LIC_KIND_COMMUNITY,
	.eval = eval,
};
