/* Proposals: shown, approved, refused. */
#include "importer.h"
#include "json.h"
#include "keep.h"
#include "merge.h"
#include "store_drafts.h"

const char *lic_draft_state_name(enum lic_draft_state state)
{
	static const char *const names[LIC_DRAFT_STATES] = {"open", "applied", "refused", "moot"};

	return names[state];
}

/* ---- an edit out of its body ----------------------------------------- */

/* More members than an entry has. */
#define VALUES_MAX 24

struct parsed {
	struct lic_keep_edit edit;
	struct lic_keep_why why;
	struct lic_keep_value values[VALUES_MAX];
	struct lic_str evidence[LIC_LEAF_EVIDENCE_MAX];
};

static int read_value(void *ctx, const char *key, const struct lic_json *value)
{
	struct parsed *p = ctx;

	if (p->edit.values_count == VALUES_MAX)
		return LIC_ECORRUPT;
	p->values[p->edit.values_count++] = (struct lic_keep_value){key, lic_json_string(value)};
	return LIC_OK;
}

/* What it reads are views of root. */
static int read_edit(struct parsed *p, const struct lic_json *root)
{
	const struct lic_json *evidence = lic_json_get(root, "evidence");
	struct lic_str since = lic_json_string(lic_json_get(root, "since"));
	enum lic_leaf_action action;

	if (lic_leaf_action_parse(lic_json_string(lic_json_get(root, "action")), &action) < 0 ||
	    !lic_leaf_applies(action) || (since.len && lic_date_parse(since, &p->edit.since) < 0))
		return LIC_ECORRUPT;
	p->edit.action = (enum lic_keep_action)action;
	p->edit.name = lic_json_string(lic_json_get(root, "name"));
	p->edit.values = p->values;
	p->why.code = lic_json_string(lic_json_get(root, "code"));
	p->why.text = lic_json_string(lic_json_get(root, "text"));
	p->why.override = lic_json_string(lic_json_get(root, "override"));
	p->why.evidence = p->evidence;
	for (size_t i = 0; i < lic_json_size(evidence) && i < LIC_LEAF_EVIDENCE_MAX; i++)
		p->evidence[p->why.evidence_count++] = lic_json_string(lic_json_at(evidence, i));
	const struct lic_json *values = lic_json_get(root, "values");
	return values ? lic_json_each(values, read_value, p) : LIC_OK;
}

/* ---- finding one ----------------------------------------------------- */

struct found {
	struct lic_store_draft draft; /* its texts are the arena's */
	struct lic_arena *arena;
	bool is_there;
};

static int keep_found(void *ctx, const struct lic_store_draft *draft)
{
	struct found *f = ctx;

	f->draft = *draft;
	struct lic_str *const texts[] = {&f->draft.list_id, &f->draft.who,  &f->draft.action,
					 &f->draft.name,    &f->draft.body, &f->draft.file,
					 &f->draft.summary, &f->draft.text};
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		*texts[i] = lic_arena_copy(f->arena, *texts[i]);
		if (!texts[i]->ptr)
			return LIC_ENOMEM;
	}
	f->is_there = true;
	return LIC_OK;
}

