#include "feed_take.h"

#include "mirror.h"
#include "publish.h"
#include "store_log.h"

struct taking {
	struct lic_news *news;
	struct lic_store *store, *before;
	int64_t now;
	bool changed;
	struct lic_news_list **again;
};

static void refuse(struct lic_news_list *list, const char *why)
{
	snprintf(list->problem, sizeof(list->problem), "%s", why);
	list->way = LIC_UPDATE_REFUSED;
}

/* The list's own place among the others: made on the first time. 1: it is there, 0: it may not
 * be, or an error. */
static int ensure_list(struct taking *t, struct lic_news_list *list)
{
	struct lic_diag *diag = t->news->diag;
	enum lic_list_origin origin;
	int64_t no;

	if (list->had.list)
		return 1;
	int err = lic_store_list_owner(t->store, list->id, &no, &origin, diag);
	if (!err && origin == LIC_ORIGIN_KEPT) {
		refuse(list, "a list of this id is kept here, and a feed may not take its place; "
			     "withdraw that one, or export it and import it under another id");
		return 0;
	}
	if (!err && origin == LIC_ORIGIN_SUBSCRIBED) {
		refuse(list, "another feed has this list already; `licit subscribe` shows which");
		return 0;
	}
	if (!err)
		err = lic_store_list_set_aside(t->store, list->id, diag);
	if (!err || err == LIC_ENOENT)
		err = lic_store_list_put(t->store, &list->definition, &list->had.list, diag);
	return err < 0 ? err : 1;
}

static int fill(struct taking *t, struct lic_news_list *list, int64_t import)
{
	struct lic_mirror mirror = {
		.store = t->store,
		.before = t->before,
		.psl = t->news->engine->psl,
		.list = list->had.list,
		.import = import,
	};
	int err = LIC_OK;

	if (list->bundle)
		err = lic_mirror_bundle(&mirror, list->bundle, t->news->diag);
	for (size_t i = 0; !err && i < list->deltas_count; i++) {
		err = lic_mirror_delta(&mirror, &list->deltas[i], t->news->diag);
		if (err == LIC_ECORRUPT || err == LIC_ESYNTAX) {
			*t->again = list;
			err = LIC_ECORRUPT;
		}
	}
	list->added = mirror.added;
	list->changed = mirror.changed;
	list->removed = mirror.removed;
	list->refused = mirror.refused;
	return err;
}

/* With the record of it, as an import has. */
static int take_entries(struct taking *t, struct lic_news_list *list)
{
	char who[LIC_FEED_ID_SIZE + 8];
	const struct lic_import_record record = {
		.time = t->now,
		.list = list->id,
		.who = lic_str(who,
			       (size_t)snprintf(who, sizeof(who), "feed %s", t->news->feed_id)),
		.file = list->target.path,
		.format = list->bundle ? LIC_STR("bundle") : LIC_STR("changes"),
	};
	uint64_t counts[LIC_STORE_COUNTS] = {0};
	int64_t import;
	int err = lic_store_import_begin(t->store, &record, &import, t->news->diag);

	if (!err)
		err = fill(t, list, import);
	counts[LIC_CHANGE_ADDED] = list->added;
	counts[LIC_CHANGE_CHANGED] = list->changed;
	counts[LIC_CHANGE_WITHDRAWN] = list->removed;
	counts[LIC_CHANGE_REFUSED] = list->refused;
	if (!err)
		err = lic_store_import_end(t->store, import, counts, t->news->diag);
	return err;
}

/* The signed head that was seen. */
static int record_head(struct taking *t, const struct lic_news_list *list)
{
	char release[128];
	const uint64_t version = lic_feed_version(t->news->feed, "targets");
	const int n =
		snprintf(release, sizeof(release), "targets %llu%s", (unsigned long long)version,
			 list->unproven ? ", not proven to go on from the one before" : "");
	const struct lic_store_head head = {
		.size = list->log.size,
		.root = list->root,
		.time = t->now,
		.release = lic_str(release, (size_t)n),
	};

	return lic_store_head_add(t->store, list->had.list, &head, t->news->diag);
}

