#include "store_policy.h"

#include "store_rows.h"

int lic_store_policy_get(struct lic_store *store, int64_t list, struct lic_policy *out,
			 struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err =
		lic_stmt_new(&stmt, store->db,
			     "SELECT reviewers, share, appeal_hours FROM list WHERE no = ?", diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, list);
	err = lic_db_next(store->db, stmt, "reading a list's policy", diag);
	if (err > 0)
		*out = (struct lic_policy){
			.reviewers = (uint32_t)lic_stmt_get_int(stmt, 0),
			.share = (uint32_t)lic_stmt_get_int(stmt, 1),
			.appeal_hours = (uint32_t)lic_stmt_get_int(stmt, 2),
		};
	else if (err == 0)
		err = lic_diag_set(diag, LIC_ENOENT, "there is no such list");
	lic_stmt_free(stmt);
	return err < 0 ? err : LIC_OK;
}

int lic_store_policy_set(struct lic_store *store, int64_t list, const struct lic_policy *policy,
			 struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "UPDATE list SET reviewers = ?, share = ?, appeal_hours = ?"
			       " WHERE no = ?",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, policy->reviewers);
	lic_stmt_int(stmt, 2, policy->share);
	lic_stmt_int(stmt, 3, policy->appeal_hours);
	lic_stmt_int(stmt, 4, list);
	return lic_store_finish(store, stmt, "keeping a list's policy", diag);
}

int lic_store_origin_get(struct lic_store *store, int64_t list, enum lic_list_origin *out,
			 struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, "SELECT origin FROM list WHERE no = ?", diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, list);
	err = lic_db_next(store->db, stmt, "reading a list", diag);
	if (err > 0)
		*out = (enum lic_list_origin)lic_stmt_get_int(stmt, 0);
	else if (err == 0)
		err = lic_diag_set(diag, LIC_ENOENT, "there is no such list");
	lic_stmt_free(stmt);
	return err < 0 ? err : LIC_OK;
}

int lic_store_origin_set(struct lic_store *store, int64_t list, enum lic_list_origin origin,
			 struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db, "UPDATE list SET origin = ? WHERE no = ?", diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, origin);
	lic_stmt_int(stmt, 2, list);
	return lic_store_finish(store, stmt, "keeping who works on a list", diag);
}
