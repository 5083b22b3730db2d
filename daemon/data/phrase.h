/*
 * Phrases as people write them in lists/phrases.csv, and finding out whether one
 * stands at a place of a text. Both are folded before (fold.h). In a phrase
 *
 *   a space      is one space or dash
 *   '            may be left out
 *   (a|b|)       is one of these; an empty one may be left out. They may be nested
 *   *            is more letters of the same word, at its beginning, end or within
 *   #            is a number
 *   " .. "       is up to four words of the same sentence
 *
 * and all else stands for itself. Pure.
 */
#ifndef LIC_PHRASE_H
#define LIC_PHRASE_H

#include "arena.h"
#include "diag.h"

struct lic_phrase_op;

struct lic_phrase {
	const struct lic_phrase_op *op;
	size_t count;
	bool open; /* begins with '*': the word may have begun before the place */
};

/* What a match may begin with. */
struct lic_phrase_head {
	struct lic_str text; /* never empty */
	bool numbered;       /* a number stands before it, with which the match begins */
	uint8_t taken;       /* bytes of the text that are matched then */
	uint16_t op;         /* where matching goes on */
};

/* Compile a folded phrase into the arena. */
LIC_CHECKED int lic_phrase_compile(struct lic_phrase *out, struct lic_str phrase,
				   struct lic_arena *arena, struct lic_diag *diag);

/* Tell the heads: every match begins with one of them, or with a dash where a head has a space.
 * Two may be the same. The views last for the call only. */
typedef int lic_phrase_head_fn(void *ctx, const struct lic_phrase_head *head);
LIC_CHECKED int lic_phrase_heads(const struct lic_phrase *phrase, lic_phrase_head_fn *fn,
				 void *ctx);

/* The end of the longest match that has the head at `at`, or 0. Whether words begin and end
 * there is left to the caller. The text ends in a space. */
size_t lic_phrase_match(const struct lic_phrase *phrase, const struct lic_phrase_head *head,
			struct lic_str text, size_t at);

#endif
