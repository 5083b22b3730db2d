#include "page_offer.h"

#include "page_ask.h"
#include "page_list.h"
#include "page_order.h"
#include "page_said.h"

bool lic_page_is_phrase(const struct lic_page_term *term, const char *id, int strength)
{
	return !term->hidden && term->strength >= strength && term->class == LIC_TERM_PHRASE &&
	       lic_str_eq(term->id, lic_str_from(id));
}

const struct lic_page_term *lic_page_phrase(const struct lic_page *page, const char *id,
					    int strength)
{
	for (size_t i = 0; i < page->terms_count; i++)
		if (lic_page_is_phrase(&page->terms[i], id, strength))
			return &page->terms[i];
	return NULL;
}

size_t lic_page_phrases(const struct lic_page *page, const char *id, int strength)
{
	size_t n = 0;

	for (size_t i = 0; i < page->terms_count; i++)
		n += lic_page_is_phrase(&page->terms[i], id, strength);
	return n;
}

struct lic_str lic_page_shown(const struct lic_page *page, const struct lic_page_term *term)
{
	return lic_str(page->text.ptr + term->at, term->len);
}

bool lic_page_has_contact(const struct lic_page *page, enum lic_contact_kind kind)
{
	for (size_t i = 0; i < page->contacts_count; i++)
		if (page->contacts[i].kind == kind)
			return true;
	return false;
}

/* The digits of a number, without what stands before them in some spellings only. */
static struct lic_str digits_of(struct lic_str number)
{
	while (number.len && (number.ptr[0] == '+' || number.ptr[0] == '0'))
		number = lic_str(number.ptr + 1, number.len - 1);
	return number;
}

bool lic_page_has_telephone(const struct lic_page *page)
{
	for (size_t i = 0; i < page->contacts_count; i++) {
		const struct lic_page_contact *phone = &page->contacts[i];
		bool messenger = false;
		for (size_t m = 0; m < page->contacts_count && !messenger; m++)
			messenger = page->contacts[m].kind == LIC_CONTACT_WHATSAPP &&
				    lic_str_ends(digits_of(page->contacts[m].value),
						 digits_of(phone->value));
		if (phone->kind == LIC_CONTACT_PHONE && !messenger)
			return true;
	}
	return false;
}

size_t lic_page_distance(const struct lic_page_term *a, const struct lic_page_term *b)
{
	if (a->at > b->at)
		return lic_page_distance(b, a);
	return b->at > a->at + a->len ? b->at - a->at - a->len : 0;
}

bool lic_page_stands_by(const struct lic_page *page, const struct lic_page_term *t, const char *id,
			size_t reach)
{
	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *p = &page->terms[i];
		if (lic_page_is_phrase(p, id, 0) && lic_page_distance(p, t) <= reach)
			return true;
	}
	return false;
}

/* Seen, and a substance's name and no other word. */
static bool is_named(const struct lic_page_term *t)
{
	return !t->hidden && !t->ambiguous && t->class != LIC_TERM_PHRASE;
}

bool lic_page_names_medicine(const struct lic_page_term *t)
{
	return is_named(t) && t->class != LIC_TERM_PRECURSOR;
}

static bool is_product(const struct lic_page *page, const struct lic_page_term *t)
{
	const struct lic_str shown = lic_page_shown(page, t);

	for (size_t i = 0; i < page->products_count; i++)
		if (lic_str_casefind(page->products[i].name, shown))
			return true;
	return false;
}

/* What the page sells, wherever it is named. Asked once, and not at each name. */
struct range {
	bool all;                            /* each medicine that it names */
	const struct lic_page_term *subject; /* what it is about that sells one product: its name,
						its prices and its order form may stand far apart */
};

static struct range range_of(const struct lic_page *page)
{
	const bool one = !page->is_article && page->prices_count &&
			 lic_page_says(page, "no-prescription-required", 3);

	return (struct range){
		.all = lic_page_sells_by_its_rules(page) || lic_page_orders_elsewhere(page) ||
		       lic_page_lists_contents(page),
		.subject = one ? lic_page_subject(page) : NULL,
	};
}

static bool is_offered(const struct lic_page *page, const struct lic_page_term *t,
		       const struct range *range)
{
	return is_named(t) && !lic_page_is_quoted(page, t) && !lic_page_is_denied(page, t) &&
	       (range->all || (range->subject && lic_str_eq(t->id, range->subject->id)) ||
		lic_page_is_priced(page, t) || is_product(page, t) ||
		lic_page_is_own_goods(page, t) || lic_page_stands_by(page, t, "generic-brand", 0) ||
		lic_page_has_button(page, t) ||
		lic_page_stands_by(page, t, "offer", LIC_PAGE_NEAR) ||
		lic_page_stands_by(page, t, "messenger-order", LIC_PAGE_NEAR));
}

const struct lic_page_term *lic_page_offered(const struct lic_page *page, enum lic_term_class class)
{
	if (!lic_page_takes_orders(page))
		return NULL;
	const struct range range = range_of(page);
	for (size_t i = 0; i < page->terms_count; i++)
		if (page->terms[i].class == class && is_offered(page, &page->terms[i], &range))
			return &page->terms[i];
	return NULL;
}

