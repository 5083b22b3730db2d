/*
 * What a page offers, for the signals on pages, medicines, contacts, payment and seals. Pure;
 * borrowed views.
 *
 * "Does it sell medicines?" is asked in two ways, and a signal takes the one that its
 * finding speaks of:
 *   lic_page_is_shop    is this a shop that has medicines? Who it is, how it is paid and
 *                       whose seal it shows then matter. A basket or a price is somewhere
 *                       on the page and a medicine is named; which one is sold is not said.
 *   lic_page_offered…   is this medicine for sale? Whoever names it in a finding asks this:
 *                       the page takes orders, and a price or an offer's words stand by it.
 * A page that informs may quote both: lic_page_informs says so.
 */
#ifndef LIC_PAGE_OFFER_H
#define LIC_PAGE_OFFER_H

#include "signal.h"

/* Bytes between a name and a price, a phrase or a button that belong together: a line of
 * a price list, a product's box. */
#define LIC_PAGE_NEAR 160

/* Does a reader see the term, and does it name a medicine and nothing else? */
bool lic_page_names_medicine(const struct lic_page_term *term);

/* Is the term a phrase of that id and at least that strength, and does a reader see it? */
bool lic_page_is_phrase(const struct lic_page_term *term, const char *id, int strength);

/* The first such phrase, or NULL. */
const struct lic_page_term *lic_page_phrase(const struct lic_page *page, const char *id,
					    int strength);

/* How many there are. */
size_t lic_page_phrases(const struct lic_page *page, const char *id, int strength);

/* Is it the page of a shop that has medicines, or does its markup say that it sells one?
 * False for an article, and where no page was read. */
bool lic_page_is_shop(const struct lic_facts *facts);

/* The first term of that class that is put up for sale: the page takes orders, and a
 * price, an offer's words or an order's stand by the name. NULL if there is none. */
const struct lic_page_term *lic_page_offered(const struct lic_page *page,
					     enum lic_term_class class);

/* The first offered medicine that needs a prescription where the site is at home:
 * controlled ones too. */
const struct lic_page_term *lic_page_offered_rx(const struct lic_facts *facts);

/* The first one of another substance than that one was found of, or NULL. */
const struct lic_page_term *lic_page_another_rx(const struct lic_facts *facts,
						const struct lic_page_term *first);

/* The first such medicine beside the words of somebody who sells his own goods, on a page that
 * is no article. NULL if there is none. */
const struct lic_page_term *lic_page_sold_privately(const struct lic_facts *facts);

/* Does the term name such a medicine? */
bool lic_page_is_rx(const struct lic_facts *facts, const struct lic_page_term *term);

/* Does the page offer such a medicine, and not merely inform? False where no page was
 * read. */
bool lic_page_sells_rx(const struct lic_facts *facts);

/* Ids of the phrases by which who informs is known. */
#define LIC_PAGE_CUES 6
extern const char *const lic_page_cues[LIC_PAGE_CUES];

/* Does the page inform, report, treat or warn, and take no orders? */
bool lic_page_informs(const struct lic_page *page);

bool lic_page_has_contact(const struct lic_page *page, enum lic_contact_kind kind);

/* A telephone number that is not a messenger's as well. */
bool lic_page_has_telephone(const struct lic_page *page);

/* Does a phrase of that id stand within so many bytes of the term? */
bool lic_page_stands_by(const struct lic_page *page, const struct lic_page_term *t, const char *id,
			size_t reach);

/* The term as it stands on the page. */
struct lic_str lic_page_shown(const struct lic_page *page, const struct lic_page_term *term);

size_t lic_page_distance(const struct lic_page_term *a, const struct lic_page_term *b);

/* ---- findings ------------------------------------------------------------ */

/* Say and show the page's own words, behind `before`. */
void lic_page_quote(struct lic_finding *out, struct lic_arena *arena, const struct lic_page *page,
		    struct lic_str before, const struct lic_page_term *term);

#endif
