/* It offers a product that is sold as a medicine and authorised nowhere near. */
#include "page_offer.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page)
		return false;
	const struct lic_page_term *t = lic_page_offered(page, LIC_TERM_UNAUTHORISED);
	if (!t || lic_page_informs(page))
		return false;
	lic_page_cite_substance(
		out, arena, page, t,
		LIC_STR(", which is authorised as a medicine neither in the European "
			"Union nor in Great Britain nor in the United States."));
	return true;
}

const struct lic_signal lic_signal_medicine_unauthorised = {
	.id = "medicine.unauthorised",
	.group = "medicine",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
