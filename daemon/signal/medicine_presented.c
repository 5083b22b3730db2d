/* What it sells is presented as the cure of a disease, which makes it a medicine by law, whatever
 * is in it. */
#include "page_ask.h"
#include "page_order.h"
#include "page_said.h"
#include "signals.h"

/* So many cures at least: one may be a customer's word. */
#define CURES 2

static bool sells(const struct lic_page *page)
{
	return page->prices_count &&
	       (page->has_cart || lic_page_takes_orders(page) || lic_page_shady(page));
}

/* The words of it: cures, or what no medicine can under pressure, "in no pharmacy". */
static const struct lic_page_term *words(const struct lic_page *page)
{
	const struct lic_page_term *cure = lic_page_own_phrase(page, "cure", 2);

	if (lic_page_own_phrases(page, "cure", 2) >= CURES)
		return cure;
	if (!lic_page_phrase(page, "in-no-pharmacy", 2) || !lic_page_phrase(page, "pressure", 2))
		return NULL;
	return cure ? cure : lic_page_own_phrase(page, "miracle-claim", 2);
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;
	const struct lic_page_term *t = page ? words(page) : NULL;

	/* Who treats tells what for, and so do pharmacies. */
	if (!t || page->is_article || !sells(page) || lic_page_says_who(page) ||
	    lic_page_informs(page))
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->argues_for = LIC_SUSPICIOUS;
	lic_page_quote(out, arena, page,
		       LIC_STR("It sells what it presents as the cure of a disease, and names no "
			       "licence: "),
		       t);
	return true;
}

const struct lic_signal lic_signal_medicine_presented = {
	.id = "medicine.presented",
	.group = "medicine",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
