#include "store_feeds.h"

#include "store_rows.h"

#define FEED_COLUMNS                                                                        \
	"no, id, url, fingerprint, subscribed, checked, updated, expires, next, failures, " \
	"problem"
#define LIST_COLUMNS "id, feed, list, expires, target, problem, size, frontier"

static int prepare(struct lic_store *store, struct lic_stmt **out, const char *sql,
		   struct lic_diag *diag)
{
	return lic_stmt_new(out, store->db, sql, diag);
}

/* Run it to its end and give it back. */
static int finish(struct lic_store *store, struct lic_stmt *stmt, const char *what,
		  struct lic_diag *diag)
{
	int err = lic_store_run(store, stmt, what, diag);

	lic_stmt_free(stmt);
	return err;
}

/* A statement of one number. */
static int run_with(struct lic_store *store, const char *sql, int64_t number, const char *what,
		    struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = prepare(store, &stmt, sql, diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, number);
	return finish(store, stmt, what, diag);
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
	int err = prepare(store, &stmt,
			  "INSERT OR IGNORE INTO feed(id, url, fingerprint, subscribed)"
			  " VALUES(?,?,?,?) RETURNING no",
			  diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, feed->id);
	lic_stmt_text(stmt, 2, feed->url);
	lic_stmt_text(stmt, 3, feed->fingerprint);
	lic_stmt_int(stmt, 4, feed->subscribed);
	int got = lic_stmt_step(stmt);
	if (got > 0)
		*no = lic_stmt_get_int(stmt, 0);
	else if (got == 0)
		err = lic_diag_set(diag, LIC_EREFUSED, "there is a feed %.*s already",
				   LIC_STR_ARG(feed->id));
	else
		err = lic_db_fail(store->db, "keeping a feed", diag);
	if (!err)
		err = lic_store_run(store, stmt, "keeping a feed", diag);
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
	int err = prepare(store, &stmt, "SELECT " FEED_COLUMNS " FROM feed ORDER BY id", diag);
	int got = 0;

	if (err < 0)
		return err;
	while (!err && (got = lic_stmt_step(stmt)) > 0) {
		read_feed(stmt, &feed);
		err = fn(ctx, &feed);
	}
	if (got < 0)
		err = lic_db_fail(store->db, "reading the feeds", diag);
	lic_stmt_free(stmt);
	return err;
}

int lic_store_feed_get(struct lic_store *store, struct lic_str id, struct lic_store_feed *out,
		       struct lic_arena *arena, struct lic_diag *diag)
{
	struct lic_str *const texts[] = {&out->id, &out->url, &out->fingerprint, &out->problem};
	struct lic_stmt *stmt;
	int err = prepare(store, &stmt, "SELECT " FEED_COLUMNS " FROM feed WHERE id = ?", diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, id);
	int got = lic_stmt_step(stmt);
	if (got > 0) {
		read_feed(stmt, out);
		err = keep_texts(arena, texts, LIC_ARRAY_SIZE(texts));
	} else if (got == 0) {
		err = lic_diag_set(diag, LIC_ENOENT,
				   "there is no feed %.*s; `licit subscribe` shows all",
				   LIC_STR_ARG(id));
	} else {
		err = lic_db_fail(store->db, "looking for a feed", diag);
	}
	lic_stmt_free(stmt);
	return err;
}

