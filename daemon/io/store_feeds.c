#include "store_feeds.h"

#include "store_rows.h"

#define FEED_COLUMNS                                                                        \
	"no, id, url, fingerprint, subscribed, checked, updated, expires, next, failures, " \
	"problem"
#define LIST_COLUMNS "id, feed, list, expires, target, problem, size, frontier"

/* A statement of one number. */
static int run_with(struct lic_store *store, const char *sql, int64_t number, const char *what,
		    struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, sql, diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, number);
	return lic_store_finish(store, stmt, what, diag);
}

/* A statement of one text. */
static int run_named(struct lic_store *store, const char *sql, struct lic_str text,
		     const char *what, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, sql, diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, text);
	return lic_store_finish(store, stmt, what, diag);
}

static int keep_texts(struct lic_arena *arena, struct lic_str *const texts[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		*texts[i] = lic_arena_copy(arena, *texts[i]);
		if (!texts[i]->ptr)
			return LIC_ENOMEM;
	}
	return LIC_OK;
}

/* ---- feeds ----------------------------------------------------------- */

int lic_store_feed_add(struct lic_store *store, const struct lic_store_feed *feed, int64_t *no,
		       struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "INSERT OR IGNORE INTO feed(id, url, fingerprint, subscribed)"
			       " VALUES(?,?,?,?) RETURNING no",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, feed->id);
	lic_stmt_text(stmt, 2, feed->url);
	lic_stmt_text(stmt, 3, feed->fingerprint);
	lic_stmt_int(stmt, 4, feed->subscribed);
	err = lic_db_next(store->db, stmt, "keeping a feed", diag);
	if (err > 0) {
		*no = lic_stmt_get_int(stmt, 0);
		return lic_store_finish(store, stmt, "keeping a feed", diag);
	}
	if (err == 0)
		err = lic_diag_set(diag, LIC_EREFUSED, "there is a feed %.*s already",
				   LIC_STR_ARG(feed->id));
	lic_stmt_free(stmt);
	return err;
}

static void read_feed(struct lic_stmt *stmt, struct lic_store_feed *out)
{
	*out = (struct lic_store_feed){
		.no = lic_stmt_get_int(stmt, 0),
		.id = lic_stmt_get_text(stmt, 1),
		.url = lic_stmt_get_text(stmt, 2),
		.fingerprint = lic_stmt_get_text(stmt, 3),
		.subscribed = lic_stmt_get_int(stmt, 4),
		.checked = lic_stmt_get_int(stmt, 5),
		.updated = lic_stmt_get_int(stmt, 6),
		.expires = lic_stmt_get_int(stmt, 7),
		.next = lic_stmt_get_int(stmt, 8),
		.failures = lic_stmt_get_int(stmt, 9),
		.problem = lic_stmt_get_text(stmt, 10),
	};
}

int lic_store_feed_each(struct lic_store *store,
			int (*fn)(void *ctx, const struct lic_store_feed *feed), void *ctx,
			struct lic_diag *diag)
{
	struct lic_store_feed feed;
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, "SELECT " FEED_COLUMNS " FROM feed ORDER BY id",
			       diag);

	if (err < 0)
		return err;
	while (!err && (err = lic_db_next(store->db, stmt, "reading the feeds", diag)) > 0) {
		read_feed(stmt, &feed);
		err = fn(ctx, &feed);
	}
	lic_stmt_free(stmt);
	return err;
}

int lic_store_feed_get(struct lic_store *store, struct lic_str id, struct lic_store_feed *out,
		       struct lic_arena *arena, struct lic_diag *diag)
{
	struct lic_str *const texts[] = {&out->id, &out->url, &out->fingerprint, &out->problem};
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, "SELECT " FEED_COLUMNS " FROM feed WHERE id = ?",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, id);
	err = lic_db_next(store->db, stmt, "looking for a feed", diag);
	if (err > 0) {
		read_feed(stmt, out);
		err = keep_texts(arena, texts, LIC_ARRAY_SIZE(texts));
	} else if (err == 0) {
		err = lic_diag_set(diag, LIC_ENOENT,
				   "there is no feed %.*s; `licit subscribe` shows all",
				   LIC_STR_ARG(id));
	}
	lic_stmt_free(stmt);
	return err;
}

