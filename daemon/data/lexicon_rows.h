/*
 * The rows of the word lists, and the patterns by which they are found. Immutable
 * after parsing. Of the lexicon; nobody else needs it.
 */
#ifndef LIC_LEXICON_ROWS_H
#define LIC_LEXICON_ROWS_H

#include "arena.h"
#include "diag.h"
#include "facts_page.h"
#include "phrase.h"

/* One name, or one phrase. */
struct lic_lexicon_row {
	enum lic_term_class class;
	struct lic_str id, language;
	int strength;
	bool ambiguous;
	unsigned more; /* of a name: letters that may follow in the same word */
	unsigned cut;  /* of them, those of the name itself that were left off */
	uint32_t line; /* of its file */
	struct lic_phrase phrase;
};

struct lic_lexicon_cas {
	struct lic_str number;
	struct lic_lexicon_row row;
};

/* What to look for: a name, or what a phrase begins with, its dashes as spaces. */
struct lic_lexicon_head {
	struct lic_phrase_head head; /* of a name only the text */
	uint32_t row;
};

struct lic_lexicon_rows {
	struct lic_lexicon_row *row;
	size_t count, cap;
	struct lic_lexicon_head *head; /* by text */
	size_t heads, heads_cap;
	struct lic_str *literal; /* the texts of the heads, each once */
	uint32_t *first;         /* of each literal the first head; of all together, the last + 1 */
	size_t literals;
	struct lic_lexicon_cas *cas; /* by number */
	size_t cas_count, cas_cap;
	struct lic_arena arena; /* owns the texts */
};

/* Both files, strictly: every line must make sense. */
LIC_CHECKED int lic_lexicon_rows_parse(struct lic_lexicon_rows *out, struct lic_str substances,
				       struct lic_str phrases, struct lic_diag *diag);
void lic_lexicon_rows_release(struct lic_lexicon_rows *rows);

/* NULL: none of ours. */
const struct lic_lexicon_row *lic_lexicon_rows_cas(const struct lic_lexicon_rows *rows,
						   struct lic_str number);

bool lic_cas_ok(struct lic_str s);

#endif
