/* Medicines for crypto-currency. */
#include "page_offer.h"
#include "signals.h"

#define WALLETS_SHOWN 4

/* "a, b"; empty if there is none. */
static struct lic_str wallets(const struct lic_page *page, struct lic_arena *arena)
{
	struct lic_str all = {NULL, 0};

	for (size_t i = 0, n = 0; i < page->contacts_count && n < WALLETS_SHOWN; i++) {
		struct lic_str one = page->contacts[i].value;
		if (page->contacts[i].kind != LIC_CONTACT_WALLET)
			continue;
		all = n++ ? LIC_SUMMARY(arena, all, LIC_STR(", "), one) : one;
	}
	return all;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

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
	lic_signal_evidence(out, "wallet", wallets(page, arena));
	return true;
}

const struct lic_signal lic_signal_payment_crypto = {
	.id = "payment.crypto",
	.group = "payment",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
