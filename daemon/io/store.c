#include "store.h"

#include "buf.h"
#include "limits.h"
#include "store_rows.h"

/* PRAGMA application_id: "LICT", so that file(1) and we know it as ours. */
#define APPLICATION_ID 0x4c494354
#define SCHEMA_VERSION 1

/* In one transaction: what is cut off half-way, or seen by another process on its
 * first use, is an empty file or the whole. */
static const char schema[] =
	"BEGIN IMMEDIATE;"
	"CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS file(name TEXT PRIMARY KEY, text) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS list(no INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL,"
	" kind INTEGER NOT NULL, name TEXT, jurisdiction TEXT, authority TEXT, url TEXT,"
	" licence TEXT, superseded_by TEXT, as_of INTEGER, max_age_days INTEGER);"
	/* list, name, scope, since: the identity; clustered in the order of imports. */
	"CREATE TABLE IF NOT EXISTS entry(list INTEGER NOT NULL,"
	" name TEXT NOT NULL, scope INTEGER NOT NULL, since INTEGER NOT NULL, host_len INTEGER,"
	" withdrawn INTEGER, until INTEGER, seen INTEGER, evidence INTEGER, confidence INTEGER,"
	" holder TEXT, number TEXT, entry_url TEXT, class TEXT, countries TEXT, reason TEXT,"
	" source TEXT, line INTEGER, import INTEGER,"
	" PRIMARY KEY(list, name, scope, since)) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS import(no INTEGER PRIMARY KEY, time INTEGER, list TEXT,"
	" who TEXT, file TEXT, format TEXT, added INTEGER, changed INTEGER, withdrawn INTEGER,"
	" restored INTEGER, duplicate INTEGER, refused INTEGER);"
	"CREATE TABLE IF NOT EXISTS change(no INTEGER PRIMARY KEY, import INTEGER, list INTEGER,"
	" name TEXT, scope INTEGER, since INTEGER, what TEXT);"
	"CREATE TABLE IF NOT EXISTS code(hash BLOB PRIMARY KEY, expires INTEGER) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS token(id TEXT PRIMARY KEY, hash BLOB, created INTEGER,"
	" revoked INTEGER) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS report(id INTEGER PRIMARY KEY, time INTEGER, json TEXT);"
	"PRAGMA application_id=1279869780; PRAGMA user_version=1;"
	"COMMIT;";

_Static_assert(APPLICATION_ID == 1279869780, "the schema spells it out");

static int pragma_int(struct lic_db *db, const char *sql, int64_t *out, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, db, sql, diag);

	if (err < 0)
		return err;
	int got = lic_stmt_step(stmt);
	if (got > 0)
		*out = lic_stmt_get_int(stmt, 0);
	lic_stmt_free(stmt);
	return got < 0 ? lic_db_fail(db, "the store", diag) : LIC_OK;
}

/* Is it ours, and of our version? A new file is version 0. */
static int check_version(struct lic_db *db, const char *path, bool write, struct lic_diag *diag)
{
	int64_t app = 0, version = 0;
	int err = pragma_int(db, "PRAGMA application_id", &app, diag);

	if (!err)
		err = pragma_int(db, "PRAGMA user_version", &version, diag);
	if (err < 0)
		return err;
	if (version == 0 && app == 0 && write)
		return lic_db_exec(db, schema, diag);
	if (app != APPLICATION_ID)
		return lic_diag_set(diag, LIC_ECORRUPT, "%s is not a Licit store", path);
	if (version != SCHEMA_VERSION)
		return lic_diag_set(diag, LIC_EVERSION,
				    "%s was made by version %lld of the store; this is version %d",
				    path, (long long)version, SCHEMA_VERSION);
	return LIC_OK;
}

