/* Medicines for gift cards or by a money transfer service, and no card. */
#include "page_order.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	(void)arena;
	if (!lic_page_is_shop(facts) || lic_page_takes_cards(page))
		return false;
	const struct lic_page_term *wire = lic_page_phrase(page, "wire-payment", 1);
	const struct lic_page_term *gift = lic_page_phrase(page, "gift-card-payment", 1);
	/* A bank transfer is an ordinary way to pay where only the weaker phrases say so. */
	if (wire && wire->strength < 3)
		wire = NULL;
	if (!wire && !gift)
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->summary =
		LIC_STR("The page wants gift cards or a money transfer for medicines: a payment "
			"that cannot be called back.");
	if (gift)
		lic_signal_evidence(out, "gift_card", lic_page_shown(page, gift));
	if (wire)
		lic_signal_evidence(out, "transfer", lic_page_shown(page, wire));
	return true;
}

const struct lic_signal lic_signal_payment_irrevocable = {
	.id = "payment.irrevocable",
	.group = "payment",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
