#include "store_log.h"

#include "store_rows.h"

/* Kept subtrees: each 8 levels, so that any hash costs some hundred rows at most. */
#define LEVEL_STEP 8
#define LEVEL_TOP 16

/* The number of a leaf in its list is below this. */
#define LEAF_BITS 40

static int64_t leaf_no(int64_t list, uint64_t seq)
{
	return (int64_t)((uint64_t)list << LEAF_BITS | seq);
}

struct lic_log {
	struct lic_store *store;
	int64_t list;
	struct lic_frontier frontier;
	struct lic_diag *diag;
	int err; /* of the first subtree that could not be kept */
};

static int read_hash(struct lic_str s, struct lic_hash *out, const char *what,
		     struct lic_diag *diag)
{
	if (s.len != sizeof(out->byte))
		return lic_diag_set(diag, LIC_ECORRUPT,
				    "%s of the log is damaged; `licit lists audit` says where",
				    what);
	memcpy(out->byte, s.ptr, sizeof(out->byte));
	return LIC_OK;
}

int lic_store_log_state(struct lic_store *store, int64_t list, struct lic_frontier *out,
			struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, "SELECT size, frontier FROM tree WHERE list = ?",
			       diag);

	if (err < 0)
		return err;
	*out = (struct lic_frontier){.size = 0};
	lic_stmt_int(stmt, 1, list);
	err = lic_db_next(store->db, stmt, "reading the log", diag);
	if (err > 0) {
		struct lic_str hashes = lic_stmt_get_text(stmt, 1);
		err = LIC_OK;
		out->size = (uint64_t)lic_stmt_get_int(stmt, 0);
		out->count = lic_frontier_count(out->size);
		if (hashes.len == out->count * LIC_SHA256_SIZE)
			memcpy(out->hash, hashes.ptr, hashes.len);
		else
			err = lic_diag_set(diag, LIC_ECORRUPT, "the log's frontier is damaged");
	}
	lic_stmt_free(stmt);
	return err;
}

/* ---- appending ------------------------------------------------------- */

int lic_log_open(struct lic_log **out, struct lic_store *store, int64_t list, struct lic_diag *diag)
{
	struct lic_log *log = calloc(1, sizeof(*log));

	if (!log)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	log->store = store;
	log->list = list;
	int err = lic_store_log_state(store, list, &log->frontier, diag);
	if (err < 0) {
		free(log);
		return err;
	}
	*out = log;
	return LIC_OK;
}

static void keep_subtree(void *ctx, unsigned level, uint64_t no, const struct lic_hash *hash)
{
	struct lic_log *log = ctx;
	struct lic_stmt *stmt;

	if (log->err || level % LEVEL_STEP || level > LEVEL_TOP)
		return;
	log->err = lic_store_stmt(log->store, STMT_SUBTREE_ADD,
				  "INSERT INTO subtree(list, level, no, hash) VALUES(?,?,?,?)",
				  &stmt, log->diag);
	if (log->err < 0)
		return;
	lic_stmt_int(stmt, 1, log->list);
	lic_stmt_int(stmt, 2, level);
	lic_stmt_int(stmt, 3, (int64_t)no);
	lic_stmt_blob(stmt, 4, hash->byte, sizeof(hash->byte));
	log->err = lic_store_run(log->store, stmt, "keeping the log's tree", log->diag);
}

int lic_log_append(struct lic_log *log, struct lic_str name, struct lic_str body,
		   struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	struct lic_hash hash;
	int err = lic_store_stmt(log->store, STMT_LEAF_ADD,
				 "INSERT INTO leaf(no, name, body) VALUES(?,?,?)", &stmt, diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, leaf_no(log->list, log->frontier.size));
	lic_stmt_text(stmt, 2, name);
	lic_stmt_text(stmt, 3, body);
	err = lic_store_run(log->store, stmt, "keeping a leaf of the log", diag);
	if (err < 0)
		return err;
	lic_merkle_leaf(body, &hash);
	log->diag = diag;
	lic_frontier_add(&log->frontier, &hash, keep_subtree, log);
	return log->err;
}

uint64_t lic_log_size(const struct lic_log *log)
{
	return log->frontier.size;
}

