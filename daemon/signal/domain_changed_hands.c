/* A list names the domain, but as somebody had it before. */
#include "domain_facts.h"
#include "signals.h"

/* The entry of most weight among those that were made for an earlier registration: an
 * authority's, and of those the latest. */
static const struct lic_entry *outlived(const struct lic_facts *facts)
{
	const struct lic_entry *found = NULL;

	for (size_t i = 0; i < facts->matches; i++) {
		const struct lic_entry *e = &facts->match[i];
		bool authority = e->list->kind != LIC_KIND_COMMUNITY;
		if (!lic_entry_in_force(e, facts->today) || !lic_entry_outlived(facts, e))
			continue;
		bool found_authority = found && found->list->kind != LIC_KIND_COMMUNITY;
		if (!found || (authority && !found_authority) ||
		    (authority == found_authority && e->since > found->since))
			found = e;
	}
	return found;
}

static struct lic_str words_of(const struct lic_entry *e)
{
	switch (e->list->kind) {
	case LIC_KIND_REGISTER:
		return LIC_STR(" entered this name into its register of lawful sellers on ");
	case LIC_KIND_ILLEGAL:
		return LIC_STR(" listed this name as an illegal seller on ");
	default:
		return LIC_STR(" listed this name on ");
	}
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_registration *r = lic_domain_registration(facts);
	const struct lic_entry *e = r && facts->known[LIC_SLOT_LISTS] ? outlived(facts) : NULL;

	if (!e)
		return false;
	lic_signal_cite(out, e, facts->today);
	out->direction = LIC_NEUTRAL;
	out->decisive = false;
	out->argues_for = LIC_UNKNOWN;
	lic_signal_evidence(out, "registered", lic_signal_date(arena, r->registered));
	lic_signal_evidence(out, "registry", r->source);
	out->summary = LIC_SUMMARY(
		arena, lic_signal_authority(arena, e->list), words_of(e),
		lic_signal_date(arena, e->since),
		LIC_STR(", but the domain was registered anew on "),
		lic_signal_date(arena, r->registered),
		LIC_STR(": the entry speaks of an earlier holder, and has to be looked at again."));
	return true;
}

const struct lic_signal lic_signal_domain_changed_hands = {
	.id = "domain.changed-hands",
	.group = "domain",
	.needs = LIC_SLOT_RDAP,
	.eval = eval,
};
