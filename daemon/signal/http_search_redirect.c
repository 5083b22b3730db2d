/* Visitors from a search engine, and they alone, are led to another site. */
#include "http_visits.h"
#include "signals.h"

/* Who comes by the address must have stayed: where everybody is sent on, to one place or
 * another, nothing is kept from anybody. */
static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_hop *plain = lic_visit_end(facts, LIC_VISITOR_PLAIN);
	const struct lic_hop *search = lic_visit_led(facts, LIC_VISITOR_SEARCH, LIC_VISITOR_PLAIN);

	if (!search)
		return false;
	const struct lic_relative *listed = lic_hop_listed(facts, search);
	lic_signal_observed(out, LIC_RISK);
	if (listed)
		out->argues_for = LIC_SUSPICIOUS;
	out->summary = LIC_SUMMARY(
		arena, LIC_STR("Visitors from a search engine are led to another site, "),
		search->site, listed ? LIC_STR(", which is on the list ") : LIC_STR(""),
		listed ? listed->source : LIC_STR(""),
		listed ? LIC_STR(" of illegal sellers") : LIC_STR(""),
		LIC_STR("; who types the address is not. Somebody may have broken "
			"into this site."));
	lic_signal_evidence(out, "typed", plain->url);
	lic_signal_evidence(out, "from_search", search->url);
	lic_visit_cite_way(out, facts, LIC_VISITOR_SEARCH);
	if (listed && listed->since)
		lic_signal_evidence(out, "listed_since", lic_signal_date(arena, listed->since));
	return true;
}

const struct lic_signal lic_signal_http_search_redirect = {
	.id = "http.search-redirect",
	.group = "http",
	.needs = LIC_SLOT_HTTP,
	.eval = eval,
};
