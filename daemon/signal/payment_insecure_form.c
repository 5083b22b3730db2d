/* Card details would go over an open line. */
#include "page_offer.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	(void)arena;
	if (!lic_page_is_shop(facts))
		return false;
	for (size_t i = 0; i < facts->page->forms_count; i++) {
		const struct lic_page_form *f = &facts->page->forms[i];
		if (!f->has_card || f->secure || !f->host.len)
			continue;
		lic_signal_observed(out, LIC_RISK);
		out->summary =
			LIC_STR("The page asks for card details and would send them unencrypted.");
		lic_signal_evidence(out, "form", f->action);
		return true;
	}
	return false;
}

const struct lic_signal lic_signal_payment_insecure_form = {
	.id = "payment.insecure-form",
	.group = "payment",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
