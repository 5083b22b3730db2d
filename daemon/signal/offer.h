/*
 * Does a page offer medicines, as opposed to writing about them?
 */
#ifndef LIC_OFFER_H
#define LIC_OFFER_H

#include "signal.h"

/* A medicine that a reader sees, and a price, a basket or a product beside it, on a page
 * that is no article. False also where no page was read. */
bool lic_page_offers(const struct lic_facts *facts);

#endif
