/*
 * What a page says itself, and what it only repeats, asks or denies. Pure; borrowed views.
 */
#ifndef LIC_PAGE_SAID_H
#define LIC_PAGE_SAID_H

#include "signal.h"

/* Does the term stand within quotation marks that open and close on its line? So authorities,
 * newspapers and customers repeat what a seller says. */
bool lic_page_is_quoted(const struct lic_page *page, const struct lic_page_term *term);

/* The same of any words of its text. */
bool lic_page_is_quoted_at(const struct lic_page *page, size_t at, size_t len);

/* Does the term stand on one line? What runs over the end of a line is two things of a list. */
bool lic_page_is_on_a_line(const struct lic_page *page, const struct lic_page_term *term);

/* Does the term stand in a question? A question asks, and does not rule. */
bool lic_page_is_asked(const struct lic_page *page, const struct lic_page_term *term);

/* Are the words the page's own: no question, and nobody else's? */
bool lic_page_is_own(const struct lic_page *page, const struct lic_page_term *term);

/* The first phrase of that id, of at least that strength, in the page's own words, or NULL. */
const struct lic_page_term *lic_page_own_phrase(const struct lic_page *page, const char *id,
						int strength);

/* Is there one? */
bool lic_page_says(const struct lic_page *page, const char *id, int strength);

/* How many there are. */
size_t lic_page_own_phrases(const struct lic_page *page, const char *id, int strength);

/* Does the word right before the term say that there is none: "no steroids, no SARMs"? */
bool lic_page_is_denied(const struct lic_page *page, const struct lic_page_term *term);

/* Does nothing near the term, in its sentence, say "no"? */
bool lic_page_is_undenied(const struct lic_page *page, const struct lic_page_term *term);

/* How plainly the page's own words say that no prescription is needed: the strengths, of 2 and
 * more, of those that nobody else says or asks and nothing before denies. */
int lic_page_waives_prescriptions(const struct lic_page *page);

/* Does the page speak of prescriptions oftener than it says that none is needed? Bare words count
 * where nothing near denies them. That is less than to ask for one: see page_ask.h. */
bool lic_page_speaks_of_prescriptions(const struct lic_page *page);

#endif
