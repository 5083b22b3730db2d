/* Pills are given away with prescription medicines. */
#include "page_offer.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page_term *t =
		lic_page_sells_rx(facts) ? lic_page_phrase(facts->page, "bonus-pills", 2) : NULL;

	if (!t)
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->argues_for = LIC_UNVERIFIED;
	lic_page_quote(out, arena, facts->page,
		       LIC_STR("It gives pills away with prescription medicines: "), t);
	return true;
}

const struct lic_signal lic_signal_page_free_pills = {
	.id = "page.free-pills",
	.group = "page",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
