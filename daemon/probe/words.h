/*
 * The words probe: which terms of the word lists a page holds, in what is shown and in
 * what is hidden. No I/O but the compiled lists' file.
 */
#ifndef LIC_WORDS_H
#define LIC_WORDS_H

#include "arena.h"
#include "facts.h"
#include "lexicon.h"

/* The same page with its terms, in *page. */
LIC_CHECKED int lic_words_add(struct lic_lexicon *lexicon, struct lic_arena *arena,
			      const struct lic_page **page);

/* Add the terms to the page of the facts, if it is known. 0 or LIC_ENOMEM; word lists
 * that cannot be used find nothing. */
LIC_CHECKED int lic_words_probe(struct lic_lexicon *lexicon, struct lic_arena *arena,
				struct lic_facts *facts);

#endif
