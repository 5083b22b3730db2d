/*
 * Phrases on a page, for the signals that look for them.
 */
#ifndef LIC_PAGE_TERMS_H
#define LIC_PAGE_TERMS_H

#include "signal.h"

/* The first phrase of that id that a reader sees, NULL if there is none. */
const struct lic_page_term *lic_phrase_shown(const struct lic_page *page, const char *id);

/* As it stands on the page. */
struct lic_str lic_phrase_words(const struct lic_page *page, const struct lic_page_term *term);

bool lic_page_has_contact(const struct lic_page *page, enum lic_contact_kind kind);

/* Set what every finding on a page has: its direction, no source, no class. */
void lic_page_cite(struct lic_finding *out, enum lic_direction direction);

#endif
