/* Medicines are offered to a country whose law wants the EU common logo on each such page,
 * and this one shows none. */
#include "country.h"
#include "page_offer.h"
#include "signals.h"

static bool shows_official_seal(const struct lic_related_facts *related)
{
	for (size_t i = 0; i < related->seals_count; i++)
		if (related->seals[i].kind != LIC_SEAL_PRIVATE)
			return true;
	return false;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_page *page = facts->page;
	const struct lic_rx_rule *shop = &facts->rx_rule[LIC_RX_SHOP];

	if (!facts->known[LIC_SLOT_PAGE] || !page || page->cut || !shop->logo ||
	    !lic_page_sells_rx(facts) || shows_official_seal(facts->related))
		return false;
	const char *name = lic_country_name(shop->country);
	lic_signal_observed(out, LIC_RISK);
	out->summary = LIC_SUMMARY(
		arena,
		LIC_STR("It offers medicines and shows no EU common logo, which the law of "),
		name ? lic_str_from(name) : shop->country,
		LIC_STR(" wants on each page that does."));
	lic_signal_evidence(out, "country", shop->country);
	lic_signal_evidence(out, "authority", shop->authority);
	lic_signal_evidence(out, "register", shop->url);
	return true;
}

const struct lic_signal lic_signal_seal_missing = {
	.id = "seal.missing",
	.group = "seals",
	.needs = LIC_SLOT_RELATED,
	.eval = eval,
};
