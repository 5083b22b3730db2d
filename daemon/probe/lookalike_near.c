/* Slips of the finger, other endings, and letters that pass for others. */
#include "lookalike_search.h"

/* Prices, in what a target is worth: 2 for a letter of its own, 1 for one of a word of the
 * trade. docs/decisions/0008-look-alikes.md says how they were found. */
#define PRICE_TLD 10
#define PRICE_TLD_WORDS 18
#define PRICE_TLD_COUNTRY 8
#define PRICE_SAME 6 /* 0 for o, 1 for l, a letter of another script */
#define PRICE_SAME_ABROAD 9
#define PRICE_SAME_CLOSE 10
#define PRICE_SLIP 7
#define PRICE_SLIP_ODD 8 /* to no word */
#define PRICE_SLIP_NEAR 12
#define PRICE_SLIP_CLOSE 16
#define PRICE_SLIP_ABROAD 24 /* under another suffix */
#define PRICE_SLIP_FIRM 16   /* of a firm or an authority, which has many honest neighbours */
#define PRICE_SLIP_WORDS 20  /* to a name of nothing but words, which is one of its own */
#define PRICE_SHAPE 7
#define PRICE_SHAPE_NEAR 12
#define PRICE_SHAPE_CLOSE 16
/* Shorter names have too many neighbours, and the more the fuller their suffix is. */
#define SLIP_LENGTH_ODD 4
#define SLIP_LENGTH 5
#define SLIP_LENGTH_CROWDED 7
#define SAME_LENGTH 4

/* ---- slips ----------------------------------------------------------- */

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

/* Of two names that are a slip apart: the digit, the hyphen or the doubled letter that the
 * first one has where they part, of which no word comes; or 0. */
static char odd_letter(struct lic_str a, struct lic_str target)
{
	size_t i = 0;

	while (i < target.len && i < a.len && a.ptr[i] == target.ptr[i])
		i++;
	if (i == a.len)
		return 0;
	if (!lic_is_alpha(a.ptr[i]))
		return a.ptr[i];
	return i && a.len > target.len && a.ptr[i] == a.ptr[i - 1] ? a.ptr[i] : 0;
}

/* Is the target long enough for a slip under its own suffix to be no chance? */
static bool is_long(const struct lic_target *t, bool odd)
{
	size_t least = t->crowded ? SLIP_LENGTH_CROWDED : SLIP_LENGTH;

	if (t->kind == LIC_TARGET_RETAILER)
		return t->label.len > SLIP_LENGTH && (odd || t->label.len >= least) &&
		       (t->own >= LIC_LOOKALIKE_OWN_LEAST || t->worth >= PRICE_SLIP_FIRM);
	if (t->kind != LIC_TARGET_PHARMACY)
		return t->worth >= PRICE_SLIP_FIRM;
	if (odd)
		return t->own >= LIC_LOOKALIKE_OWN_LEAST
			       ? t->label.len >= (t->crowded ? SLIP_LENGTH : SLIP_LENGTH_ODD)
			       : t->worth >= PRICE_SLIP_ODD;
	return t->label.len >= least && t->worth >= PRICE_SLIP &&
	       (t->own >= LIC_LOOKALIKE_OWN_LEAST || t->label.len > SLIP_LENGTH);
}

/* "wilsonpharmacy" and "wilsonspharmacy": is an s all that is more or less, with nothing but
 * words behind it? Owners with such names are often two. */
static bool is_plural(const struct lic_lookalike_search *s, struct lic_str a, struct lic_str b)
{
	struct lic_str longer = a.len > b.len ? a : b, shorter = a.len > b.len ? b : a;
	size_t i = 0;

	while (i < shorter.len && longer.ptr[i] == shorter.ptr[i])
		i++;
	return longer.len > shorter.len && longer.ptr[i] == 's' &&
	       lic_lookalike_is_words(s, lic_str(shorter.ptr + i, shorter.len - i));
}