int lic_log_close(struct lic_log *log, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, log->store->db,
			       "INSERT OR REPLACE INTO tree(list, size, frontier) VALUES(?,?,?)",
			       diag);

	if (!err) {
		lic_stmt_int(stmt, 1, log->list);
		lic_stmt_int(stmt, 2, (int64_t)log->frontier.size);
		lic_stmt_blob(stmt, 3, log->frontier.hash, log->frontier.count * LIC_SHA256_SIZE);
		err = lic_store_finish(log->store, stmt, "keeping the log's state", diag);
	}
	free(log);
	return err;
}

void lic_log_free(struct lic_log *log)
{
	free(log);
}

/* ---- reading --------------------------------------------------------- */

static int get_subtree(const struct lic_log_reader *r, unsigned level, uint64_t no,
		       struct lic_hash *out)
{
	struct lic_stmt *stmt;
	int err = lic_store_stmt(r->store, STMT_SUBTREE_GET,
				 "SELECT hash FROM subtree WHERE list=? AND level=? AND no=?",
				 &stmt, r->diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, r->list);
	lic_stmt_int(stmt, 2, level);
	lic_stmt_int(stmt, 3, (int64_t)no);
	err = lic_db_next(r->store->db, stmt, "reading the log", r->diag);
	if (err >= 0)
		err = read_hash(err ? lic_stmt_get_text(stmt, 0) : LIC_STR(""), out, "the tree",
				r->diag);
	lic_stmt_reset(stmt);
	return err;
}

static int get_leaf(const struct lic_log_reader *r, uint64_t no, struct lic_hash *out)
{
	struct lic_stmt *stmt;
	int err = lic_store_stmt(r->store, STMT_LEAF_GET, "SELECT body FROM leaf WHERE no=?", &stmt,
				 r->diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, leaf_no(r->list, no));
	err = lic_db_next(r->store->db, stmt, "reading the log", r->diag);
	if (err > 0)
		lic_merkle_leaf(lic_stmt_get_text(stmt, 0), out);
	else if (err == 0)
		err = lic_diag_set(r->diag, LIC_ECORRUPT,
				   "leaf %llu of the log is missing; `licit lists audit` says more",
				   (unsigned long long)no);
	lic_stmt_reset(stmt);
	return err < 0 ? err : LIC_OK;
}

int lic_log_get(void *ctx, unsigned level, uint64_t no, struct lic_hash *out)
{
	const struct lic_log_reader *r = ctx;
	struct lic_frontier f = {.size = 0};
	unsigned below = level > LEVEL_TOP ? LEVEL_TOP : level - level % LEVEL_STEP;

	if (level == 0)
		return get_leaf(r, no, out);
	if (below == level)
		return get_subtree(r, level, no, out);
	/* The tree over what is kept below it is grown as the tree over leaves is. */
	uint64_t n = (uint64_t)1 << (level - below);
	for (uint64_t i = 0; i < n; i++) {
		struct lic_hash hash;
		int err = below ? get_subtree(r, below, no * n + i, &hash)
				: get_leaf(r, no * n + i, &hash);
		if (err < 0)
			return err;
		lic_frontier_add(&f, &hash, NULL, NULL);
	}
	lic_frontier_root(&f, out);
	return LIC_OK;
}

static int each_leaf(struct lic_store *store, struct lic_stmt *stmt,
		     int (*fn)(void *ctx, uint64_t seq, struct lic_str name, struct lic_str body),
		     void *ctx, struct lic_diag *diag)
{
	int err = LIC_OK;

	while (!err && (err = lic_db_next(store->db, stmt, "reading the log", diag)) > 0) {
		err = fn(ctx,
			 (uint64_t)lic_stmt_get_int(stmt, 0) & (((uint64_t)1 << LEAF_BITS) - 1),
			 lic_stmt_get_text(stmt, 1), lic_stmt_get_text(stmt, 2));
	}
	lic_stmt_free(stmt);
	return err;
}

int lic_store_leaf_each(struct lic_store *store, int64_t list, uint64_t from, uint64_t to,
			int (*fn)(void *ctx, uint64_t seq, struct lic_str name,
				  struct lic_str body),
			void *ctx, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(
		&stmt, store->db,
		"SELECT no, name, body FROM leaf WHERE no >= ? AND no < ? ORDER BY no", diag);

	if (err < 0)
		return err;
	/* To the end of the log is to that of its numbers. */
	const uint64_t end = (uint64_t)1 << LEAF_BITS;
	lic_stmt_int(stmt, 1, leaf_no(list, from < end ? from : end - 1));
	lic_stmt_int(stmt, 2, leaf_no(list, to < end ? to : end - 1));
	return each_leaf(store, stmt, fn, ctx, diag);
}

