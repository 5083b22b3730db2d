#include "store_appeals.h"

#include "store_rows.h"

int lic_store_appeal_add(struct lic_store *store, const struct lic_store_appeal *appeal,
			 int64_t *no, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "INSERT INTO appeal(list, name, scope, time, due, who, contact,"
			       " claim, report, state) VALUES(?,?,?,?,?,?,?,?,?,?)"
			       " RETURNING no",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, appeal->list);
	lic_stmt_text(stmt, 2, appeal->name.text);
	lic_stmt_int(stmt, 3, appeal->name.scope);
	lic_stmt_int(stmt, 4, appeal->time);
	lic_stmt_int(stmt, 5, appeal->due);
	lic_stmt_text(stmt, 6, appeal->who);
	lic_stmt_text(stmt, 7, appeal->contact);
	lic_stmt_text(stmt, 8, appeal->claim);
	lic_stmt_int(stmt, 9, appeal->report);
	lic_stmt_int(stmt, 10, appeal->state);
	return lic_store_insert(store, stmt, no, "keeping an appeal", diag);
}

int lic_store_appeal_set(struct lic_store *store, int64_t no, int state, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, "UPDATE appeal SET state = ? WHERE no = ?", diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, state);
	lic_stmt_int(stmt, 2, no);
	return lic_store_finish(store, stmt, "keeping an appeal", diag);
}

int lic_store_appeal_each(struct lic_store *store, struct lic_str list, int64_t no, bool all,
			  int (*fn)(void *ctx, const struct lic_store_appeal *appeal), void *ctx,
			  struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(
		&stmt, store->db,
		"SELECT a.no, a.list, l.id, a.name, a.scope, a.time, a.due, a.who, a.contact,"
		" a.claim, a.report, a.state FROM appeal a JOIN list l ON l.no = a.list"
		" WHERE (?1 IS NULL OR l.id = ?1) AND (?2 = 0 OR a.no = ?2)"
		" AND (?3 OR a.state < 2) ORDER BY a.state >= 2, a.due, a.no",
		diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, list);
	lic_stmt_int(stmt, 2, no);
	lic_stmt_int(stmt, 3, all);
	while (!err && (err = lic_db_next(store->db, stmt, "reading the appeals", diag)) > 0) {
		const struct lic_store_appeal appeal = {
			.no = lic_stmt_get_int(stmt, 0),
			.list = lic_stmt_get_int(stmt, 1),
			.list_id = lic_stmt_get_text(stmt, 2),
			.name = {.text = lic_stmt_get_text(stmt, 3),
				 .scope = (enum lic_scope)lic_stmt_get_int(stmt, 4)},
			.time = lic_stmt_get_int(stmt, 5),
			.due = lic_stmt_get_int(stmt, 6),
			.who = lic_stmt_get_text(stmt, 7),
			.contact = lic_stmt_get_text(stmt, 8),
			.claim = lic_stmt_get_text(stmt, 9),
			.report = lic_stmt_get_int(stmt, 10),
			.state = (int)lic_stmt_get_int(stmt, 11),
		};
		err = fn(ctx, &appeal);
	}
	lic_stmt_free(stmt);
	return err;
}

int lic_store_step_add(struct lic_store *store, int64_t appeal, const struct lic_store_step *step,
		       struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "INSERT INTO appeal_step(appeal, time, who, step, text)"
			       " VALUES(?,?,?,?,?)",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, appeal);
	lic_stmt_int(stmt, 2, step->time);
	lic_stmt_text(stmt, 3, step->who);
	lic_stmt_text(stmt, 4, step->step);
	lic_stmt_text(stmt, 5, step->text);
	return lic_store_finish(store, stmt, "keeping an appeal", diag);
}

int lic_store_step_each(struct lic_store *store, int64_t appeal,
			int (*fn)(void *ctx, const struct lic_store_step *step), void *ctx,
			struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "SELECT time, who, step, text FROM appeal_step WHERE appeal = ?"
			       " ORDER BY no",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, appeal);
	while (!err && (err = lic_db_next(store->db, stmt, "reading the appeals", diag)) > 0) {
		const struct lic_store_step step = {
			.time = lic_stmt_get_int(stmt, 0),
			.who = lic_stmt_get_text(stmt, 1),
			.step = lic_stmt_get_text(stmt, 2),
			.text = lic_stmt_get_text(stmt, 3),
		};
		err = fn(ctx, &step);
	}
	lic_stmt_free(stmt);
	return err;
}

int lic_store_dispute_add(struct lic_store *store, int64_t list, struct lic_str name,
			  struct lic_str other, int64_t time, struct lic_str who,
			  struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int64_t changed = 0;
	int err = lic_stmt_new(&stmt, store->db,
			       "INSERT OR IGNORE INTO dispute(list, name, other, time, who)"
			       " VALUES(?,?,?,?,?)",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, list);
	lic_stmt_text(stmt, 2, name);
	lic_stmt_text(stmt, 3, other);
	lic_stmt_int(stmt, 4, time);
	lic_stmt_text(stmt, 5, who);
	err = lic_store_finish(store, stmt, "noting a dispute", diag);
	if (!err)
		err = lic_store_schema_int(store->db, "SELECT changes()", &changed, diag);
	return err ? err : changed > 0;
}
