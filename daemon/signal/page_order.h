/*
 * Whether a page takes orders for medicines, and in which of the ways that sellers have. Pure;
 * borrowed views.
 */
#ifndef LIC_PAGE_ORDER_H
#define LIC_PAGE_ORDER_H

#include "page_offer.h"

/* Can a visitor order here: by a cart, a form with a card, a product with its price, an
 * order's words, a messenger, or in one of the ways below? */
bool lic_page_takes_orders(const struct lic_page *page);

/* Is there a form for the numbers of a card? */
bool lic_page_takes_cards(const struct lic_page *page);

/* Does its markup say what a product costs? */
bool lic_page_has_priced_product(const struct lic_page *page);

/* Are orders taken by a messenger, for medicines with prices? */
bool lic_page_orders_by_messenger(const struct lic_page *page);

/* Does it lead to who sells: by paid links, where it praises or prices what is to be had without
 * prescription; or as a diary of a medicine, whose writer tells where he buys it and has a share?
 */
bool lic_page_orders_elsewhere(const struct lic_page *page);

/* Does the term name a medicine that somebody sells as his own goods? */
bool lic_page_is_own_goods(const struct lic_page *page, const struct lic_page_term *term);

/* Does it list with their doses so many medicines that they are what is sold: a kit's contents? */
bool lic_page_lists_contents(const struct lic_page *page);

/* Are there so many rules of a house that sells to anybody that each medicine it names is for
 * sale? */
bool lic_page_sells_by_its_rules(const struct lic_page *page);

#endif