int lic_store_leaf_of(struct lic_store *store, int64_t list, struct lic_str name, bool newest_first,
		      uint64_t limit,
		      int (*fn)(void *ctx, uint64_t seq, struct lic_str name, struct lic_str body),
		      void *ctx, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	/* Without a name: all. The newest first is what a long log is looked at from. */
	static const char *const sql[2][2] = {
		{"SELECT no, name, body FROM leaf WHERE no >= ?1 AND no < ?2 AND ?3 IS NULL"
		 " ORDER BY no LIMIT ?4",
		 "SELECT no, name, body FROM leaf WHERE no >= ?1 AND no < ?2 AND ?3 IS NULL"
		 " ORDER BY no DESC LIMIT ?4"},
		{"SELECT no, name, body FROM leaf WHERE name = ?3 AND no >= ?1 AND no < ?2"
		 " ORDER BY no LIMIT ?4",
		 "SELECT no, name, body FROM leaf WHERE name = ?3 AND no >= ?1 AND no < ?2"
		 " ORDER BY no DESC LIMIT ?4"},
	};
	int err = lic_stmt_new(&stmt, store->db, sql[name.len > 0][newest_first], diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, leaf_no(list, 0));
	lic_stmt_int(stmt, 2, leaf_no(list + 1, 0));
	lic_stmt_text(stmt, 3, name);
	lic_stmt_int(stmt, 4, limit ? (int64_t)limit : -1);
	return each_leaf(store, stmt, fn, ctx, diag);
}

int lic_store_subtree_each(struct lic_store *store, int64_t list,
			   int (*fn)(void *ctx, unsigned level, uint64_t no,
				     const struct lic_hash *hash),
			   void *ctx, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "SELECT level, no, hash FROM subtree WHERE list = ? ORDER BY level,"
			       " no",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, list);
	while (!err && (err = lic_db_next(store->db, stmt, "reading the log", diag)) > 0) {
		struct lic_hash hash = {{0}};
		struct lic_str bytes = lic_stmt_get_text(stmt, 2);
		if (bytes.len == sizeof(hash.byte))
			memcpy(hash.byte, bytes.ptr, bytes.len);
		err = fn(ctx, (unsigned)lic_stmt_get_int(stmt, 0),
			 (uint64_t)lic_stmt_get_int(stmt, 1), &hash);
	}
	lic_stmt_free(stmt);
	return err;
}

/* ---- heads ----------------------------------------------------------- */

int lic_store_head_add(struct lic_store *store, int64_t list, const struct lic_store_head *head,
		       struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "INSERT INTO head(list, size, root, time, release)"
			       " VALUES(?,?,?,?,?) ON CONFLICT(list, size) DO NOTHING",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, list);
	lic_stmt_int(stmt, 2, (int64_t)head->size);
	lic_stmt_blob(stmt, 3, head->root.byte, sizeof(head->root.byte));
	lic_stmt_int(stmt, 4, head->time);
	lic_stmt_text(stmt, 5, head->release);
	return lic_store_finish(store, stmt, "recording a tree head", diag);
}

int lic_store_head_each(struct lic_store *store, int64_t list,
			int (*fn)(void *ctx, const struct lic_store_head *head), void *ctx,
			struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "SELECT size, root, time, release FROM head WHERE list = ? ORDER BY"
			       " size",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, list);
	while (!err && (err = lic_db_next(store->db, stmt, "reading the tree heads", diag)) > 0) {
		struct lic_store_head head = {
			.size = (uint64_t)lic_stmt_get_int(stmt, 0),
			.time = lic_stmt_get_int(stmt, 2),
			.release = lic_stmt_get_text(stmt, 3),
		};
		err = read_hash(lic_stmt_get_text(stmt, 1), &head.root, "a recorded head", diag);
		if (!err)
			err = fn(ctx, &head);
	}
	lic_stmt_free(stmt);
	return err;
}
