/* The subject was on an authority's list of illegal sellers, and is not any more. */
#include "signals.h"

/* Another row of the same list that is in force makes the old one moot. */
static bool relisted(const struct lic_facts *facts, const struct lic_entry *old)
{
	for (size_t i = 0; i < facts->matches; i++) {
		const struct lic_entry *e = &facts->match[i];
		if (lic_str_eq(e->list->id, old->list->id) && lic_entry_in_force(e, facts->today))
			return true;
	}
	return false;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_entry *last = NULL;

	for (size_t i = 0; i < facts->matches; i++) {
		const struct lic_entry *e = &facts->match[i];
		if (e->list->kind != LIC_KIND_ILLEGAL || !lic_entry_ended(e, facts->today) ||
		    relisted(facts, e))
			continue;
		if (!last || e->end > last->end)
			last = e;
	}
	if (!last)
		return false;

	/* `end` is the first day without. */
	const struct lic_str until =
		lic_signal_date(arena, last->withdrawn ? last->end : last->end - 1);
	lic_signal_cite(out, last, facts->today);
	out->direction = LIC_NEUTRAL;
	out->decisive = false;
	out->argues_for = LIC_UNKNOWN;
	out->summary =
		LIC_SUMMARY(arena, lic_signal_covered(arena, last), LIC_STR(" was on the list of "),
			    lic_signal_authority(arena, last->list), LIC_STR(" from "),
			    lic_signal_date(arena, last->since),
			    last->withdrawn ? LIC_STR(" and was taken off it on ")
					    : LIC_STR(", and its last day there was "),
			    until, LIC_STR("."));
	lic_signal_evidence(out, last->withdrawn ? "withdrawn" : "until", until);
	lic_signal_evidence(out, "reason", last->reason);
	return true;
}

const struct lic_signal lic_signal_list_withdrawn = {
	.id = "list.withdrawn",
	.group = "lists",
	.needs = LIC_SLOT_LISTS,
	.kinds = 1u << LIC_KIND_ILLEGAL,
	.eval = eval,
};
