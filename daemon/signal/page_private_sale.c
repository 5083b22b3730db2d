/* Somebody, who is no pharmacy, has a prescription medicine to sell: a private advert. */
#include "page_offer.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	if (!page || page->has_cart || lic_page_informs(page) || lic_page_asks(page))
		return false;
	const struct lic_page_term *t = lic_page_sold_privately(facts);
	if (!t)
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->argues_for = LIC_UNVERIFIED;
	out->summary = LIC_SUMMARY(arena, LIC_STR("Somebody offers "), lic_page_shown(page, t),
				   LIC_STR(", which needs a prescription, as private goods. Only "
					   "pharmacies may sell such medicines."));
	lic_signal_evidence(out, "medicine", t->id);
	return true;
}

const struct lic_signal lic_signal_page_private_sale = {
	.id = "page.private-sale",
	.group = "page",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
