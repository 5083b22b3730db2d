/* A seal whose entry is another site's. */
#include "seal_shown.h"
#include "signals.h"

/* A page with the seals of more sites than that compares shops. */
#define FOREIGN_MAX 2

static bool is_foreign(const struct lic_seal_shown *shown)
{
	return shown->link == LIC_SEAL_LINK_ISSUER && shown->entry == LIC_SEAL_ENTRY_OTHER &&
	       shown->kind != LIC_SEAL_PRIVATE;
}

static size_t count_foreign(const struct lic_facts *facts)
{
	size_t count = 0;

	for (size_t i = 0; i < facts->related->seals_count; i++)
		count += is_foreign(&facts->related->seals[i]);
	return count;
}

static bool fits(const struct lic_facts *facts, const struct lic_seal_shown *shown)
{
	return is_foreign(shown) && count_foreign(facts) <= FOREIGN_MAX;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_seal_shown *found = lic_seal_cite(out, facts, fits, LIC_RISK);

	if (!found)
		return false;
	/* A row of the register's copy is proof; a name in the link is what the page says of
	 * itself, and one on the register's page was picked out of its words. */
	out->decisive = found->source.len > 0;
	out->argues_for = found->source.len ? LIC_ILLICIT : LIC_SUSPICIOUS;
	out->summary = LIC_SUMMARY(
		arena, LIC_STR("It shows the "), found->name,
		LIC_STR(", but the entry that it leads to is that of "), found->named,
		found->source.len ? LIC_STR(" (register list ") : LIC_STR(""),
		found->source.len ? found->source : LIC_STR(""),
		found->source.len                    ? LIC_STR(").")
		: found->page == LIC_SEAL_PAGE_OTHER ? LIC_STR(" (the register's page).")
						     : LIC_STR("."));
	return true;
}

const struct lic_signal lic_signal_seal_foreign_entry = {
	.id = "seal.foreign-entry",
	.group = "seals",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
