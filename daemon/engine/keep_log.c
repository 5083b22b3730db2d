/* The log of a list as others see it: heads, leaves, history. */
#include "keep.h"

_Static_assert(LIC_HASH_SIZE == LIC_SHA256_SIZE, "one hash for all");

static void put_hash(unsigned char out[LIC_HASH_SIZE], const struct lic_hash *hash)
{
	memcpy(out, hash->byte, LIC_HASH_SIZE);
}

int lic_keep_head(struct lic_engine *engine, struct lic_str list, struct lic_tree_head *out,
		  struct lic_diag *diag)
{
	struct lic_keep keep;
	struct lic_frontier tree;
	struct lic_hash root;
	int err = lic_keep_begin(&keep, engine, list, false, diag);

	if (!err)
		err = lic_store_log_state(keep.store, keep.no, &tree, diag);
	if (!err) {
		lic_frontier_root(&tree, &root);
		*out = (struct lic_tree_head){.size = tree.size};
		put_hash(out->root, &root);
	}
	return lic_keep_end(&keep, err, false);
}

int lic_keep_range(const struct lic_keep *keep, uint64_t from, uint64_t *to)
{
	struct lic_frontier tree;
	int err = lic_store_log_state(keep->store, keep->no, &tree, keep->diag);

	if (err < 0)
		return err;
	if (!*to)
		*to = tree.size;
	if (from > *to || *to > tree.size)
		return lic_diag_set(keep->diag, LIC_EINVAL,
				    "the log of %.*s has %llu leaves: give sizes up to that, the "
				    "smaller first",
				    LIC_STR_ARG(keep->list.id), (unsigned long long)tree.size);
	return LIC_OK;
}

struct leaves {
	int (*fn)(void *ctx, uint64_t seq, struct lic_str body);
	void *ctx;
};

static int hand_leaf(void *ctx, uint64_t seq, struct lic_str name, struct lic_str body)
{
	const struct leaves *leaves = ctx;

	(void)name;
	return leaves->fn(leaves->ctx, seq, body);
}

int lic_keep_leaves_each(struct lic_engine *engine, struct lic_str list, uint64_t from, uint64_t to,
			 int (*fn)(void *ctx, uint64_t seq, struct lic_str body), void *ctx,
			 struct lic_diag *diag)
{
	struct leaves leaves = {fn, ctx};
	struct lic_keep keep;
	uint64_t end = to;
	int err = lic_keep_begin(&keep, engine, list, false, diag);

	if (!err)
		err = lic_keep_range(&keep, from, &end);
	if (!err && from < to)
		err = lic_store_leaf_each(keep.store, keep.no, from, to, hand_leaf, &leaves, diag);
	return lic_keep_end(&keep, err, false);
}

int lic_keep_frontier(struct lic_engine *engine, struct lic_str list, uint64_t size,
		      unsigned char out[][LIC_HASH_SIZE], size_t *count, struct lic_diag *diag)
{
	struct lic_keep keep;
	struct lic_frontier tree;
	uint64_t end = size;
	int err = lic_keep_begin(&keep, engine, list, false, diag);
	struct lic_log_reader reader = {keep.store, keep.no, diag};

	if (!err)
		err = lic_keep_range(&keep, 0, &end);
	if (!err)
		err = lic_merkle_frontier(lic_log_get, &reader, size, &tree);
	for (size_t i = 0; !err && i < tree.count; i++)
		put_hash(out[i], &tree.hash[i]);
	if (!err)
		*count = tree.count;
	return lic_keep_end(&keep, err, false);
}

int lic_keep_consistency(struct lic_engine *engine, struct lic_str list, uint64_t from, uint64_t to,
			 unsigned char out[][LIC_HASH_SIZE], size_t *count, struct lic_diag *diag)
{
	struct lic_keep keep;
	struct lic_hash path[LIC_MERKLE_PATH_MAX];
	uint64_t end = to;
	size_t n = 0;
	int err = lic_keep_begin(&keep, engine, list, false, diag);
	struct lic_log_reader reader = {keep.store, keep.no, diag};

	if (!err)
		err = lic_keep_range(&keep, from, &end);
	if (!err)
		err = lic_merkle_consistency(lic_log_get, &reader, from, to, path, &n);
	for (size_t i = 0; !err && i < n; i++)
		put_hash(out[i], &path[i]);
	if (!err)
		*count = n;
	return lic_keep_end(&keep, err, false);
}

/* ---- heads of releases ----------------------------------------------- */

static int record_head(struct lic_keep *keep, const struct lic_tree_head *head)
{
	struct lic_log_reader reader = {keep->store, keep->no, keep->diag};
	struct lic_store_head h = {
		.size = head->size,
		.time = head->time ? head->time : keep->now,
		.release = head->release,
	};
	struct lic_frontier tree;
	struct lic_hash root;
	uint64_t to = head->size;
	int err = lic_keep_range(keep, 0, &to);

	if (!err)
		err = lic_merkle_frontier(lic_log_get, &reader, head->size, &tree);
	if (err < 0)
		return err;
	lic_frontier_root(&tree, &root);
	memcpy(h.root.byte, head->root, LIC_HASH_SIZE);
	if (!lic_hash_eq(&root, &h.root))
		return lic_diag_set(keep->diag, LIC_EINVAL,
				    "the log of %.*s has another root at size %llu",
				    LIC_STR_ARG(keep->list.id), (unsigned long long)head->size);
	return lic_store_head_add(keep->store, keep->no, &h, keep->diag);
}

