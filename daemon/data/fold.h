/*
 * A text reduced to what matters for finding words in it: lower case, Latin and Greek
 * letters without accents, one kind of space, dash and apostrophe, nothing invisible.
 * Styled letters (full width, mathematical) become plain ones. The way back to the
 * bytes of the original is kept.
 */
#ifndef LIC_FOLD_H
#define LIC_FOLD_H

#include "arena.h"
#include "err.h"

struct lic_fold_mark;

struct lic_fold {
	struct lic_str text;   /* with a space in front and one behind */
	struct lic_str origin; /* borrowed */
	const struct lic_fold_mark *marks;
};

/* Fold UTF-8 of less than 4 GiB; what is not UTF-8 becomes a space. In the arena. */
LIC_CHECKED int lic_fold_make(struct lic_fold *out, struct lic_str text, struct lic_arena *arena);

/* Where the character begins that the folded byte `at` comes from; where it ends. */
size_t lic_fold_begin(const struct lic_fold *fold, size_t at);
size_t lic_fold_end(const struct lic_fold *fold, size_t at);

/* A copy of a folded text in which dashes are spaces too. No memory: a NULL view. */
struct lic_str lic_fold_joints(struct lic_str folded, struct lic_arena *arena);

/* Is it a byte of a word: a letter or digit, in any script? */
static inline bool lic_fold_is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static inline bool lic_fold_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

#endif
