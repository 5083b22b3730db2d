/* Prescription medicines in a cart, and no prescription asked for. */
#include "page_ask.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page)
		return false;
	const struct lic_page_term *t = lic_page_offered_rx(facts);
	if (!t || lic_page_informs(page) || lic_page_heeds_prescriptions(page))
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->decisive = false;
	out->argues_for = LIC_UNVERIFIED;
	out->summary =
		LIC_SUMMARY(arena, LIC_STR("It offers "), lic_page_shown(page, t),
			    LIC_STR(", which needs a prescription, and this page asks for none."));
	lic_signal_evidence(out, "medicine", t->id);
	return true;
}

const struct lic_signal lic_signal_prescription_unasked = {
	.id = "prescription.unasked",
	.group = "prescription",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
