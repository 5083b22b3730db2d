/* Prescription medicines are sent so that nobody sees what, or wherever one likes. */
#include "page_offer.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page)
		return false;
	if (!lic_page_offered_rx(facts) || lic_page_informs(page))
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
	out->decisive = false;
	out->argues_for = LIC_UNVERIFIED;
	out->summary = LIC_SUMMARY(
		arena, LIC_STR("It sends prescription medicines as no lawful pharmacy does: \""),
		lic_page_shown(page, t), LIC_STR("\"."));
	lic_signal_evidence(out, "phrase", lic_page_shown(page, t));
	return true;
}

const struct lic_signal lic_signal_page_private_order = {
	.id = "page.private-order",
	.group = "page",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
