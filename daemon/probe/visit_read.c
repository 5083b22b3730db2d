#include "visit_read.h"

#include "page.h"
#include "page_probe.h"
#include "words.h"

enum kind {
	MEDICINES,
	REMEDIES,
	PHRASES,
	KINDS,
};

struct ids {
	struct lic_str id[LIC_VISIT_TERMS_MAX];
	size_t count;
};

static enum kind kind_of(const struct lic_page_term *term)
{
	if (lic_term_needs_prescription(term->class))
		return MEDICINES;
	return term->class == LIC_TERM_PHRASE ? PHRASES : REMEDIES;
}

static void add(struct ids *ids, struct lic_str id)
{
	for (size_t i = 0; i < ids->count; i++)
		if (lic_str_eq(ids->id[i], id))
			return;
	if (ids->count < LIC_VISIT_TERMS_MAX)
		ids->id[ids->count++] = id;
}

static int keep(const struct ids *ids, struct lic_arena *arena, const struct lic_str **out,
		size_t *count)
{
	struct lic_str *all = lic_arena_alloc(arena, ids->count * sizeof(*all));

	if (!all)
		return LIC_ENOMEM;
	if (ids->count)
		memcpy(all, ids->id, ids->count * sizeof(*all));
	*out = all;
	*count = ids->count;
	return LIC_OK;
}

/* An ambiguous word says nothing by itself. */
static int note_page(struct lic_visit *visit, const struct lic_page *page, struct lic_arena *arena)
{
	struct ids ids[KINDS];

	for (size_t k = 0; k < KINDS; k++)
		ids[k].count = 0;
	for (size_t i = 0; i < page->terms_count; i++)
		if (!page->terms[i].ambiguous)
			add(&ids[kind_of(&page->terms[i])], page->terms[i].id);
	visit->read = true;
	visit->is_article = page->is_article;
	visit->length = page->text.len;
	int err = keep(&ids[MEDICINES], arena, &visit->medicines, &visit->medicines_count);
	if (!err)
		err = keep(&ids[REMEDIES], arena, &visit->remedies, &visit->remedies_count);
	if (!err)
		err = keep(&ids[PHRASES], arena, &visit->phrases, &visit->phrases_count);
	return err;
}

static int read_page(struct lic_visit *visit, const struct lic_fetched *fetched,
		     const struct lic_visit_reading *how, struct lic_arena *arena)
{
	const struct lic_page_input input = lic_page_fetched(fetched);
	const struct lic_page *page;
	int err = lic_page_read(&page, &input, input.url, how->psl, NULL, arena, NULL);

	if (!err)
		err = lic_words_add(how->lexicon, arena, &page);
	/* Built to be costly: not read. */
	if (err == LIC_ELIMIT)
		return LIC_OK;
	return err ? err : note_page(visit, page, arena);
}

static void copy_page(struct lic_visit *to, const struct lic_visit *from)
{
	const struct lic_visit own = *to;

	*to = *from;
	to->known = own.known;
	to->why = own.why;
	to->hops = own.hops;
	to->hops_count = own.hops_count;
}

/* Two visitors were often given the same. */
static int read_pages(struct lic_http_facts *http, const struct lic_facts *facts,
		      const struct lic_fetched *fetched, const struct lic_visit_reading *how,
		      struct lic_arena *arena)
{
	for (size_t i = 0; i < LIC_VISITORS; i++) {
		struct lic_visit *visit = &http->visit[i];
		const struct lic_fetched *page =
			i == LIC_VISITOR_HOME && how->home ? &how->home_fetched[i] : &fetched[i];
		size_t same = 0;
		int err = LIC_OK;
		if (!visit->known || !page->body.len)
			continue;
		while (same < i && fetched[same].body.ptr != page->body.ptr)
			same++;
		if (same < i)
			copy_page(visit, &http->visit[same]);
		else if (i == LIC_VISITOR_PLAIN && how->plain_is_page && facts->page)
			err = note_page(visit, facts->page, arena);
		else
			err = read_page(visit, page, how, arena);
		if (err < 0)
			return err;
	}
	return LIC_OK;
}

static int read_names(struct lic_http_facts *http, const struct lic_facts *facts,
		      const struct lic_visit_reading *how, struct lic_arena *arena)
{
	for (size_t i = 0; i < LIC_VISITORS; i++) {
		struct lic_visit *visit = &http->visit[i];
		if (!visit->known || !visit->hops_count)
			continue;
		const struct lic_hop *end = &visit->hops[visit->hops_count - 1];
		if (lic_str_eq(end->site, facts->subject->site))
			continue;
		int err = lic_name_words(how->names, end->host, end->site, arena, &visit->words,
					 &visit->words_count);
		if (err < 0)
			return err;
	}
	return LIC_OK;
}

int lic_visit_read(struct lic_facts *facts, const struct lic_fetched *fetched,
		   const struct lic_visit_reading *how, struct lic_arena *arena)
{
	struct lic_http_facts *http;

	if (!facts->known[LIC_SLOT_HTTP] || !facts->http)
		return LIC_OK;
	http = lic_arena_alloc(arena, sizeof(*http));
	if (!http)
		return LIC_ENOMEM;
	*http = *facts->http;
	if (how->home)
		http->visit[LIC_VISITOR_HOME] = how->home->visit[LIC_VISITOR_HOME];
	int err = read_pages(http, facts, fetched, how, arena);
	if (!err)
		err = read_names(http, facts, how, arena);
	facts->http = http;
	return err;
}
