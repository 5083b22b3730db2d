#include "http_visits.h"

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