static int find_draft(struct lic_engine *engine, int64_t no, struct found *out,
		      struct lic_diag *diag)
{
	struct lic_store *store;
	int err = lic_engine_store(engine, false, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_draft_each(store, LIC_STR(""), no, -1, true, keep_found, out, diag);
	lic_store_close(store);
	if (!err && (!out->is_there || no <= 0))
		err = lic_diag_set(diag, LIC_ENOENT,
				   "there is no proposal %lld; `licit lists review` shows the open "
				   "ones",
				   (long long)no);
	return err;
}

/* Its state may have changed since it was read: asked again within the transaction. */
static int must_be_open(struct lic_keep *keep, struct found *f)
{
	struct found now = {.arena = &keep->arena};
	int err = lic_store_draft_each(keep->store, LIC_STR(""), f->draft.no, -1, false, keep_found,
				       &now, keep->diag);

	if (!err && now.draft.state != LIC_DRAFT_OPEN)
		err = lic_diag_set(keep->diag, LIC_EINVAL, "proposal %lld is %s already",
				   (long long)f->draft.no,
				   lic_draft_state_name((enum lic_draft_state)now.draft.state));
	f->draft.approvals = now.draft.approvals;
	return err;
}

/* ---- approving ------------------------------------------------------- */

static int apply_edit(struct lic_keep *keep, const struct found *f, const struct lic_json *root,
		      bool *moot)
{
	struct parsed p = {.edit = {.list = keep->list.id}};
	struct lic_keep_plan plan;
	int err = read_edit(&p, root);

	if (err < 0)
		return lic_diag_set(keep->diag, err, "proposal %lld is damaged",
				    (long long)f->draft.no);
	p.why.who = f->draft.who;
	err = lic_keep_plan(keep, &p.edit, &p.why, &plan);
	*moot = err == LIC_EINVAL || err == LIC_ENOENT || err == LIC_EREFUSED || plan.unchanged;
	if (*moot)
		return LIC_OK;
	return err ? err : lic_keep_apply(keep, &plan, &p.why, f->draft.no, 0);
}

static int apply_import(struct lic_keep *keep, const struct found *f, const struct lic_json *root,
			void (*change)(void *ctx, const struct lic_change *change), void *ctx,
			bool dry_run)
{
	struct lic_store *before;
	struct lic_import_result result = {.format = ""};
	struct lic_str date = lic_json_string(lic_json_get(root, "as_of"));
	struct lic_import_options options = {
		.list = keep->list.id,
		.format = lic_json_string(lic_json_get(root, "format")),
		.mapping = lic_json_string(lic_json_get(root, "mapping")),
		.save_mapping = lic_json_is_true(lic_json_get(root, "save_mapping")),
		.file = f->draft.file.ptr,
		.who = f->draft.who.ptr,
		.override = lic_json_string(lic_json_get(root, "override")),
		.accept_removals = true,
		.accept_changes = true,
		.dry_run = dry_run,
		.change = change,
		.ctx = ctx,
	};
	struct lic_importer im = {
		.engine = keep->engine,
		.store = keep->store,
		.options = &options,
		.result = &result,
		.draft = f->draft.no,
	};

	if (date.len && lic_date_parse(date, &options.as_of) < 0)
		return lic_diag_set(keep->diag, LIC_ECORRUPT, "the proposal is damaged");
	int err = lic_engine_store(keep->engine, false, &before, keep->diag);
	if (err < 0)
		return err;
	im.before = before;
	/* The log is the importer's to open. */
	if (keep->log) {
		err = lic_log_close(keep->log, keep->diag);
		keep->log = NULL;
	}
	if (!err)
		err = lic_importer_run(&im, f->draft.text, keep->diag);
	lic_store_close(before);
	return err;
}

static int apply(struct lic_keep *keep, const struct found *f, bool *moot)
{
	struct lic_json *root;
	int err = lic_json_parse(&root, f->draft.body, keep->diag);

	*moot = false;
	if (err < 0)
		return err;
	if (lic_str_eq(f->draft.action, LIC_STR("import"))) {
		err = apply_import(keep, f, root, NULL, NULL, false);
	} else if (lic_str_eq(f->draft.action, LIC_STR("define"))) {
		const struct lic_keep_why why = {.who = f->draft.who};
		err = lic_keep_define_apply(keep, f->draft.body, &why, f->draft.no);
	} else {
		err = apply_edit(keep, f, root, moot);
	}
	lic_json_free(root);
	return err;
}

static int note_vote(struct lic_keep *keep, const struct found *f, const struct lic_keep_why *why,
		     bool approves)
{
	const struct lic_store_vote vote = {
		.who = why->who,
		.reason = why->text,
		.time = keep->now,
		.approves = approves,
	};
	struct lic_leaf leaf = {
		.action = approves ? LIC_LEAF_REVIEW : LIC_LEAF_REFUSE,
		.by = why->who,
		.text = why->text,
		.draft = f->draft.no,
	};
	int err = lic_store_vote_add(keep->store, f->draft.no, &vote, keep->diag);

	return err ? err : lic_keep_append(keep, &leaf, NULL);
}

static int check_who(const struct lic_keep_why *why, struct lic_diag *diag)
{
	const struct lic_keep_why plain = {.who = why->who, .text = why->text};
	struct lic_str code;

	return lic_keep_why_ok(&plain, "add", &code, diag);
}

static int approve(struct lic_keep *keep, struct found *f, const struct lic_keep_why *why,
		   struct lic_keep_result *out)
{
	uint32_t needed = keep->policy.reviewers ? keep->policy.reviewers : 1;
	bool moot = false;

