/* It offers a substance that no medicine is made of. */
#include "page_offer.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page)
		return false;
	const struct lic_page_term *t = lic_page_offered(page, LIC_TERM_NO_USE);
	if (!t || lic_page_informs(page))
		return false;
	/* Offered as no lawful seller would: that decides. */
	const struct lic_page_term *way = lic_page_shady(page);
	lic_signal_observed(out, LIC_RISK);
	out->decisive = way != NULL;
	out->argues_for = way ? LIC_ILLICIT : LIC_UNVERIFIED;
	out->summary = LIC_SUMMARY(arena, LIC_STR("It offers "), lic_page_shown(page, t),
				   LIC_STR(", a substance that no medicine is made of."));
	lic_signal_evidence(out, "substance", t->id);
	if (way)
		lic_signal_evidence(out, "phrase", lic_page_shown(page, way));
	return true;
}

const struct lic_signal lic_signal_medicine_no_use = {
	.id = "medicine.no-use",
	.group = "medicine",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