/* Is the slip within the letters that no word explains? Else it is within a word, leaves
 * the target's own letters whole, and what comes of it is no word. */
static bool is_within_own(const struct lic_lookalike_search *s, const struct lic_target *t,
			  struct lic_str slipped)
{
	return lic_words_left(s->words, slipped, LIC_WORDS_ALL) <= t->own + 1;
}

/* "xlpharmacy" and "klpharmacy": initials beside a word of the trade are anybody's. */
static bool are_initials(const struct lic_lookalike_search *s, const struct lic_target *t,
			 struct lic_str slipped, struct lic_str right)
{
	return t->own && t->own < LIC_LOOKALIKE_OWN_LEAST && t->own < t->label.len &&
	       slipped.len == right.len && is_within_own(s, t, slipped);
}

/* How much of an imitation is a slip under the same suffix? One within the target's own
 * letters may make the name of another town or owner. */
static enum lic_likeness likeness_of_slip(const struct lic_lookalike_search *s,
					  const struct lic_target *t, struct lic_str slipped,
					  struct lic_str right)
{
	if (t->own < LIC_LOOKALIKE_OWN_LEAST || same_letters(slipped, right))
		return LIC_LIKENESS_FAINT;
	if (t->kind == LIC_TARGET_RETAILER)
		return LIC_LIKENESS_NEAR;
	bool within_own = is_within_own(s, t, slipped);
	bool all_own = t->own == t->label.len;
	bool plural = !odd_letter(slipped, right) && is_plural(s, slipped, right);
	if (t->worth < PRICE_SLIP_NEAR ||
	    (within_own && (t->own < LIC_LOOKALIKE_OWN_NEAR || plural)))
		return LIC_LIKENESS_FAINT;
	if (t->worth < PRICE_SLIP_CLOSE || (within_own && !all_own))
		return LIC_LIKENESS_NEAR;
	return LIC_LIKENESS_CLOSE;
}

static void consider_slip(struct lic_lookalike_search *s, const struct lic_target *t,
			  struct lic_str slipped, struct lic_str right)
{
	const bool here = lic_lookalike_is_here(s, t);
	const char odd = odd_letter(slipped, right);

	if (here ? !is_long(t, odd != 0) : t->worth < PRICE_SLIP_ABROAD)
		return;
	/* Digits are no part of words. */
	if (!(here && lic_is_digit(odd)) && t->worth < PRICE_SLIP_WORDS &&
	    lic_lookalike_is_words(s, s->label))
		return;
	if (!odd && are_initials(s, t, slipped, right))
		return;
	lic_lookalike_consider(s, t, LIC_IMITATION_TYPO,
			       here ? likeness_of_slip(s, t, slipped, right) : LIC_LIKENESS_FAINT);
}

/* ---- the same, and the same shape ------------------------------------ */

static bool same_country(struct lic_str a, struct lic_str b)
{
	return (a.len > b.len && lic_str_ends(a, b) && a.ptr[a.len - b.len - 1] == '.') ||
	       (b.len > a.len && lic_str_ends(b, a) && b.ptr[b.len - a.len - 1] == '.');
}

static void consider_ending(struct lic_lookalike_search *s, const struct lic_target *t)
{
	unsigned price = t->own < LIC_LOOKALIKE_OWN_LEAST ? PRICE_TLD_WORDS : PRICE_TLD;

	/* "boltpharmacy.uk" of "boltpharmacy.co.uk". */
	if (same_country(s->suffix, t->suffix))
		price = PRICE_TLD_COUNTRY;
	/* Firms and authorities have theirs in many countries, or share it with others. */
	if (t->kind == LIC_TARGET_PHARMACY && t->worth >= price && !lic_lookalike_is_here(s, t))
		lic_lookalike_consider(s, t, LIC_IMITATION_TLD, LIC_LIKENESS_FAINT);
}

