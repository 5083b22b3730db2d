#include "related.h"

#include "host.h"
#include "licence.h"
#include "register_entry.h"
#include "shared.h"

/* A certificate of more names is a provider's, and its customers strangers. */
#define NEIGHBOURS_MAX 20

struct search {
	const struct lic_facts *facts;
	const struct lic_index *index;
	enum lic_relation how;
	enum lic_shared kind;
	struct lic_str shared; /* the thing by which a name is looked up */
	struct lic_relatives found;
};

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
		s->found.row[s->found.count++] = (struct lic_relative){
			.how = s->how,
			.kind = s->kind,
			.shared = s->shared,
			.listed = e.name,
			.source = e.list->id,
			.notice = e.entry_url,
			.confidence = e.confidence,
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
	size_t before = s->found.count;

	while (s->found.count == before && memchr(suffix.ptr, '.', suffix.len)) {
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
	s->kind = LIC_SHARED_HOST;
	for (size_t i = 0; i < tls->names_count && s->found.count < LIC_RELATIVES_MAX; i++) {
		struct lic_str name = tls->names[i];
		if (lic_str_starts(name, LIC_STR("*.")))
			name = lic_str(name.ptr + 2, name.len - 2);
		if (lic_host_is_below(name, s->facts->subject->site))
			continue;
		s->shared = name;
		int err = look_up_all(s, name);
		if (err < 0)
			return err;
	}
	return LIC_OK;
}

static bool is_found(const struct search *s, struct lic_str host)
{
	for (size_t i = 0; i < s->found.count; i++)
		if (s->found.row[i].how == s->how && lic_str_eq(s->found.row[i].shared, host))
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
	s->kind = LIC_SHARED_HOST;
	for (size_t i = 0; i < LIC_VISITORS && s->found.count < LIC_RELATIVES_MAX; i++) {
		const struct lic_visit *visit = &http->visit[i];
		if (!visit->known || !visit->hops_count || i == LIC_VISITOR_HOME)
			continue;
		struct lic_str host = visit->hops[visit->hops_count - 1].host;
		if (lic_host_is_below(host, s->facts->subject->site) || is_found(s, host))
			continue;
		s->shared = host;
		int err = look_up_all(s, host);
		if (err < 0)
			return err;
	}
	return LIC_OK;
}

/* Mail that goes to a listed site. */
static int find_mails(struct search *s)
{
	const struct lic_page *page = s->facts->page;

	if (!s->facts->known[LIC_SLOT_PAGE] || !page)
		return LIC_OK;
	s->how = LIC_RELATION_CONTACT;
	s->kind = LIC_SHARED_MAIL;
	for (size_t i = 0; i < page->contacts_count && s->found.count < LIC_RELATIVES_MAX; i++) {
		struct lic_str mail = page->contacts[i].value;
		size_t at = lic_str_find(mail, '@');
		if (page->contacts[i].kind != LIC_CONTACT_MAIL || at == mail.len)
			continue;
		struct lic_str host = lic_str(mail.ptr + at + 1, mail.len - at - 1);
		if (lic_shared_own(s->facts, host) || is_found(s, mail))
			continue;
		s->shared = mail;
		int err = look_up_all(s, host);
		if (err < 0)
			return err;
	}
	return LIC_OK;
}

/* The file of contacts comes first: it may say more than that the name is listed. */
static int find_relatives(struct search *s, const struct lic_references *references)
{
	int err = LIC_OK;

	if (references->contacts)
		lic_shared_find(&s->found, s->facts, references->contacts);
	if (references->index)
		err = find_mails(s);
	if (!err)
		err = find_destinations(s);
	return err < 0 ? err : find_neighbours(s);
}

/* Seals and whose entries they lead to; the register's own page has the last word. */
static int find_seals(struct lic_related_facts *found, struct lic_facts *facts,
		      const struct lic_references *references, struct lic_arena *arena)
{
	int err = lic_seal_find(found, facts, references->seals, references->numbers, arena);
	size_t size = found->seals_count * sizeof(*found->seals);

	if (err < 0 || !size || !facts->known[LIC_SLOT_REGISTER])
		return err;
	struct lic_seal_shown *seals = lic_arena_alloc(arena, size);
	if (!seals)
		return LIC_ENOMEM;
	memcpy(seals, found->seals, size);
	found->seals = seals;
	return lic_register_entry(seals, found->seals_count, facts, references, arena);
}

static bool is_anything_seen(const struct lic_facts *facts)
{
	static const enum lic_slot slots[] = {LIC_SLOT_PAGE, LIC_SLOT_TLS, LIC_SLOT_HTTP,
					      LIC_SLOT_DNS, LIC_SLOT_RDAP};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(slots); i++)
		if (facts->known[slots[i]])
			return true;
	return false;
}

int lic_related_find(struct lic_facts *facts, const struct lic_references *references,
		     struct lic_arena *arena)
{
	struct search s = {.facts = facts, .index = references->index};
	int err = LIC_OK;

	if (!is_anything_seen(facts))
		return LIC_OK;
	struct lic_related_facts *found = lic_arena_alloc(arena, sizeof(*found));
	s.found.row = lic_arena_alloc(arena, LIC_RELATIVES_MAX * sizeof(*s.found.row));
	if (!found || !s.found.row)
		return LIC_ENOMEM;
	*found = (struct lic_related_facts){.seals_count = 0};
	if (references->seals)
		err = find_seals(found, facts, references, arena);
	if (!err && references->licences)
		err = lic_licence_find(found, facts, references->licences, references->numbers,
				       arena);
	if (!err && references->alerts)
		err = lic_alert_find(found, facts, references->alerts, arena);
	if (!err)
		err = find_relatives(&s, references);
	if (err < 0)
		return err;
	found->relatives = s.found.row;
	found->relatives_count = s.found.count;
	facts->related = found;
	facts->known[LIC_SLOT_RELATED] = true;
	return LIC_OK;
}
