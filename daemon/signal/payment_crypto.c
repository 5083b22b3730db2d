/* Medicines for crypto-currency. */
#include "page_offer.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	(void)arena;
	if (!lic_page_is_shop(facts))
		return false;
	const struct lic_page_term *term = lic_page_phrase(page, "crypto-payment", 1);
	bool wallet = lic_page_has_contact(page, LIC_CONTACT_WALLET);
	if (!term && !wallet)
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->summary =
		LIC_STR("The page takes crypto-currency for medicines: a payment that cannot be "
			"called back.");
	if (term)
		lic_signal_evidence(out, "words", lic_page_shown(page, term));
	for (size_t i = 0; i < page->contacts_count; i++)
		if (page->contacts[i].kind == LIC_CONTACT_WALLET)
			lic_signal_evidence(out, "wallet", page->contacts[i].value);
	return true;
}

const struct lic_signal lic_signal_payment_crypto = {
	.id = "payment.crypto",
	.group = "payment",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
