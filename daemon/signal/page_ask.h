/*
 * What a page asks of who orders, and how it does business: prescriptions, licence and
 * pharmacist on one side; coins, hidden parcels and messengers on the other. Pure; borrowed
 * views.
 */
#ifndef LIC_PAGE_ASK_H
#define LIC_PAGE_ASK_H

#include "page_offer.h"

/* Does it ask for prescriptions: oftener than it says that none is needed, and without doing
 * business as no lawful seller does? Whoever sells for coins only quotes the law. */
bool lic_page_asks(const struct lic_page *page);

/* Does it ask for them, or speak of them as who does no business of that other kind? */
bool lic_page_heeds_prescriptions(const struct lic_page *page);

/* Does it speak as a lawful pharmacy must: of prescriptions asked for, or of the
 * pharmacist and the licence? What stands in a question is no rule. */
bool lic_page_speaks_lawfully(const struct lic_page *page);

/* Does it say who sells, as pharmacies do, or clinics: a licence, a pharmacist, a hospital's words?
 */
bool lic_page_says_who(const struct lic_page *page);

/* Does it do business as no lawful seller of medicines does: orders by messenger, coins,
 * hidden parcels, customs "guaranteed", names in disguise? NULL, or the words that show it. */
const struct lic_page_term *lic_page_shady(const struct lic_page *page);

/* In how many such ways, in its own words (see page_said.h), plain or less plain. */
size_t lic_page_ways_of_business(const struct lic_page *page);

/* Say that a substance of that class is offered, which `what` tells of to end the sentence.
 * Offered as no lawful seller would, it decides; what is authorised nowhere near warns by itself
 * where nobody says who sells. False, with *out untouched, where none is,
 * or no page was read (NULL). */
bool lic_page_say_substance(struct lic_finding *out, struct lic_arena *arena,
			    const struct lic_page *page, enum lic_term_class class,
			    struct lic_str what);

#endif
