/* Several prescription medicines are on sale, and the page shows nothing that a lawful seller
 * must: no prescription asked for, no licence, no pharmacist. */
#include "page_ask.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page || lic_page_informs(page) || lic_page_heeds_prescriptions(page) ||
	    lic_page_phrase(page, "licence", 2) || lic_page_phrase(page, "pharmacist-contact", 2))
		return false;
	const struct lic_page_term *first = lic_page_offered_rx(facts);
	const struct lic_page_term *second = first ? lic_page_another_rx(facts, first) : NULL;
	if (!second)
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->argues_for = LIC_UNVERIFIED;
	out->summary = LIC_SUMMARY(
		arena, LIC_STR("It sells several prescription medicines, among them "),
		lic_page_shown(page, first), LIC_STR(" and "), lic_page_shown(page, second),
		LIC_STR(", and this page shows no licence, no pharmacist and no word of a "
			"prescription."));
	lic_signal_evidence(out, "medicine", first->id);
	lic_signal_evidence(out, "other", second->id);
	return true;
}

const struct lic_signal lic_signal_medicine_rx_range = {
	.id = "medicine.rx-range",
	.group = "medicine",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
