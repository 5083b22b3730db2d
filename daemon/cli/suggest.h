/*
 * The word that somebody probably meant. Depends on base only.
 */
#ifndef LIC_SUGGEST_H
#define LIC_SUGGEST_H

#include "str.h"

/* The best candidate so far. Begin with {word}; the answer is in best, NULL if
 * nothing is near enough. */
struct lic_suggest {
	const char *word;
	const char *best;
	size_t distance;
};

/* Consider one more word that exists; borrowed. */
void lic_suggest_try(struct lic_suggest *suggest, const char *known);

#endif
