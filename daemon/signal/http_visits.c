#include "http_visits.h"

#include "page_offer.h"

const struct lic_hop *lic_visit_end(const struct lic_facts *facts, enum lic_visitor who)
{
	const struct lic_http_facts *http = facts->http;

	if (!facts->known[LIC_SLOT_HTTP] || !http || !http->visit[who].known)
		return NULL;
	const struct lic_visit *visit = &http->visit[who];
	if (!visit->hops_count)
		return NULL;
	const struct lic_hop *end = &visit->hops[visit->hops_count - 1];
	return end->status && end->status / 100 != 3 ? end : NULL;
}

bool lic_hop_succeeded(const struct lic_hop *hop)
{
	return hop->status / 100 == 2;
}

/* In brackets, or with a last label of digits (WHATWG URL, "ends in a number"). */
static bool is_address(struct lic_str site)
{
	return site.len && (site.ptr[site.len - 1] == ']' ||
			    (site.ptr[site.len - 1] >= '0' && site.ptr[site.len - 1] <= '9'));
}

bool lic_hop_home(const struct lic_facts *facts, const struct lic_hop *hop)
{
	struct lic_str own = facts->subject->site, other = hop->site;

	if (lic_str_eq(own, other))
		return true;
	if (is_address(own) || is_address(other))
		return false;
	own.len = lic_str_find(own, '.');
	other.len = lic_str_find(other, '.');
	return own.len && lic_str_eq(own, other);
}

const struct lic_relative *lic_hop_listed(const struct lic_facts *facts, const struct lic_hop *hop)
{
	const struct lic_related_facts *related = facts->related;

	if (!facts->known[LIC_SLOT_RELATED] || !related)
		return NULL;
	for (size_t i = 0; i < related->relatives_count; i++)
		if (related->relatives[i].how == LIC_RELATION_REDIRECT &&
		    lic_str_eq(related->relatives[i].shared, hop->host))
			return &related->relatives[i];
	return NULL;
}

const struct lic_hop *lic_visit_led(const struct lic_facts *facts, enum lic_visitor who,
				    enum lic_visitor unlike)
{
	const struct lic_hop *end = lic_visit_end(facts, who),
			     *other = lic_visit_end(facts, unlike);

	return end && other && !lic_hop_home(facts, end) && lic_hop_home(facts, other) ? end : NULL;
}

void lic_visit_cite_way(struct lic_finding *out, const struct lic_facts *facts,
			enum lic_visitor who)
{
	const struct lic_visit *visit = &facts->http->visit[who];

	for (size_t i = 0; i + 1 < visit->hops_count; i++) {
		const struct lic_hop *hop = &visit->hops[i];
		if (lic_hop_home(facts, hop) && !lic_hop_home(facts, hop + 1) &&
		    (hop->leads == LIC_LEADS_SCRIPT || hop->leads == LIC_LEADS_REFRESH))
			lic_signal_evidence(out, "by", lic_str_from(lic_leads_name(hop->leads)));
	}
}

static bool has_phrase(const struct lic_visit *visit, const char *const *ids, size_t count)
{
	for (size_t i = 0; i < visit->phrases_count; i++)
		if (lic_str_is_among(visit->phrases[i], ids, count))
			return true;
	return false;
}

bool lic_visit_names_medicines(const struct lic_visit *visit, size_t least)
{
	static const char *const offers[] = {"no-prescription-required",
					     "buy-action",
					     "bonus-pills",
					     "generic-brand",
					     "discreet-shipping",
					     "messenger-order",
					     "customs-guarantee",
					     "miracle-claim"};

	return visit->read && visit->medicines_count >= least && !visit->is_article &&
	       (!has_phrase(visit, lic_page_cues, LIC_PAGE_CUES) ||
		has_phrase(visit, offers, LIC_ARRAY_SIZE(offers)));
}

struct lic_str lic_visit_list_medicines(const struct lic_visit *visit, struct lic_arena *arena)
{
	struct lic_str parts[2 * 4];
	size_t n = 0;

	for (size_t i = 0; i < visit->medicines_count && n + 2 <= LIC_ARRAY_SIZE(parts); i++) {
		if (n)
			parts[n++] = LIC_STR(", ");
		parts[n++] = visit->medicines[i];
	}
	return n ? lic_arena_join(arena, parts, n) : lic_str(NULL, 0);
}
