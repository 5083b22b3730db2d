/* Prescription medicines are priced by the pill, as pill mills do. */
#include "page_ask.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page_term *t =
		lic_page_sells_rx(facts) && !lic_page_heeds_prescriptions(facts->page)
			? lic_page_phrase(facts->page, "unit-price", 1)
			: NULL;

	if (!t)
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->argues_for = LIC_UNVERIFIED;
	lic_page_quote(out, arena, facts->page,
		       LIC_STR("It prices prescription medicines by the pill and asks for no "
			       "prescription: "),
		       t);
	return true;
}

const struct lic_signal lic_signal_page_per_pill = {
	.id = "page.per-pill",
	.group = "page",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
