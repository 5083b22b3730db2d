#include "page_order.h"

#include "page_ask.h"
#include "page_list.h"
#include "page_said.h"

/* So many medicines at least have a price. */
static bool prices_medicines(const struct lic_page *page, size_t least)
{
	for (size_t i = 0; least && i < page->terms_count; i++)
		least -= lic_page_names_medicine(&page->terms[i]) &&
			 lic_page_is_priced(page, &page->terms[i]);
	return !least;
}

bool lic_page_takes_cards(const struct lic_page *page)
{
	for (size_t i = 0; i < page->forms_count; i++)
		if (page->forms[i].has_card)
			return true;
	return false;
}

bool lic_page_has_priced_product(const struct lic_page *page)
{
	for (size_t i = 0; i < page->products_count; i++)
		if (page->products[i].price > 0)
			return true;
	return false;
}

/* A list of medicines with prices beside a messenger's name is an offer. News quote a
 * price or two, and have channels too. */
#define PRICED_IN_NEWS 3

bool lic_page_orders_by_messenger(const struct lic_page *page)
{
	const bool said = lic_page_says(page, "messenger-order", 3);
	const bool named = (!page->is_article && lic_page_phrase(page, "messenger-order", 2)) ||
			   lic_page_has_contact(page, LIC_CONTACT_WHATSAPP) ||
			   lic_page_has_contact(page, LIC_CONTACT_TELEGRAM) ||
			   lic_page_has_contact(page, LIC_CONTACT_MESSENGER);

	return (said || named) &&
	       prices_medicines(page, said || !page->is_article ? 1 : PRICED_IN_NEWS);
}

/* Does the link lead to somebody who pays for it? By the marks of link tracking. */
static bool is_paid(const struct lic_page_link *link)
{
	static const char *const marks[] = {"?aff",     "&aff",     "?ref=", "&ref=", "?partner",
					    "&partner", "clickid=", "/go/",  "/out/"};

	if (link->hidden)
		return false;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(marks); i++)
		if (lic_str_casefind(link->url, lic_str_from(marks[i])))
			return true;
	return lic_str_casefind(link->rel, LIC_STR("sponsored"));
}

static size_t paid_links(const struct lic_page *page)
{
	size_t n = 0;

	for (size_t i = 0; i < page->links_count; i++)
		n += is_paid(&page->links[i]);
	return n;
}

/* So many paid links on a page that praises sellers who ask for no prescription, and names what
 * they sell, are its business. */
#define PAID_LINKS 3

/* Strengths of words that waive prescriptions: one plain one, or two. */
#define WAIVED 3

/* Does a paid link name what the title is about? */
static bool pays_for_subject(const struct lic_page *page)
{
	const struct lic_page_term *subject = lic_page_subject(page);

	for (size_t i = 0; subject && i < page->links_count; i++)
		if (lic_str_casefind(page->links[i].text, lic_page_shown(page, subject)) &&
		    is_paid(&page->links[i]))
			return true;
	return false;
}

/* A diary of a medicine, which tells where its writer buys it, and what he gets for that. */
static bool leads_to_seller(const struct lic_page *page)
{
	if (!lic_page_phrase(page, "own-seller", 2) || !lic_page_phrase(page, "affiliate", 2) ||
	    lic_page_phrase(page, "licence", 3) || lic_page_speaks_of_prescriptions(page))
		return false;
	const struct lic_page_term *subject = lic_page_subject(page);
	return subject && lic_page_names_medicine(subject) && subject->class != LIC_TERM_OTC;
}

/* Prices of medicines that "need no prescription", or the praise of who asks for none, and paid
 * links to who sells them; or a diary that leads there. */
bool lic_page_orders_elsewhere(const struct lic_page *page)
{
	if (leads_to_seller(page))
		return true;
	if (!lic_page_phrase(page, "no-prescription-required", 2))
		return false;
	const size_t paid = paid_links(page);
	return paid && (prices_medicines(page, 2) || pays_for_subject(page) ||
			(paid >= PAID_LINKS && lic_page_waives_prescriptions(page) >= WAIVED));
}

