/* It offers a controlled substance. */
#include "page_offer.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page)
		return false;
	const struct lic_page_term *t = lic_page_offered(page, LIC_TERM_CONTROLLED);
	if (!t || lic_page_informs(page) || lic_page_speaks_lawfully(page))
		return false;
	lic_page_cite_substance(out, arena, page, t, LIC_STR(", a controlled substance."));
	return true;
}

const struct lic_signal lic_signal_medicine_controlled = {
	.id = "medicine.controlled",
	.group = "medicine",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
