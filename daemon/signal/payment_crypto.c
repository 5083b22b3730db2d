/* Medicines for crypto-currency. */
#include "offer.h"
#include "page_terms.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	(void)arena;
	if (!lic_page_offers(facts))
		return false;
	const struct lic_page_term *term = lic_phrase_shown(page, "crypto-payment");
	bool wallet = lic_page_has_contact(page, LIC_CONTACT_WALLET);
	if (!term && !wallet)
		return false;
	lic_page_cite(out, LIC_RISK);
	out->summary =
		LIC_STR("The page takes crypto-currency for medicines: a payment that cannot be "
			"called back.");
	if (term)
		lic_signal_evidence(out, "words", lic_phrase_words(page, term));
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
