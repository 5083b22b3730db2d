/* A search engine's robot is told something else than a visitor. */
#include "http_visits.h"
#include "signals.h"

static bool is_gone(const struct lic_hop *hop)
{
	return hop->status == 404 || hop->status == 410;
}

/* Honest sites turn away who only claims to be a robot, and put tests before visitors:
 * refusals, of whichever of the two, say nothing. */
static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_hop *plain = lic_visit_end(facts, LIC_VISITOR_PLAIN);
	const struct lic_hop *robot = lic_visit_end(facts, LIC_VISITOR_CRAWLER);

	if (!plain || !robot || !lic_hop_succeeded(robot))
		return false;
	const bool stayed = lic_hop_home(facts, plain), robot_stayed = lic_hop_home(facts, robot);
	struct lic_str summary;
	if (!stayed && robot_stayed && lic_hop_succeeded(plain))
		summary = LIC_SUMMARY(arena,
				      LIC_STR("Search engines are shown this site, and visitors "
					      "are led to another, "),
				      plain->site, LIC_STR("."));
	else if (stayed && !robot_stayed && lic_hop_succeeded(plain))
		summary = LIC_SUMMARY(arena,
				      LIC_STR("Visitors are shown this site, and search engines "
					      "are led to another, "),
				      robot->site, LIC_STR("."));
	else if (stayed && robot_stayed && is_gone(plain))
		summary = LIC_STR("Search engines are shown a page that visitors are told does not "
				  "exist.");
	else
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->summary = summary;
	lic_signal_evidence(out, "visitor", plain->url);
	lic_signal_evidence(out, "robot", robot->url);
	lic_visit_cite_way(out, facts, stayed ? LIC_VISITOR_CRAWLER : LIC_VISITOR_PLAIN);
	return true;
}

const struct lic_signal lic_signal_http_cloaked = {
	.id = "http.cloaked",
	.group = "http",
	.needs = LIC_SLOT_HTTP,
	.eval = eval,
};
