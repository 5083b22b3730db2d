#include "merge_log.h"

#include "leaf.h"
#include "store_appeals.h"

#define NAME_MAX_BYTES (LIC_LIST_LINE_MAX + 2u)
#define BODY_MAX (LIC_LIST_LINE_MAX * 8u)

static int append(struct lic_merge *m, struct lic_leaf *leaf, const struct lic_row *row,
		  struct lic_diag *diag)
{
	lic_buf_reset(&m->leaf_name);
	lic_buf_reset(&m->leaf_body);
	/* A site is written as it stands: nearly all are. */
	if (row->name.scope != LIC_SCOPE_WILDCARD && row->name.scope != LIC_SCOPE_TLD) {
		leaf->name = row->name.text;
	} else {
		lic_leaf_write_name(&m->leaf_name, &row->name);
		leaf->name = lic_buf_str(&m->leaf_name);
	}
	leaf->scope = lic_str_from(lic_scope_name(row->name.scope));
	leaf->record = row->record;
	leaf->at = m->now;
	leaf->by = m->who;
	leaf->draft = m->draft;
	lic_leaf_write(&m->leaf_body, leaf);
	int err = lic_buf_error(&m->leaf_name) | lic_buf_error(&m->leaf_body);
	if (err < 0)
		return lic_diag_set(diag, LIC_ELIMIT, "line %u: the row is too long for the log",
				    row->record.line);
	return lic_log_append(m->log, row->name.text, lic_buf_str(&m->leaf_body), diag);
}

static int open_dispute(struct lic_merge *m, const struct lic_row *row, struct lic_diag *diag)
{
	struct lic_str other = lic_door_other_side(m->door, &row->name, m->today);
	struct lic_leaf leaf = {.action = LIC_LEAF_DISPUTE, .other = other};

	if (!other.len)
		return LIC_OK;
	int added = lic_store_dispute_add(m->store, m->list, row->name.text, other, m->now, m->who,
					  diag);
	return added <= 0 ? added : append(m, &leaf, row, diag);
}

int lic_merge_log_add(struct lic_merge *m, const struct lic_row *row, struct lic_diag *diag)
{
	struct lic_leaf leaf = {.action = LIC_LEAF_ADD, .code = LIC_STR("import")};
	struct lic_diag refused;

	if (!m->log)
		return LIC_OK;
	if (m->override.len && lic_door_refuses(m->door, &row->name, &refused))
		leaf.override = m->override;
	int err = append(m, &leaf, row, diag);
	if (!err && !lic_record_ended(&row->record, m->today))
		err = open_dispute(m, row, diag);
	return err;
}

int lic_merge_log_change(struct lic_merge *m, enum lic_change_kind kind, const struct lic_row *old,
			 const struct lic_row *row, struct lic_diag *diag)
{
	struct lic_leaf leaf = {
		.action = kind == LIC_CHANGE_WITHDRAWN  ? LIC_LEAF_WITHDRAW
			  : kind == LIC_CHANGE_RESTORED ? LIC_LEAF_RESTORE
							: LIC_LEAF_CHANGE,
		.code = LIC_STR("import"),
		.moved = old->record.since != row->record.since,
		.since_before = old->record.since,
	};

	return m->log ? append(m, &leaf, row, diag) : LIC_OK;
}

int lic_merge_log_absent(struct lic_merge *m, const struct lic_row *row, struct lic_diag *diag)
{
	struct lic_leaf leaf = {.action = LIC_LEAF_WITHDRAW, .code = LIC_STR("absent")};

	return m->log ? append(m, &leaf, row, diag) : LIC_OK;
}

void lic_merge_log_init(struct lic_merge *m)
{
	lic_buf_init(&m->leaf_name, NAME_MAX_BYTES);
	lic_buf_init(&m->leaf_body, BODY_MAX);
}

void lic_merge_log_release(struct lic_merge *m)
{
	lic_buf_release(&m->leaf_name);
	lic_buf_release(&m->leaf_body);
}
