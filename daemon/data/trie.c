#include "trie.h"

struct range {
	uint32_t from, to; /* words that share their first `depth` letters */
};

struct builder {
	struct lic_trie *trie;
	const struct lic_str *words;
	struct range *range; /* of each node */
	uint32_t cap;
};

static bool usable(const struct lic_str *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!words[i].len || (i && lic_str_cmp(words[i - 1], words[i]) >= 0))
			return false;
		for (size_t k = 0; k < words[i].len; k++)
			if (lic_trie_letter(words[i].ptr[k]) == LIC_TRIE_NONE)
				return false;
	}
	return count < UINT32_MAX / 2;
}

static int grow(struct builder *b)
{
	uint32_t cap = b->cap ? 2 * b->cap : 1024;
	struct lic_trie_node *node = realloc(b->trie->node, cap * sizeof(*node));

	if (!node)
		return LIC_ENOMEM;
	b->trie->node = node;
	struct range *range = realloc(b->range, cap * sizeof(*range));
	if (!range)
		return LIC_ENOMEM;
	b->range = range;
	b->cap = cap;
	return LIC_OK;
}

static int add_node(struct builder *b, uint32_t from, uint32_t to)
{
	if (b->trie->count == b->cap && grow(b) < 0)
		return LIC_ENOMEM;
	b->range[b->trie->count] = (struct range){from, to};
	b->trie->node[b->trie->count++] = (struct lic_trie_node){0, 0, 0};
	return LIC_OK;
}

/* Letters stand in the order of bytes in the words, but not in the mask: digits and
 * the hyphen come first in the words. Children are added in the order of the mask. */
static int add_children(struct builder *b, uint32_t at, uint32_t depth)
{
	struct range r = b->range[at], of[LIC_TRIE_NONE];
	uint64_t mask = 0;

	if (b->words[r.from].len == depth)
		b->trie->node[at].value = ++r.from;
	for (uint32_t i = r.from; i < r.to; i++) {
		unsigned letter = lic_trie_letter(b->words[i].ptr[depth]);
		if (!(mask >> letter & 1))
			of[letter].from = i;
		of[letter].to = i + 1;
		mask |= 1ull << letter;
	}
	b->trie->node[at].mask = mask;
	b->trie->node[at].child = b->trie->count;
	for (unsigned letter = 0; letter < LIC_TRIE_NONE; letter++)
		if ((mask >> letter & 1) && add_node(b, of[letter].from, of[letter].to) < 0)
			return LIC_ENOMEM;
	return LIC_OK;
}

int lic_trie_build(struct lic_trie *out, const struct lic_str *words, size_t count)
{
	struct lic_trie trie = {NULL, 0};
	struct builder b = {.trie = &trie, .words = words};
	uint32_t level_end, at = 0, depth = 0;
	int err;

	if (!usable(words, count))
		return LIC_EINVAL;
	err = add_node(&b, 0, (uint32_t)count);
	/* Level by level: all nodes of one depth lie together. */
	for (level_end = trie.count; !err && count && at < trie.count; depth++) {
		for (; !err && at < level_end; at++)
			err = add_children(&b, at, depth);
		level_end = trie.count;
	}
	free(b.range);
	if (err < 0)
		lic_trie_release(&trie);
	else
		*out = trie;
	return err;
}

void lic_trie_release(struct lic_trie *trie)
{
	free(trie->node);
	*trie = (struct lic_trie){NULL, 0};
}
