/* It offers a substance that no medicine is made of. */
#include "page_ask.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	return lic_page_say_substance(out, arena, facts->page, LIC_TERM_NO_USE,
				      LIC_STR(", a substance that no medicine is made of."));
}

const struct lic_signal lic_signal_medicine_no_use = {
	.id = "medicine.no-use",
	.group = "medicine",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