int lic_store_open(struct lic_store **out, const char *dir, bool write, struct lic_diag *diag)
{
	struct lic_store *store = calloc(1, sizeof(*store));
	struct lic_buf path;

	lic_buf_init(&path, 8192);
	lic_buf_printf(&path, "%s/%s", dir, LIC_STORE_FILE);
	char *name = lic_buf_take(&path);
	int err = LIC_ENOMEM;
	if (!store || !name)
		goto out;
	err = lic_db_open(&store->db, name, write, diag);
	if (!err)
		err = check_version(store->db, name, write, diag);
	if (!err) {
		*out = store;
		store = NULL;
	}
out:
	free(name);
	lic_store_close(store);
	return err;
}

void lic_store_close(struct lic_store *store)
{
	if (!store)
		return;
	for (size_t i = 0; i < STMT_COUNT; i++)
		lic_stmt_free(store->stmts[i]);
	lic_buf_release(&store->stage_key);
	lic_buf_release(&store->stage_rest);
	lic_db_close(store->db);
	free(store);
}

int lic_store_stmt(struct lic_store *store, enum lic_store_statement which, const char *sql,
		   struct lic_stmt **out, struct lic_diag *diag)
{
	if (!store->stmts[which]) {
		int err = lic_stmt_new(&store->stmts[which], store->db, sql, diag);
		if (err < 0)
			return err;
	}
	*out = store->stmts[which];
	return LIC_OK;
}

int lic_store_run(struct lic_store *store, struct lic_stmt *stmt, const char *what,
		  struct lic_diag *diag)
{
	if (lic_stmt_run(stmt) < 0)
		return lic_db_fail(store->db, what, diag);
	return LIC_OK;
}

int lic_store_begin(struct lic_store *store, struct lic_diag *diag)
{
	return lic_db_exec(store->db, "BEGIN IMMEDIATE", diag);
}

int lic_store_commit(struct lic_store *store, struct lic_diag *diag)
{
	int err = lic_db_exec(store->db, "COMMIT", diag);

	if (err < 0) {
		lic_store_rollback(store);
		return err;
	}
	/* Fold the log in now, while we have the time; a reader may prevent it. */
	if (lic_db_exec(store->db, "PRAGMA wal_checkpoint(PASSIVE)", NULL) < 0)
		return LIC_OK;
	return LIC_OK;
}

void lic_store_rollback(struct lic_store *store)
{
	/* SQLite rolls back by itself on some errors: then there is nothing to do. */
	int err = lic_db_exec(store->db, "ROLLBACK", NULL);

	(void)err;
}

int lic_store_generation(struct lic_store *store, int64_t *out, struct lic_diag *diag)
{
	*out = 0;
	return pragma_int(store->db, "SELECT value FROM meta WHERE key='generation'", out, diag);
}

/* One statement with a text and a number or text, run once. */
static int put(struct lic_store *store, const char *sql, struct lic_str key, const int64_t *number,
	       struct lic_str text, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, sql, diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, key);
	if (number)
		lic_stmt_int(stmt, 2, *number);
	else
		lic_stmt_text(stmt, 2, text);
	err = lic_store_run(store, stmt, "the store", diag);
	lic_stmt_free(stmt);
	return err;
}

int lic_store_set_generation(struct lic_store *store, int64_t generation, struct lic_diag *diag)
{
	return put(store, "INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)",
		   LIC_STR("generation"), &generation, LIC_STR(""), diag);
}

int lic_store_file_put(struct lic_store *store, const char *name, struct lic_str text,
		       struct lic_diag *diag)
{
	return put(store, "INSERT OR REPLACE INTO file(name, text) VALUES(?, ?)",
		   lic_str_from(name), NULL, text, diag);
}

int lic_store_file_each(struct lic_store *store,
			int (*fn)(void *ctx, struct lic_str name, struct lic_str text), void *ctx,
			struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, "SELECT name, text FROM file ORDER BY name", diag);

	while (!err) {
		int got = lic_stmt_step(stmt);
		if (got < 0)
			err = lic_db_fail(store->db, "the store", diag);
		if (got <= 0)
			break;
		err = fn(ctx, lic_stmt_get_text(stmt, 0), lic_stmt_get_text(stmt, 1));
	}
	lic_stmt_free(stmt);
	return err;
}
