/* A seal that leads where it should, and neither a copy nor a page that names this site. */
#include "seal_shown.h"
#include "signals.h"

static bool fits(const struct lic_facts *facts, const struct lic_seal_shown *shown)
{
	(void)facts;
	if (shown->kind == LIC_SEAL_PRIVATE || shown->page == LIC_SEAL_PAGE_GONE)
		return false;
	if (shown->link == LIC_SEAL_LINK_PUBLIC)
		return true;
	/* By a copy or by the register's own page it is somebody's: confirmed, or foreign. */
	bool confirmed = shown->entry == LIC_SEAL_ENTRY_OWN && shown->source.len &&
			 shown->page != LIC_SEAL_PAGE_OTHER;
	return shown->link == LIC_SEAL_LINK_ISSUER && shown->entry != LIC_SEAL_ENTRY_OTHER &&
	       shown->page != LIC_SEAL_PAGE_NAMES && !confirmed;
}

static struct lic_str words_for(const struct lic_seal_shown *shown)
{
	if (shown->link == LIC_SEAL_LINK_PUBLIC)
		return LIC_STR(", which leads to a public body, though not to its issuer; click it "
			       "and look whether this site's name stands there.");
	if (shown->page == LIC_SEAL_PAGE_OTHER)
		return LIC_STR(", which leads to its issuer; the page there names another site and "
			       "not this one. Click it and look whose it is.");
	if (shown->page == LIC_SEAL_PAGE_SILENT)
		return LIC_STR(", which leads to its issuer; the page there does not name this "
			       "site. Click it and look whose it is.");
	return LIC_STR(", which leads to its issuer; no copy of the register at hand could confirm "
		       "it. Click it and look whether this site's name stands there.");
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_seal_shown *found = lic_seal_cite(out, facts, fits, LIC_TRUST);

	if (!found)
		return false;
	out->summary = LIC_SUMMARY(arena, LIC_STR("It shows the "), found->name, words_for(found));
	return true;
}

const struct lic_signal lic_signal_seal_unconfirmed = {
	.id = "seal.unconfirmed",
	.group = "seals",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