	if (lic_who_is(f->draft.who, why->who))
		return lic_diag_set(keep->diag, LIC_EDENIED,
				    "%.*s proposed it: somebody else must approve it",
				    LIC_STR_ARG(why->who));
	int err = must_be_open(keep, f);
	if (!err)
		err = note_vote(keep, f, why, true);
	if (err < 0)
		return err;
	out->outcome = LIC_KEEP_PROPOSED;
	out->draft = f->draft.no;
	if (f->draft.approvals + 1 < needed)
		return LIC_OK;
	err = apply(keep, f, &moot);
	if (err < 0)
		return err;
	out->outcome = moot ? LIC_KEEP_UNCHANGED : LIC_KEEP_APPLIED;
	return lic_store_draft_close(keep->store, f->draft.no,
				     moot ? LIC_DRAFT_MOOT : LIC_DRAFT_APPLIED, keep->now,
				     keep->diag);
}

int lic_keep_draft_approve(struct lic_engine *engine, int64_t draft, const struct lic_keep_why *why,
			   struct lic_keep_result *out, struct lic_diag *diag)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct found f = {.arena = &arena};
	struct lic_keep keep;
	int err = check_who(why, diag);

	*out = (struct lic_keep_result){.outcome = LIC_KEEP_UNCHANGED};
	if (!err)
		err = find_draft(engine, draft, &f, diag);
	if (!err) {
		err = lic_keep_begin(&keep, engine, f.draft.list_id, true, diag);
		if (!err)
			err = lic_keep_must_be_kept(&keep);
		if (!err)
			err = approve(&keep, &f, why, out);
		err = lic_keep_end_edit(&keep, err, out);
	}
	lic_arena_release(&arena);
	return err;
}

int lic_keep_draft_refuse(struct lic_engine *engine, int64_t draft, const struct lic_keep_why *why,
			  struct lic_diag *diag)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct found f = {.arena = &arena};
	struct lic_keep keep;
	int err = check_who(why, diag);

	if (!err && !lic_str_trim(why->text).len)
		err = lic_diag_set(diag, LIC_EINVAL, "say why it is refused");
	if (!err)
		err = find_draft(engine, draft, &f, diag);
	if (!err) {
		err = lic_keep_begin(&keep, engine, f.draft.list_id, true, diag);
		if (!err)
			err = must_be_open(&keep, &f);
		if (!err)
			err = note_vote(&keep, &f, why, false);
		if (!err)
			err = lic_store_draft_close(keep.store, draft, LIC_DRAFT_REFUSED, keep.now,
						    diag);
		err = lic_keep_end(&keep, err, false);
	}
	lic_arena_release(&arena);
	return err;
}

/* ---- looking --------------------------------------------------------- */

struct listing {
	struct lic_store *store;
	int (*fn)(void *ctx, const struct lic_keep_draft *draft);
	void *ctx;
	struct lic_diag *diag;
};

static int list_draft(void *ctx, const struct lic_store_draft *d)
{
	struct listing *l = ctx;
	struct lic_json *root;
	struct lic_policy policy = {.reviewers = 1};
	int err = lic_store_policy_get(l->store, d->list, &policy, l->diag);

	if (!err)
		err = lic_json_parse(&root, d->body, l->diag);
	if (err < 0)
		return err;
	const struct lic_keep_draft draft = {
		.no = d->no,
		.list = d->list_id,
		.who = d->who,
		.action = d->action,
		.name = d->name.len ? d->name : d->file,
		.time = d->time,
		.decided = d->decided,
		.state = (enum lic_draft_state)d->state,
		.code = lic_json_string(lic_json_get(root, "code")),
		.text = lic_json_string(lic_json_get(root, "text")),
		.override = lic_json_string(lic_json_get(root, "override")),
		.body = d->body,
		.summary = d->summary,
		.approvals = d->approvals,
		.needed = policy.reviewers ? policy.reviewers : 1,
	};
	err = l->fn(l->ctx, &draft);
	lic_json_free(root);
	return err;
}

