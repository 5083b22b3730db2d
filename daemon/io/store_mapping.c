/* How files are read into a list: its mapping, beside the other notes of the store. */
#include "store_rows.h"

static void key_of(struct lic_str list, char key[96])
{
	snprintf(key, 96, "mapping:%.*s", LIC_STR_ARG(list));
}

int lic_store_mapping_put(struct lic_store *store, struct lic_str list, struct lic_str text,
			  struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	char key[96];
	int err = lic_stmt_new(&stmt, store->db,
			       "INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)", diag);

	if (err < 0)
		return err;
	key_of(list, key);
	lic_stmt_text(stmt, 1, lic_str_from(key));
	lic_stmt_text(stmt, 2, text);
	return lic_store_finish(store, stmt, "keeping the mapping", diag);
}

int lic_store_mapping_get(struct lic_store *store, struct lic_str list, struct lic_buf *out,
			  struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	char key[96];
	int err = lic_stmt_new(&stmt, store->db, "SELECT value FROM meta WHERE key = ?", diag);

	if (err < 0)
		return err;
	key_of(list, key);
	lic_stmt_text(stmt, 1, lic_str_from(key));
	err = lic_db_next(store->db, stmt, "looking for a mapping", diag);
	if (err > 0)
		lic_buf_adds(out, lic_stmt_get_text(stmt, 0));
	else if (err == 0)
		err = lic_diag_set(diag, LIC_ENOENT, "no mapping was saved for %.*s",
				   LIC_STR_ARG(list));
	lic_stmt_free(stmt);
	return err < 0 ? err : lic_buf_error(out);
}
