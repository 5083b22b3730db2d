/* It offers a substance that no medicine is made of. */
#include "page_offer.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page)
		return false;
	const struct lic_page_term *t = lic_page_offered(page, LIC_TERM_NO_USE);
	if (!t || lic_page_informs(page))
		return false;
	lic_page_cite_substance(out, arena, page, t,
				LIC_STR(", a substance that no medicine is made of."));
	return true;
}

const struct lic_signal lic_signal_medicine_no_use = {
	.id = "medicine.no-use",
	.group = "medicine",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
