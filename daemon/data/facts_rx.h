/*
 * May prescription medicines be sold at a distance? By the law of a country, as the
 * catalogue of registers has it (registers.h): part of LIC_SLOT_LISTS. Texts in the
 * listset or in the arena of the check.
 */
#ifndef LIC_FACTS_RX_H
#define LIC_FACTS_RX_H

#include "str.h"

#include <stdbool.h>

enum lic_rx_online {
	LIC_RX_UNKNOWN, /* no confirmed row says */
	LIC_RX_ALLOWED,
	LIC_RX_OTC_ONLY,  /* other medicines may */
	LIC_RX_FORBIDDEN, /* no medicine may */
	LIC_RX_ONLINE_WORDS,
};

/* Whose country the law is of. */
enum lic_rx_side {
	LIC_RX_SHOP, /* by the site's top-level domain, else by its entry on a register, else
			of the buyers that its page addresses (home.h) */
	LIC_RX_BUYER,
	LIC_RX_SIDES,
};

struct lic_rx_rule {
	struct lic_str country; /* alpha-2; empty: not known */
	enum lic_rx_online online;
	bool addressed; /* of the shop: the page alone tells the country */
	bool logo;      /* every page that offers medicines must show the EU common logo */
	struct lic_str authority, url; /* whose word it is, and where; empty while not known */
};

#endif
