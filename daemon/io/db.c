#include "db.h"

#include "buf.h"
#include "limits.h"

#include <sqlite3.h>

#define BUSY_STEP_MS 5

struct lic_db {
	sqlite3 *handle;
};

/* A sqlite3_stmt under our own name. */
static sqlite3_stmt *raw(struct lic_stmt *stmt)
{
	return (sqlite3_stmt *)(void *)stmt;
}

static int map_code(int code)
{
	switch (code & 0xFF) {
	case SQLITE_OK:
		return LIC_OK;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return LIC_EBUSY;
	case SQLITE_NOMEM:
		return LIC_ENOMEM;
	case SQLITE_READONLY:
		return LIC_EREADONLY;
	case SQLITE_FULL:
		return LIC_ENOSPC;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return LIC_ECORRUPT;
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return LIC_EDENIED;
	case SQLITE_TOOBIG:
		return LIC_ELIMIT;
	default:
		return LIC_EIO;
	}
}

int lic_db_fail(struct lic_db *db, const char *what, struct lic_diag *diag)
{
	int code = sqlite3_errcode(db->handle);
	int err = map_code(code);

	if (!err)
		err = LIC_EIO;
	switch (err) {
	case LIC_EBUSY:
		return lic_diag_set(diag, err, "%s: another process is writing; try again", what);
	case LIC_ENOSPC:
		return lic_diag_set(diag, err, "%s: no space left on the disk; nothing was changed",
				    what);
	case LIC_EREADONLY:
		return lic_diag_set(diag, err, "%s: the data folder cannot be written to", what);
	default:
		return lic_diag_set(diag, err, "%s: %s", what, sqlite3_errmsg(db->handle));
	}
}

/* Can the schema be read? A write-ahead log without a folder to write to cannot
 * be, unless SQLite is told that nobody else writes either. */
static int probe(sqlite3 *handle)
{
	return sqlite3_exec(handle, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL);
}

static int open_read(sqlite3 **handle, const char *path)
{
	struct lic_buf uri;
	int code = sqlite3_open_v2(path, handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);

	if (code == SQLITE_OK) {
		sqlite3_busy_timeout(*handle, LIC_STORE_BUSY_MS);
		code = probe(*handle);
	}
	if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY && (code & 0xFF) != SQLITE_READONLY)
		return code;
	if (access(path, R_OK) != 0)
		return code;
	sqlite3_close(*handle);
	*handle = NULL;
	lic_buf_init(&uri, 8192);
	LIC_BUF_LIT(&uri, "file:");
	for (const char *p = path; *p; p++) {
		if (*p == '?' || *p == '#' || *p == '%')
			lic_buf_printf(&uri, "%%%02X", (unsigned)*p);
		else
			lic_buf_addc(&uri, *p);
	}
	LIC_BUF_LIT(&uri, "?immutable=1");
	char *text = lic_buf_take(&uri);
	if (!text)
		return SQLITE_NOMEM;
	code = sqlite3_open_v2(text, handle,
			       SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
	free(text);
	return code == SQLITE_OK ? probe(*handle) : code;
}

/* The change to a write-ahead log wants the file alone for a moment, and for that SQLite does
 * not wait by itself: two programs that begin on a new file would meet. */
static int write_ahead(sqlite3 *handle)
{
	int waited = 0, code;

	while ((code = sqlite3_exec(handle, "PRAGMA journal_mode=WAL", NULL, NULL, NULL)) ==
		       SQLITE_BUSY &&
	       waited < LIC_STORE_BUSY_MS)
		waited += sqlite3_sleep(BUSY_STEP_MS);
	return code;
}

static int open_write(sqlite3 **handle, const char *path)
{
	int code = sqlite3_open_v2(path, handle,
				   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
				   NULL);

	if (code != SQLITE_OK)
		return code;
	sqlite3_busy_timeout(*handle, LIC_STORE_BUSY_MS);
	code = write_ahead(*handle);
	/* FULL: a commit that was reported has reached the disk. */
	return code == SQLITE_OK
		       ? sqlite3_exec(*handle, "PRAGMA synchronous=FULL; PRAGMA temp_store=FILE;",
				      NULL, NULL, NULL)
		       : code;
}

