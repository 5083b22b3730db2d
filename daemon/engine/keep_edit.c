/* Edits: done at once, or proposed. */
#include "json.h"
#include "keep.h"
#include "store_appeals.h"
#include "store_drafts.h"

_Static_assert((int)LIC_KEEP_RESTORE == (int)LIC_LEAF_RESTORE, "the actions of leaves begin so");

const char *lic_keep_action_name(enum lic_keep_action action)
{
	return lic_leaf_action_name((enum lic_leaf_action)action);
}

static int open_dispute(struct lic_keep *keep, const struct lic_keep_plan *plan,
			const struct lic_keep_why *why)
{
	struct lic_leaf leaf = {
		.action = LIC_LEAF_DISPUTE,
		.by = why->who,
		.other = plan->other_side,
	};
	int added = lic_store_dispute_add(keep->store, keep->no, plan->name.text, plan->other_side,
					  keep->now, why->who, keep->diag);

	return added <= 0 ? added : lic_keep_append(keep, &leaf, &plan->name);
}

int lic_keep_apply(struct lic_keep *keep, const struct lic_keep_plan *plan,
		   const struct lic_keep_why *why, int64_t draft, int64_t appeal)
{
	struct lic_leaf leaf = {
		.action = (enum lic_leaf_action)plan->action,
		.record = plan->new.record,
		.draft = draft,
		.appeal = appeal,
	};
	int err;

	/* First the log, which takes over what was there before it. */
	lic_keep_leaf_why(&leaf, why, plan->code);
	if (plan->has_old && plan->old.record.since != plan->new.record.since) {
		leaf.moved = true;
		leaf.since_before = plan->old.record.since;
	}
	err = lic_keep_append(keep, &leaf, &plan->name);
	if (!err && plan->has_old)
		err = lic_store_entry_change(keep->store, keep->no, 0, plan->old.record.since,
					     &plan->new, LIC_STR(""), keep->diag);
	else if (!err)
		err = lic_store_entry_add(keep->store, keep->no, 0, &plan->new, keep->diag);
	if (!err && plan->other_side.len)
		err = open_dispute(keep, plan, why);
	if (!err && keep->list.as_of < lic_date_of(keep->now))
		err = lic_store_list_set_as_of(keep->store, keep->no, lic_date_of(keep->now),
					       keep->diag);
	return err;
}

/* ---- proposing ------------------------------------------------------- */

static void member(struct lic_buf *out, const char *key, struct lic_str value)
{
	if (!value.len)
		return;
	if (out->ptr[out->len - 1] != '{')
		lic_buf_addc(out, ',');
	lic_json_field(out, key, value);
}

static void write_body(struct lic_buf *out, const struct lic_keep_edit *edit,
		       const struct lic_keep_why *why, struct lic_str code)
{
	char since[LIC_DATE_SIZE];

	lic_buf_addc(out, '{');
	member(out, "action", lic_str_from(lic_keep_action_name(edit->action)));
	member(out, "code", code);
	LIC_BUF_LIT(out, ",\"evidence\":[");
	for (size_t i = 0; i < why->evidence_count; i++) {
		if (i)
			lic_buf_addc(out, ',');
		lic_json_str(out, why->evidence[i]);
	}
	lic_buf_addc(out, ']');
	member(out, "name", edit->name);
	member(out, "override", why->override);
	if (edit->since) {
		lic_date_format(edit->since, since);
		member(out, "since", lic_str_from(since));
	}
	member(out, "text", why->text);
	LIC_BUF_LIT(out, ",\"values\":{");
	for (size_t i = 0; i < edit->values_count; i++) {
		if (i)
			lic_buf_addc(out, ',');
		lic_json_field(out, edit->values[i].member, edit->values[i].value);
	}
	LIC_BUF_LIT(out, "}}");
}

static void write_summary(struct lic_buf *out, const struct lic_keep_plan *plan,
			  const struct lic_keep_why *why)
{
	lic_buf_printf(out, "%s ", lic_keep_action_name(plan->action));
	lic_leaf_write_name(out, &plan->name);
	lic_buf_printf(out, ": %.*s",
		       LIC_STR_ARG(why->text.len
					   ? why->text
					   : lic_str_from(lic_keep_code_summary(plan->code))));
}

static int propose(struct lic_keep *keep, const struct lic_keep_edit *edit,
		   const struct lic_keep_plan *plan, const struct lic_keep_why *why, int64_t appeal,
		   int64_t *no)
{
	struct lic_buf body, summary, name;

	lic_buf_init(&body, LIC_JSON_FILE_MAX);
	lic_buf_init(&summary, LIC_LIST_LINE_MAX);
	lic_buf_init(&name, LIC_LIST_LINE_MAX);
	write_body(&body, edit, why, plan->code);
	write_summary(&summary, plan, why);
	lic_leaf_write_name(&name, &plan->name);
	const struct lic_store_draft draft = {
		.list = keep->no,
		.time = keep->now,
		.who = why->who,
		.action = lic_str_from(lic_keep_action_name(edit->action)),
		.name = lic_buf_str(&name),
		.body = lic_buf_str(&body),
		.summary = lic_buf_str(&summary),
	};
	int err = lic_buf_error(&body) | lic_buf_error(&summary) | lic_buf_error(&name);
	if (!err)
		err = lic_store_draft_add(keep->store, &draft, no, keep->diag);
	if (!err) {
		struct lic_leaf leaf = {
			.action = LIC_LEAF_PROPOSE,
			.proposes = draft.action,
			.draft = *no,
			.appeal = appeal,
		};
		lic_keep_leaf_why(&leaf, why, plan->code);
		err = lic_keep_append(keep, &leaf, &plan->name);
	}
	lic_buf_release(&body);
	lic_buf_release(&summary);
	lic_buf_release(&name);
	return err;
}

int lic_keep_do(struct lic_keep *keep, const struct lic_keep_edit *edit,
		const struct lic_keep_why *why, int64_t appeal, struct lic_keep_result *out)
{
	struct lic_keep_plan plan;
	int err = lic_keep_plan(keep, edit, why, &plan);

	*out = (struct lic_keep_result){.outcome = LIC_KEEP_UNCHANGED};
	if (err < 0 || plan.unchanged)
		return err;
	if (edit->dry_run) {
		out->outcome = LIC_KEEP_DRY;
		return LIC_OK;
	}
	if (keep->policy.reviewers || edit->propose) {
		out->outcome = LIC_KEEP_PROPOSED;
		return propose(keep, edit, &plan, why, appeal, &out->draft);
	}
	out->outcome = LIC_KEEP_APPLIED;
	return lic_keep_apply(keep, &plan, why, 0, appeal);
}

int lic_keep_edit(struct lic_engine *engine, const struct lic_keep_edit *edit,
		  const struct lic_keep_why *why, struct lic_keep_result *out,
		  struct lic_diag *diag)
{
	struct lic_keep keep;
	int err = lic_keep_begin(&keep, engine, edit->list, true, diag);

	*out = (struct lic_keep_result){.outcome = LIC_KEEP_UNCHANGED};
	if (!err)
		err = lic_keep_must_be_kept(&keep);
	if (!err)
		err = lic_keep_do(&keep, edit, why, 0, out);
	keep.drop = out->outcome != LIC_KEEP_APPLIED && out->outcome != LIC_KEEP_PROPOSED;
	return lic_keep_end_edit(&keep, err, out);
}
