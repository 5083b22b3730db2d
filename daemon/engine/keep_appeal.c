/* Appeals: a claim, a clock, an answer, a decision and what follows from it. */
#include "keep.h"
#include "store_appeals.h"

#define HOUR 3600

const char *lic_appeal_state_name(enum lic_appeal_state state)
{
	static const char *const names[LIC_APPEAL_STATES] = {"open", "answered", "granted",
							     "refused"};

	return names[state];
}

/* ---- looking --------------------------------------------------------- */

struct listing {
	int (*fn)(void *ctx, const struct lic_appeal *appeal);
	void *ctx;
	int64_t now;
};

static int list_appeal(void *ctx, const struct lic_store_appeal *a)
{
	const struct listing *l = ctx;
	struct lic_buf name;
	const bool open = a->state == LIC_APPEAL_OPEN || a->state == LIC_APPEAL_ANSWERED;

	lic_buf_init(&name, LIC_LIST_LINE_MAX);
	lic_leaf_write_name(&name, &a->name);
	const struct lic_appeal appeal = {
		.no = a->no,
		.list = a->list_id,
		.name = lic_buf_str(&name),
		.who = a->who,
		.contact = a->contact,
		.claim = a->claim,
		.time = a->time,
		.due = a->due,
		.report = a->report,
		.state = (enum lic_appeal_state)a->state,
		.overdue = open && a->due < l->now,
	};
	int err = lic_buf_error(&name);
	if (!err)
		err = l->fn(l->ctx, &appeal);
	lic_buf_release(&name);
	return err;
}

int lic_appeals_each(struct lic_engine *engine, const struct lic_appeal_filter *filter,
		     int (*fn)(void *ctx, const struct lic_appeal *appeal), void *ctx,
		     struct lic_diag *diag)
{
	struct listing l = {fn, ctx, lic_clock_now()};
	struct lic_store *store;
	int err = lic_engine_store(engine, false, &store, diag);

	if (err < 0)
		return err;
	/* By when they are due: overdue ones come first. */
	err = lic_store_appeal_each(store, filter->list, filter->no, filter->all || filter->no,
				    list_appeal, &l, diag);
	lic_store_close(store);
	return err;
}

struct steps {
	int (*fn)(void *ctx, const struct lic_appeal_step *step);
	void *ctx;
};

static int list_step(void *ctx, const struct lic_store_step *s)
{
	const struct steps *steps = ctx;
	const struct lic_appeal_step step = {s->who, s->step, s->text, s->time};

	return steps->fn(steps->ctx, &step);
}

int lic_appeal_steps_each(struct lic_engine *engine, int64_t appeal,
			  int (*fn)(void *ctx, const struct lic_appeal_step *step), void *ctx,
			  struct lic_diag *diag)
{
	struct steps steps = {fn, ctx};
	struct lic_store *store;
	int err = lic_engine_store(engine, false, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_step_each(store, appeal, list_step, &steps, diag);
	lic_store_close(store);
	return err;
}

/* ---- taking in ------------------------------------------------------- */

int lic_appeal_why_ok(const struct lic_keep_why *why, const char *without_text,
		      struct lic_diag *diag)
{
	const struct lic_keep_why plain = {
		.who = why->who,
		.text = why->text,
		.evidence = why->evidence,
		.evidence_count = why->evidence_count,
	};
	struct lic_str code;

