#include "store_rows.h"

int lic_cursor_new(struct lic_cursor **out, struct lic_store *store, const char *sql,
		   void (*read)(struct lic_stmt *stmt, struct lic_row *row), struct lic_diag *diag)
{
	struct lic_cursor *cursor = calloc(1, sizeof(*cursor));

	if (!cursor)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	cursor->store = store;
	cursor->read = read;
	int err = lic_stmt_new(&cursor->stmt, store->db, sql, diag);
	if (err < 0) {
		free(cursor);
		return err;
	}
	*out = cursor;
	return LIC_OK;
}

int lic_cursor_next(struct lic_cursor *cursor, struct lic_row *row, struct lic_diag *diag)
{
	if (cursor->done)
		return 0;
	int got = lic_db_next(cursor->store->db, cursor->stmt, "reading entries", diag);
	if (got > 0)
		cursor->read(cursor->stmt, row);
	cursor->done = got == 0;
	return got;
}

void lic_cursor_free(struct lic_cursor *cursor)
{
	if (!cursor)
		return;
	lic_stmt_free(cursor->stmt);
	free(cursor);
}
