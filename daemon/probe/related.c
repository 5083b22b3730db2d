#include "related.h"

/* A certificate of more names is a provider's, and its customers strangers. */
#define NEIGHBOURS_MAX 20

struct search {
	const struct lic_facts *facts;
	const struct lic_index *index;
	enum lic_relation how;
	struct lic_relative *relative;
	size_t count;
};

static bool is_own(const struct lic_facts *facts, struct lic_str name)
{
	struct lic_str site = facts->subject->site;

	return lic_str_eq(name, site) || (name.len > site.len && lic_str_ends(name, site) &&
					  name.ptr[name.len - site.len - 1] == '.');
}

/* A listed site or host: not one path of it, and not from memory. */
static bool is_listed(const struct lic_entry *e, lic_date today, bool exact)
{
	return e->list->kind == LIC_KIND_ILLEGAL && lic_entry_in_force(e, today) &&
	       e->evidence != LIC_EVIDENCE_RECALL && e->confidence != LIC_CONFIDENCE_LOW &&
	       (e->scope == LIC_SCOPE_SITE || e->scope == LIC_SCOPE_WILDCARD ||
		(e->scope == LIC_SCOPE_HOST && exact));
}

static int look_up(struct search *s, struct lic_str name, struct lic_str suffix)
{
	uint64_t hash = lic_index_hash(s->index, suffix);
	struct lic_entry e;

	for (uint32_t r = lic_index_find(s->index, hash, suffix); r;
	     r = lic_index_next(s->index, r)) {
		int err = lic_index_entry(s->index, r, &e);
		if (err < 0)
			return err;
		if (!is_listed(&e, s->facts->today, name.len == suffix.len))
			continue;
		s->relative[s->count++] = (struct lic_relative){
			.how = s->how,
			.shared = name,
			.listed = e.name,
			.source = e.list->id,
			.since = e.since,
		};
		return LIC_OK;
	}
	return LIC_OK;
}

/* The name and its parents of at least two labels, until one is listed. */
static int look_up_all(struct search *s, struct lic_str name)
{
	struct lic_str suffix = name;
	size_t before = s->count;

	while (s->count == before && memchr(suffix.ptr, '.', suffix.len)) {
		int err = look_up(s, name, suffix);
		if (err < 0)
			return err;
		size_t dot = lic_str_find(suffix, '.');
		suffix = lic_str(suffix.ptr + dot + 1, suffix.len - dot - 1);
	}
	return LIC_OK;
}

static int find_neighbours(struct search *s)
{
	const struct lic_tls_facts *tls = s->facts->tls;

	if (!s->facts->known[LIC_SLOT_TLS] || !tls || tls->names_count > NEIGHBOURS_MAX)
		return LIC_OK;
	s->how = LIC_RELATION_CERTIFICATE;
	for (size_t i = 0; i < tls->names_count && s->count < LIC_RELATIVES_MAX; i++) {
		struct lic_str name = tls->names[i];
		if (lic_str_starts(name, LIC_STR("*.")))
			name = lic_str(name.ptr + 2, name.len - 2);
		if (is_own(s->facts, name))
			continue;
		int err = look_up_all(s, name);
		if (err < 0)
			return err;
	}
	return LIC_OK;
}

static bool is_found(const struct search *s, struct lic_str host)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->relative[i].how == s->how && lic_str_eq(s->relative[i].shared, host))
			return true;
	return false;
}

/* The sites to which any of the visitors was led. */
static int find_destinations(struct search *s)
{
	const struct lic_http_facts *http = s->facts->http;

	if (!s->facts->known[LIC_SLOT_HTTP] || !http)
		return LIC_OK;
	s->how = LIC_RELATION_REDIRECT;
	for (size_t i = 0; i < LIC_VISITORS && s->count < LIC_RELATIVES_MAX; i++) {
		const struct lic_visit *visit = &http->visit[i];
		if (!visit->known || !visit->hops_count || i == LIC_VISITOR_HOME)
			continue;
		struct lic_str host = visit->hops[visit->hops_count - 1].host;
		if (is_own(s->facts, host) || is_found(s, host))
			continue;
		int err = look_up_all(s, host);
		if (err < 0)
			return err;
	}
	return LIC_OK;
}

int lic_related_find(struct lic_facts *facts, const struct lic_references *references,
		     struct lic_arena *arena)
{
	struct search s = {.facts = facts, .index = references->index};
	int err = LIC_OK;

	if (!facts->known[LIC_SLOT_PAGE] && !facts->known[LIC_SLOT_TLS] &&
	    !facts->known[LIC_SLOT_HTTP])
		return LIC_OK;
	struct lic_related_facts *found = lic_arena_alloc(arena, sizeof(*found));
	s.relative = lic_arena_alloc(arena, LIC_RELATIVES_MAX * sizeof(*s.relative));
	if (!found || !s.relative)
		return LIC_ENOMEM;
	*found = (struct lic_related_facts){NULL, 0, NULL, 0};
	if (references->seals)
		err = lic_seal_find(found, facts, references->seals, references->numbers, arena);
	if (!err)
		err = find_destinations(&s);
	if (!err)
		err = find_neighbours(&s);
	if (err < 0)
		return err;
	found->relatives = s.relative;
	found->relatives_count = s.count;
	facts->related = found;
	facts->known[LIC_SLOT_RELATED] = true;
	return LIC_OK;
}
