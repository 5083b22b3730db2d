#include "lists.h"

#include "name.h"

static void look_up(struct lic_lists_probe *probe, const struct lic_index *index,
		    struct lic_str name)
{
	size_t i = probe->count++;

	probe->name[i] = name;
	probe->hash[i] = lic_index_hash(index, name);
	lic_index_prefetch_slot(index, probe->hash[i]);
}

void lic_lists_probe_begin(struct lic_lists_probe *probe, const struct lic_index *index,
			   const struct lic_subject *subject)
{
	struct lic_str name = subject->host;

	probe->count = 0;
	while (name.len >= subject->site.len && probe->count <= LIC_LABELS_MAX) {
		look_up(probe, index, name);
		size_t dot = lic_str_find(name, '.');
		if (subject->is_ip || dot == name.len)
			break;
		name = lic_str(name.ptr + dot + 1, name.len - dot - 1);
	}
	const char *dot = memrchr(subject->host.ptr, '.', subject->host.len);
	if (subject->is_ip || !dot)
		return;
	struct lic_str tld = {dot + 1, (size_t)(subject->host.ptr + subject->host.len - dot - 1)};
	if (lic_index_may_have_tld(index, tld))
		look_up(probe, index, tld);
}

void lic_lists_probe_fetch(const struct lic_lists_probe *probe, const struct lic_index *index)
{
	for (size_t i = 0; i < probe->count; i++)
		lic_index_prefetch_record(index, probe->hash[i]);
}

/* A prefix is kept for the host without "www." where that is the site. */
static bool host_is(struct lic_str host, struct lic_str listed)
{
	if (lic_str_eq(host, listed))
		return true;
	return host.len == listed.len + 4 && lic_str_starts(host, LIC_STR("www.")) &&
	       lic_str_ends(host, listed);
}

static bool covers(const struct lic_entry *e, const struct lic_subject *subject,
		   struct lic_str looked_up)
{
	struct lic_str rest = {e->name.ptr + e->host_len, e->name.len - e->host_len};

	switch (e->scope) {
	case LIC_SCOPE_SITE:
	case LIC_SCOPE_WILDCARD:
		return true;
	case LIC_SCOPE_HOST:
		return looked_up.len == subject->host.len;
	case LIC_SCOPE_PREFIX:
		return host_is(subject->host, looked_up) &&
		       lic_name_covers_path(rest, subject->path);
	case LIC_SCOPE_TLD:
		return lic_str_find(looked_up, '.') == looked_up.len &&
		       looked_up.len < subject->host.len;
	}
	return false;
}

static bool is_authority(const struct lic_entry *e)
{
	return e->list->kind == LIC_KIND_ILLEGAL || e->list->kind == LIC_KIND_REGISTER;
}

/* Keep the entry that stands behind the others. Nobody's block list may crowd out
 * what an authority says, however often it names the subject. */
static void keep(struct lic_facts *facts)
{
	size_t i = facts->matches;

	if (facts->matches < LIC_MATCHES_MAX) {
		facts->matches++;
		return;
	}
	if (!is_authority(&facts->match[facts->matches]))
		return;
	while (i && is_authority(&facts->match[i - 1]))
		i--;
	if (i)
		memmove(&facts->match[i - 1], &facts->match[i],
			(facts->matches - i + 1) * sizeof(facts->match[0]));
}

int lic_lists_probe_finish(const struct lic_lists_probe *probe, const struct lic_index *index,
			   struct lic_facts *facts)
{
	for (size_t i = 0; i < probe->count; i++) {
		uint32_t r = lic_index_find(index, probe->hash[i], probe->name[i]);
		for (; r; r = lic_index_next(index, r)) {
			struct lic_entry *e = &facts->match[facts->matches];
			int err = lic_index_entry(index, r, e);
			if (err < 0)
				return err;
			if (covers(e, facts->subject, probe->name[i]))
				keep(facts);
		}
	}
	facts->known[LIC_SLOT_LISTS] = true;
	return LIC_OK;
}
