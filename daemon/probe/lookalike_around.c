/* The whole name of a target with something around it. */
#include "lookalike_search.h"

/* Prices, in what a target is worth: 2 for a letter of its own, 1 for one of a word of the
 * trade. docs/decisions/0008-look-alikes.md says how they were found. */
#define PRICE_COMBO 9
#define PRICE_COMBO_FIRM 12
#define PRICE_COMBO_PLAIN 13 /* with words that stand beside any name */
#define PRICE_COMBO_PLAIN_ABROAD 20
#define PRICE_COMBO_ANY 18 /* with whatever */
#define PRICE_COMBO_WORDS 18
#define PRICE_ENDING 8 /* with its own suffix beside it */

static bool names_medicine(const struct lic_lookalike_search *s, struct lic_str part)
{
	struct lic_word_found found[LIC_LABEL_MAX];
	size_t n = lic_words_find(s->words, part, found);

	for (size_t i = 0; i < n; i++)
		if (found[i].word->kind == LIC_WORD_MEDICINE)
			return true;
	return false;
}

/* Is that the suffix, in a label: "cz", "-cz", "co-uk", "couk", or "co" before ".uk"? */
static bool spells_suffix(const struct lic_lookalike_search *s, struct lic_str part,
			  struct lic_str suffix)
{
	size_t i = 0, k = 0;

	while (i < part.len && k < suffix.len) {
		if (part.ptr[i] == '-')
			i++;
		else if (suffix.ptr[k] == '.')
			k++;
		else if (part.ptr[i++] != suffix.ptr[k++])
			return false;
	}
	while (i < part.len && part.ptr[i] == '-')
		i++;
	if (i < part.len || !part.len)
		return false;
	return k == suffix.len ||
	       (suffix.ptr[k] == '.' &&
		lic_str_eq(s->suffix, lic_str(suffix.ptr + k + 1, suffix.len - k - 1)));
}

struct combo {
	struct lic_str before, after;
	bool apart; /* by hyphens or the label's ends */
};

/* "pilulkacz.com", "pilulka-cz.com", "cz-pilulka.com", "wwwpilulka.cz", and
 * "shop-pilulka.cz" of shop.pilulka.cz. */
static bool consider_address(struct lic_lookalike_search *s, const struct lic_target *t,
			     const struct combo *c)
{
	struct lic_str first = c->before;

	if (lic_str_ends(first, LIC_STR("-")))
		first.len--;
	if (lic_str_eq(first, t->front.len ? t->front : LIC_STR("www")) && !c->after.len &&
	    lic_lookalike_is_here(s, t)) {
		lic_lookalike_consider(s, t, LIC_IMITATION_COMBO, LIC_LIKENESS_NEAR);
		return true;
	}
	bool behind = spells_suffix(s, c->after, t->suffix) &&
		      lic_words_left(s->words, c->before, LIC_WORDS_AROUND) == 0;
	bool in_front = c->apart && spells_suffix(s, c->before, t->suffix) &&
			lic_words_left(s->words, c->after, LIC_WORDS_AROUND) == 0;
	if ((!behind && !in_front) || t->worth < PRICE_ENDING || !lic_lookalike_fits_front(s, t))
		return false;
	lic_lookalike_consider(s, t, LIC_IMITATION_COMBO,
			       t->own < LIC_LOOKALIKE_OWN_LEAST ? LIC_LIKENESS_FAINT
								: LIC_LIKENESS_NEAR);
	return true;
}

static bool are_words(const struct lic_lookalike_search *s, const struct combo *c,
		      enum lic_words_of sort)
{
	return lic_words_left(s->words, c->before, sort) +
		       lic_words_left(s->words, c->after, sort) ==
	       0;
}

/* Does what stands around the target's label make a name of its own? The longer the label
 * is, the less does it matter; under its own suffix less than under another. */
static bool is_dressed(const struct lic_lookalike_search *s, const struct lic_target *t,
		       const struct combo *c)
{
	const bool here = lic_lookalike_is_here(s, t);

	if (here && t->own >= LIC_LOOKALIKE_OWN_NEAR && t->worth >= PRICE_COMBO_ANY)
		return true;
	if (t->worth >= (here ? PRICE_COMBO_PLAIN : PRICE_COMBO_PLAIN_ABROAD))
		return are_words(s, c, LIC_WORDS_ALL);
	return are_words(s, c, LIC_WORDS_AROUND);
}

/* The target's label within this one, with nothing but words around it. */
static void consider_combo(struct lic_lookalike_search *s, const struct lic_target *t,
			   const struct combo *c)
{
	unsigned price = t->own < LIC_LOOKALIKE_OWN_LEAST ? PRICE_COMBO_WORDS
			 : t->kind == LIC_TARGET_PHARMACY ? PRICE_COMBO
							  : PRICE_COMBO_FIRM;

	if (consider_address(s, t, c) || t->worth < price || !lic_lookalike_fits_front(s, t) ||
	    !is_dressed(s, t, c))
		return;
	lic_lookalike_consider(s, t, LIC_IMITATION_COMBO,
			       names_medicine(s, c->before) || names_medicine(s, c->after)
				       ? LIC_LIKENESS_NEAR
				       : LIC_LIKENESS_FAINT);
}

static bool ends_at(const struct lic_lookalike_search *s, size_t at)
{
	return at == 0 || at == s->label.len || s->label.ptr[at - 1] == '-' ||
	       s->label.ptr[at] == '-';
}

/* All the targets whose label stands from `from` to `to`. */
static void consider_within(struct lic_lookalike_search *s, const struct lic_target *t, size_t from,
			    size_t to)
{
	const struct combo c = {
		.before = {s->label.ptr, from},
		.after = {s->label.ptr + to, s->label.len - to},
		.apart = ends_at(s, from) && ends_at(s, to),
	};

	if (c.before.len + c.after.len == 0)
		return;
	for (; t; t = lic_targets_twin(s->targets, t))
		consider_combo(s, t, &c);
}

void lic_lookalike_around(struct lic_lookalike_search *s)
{
	const struct lic_trie *trie = &s->targets->labels;

	for (size_t i = 0; i < s->label.len; i++) {
		uint32_t at = 0;
		for (size_t k = i; k < s->label.len; k++) {
			at = lic_trie_step(trie, at, s->label.ptr[k]);
			if (!at)
				break;
			uint32_t value = trie->node[at].value;
			if (value)
				consider_within(s, &s->targets->row[value - 1], i, k + 1);
		}
	}
}
