/* Prescription medicines are for sale where the law lets nobody sell them at a distance. */
#include "country.h"
#include "page_ask.h"
#include "signals.h"

static bool forbids(const struct lic_rx_rule *rule)
{
	return rule->online == LIC_RX_OTC_ONLY || rule->online == LIC_RX_FORBIDDEN;
}

/* The law where the shop is at home; of a shop whose home is not known, the buyer's. */
static const struct lic_rx_rule *rule_against(const struct lic_facts *facts)
{
	const struct lic_rx_rule *shop = &facts->rx_rule[LIC_RX_SHOP];
	const struct lic_rx_rule *rule = shop->country.len ? shop : &facts->rx_rule[LIC_RX_BUYER];

	return forbids(rule) ? rule : NULL;
}

/* Lawful pharmacies show prescription medicines with their price, to be fetched on
 * prescription: who speaks of one is left alone. */
static bool sells_at_once(const struct lic_facts *facts)
{
	const struct lic_page *page = facts->page;

	return lic_page_sells_rx(facts) && (page->has_cart || page->prices_count) &&
	       !lic_page_heeds_prescriptions(page);
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_rx_rule *rule = rule_against(facts);

	if (!rule || !sells_at_once(facts))
		return false;
	const struct lic_page_term *t = lic_page_offered_rx(facts);
	const char *name = lic_country_name(rule->country);
	lic_signal_observed(out, LIC_RISK);
	out->argues_for = LIC_UNVERIFIED;
	out->summary =
		LIC_SUMMARY(arena, LIC_STR("It offers "), lic_page_shown(facts->page, t),
			    LIC_STR(", which needs a prescription; the law of "),
			    name ? lic_str_from(name) : rule->country,
			    rule != facts->rx_rule ? LIC_STR(", from where you buy,")
			    : rule->addressed      ? LIC_STR(", whose buyers this page addresses,")
						   : LIC_STR(", where this shop is at home,"),
			    LIC_STR(" lets nobody sell such medicines online."));
	lic_signal_evidence(out, "medicine", t->id);
	lic_signal_evidence(out, "country", rule->country);
	lic_signal_evidence(out, "authority", rule->authority);
	lic_signal_evidence(out, "register", rule->url);
	return true;
}

const struct lic_signal lic_signal_medicine_rx_forbidden = {
	.id = "medicine.rx-forbidden",
	.group = "medicine",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
