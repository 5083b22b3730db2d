/* Some visitors are led to another site that offers medicines, and others are not. */
#include "http_visits.h"
#include "name_words.h"
#include "signals.h"

/* Names: a page of a firm that has moved may speak of one or two. */
#define ENOUGH 4

static const struct lic_visit *find_led(const struct lic_facts *facts)
{
	static const struct {
		enum lic_visitor who, unlike;
	} pairs[] = {
		{LIC_VISITOR_SEARCH, LIC_VISITOR_PLAIN},
		{LIC_VISITOR_PLAIN, LIC_VISITOR_CRAWLER},
		{LIC_VISITOR_SEARCH, LIC_VISITOR_CRAWLER},
		{LIC_VISITOR_CRAWLER, LIC_VISITOR_PLAIN},
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(pairs); i++)
		if (lic_visit_led(facts, pairs[i].who, pairs[i].unlike))
			return &facts->http->visit[pairs[i].who];
	return NULL;
}

/* A name that offers medicines is chosen to sell them; a page of medicines may be another
 * site of an honest pharmacy. */
static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	const struct lic_visit *visit = find_led(facts);

	if (!visit)
		return false;
	const struct lic_hop *end = &visit->hops[visit->hops_count - 1];
	const bool by_name =
		lic_words_offer(visit->words, visit->words_count) == LIC_OFFERS_MEDICINE;
	if (!by_name && !lic_visit_names_medicines(visit, ENOUGH))
		return false;
	struct lic_str named =
		by_name ? lic_words_list(visit->words, visit->words_count, arena, LIC_WORD_MEDICINE)
			: lic_visit_list_medicines(visit, arena);
	lic_signal_observed(out, LIC_RISK);
	if (by_name)
		out->argues_for = LIC_SUSPICIOUS;
	out->summary = LIC_SUMMARY(
		arena,
		LIC_STR("Some visitors are led to another site, and others are not; by its "),
		by_name ? LIC_STR("name ") : LIC_STR("page "), end->site,
		LIC_STR(" offers medicines ("), named, LIC_STR(")."));
	lic_signal_evidence(out, "leads_to", end->url);
	lic_signal_evidence(out, "medicine", named);
	return true;
}

const struct lic_signal lic_signal_http_led_to_medicine = {
	.id = "http.led-to-medicine",
	.group = "http",
	.needs = LIC_SLOT_HTTP,
	.eval = eval,
};
