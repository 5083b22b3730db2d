/* The page informs, reports or treats, and sells nothing. */
#include "page_offer.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page)
		return false;
	if (page->cut || !lic_page_informs(page))
		return false;
	(void)arena;
	lic_signal_observed(out, LIC_NEUTRAL);
	out->decisive = false;
	out->argues_for = LIC_NO_MEDICINE;
	out->summary = LIC_STR("This page informs about medicines and takes no orders.");
	return true;
}

const struct lic_signal lic_signal_page_information = {
	.id = "page.information",
	.group = "page",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
