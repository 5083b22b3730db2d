/* Orders go by a messenger, and nobody says where he is. */
#include "page_offer.h"
#include "signals.h"

static const struct lic_page_contact *messenger_of(const struct lic_page *page)
{
	for (size_t i = 0; i < page->contacts_count; i++) {
		const struct lic_page_contact *c = &page->contacts[i];
		if (c->kind == LIC_CONTACT_WHATSAPP || c->kind == LIC_CONTACT_TELEGRAM ||
		    c->kind == LIC_CONTACT_MESSENGER)
			return c;
	}
	return NULL;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;

	(void)arena;
	if (!lic_page_is_shop(facts))
		return false;
	const struct lic_page_contact *messenger = messenger_of(page);
	const struct lic_page_term *order = lic_page_phrase(page, "messenger-order", 1);
	if ((!messenger && !order) || lic_page_has_contact(page, LIC_CONTACT_ADDRESS) ||
	    lic_page_has_telephone(page) || lic_page_phrase(page, "licence", 1))
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->summary =
		LIC_STR("Medicines are ordered by a messenger, and the page names neither an "
			"address nor a telephone number nor a licence.");
	if (messenger)
		lic_signal_evidence(out, "messenger", messenger->value);
	if (order)
		lic_signal_evidence(out, "words", lic_page_shown(page, order));
	return true;
}

const struct lic_signal lic_signal_contact_messenger_only = {
	.id = "contact.messenger-only",
	.group = "contact",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
