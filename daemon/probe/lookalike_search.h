/*
 * One search for the target that a name imitates, shared by the parts that look for it:
 * lookalike_near.c at what the label is near to, lookalike_around.c at what stands around
 * a target's label, lookalike.c at what stands before the site.
 */
#ifndef LIC_PROBE_LOOKALIKE_SEARCH_H
#define LIC_PROBE_LOOKALIKE_SEARCH_H

#include "lookalike.h"

struct lic_lookalike_search {
	const struct lic_targets *targets;
	const struct lic_words *words;
	struct lic_str host;
	struct lic_str front; /* before the site, without a first "www" */
	struct lic_str label, suffix;
	struct lic_lookalike best;
};

/* Keep it if it says more than what was found before. */
void lic_lookalike_consider(struct lic_lookalike_search *s, const struct lic_target *t,
			    enum lic_imitation how, enum lic_likeness likeness);

/* The label's other spellings; looks is the label, or what a foreign one looks like. */
void lic_lookalike_near(struct lic_lookalike_search *s, struct lic_str looks, bool foreign);

/* Targets' labels within the label. */
void lic_lookalike_around(struct lic_lookalike_search *s);

static inline bool lic_lookalike_is_here(const struct lic_lookalike_search *s,
					 const struct lic_target *t)
{
	return lic_str_eq(s->suffix, t->suffix);
}

/* Nothing but words that people use? */
static inline bool lic_lookalike_is_words(const struct lic_lookalike_search *s, struct lic_str text)
{
	return lic_words_left(s->words, text, LIC_WORDS_ALL) == 0;
}

/* A target that is one host of a site is imitated only with the same in front. */
static inline bool lic_lookalike_fits_front(const struct lic_lookalike_search *s,
					    const struct lic_target *t)
{
	return !t->front.len || lic_str_eq(s->front, t->front);
}

/* Letters of its own that a target must have, for what would else be any two names of the
 * trade; and those that two owners or towns seldom share but for one. */
#define LIC_LOOKALIKE_OWN_LEAST 3
#define LIC_LOOKALIKE_OWN_NEAR 6

#endif
