/*
 * Merkle trees as RFC 9162 section 2.1 has them (and RFC 6962 had): hashing, growing, roots,
 * and proofs of inclusion and consistency, made and checked. Pure but for SHA-256; keeps
 * nothing; thread-safe.
 *
 * A full subtree of 2^level leaves, the no-th of its level, is named (level, no).
 */
#ifndef LIC_MERKLE_H
#define LIC_MERKLE_H

#include "digest.h"

struct lic_hash {
	unsigned char byte[LIC_SHA256_SIZE];
};

/* Hashes in one proof, and in a frontier: one for each bit of a size, and one more in a
 * consistency proof. */
#define LIC_MERKLE_PATH_MAX 65

/* 2.1.1: of a leaf's bytes, of a node of two, of the tree without leaves. */
void lic_merkle_leaf(struct lic_str body, struct lic_hash *out);
void lic_merkle_node(const struct lic_hash *left, const struct lic_hash *right,
		     struct lic_hash *out);
void lic_merkle_empty(struct lic_hash *out);

static inline bool lic_hash_eq(const struct lic_hash *a, const struct lic_hash *b)
{
	return memcmp(a->byte, b->byte, sizeof(a->byte)) == 0;
}

/* ---- growing --------------------------------------------------------- */

/* The roots of the full subtrees that a tree is made of, the largest first: as many as its
 * size has bits set. All that is needed to append. */
struct lic_frontier {
	uint64_t size;
	size_t count;
	struct lic_hash hash[64];
};

/* The number of hashes in the frontier of a size. */
static inline size_t lic_frontier_count(uint64_t size)
{
	return (size_t)__builtin_popcountll(size);
}

/* Append a leaf. full is told of each subtree that is full with it, levels from 1 up; it may
 * be NULL. */
void lic_frontier_add(struct lic_frontier *frontier, const struct lic_hash *leaf,
		      void (*full)(void *ctx, unsigned level, uint64_t no,
				   const struct lic_hash *hash),
		      void *ctx);
void lic_frontier_root(const struct lic_frontier *frontier, struct lic_hash *out);

/* ---- proofs ---------------------------------------------------------- */

/* Gives the hash of the full subtree (level, no); level 0: of a leaf. 0 or an error, which
 * ends what asked for it. */
typedef int lic_merkle_get(void *ctx, unsigned level, uint64_t no, struct lic_hash *out);

/* The frontier at a size, and with it the root. */
LIC_CHECKED int lic_merkle_frontier(lic_merkle_get *get, void *ctx, uint64_t size,
				    struct lic_frontier *out);

/* 2.1.3.1: index < size, else LIC_EINVAL. */
LIC_CHECKED int lic_merkle_inclusion(lic_merkle_get *get, void *ctx, uint64_t index, uint64_t size,
				     struct lic_hash out[LIC_MERKLE_PATH_MAX], size_t *count);

/* 2.1.4.1: from <= to, else LIC_EINVAL. From 0 or from == to there is nothing to prove. */
LIC_CHECKED int lic_merkle_consistency(lic_merkle_get *get, void *ctx, uint64_t from, uint64_t to,
				       struct lic_hash out[LIC_MERKLE_PATH_MAX], size_t *count);

/* 2.1.3.2: is the leaf with that hash the index-th of the tree? */
bool lic_merkle_includes(uint64_t index, uint64_t size, const struct lic_hash *leaf,
			 const struct lic_hash *path, size_t count, const struct lic_hash *root);

/* 2.1.4.2: is the first tree a beginning of the second? */
bool lic_merkle_consistent(uint64_t from, uint64_t to, const struct lic_hash *first,
			   const struct lic_hash *second, const struct lic_hash *path,
			   size_t count);

#endif
