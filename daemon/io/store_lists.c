#include "arena.h"
#include "store_rows.h"

static const char put_sql[] =
	"INSERT INTO list(id, kind, name, jurisdiction, authority, url, licence, superseded_by,"
	" as_of, max_age_days, timezone, origin) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)"
	" ON CONFLICT(id) DO UPDATE SET kind=excluded.kind, name=excluded.name,"
	" jurisdiction=excluded.jurisdiction, authority=excluded.authority, url=excluded.url,"
	" licence=excluded.licence, superseded_by=excluded.superseded_by,"
	/* A definition never takes a newer state of the data back. */
	" as_of=max(list.as_of, excluded.as_of), max_age_days=excluded.max_age_days,"
	" timezone=excluded.timezone"
	" RETURNING no";

int lic_store_list_put(struct lic_store *store, const struct lic_list *list, int64_t *no,
		       struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, put_sql, diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, list->id);
	lic_stmt_int(stmt, 2, list->kind);
	lic_stmt_text(stmt, 3, list->name);
	lic_stmt_text(stmt, 4, list->jurisdiction);
	lic_stmt_text(stmt, 5, list->authority);
	lic_stmt_text(stmt, 6, list->url);
	lic_stmt_text(stmt, 7, list->licence);
	lic_stmt_text(stmt, 8, list->superseded_by);
	lic_stmt_int(stmt, 9, list->as_of);
	lic_stmt_int(stmt, 10, list->max_age_days);
	lic_stmt_text(stmt, 11, list->timezone);
	lic_stmt_int(stmt, 12, list->origin);
	return lic_store_insert(store, stmt, no, "keeping a list's definition", diag);
}

static int read_list(struct lic_stmt *stmt, struct lic_list *out, struct lic_arena *arena)
{
	struct lic_str *const texts[] = {
		&out->id,  &out->name,    &out->jurisdiction,  &out->authority,
		&out->url, &out->licence, &out->superseded_by, &out->timezone};

	*out = (struct lic_list){
		.kind = (enum lic_list_kind)lic_stmt_get_int(stmt, 1),
		.origin = (enum lic_list_origin)lic_stmt_get_int(stmt, 2),
		.as_of = (lic_date)lic_stmt_get_int(stmt, 3),
		.max_age_days = (int32_t)lic_stmt_get_int(stmt, 4),
	};
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		*texts[i] = lic_arena_copy(arena, lic_stmt_get_text(stmt, 5 + (int)i));
		if (!texts[i]->ptr)
			return LIC_ENOMEM;
	}
	return LIC_OK;
}

int lic_store_list_get(struct lic_store *store, struct lic_str id, int64_t *no,
		       struct lic_list *out, struct lic_arena *arena, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "SELECT no, kind, origin, as_of, max_age_days, id, name,"
			       " jurisdiction, authority, url, licence, superseded_by, timezone"
			       " FROM list WHERE id = ?",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, id);
	err = lic_db_next(store->db, stmt, "looking for a list", diag);
	if (err > 0) {
		*no = lic_stmt_get_int(stmt, 0);
		err = read_list(stmt, out, arena);
	} else if (err == 0) {
		err = lic_diag_set(diag, LIC_ENOENT,
				   "there is no list %.*s; `licit lists` shows all",
				   LIC_STR_ARG(id));
	}
	lic_stmt_free(stmt);
	return err;
}

int lic_store_list_find(struct lic_store *store, struct lic_str id, int64_t *no,
			enum lic_list_kind *kind, lic_date *as_of, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, "SELECT no, kind, as_of FROM list WHERE id = ?",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, id);
	err = lic_db_next(store->db, stmt, "looking for a list", diag);
	if (err > 0) {
		*no = lic_stmt_get_int(stmt, 0);
		*kind = (enum lic_list_kind)lic_stmt_get_int(stmt, 1);
		*as_of = (lic_date)lic_stmt_get_int(stmt, 2);
	} else if (err == 0) {
		err = lic_diag_set(diag, LIC_ENOENT, "there is no list %.*s", LIC_STR_ARG(id));
	}
	lic_stmt_free(stmt);
	return err < 0 ? err : LIC_OK;
}

int lic_store_list_set_as_of(struct lic_store *store, int64_t no, lic_date as_of,
			     struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, "UPDATE list SET as_of = ? WHERE no = ?", diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, as_of);
	lic_stmt_int(stmt, 2, no);
	return lic_store_finish(store, stmt, "keeping a list's date", diag);
}

/* In force on ?1: begun, and neither withdrawn nor past its last day. */
#define COUNT_SQL                                                                                \
	"count(*) AS total,"                                                                     \
	" sum(since <= ?1 AND (withdrawn = 0 OR withdrawn > ?1) AND (until = 0 OR until >= ?1))" \
	"  AS in_force,"                                                                         \
	" sum(withdrawn <> 0 AND (withdrawn <= ?1 OR withdrawn <= since)) AS withdrawn"          \
	" FROM entry"

