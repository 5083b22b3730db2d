/* It asks for a prescription. */
#include "page_ask.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page)
		return false;
	const struct lic_page_term *t = lic_page_phrase(page, "prescription-required", 3);
	if (!t || lic_page_informs(page) || !lic_page_asks(page))
		return false;
	lic_signal_observed(out, LIC_TRUST);
	lic_page_quote(out, arena, page, LIC_STR("It asks for a prescription: "), t);
	return true;
}

const struct lic_signal lic_signal_prescription_required = {
	.id = "prescription.required",
	.group = "prescription",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