static int take_content(struct taking *t, struct lic_news_list *list)
{
	int err = LIC_OK;

	if (list->way == LIC_UPDATE_SAME && !list->redefined)
		return LIC_OK;
	err = ensure_list(t, list);
	if (err <= 0)
		return err;
	t->changed = true;
	err = lic_store_list_redefine(t->store, list->had.list, &list->definition, t->news->diag);
	if (!err && list->way != LIC_UPDATE_SAME)
		err = take_entries(t, list);
	if (!err && list->way != LIC_UPDATE_SAME)
		err = record_head(t, list);
	return err;
}

/* What is remembered of it: of one that was refused the state before, and the reason. */
static int keep_state(struct taking *t, const struct lic_news_list *list)
{
	struct lic_store_feed_list state = list->had;
	const bool taken = list->way <= LIC_UPDATE_WHOLE;

	if (list->way == LIC_UPDATE_REFUSED && state.feed && state.feed != t->news->feed_no)
		return LIC_OK;
	state.id = list->id;
	state.feed = t->news->feed_no;
	state.problem = taken ? lic_str(NULL, 0) : lic_str_from(list->problem);
	if (taken) {
		state.expires = list->expires;
		state.target = lic_str_from(list->mark);
		state.log = list->log;
	} else if (list->way == LIC_UPDATE_GONE && state.expires > t->now) {
		state.expires = t->now;
	}
	return lic_store_feed_list_put(t->store, &state, t->news->diag);
}

/* A list that another feed has is not remembered as this one's. */
static bool is_elsewhere(struct taking *t, const struct lic_news_list *list)
{
	struct lic_store_feed_list there;
	struct lic_arena arena = LIC_ARENA_INIT;
	int err = lic_store_feed_list_get(t->store, list->id, &there, &arena, NULL);
	bool elsewhere = !err && there.feed != t->news->feed_no;

	lic_arena_release(&arena);
	return elsewhere;
}

static int take_list(struct taking *t, struct lic_news_list *list)
{
	int err = LIC_OK;

	if (list->way <= LIC_UPDATE_WHOLE)
		err = take_content(t, list);
	if (err < 0 || is_elsewhere(t, list))
		return err;
	return keep_state(t, list);
}

/* Meanwhile somebody may have unsubscribed, or another update been faster. */
static int still_there(struct taking *t, const struct lic_store_feed *state)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_store_feed there;
	int err = lic_store_feed_get(t->store, state->id, &there, &arena, t->news->diag);

	if (!err && there.no != state->no)
		err = lic_diag_set(t->news->diag, LIC_ENOENT, "the feed %.*s was forgotten",
				   LIC_STR_ARG(state->id));
	lic_arena_release(&arena);
	return err;
}

static int take_all(struct taking *t, struct lic_store_feed *state)
{
	struct lic_diag *diag = t->news->diag;
	int err = still_there(t, state);

	for (size_t i = 0; !err && i < t->news->count; i++)
		err = take_list(t, &t->news->lists[i]);
	if (!err)
		err = lic_store_feed_set(t->store, state, diag);
	if (!err)
		err = lic_store_raise_standing(t->store, diag);
	if (!err && t->changed)
		err = lic_publish(t->news->engine, t->store, true, diag);
	return err < 0 ? err : lic_store_commit(t->store, diag);
}

int lic_feed_take(struct lic_news *news, struct lic_store_feed *state, struct lic_news_list **again)
{
	struct taking t = {.news = news, .now = lic_clock_now(), .again = again};
	int err = lic_engine_store(news->engine, true, &t.store, news->diag);

	*again = NULL;
	if (err < 0)
		return err;
	err = lic_store_begin(t.store, news->diag);
	if (err < 0)
		goto out;
	err = lic_engine_store(news->engine, false, &t.before, news->diag);
	if (!err)
		err = take_all(&t, state);
	lic_store_rollback(t.store);
	if (!err && t.changed)
		lic_publish_clean(news->engine, t.store);
out:
	lic_store_close(t.before);
	lic_store_close(t.store);
	return err < 0 ? err : t.changed;
}

int lic_feed_note(struct lic_engine *engine, const struct lic_store_feed *state,
		  struct lic_diag *diag)
{
	struct lic_store *store;
	int err = lic_engine_store_begin(engine, &store, diag);

	if (err < 0)
		return err;
	err = lic_store_feed_set(store, state, diag);
	return lic_engine_store_end(store, err, diag);
}
