#include "register_entry.h"

#include "host.h"
#include "owner.h"

struct search {
	const struct lic_facts *facts;
	const struct lic_references *references;
	const struct lic_register_page *page;
};

/* ---- is it a pharmacy's name? --------------------------------------------- */

static bool is_issuers(const struct lic_seals *seals, struct lic_str site)
{
	for (size_t i = 0; seals && i < seals->count; i++)
		for (size_t k = 0; k < seals->row[i].targets; k++) {
			const struct lic_strs *hosts = &seals->row[i].target[k].hosts;
			for (size_t n = 0; n < hosts->count; n++)
				if (lic_host_is_below(hosts->item[n], site))
					return true;
		}
	return false;
}

static bool sounds_so(const struct lic_words *words, struct lic_str site)
{
	struct lic_word_found found[LIC_LABEL_MAX];

	if (!words)
		return false;
	size_t n = lic_words_find(words, lic_str(site.ptr, lic_str_find(site, '.')), found);
	for (size_t i = 0; i < n; i++)
		if (found[i].word->kind == LIC_WORD_PHARMACY && found[i].word->strength >= 2)
			return true;
	return false;
}

/* By a register's row, or by its words; whoever is known to sell nothing is none. 1, 0 or
 * LIC_ECORRUPT. */
static int is_pharmacy(const struct search *s, struct lic_str site)
{
	const struct lic_index *index = s->references->index;
	bool registered = false;
	struct lic_entry e;

	if (is_issuers(s->references->seals, site))
		return 0;
	for (uint32_t r = index ? lic_index_find(index, lic_index_hash(index, site), site) : 0; r;
	     r = lic_index_next(index, r)) {
		int err = lic_index_entry(index, r, &e);
		if (err < 0)
			return err;
		if (e.list->kind == LIC_KIND_BENIGN)
			return 0;
		registered |= e.list->kind == LIC_KIND_REGISTER &&
			      e.evidence != LIC_EVIDENCE_RECALL &&
			      lic_entry_in_force(&e, s->facts->today);
	}
	return registered || sounds_so(s->references->words, site);
}

/* The one other pharmacy's site that the page names: 1; 0 for none or several, which is
 * a list and no entry; LIC_ECORRUPT. */
static int other_of(const struct search *s, struct lic_str *site)
{
	size_t count = 0;

	for (size_t i = 0; i < s->page->sites_count; i++) {
		int got = is_pharmacy(s, s->page->sites[i]);
		if (got < 0)
			return got;
		if (got)
			*site = s->page->sites[i];
		count += (size_t)got;
	}
	return count == 1;
}

/* ---- one seal --------------------------------------------------------------- */

/* A page that only repeats what the link said of itself would confirm anybody; so would an
 * authority's list of illegal sellers, which is no entry, nor what it leads on to. */
static bool is_believed(const struct search *s, const struct lic_seal_shown *shown)
{
	const struct lic_str site = s->facts->subject->site;

	return s->page->of_entry && shown->of_entry && !lic_str_casefind(shown->url, site) &&
	       !lic_str_casefind(s->page->at, site);
}

static int judge(const struct search *s, struct lic_seal_shown *shown, struct lic_arena *arena)
{
	struct lic_str other = {NULL, 0};

	/* Over http anybody on the way may have written it. */
	if (!s->page->secure)
		return LIC_OK;
	if (s->page->status != 200) {
		shown->page = LIC_SEAL_PAGE_GONE;
		return LIC_OK;
	}
	if (!is_believed(s, shown))
		return LIC_OK;
	if (s->page->names_site) {
		shown->page = LIC_SEAL_PAGE_NAMES;
		if (shown->entry != LIC_SEAL_ENTRY_OWN) {
			shown->entry = LIC_SEAL_ENTRY_OWN;
			shown->named = s->facts->subject->site;
			shown->source = lic_str(NULL, 0);
		}
		return LIC_OK;
	}
	/* What was cut off may name it. */
	if (s->page->cut)
		return LIC_OK;
	shown->page = LIC_SEAL_PAGE_SILENT;
	int got = other_of(s, &other);
	if (got <= 0)
		return got;
	shown->page = LIC_SEAL_PAGE_OTHER;
	/* What a copy says of it stays, as the surer word. */
	if (shown->source.len)
		return LIC_OK;
	shown->entry = lic_owner_of(s->facts, other, lic_str(NULL, 0));
	shown->named = lic_arena_copy(arena, other);
	return shown->named.ptr ? LIC_OK : LIC_ENOMEM;
}

int lic_register_entry(struct lic_seal_shown *seals, size_t count, struct lic_facts *facts,
		       const struct lic_references *references, struct lic_arena *arena)
{
	struct search s = {facts, references, facts->register_page};
	size_t links = 0, seen = 0;

	for (size_t i = 0; i < count; i++) {
		if (seals[i].link != LIC_SEAL_LINK_ISSUER || seals[i].kind == LIC_SEAL_PRIVATE)
			continue;
		links++;
		if (!lic_str_eq(seals[i].url, s.page->url))
			continue;
		seen++;
		int err = judge(&s, &seals[i], arena);
		if (err < 0)
			return err;
	}
	if (links && !seen) {
		facts->register_page = NULL;
		facts->known[LIC_SLOT_REGISTER] = false;
		facts->why[LIC_SLOT_REGISTER] = "another link of the site was followed";
	}
	return LIC_OK;
}
