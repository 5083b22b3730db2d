/* It offers a controlled substance and asks for no prescription. */
#include "page_ask.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page || lic_page_asks(page) ||
	    !lic_page_say_substance(out, arena, page, LIC_TERM_CONTROLLED,
				    LIC_STR(", a controlled substance.")))
		return false;
	/* Who names the rule and takes coins is not yet convicted. */
	if (lic_page_phrases(page, "prescription-required", 3) >
	    lic_page_phrases(page, "no-prescription-required", 3)) {
		out->decisive = false;
		out->argues_for = LIC_UNVERIFIED;
	} else if (!out->decisive) {
		out->argues_for = LIC_SUSPICIOUS;
	}
	return true;
}

const struct lic_signal lic_signal_medicine_controlled = {
	.id = "medicine.controlled",
	.group = "medicine",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