/* A form beside several medicines with prices, that is not for searching or signing in. */
static bool orders_by_form(const struct lic_page *page)
{
	if (page->is_article)
		return false;
	for (size_t i = 0; i < page->forms_count; i++) {
		const struct lic_page_form *f = &page->forms[i];
		if (f->has_address || (f->post && !f->has_search && !f->has_password))
			return prices_medicines(page, 2);
	}
	return false;
}

/* Words of somebody who sells his own goods, right beside a medicine. News tell of such adverts. */
#define OWN_GOODS 48

bool lic_page_is_own_goods(const struct lic_page *page, const struct lic_page_term *t)
{
	return !page->is_article && lic_page_names_medicine(t) && !lic_page_is_quoted(page, t) &&
	       lic_page_stands_by(page, t, "private-sale", OWN_GOODS);
}

static bool sells_own_goods(const struct lic_page *page)
{
	/* Nearly all pages: no need to look at each medicine. */
	if (!lic_page_phrase(page, "private-sale", 1))
		return false;
	for (size_t i = 0; i < page->terms_count; i++)
		if (lic_page_is_own_goods(page, &page->terms[i]))
			return true;
	return false;
}

/* A list of medicines with prices is an offer, whatever the words for ordering are. News and
 * tables of what insurers pay have few of them, or say what they are. Where none is asked for, so
 * is what is in stock. */
#define LISTED 3
#define LISTED_SHADY 2

static bool lists_goods(const struct lic_page *page)
{
	if (page->is_article)
		return false;
	const size_t listed = lic_page_listed(page, LISTED);
	return (listed == LISTED && !lic_page_speaks_of_prescriptions(page)) ||
	       (listed >= LISTED_SHADY && lic_page_shady(page)) ||
	       (lic_page_says(page, "no-prescription-required", 3) &&
		lic_page_stocked(page, LISTED) == LISTED);
}

/* So many medicines with their doses are what is in a kit, or what a house has, where something is
 * sold and nobody speaks of prescriptions, licence, pharmacist or clinic. */
#define CONTENTS 4

bool lic_page_lists_contents(const struct lic_page *page)
{
	const bool waives = lic_page_says(page, "no-prescription-required", 3);

	if (page->is_article || !(waives || (page->has_cart && page->prices_count)))
		return false;
	return lic_page_dosed(page, CONTENTS) == CONTENTS && !lic_page_heeds_prescriptions(page) &&
	       !lic_page_says_who(page);
}

/* The house rules of who sells to anybody, so many kinds of them in his own words: no
 * prescription, coins, parcels that nobody sees into; a price is one more. Then each medicine that
 * is named is for sale, with a price or without. */
#define HOUSE_RULES 3

/* What a page for search engines is full of: "X kaufen", "X without prescription". So many, less
 * one for each way of business. */
#define LURES 6

bool lic_page_sells_by_its_rules(const struct lic_page *page)
{
	const size_t ways = lic_page_ways_of_business(page);

	if (!page->is_article && ways && lic_page_says(page, "no-prescription-required", 3) &&
	    1 + ways + prices_medicines(page, 1) >= HOUSE_RULES)
		return true;
	const size_t lures = lic_page_own_phrases(page, "generic-brand", 2) +
			     lic_page_own_phrases(page, "no-prescription-required", 2);
	return ways && lures + ways >= LURES;
}

/* An advert of few words: a medicine in stock, its price, and a way of business that no honest
 * seller has. */
static bool advertises(const struct lic_page *page)
{
	if (page->is_article || !page->prices_count)
		return false;
	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		if (lic_page_names_medicine(t) &&
		    lic_page_stands_by(page, t, "offer", LIC_PAGE_NEAR) &&
		    lic_page_is_priced(page, t))
			return lic_page_ways_of_business(page) > 0;
	}
	return false;
}

bool lic_page_takes_orders(const struct lic_page *page)
{
	return page->has_cart || lic_page_takes_cards(page) || lic_page_has_priced_product(page) ||
	       lic_page_phrase(page, "buy-action", 2) ||
	       lic_page_says(page, "messenger-order", 3) || lic_page_orders_by_messenger(page) ||
	       orders_by_form(page) || lic_page_orders_elsewhere(page) || sells_own_goods(page) ||
	       lists_goods(page) || lic_page_lists_contents(page) ||
	       lic_page_sells_by_its_rules(page) || advertises(page);
}
