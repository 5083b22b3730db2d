/*
 * Lists of medicines with their prices, and what a page says without meaning it: in quotation
 * marks, in questions. Pure; borrowed views.
 */
#ifndef LIC_PAGE_LIST_H
#define LIC_PAGE_LIST_H

#include "signal.h"

/* How many different medicines that need a prescription stand on the page with a price of their
 * own behind them, none of them in quotation marks; counted up to `most` (at most 8). */
size_t lic_page_listed(const struct lic_page *page, size_t most);

/* Does the term stand within quotation marks that open and close on its line? So authorities,
 * newspapers and customers repeat what a seller says. */
bool lic_page_is_quoted(const struct lic_page *page, const struct lic_page_term *term);

/* Does the term stand in a question? A question asks, and does not rule. */
bool lic_page_is_asked(const struct lic_page *page, const struct lic_page_term *term);

/* Does the page speak of prescriptions oftener than it says that none is needed? Bare words count
 * where nothing near denies them. That is less than to ask for one: see page_ask.h. */
bool lic_page_speaks_of_prescriptions(const struct lic_page *page);

/* Does a price belong to the name: behind it, or before it on its line, or alone on the line
 * above? Not where another medicine, or a button, stands between. */
bool lic_page_is_priced(const struct lic_page *page, const struct lic_page_term *term);

/* Is there a button to order with, for this name: behind it with no other name between, or before
 * it on its line? */
bool lic_page_has_button(const struct lic_page *page, const struct lic_page_term *term);

/* Does the word right before the term say that there is none: "no steroids, no SARMs"? */
bool lic_page_is_denied(const struct lic_page *page, const struct lic_page_term *term);

#endif