bool lic_page_is_shop(const struct lic_facts *facts)
{
	const struct lic_page *page = facts->page;

	if (!facts->known[LIC_SLOT_PAGE] || !page ||
	    (page->is_article && !lic_page_orders_by_messenger(page)))
		return false;
	for (size_t i = 0; i < page->products_count; i++)
		if (lic_str_eq(page->products[i].type, LIC_STR("Drug")))
			return true;
	if (!page->has_cart && !page->prices_count && !page->products_count)
		return false;
	for (size_t i = 0; i < page->terms_count; i++)
		if (lic_page_names_medicine(&page->terms[i]))
			return true;
	return false;
}

/* ---- prescriptions ------------------------------------------------------- */

/* Medicines that need a prescription in most countries and, in some strengths, none
 * in these: MHRA (2017), URPL (2016), Swissmedic, Medsafe and NoMA. */
static const struct {
	const char *id, *suffix;
} sold_freely[] = {
	{"sildenafil", ".uk"}, {"sildenafil", ".pl"}, {"sildenafil", ".no"}, {"sildenafil", ".ch"},
	{"sildenafil", ".nz"}, {"sildenafil", ".ie"}, {"tadalafil", ".uk"},
};

bool lic_page_is_rx(const struct lic_facts *facts, const struct lic_page_term *term)
{
	if (!is_named(term))
		return false;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(sold_freely); i++)
		if (lic_str_eq(term->id, lic_str_from(sold_freely[i].id)) &&
		    lic_str_ends(facts->subject->site, lic_str_from(sold_freely[i].suffix)))
			return false;
	return lic_term_needs_prescription(term->class);
}

/* The first that is offered, of another substance than `other`, which may be empty. */
static const struct lic_page_term *offered_rx_but(const struct lic_facts *facts,
						  struct lic_str other)
{
	const struct lic_page *page = facts->page;
	const struct range range = range_of(page);

	for (size_t i = 0; i < page->terms_count; i++)
		if (lic_page_is_rx(facts, &page->terms[i]) &&
		    !(other.len && lic_str_eq(page->terms[i].id, other)) &&
		    is_offered(page, &page->terms[i], &range))
			return &page->terms[i];
	return NULL;
}

const struct lic_page_term *lic_page_offered_rx(const struct lic_facts *facts)
{
	return lic_page_takes_orders(facts->page) ? offered_rx_but(facts, lic_str(NULL, 0)) : NULL;
}

const struct lic_page_term *lic_page_another_rx(const struct lic_facts *facts,
						const struct lic_page_term *first)
{
	return offered_rx_but(facts, first->id);
}

const struct lic_page_term *lic_page_sold_privately(const struct lic_facts *facts)
{
	const struct lic_page *page = facts->page;

	for (size_t i = 0; i < page->terms_count; i++)
		if (lic_page_is_rx(facts, &page->terms[i]) &&
		    lic_page_is_own_goods(page, &page->terms[i]))
			return &page->terms[i];
	return NULL;
}

/* ---- pages that sell nothing ---------------------------------------------- */

const char *const lic_page_cues[LIC_PAGE_CUES] = {"information",  "news",           "hospital",
						  "manufacturer", "harm-reduction", "law"};

bool lic_page_informs(const struct lic_page *page)
{
	size_t kinds = 0, all = 0;

	if (page->has_cart || lic_page_takes_cards(page) || lic_page_has_priced_product(page) ||
	    lic_page_has_contact(page, LIC_CONTACT_WALLET) || lic_page_orders_by_messenger(page) ||
	    lic_page_orders_elsewhere(page) || lic_page_sells_by_its_rules(page))
		return false;
	for (size_t i = 0; i < LIC_PAGE_CUES; i++) {
		size_t n = lic_page_phrases(page, lic_page_cues[i], 2);
		all += n;
		kinds += n > 0;
	}
	/* An offer may quote a leaflet: then it must be the smaller part. */
	size_t offers = lic_page_phrases(page, "buy-action", 2) +
			lic_page_phrases(page, "messenger-order", 3) +
			lic_page_phrases(page, "bonus-pills", 2);
	return page->is_article ? all >= offers : (all >= 3 || kinds >= 2) && all > 2 * offers;
}

bool lic_page_sells_rx(const struct lic_facts *facts)
{
	return facts->page && lic_page_offered_rx(facts) && !lic_page_informs(facts->page);
}

/* ---- findings ------------------------------------------------------------ */

void lic_page_quote(struct lic_finding *out, struct lic_arena *arena, const struct lic_page *page,
		    struct lic_str before, const struct lic_page_term *term)
{
	const struct lic_str words = lic_page_shown(page, term);

	out->summary = LIC_SUMMARY(arena, before, LIC_STR("\""), words, LIC_STR("\"."));
	lic_signal_evidence(out, "phrase", words);
}
