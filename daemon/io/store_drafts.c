#include "store_drafts.h"

#include "store_rows.h"

int lic_store_draft_add(struct lic_store *store, const struct lic_store_draft *draft, int64_t *no,
			struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "INSERT INTO draft(list, time, who, action, name, state, body, file,"
			       " text, summary) VALUES(?,?,?,?,?,0,?,?,?,?) RETURNING no",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, draft->list);
	lic_stmt_int(stmt, 2, draft->time);
	lic_stmt_text(stmt, 3, draft->who);
	lic_stmt_text(stmt, 4, draft->action);
	lic_stmt_text(stmt, 5, draft->name);
	lic_stmt_text(stmt, 6, draft->body);
	lic_stmt_text(stmt, 7, draft->file);
	if (draft->text.len)
		lic_stmt_blob(stmt, 8, draft->text.ptr, draft->text.len);
	lic_stmt_text(stmt, 9, draft->summary);
	return lic_store_insert(store, stmt, no, "keeping a proposal", diag);
}

int lic_store_draft_close(struct lic_store *store, int64_t no, int state, int64_t time,
			  struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "UPDATE draft SET state = ?, decided = ? WHERE no = ?", diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, state);
	lic_stmt_int(stmt, 2, time);
	lic_stmt_int(stmt, 3, no);
	return lic_store_finish(store, stmt, "closing a proposal", diag);
}

static void read_draft(struct lic_stmt *stmt, struct lic_store_draft *out)
{
	*out = (struct lic_store_draft){
		.no = lic_stmt_get_int(stmt, 0),
		.list = lic_stmt_get_int(stmt, 1),
		.list_id = lic_stmt_get_text(stmt, 2),
		.time = lic_stmt_get_int(stmt, 3),
		.decided = lic_stmt_get_int(stmt, 4),
		.state = (int)lic_stmt_get_int(stmt, 5),
		.who = lic_stmt_get_text(stmt, 6),
		.action = lic_stmt_get_text(stmt, 7),
		.name = lic_stmt_get_text(stmt, 8),
		.body = lic_stmt_get_text(stmt, 9),
		.file = lic_stmt_get_text(stmt, 10),
		.summary = lic_stmt_get_text(stmt, 11),
		.approvals = (uint32_t)lic_stmt_get_int(stmt, 12),
		.text = lic_stmt_get_text(stmt, 13),
	};
}

int lic_store_draft_each(struct lic_store *store, struct lic_str list, int64_t no, int state,
			 bool text, int (*fn)(void *ctx, const struct lic_store_draft *draft),
			 void *ctx, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(
		&stmt, store->db,
		"SELECT d.no, d.list, l.id, d.time, d.decided, d.state, d.who, d.action, d.name,"
		" d.body, d.file, d.summary,"
		" (SELECT count(*) FROM review r WHERE r.draft = d.no AND r.approves = 1),"
		" CASE WHEN ?4 THEN d.text END"
		" FROM draft d JOIN list l ON l.no = d.list"
		" WHERE (?1 IS NULL OR l.id = ?1) AND (?2 = 0 OR d.no = ?2)"
		" AND (?3 < 0 OR d.state = ?3) ORDER BY d.no",
		diag);

	if (err < 0)
		return err;
	lic_stmt_text(stmt, 1, list);
	lic_stmt_int(stmt, 2, no);
	lic_stmt_int(stmt, 3, state);
	lic_stmt_int(stmt, 4, text);
	while (!err && (err = lic_db_next(store->db, stmt, "reading the proposals", diag)) > 0) {
		struct lic_store_draft draft;
		read_draft(stmt, &draft);
		err = fn(ctx, &draft);
	}
	lic_stmt_free(stmt);
	return err;
}

/* ---- reviews --------------------------------------------------------- */

bool lic_who_is(struct lic_str a, struct lic_str b)
{
	return lic_str_caseeq(lic_str_trim(a), lic_str_trim(b));
}

struct voter {
	struct lic_str who;
	bool voted;
};

static int note_voter(void *ctx, const struct lic_store_vote *vote)
{
	struct voter *voter = ctx;

	voter->voted |= lic_who_is(vote->who, voter->who);
	return LIC_OK;
}

int lic_store_vote_add(struct lic_store *store, int64_t draft, const struct lic_store_vote *vote,
		       struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	struct voter voter = {.who = vote->who};
	int err = lic_store_vote_each(store, draft, note_voter, &voter, diag);

	if (err < 0)
		return err;
	if (voter.voted)
		return lic_diag_set(diag, LIC_EDENIED,
				    "%.*s has reviewed proposal %lld already: another reviewer is "
				    "needed",
				    LIC_STR_ARG(vote->who), (long long)draft);
	err = lic_stmt_new(&stmt, store->db,
			   "INSERT INTO review(draft, who, time, approves, reason)"
			   " VALUES(?,?,?,?,?)",
			   diag);
	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, draft);
	lic_stmt_text(stmt, 2, vote->who);
	lic_stmt_int(stmt, 3, vote->time);
	lic_stmt_int(stmt, 4, vote->approves);
	lic_stmt_text(stmt, 5, vote->reason);
	return lic_store_finish(store, stmt, "keeping a review", diag);
}

int lic_store_vote_each(struct lic_store *store, int64_t draft,
			int (*fn)(void *ctx, const struct lic_store_vote *vote), void *ctx,
			struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "SELECT who, time, approves, reason FROM review WHERE draft = ?"
			       " ORDER BY time, who",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, draft);
	while (!err && (err = lic_db_next(store->db, stmt, "reading the reviews", diag)) > 0) {
		const struct lic_store_vote vote = {
			.who = lic_stmt_get_text(stmt, 0),
			.time = lic_stmt_get_int(stmt, 1),
			.approves = lic_stmt_get_int(stmt, 2) != 0,
			.reason = lic_stmt_get_text(stmt, 3),
		};
		err = fn(ctx, &vote);
	}
	lic_stmt_free(stmt);
	return err;
}

int lic_store_open_counts(struct lic_store *store, int64_t list, uint64_t *drafts,
			  uint64_t *appeals, struct lic_diag *diag)
{
	struct lic_stmt *stmt;
	int err = lic_stmt_new(&stmt, store->db,
			       "SELECT (SELECT count(*) FROM draft WHERE state = 0 AND list = ?1),"
			       " (SELECT count(*) FROM appeal WHERE state < 2 AND list = ?1)",
			       diag);

	if (err < 0)
		return err;
	lic_stmt_int(stmt, 1, list);
	err = lic_db_next(store->db, stmt, "reading the proposals", diag);
	if (err > 0) {
		*drafts = (uint64_t)lic_stmt_get_int(stmt, 0);
		*appeals = (uint64_t)lic_stmt_get_int(stmt, 1);
	}
	lic_stmt_free(stmt);
	return err < 0 ? err : LIC_OK;
}
