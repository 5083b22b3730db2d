#include "name_words.h"

/* A strong word, or weaker ones that together say as much. */
#define OPENS 3

static bool said_before(const struct lic_name_facts *name, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (lic_str_eq(name->words[k].word, name->words[i].word))
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

enum lic_name_offer lic_name_offer(const struct lic_facts *facts)
{
	const struct lic_name_facts *name = facts->name;
	int sum[LIC_WORD_KINDS] = {0};

	if (!facts->known[LIC_SLOT_NAME] || is_benign(facts))
		return LIC_OFFERS_NOTHING;
	for (size_t i = 0; i < name->words_count; i++)
		if (!said_before(name, i))
			sum[name->words[i].kind] += name->words[i].strength;
	int goods = sum[LIC_WORD_MEDICINE] + sum[LIC_WORD_PHARMACY];
	if (!goods || goods + sum[LIC_WORD_SALES] - sum[LIC_WORD_INFO] < OPENS)
		return LIC_OFFERS_NOTHING;
	return sum[LIC_WORD_MEDICINE] ? LIC_OFFERS_MEDICINE : LIC_OFFERS_PHARMACY;
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

struct lic_str lic_name_list_words(const struct lic_name_facts *name, struct lic_arena *arena,
				   enum lic_word_kind kind)
{
	struct lic_str parts[2 * 8];
	size_t n = 0;

	for (size_t i = 0; i < name->words_count && n + 2 <= LIC_ARRAY_SIZE(parts); i++) {
		const struct lic_name_word *w = &name->words[i];
		if ((kind != LIC_WORD_KINDS && w->kind != kind) || said_before(name, i))
			continue;
		if (n)
			parts[n++] = LIC_STR(", ");
		parts[n++] = w->shown;
	}
	return n ? lic_arena_join(arena, parts, n) : lic_str(NULL, 0);
}
