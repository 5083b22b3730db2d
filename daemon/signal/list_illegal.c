/* An authority has put the subject on its list of illegal sellers. */
#include "signals.h"

/* Confirmed before unconfirmed, the buyer's own authority before others, the
 * newer listing before the older. */
static bool better(const struct lic_facts *facts, const struct lic_entry *a,
		   const struct lic_entry *b)
{
	bool low_a = a->confidence == LIC_CONFIDENCE_LOW,
	     low_b = b->confidence == LIC_CONFIDENCE_LOW;
	bool own_a = facts->country.len &&
		     lic_str_eq(lic_jurisdiction_country(a->list->jurisdiction), facts->country);
	bool own_b = facts->country.len &&
		     lic_str_eq(lic_jurisdiction_country(b->list->jurisdiction), facts->country);

	if (low_a != low_b)
		return low_b;
	if (own_a != own_b)
		return own_a;
	return a->since > b->since;
}

static struct lic_str summary(const struct lic_entry *e, struct lic_arena *arena)
{
	/* A row with a citation is a notice; without one it is a kept list. */
	struct lic_str says =
		e->source.len
			? LIC_STR(" was named as an illegal seller of medicines by ")
			: LIC_STR(" is on the list of sites illegally offering medicines kept by ");
	struct lic_str since =
		e->since ? LIC_SUMMARY(arena, e->source.len ? LIC_STR(" on ") : LIC_STR(" since "),
				       lic_signal_date(arena, e->since))
			 : lic_str(NULL, 0);

	return LIC_SUMMARY(arena, lic_signal_covered(arena, e), says,
			   lic_signal_authority(arena, e->list), since,
			   e->confidence == LIC_CONFIDENCE_LOW ? LIC_STR(" (unconfirmed).")
							       : LIC_STR("."));
}

/* Is match number n the first of its list that counts? */
static bool first_of_list(const struct lic_facts *facts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (lic_entry_listed(facts, &facts->match[i]) &&
		    facts->match[i].confidence != LIC_CONFIDENCE_LOW &&
		    lic_str_eq(facts->match[i].list->id, facts->match[n].list->id))
			return false;
	return true;
}

/* The other lists that say the same, "a, b"; empty if none. */
static struct lic_str others(const struct lic_facts *facts, struct lic_arena *arena,
			     const struct lic_entry *best)
{
	struct lic_str all = {NULL, 0};

	for (size_t i = 0; i < facts->matches; i++) {
		const struct lic_entry *e = &facts->match[i];
		if (!lic_entry_listed(facts, e) || e->confidence == LIC_CONFIDENCE_LOW ||
		    lic_str_eq(e->list->id, best->list->id) || !first_of_list(facts, i))
			continue;
		all = all.len ? LIC_SUMMARY(arena, all, LIC_STR(", "), e->list->id) : e->list->id;
	}
	return all;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_entry *best = NULL;

	for (size_t i = 0; i < facts->matches; i++) {
		const struct lic_entry *e = &facts->match[i];
		if (lic_entry_listed(facts, e) && (!best || better(facts, e, best)))
			best = e;
	}
	if (!best)
		return false;
	lic_signal_cite(out, best, facts->today);
	out->direction = LIC_RISK;
	out->decisive = best->confidence != LIC_CONFIDENCE_LOW;
	out->argues_for = out->decisive ? LIC_ILLICIT : LIC_UNKNOWN;
	out->summary = summary(best, arena);
	lic_signal_evidence(out, "reason", best->reason);
	lic_signal_evidence(out, "citation", best->source);
	lic_signal_evidence(out, "notice", best->entry_url);
	lic_signal_evidence(out, "also_listed_by", others(facts, arena, best));
	if (!out->decisive)
		lic_signal_evidence(out, "confidence", LIC_STR("unconfirmed"));
	return true;
}

const struct lic_signal lic_signal_list_illegal = {
	.id = "list.illegal",
	.group = "lists",
	.needs = LIC_SLOT_LISTS,
	.kinds = 1u << LIC_KIND_ILLEGAL,
	.eval = eval,
};