static void consider_near(struct lic_lookalike_search *s, const struct lic_target *t,
			  const struct lic_looks *forms, bool foreign)
{
	const bool here = lic_lookalike_is_here(s, t);
	bool enough = t->worth >= (here ? PRICE_SAME : PRICE_SAME_ABROAD);

	if (!lic_lookalike_fits_front(s, t))
		return;
	if (!lic_str_eq(forms->fine, t->looks.fine)) {
		bool plain = lic_looks_near(forms->plain, t->looks.plain);
		if (plain && !foreign)
			consider_slip(s, t, s->label, t->label);
		else
			consider_slip(s, t, plain ? forms->plain : forms->fine,
				      plain ? t->looks.plain : t->looks.fine);
	} else if (!foreign && lic_str_eq(s->label, t->label)) {
		consider_ending(s, t);
	} else if (enough || (here && foreign && t->label.len >= SAME_LENGTH)) {
		lic_lookalike_consider(s, t, LIC_IMITATION_HOMOGLYPH,
				       t->worth >= PRICE_SAME_CLOSE ? LIC_LIKENESS_CLOSE
								    : LIC_LIKENESS_NEAR);
	}
}

static void consider_shape(struct lic_lookalike_search *s, const struct lic_target *t)
{
	if (!lic_lookalike_is_here(s, t) || !lic_lookalike_fits_front(s, t) ||
	    t->worth < PRICE_SHAPE || lic_str_eq(s->label, t->label) ||
	    (t->kind != LIC_TARGET_PHARMACY && t->worth < PRICE_SHAPE_CLOSE) ||
	    (t->worth < PRICE_SLIP_WORDS && lic_lookalike_is_words(s, s->label)))
		return;
	lic_lookalike_consider(s, t, LIC_IMITATION_HOMOGLYPH,
			       t->worth >= PRICE_SHAPE_CLOSE  ? LIC_LIKENESS_CLOSE
			       : t->worth >= PRICE_SHAPE_NEAR ? LIC_LIKENESS_NEAR
							      : LIC_LIKENESS_FAINT);
}

static bool takes_es(char c)
{
	return c == 's' || c == 'x' || c == 'z';
}

/* "chemisestdoctor": "es" where a plural has it, which is more than one letter. */
static void find_plural(struct lic_lookalike_search *s)
{
	const struct lic_str label = s->label;
	char without[LIC_LABEL_MAX];

	for (size_t i = 1; i + 1 < label.len; i++) {
		if (label.ptr[i] != 'e' || label.ptr[i + 1] != 's' || !takes_es(label.ptr[i - 1]))
			continue;
		memcpy(without, label.ptr, i);
		memcpy(without + i, label.ptr + i + 2, label.len - i - 2);
		const struct lic_target *t =
			lic_targets_labelled(s->targets, lic_str(without, label.len - 2));
		for (; t; t = lic_targets_twin(s->targets, t))
			if (lic_lookalike_is_here(s, t) && lic_lookalike_fits_front(s, t) &&
			    is_long(t, false))
				lic_lookalike_consider(s, t, LIC_IMITATION_TYPO,
						       LIC_LIKENESS_FAINT);
	}
}

void lic_lookalike_near(struct lic_lookalike_search *s, struct lic_str looks, bool foreign)
{
	char plain[LIC_SHAPE_MAX], fine[LIC_SHAPE_MAX];
	const struct lic_looks forms = lic_looks_of(looks, plain, fine);
	const struct lic_target *found[LIC_TARGETS_FOUND_MAX];
	size_t n = lic_targets_near(s->targets, &forms, found);

	for (size_t i = 0; i < n; i++)
		consider_near(s, found[i], &forms, foreign);
	if (s->best.target)
		return;
	n = lic_targets_alike(s->targets, forms.fine, found);
	for (size_t i = 0; i < n; i++)
		consider_shape(s, found[i]);
	find_plural(s);
}
