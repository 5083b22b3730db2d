/* A shop that says neither where it is nor by what licence it sells. */
#include "offer.h"
#include "page_terms.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	(void)arena;
	if (!lic_page_offers(facts) || page->cut ||
	    lic_page_has_contact(page, LIC_CONTACT_ADDRESS) ||
	    lic_page_has_contact(page, LIC_CONTACT_PHONE) || lic_phrase_shown(page, "licence") ||
	    lic_phrase_shown(page, "pharmacist-contact"))
		return false;
	lic_page_cite(out, LIC_RISK);
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
