/*
 * What a page offers, for the signals on medicines and pages. Pure; borrowed views.
 */
#ifndef LIC_PAGE_OFFER_H
#define LIC_PAGE_OFFER_H

#include "facts.h"

/* Bytes between a name and a price, a phrase or a button that belong together: a line of
 * a price list, a product's box. */
#define LIC_PAGE_NEAR 160

/* The first phrase of that id and at least that strength that a reader sees, or NULL. */
const struct lic_page_term *lic_page_phrase(const struct lic_page *page, const char *id,
					    int strength);

/* How many there are. */
size_t lic_page_phrases(const struct lic_page *page, const char *id, int strength);

/* The first term of that class that is put up for sale: the page takes orders, and a
 * price, an offer's words or an order's stand by the name. NULL if there is none. */
const struct lic_page_term *lic_page_offered(const struct lic_page *page,
					     enum lic_term_class class);

/* The first offered medicine that needs a prescription where the site is at home:
 * controlled ones too. */
const struct lic_page_term *lic_page_offered_rx(const struct lic_facts *facts);

/* Does the term name such a medicine? */
bool lic_page_is_rx(const struct lic_facts *facts, const struct lic_page_term *term);

/* Can a visitor order here: by a cart, a form with a card, a product with its price, an
 * order's words, a messenger? */
bool lic_page_takes_orders(const struct lic_page *page);

/* Does the page inform, report, treat or warn, and take no orders? */
bool lic_page_informs(const struct lic_page *page);

/* Does it speak as a lawful pharmacy must: of prescriptions asked for, or of the
 * pharmacist and the licence? */
bool lic_page_speaks_lawfully(const struct lic_page *page);

/* Does it do business as no lawful seller of medicines does: orders by messenger, coins,
 * hidden parcels, customs "guaranteed"? NULL, or the phrase that says so. */
const struct lic_page_term *lic_page_shady(const struct lic_page *page);

/* The term as it stands on the page. */
struct lic_str lic_page_shown(const struct lic_page *page, const struct lic_page_term *term);

size_t lic_page_distance(const struct lic_page_term *a, const struct lic_page_term *b);

#endif
