/*
 * The words that tell of medicines in a name (lists/words.csv, docs/LISTS.md), and how a
 * label is split into them: by the cheapest cover, in which a word costs little and a
 * letter that no word explains costs much. So "specialist" is one word and holds no
 * "cialis". Immutable after _parse; thread-safe.
 */
#ifndef LIC_WORD_LIST_H
#define LIC_WORD_LIST_H

#include "arena.h"
#include "diag.h"
#include "facts_name.h"
#include "limits.h"
#include "trie.h"

/* Where in a label a word counts. */
enum lic_word_fit {
	LIC_FIT_ANY,   /* everywhere: no other word holds it */
	LIC_FIT_EDGE,  /* at an end of the label or beside a word, a digit or a hyphen; on its
			  other side may stand a name of three letters or more */
	LIC_FIT_WHOLE, /* with an end, a word, a digit or a hyphen on both sides */
};

struct lic_word {
	struct lic_str word;
	enum lic_word_kind kind;
	enum lic_word_fit fit;
	int strength;
};

struct lic_words {
	struct lic_trie trie;
	struct lic_word *row; /* sorted by word */
	size_t count;
	struct lic_arena arena; /* owns the texts */
};

/* Parse the file's text: 0, LIC_ESYNTAX ("line N: …"), LIC_ELIMIT or LIC_ENOMEM. */
LIC_CHECKED int lic_words_parse(struct lic_words *out, struct lic_str text, struct lic_diag *diag);
void lic_words_release(struct lic_words *words);

struct lic_word_found {
	const struct lic_word *word;
	struct lic_str shown; /* a view of the label */
	bool disguised;
};

/* The words that count in a label of lower-case ASCII, in their order, plain ones left
 * out: how many. Of a label longer than LIC_LABEL_MAX the beginning is looked at. */
size_t lic_words_find(const struct lic_words *words, struct lic_str label,
		      struct lic_word_found out[LIC_LABEL_MAX]);

/* Which words explain letters. */
enum lic_words_of {
	LIC_WORDS_ALL,
	LIC_WORDS_TRADE,  /* of offers, and those that alone say that medicines are sold */
	LIC_WORDS_AROUND, /* that are put around a name: all but plain ones of strength 1 */
};

/* How many letters of a label no such word explains, as it stands: disguises are not looked
 * through, digits and hyphens do not count, and words of two and three letters explain
 * only beside longer ones or by themselves. */
size_t lic_words_left(const struct lic_words *words, struct lic_str label, enum lic_words_of sort);

#endif
