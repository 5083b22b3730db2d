#include "list_ended.h"

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

const struct lic_entry *lic_list_ended(const struct lic_facts *facts,
				       bool (*fits)(const struct lic_entry *entry))
{
	const struct lic_entry *last = NULL;

	for (size_t i = 0; i < facts->matches; i++) {
		const struct lic_entry *e = &facts->match[i];
		if (!fits(e) || !lic_entry_ended(e, facts->today) || e->end < e->since ||
		    relisted(facts, e))
			continue;
		if (!last || e->end > last->end)
			last = e;
	}
	return last;
}

void lic_list_say_ended(struct lic_finding *out, struct lic_arena *arena,
			const struct lic_facts *facts, const struct lic_entry *ended,
			struct lic_str on)
{
	/* `end` is the first day without. */
	const struct lic_str until =
		lic_signal_date(arena, ended->withdrawn ? ended->end : ended->end - 1);

	lic_signal_cite(out, ended, facts->today);
	out->direction = LIC_NEUTRAL;
	out->decisive = false;
	out->argues_for = LIC_UNKNOWN;
	out->summary = LIC_SUMMARY(arena, lic_signal_covered(arena, ended), on,
				   lic_signal_authority(arena, ended->list), LIC_STR(" from "),
				   lic_signal_date(arena, ended->since),
				   ended->withdrawn ? LIC_STR(" and was taken off it on ")
						    : LIC_STR(", and its last day there was "),
				   until, LIC_STR("."));
	lic_signal_evidence(out, ended->withdrawn ? "withdrawn" : "until", until);
	lic_signal_evidence(out, "reason", ended->reason);
}
