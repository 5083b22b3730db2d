/* It offers a controlled substance. */
#include "page_offer.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page)
		return false;
	const struct lic_page_term *t = lic_page_offered(page, LIC_TERM_CONTROLLED);
	if (!t || lic_page_informs(page) || lic_page_speaks_lawfully(page))
		return false;
	/* Offered as no lawful seller would: that decides. */
	const struct lic_page_term *way = lic_page_shady(page);
	lic_signal_observed(out, LIC_RISK);
	out->decisive = way != NULL;
	out->argues_for = way ? LIC_ILLICIT : LIC_UNVERIFIED;
	out->summary = LIC_SUMMARY(arena, LIC_STR("It offers "), lic_page_shown(page, t),
				   LIC_STR(", a controlled substance."));
	lic_signal_evidence(out, "substance", t->id);
	if (way)
		lic_signal_evidence(out, "phrase", lic_page_shown(page, way));
	return true;
}

const struct lic_signal lic_signal_medicine_controlled = {
	.id = "medicine.controlled",
	.group = "medicine",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
