/* Prescription medicines are sent so that nobody sees what, or wherever one likes. */
#include "page_offer.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!lic_page_sells_rx(facts))
		return false;
	const struct lic_page_term *t = lic_page_phrase(page, "customs-guarantee", 3);
	if (!t)
		t = lic_page_phrase(page, "discreet-shipping", 3);
	if (!t)
		t = lic_page_phrase(page, "no-id-check", 2);
	/* Lawful pharmacies send plain parcels too: both together they do not. */
	if (!t && lic_page_phrase(page, "worldwide-shipping", 1))
		t = lic_page_phrase(page, "discreet-shipping", 1);
	if (!t)
		t = lic_page_phrase(page, "delivery-guarantee", 2);
	if (!t)
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->argues_for = LIC_UNVERIFIED;
	lic_page_quote(out, arena, page,
		       LIC_STR("It sends prescription medicines as no lawful pharmacy does: "), t);
	return true;
}

const struct lic_signal lic_signal_page_private_order = {
	.id = "page.private-order",
	.group = "page",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
