/* Medicines that the owner of the site knows nothing of: where only search engines look, for
 * who comes from one, or on a site of something else. */
#include "http_visits.h"
#include "other_trade.h"
#include "page_offer.h"
#include "signals.h"

/* Names: one or two may stand in a menu that is folded away. */
#define ENOUGH 4

#define BROKEN LIC_STR("): somebody may have broken into this site.")

/* In the page, and in none that is shown. */
static bool say_hidden(const struct lic_page *page, struct lic_arena *arena,
		       struct lic_finding *out)
{
	const struct lic_page_term *first = NULL;
	size_t hidden = 0;

	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		if (!lic_term_needs_prescription(t->class))
			continue;
		if (!t->hidden)
			return false;
		hidden += !t->ambiguous;
		first = first ? first : t;
	}
	if (hidden < ENOUGH)
		return false;
	out->summary = LIC_SUMMARY(
		arena, LIC_STR("It names medicines where no visitor sees them ("),
		lic_str(page->hidden.ptr + first->at, first->len), LIC_STR(" …"), BROKEN);
	lic_signal_evidence(out, "medicine", first->id);
	return true;
}

static bool names_none(const struct lic_facts *facts)
{
	const struct lic_visit *plain = &facts->http->visit[LIC_VISITOR_PLAIN];
	const struct lic_page *page = facts->page;

	for (size_t i = 0; i < page->terms_count; i++)
		if (page->terms[i].class != LIC_TERM_PHRASE && !page->terms[i].ambiguous)
			return false;
	return plain->read && !plain->medicines_count && !plain->remedies_count;
}

/* The visit came to a page of the site itself. */
static bool came_home(const struct lic_facts *facts, enum lic_visitor who)
{
	const struct lic_hop *end = lic_visit_end(facts, who);

	return end && lic_hop_succeeded(end) && lic_hop_home(facts, end);
}

/* For search engines, or who comes from one; who types the address is shown none. */
static bool say_shown_to_some(const struct lic_facts *facts, struct lic_arena *arena,
			      struct lic_finding *out)
{
	static const struct {
		enum lic_visitor who;
		struct lic_str whom, key;
	} others[] = {
		{LIC_VISITOR_SEARCH, {"visitors from a search engine", 29}, {"search", 6}},
		{LIC_VISITOR_CRAWLER, {"the robots of search engines", 28}, {"crawler", 7}},
	};

	if (!facts->known[LIC_SLOT_HTTP] || !came_home(facts, LIC_VISITOR_PLAIN) ||
	    !names_none(facts) || lic_page_informs(facts->page) || facts->page->is_article ||
	    lic_may_be_pharmacy(facts))
		return false;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(others); i++) {
		const struct lic_visit *visit = &facts->http->visit[others[i].who];
		if (!came_home(facts, others[i].who) || !lic_visit_names_medicines(visit, ENOUGH))
			continue;
		struct lic_str named = lic_visit_list_medicines(visit, arena);
		out->summary = LIC_SUMMARY(arena, LIC_STR("It names medicines to "), others[i].whom,
					   LIC_STR(" alone ("), named, BROKEN);
		lic_signal_evidence(out, "medicine", named);
		lic_signal_evidence(out, "shown_to", others[i].key);
		return true;
	}
	return false;
}

static bool say_of_something_else(const struct lic_facts *facts, struct lic_arena *arena,
				  struct lic_finding *out)
{
	const struct lic_hop *end = lic_visit_end(facts, LIC_VISITOR_PLAIN);

	/* The page is the one where the visit ended. */
	if (!lic_page_sells_rx(facts) || (end && !lic_hop_home(facts, end)) ||
	    lic_may_be_pharmacy(facts))
		return false;
	struct lic_str why = lic_other_trade(facts, arena);
	if (!why.len)
		return false;
	struct lic_str offered = lic_page_shown(facts->page, lic_page_offered_rx(facts));
	out->summary = LIC_SUMMARY(arena, LIC_STR("It offers "), offered,
				   LIC_STR(" on a site of something else ("), why, BROKEN);
	lic_signal_evidence(out, "medicine", offered);
	lic_signal_evidence(out, "site", why);
	return true;
}

static bool eval(const struct lic_facts *facts, struct lic_arena *arena, struct lic_finding *out)
{
	if (!facts->page)
		return false;
	lic_signal_observed(out, LIC_RISK);
	return say_hidden(facts->page, arena, out) || say_shown_to_some(facts, arena, out) ||
	       say_of_something_else(facts, arena, out);
}

const struct lic_signal lic_signal_page_hacked = {
	.id = "page.hacked",
	.group = "page",
	.needs = LIC_SLOT_PAGE,
	.eval = eval,
};
