#include "merkle.h"

/* Most leaves are shorter: those are hashed in one call. */
#define LEAF_AT_ONCE 2048

void lic_merkle_leaf(struct lic_str body, struct lic_hash *out)
{
	char bytes[LEAF_AT_ONCE + 1];
	struct lic_digest *digest;

	bytes[0] = 0;
	if (body.len <= LEAF_AT_ONCE) {
		if (body.len)
			memcpy(bytes + 1, body.ptr, body.len);
		lic_sha256(lic_str(bytes, body.len + 1), out->byte);
		return;
	}
	/* Without memory a hash that is no leaf's: whatever is compared with it fails. */
	memset(out->byte, 0, sizeof(out->byte));
	if (lic_digest_new(&digest) < 0)
		return;
	lic_digest_add(digest, bytes, 1);
	lic_digest_add(digest, body.ptr, body.len);
	lic_digest_final(digest, out->byte);
	lic_digest_free(digest);
}

void lic_merkle_node(const struct lic_hash *left, const struct lic_hash *right,
		     struct lic_hash *out)
{
	char bytes[1 + 2 * LIC_SHA256_SIZE];

	bytes[0] = 1;
	memcpy(bytes + 1, left->byte, LIC_SHA256_SIZE);
	memcpy(bytes + 1 + LIC_SHA256_SIZE, right->byte, LIC_SHA256_SIZE);
	lic_sha256(lic_str(bytes, sizeof(bytes)), out->byte);
}

void lic_merkle_empty(struct lic_hash *out)
{
	lic_sha256(lic_str("", 0), out->byte);
}

/* ---- growing --------------------------------------------------------- */

void lic_frontier_add(struct lic_frontier *frontier, const struct lic_hash *leaf,
		      void (*full)(void *ctx, unsigned level, uint64_t no,
				   const struct lic_hash *hash),
		      void *ctx)
{
	struct lic_hash node = *leaf;
	unsigned level = 0;

	/* A carry: subtrees of one size become one of the next. */
	for (uint64_t n = frontier->size; n & 1; n >>= 1) {
		lic_merkle_node(&frontier->hash[--frontier->count], &node, &node);
		level++;
		if (full)
			full(ctx, level, n >> 1, &node);
	}
	frontier->hash[frontier->count++] = node;
	frontier->size++;
}

void lic_frontier_root(const struct lic_frontier *frontier, struct lic_hash *out)
{
	size_t i = frontier->count;

	if (i == 0) {
		lic_merkle_empty(out);
		return;
	}
	*out = frontier->hash[--i];
	while (i > 0)
		lic_merkle_node(&frontier->hash[--i], out, out);
}

/* The frontier of the n leaves from `at`, which is a multiple of every subtree in it. */
static int range_frontier(lic_merkle_get *get, void *ctx, uint64_t at, uint64_t n,
			  struct lic_frontier *out)
{
	out->count = 0;
	for (unsigned level = 64; level-- > 0;) {
		if (!(n >> level & 1))
			continue;
		int err = get(ctx, level, at >> level, &out->hash[out->count]);
		if (err < 0)
			return err;
		out->count++;
		at += (uint64_t)1 << level;
	}
	out->size = n;
	return LIC_OK;
}

int lic_merkle_frontier(lic_merkle_get *get, void *ctx, uint64_t size, struct lic_frontier *out)
{
	return range_frontier(get, ctx, 0, size, out);
}

/* ---- proofs ---------------------------------------------------------- */

struct range {
	uint64_t at, n;
};

/* The way down to a subtree, and the hashes of what is left beside it. */
struct path {
	lic_merkle_get *get;
	void *ctx;
	struct lic_hash *out;
	size_t count;
	struct range here;
	struct range siblings[64];
	size_t depth;
};

/* The largest power of two smaller than n; n > 1. */
static uint64_t half(uint64_t n)
{
	return (uint64_t)1 << (63u - (unsigned)__builtin_clzll(n - 1));
}

static void descend(struct path *p, bool right)
{
	const uint64_t k = half(p->here.n);
	const struct range low = {p->here.at, k}, high = {p->here.at + k, p->here.n - k};

	p->siblings[p->depth++] = right ? low : high;
	p->here = right ? high : low;
}