	if (without_text && !lic_str_trim(why->text).len)
		return lic_diag_set(diag, LIC_EINVAL, "%s", without_text);
	return lic_keep_why_ok(&plain, "add", &code, diag);
}

static int note_step(struct lic_keep *keep, int64_t no, const struct lic_name *name,
		     enum lic_leaf_action action, struct lic_str step,
		     const struct lic_keep_why *why)
{
	const struct lic_store_step row = {why->who, step, why->text, keep->now};
	struct lic_leaf leaf = {
		.action = action,
		.appeal = no,
		.other = action == LIC_LEAF_DECIDE ? step : lic_str(NULL, 0),
	};
	int err = lic_store_step_add(keep->store, no, &row, keep->diag);

	lic_keep_leaf_why(&leaf, why, why->code);
	return err ? err : lic_keep_append(keep, &leaf, name);
}

int lic_appeal_must_be_listed(struct lic_keep *keep, const struct lic_name *name)
{
	struct lic_cursor *cursor;
	struct lic_row row;
	int got = lic_cursor_named(&cursor, keep->store, keep->no, name, keep->diag);

	if (got < 0)
		return got;
	got = lic_cursor_next(cursor, &row, keep->diag);
	lic_cursor_free(cursor);
	if (got == 0)
		return lic_diag_set(keep->diag, LIC_ENOENT, "%.*s is not on %.*s",
				    LIC_STR_ARG(name->text), LIC_STR_ARG(keep->list.id));
	return got < 0 ? got : LIC_OK;
}

int lic_appeal_put(struct lic_keep *keep, const struct lic_appeal_claim *claim,
		   const struct lic_name *name, const struct lic_keep_why *why, int64_t *no)
{
	const struct lic_store_appeal appeal = {
		.list = keep->no,
		.name = *name,
		.time = keep->now,
		.due = keep->now + (int64_t)keep->policy.appeal_hours * HOUR,
		.who = claim->who,
		.contact = claim->contact,
		.claim = claim->claim,
		.report = claim->report,
		.state = LIC_APPEAL_OPEN,
	};
	/* Who claims and how to reach them is their business: the log, which is published, has
	 * only that there is a claim. */
	const struct lic_keep_why noted = {
		.who = why->who,
		.text = claim->claim,
		.evidence = why->evidence,
		.evidence_count = why->evidence_count,
	};
	int err = lic_store_appeal_add(keep->store, &appeal, no, keep->diag);

	return err ? err : note_step(keep, *no, name, LIC_LEAF_APPEAL, LIC_STR("open"), &noted);
}

int lic_appeal_open(struct lic_engine *engine, const struct lic_appeal_claim *claim,
		    const struct lic_keep_why *why, int64_t *no, struct lic_diag *diag)
{
	const struct lic_keep_why checked = {
		.who = why->who,
		.text = claim->claim,
		.evidence = why->evidence,
		.evidence_count = why->evidence_count,
	};
	struct lic_keep keep;
	struct lic_name name;
	struct lic_buf store;
	int err = lic_appeal_why_ok(&checked, "say what is claimed", diag);

	if (err < 0)
		return err;
	lic_buf_init(&store, 4u * LIC_URL_MAX);
	err = lic_keep_begin(&keep, engine, claim->list, true, diag);
	if (!err)
		err = lic_keep_must_be_kept(&keep);
	if (!err)
		err = lic_name_parse(&name, claim->name, engine->psl, &store, diag);
	if (!err)
		err = lic_appeal_must_be_listed(&keep, &name);
	if (!err)
		err = lic_appeal_put(&keep, claim, &name, why, no);
	err = lic_keep_end(&keep, err, false);
	lic_buf_release(&store);
	return err;
}

/* ---- answering and deciding ------------------------------------------ */

struct found {
	struct lic_arena *arena;
	struct lic_store_appeal appeal;
	bool is_there;
};

static int keep_found(void *ctx, const struct lic_store_appeal *appeal)
{
	struct found *f = ctx;

	f->appeal = *appeal;
	f->appeal.list_id = lic_arena_copy(f->arena, appeal->list_id);
	f->appeal.name.text = lic_arena_copy(f->arena, appeal->name.text);
	f->appeal.who = f->appeal.contact = f->appeal.claim = lic_str(NULL, 0);
	f->is_there = true;
	return f->appeal.list_id.ptr && f->appeal.name.text.ptr ? LIC_OK : LIC_ENOMEM;
}

static int must_be_undecided(const struct found *f, int64_t no, struct lic_diag *diag)
{
	if (!f->is_there || no <= 0)
		return lic_diag_set(diag, LIC_ENOENT,
				    "there is no appeal %lld; `licit lists appeal` shows the open "
				    "ones",
				    (long long)no);
	if (f->appeal.state == LIC_APPEAL_GRANTED || f->appeal.state == LIC_APPEAL_REFUSED)
		return lic_diag_set(diag, LIC_EINVAL, "appeal %lld was %s already", (long long)no,
				    lic_appeal_state_name((enum lic_appeal_state)f->appeal.state));
	return LIC_OK;
}

/* Find it, then work on its list, with the state of it as it is within the transaction. An
 * error needs lic_keep_end if *begun. */
static int begin(struct lic_keep *keep, bool *begun, struct lic_engine *engine, int64_t no,
		 struct found *f, struct lic_diag *diag)
{
	struct lic_store *store;
	int err = lic_engine_store(engine, false, &store, diag);

