#include "store_rows.h"

void lic_row_bind(struct lic_stmt *stmt, int first, const struct lic_row *row)
{
	const struct lic_record *r = &row->record;
	int at = first;

	lic_stmt_text(stmt, at++, row->name.text);
	lic_stmt_int(stmt, at++, row->name.scope);
	lic_stmt_int(stmt, at++, r->since);
	lic_stmt_int(stmt, at++, (int64_t)row->name.host_len);
	lic_stmt_int(stmt, at++, r->withdrawn);
	lic_stmt_int(stmt, at++, r->until);
	lic_stmt_int(stmt, at++, r->seen);
	lic_stmt_int(stmt, at++, r->evidence);
	lic_stmt_int(stmt, at++, r->confidence);
	lic_stmt_text(stmt, at++, r->holder);
	lic_stmt_text(stmt, at++, r->number);
	lic_stmt_text(stmt, at++, r->entry_url);
	lic_stmt_text(stmt, at++, r->class);
	lic_stmt_text(stmt, at++, r->countries);
	lic_stmt_text(stmt, at++, r->reason);
	lic_stmt_text(stmt, at++, r->source);
	lic_stmt_int(stmt, at++, r->line);
	lic_stmt_int(stmt, at, r->registered);
}

void lic_row_read(struct lic_stmt *stmt, struct lic_row *row)
{
	struct lic_record *r = &row->record;
	int at = 0;

	row->name.text = lic_stmt_get_text(stmt, at++);
	row->name.scope = (enum lic_scope)lic_stmt_get_int(stmt, at++);
	r->since = (lic_date)lic_stmt_get_int(stmt, at++);
	row->name.host_len = (size_t)lic_stmt_get_int(stmt, at++);
	r->withdrawn = (lic_date)lic_stmt_get_int(stmt, at++);
	r->until = (lic_date)lic_stmt_get_int(stmt, at++);
	r->seen = (lic_date)lic_stmt_get_int(stmt, at++);
	r->evidence = (enum lic_evidence)lic_stmt_get_int(stmt, at++);
	r->confidence = (enum lic_confidence)lic_stmt_get_int(stmt, at++);
	r->holder = lic_stmt_get_text(stmt, at++);
	r->number = lic_stmt_get_text(stmt, at++);
	r->entry_url = lic_stmt_get_text(stmt, at++);
	r->class = lic_stmt_get_text(stmt, at++);
	r->countries = lic_stmt_get_text(stmt, at++);
	r->reason = lic_stmt_get_text(stmt, at++);
	r->source = lic_stmt_get_text(stmt, at++);
	r->line = (uint32_t)lic_stmt_get_int(stmt, at++);
	r->registered = (lic_date)lic_stmt_get_int(stmt, at);
	r->name = row->name.text;
}

int lic_cursor_entries(struct lic_cursor **out, struct lic_store *store, int64_t list,
		       struct lic_diag *diag)
{
	int err = lic_cursor_new(out, store,
				 "SELECT " LIC_ROW_COLUMNS
				 " FROM entry WHERE list = ? ORDER BY name, scope, since",
				 lic_row_read, diag);

	if (!err)
		lic_stmt_int((*out)->stmt, 1, list);
	return err;
}

int lic_cursor_named(struct lic_cursor **out, struct lic_store *store, int64_t list,
		     const struct lic_name *name, struct lic_diag *diag)
{
	int err = lic_cursor_new(out, store,
				 "SELECT " LIC_ROW_COLUMNS " FROM entry WHERE list = ? AND name = ?"
				 " AND scope = ? ORDER BY since",
				 lic_row_read, diag);

	if (!err) {
		lic_stmt_int((*out)->stmt, 1, list);
		lic_stmt_text((*out)->stmt, 2, name->text);
		lic_stmt_int((*out)->stmt, 3, name->scope);
	}
	return err;
}

int lic_store_entry_add(struct lic_store *store, int64_t list, int64_t import,
			const struct lic_row *row, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_store_stmt(store, STMT_ENTRY_ADD,
				 "INSERT INTO entry(" LIC_ROW_COLUMNS
				 ", list, import) VALUES(" LIC_ROW_MARKS ",?,?)",
				 &stmt, diag);

	if (err < 0)
		return err;
	lic_row_bind(stmt, 1, row);
	lic_stmt_int(stmt, LIC_ROW_COLUMN_COUNT + 1, list);
	lic_stmt_int(stmt, LIC_ROW_COLUMN_COUNT + 2, import);
	return lic_store_run(store, stmt, "adding an entry", diag);
}

static int note_change(struct lic_store *store, int64_t list, int64_t import, lic_date since,
		       const struct lic_row *row, struct lic_str what, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_store_stmt(store, STMT_CHANGE_ADD,
				 "INSERT INTO change(import, list, name, scope, since, what)"
				 " VALUES(?,?,?,?,?,?)",
				 &stmt, diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, import);
	lic_stmt_int(stmt, 2, list);
	lic_stmt_text(stmt, 3, row->name.text);
	lic_stmt_int(stmt, 4, row->name.scope);
	lic_stmt_int(stmt, 5, since);
	lic_stmt_text(stmt, 6, what);
	return lic_store_run(store, stmt, "noting a change", diag);
}

int lic_store_entry_change(struct lic_store *store, int64_t list, int64_t import, lic_date since,
			   const struct lic_row *row, struct lic_str what, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_store_stmt(store, STMT_ENTRY_CHANGE,
				 "UPDATE entry SET (" LIC_ROW_COLUMNS ") = (" LIC_ROW_MARKS
				 ") WHERE list = ? AND name = ? AND scope = ? AND since = ?",
				 &stmt, diag);

	if (err < 0)
		return err;
	lic_row_bind(stmt, 1, row);
	lic_stmt_int(stmt, LIC_ROW_COLUMN_COUNT + 1, list);
	lic_stmt_text(stmt, LIC_ROW_COLUMN_COUNT + 2, row->name.text);
	lic_stmt_int(stmt, LIC_ROW_COLUMN_COUNT + 3, row->name.scope);
	lic_stmt_int(stmt, LIC_ROW_COLUMN_COUNT + 4, since);
	err = lic_store_run(store, stmt, "changing an entry", diag);
	return err || !what.len ? err : note_change(store, list, import, since, row, what, diag);
}