int lic_store_feed_set(struct lic_store *store, const struct lic_store_feed *feed,
		       struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "UPDATE feed SET checked = ?, updated = ?, expires = ?, next = ?,"
			       " failures = ?, problem = ? WHERE no = ?",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, feed->checked);
	lic_stmt_int(stmt, 2, feed->updated);
	lic_stmt_int(stmt, 3, feed->expires);
	lic_stmt_int(stmt, 4, feed->next);
	lic_stmt_int(stmt, 5, feed->failures);
	lic_stmt_text(stmt, 6, feed->problem);
	lic_stmt_int(stmt, 7, feed->no);
	return lic_store_finish(store, stmt, "keeping the state of a feed", diag);
}

int lic_store_feed_remove(struct lic_store *store, int64_t no, struct lic_diag *diag)
{
	return run_with(store, "DELETE FROM feed WHERE no = ?", no, "forgetting a feed", diag);
}

/* ---- their lists ----------------------------------------------------- */

int lic_store_feed_list_put(struct lic_store *store, const struct lic_store_feed_list *list,
			    struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(
		&stmt, store->db,
		"INSERT OR REPLACE INTO feed_list(" LIST_COLUMNS ") VALUES(?,?,?,?,?,?,?,?)", diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, list->id);
	lic_stmt_int(stmt, 2, list->feed);
	lic_stmt_int(stmt, 3, list->list);
	lic_stmt_int(stmt, 4, list->expires);
	lic_stmt_text(stmt, 5, list->target);
	lic_stmt_text(stmt, 6, list->problem);
	lic_stmt_int(stmt, 7, (int64_t)list->log.size);
	lic_stmt_blob(stmt, 8, list->log.hash, list->log.count * sizeof(list->log.hash[0]));
	return lic_store_finish(store, stmt, "keeping the state of a feed's list", diag);
}

static int read_list(struct lic_stmt *stmt, struct lic_store_feed_list *out, struct lic_diag *diag)
{
	const struct lic_str frontier = lic_stmt_get_text(stmt, 7);

	*out = (struct lic_store_feed_list){
		.id = lic_stmt_get_text(stmt, 0),
		.feed = lic_stmt_get_int(stmt, 1),
		.list = lic_stmt_get_int(stmt, 2),
		.expires = lic_stmt_get_int(stmt, 3),
		.target = lic_stmt_get_text(stmt, 4),
		.problem = lic_stmt_get_text(stmt, 5),
		.log.size = (uint64_t)lic_stmt_get_int(stmt, 6),
	};
	out->log.count = lic_frontier_count(out->log.size);
	if (frontier.len != out->log.count * sizeof(out->log.hash[0]))
		return lic_diag_set(diag, LIC_ECORRUPT, "the store's state of the list %.*s is bad",
				    LIC_STR_ARG(out->id));
	if (frontier.len)
		memcpy(out->log.hash, frontier.ptr, frontier.len);
	return LIC_OK;
}

int lic_store_feed_list_each(struct lic_store *store, int64_t feed,
			     int (*fn)(void *ctx, const struct lic_store_feed_list *list),
			     void *ctx, struct lic_diag *diag)
{
	struct lic_store_feed_list list;
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "SELECT " LIST_COLUMNS
			       " FROM feed_list WHERE ?1 = 0 OR feed = ?1 ORDER BY id",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, feed);
	while (!err && (err = lic_db_next(store->db, stmt, "reading the feeds' lists", diag)) > 0) {
		err = read_list(stmt, &list, diag);
		if (!err)
			err = fn(ctx, &list);
	}
	lic_stmt_free(stmt);
	return err;
}

int lic_store_feed_list_get(struct lic_store *store, struct lic_str id,
			    struct lic_store_feed_list *out, struct lic_arena *arena,
			    struct lic_diag *diag)
{
	struct lic_str *const texts[] = {&out->id, &out->target, &out->problem};
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "SELECT " LIST_COLUMNS " FROM feed_list WHERE id = ?", diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, id);
	err = lic_db_next(store->db, stmt, "looking for a feed's list", diag);
	if (err > 0) {
		err = read_list(stmt, out, diag);
		if (!err)
			err = keep_texts(arena, texts, LIC_ARRAY_SIZE(texts));
	} else if (err == 0) {
		err = lic_diag_set(diag, LIC_ENOENT, "the list %.*s comes from no feed",
				   LIC_STR_ARG(id));
	}
	lic_stmt_free(stmt);
	return err;
}

