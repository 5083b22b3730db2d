/*
 * Which price and which button belong to which name, and lists of medicines with their prices.
 * Pure; borrowed views.
 */
#ifndef LIC_PAGE_LIST_H
#define LIC_PAGE_LIST_H

#include "signal.h"

/* How many different medicines that need a prescription stand on the page with a price of their
 * own behind them, none of them in quotation marks; counted up to `most` (at most 8). */
size_t lic_page_listed(const struct lic_page *page, size_t most);

/* The same, of those near which it says that they are there to be had, with a price or without. */
size_t lic_page_stocked(const struct lic_page *page, size_t most);

/* The same, of those with a dose right behind them. */
size_t lic_page_dosed(const struct lic_page *page, size_t most);

/* What the title is about: a name of a substance, as the page has it too, that stands among its
 * first words; an ordinary word only where there is no other. NULL: none. */
const struct lic_page_term *lic_page_subject(const struct lic_page *page);

/* Does a price belong to the name: behind it, or before it on its line, or alone on the line
 * above? Not where another substance stands between, or has it. */
bool lic_page_is_priced(const struct lic_page *page, const struct lic_page_term *term);

/* Is there a button to order with, for this name: behind it with no other name between, or before
 * it on its line? */
bool lic_page_has_button(const struct lic_page *page, const struct lic_page_term *term);

#endif