static int add_range(struct path *p, struct range range)
{
	struct lic_frontier f;
	int err = range_frontier(p->get, p->ctx, range.at, range.n, &f);

	if (!err)
		lic_frontier_root(&f, &p->out[p->count++]);
	return err;
}

/* The siblings from the deepest upwards. */
static int climb(struct path *p)
{
	int err = LIC_OK;

	while (!err && p->depth > 0)
		err = add_range(p, p->siblings[--p->depth]);
	return err;
}

/* PATH(m, D[n]): from the leaf upwards, so the deepest first. */
int lic_merkle_inclusion(lic_merkle_get *get, void *ctx, uint64_t index, uint64_t size,
			 struct lic_hash out[LIC_MERKLE_PATH_MAX], size_t *count)
{
	struct path p = {.get = get, .ctx = ctx, .out = out, .here = {0, size}};

	if (index >= size)
		return LIC_EINVAL;
	while (p.here.n > 1)
		descend(&p, index - p.here.at >= half(p.here.n));
	int err = climb(&p);
	*count = p.count;
	return err;
}

/* SUBPROOF(m, D[n], b) from its deepest call upwards. */
int lic_merkle_consistency(lic_merkle_get *get, void *ctx, uint64_t from, uint64_t to,
			   struct lic_hash out[LIC_MERKLE_PATH_MAX], size_t *count)
{
	struct path p = {.get = get, .ctx = ctx, .out = out, .here = {0, to}};

	*count = 0;
	if (from > to)
		return LIC_EINVAL;
	if (from == 0 || from == to)
		return LIC_OK;
	/* As far as the last subtree of the first tree. */
	while (from != p.here.at + p.here.n)
		descend(&p, from - p.here.at > half(p.here.n));
	/* The whole first tree, if it is that: its root is known. */
	int err = p.here.at ? add_range(&p, p.here) : LIC_OK;
	if (!err)
		err = climb(&p);
	*count = p.count;
	return err;
}

bool lic_merkle_includes(uint64_t index, uint64_t size, const struct lic_hash *leaf,
			 const struct lic_hash *path, size_t count, const struct lic_hash *root)
{
	struct lic_hash r = *leaf;

	if (index >= size)
		return false;
	uint64_t fn = index, sn = size - 1;
	for (size_t i = 0; i < count; i++) {
		if (sn == 0)
			return false;
		if (fn & 1 || fn == sn) {
			lic_merkle_node(&path[i], &r, &r);
			while (!(fn & 1) && fn) {
				fn >>= 1;
				sn >>= 1;
			}
		} else {
			lic_merkle_node(&r, &path[i], &r);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && lic_hash_eq(&r, root);
}

bool lic_merkle_consistent(uint64_t from, uint64_t to, const struct lic_hash *first,
			   const struct lic_hash *second, const struct lic_hash *path, size_t count)
{
	struct lic_hash empty;

	if (from > to)
		return false;
	if (from == to)
		return count == 0 && lic_hash_eq(first, second);
	if (from == 0) {
		lic_merkle_empty(&empty);
		return count == 0 && lic_hash_eq(first, &empty);
	}
	/* A full first tree is itself the first hash of the path. */
	bool full = (from & (from - 1)) == 0;
	if (count == 0 && !full)
		return false;
	struct lic_hash fr = full ? *first : path[0], sr = fr;
	uint64_t fn = from - 1, sn = to - 1;
	while (fn & 1) {
		fn >>= 1;
		sn >>= 1;
	}
	for (size_t i = full ? 0 : 1; i < count; i++) {
		if (sn == 0)
			return false;
		if (fn & 1 || fn == sn) {
			lic_merkle_node(&path[i], &fr, &fr);
			lic_merkle_node(&path[i], &sr, &sr);
			while (!(fn & 1) && fn) {
				fn >>= 1;
				sn >>= 1;
			}
		} else {
			lic_merkle_node(&sr, &path[i], &sr);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && lic_hash_eq(&fr, first) && lic_hash_eq(&sr, second);
}
