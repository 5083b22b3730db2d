#include "register_rows.h"

/* The name is known to be no seller: then its ending alone says nothing. */
static bool is_benign(const struct lic_facts *facts)
{
	for (size_t i = 0; i < facts->matches; i++)
		if (facts->match[i].list->kind == LIC_KIND_BENIGN &&
		    lic_entry_in_force(&facts->match[i], facts->today))
			return true;
	return false;
}

bool lic_register_counts(const struct lic_facts *facts, const struct lic_entry *e)
{
	if (e->list->kind != LIC_KIND_REGISTER || e->evidence != LIC_EVIDENCE_REGISTER ||
	    e->confidence == LIC_CONFIDENCE_LOW || !lic_entry_in_force(e, facts->today) ||
	    lic_entry_stale(e, facts->today) || lic_entry_outlived(facts, e))
		return false;
	return e->scope != LIC_SCOPE_TLD || !is_benign(facts);
}

const struct lic_entry *lic_register_row(const struct lic_facts *facts)
{
	const struct lic_entry *best = NULL;

	/* Matches come the most specific first: a later one must be better. */
	for (size_t i = 0; i < facts->matches; i++) {
		const struct lic_entry *e = &facts->match[i];
		if (!lic_register_counts(facts, e))
			continue;
		if (!best || (lic_entry_covers(e, facts->country) &&
			      !lic_entry_covers(best, facts->country)))
			best = e;
	}
	return best;
}

void lic_register_evidence(struct lic_finding *out, struct lic_arena *arena,
			   const struct lic_entry *entry)
{
	lic_signal_evidence(out, "holder", entry->holder);
	lic_signal_evidence(out, "number", entry->number);
	lic_signal_evidence(out, "class", entry->class);
	lic_signal_evidence(out, "countries", entry->countries);
	lic_signal_evidence(out, "entry_url", entry->entry_url);
	if (lic_entry_copy_date(entry))
		lic_signal_evidence(out, "copy_of",
				    lic_signal_date(arena, lic_entry_copy_date(entry)));
}