int lic_store_feed_list_remove(struct lic_store *store, struct lic_str id, struct lic_diag *diag)
{
	return run_named(store, "DELETE FROM feed_list WHERE id = ?", id,
			 "forgetting a feed's list", diag);
}

/* ---- lists ----------------------------------------------------------- */

int lic_store_list_owner(struct lic_store *store, struct lic_str id, int64_t *no,
			 enum lic_list_origin *origin, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, "SELECT no, origin FROM list WHERE id = ?", diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, id);
	err = lic_db_next(store->db, stmt, "looking for a list", diag);
	if (err > 0) {
		*no = lic_stmt_get_int(stmt, 0);
		*origin = (enum lic_list_origin)lic_stmt_get_int(stmt, 1);
	} else if (err == 0) {
		err = LIC_ENOENT;
	}
	lic_stmt_free(stmt);
	return err < 0 ? err : LIC_OK;
}

int lic_store_list_set_aside(struct lic_store *store, struct lic_str id, struct lic_diag *diag)
{
	return run_named(store, "UPDATE list SET id = ?1 || '/aside' WHERE id = ?1", id,
			 "setting a list aside", diag);
}

int lic_store_list_take_back(struct lic_store *store, struct lic_str id, struct lic_diag *diag)
{
	return run_named(store, "UPDATE list SET id = ?1 WHERE id = ?1 || '/aside'", id,
			 "setting a list aside", diag);
}

int lic_store_list_redefine(struct lic_store *store, int64_t no, const struct lic_list *list,
			    struct lic_diag *diag)
{
	const struct lic_str texts[] = {list->name, list->jurisdiction, list->authority,
					list->url,  list->licence,      list->timezone};
	struct lic_stmt *stmt;
	int at = 1;
	int err = lic_stmt_new(&stmt, store->db,
			       "UPDATE list SET name = ?, jurisdiction = ?, authority = ?, url = ?,"
			       " licence = ?, timezone = ?, kind = ?, as_of = ?, max_age_days = ?,"
			       " origin = ? WHERE no = ?",
			       diag);

	if (err < 0)
		return err;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++)
		lic_stmt_text(stmt, at++, texts[i]);
	lic_stmt_int(stmt, at++, list->kind);
	lic_stmt_int(stmt, at++, list->as_of);
	lic_stmt_int(stmt, at++, list->max_age_days);
	lic_stmt_int(stmt, at++, LIC_ORIGIN_SUBSCRIBED);
	lic_stmt_int(stmt, at, no);
	return lic_store_finish(store, stmt, "keeping a list's definition", diag);
}

int lic_store_list_remove(struct lic_store *store, int64_t no, struct lic_diag *diag)
{
	static const char *const parts[] = {
		"DELETE FROM entry WHERE list = ?",
		"DELETE FROM change WHERE list = ?",
		"DELETE FROM head WHERE list = ?",
		"DELETE FROM list WHERE no = ?",
	};
	int err = LIC_OK;

	for (size_t i = 0; !err && i < LIC_ARRAY_SIZE(parts); i++)
		err = run_with(store, parts[i], no, "forgetting a list", diag);
	return err;
}

int lic_store_entry_remove(struct lic_store *store, int64_t list, const struct lic_name *name,
			   lic_date since, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_store_stmt(store, STMT_ENTRY_REMOVE,
				 "DELETE FROM entry WHERE list = ? AND name = ? AND scope = ?"
				 " AND since = ? RETURNING 1",
				 &stmt, diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, list);
	lic_stmt_text(stmt, 2, name->text);
	lic_stmt_int(stmt, 3, name->scope);
	lic_stmt_int(stmt, 4, since);
	int got = lic_db_next(store->db, stmt, "removing an entry", diag);
	lic_stmt_reset(stmt);
	return got;
}

/* ---- for readers ----------------------------------------------------- */

int lic_store_standing(struct lic_store *store, int64_t *out, struct lic_diag *diag)
{
	*out = 0;
	return lic_store_schema_int(store->db, "SELECT value FROM meta WHERE key = 'standing'", out,
				    diag);
}

int lic_store_raise_standing(struct lic_store *store, struct lic_diag *diag)
{
	return lic_db_exec(store->db,
			   "INSERT INTO meta(key, value) VALUES('standing', 1)"
			   " ON CONFLICT(key) DO UPDATE SET value = value + 1",
			   diag);
}
