/* Pairings and reports: what people did, apart from lists. */
#include "limits.h"
#include "store_rows.h"

/* A statement with its parameters: ?1 text, ?2 hash (or NULL), ?3 number; those it
 * does not use are ignored. */
static int prepare(struct lic_stmt **out, struct lic_store *store, const char *sql,
		   struct lic_str text, const unsigned char *hash, int64_t number,
		   struct lic_diag *diag)
{
	int err = lic_stmt_new(out, store->db, sql, diag);

	if (err < 0)
		return err;
	lic_stmt_text(*out, 1, text);
	if (hash)
		lic_stmt_blob(*out, 2, hash, 32);
	lic_stmt_int(*out, 3, number);
	return LIC_OK;
}

static int run_sql(struct lic_store *store, const char *sql, struct lic_str text,
		   const unsigned char *hash, int64_t number, const char *what,
		   struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = prepare(&stmt, store, sql, text, hash, number, diag);

	if (err < 0)
		return err;
	return lic_store_finish(store, stmt, what, diag);
}

/* The single number that a query gives, 0 if it gives none. */
static int query_int(struct lic_store *store, const char *sql, struct lic_str text,
		     const unsigned char *hash, int64_t number, int64_t *out, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = prepare(&stmt, store, sql, text, hash, number, diag);

	if (err < 0)
		return err;
	err = lic_db_next(store->db, stmt, "the store", diag);
	*out = err > 0 ? lic_stmt_get_int(stmt, 0) : 0;
	lic_stmt_free(stmt);
	return err < 0 ? err : LIC_OK;
}

int lic_store_code_add(struct lic_store *store, const unsigned char hash[32], int64_t expires,
		       struct lic_diag *diag)
{
	/* Typing errors of the past must not void the code of today. */
	int err = lic_db_exec(store->db, "DELETE FROM meta WHERE key='wrong_tries'", diag);

	if (err < 0)
		return err;
	return run_sql(store, "INSERT OR REPLACE INTO code(hash, expires) VALUES(?2, ?3)",
		       LIC_STR(""), hash, expires, "keeping a pairing code", diag);
}

static int wrong_try(struct lic_store *store, struct lic_diag *diag)
{
	int64_t tries;
	int err = query_int(store, "SELECT value FROM meta WHERE key='wrong_tries'", LIC_STR(""),
			    NULL, 0, &tries, diag);

	if (!err && ++tries >= LIC_PAIR_TRIES) {
		tries = 0;
		err = lic_db_exec(store->db, "DELETE FROM code", diag);
	}
	if (!err)
		err = run_sql(store,
			      "INSERT OR REPLACE INTO meta(key, value) VALUES('wrong_tries', ?3)",
			      LIC_STR(""), NULL, tries, "counting a wrong code", diag);
	return err;
}

int lic_store_code_use(struct lic_store *store, const unsigned char hash[32], int64_t now,
		       struct lic_diag *diag)
{
	int64_t found;
	int err = query_int(store, "SELECT count(*) FROM code WHERE hash = ?2 AND expires > ?3",
			    LIC_STR(""), hash, now, &found, diag);

	if (err < 0)
		return err;
	if (!found) {
		err = wrong_try(store, diag);
		return err ? err
			   : lic_diag_set(diag, LIC_EDENIED,
					  "this code is wrong, used or too old; run `licit pair` "
					  "for a new one");
	}
	err = run_sql(store, "DELETE FROM code WHERE hash = ?2 OR expires <= ?3", LIC_STR(""), hash,
		      now, "using a pairing code", diag);
	if (!err)
		err = lic_db_exec(store->db, "DELETE FROM meta WHERE key='wrong_tries'", diag);
	return err;
}

int lic_store_token_add(struct lic_store *store, struct lic_str id, const unsigned char hash[32],
			int64_t created, struct lic_diag *diag)
{
	return run_sql(store, "INSERT INTO token(id, hash, created, revoked) VALUES(?1, ?2, ?3, 0)",
		       id, hash, created, "keeping a pairing", diag);
}

/* Each row that a query gives. */
static int each_row(struct lic_store *store, const char *sql, const char *what,
		    int (*row)(void *ctx, struct lic_stmt *stmt), void *ctx, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, sql, diag);

	if (err < 0)
		return err;
	while (!err && (err = lic_db_next(store->db, stmt, what, diag)) > 0)
		err = row(ctx, stmt);
	lic_stmt_free(stmt);
	return err;
}

struct tokens {
	int (*fn)(void *ctx, struct lic_str id, struct lic_str hash, int64_t created);
	void *ctx;
};

static int token_row(void *ctx, struct lic_stmt *stmt)
{
	const struct tokens *tokens = ctx;

	return tokens->fn(tokens->ctx, lic_stmt_get_text(stmt, 0), lic_stmt_get_text(stmt, 1),
			  lic_stmt_get_int(stmt, 2));
}

int lic_store_token_each(struct lic_store *store,
			 int (*fn)(void *ctx, struct lic_str id, struct lic_str hash,
				   int64_t created),
			 void *ctx, struct lic_diag *diag)
{
	struct tokens tokens = {fn, ctx};

	return each_row(store, "SELECT id, hash, created FROM token WHERE revoked = 0 ORDER BY id",
			"reading the pairings", token_row, &tokens, diag);
}

int lic_store_token_revoke(struct lic_store *store, struct lic_str id, struct lic_diag *diag)
{
	int64_t found;
	int err = query_int(store, "SELECT count(*) FROM token WHERE id = ?1 AND revoked = 0", id,
			    NULL, 0, &found, diag);

	if (err < 0)
		return err;
	if (!found)
		return lic_diag_set(diag, LIC_ENOENT, "there is no pairing %.*s", LIC_STR_ARG(id));
	return run_sql(store, "UPDATE token SET revoked = 1 WHERE id = ?1", id, NULL, 0,
		       "revoking a pairing", diag);
}

int lic_store_report_add(struct lic_store *store, int64_t time, struct lic_str json, int64_t *id,
			 struct lic_diag *diag)
{
	int err = run_sql(store, "INSERT INTO report(json, time) VALUES(?1, ?3)", json, NULL, time,
			  "keeping a report", diag);

	if (!err)
		err = query_int(store, "SELECT max(id) FROM report", LIC_STR(""), NULL, 0, id,
				diag);
	return err;
}

struct reports {
	int (*fn)(void *ctx, int64_t id, struct lic_str json);
	void *ctx;
};

static int report_row(void *ctx, struct lic_stmt *stmt)
{
	const struct reports *reports = ctx;

	return reports->fn(reports->ctx, lic_stmt_get_int(stmt, 0), lic_stmt_get_text(stmt, 1));
}

int lic_store_report_each(struct lic_store *store,
			  int (*fn)(void *ctx, int64_t id, struct lic_str json), void *ctx,
			  struct lic_diag *diag)
{
	struct reports reports = {fn, ctx};

	return each_row(store, "SELECT id, json FROM report ORDER BY id", "reading the reports",
			report_row, &reports, diag);
}

int lic_store_report_remove(struct lic_store *store, int64_t id, struct lic_diag *diag)
{
	int64_t found;
	int err = query_int(store, "SELECT count(*) FROM report WHERE id = ?3", LIC_STR(""), NULL,
			    id, &found, diag);

	if (err < 0)
		return err;
	if (!found)
		return lic_diag_set(diag, LIC_ENOENT, "there is no report %lld", (long long)id);
	return run_sql(store, "DELETE FROM report WHERE id = ?3", LIC_STR(""), NULL, id,
		       "removing a report", diag);
}
