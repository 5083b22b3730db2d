/* A site that sells medicines answers without encryption alone. */
#include "http_visits.h"
#include "name_words.h"
#include "page_offer.h"
#include "signals.h"

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_hop *plain = lic_visit_end(facts, LIC_VISITOR_PLAIN);

	(void)arena;
	if (!plain || !facts->http->plain_only || !lic_hop_home(facts, plain) ||
	    !lic_hop_succeeded(plain))
		return false;
	if (lic_name_offer(facts) == LIC_OFFERS_NOTHING && !lic_page_is_shop(facts))
		return false;
	lic_signal_observed(out, LIC_RISK);
	out->summary = LIC_STR("The site does not answer over https: what a customer tells it, "
			       "others on the way can read and change.");
	lic_signal_evidence(out, "address", plain->url);
	return true;
}

const struct lic_signal lic_signal_http_plain_only = {
	.id = "http.plain-only",
	.group = "http",
	.needs = LIC_SLOT_HTTP,
	.eval = eval,
};
