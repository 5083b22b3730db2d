#include "name_words.h"

/* A strong word, or weaker ones that together say as much. */
#define OPENS 3

static bool said_before(const struct lic_name_word *words, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (lic_str_eq(words[k].word, words[i].word))
			return true;
	return false;
}

/* Known as no seller, be it unconfirmed: its name is no sign of an offer. */
static bool is_benign(const struct lic_facts *facts)
{
	for (size_t i = 0; i < facts->matches; i++)
		if (facts->match[i].list->kind == LIC_KIND_BENIGN &&
		    lic_entry_in_force(&facts->match[i], facts->today))
			return true;
	return false;
}

enum lic_name_offer lic_words_offer(const struct lic_name_word *words, size_t count)
{
	int sum[LIC_WORD_KINDS] = {0};

	for (size_t i = 0; i < count; i++)
		if (!said_before(words, i))
			sum[words[i].kind] += words[i].strength;
	int goods = sum[LIC_WORD_MEDICINE] + sum[LIC_WORD_PHARMACY];
	if (!goods || goods + sum[LIC_WORD_SALES] - sum[LIC_WORD_INFO] < OPENS)
		return LIC_OFFERS_NOTHING;
	return sum[LIC_WORD_MEDICINE] ? LIC_OFFERS_MEDICINE : LIC_OFFERS_PHARMACY;
}

enum lic_name_offer lic_name_offer(const struct lic_facts *facts)
{
	if (!facts->known[LIC_SLOT_NAME] || is_benign(facts))
		return LIC_OFFERS_NOTHING;
	return lic_words_offer(facts->name->words, facts->name->words_count);
}

void lic_name_finding(struct lic_finding *out, enum lic_direction direction,
		      enum lic_verdict_class argues_for)
{
	out->direction = direction;
	out->decisive = false;
	out->argues_for = argues_for;
	out->if_sells = false;
	out->entry = NULL;
	out->evidence_count = 0;
	out->source = (struct lic_source){.stale = false};
}

struct lic_str lic_words_list(const struct lic_name_word *words, size_t count,
			      struct lic_arena *arena, enum lic_word_kind kind)
{
	struct lic_str parts[2 * 8];
	size_t n = 0;

	for (size_t i = 0; i < count && n + 2 <= LIC_ARRAY_SIZE(parts); i++) {
		const struct lic_name_word *w = &words[i];
		if ((kind != LIC_WORD_KINDS && w->kind != kind) || said_before(words, i))
			continue;
		if (n)
			parts[n++] = LIC_STR(", ");
		parts[n++] = w->shown;
	}
	return n ? lic_arena_join(arena, parts, n) : lic_str(NULL, 0);
}

struct lic_str lic_name_list_words(const struct lic_name_facts *name, struct lic_arena *arena,
				   enum lic_word_kind kind)
{
	return lic_words_list(name->words, name->words_count, arena, kind);
}
