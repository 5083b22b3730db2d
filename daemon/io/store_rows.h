/*
 * What the files of the store share: the connection and its prepared
 * statements, and how a row is bound and read. Private to store*.c.
 */
#ifndef LIC_STORE_ROWS_H
#define LIC_STORE_ROWS_H

#include "buf.h"
#include "db.h"
#include "store.h"
#include "store_schema.h"

enum lic_store_statement {
	STMT_STAGE,
	STMT_ENTRY_ADD,
	STMT_ENTRY_CHANGE,
	STMT_CHANGE_ADD,
	STMT_ENTRY_REMOVE,
	STMT_LEAF_ADD,
	STMT_LEAF_GET,
	STMT_SUBTREE_ADD,
	STMT_SUBTREE_GET,
	STMT_COUNT,
};

struct lic_store {
	struct lic_db *db;
	struct lic_stmt *stmts[STMT_COUNT];   /* made on first use */
	struct lic_buf stage_key, stage_rest; /* of the row being staged */
};

/* A statement kept for the life of the store. */
LIC_CHECKED int lic_store_stmt(struct lic_store *store, enum lic_store_statement which,
			       const char *sql, struct lic_stmt **out, struct lic_diag *diag);

/* Run a kept or fresh statement to its end and say what failed. */
LIC_CHECKED int lic_store_run(struct lic_store *store, struct lic_stmt *stmt, const char *what,
			      struct lic_diag *diag);

/* The same of a fresh one, which is freed. */
LIC_CHECKED int lic_store_finish(struct lic_store *store, struct lic_stmt *stmt, const char *what,
				 struct lic_diag *diag);

/* The same of a fresh INSERT … RETURNING no: that number to *no. */
LIC_CHECKED int lic_store_insert(struct lic_store *store, struct lic_stmt *stmt, int64_t *no,
				 const char *what, struct lic_diag *diag);

/* The columns of a row, in the order of bind and read. */
#define LIC_ROW_COLUMNS                                                                        \
	"name, scope, since, host_len, withdrawn, until, seen, evidence, confidence, holder, " \
	"number, entry_url, class, countries, reason, source, line, registered"
#define LIC_ROW_COLUMN_COUNT 18
#define LIC_ROW_MARKS "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?"

void lic_row_bind(struct lic_stmt *stmt, int first, const struct lic_row *row);
void lic_row_read(struct lic_stmt *stmt, struct lic_row *row);

/* A cursor over a query, and how its rows are read. */
struct lic_cursor {
	struct lic_store *store;
	struct lic_stmt *stmt;
	void (*read)(struct lic_stmt *stmt, struct lic_row *row);
	bool done;
};

LIC_CHECKED int lic_cursor_new(struct lic_cursor **out, struct lic_store *store, const char *sql,
			       void (*read)(struct lic_stmt *stmt, struct lic_row *row),
			       struct lic_diag *diag);

#endif
