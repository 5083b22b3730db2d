#include "keep.h"

#include "publish.h"
#include "zone.h"

#define LEAF_MAX (LIC_LIST_LINE_MAX * 8u)

int lic_keep_begin(struct lic_keep *keep, struct lic_engine *engine, struct lic_str list,
		   bool write, struct lic_diag *diag)
{
	*keep = (struct lic_keep){.engine = engine, .now = lic_clock_now(), .diag = diag};
	lic_buf_init(&keep->body, LEAF_MAX);
	int err = lic_engine_store(engine, write, &keep->store, diag);

	if (err < 0)
		return err;
	if (write) {
		err = lic_store_begin(keep->store, diag);
		if (err < 0)
			return err;
		keep->write = true;
	}
	err = lic_store_list_get(keep->store, list, &keep->no, &keep->list, &keep->arena, diag);
	if (!err)
		err = lic_store_policy_get(keep->store, keep->no, &keep->policy, diag);
	keep->today = lic_zone_today(keep->list.timezone, keep->now);
	return err;
}

static int commit(struct lic_keep *keep, bool publish)
{
	int err = LIC_OK;

	if (keep->log) {
		keep->log_size = lic_log_size(keep->log);
		err = lic_log_close(keep->log, keep->diag);
		keep->log = NULL;
	}
	if (!err && publish) {
		err = lic_publish(keep->engine, keep->store, true, keep->diag);
		err = err < 0 ? err : LIC_OK;
	}
	if (!err)
		err = lic_store_commit(keep->store, keep->diag);
	if (!err && publish)
		lic_publish_clean(keep->engine, keep->store);
	return err;
}

int lic_keep_end(struct lic_keep *keep, int err, bool publish)
{
	const bool committed = keep->write && !err && !keep->drop;

	if (committed)
		err = commit(keep, publish);
	else if (keep->write)
		lic_store_rollback(keep->store);
	lic_log_free(keep->log);
	lic_door_free(keep->door);
	lic_store_close(keep->store);
	lic_buf_release(&keep->body);
	lic_arena_release(&keep->arena);
	if (committed && !err && publish) {
		err = lic_engine_refresh(keep->engine, keep->diag);
		err = err < 0 ? err : LIC_OK;
	}
	return err;
}

int lic_keep_end_edit(struct lic_keep *keep, int err, struct lic_keep_result *out)
{
	err = lic_keep_end(keep, err, out->outcome == LIC_KEEP_APPLIED);
	out->log_size = keep->log_size;
	out->leaf = keep->log_size ? keep->log_size - 1 : 0;
	return err;
}

int lic_keep_must_be_kept(const struct lic_keep *keep)
{
	if (keep->list.origin == LIC_ORIGIN_BUNDLED)
		return lic_diag_set(keep->diag, LIC_EREFUSED,
				    "%.*s came with Licit and is not kept here; to work on it from "
				    "now on: licit lists policy --list %.*s --keep",
				    LIC_STR_ARG(keep->list.id), LIC_STR_ARG(keep->list.id));
	if (keep->list.origin == LIC_ORIGIN_SUBSCRIBED)
		return lic_diag_set(keep->diag, LIC_EREFUSED,
				    "%.*s comes from a feed: only its publisher changes it; make "
				    "an appeal there, or a list of your own",
				    LIC_STR_ARG(keep->list.id));
	return LIC_OK;
}

int lic_keep_door(struct lic_keep *keep)
{
	if (keep->door)
		return LIC_OK;
	return lic_door_open(&keep->door, keep->engine, keep->store, keep->list.kind, keep->diag);
}

/* ---- the log --------------------------------------------------------- */

/* Entries from before the list had a log. */
static int take_over(struct lic_log *log, struct lic_store *store, int64_t list,
		     struct lic_diag *diag)
{
	struct lic_cursor *cursor;
	struct lic_row row;
	struct lic_buf name, body;
	int got = lic_cursor_entries(&cursor, store, list, diag);

	if (got < 0)
		return got;
	lic_buf_init(&name, LIC_LIST_LINE_MAX);
	lic_buf_init(&body, LEAF_MAX);
	while ((got = lic_cursor_next(cursor, &row, diag)) > 0) {
		lic_buf_reset(&name);
		lic_buf_reset(&body);
		lic_leaf_write_name(&name, &row.name);
		const struct lic_leaf leaf = {
			.action = LIC_LEAF_ADD,
			.at = lic_clock_now(),
			.by = LIC_STR("licit"),
			.name = lic_buf_str(&name),
			.scope = lic_str_from(lic_scope_name(row.name.scope)),
			.record = row.record,
			.code = LIC_STR("taken-over"),
		};
		lic_leaf_write(&body, &leaf);
		got = lic_buf_error(&body);
		if (!got)
			got = lic_log_append(log, row.name.text, lic_buf_str(&body), diag);
		if (got < 0)
			break;
	}
	lic_buf_release(&name);
	lic_buf_release(&body);
	lic_cursor_free(cursor);
	return got;
}

int lic_keep_log_open(struct lic_log **out, struct lic_store *store, int64_t list,
		      struct lic_diag *diag)
{
	*out = NULL;
	int err = lic_log_open(out, store, list, diag);

	if (!err && lic_log_size(*out) == 0)
		err = take_over(*out, store, list, diag);
	if (err < 0 && *out) {
		lic_log_free(*out);
		*out = NULL;
	}
	return err;
}

int lic_keep_append(struct lic_keep *keep, struct lic_leaf *leaf, const struct lic_name *name)
{
	struct lic_buf shown;
	int err = LIC_OK;

	if (!keep->log)
		err = lic_keep_log_open(&keep->log, keep->store, keep->no, keep->diag);
	if (err < 0)
		return err;
	if (!leaf->at)
		leaf->at = keep->now;
	lic_buf_init(&shown, LIC_LIST_LINE_MAX);
	if (name) {
		lic_leaf_write_name(&shown, name);
		leaf->name = lic_buf_str(&shown);
		leaf->scope = lic_str_from(lic_scope_name(name->scope));
	}
	lic_buf_reset(&keep->body);
	lic_leaf_write(&keep->body, leaf);
	err = lic_buf_error(&keep->body);
	if (err < 0)
		lic_diag_set(keep->diag, err, "the edit is too long for a leaf of the log");
	else
		err = lic_log_append(keep->log, name ? name->text : lic_str(NULL, 0),
				     lic_buf_str(&keep->body), keep->diag);
	lic_buf_release(&shown);
	leaf->name = leaf->scope = lic_str(NULL, 0);
	return err;
}
