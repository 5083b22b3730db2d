/*
 * The rules on prescription medicines in rows, part of facts_rows.h:
 *
 *   rx shop|buyer COUNTRY unknown|rx-allowed|otc-only|forbidden [AUTHORITY URL] [addressed] [logo]
 */
#ifndef LIC_FACTS_RX_ROWS_H
#define LIC_FACTS_RX_ROWS_H

#include "facts_page_rows.h"

static inline void facts_rx_rows_read(struct lic_facts *facts, struct lic_str rest)
{
	static const char *const sides[LIC_RX_SIDES] = {"shop", "buyer"};
	static const char *const words[LIC_RX_ONLINE_WORDS] = {"unknown", "rx-allowed", "otc-only",
							       "forbidden"};
	const int side = facts_page_rows_choice(facts_page_rows_word(&rest), sides, LIC_RX_SIDES);
	struct lic_rx_rule *rule = &facts->rx_rule[side];

	rule->country = facts_page_rows_word(&rest);
	rule->online = (enum lic_rx_online)facts_page_rows_choice(facts_page_rows_word(&rest),
								  words, LIC_RX_ONLINE_WORDS);
	rule->authority = facts_page_rows_word(&rest);
	rule->url = facts_page_rows_word(&rest);
	for (struct lic_str word; (word = facts_page_rows_word(&rest)).len;) {
		rule->addressed |= lic_str_eq(word, LIC_STR("addressed"));
		rule->logo |= lic_str_eq(word, LIC_STR("logo"));
	}
}

#endif