	*begun = false;
	if (err < 0)
		return err;
	err = lic_store_appeal_each(store, LIC_STR(""), no, true, keep_found, f, diag);
	lic_store_close(store);
	if (!err)
		err = must_be_undecided(f, no, diag);
	if (err < 0)
		return err;
	*begun = true;
	err = lic_keep_begin(keep, engine, f->appeal.list_id, true, diag);
	if (!err)
		err = lic_store_appeal_each(keep->store, LIC_STR(""), no, true, keep_found, f,
					    diag);
	if (!err)
		err = must_be_undecided(f, no, diag);
	return err ? err : lic_keep_must_be_kept(keep);
}

int lic_appeal_answer(struct lic_engine *engine, int64_t no, const struct lic_keep_why *why,
		      struct lic_diag *diag)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct found f = {.arena = &arena};
	struct lic_keep keep;
	bool begun = false;
	int err = lic_appeal_why_ok(why, "say what is answered", diag);

	if (!err)
		err = begin(&keep, &begun, engine, no, &f, diag);
	if (!err)
		err = note_step(&keep, no, &f.appeal.name, LIC_LEAF_ANSWER, LIC_STR("answer"), why);
	if (!err)
		err = lic_store_appeal_set(keep.store, no, LIC_APPEAL_ANSWERED, diag);
	if (begun)
		err = lic_keep_end(&keep, err, false);
	lic_arena_release(&arena);
	return err;
}

static int correct(struct lic_keep *keep, const struct found *f, enum lic_keep_action action,
		   const struct lic_keep_why *why, struct lic_keep_result *out)
{
	struct lic_keep_why reason = *why;
	struct lic_buf name;

	lic_buf_init(&name, LIC_LIST_LINE_MAX);
	lic_leaf_write_name(&name, &f->appeal.name);
	const struct lic_keep_edit edit = {
		.list = keep->list.id,
		.action = action,
		.name = lic_buf_str(&name),
	};
	if (!reason.code.len)
		reason.code = LIC_STR("appeal");
	int err = lic_keep_do(keep, &edit, &reason, f->appeal.no, out);
	lic_buf_release(&name);
	return err;
}

int lic_appeal_decide(struct lic_engine *engine, int64_t no, bool grant,
		      enum lic_keep_action action, const struct lic_keep_why *why,
		      struct lic_keep_result *out, struct lic_diag *diag)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct found f = {.arena = &arena};
	struct lic_keep keep;
	bool begun = false;
	struct lic_keep_why noted = *why;
	int err = lic_appeal_why_ok(why, "say why it is decided so: a reason in words", diag);

	*out = (struct lic_keep_result){.outcome = LIC_KEEP_UNCHANGED};
	noted.override = lic_str(NULL, 0);
	if (!err && grant && action != LIC_KEEP_WITHDRAW && action != LIC_KEEP_RESTORE)
		err = lic_diag_set(diag, LIC_EINVAL, "a grant withdraws or restores the entry");
	if (!err)
		err = begin(&keep, &begun, engine, no, &f, diag);
	if (!err)
		err = note_step(&keep, no, &f.appeal.name, LIC_LEAF_DECIDE,
				grant ? LIC_STR("granted") : LIC_STR("refused"), &noted);
	if (!err)
		err = lic_store_appeal_set(keep.store, no,
					   grant ? LIC_APPEAL_GRANTED : LIC_APPEAL_REFUSED, diag);
	if (!err && grant)
		err = correct(&keep, &f, action, why, out);
	if (begun)
		err = lic_keep_end_edit(&keep, err, out);
	lic_arena_release(&arena);
	return err;
}