static const char each_sql[] =
	"SELECT l.no, l.kind, l.as_of, l.max_age_days, l.id, l.name, l.jurisdiction, l.authority,"
	" l.url, l.licence, l.superseded_by, coalesce(c.total, 0), coalesce(c.in_force, 0),"
	" coalesce(c.withdrawn, 0), l.timezone, l.origin"
	" FROM list l LEFT JOIN (SELECT list, " COUNT_SQL
	"  WHERE ?1 <> 0 GROUP BY list) c ON c.list = l.no"
	/* One that a feed stands in for is nobody's meanwhile. */
	" WHERE l.id NOT LIKE '%/aside' ORDER BY l.id";

int lic_store_list_each(struct lic_store *store, lic_date today,
			int (*fn)(void *ctx, int64_t no, const struct lic_list *list,
				  const struct lic_list_counts *counts),
			void *ctx, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, each_sql, diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, today);
	while (!err && (err = lic_db_next(store->db, stmt, "reading the lists", diag)) > 0) {
		struct lic_list list = {
			.kind = (enum lic_list_kind)lic_stmt_get_int(stmt, 1),
			.as_of = (lic_date)lic_stmt_get_int(stmt, 2),
			.max_age_days = (int32_t)lic_stmt_get_int(stmt, 3),
			.id = lic_stmt_get_text(stmt, 4),
			.name = lic_stmt_get_text(stmt, 5),
			.jurisdiction = lic_stmt_get_text(stmt, 6),
			.authority = lic_stmt_get_text(stmt, 7),
			.url = lic_stmt_get_text(stmt, 8),
			.licence = lic_stmt_get_text(stmt, 9),
			.superseded_by = lic_stmt_get_text(stmt, 10),
			.timezone = lic_stmt_get_text(stmt, 14),
			.origin = (enum lic_list_origin)lic_stmt_get_int(stmt, 15),
		};
		struct lic_list_counts counts = {
			.total = (uint64_t)lic_stmt_get_int(stmt, 11),
			.in_force = (uint64_t)lic_stmt_get_int(stmt, 12),
			.withdrawn = (uint64_t)lic_stmt_get_int(stmt, 13),
		};
		err = fn(ctx, lic_stmt_get_int(stmt, 0), &list, &counts);
	}
	lic_stmt_free(stmt);
	return err;
}

int lic_store_list_count(struct lic_store *store, int64_t no, lic_date today,
			 struct lic_list_counts *out, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, "SELECT " COUNT_SQL " WHERE list = ?2", diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, today);
	lic_stmt_int(stmt, 2, no);
	if (lic_stmt_step(stmt) > 0)
		*out = (struct lic_list_counts){
			.total = (uint64_t)lic_stmt_get_int(stmt, 0),
			.in_force = (uint64_t)lic_stmt_get_int(stmt, 1),
			.withdrawn = (uint64_t)lic_stmt_get_int(stmt, 2),
		};
	else
		err = lic_db_fail(store->db, "counting a list", diag);
	lic_stmt_free(stmt);
	return err;
}

int lic_store_import_begin(struct lic_store *store, const struct lic_import_record *rec,
			   int64_t *no, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "INSERT INTO import(time, list, who, file, format)"
			       " VALUES(?,?,?,?,?) RETURNING no",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, rec->time);
	lic_stmt_text(stmt, 2, rec->list);
	lic_stmt_text(stmt, 3, rec->who);
	lic_stmt_text(stmt, 4, rec->file);
	lic_stmt_text(stmt, 5, rec->format);
	return lic_store_insert(store, stmt, no, "beginning the record of an import", diag);
}

int lic_store_import_end(struct lic_store *store, int64_t no,
			 const uint64_t counts[LIC_STORE_COUNTS], struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "UPDATE import SET added=?, changed=?, withdrawn=?, restored=?,"
			       " duplicate=?, refused=? WHERE no = ?",
			       diag);

	if (err < 0)
		return err;
	for (int i = 0; i < LIC_STORE_COUNTS; i++)
		lic_stmt_int(stmt, i + 1, (int64_t)counts[i]);
	lic_stmt_int(stmt, LIC_STORE_COUNTS + 1, no);
	return lic_store_finish(store, stmt, "ending the record of an import", diag);
}

int lic_store_import_each(struct lic_store *store, struct lic_str list,
			  int (*fn)(void *ctx, const struct lic_import_record *rec), void *ctx,
			  struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "SELECT time, list, who, file, format, added, changed, withdrawn,"
			       " restored, duplicate, refused FROM import"
			       " WHERE ?1 IS NULL OR list = ?1 ORDER BY no DESC",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, list);
	while (!err &&
	       (err = lic_db_next(store->db, stmt, "reading the record of imports", diag)) > 0) {
		struct lic_import_record rec = {
			.time = lic_stmt_get_int(stmt, 0),
			.list = lic_stmt_get_text(stmt, 1),
			.who = lic_stmt_get_text(stmt, 2),
			.file = lic_stmt_get_text(stmt, 3),
			.format = lic_stmt_get_text(stmt, 4),
		};
		for (int i = 0; i < LIC_STORE_COUNTS; i++)
			rec.counts[i] = (uint64_t)lic_stmt_get_int(stmt, 5 + i);
		err = fn(ctx, &rec);
	}
	lic_stmt_free(stmt);
	return err;
}
