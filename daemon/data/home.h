/*
 * The country whose buyers a page addresses: by the currency of its prices and its
 * language, and where these are of several countries by its telephone numbers. An
 * observation for the law that applies: whoever offers goods to the consumers of a country
 * in its language and currency directs its activity there (Court of Justice of the European
 * Union, C-585/08 and C-144/09, Pammer and Hotel Alpenhof, 93). Pure.
 */
#ifndef LIC_HOME_H
#define LIC_HOME_H

#include "facts_page.h"

/* Alpha-2, as text that lasts; empty where the page does not tell. */
struct lic_str lic_home_of(const struct lic_page *page);

#endif
