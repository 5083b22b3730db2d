#include "lookalike.h"

/* Prices, in what a target is worth: 2 for a letter of its own, 1 for one of a common
 * word. */
#define PRICE_TLD 8
#define PRICE_SAME 6 /* 0 for o, 1 for l, a letter of another script */
#define PRICE_SAME_CLOSE 10
#define PRICE_SLIP_FAINT 7
#define PRICE_SLIP 9
#define PRICE_SLIP_ABROAD 18 /* under another suffix */
#define PRICE_SLIP_CLOSE 16
#define PRICE_SLIP_FIRM 16 /* of a firm or an authority, which has many honest neighbours */
#define PRICE_SHAPE 12
#define PRICE_SHAPE_CLOSE 16
#define PRICE_COMBO 12
#define PRICE_COMBO_HYPHEN 9
#define PRICE_DRESS 6 /* the whole name, suffix too */
#define PRICE_DOT 10  /* a dot put into the name */
#define PRICE_DOT_CLOSE 16
/* Letters of its own, for what would else be any two names of the trade. */
#define OWN_LEAST 3

struct search {
	const struct lic_targets *targets;
	const struct lic_words *words;
	struct lic_str host, label, suffix;
	struct lic_lookalike best;
};

static void consider(struct search *s, const struct lic_target *t, enum lic_imitation how,
		     enum lic_likeness likeness)
{
	struct lic_lookalike *best = &s->best;

	/* A big shop has its name in every country and spelling. */
	if (t->kind == LIC_TARGET_RETAILER && likeness == LIC_LIKENESS_FAINT)
		return;
	if (best->target && (best->likeness > likeness ||
			     (best->likeness == likeness && best->target->worth >= t->worth)))
		return;
	*best = (struct lic_lookalike){t, how, likeness};
}

/* A name made of words that people use is a name of its own, unless it is long. */
static bool is_words(const struct search *s)
{
	return lic_words_left(s->words, s->label, LIC_WORDS_ALL) == 0;
}

/* Are they the same but for hyphens and digits? Shops have such names side by side. */
static bool same_letters(struct lic_str a, struct lic_str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.len && !lic_is_alpha(a.ptr[i]))
			i++;
		while (k < b.len && !lic_is_alpha(b.ptr[k]))
			k++;
		if (i == a.len || k == b.len)
			return i == a.len && k == b.len;
		if (a.ptr[i++] != b.ptr[k++])
			return false;
	}
}

static void consider_slip(struct search *s, const struct lic_target *t, struct lic_str fine)
{
	bool here = lic_str_eq(s->suffix, t->suffix);
	unsigned price = !here                            ? PRICE_SLIP_ABROAD
			 : t->kind != LIC_TARGET_PHARMACY ? PRICE_SLIP_FIRM
			 : t->own < OWN_LEAST             ? PRICE_SLIP_FAINT
							  : PRICE_SLIP;
	enum lic_likeness likeness = LIC_LIKENESS_NEAR;

	if (t->worth < price || (t->worth < PRICE_SLIP_CLOSE && is_words(s)))
		return;
	if (!here || t->own < OWN_LEAST || same_letters(fine, t->fine))
		likeness = LIC_LIKENESS_FAINT;
	else if (t->worth >= PRICE_SLIP_CLOSE)
		likeness = LIC_LIKENESS_CLOSE;
	consider(s, t, LIC_IMITATION_TYPO, likeness);
}

static void consider_near(struct search *s, const struct lic_target *t, struct lic_str fine,
			  bool foreign)
{
	bool here = lic_str_eq(s->suffix, t->suffix);

	if (!lic_str_eq(fine, t->fine)) {
		consider_slip(s, t, fine);
	} else if (!foreign && lic_str_eq(s->label, t->label)) {
		if (t->worth >= PRICE_TLD && t->own >= OWN_LEAST && !here)
			consider(s, t, LIC_IMITATION_TLD, LIC_LIKENESS_FAINT);
	} else if (t->worth >= (here ? PRICE_SAME : PRICE_SLIP)) {
		consider(s, t, LIC_IMITATION_HOMOGLYPH,
			 t->worth >= PRICE_SAME_CLOSE ? LIC_LIKENESS_CLOSE : LIC_LIKENESS_NEAR);
	}
}

static void find_near(struct search *s, struct lic_str fine, bool foreign)
{
	const struct lic_target *found[LIC_TARGETS_FOUND_MAX];
	size_t n = lic_targets_near(s->targets, fine, found);

	for (size_t i = 0; i < n; i++)
		consider_near(s, found[i], fine, foreign);
	if (n)
		return;
	n = lic_targets_alike(s->targets, fine, found);
	for (size_t i = 0; i < n; i++)
		if (found[i]->worth >= PRICE_SHAPE && lic_str_eq(s->suffix, found[i]->suffix))
			consider(s, found[i], LIC_IMITATION_HOMOGLYPH,
				 found[i]->worth >= PRICE_SHAPE_CLOSE ? LIC_LIKENESS_CLOSE
								      : LIC_LIKENESS_NEAR);
}