int lic_keep_head_record(struct lic_engine *engine, struct lic_str list,
			 const struct lic_tree_head *head, struct lic_diag *diag)
{
	struct lic_keep keep;
	int err = lic_keep_begin(&keep, engine, list, true, diag);

	if (!err)
		err = record_head(&keep, head);
	return lic_keep_end(&keep, err, false);
}

struct heads {
	int (*fn)(void *ctx, const struct lic_tree_head *head);
	void *ctx;
};

static int hand_head(void *ctx, const struct lic_store_head *h)
{
	const struct heads *heads = ctx;
	struct lic_tree_head head = {.size = h->size, .time = h->time, .release = h->release};

	put_hash(head.root, &h->root);
	return heads->fn(heads->ctx, &head);
}

int lic_keep_heads_each(struct lic_engine *engine, struct lic_str list,
			int (*fn)(void *ctx, const struct lic_tree_head *head), void *ctx,
			struct lic_diag *diag)
{
	struct heads heads = {fn, ctx};
	struct lic_keep keep;
	int err = lic_keep_begin(&keep, engine, list, false, diag);

	if (!err)
		err = lic_store_head_each(keep.store, keep.no, hand_head, &heads, diag);
	return lic_keep_end(&keep, err, false);
}

/* ---- history --------------------------------------------------------- */

struct history {
	struct lic_store *store;
	const struct lic_leaf_filter *filter;
	struct lic_str list;
	struct lic_str name; /* canonical */
	struct lic_arena arena;
	int (*fn)(void *ctx, const struct lic_keep_leaf *leaf);
	void *ctx;
	struct lic_diag *diag;
};

/* Without reading it: a list of a million rows has as many such leaves. */
static bool is_row_of_import(struct lic_str body)
{
	return lic_str_holds(body, LIC_STR("\"reason\":{\"code\":\"import\"}")) ||
	       lic_str_holds(body, LIC_STR("\"reason\":{\"code\":\"absent\"}")) ||
	       lic_str_holds(body, LIC_STR("\"reason\":{\"code\":\"taken-over\"}"));
}

static int tell_leaf(void *ctx, uint64_t seq, struct lic_str name, struct lic_str body)
{
	struct history *h = ctx;
	struct lic_leaf leaf;

	(void)name;
	if (seq < h->filter->from || (h->filter->to && seq >= h->filter->to))
		return LIC_OK;
	if (h->filter->edits_only && is_row_of_import(body))
		return LIC_OK;
	lic_arena_reset(&h->arena);
	int err = lic_leaf_read(&leaf, body, &h->arena, h->diag);
	if (err < 0)
		return err;
	const struct lic_keep_leaf told = {
		.list = h->list,
		.seq = seq,
		.body = body,
		.action = lic_str_from(lic_leaf_action_name(leaf.action)),
		.who = leaf.by,
		.name = leaf.name,
		.code = leaf.code,
		.text = leaf.text,
		.override = leaf.override,
		.evidence = leaf.evidence,
		.evidence_count = leaf.evidence_count,
		.time = leaf.at,
		.since = leaf.record.since,
		.draft = leaf.draft,
		.appeal = leaf.appeal,
		.other = leaf.other.len ? leaf.other : leaf.proposes,
	};
	return h->fn(h->ctx, &told);
}

static int history_of(void *ctx, int64_t no, const struct lic_list *list,
		      const struct lic_list_counts *counts)
{
	struct history *h = ctx;
	const struct lic_leaf_filter *f = h->filter;

	(void)counts;
	if (f->list.len && !lic_str_eq(f->list, list->id))
		return LIC_OK;
	h->list = list->id;
	if ((f->from || f->to) && !h->name.len && !f->newest_first)
		return lic_store_leaf_each(h->store, no, f->from, f->to ? f->to : INT64_MAX,
					   tell_leaf, h, h->diag);
	return lic_store_leaf_of(h->store, no, h->name, f->newest_first, f->limit, tell_leaf, h,
				 h->diag);
}

int lic_keep_history_each(struct lic_engine *engine, const struct lic_leaf_filter *filter,
			  int (*fn)(void *ctx, const struct lic_keep_leaf *leaf), void *ctx,
			  struct lic_diag *diag)
{
	struct history h = {.filter = filter, .fn = fn, .ctx = ctx, .diag = diag};
	struct lic_name name;
	struct lic_buf store;
	int err = LIC_OK;

	lic_buf_init(&store, 4u * LIC_URL_MAX);
	if (filter->name.len) {
		err = lic_name_parse(&name, filter->name, engine->psl, &store, diag);
		h.name = name.text;
	}
	if (!err)
		err = lic_engine_store(engine, false, &h.store, diag);
	if (!err)
		err = lic_store_list_each(h.store, 0, history_of, &h, diag);
	lic_store_close(h.store);
	lic_buf_release(&store);
	lic_arena_release(&h.arena);
	return err > 0 ? LIC_OK : err;
}
