/* A shop that says neither where it is nor by what licence it sells. */
#include "page_offer.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	(void)arena;
	if (!lic_page_is_shop(facts) || page->cut ||
	    lic_page_has_contact(page, LIC_CONTACT_ADDRESS) || lic_page_has_telephone(page) ||
	    lic_page_phrase(page, "licence", 1) || lic_page_phrase(page, "pharmacist-contact", 1))
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->summary =
		LIC_STR("The page sells medicines and names no address, no telephone number, no "
			"licence and no pharmacist.");
	return true;
}

const struct lic_signal lic_signal_contact_none = {
	.id = "contact.none",
	.group = "contact",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
