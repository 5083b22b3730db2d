/* The page sells medicines: the gate. */
#include "page_offer.h"
#include "signals.h"

static const enum lic_term_class classes[] = {LIC_TERM_MEDICINE, LIC_TERM_OTC, LIC_TERM_CONTROLLED,
					      LIC_TERM_UNAUTHORISED, LIC_TERM_NO_USE};

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page)
		return false;
	const struct lic_page_term *t = lic_page_offered_rx(facts);
	for (size_t c = 0; !t && c < LIC_ARRAY_SIZE(classes); c++)
		t = lic_page_offered(page, classes[c]);
	if (!t || lic_page_informs(page))
		return false;
	lic_signal_observed(out, LIC_NEUTRAL);
	out->decisive = false;
	out->argues_for = LIC_UNVERIFIED;
	out->summary = LIC_SUMMARY(arena, LIC_STR("This page offers medicines: "),
				   lic_page_shown(page, t), LIC_STR("."));
	lic_signal_evidence(out, "medicine", t->id);
	return true;
}

const struct lic_signal lic_signal_medicine_offer = {
	.id = "medicine.offer",
	.group = "medicine",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