int lic_store_feed_set(struct lic_store *store, const struct lic_store_feed *feed,
		       struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = prepare(store, &stmt,
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
	return finish(store, stmt, "keeping the state of a feed", diag);
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
	int err = prepare(
		store, &stmt,
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
	return finish(store, stmt, "keeping the state of a feed's list", diag);
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
	int err = prepare(store, &stmt,
			  "SELECT " LIST_COLUMNS
			  " FROM feed_list WHERE ?1 = 0 OR feed = ?1 ORDER BY id",
			  diag);
	int got = 0;

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, feed);
	while (!err && (got = lic_stmt_step(stmt)) > 0) {
		err = read_list(stmt, &list, diag);
		if (!err)
			err = fn(ctx, &list);
	}
	if (got < 0)
		err = lic_db_fail(store->db, "reading the feeds' lists", diag);
	lic_stmt_free(stmt);
	return err;
}

int lic_store_feed_list_get(struct lic_store *store, struct lic_str id,
			    struct lic_store_feed_list *out, struct lic_arena *arena,
			    struct lic_diag *diag)
{
	struct lic_str *const texts[] = {&out->id, &out->target, &out->problem};
	struct lic_stmt *stmt;
	int err =
		prepare(store, &stmt, "SELECT " LIST_COLUMNS " FROM feed_list WHERE id = ?", diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, id);
	int got = lic_stmt_step(stmt);
	if (got > 0) {
		err = read_list(stmt, out, diag);
		if (!err)
			err = keep_texts(arena, texts, LIC_ARRAY_SIZE(texts));
	} else if (got == 0) {
		err = lic_diag_set(diag, LIC_ENOENT, "the list %.*s comes from no feed",
				   LIC_STR_ARG(id));
	} else {
		err = lic_db_fail(store->db, "looking for a feed's list", diag);
	}
	lic_stmt_free(stmt);
	return err;
}

int lic_store_feed_list_remove(struct lic_store *store, struct lic_str id, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = prepare(store, &stmt, "DELETE FROM feed_list WHERE id = ?", diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, id);
	return finish(store, stmt, "forgetting a feed's list", diag);
}

/* ---- lists ----------------------------------------------------------- */

int lic_store_list_owner(struct lic_store *store, struct lic_str id, int64_t *no,
			 enum lic_list_origin *origin, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = prepare(store, &stmt, "SELECT no, origin FROM list WHERE id = ?", diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, id);
	int got = lic_stmt_step(stmt);
	if (got > 0) {
		*no = lic_stmt_get_int(stmt, 0);
		*origin = (enum lic_list_origin)lic_stmt_get_int(stmt, 1);
	} else {
		err = got < 0 ? lic_db_fail(store->db, "looking for a list", diag) : LIC_ENOENT;
	}
	lic_stmt_free(stmt);
	return err;
}

static int rename_list(struct lic_store *store, const char *sql, struct lic_str id,
		       struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = prepare(store, &stmt, sql, diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, id);
	return finish(store, stmt, "setting a list aside", diag);
}

int lic_store_list_set_aside(struct lic_store *store, struct lic_str id, struct lic_diag *diag)
{
	return rename_list(store, "UPDATE list SET id = ?1 || '/aside' WHERE id = ?1", id, diag);
}

int lic_store_list_take_back(struct lic_store *store, struct lic_str id, struct lic_diag *diag)
{
	return rename_list(store, "UPDATE list SET id = ?1 WHERE id = ?1 || '/aside'", id, diag);
}

int lic_store_list_redefine(struct lic_store *store, int64_t no, const struct lic_list *list,
			    struct lic_diag *diag)
{
	const struct lic_str texts[] = {list->name, list->jurisdiction, list->authority,
					list->url,  list->licence,      list->timezone};
	struct lic_stmt *stmt;
	int at = 1;
	int err = prepare(store, &stmt,
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
	return finish(store, stmt, "keeping a list's definition", diag);
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
	int got = lic_stmt_step(stmt);
	if (got < 0)
		return lic_db_fail(store->db, "removing an entry", diag);
	lic_stmt_reset(stmt);
	return got;
}

/* ---- for readers ----------------------------------------------------- */

int lic_store_standing(struct lic_store *store, int64_t *out, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = prepare(store, &stmt, "SELECT value FROM meta WHERE key = 'standing'", diag);

	if (err < 0)
		return err;
	int got = lic_stmt_step(stmt);
	*out = got > 0 ? lic_stmt_get_int(stmt, 0) : 0;
	lic_stmt_free(stmt);
	return got < 0 ? lic_db_fail(store->db, "the store", diag) : LIC_OK;
}

int lic_store_raise_standing(struct lic_store *store, struct lic_diag *diag)
{
	return lic_db_exec(store->db,
			   "INSERT INTO meta(key, value) VALUES('standing', 1)"
			   " ON CONFLICT(key) DO UPDATE SET value = value + 1",
			   diag);
}