static const char *what_to_do(int err)
{
	switch (err) {
	case LIC_ECORRUPT:
		return "; move the file away, and the bundled lists are loaded anew";
	case LIC_EDENIED:
	case LIC_EREADONLY:
		return "; see whose the folder is, or name another with --data-dir";
	case LIC_ENOSPC:
		return "; make room on the disk";
	default:
		return "";
	}
}

int lic_db_open(struct lic_db **out, const char *path, bool write, struct lic_diag *diag)
{
	struct lic_db *db = calloc(1, sizeof(*db));
	char cache[64];

	if (!db)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	int code = write ? open_write(&db->handle, path) : open_read(&db->handle, path);
	snprintf(cache, sizeof(cache), "PRAGMA cache_size=-%d", LIC_STORE_CACHE_KIB);
	if (code == SQLITE_OK)
		code = sqlite3_exec(db->handle, cache, NULL, NULL, NULL);
	if (code == SQLITE_OK) {
		*out = db;
		return LIC_OK;
	}
	int err = map_code(code);
	lic_diag_set(diag, err, "cannot open %s: %s%s", path,
		     db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code),
		     what_to_do(err));
	lic_db_close(db);
	return err;
}

void lic_db_close(struct lic_db *db)
{
	if (!db)
		return;
	sqlite3_close(db->handle);
	free(db);
}

int lic_db_exec(struct lic_db *db, const char *sql, struct lic_diag *diag)
{
	if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		return lic_db_fail(db, "the store", diag);
	return LIC_OK;
}

int lic_stmt_new(struct lic_stmt **out, struct lic_db *db, const char *sql, struct lic_diag *diag)
{
	sqlite3_stmt *stmt;

	if (sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) !=
	    SQLITE_OK)
		return lic_db_fail(db, "the store", diag);
	*out = (struct lic_stmt *)(void *)stmt;
	return LIC_OK;
}

void lic_stmt_free(struct lic_stmt *stmt)
{
	sqlite3_finalize(raw(stmt));
}

void lic_stmt_int(struct lic_stmt *stmt, int at, int64_t value)
{
	sqlite3_bind_int64(raw(stmt), at, value);
}

void lic_stmt_text(struct lic_stmt *stmt, int at, struct lic_str value)
{
	if (value.len)
		sqlite3_bind_text64(raw(stmt), at, value.ptr, value.len, SQLITE_STATIC,
				    SQLITE_UTF8);
	else
		sqlite3_bind_null(raw(stmt), at);
}

void lic_stmt_blob(struct lic_stmt *stmt, int at, const void *ptr, size_t len)
{
	sqlite3_bind_blob64(raw(stmt), at, ptr, len, SQLITE_STATIC);
}

int lic_stmt_step(struct lic_stmt *stmt)
{
	int code = sqlite3_step(raw(stmt));

	if (code == SQLITE_ROW)
		return 1;
	sqlite3_reset(raw(stmt));
	return code == SQLITE_DONE ? 0 : map_code(code);
}

int lic_db_next(struct lic_db *db, struct lic_stmt *stmt, const char *what, struct lic_diag *diag)
{
	int got = lic_stmt_step(stmt);

	return got < 0 ? lic_db_fail(db, what, diag) : got;
}

void lic_stmt_reset(struct lic_stmt *stmt)
{
	sqlite3_reset(raw(stmt));
}

int64_t lic_stmt_get_int(struct lic_stmt *stmt, int column)
{
	return sqlite3_column_int64(raw(stmt), column);
}

struct lic_str lic_stmt_get_text(struct lic_stmt *stmt, int column)
{
	const void *p = sqlite3_column_blob(raw(stmt), column);

	return lic_str(p, p ? (size_t)sqlite3_column_bytes(raw(stmt), column) : 0);
}

int lic_stmt_run(struct lic_stmt *stmt)
{
	int got;

	do
		got = lic_stmt_step(stmt);
	while (got > 0);
	return got;
}
