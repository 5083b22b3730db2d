/* A seal that leads to its issuer, where the register has this site: by its copy, or by its own
 * page. */
#include "seal_shown.h"
#include "signals.h"

static bool fits(const struct lic_facts *facts, const struct lic_seal_shown *shown)
{
	(void)facts;
	if (shown->page == LIC_SEAL_PAGE_GONE || shown->page == LIC_SEAL_PAGE_OTHER)
		return false;
	return shown->link == LIC_SEAL_LINK_ISSUER && shown->entry == LIC_SEAL_ENTRY_OWN &&
	       (shown->source.len || shown->page == LIC_SEAL_PAGE_NAMES) &&
	       shown->kind != LIC_SEAL_PRIVATE;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_seal_shown *found = lic_seal_cite(out, facts, fits, LIC_TRUST);

	if (!found)
		return false;
	if (found->page == LIC_SEAL_PAGE_NAMES)
		out->summary = LIC_SUMMARY(arena, LIC_STR("It shows the "), found->name,
					   LIC_STR(", which leads to the register, and the "
						   "register's page names this site."));
	else
		out->summary = LIC_SUMMARY(arena, LIC_STR("It shows the "), found->name,
					   LIC_STR(", which leads to the register, and the "
						   "register's copy (list "),
					   found->source, LIC_STR(") holds this site."));
	return true;
}

const struct lic_signal lic_signal_seal_genuine = {
	.id = "seal.genuine",
	.group = "seals",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