int lic_keep_drafts_each(struct lic_engine *engine, const struct lic_draft_filter *filter,
			 int (*fn)(void *ctx, const struct lic_keep_draft *draft), void *ctx,
			 struct lic_diag *diag)
{
	struct listing l = {.fn = fn, .ctx = ctx, .diag = diag};
	int err = lic_engine_store(engine, false, &l.store, diag);

	if (err < 0)
		return err;
	err = lic_store_draft_each(l.store, filter->list, filter->no,
				   filter->all || filter->no ? -1 : LIC_DRAFT_OPEN, false,
				   list_draft, &l, diag);
	lic_store_close(l.store);
	return err;
}

struct votes {
	int (*fn)(void *ctx, const struct lic_keep_vote *vote);
	void *ctx;
};

static int list_vote(void *ctx, const struct lic_store_vote *v)
{
	const struct votes *votes = ctx;
	const struct lic_keep_vote vote = {v->who, v->reason, v->time, v->approves};

	return votes->fn(votes->ctx, &vote);
}

int lic_keep_votes_each(struct lic_engine *engine, int64_t draft,
			int (*fn)(void *ctx, const struct lic_keep_vote *vote), void *ctx,
			struct lic_diag *diag)
{
	struct votes votes = {fn, ctx};
	struct lic_store *store;
	int err = lic_engine_store(engine, false, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_vote_each(store, draft, list_vote, &votes, diag);
	lic_store_close(store);
	return err;
}

/* As an import of one row: what would be there. */
static void show_plan(const struct lic_keep_plan *plan,
		      void (*change)(void *ctx, const struct lic_change *change), void *ctx)
{
	static const enum lic_change_kind kinds[LIC_KEEP_ACTIONS] = {
		[LIC_KEEP_ADD] = LIC_CHANGE_ADDED,
		[LIC_KEEP_CHANGE] = LIC_CHANGE_CHANGED,
		[LIC_KEEP_WITHDRAW] = LIC_CHANGE_WITHDRAWN,
		[LIC_KEEP_RESTORE] = LIC_CHANGE_RESTORED,
	};
	struct lic_change one = {
		.kind = kinds[plan->action],
		.name = plan->name.text,
		.scope = lic_scope_name(plan->name.scope),
		.text = plan->new.record.reason,
	};
	struct lic_buf words;

	if (plan->unchanged)
		return;
	lic_buf_init(&words, LIC_LIST_LINE_MAX * 4);
	if (plan->action == LIC_KEEP_ADD)
		lic_merge_tell(&words, &plan->new.record);
	else if (plan->action == LIC_KEEP_CHANGE)
		lic_merge_describe(&words, &plan->old.record, &plan->new.record);
	if (words.len && !lic_buf_error(&words))
		one.text = lic_buf_str(&words);
	change(ctx, &one);
	lic_buf_release(&words);
}

static int show_draft(struct lic_keep *keep, const struct found *f,
		      void (*change)(void *ctx, const struct lic_change *change), void *ctx)
{
	struct parsed p = {.edit = {.list = keep->list.id}};
	struct lic_keep_plan plan;
	struct lic_json *root;
	int err = lic_json_parse(&root, f->draft.body, keep->diag);

	if (err < 0)
		return err;
	if (lic_str_eq(f->draft.action, LIC_STR("import"))) {
		err = apply_import(keep, f, root, change, ctx, true);
	} else if (!lic_str_eq(f->draft.action, LIC_STR("define"))) {
		err = read_edit(&p, root);
		p.why.who = f->draft.who;
		if (!err)
			err = lic_keep_plan(keep, &p.edit, &p.why, &plan);
		if (!err)
			show_plan(&plan, change, ctx);
	}
	lic_json_free(root);
	return err;
}

int lic_keep_draft_show(struct lic_engine *engine, int64_t draft,
			void (*change)(void *ctx, const struct lic_change *change), void *ctx,
			struct lic_diag *diag)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct found f = {.arena = &arena};
	struct lic_keep keep;
	int err = find_draft(engine, draft, &f, diag);

	if (!err) {
		/* An import is tried out in a transaction that is rolled back. */
		err = lic_keep_begin(&keep, engine, f.draft.list_id, true, diag);
		if (!err)
			err = show_draft(&keep, &f, change, ctx);
		keep.drop = true;
		err = lic_keep_end(&keep, err, false);
	}
	lic_arena_release(&arena);
	return err;
}
