/*
 * The compiled word lists, kept in a file from one run to the next. Of the lexicon;
 * nobody else needs it.
 */
#ifndef LIC_LEXICON_CACHE_H
#define LIC_LEXICON_CACHE_H

#include "pattern.h"

#define LIC_LEXICON_KEY_SIZE 32

/* What the compiled form depends on: the patterns, the library, the processor. */
void lic_lexicon_cache_key(unsigned char out[LIC_LEXICON_KEY_SIZE], struct lic_str name,
			   struct lic_str substances, struct lic_str phrases);

/* Fails for a file that is not there, is damaged or has another key. */
LIC_CHECKED int lic_lexicon_cache_load(struct lic_pattern_set **out, const char *path,
				       const unsigned char key[LIC_LEXICON_KEY_SIZE]);

/* Write it anew. Other processes see the old file or the whole new one. */
LIC_CHECKED int lic_lexicon_cache_save(const struct lic_pattern_set *set, const char *path,
				       const unsigned char key[LIC_LEXICON_KEY_SIZE]);

#endif
