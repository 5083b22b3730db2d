/*
 * A trie of short words over the letters of host names (a–z, 0–9, '-'): which words
 * begin at a place of a label. A node is 16 bytes and its children lie side by side, so
 * that a whole word list stays in the cache. Immutable after _build; thread-safe.
 */
#ifndef LIC_TRIE_H
#define LIC_TRIE_H

#include "err.h"
#include "str.h"

struct lic_trie_node {
	uint64_t mask;  /* of the letters that go on from here */
	uint32_t child; /* the first of them */
	uint32_t value; /* number of the word that ends here, plus 1; 0: none */
};

struct lic_trie {
	struct lic_trie_node *node;
	uint32_t count;
};

#define LIC_TRIE_NONE 64u

/* The letter's number, or LIC_TRIE_NONE. */
static inline unsigned lic_trie_letter(char c)
{
	if (c >= 'a' && c <= 'z')
		return (unsigned)(c - 'a');
	if (lic_is_digit(c))
		return 26u + (unsigned)(c - '0');
	return c == '-' ? 36 : LIC_TRIE_NONE;
}

/* Words in ascending order of bytes, each once, of letters alone: 0, LIC_EINVAL or
 * LIC_ENOMEM. The words are not kept. */
LIC_CHECKED int lic_trie_build(struct lic_trie *out, const struct lic_str *words, size_t count);
void lic_trie_release(struct lic_trie *trie);

/* Bits that are set. The compiler's own is a call on processors of the baseline. */
static inline uint32_t lic_trie_bits(uint64_t set)
{
	set -= set >> 1 & 0x5555555555555555ull;
	set = (set & 0x3333333333333333ull) + (set >> 2 & 0x3333333333333333ull);
	set = (set + (set >> 4)) & 0x0f0f0f0f0f0f0f0full;
	return (uint32_t)(set * 0x0101010101010101ull >> 56);
}

/* The node that a letter leads to; 0, which is the root, where it leads nowhere. */
static inline uint32_t lic_trie_step(const struct lic_trie *trie, uint32_t at, char c)
{
	const struct lic_trie_node *node = &trie->node[at];
	unsigned letter = lic_trie_letter(c);

	if (letter == LIC_TRIE_NONE || !(node->mask >> letter & 1))
		return 0;
	uint64_t before = node->mask & ((1ull << letter) - 1);
	return node->child + lic_trie_bits(before);
}

#endif
