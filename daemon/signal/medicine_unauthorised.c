/* It offers a product that is sold as a medicine and authorised nowhere near. */
#include "page_ask.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	return lic_page_say_substance(
		out, arena, facts->page, LIC_TERM_UNAUTHORISED,
		LIC_STR(", which is authorised as a medicine neither in the European "
			"Union nor in Great Britain nor in the United States."));
}

const struct lic_signal lic_signal_medicine_unauthorised = {
	.id = "medicine.unauthorised",
	.group = "medicine",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
