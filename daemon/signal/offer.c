#include "offer.h"

static bool is_medicine(const struct lic_page_term *term)
{
	return !term->hidden && !term->ambiguous &&
	       (term->class == LIC_TERM_MEDICINE || term->class == LIC_TERM_OTC ||
		term->class == LIC_TERM_CONTROLLED || term->class == LIC_TERM_NO_USE);
}

bool lic_page_offers(const struct lic_facts *facts)
{
	const struct lic_page *page = facts->page;

	if (!facts->known[LIC_SLOT_PAGE] || !page || page->is_article)
		return false;
	for (size_t i = 0; i < page->products_count; i++)
		if (lic_str_eq(page->products[i].type, LIC_STR("Drug")))
			return true;
	if (!page->has_cart && !page->prices_count && !page->products_count)
		return false;
	for (size_t i = 0; i < page->terms_count; i++)
		if (is_medicine(&page->terms[i]))
			return true;
	return false;
}
