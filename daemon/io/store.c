#include "store.h"

#include "buf.h"
#include "store_rows.h"

/* For reading, an older store is first brought up to date by a writer. */
static int open_db(struct lic_db **out, const char *name, bool write, struct lic_diag *diag)
{
	bool old;
	int err = lic_db_open(out, name, write, diag);

	if (!err)
		err = lic_store_schema_ready(*out, name, write, &old, diag);
	if (err != LIC_EVERSION || write || !old)
		return err;
	lic_db_close(*out);
	*out = NULL;
	struct lic_db *writer = NULL;
	if (lic_db_open(&writer, name, true, NULL) < 0 ||
	    lic_store_schema_ready(writer, name, true, &old, NULL) < 0) {
		lic_db_close(writer);
		return err;
	}
	lic_db_close(writer);
	err = lic_db_open(out, name, false, diag);
	return err ? err : lic_store_schema_ready(*out, name, false, &old, diag);
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
	err = open_db(&store->db, name, write, diag);
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

int lic_store_finish(struct lic_store *store, struct lic_stmt *stmt, const char *what,
		     struct lic_diag *diag)
{
	int err = lic_store_run(store, stmt, what, diag);

	lic_stmt_free(stmt);
	return err;
}

/* The row is handed over before the statement is complete; one that failed must not run
 * again, for SQLite may have ended the transaction. */
int lic_store_insert(struct lic_store *store, struct lic_stmt *stmt, int64_t *no, const char *what,
		     struct lic_diag *diag)
{
	int err;

	if (lic_stmt_step(stmt) > 0) {
		*no = lic_stmt_get_int(stmt, 0);
		err = lic_store_run(store, stmt, what, diag);
	} else {
		err = lic_db_fail(store->db, what, diag);
	}
	lic_stmt_free(stmt);
	return err;
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
	return lic_store_schema_int(store->db, "SELECT value FROM meta WHERE key='generation'", out,
				    diag);
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
	return lic_store_finish(store, stmt, "the store", diag);
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

	if (err < 0)
		return err;
	while (!err && (err = lic_db_next(store->db, stmt, "the store", diag)) > 0)
		err = fn(ctx, lic_stmt_get_text(stmt, 0), lic_stmt_get_text(stmt, 1));
	lic_stmt_free(stmt);
	return err;
}
