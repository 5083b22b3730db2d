/* The address leads to another site: which one was looked at. */
#include "http_visits.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_hop *end = lic_visit_end(facts, LIC_VISITOR_PLAIN);

	if (!end || lic_str_eq(end->site, facts->subject->site))
		return false;
	const struct lic_relative *listed = lic_hop_listed(facts, end);
	lic_signal_observed(out, listed ? LIC_RISK : LIC_NEUTRAL);
	if (listed) {
		out->argues_for = LIC_SUSPICIOUS;
		out->summary = LIC_SUMMARY(arena, LIC_STR("This address leads to "), end->site,
					   LIC_STR(", which is on the list "), listed->source,
					   LIC_STR(" of illegal sellers."));
	} else {
		out->summary = LIC_SUMMARY(
			arena, LIC_STR("This address leads to another site, "), end->site,
			LIC_STR("; the page that was looked at is of that one."));
	}
	lic_signal_evidence(out, "leads_to", end->url);
	lic_visit_cite_way(out, facts, LIC_VISITOR_PLAIN);
	if (listed && listed->since)
		lic_signal_evidence(out, "listed_since", lic_signal_date(arena, listed->since));
	return true;
}

const struct lic_signal lic_signal_http_redirected = {
	.id = "http.redirected",
	.group = "http",
	.needs = LIC_SLOT_HTTP,
	.eval = eval,
};
