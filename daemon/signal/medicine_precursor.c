/* It offers a chemical that drugs are made from, as no lawful trader would. */
#include "page_ask.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page)
		return false;
	const struct lic_page_term *t = lic_page_offered(page, LIC_TERM_PRECURSOR);
	const struct lic_page_term *way = t ? lic_page_shady(page) : NULL;
	if (!way || lic_page_informs(page))
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->decisive = false;
	out->argues_for = LIC_SUSPICIOUS;
	out->summary = LIC_SUMMARY(arena, LIC_STR("It offers "), lic_page_shown(page, t),
				   LIC_STR(", from which drugs are made, and says: \""),
				   lic_page_shown(page, way), LIC_STR("\"."));
	lic_signal_evidence(out, "substance", t->id);
	lic_signal_evidence(out, "phrase", lic_page_shown(page, way));
	return true;
}

const struct lic_signal lic_signal_medicine_precursor = {
	.id = "medicine.precursor",
	.group = "medicine",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