static bool ends_at(const struct search *s, size_t at)
{
	return at == 0 || at == s->label.len || s->label.ptr[at - 1] == '-' ||
	       s->label.ptr[at] == '-';
}

static bool names_medicine(const struct search *s, struct lic_str part)
{
	struct lic_word_found found[LIC_LABEL_MAX];
	size_t n = lic_words_find(s->words, part, found);

	for (size_t i = 0; i < n; i++)
		if (found[i].word->kind == LIC_WORD_MEDICINE)
			return true;
	return false;
}

/* The target's label from `from` to `to`, and nothing but words around it. */
static void consider_combo(struct search *s, const struct lic_target *t, size_t from, size_t to)
{
	struct lic_str before = {s->label.ptr, from};
	struct lic_str after = {s->label.ptr + to, s->label.len - to};

	bool apart = ends_at(s, from) && ends_at(s, to);

	if (before.len + after.len == 0 || t->own < OWN_LEAST ||
	    t->worth < (apart ? PRICE_COMBO_HYPHEN : PRICE_COMBO))
		return;
	if (lic_words_left(s->words, before, LIC_WORDS_ALL) +
		    lic_words_left(s->words, after, LIC_WORDS_ALL) ==
	    0)
		consider(s, t, LIC_IMITATION_COMBO,
			 names_medicine(s, before) || names_medicine(s, after)
				 ? LIC_LIKENESS_NEAR
				 : LIC_LIKENESS_FAINT);
}

static void find_combos(struct search *s)
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
				consider_combo(s, &s->targets->row[value - 1], i, k + 1);
		}
	}
}

/* "pilulka.cz.shop.example", "pilulka.cz-shop.example": the whole name in front. */
static void find_dress(struct search *s, struct lic_str label, struct lic_str from_here)
{
	const struct lic_target *t = lic_targets_labelled(s->targets, label);

	for (; t; t = lic_targets_twin(s->targets, t))
		if (t->worth >= PRICE_DRESS && from_here.len > t->name.len &&
		    lic_str_starts(from_here, t->name) &&
		    (from_here.ptr[t->name.len] == '.' || from_here.ptr[t->name.len] == '-'))
			consider(s, t, LIC_IMITATION_SUBDOMAIN, LIC_LIKENESS_CLOSE);
}

/* "pilu.lka.cz": a dot put into the name. */
static void find_dot(struct search *s, struct lic_str front)
{
	char joined[LIC_LABEL_MAX];
	size_t n = 0;

	if (front.len + s->label.len > sizeof(joined))
		return;
	for (size_t i = 0; i < front.len; i++)
		if (front.ptr[i] != '.')
			joined[n++] = front.ptr[i];
	memcpy(joined + n, s->label.ptr, s->label.len);
	n += s->label.len;
	const struct lic_target *t = lic_targets_labelled(s->targets, lic_str(joined, n));
	for (; t; t = lic_targets_twin(s->targets, t))
		if (t->worth >= PRICE_DOT && lic_str_eq(t->suffix, s->suffix))
			consider(s, t, LIC_IMITATION_SUBDOMAIN,
				 t->worth >= PRICE_DOT_CLOSE ? LIC_LIKENESS_CLOSE
							     : LIC_LIKENESS_NEAR);
}

/* front: the labels before the site. */
static void find_in_front(struct search *s, struct lic_str front)
{
	struct lic_str rest = front, label;

	if (lic_str_starts(front, LIC_STR("www.")))
		rest = front = lic_str(front.ptr + 4, front.len - 4);
	if (!front.len)
		return;
	while (lic_str_split(&rest, '.', &label)) {
		size_t at = (size_t)(label.ptr - s->host.ptr);
		find_dress(s, label, lic_str(label.ptr, s->host.len - at));
	}
	find_dot(s, lic_str(front.ptr, front.len));
}

struct lic_lookalike lic_lookalike_find(const struct lic_targets *targets,
					const struct lic_words *words,
					const struct lic_subject *subject, struct lic_str label,
					struct lic_str looks)
{
	struct search s = {
		.targets = targets, .words = words, .host = subject->host, .label = label};
	struct lic_str site = subject->site;
	size_t dot = lic_str_find(site, '.');
	char room[LIC_SHAPE_MAX];

	if (!targets->count || dot == site.len || site.len > subject->host.len ||
	    subject->host.len > LIC_HOST_MAX)
		return s.best;
	s.suffix = lic_str(site.ptr + dot + 1, site.len - dot - 1);
	find_near(&s, lic_looks_fine(looks, room), looks.ptr != label.ptr);
	if (!s.best.target)
		find_combos(&s);
	if (site.len < subject->host.len)
		find_in_front(&s, lic_str(subject->host.ptr, subject->host.len - site.len - 1));
	return s.best;
}
