/*
 * SQLite, in the few calls that the store needs. The only user of SQLite.
 * One connection is for one thread at a time.
 */
#ifndef LIC_DB_H
#define LIC_DB_H

#include "diag.h"
#include "str.h"

struct lic_db;
struct lic_stmt;

/* Open for reading and writing (made if missing), or for reading only: then also
 * from a folder or medium that cannot be written. */
LIC_CHECKED int lic_db_open(struct lic_db **out, const char *path, bool write,
			    struct lic_diag *diag);
void lic_db_close(struct lic_db *db);

/* Run statements that return no rows. */
LIC_CHECKED int lic_db_exec(struct lic_db *db, const char *sql, struct lic_diag *diag);

/* The last failure as a lic_err, with a sentence that begins with `what`. */
int lic_db_fail(struct lic_db *db, const char *what, struct lic_diag *diag);

LIC_CHECKED int lic_stmt_new(struct lic_stmt **out, struct lic_db *db, const char *sql,
			     struct lic_diag *diag);
void lic_stmt_free(struct lic_stmt *stmt);

/* Parameters count from 1. Text is borrowed until the next step's reset; an
 * empty text is NULL. A failure shows at the next step. */
void lic_stmt_int(struct lic_stmt *stmt, int at, int64_t value);
void lic_stmt_text(struct lic_stmt *stmt, int at, struct lic_str value);
void lic_stmt_blob(struct lic_stmt *stmt, int at, const void *ptr, size_t len);

/* 1: a row; 0: done, and reset for the next use; negative: an error. */
LIC_CHECKED int lic_stmt_step(struct lic_stmt *stmt);
/* The same, with lic_db_fail's sentence for an error. */
LIC_CHECKED int lic_db_next(struct lic_db *db, struct lic_stmt *stmt, const char *what,
			    struct lic_diag *diag);
void lic_stmt_reset(struct lic_stmt *stmt);

/* Columns count from 0. Views live until the next step. */
int64_t lic_stmt_get_int(struct lic_stmt *stmt, int column);
struct lic_str lic_stmt_get_text(struct lic_stmt *stmt, int column);

/* Run to the end, dropping rows: 0 or an error. */
LIC_CHECKED int lic_stmt_run(struct lic_stmt *stmt);

#endif
