/*
 * The word lists of a listset: substances and medicines by all their names
 * (lists/substances.csv) and telling phrases in many languages (lists/phrases.csv),
 * found in a text in one pass. docs/LISTS.md describes both files.
 *
 * Neither case, accents, kinds of space, dash and apostrophe nor invisible characters
 * matter; a term begins and ends where a word does. CAS numbers count when their check
 * digit is right.
 *
 * Making one is cheap: the files are read and compiled when the first text is scanned,
 * once, however many threads ask. All functions are thread-safe.
 */
#ifndef LIC_LEXICON_H
#define LIC_LEXICON_H

#include "arena.h"
#include "diag.h"
#include "facts_page.h"

struct lic_lexicon;

/* Both texts are borrowed and must outlive the lexicon. One whose ptr is NULL is not
 * there: it has no rows. */
LIC_CHECKED int lic_lexicon_new(struct lic_lexicon **out, struct lic_str substances,
				struct lic_str phrases);
/* NULL is fine. */
void lic_lexicon_free(struct lic_lexicon *lexicon);

/* Keep the compiled form in this file, to begin faster the next time; name tells one
 * listset from another. A file that does not fit or is damaged is made anew. To be
 * called before the first scan. */
LIC_CHECKED int lic_lexicon_cache(struct lic_lexicon *lexicon, const char *path,
				  struct lic_str name);

/* Read and compile now, instead of at the first scan. */
LIC_CHECKED int lic_lexicon_prepare(struct lic_lexicon *lexicon, struct lic_diag *diag);

/* Can these files be used? Of each, where there is one, every line must make sense:
 * "substances.csv: line 7: …". */
LIC_CHECKED int lic_lexicon_check(struct lic_str substances, struct lic_str phrases,
				  struct lic_diag *diag);

struct lic_terms {
	const struct lic_page_term *term; /* by `at`; in the arena */
	size_t count;
	bool cut; /* there were more than LIC_PAGE_TERMS_MAX */
};

/* The terms of a text, hidden or not. Where one lies within another of its sort (names,
 * phrases), only the longer one is told. The terms' texts are the lexicon's. The text is
 * UTF-8 of less than 4 GiB. */
LIC_CHECKED int lic_lexicon_scan(struct lic_lexicon *lexicon, struct lic_str text, bool hidden,
				 struct lic_arena *arena, struct lic_terms *out);

#endif
