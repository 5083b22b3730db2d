/* Medicines for gift cards or by a money transfer service, and no card. */
#include "offer.h"
#include "page_terms.h"
#include "signals.h"

static bool takes_cards(const struct lic_page *page)
{
	for (size_t i = 0; i < page->forms_count; i++)
		if (page->forms[i].has_card)
			return true;
	return false;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	(void)arena;
	if (!lic_page_offers(facts) || takes_cards(page))
		return false;
	const struct lic_page_term *wire = lic_phrase_shown(page, "wire-payment");
	const struct lic_page_term *gift = lic_phrase_shown(page, "gift-card-payment");
	/* A bank transfer is an ordinary way to pay where only the weaker phrases say so. */
	if (wire && wire->strength < 3)
		wire = NULL;
	if (!wire && !gift)
		return false;
	lic_page_cite(out, LIC_RISK);
	out->summary =
		LIC_STR("The page wants gift cards or a money transfer for medicines: a payment "
			"that cannot be called back.");
	if (gift)
		lic_signal_evidence(out, "gift_card", lic_phrase_words(page, gift));
	if (wire)
		lic_signal_evidence(out, "transfer", lic_phrase_words(page, wire));
	return true;
}

const struct lic_signal lic_signal_payment_irrevocable = {
	.id = "payment.irrevocable",
	.group = "payment",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
