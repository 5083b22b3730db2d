/* Appeals that a shopper's report becomes: one for each kept list that has the site. */
#include "json.h"
#include "keep.h"
#include "name_set.h"
#include "store_appeals.h"

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

static int find_taken(void *ctx, const struct lic_store_appeal *appeal)
{
	struct report *r = ctx;

	if (lic_appeal_is_of(appeal->report, appeal->time, r->no, r->time))
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
		int err = lic_appeal_must_be_listed(&view, &c->tried[i]);
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
			err = lic_appeal_put(&keep, &claim, &c->names[i], c->why, &no);
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
	int err = lic_appeal_why_ok(why, NULL, diag);

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
