#include "words.h"

int lic_words_add(struct lic_lexicon *lexicon, struct lic_arena *arena, const struct lic_page **in)
{
	struct lic_terms shown, hidden;

	if (lic_lexicon_prepare(lexicon, NULL) < 0)
		return LIC_OK;
	struct lic_page *page = lic_arena_alloc(arena, sizeof(*page));
	if (!page || lic_lexicon_scan(lexicon, (*in)->text, false, arena, &shown) < 0 ||
	    lic_lexicon_scan(lexicon, (*in)->hidden, true, arena, &hidden) < 0)
		return LIC_ENOMEM;
	*page = **in;
	const size_t count = shown.count + hidden.count;
	struct lic_page_term *all = lic_arena_alloc(arena, (count + 1) * sizeof(*all));
	if (!all)
		return LIC_ENOMEM;
	memcpy(all, shown.term, shown.count * sizeof(*all));
	memcpy(all + shown.count, hidden.term, hidden.count * sizeof(*all));
	page->terms = all;
	page->terms_count = count < LIC_PAGE_TERMS_MAX ? count : LIC_PAGE_TERMS_MAX;
	page->cut |= shown.cut || hidden.cut || count > LIC_PAGE_TERMS_MAX;
	*in = page;
	return LIC_OK;
}

int lic_words_probe(struct lic_lexicon *lexicon, struct lic_arena *arena, struct lic_facts *facts)
{
	return facts->known[LIC_SLOT_PAGE] ? lic_words_add(lexicon, arena, &facts->page) : LIC_OK;
}
