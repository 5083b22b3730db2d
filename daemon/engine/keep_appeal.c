/* Appeals: a claim, a clock, an answer, a decision and what follows from it. */
#include "json.h"
#include "keep.h"
#include "name_set.h"
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

static int check_why(const struct lic_keep_why *why, const char *without_text,
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

/* The list must have had that name at some time. */
static int must_be_listed(struct lic_keep *keep, const struct lic_name *name)
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

static int open_appeal(struct lic_keep *keep, const struct lic_appeal_claim *claim,
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
	int err = check_why(&checked, "say what is claimed", diag);

	if (err < 0)
		return err;
	lic_buf_init(&store, 4u * LIC_URL_MAX);
	err = lic_keep_begin(&keep, engine, claim->list, true, diag);
	if (!err)
		err = lic_keep_must_be_kept(&keep);
	if (!err)
		err = lic_name_parse(&name, claim->name, engine->psl, &store, diag);
	if (!err)
		err = must_be_listed(&keep, &name);
	if (!err)
		err = open_appeal(&keep, claim, &name, why, no);
	err = lic_keep_end(&keep, err, false);
	lic_buf_release(&store);
	return err;
}

/* ---- from a shopper's report ----------------------------------------- */

struct report {
	int64_t no;
	struct lic_arena *arena;
	struct lic_str kind, name, comment;
	int64_t time;
	int64_t taken; /* the number of an appeal that came from it; 0: none */
	bool found;
};

static int find_report(void *ctx, int64_t id, struct lic_str text)
{
	struct report *r = ctx;
	struct lic_json *root;

	if (id != r->no)
		return LIC_OK;
	if (lic_json_parse(&root, text, NULL) < 0)
		return LIC_OK;
	r->kind = lic_arena_copy(r->arena, lic_json_string(lic_json_get(root, "kind")));
	r->name = lic_arena_copy(r->arena, lic_json_string(lic_json_get(root, "url")));
	r->comment = lic_arena_copy(r->arena, lic_json_string(lic_json_get(root, "comment")));
	if (lic_time_parse(lic_json_string(lic_json_get(root, "time")), &r->time) < 0)
		r->time = 0;
	r->found = true;
	lic_json_free(root);
	return LIC_OK;
}

/* Numbers of reports that were removed are given again: an older appeal is of another report. */
static int find_taken(void *ctx, const struct lic_store_appeal *appeal)
{
	struct report *r = ctx;

	if (appeal->report == r->no && appeal->time >= r->time)
		r->taken = appeal->no;
	return LIC_OK;
}

struct claims {
	struct lic_engine *engine;
	const struct report *report;
	const struct lic_keep_why *why;
	struct lic_str *lists; /* ids of kept lists that have the site; the arena's */
	struct lic_name *names;
	size_t count;
	struct lic_arena *arena;
	struct lic_store *store;
	struct lic_name tried[LIC_APPEAL_TRIES_MAX];
	size_t tries;
	struct lic_diag *diag;
};

static int find_list(void *ctx, int64_t no, const struct lic_list *list,
		     const struct lic_list_counts *counts)
{
	struct claims *c = ctx;
	struct lic_keep view = {.store = c->store, .no = no, .list = *list};

	(void)counts;
	if (list->origin != LIC_ORIGIN_KEPT || list->kind == LIC_KIND_BENIGN ||
	    c->count == LIC_MATCHES_MAX)
		return LIC_OK;
	for (size_t i = 0; i < c->tries; i++) {
		int err = must_be_listed(&view, &c->tried[i]);
		if (err == LIC_ENOENT)
			continue;
		if (err < 0)
			return err;
		c->lists[c->count] = lic_arena_copy(c->arena, list->id);
		c->names[c->count++] = c->tried[i];
		return LIC_OK;
	}
	return LIC_OK;
}

static int add_try(struct claims *c, struct lic_str name, size_t host_len, enum lic_scope scope)
{
	struct lic_str copy = lic_arena_copy(c->arena, name);

	if (!copy.ptr)
		return LIC_ENOMEM;
	if (c->tries < LIC_APPEAL_TRIES_MAX)
		c->tried[c->tries++] = (struct lic_name){copy, host_len, scope};
	return LIC_OK;
}

/* The host and all above it as far as the site, with what lies below each. */
static int try_wildcards(struct claims *c, const struct lic_subject *subject)
{
	struct lic_str host = subject->host;
	int err = LIC_OK;

	for (; !err && host.len >= subject->site.len; host = lic_name_set_parent(host))
		err = add_try(c, host, host.len, LIC_SCOPE_WILDCARD);
	return err;
}

/* Each folder that the page lies in, from the first, and the page. */
static int try_paths(struct claims *c, const struct lic_subject *subject)
{
	const struct lic_str path = lic_str(subject->path.ptr, lic_str_find(subject->path, '?'));
	struct lic_buf text, store;
	struct lic_name name;
	int err = LIC_OK;

	lic_buf_init(&text, LIC_URL_MAX);
	lic_buf_init(&store, 4u * LIC_URL_MAX);
	for (size_t len = 2; !err && len <= path.len && c->tries < LIC_APPEAL_TRIES_MAX; len++) {
		if (len < path.len && path.ptr[len] != '/')
			continue;
		lic_buf_reset(&text);
		lic_buf_adds(&text, subject->host);
		lic_buf_adds(&text, lic_str(path.ptr, len));
		/* What cannot be a name is on no list. */
		if (!lic_buf_error(&text) &&
		    lic_name_parse(&name, lic_buf_str(&text), c->engine->psl, &store, NULL) == 0 &&
		    name.scope == LIC_SCOPE_PREFIX)
			err = add_try(c, name.text, name.host_len, name.scope);
	}
	lic_buf_release(&text);
	lic_buf_release(&store);
	return err;
}

/* The site, its host, what lies below, and the page, as lists may name them. */
static int make_tries(struct claims *c)
{
	struct lic_subject subject;
	struct lic_buf store;

	lic_buf_init(&store, 4u * LIC_URL_MAX);
	int err = lic_subject_parse(&subject, c->report->name, c->engine->psl, &store, c->diag);
	if (!err)
		err = add_try(c, subject.site, subject.site.len, LIC_SCOPE_SITE);
	if (!err)
		err = add_try(c, subject.host, subject.host.len, LIC_SCOPE_HOST);
	if (!err)
		err = try_wildcards(c, &subject);
	if (!err)
		err = try_paths(c, &subject);
	lic_buf_release(&store);
	return err;
}

static int open_each(struct claims *c)
{
	const struct report *r = c->report;
	int opened = 0;

	for (size_t i = 0; i < c->count; i++) {
		struct lic_keep keep;
		int64_t no;
		const struct lic_appeal_claim claim = {
			.who = LIC_STR("a shopper's report"),
			.claim = r->comment.len ? r->comment : r->kind,
			.report = r->no,
		};
		int err = lic_keep_begin(&keep, c->engine, c->lists[i], true, c->diag);
		if (!err)
			err = open_appeal(&keep, &claim, &c->names[i], c->why, &no);
		err = lic_keep_end(&keep, err, false);
		if (err < 0)
			return err;
		opened++;
	}
	return opened;
}

static int open_from(struct claims *c)
{
	const struct report *r = c->report;

	if (!r->found)
		return lic_diag_set(c->diag, LIC_ENOENT, "there is no report %lld",
				    (long long)r->no);
	if (!lic_str_eq(r->kind, LIC_STR("mine")) && !lic_str_eq(r->kind, LIC_STR("false-alarm")))
		return lic_diag_set(c->diag, LIC_EINVAL,
				    "report %lld is of kind \"%.*s\": only \"mine\" and "
				    "\"false-alarm\" are appeals",
				    (long long)r->no, LIC_STR_ARG(r->kind));
	if (r->taken)
		return lic_diag_set(c->diag, LIC_EINVAL,
				    "report %lld was taken in already, as appeal %lld",
				    (long long)r->no, (long long)r->taken);
	int err = make_tries(c);
	if (!err)
		err = lic_store_list_each(c->store, 0, find_list, c, c->diag);
	if (!err && !c->count)
		err = lic_diag_set(c->diag, LIC_ENOENT, "no list that is kept here holds %.*s",
				   LIC_STR_ARG(r->name));
	return err ? err : open_each(c);
}

int lic_appeal_from_report(struct lic_engine *engine, int64_t report,
			   const struct lic_keep_why *why, struct lic_diag *diag)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct report r = {.no = report, .arena = &arena};
	struct lic_str lists[LIC_MATCHES_MAX];
	struct lic_name names[LIC_MATCHES_MAX];
	struct claims c = {
		.engine = engine,
		.report = &r,
		.why = why,
		.lists = lists,
		.names = names,
		.arena = &arena,
		.diag = diag,
	};
	int err = check_why(why, NULL, diag);

	if (!err)
		err = lic_engine_store(engine, false, &c.store, diag);
	if (!err)
		err = lic_store_report_each(c.store, find_report, &r, diag);
	if (!err)
		err = lic_store_appeal_each(c.store, LIC_STR(""), 0, true, find_taken, &r, diag);
	if (!err)
		err = open_from(&c);
	lic_store_close(c.store);
	lic_arena_release(&arena);
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
	int err = check_why(why, "say what is answered", diag);

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
	int err = check_why(why, "say why it is decided so: a reason in words", diag);

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
