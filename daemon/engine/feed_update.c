/* Bringing feeds up to date, one after the other, each whole or not at all. */
#include "feed_take.h"
#include "subscription.h"

const char *lic_update_way_name(enum lic_update_way way)
{
	static const char *const names[LIC_UPDATE_WAYS] = {
		[LIC_UPDATE_SAME] = "same",       [LIC_UPDATE_CHANGES] = "changes",
		[LIC_UPDATE_WHOLE] = "whole",     [LIC_UPDATE_GONE] = "gone",
		[LIC_UPDATE_REFUSED] = "refused",
	};

	return names[way];
}

struct updating {
	struct lic_engine *engine;
	const struct lic_update_options *options;
	struct lic_update_result *result;
	struct lic_arena arena; /* of the feeds */
	struct lic_store_feed feeds[LIC_FEEDS_MAX];
	size_t count;
	bool found;
	int64_t now;
	struct lic_diag *diag;
};

static bool is_stopped(const struct updating *u)
{
	return u->options->stopped && u->options->stopped(u->options->ctx);
}

/* ---- what came of it ------------------------------------------------- */

static void tell_lists(const struct updating *u, const struct lic_news *news)
{
	for (size_t i = 0; i < news->count; i++) {
		const struct lic_news_list *l = &news->lists[i];
		const struct lic_update_list told = {
			.id = l->id,
			.way = l->way,
			.added = l->added,
			.changed = l->changed,
			.removed = l->removed,
			.refused = l->refused,
			.from = l->had.log.size,
			.to = l->way == LIC_UPDATE_REFUSED ? l->had.log.size : l->log.size,
			.problem = lic_str_from(l->problem),
		};
		u->result->refused += l->way == LIC_UPDATE_REFUSED;
		if (u->options->list)
			u->options->list(u->options->ctx, &told);
	}
}

static void tell_feed(struct updating *u, const struct lic_store_feed *feed, int err,
		      const char *why, uint64_t bytes, bool changed)
{
	const struct lic_update_feed told = {
		.id = feed->id,
		.err = err,
		.problem = lic_str_from(why),
		.expires = feed->expires,
		.bytes = bytes,
		.changed = changed,
	};

	u->result->feeds++;
	u->result->changed += changed;
	u->result->failed += err < 0;
	if (u->options->feed_done)
		u->options->feed_done(u->options->ctx, &told);
}

/* Expiry is told by this computer's clock, so it may be the clock that is wrong. */
static void explain(const struct updating *u, const struct lic_store_feed *feed, int err,
		    struct lic_diag *why)
{
	struct lic_diag plain = *why;
	char now[LIC_TIME_SIZE];

	lic_time_format(u->now, now);
	if (err == LIC_EEXPIRED)
		lic_diag_set(why, err, "%s. By this computer's clock it is %s", plain.text, now);
	else if (feed->updated > u->now + 86400)
		lic_diag_set(why, err,
			     "%s. By this computer's clock it is %s, which is before the last "
			     "update: set it",
			     plain.text, now);
}

static int64_t pause_after(int64_t failures, unsigned retry_after)
{
	int64_t pause = LIC_FEED_PAUSE_SECONDS;

	for (int64_t i = 1; i < failures && pause < LIC_FEED_PAUSE_MAX_SECONDS; i++)
		pause *= 2;
	if (pause > LIC_FEED_PAUSE_MAX_SECONDS)
		pause = LIC_FEED_PAUSE_MAX_SECONDS;
	if ((int64_t)retry_after > pause)
		pause = retry_after < 86400 ? (int64_t)retry_after : 86400;
	return pause;
}

/* ---- one feed -------------------------------------------------------- */

static int look(struct lic_news *news)
{
	struct lic_store *store;
	int err = lic_engine_store(news->engine, false, &store, news->diag);

	if (err < 0)
		return err;
	err = lic_news_look(news, store);
	lic_store_close(store);
	return err;
}

static bool would_change(const struct lic_news *news)
{
	for (size_t i = 0; i < news->count; i++)
		if (news->lists[i].way != LIC_UPDATE_REFUSED &&
		    (news->lists[i].way != LIC_UPDATE_SAME || news->lists[i].redefined))
			return true;
	return false;
}

/* Changes that do not fit make way for the whole list, once for each. */
static int take(struct lic_news *news, struct lic_store_feed *state)
{
	struct lic_news_list *again = NULL;
	int err = lic_news_fetch(news);

	if (err < 0)
		return err;
	for (size_t tries = 0; tries <= news->count; tries++) {
		err = lic_feed_take(news, state, &again);
		if (err >= 0 || !again)
			return err;
		snprintf(again->problem, sizeof(again->problem), "%s", news->diag->text);
		int got = lic_news_fetch_whole(news, again);
		if (got < 0)
			return got;
	}
	return err;
}

/* 1: the lists are others, 0: they are as they were, or an error. */
static int take_in(struct updating *u, struct lic_feed *feed, struct lic_store_feed *state,
		   struct lic_diag *why)
{
	struct lic_news news = {
		.engine = u->engine,
		.feed = feed,
		.feed_no = state->no,
		.options = u->options,
		.feed_id = state->id.ptr,
		.diag = why,
	};
	struct lic_store_feed fresh = *state;

	fresh.checked = fresh.updated = u->now;
	fresh.expires = lic_feed_expires(feed);
	fresh.failures = fresh.next = 0;
	fresh.problem = lic_str(NULL, 0);
	int err = look(&news);
	if (!err && u->options->check)
		err = would_change(&news);
	else if (!err)
		err = take(&news, &fresh);
	if (err >= 0) {
		*state = fresh;
		tell_lists(u, &news);
	}
	lic_news_release(&news);
	return err;
}

static int update_with(struct updating *u, struct lic_feed *feed, struct lic_store_feed *state,
		       struct lic_diag *why)
{
	if (u->options->progress)
		u->options->progress(u->options->ctx, state->id.ptr, "metadata", 0);
	int err = lic_feed_refresh(feed, why);
	return err < 0 ? err : take_in(u, feed, state, why);
}

static int note_failure(struct updating *u, struct lic_store_feed *state, unsigned retry_after,
			const struct lic_diag *why)
{
	state->checked = u->now;
	state->failures++;
	state->next = u->now + pause_after(state->failures, retry_after);
	state->problem = lic_str_from(why->text);
	return u->options->check ? LIC_OK : lic_feed_note(u->engine, state, u->diag);
}

/* An error only of the store; those of the feed are told. */
static int update_feed(struct updating *u, struct lic_store_feed *state)
{
	struct lic_subscription_urls urls = {.metadata_dir = NULL};
	struct lic_diag why = {""};
	struct lic_feed *feed = NULL;
	uint64_t bytes = 0;
	unsigned retry_after = 0;
	int err = lic_subscription_urls_make(&urls, u->engine, state);

	if (!err) {
		const struct lic_feed_options options = {
			.metadata_dir = urls.metadata_dir,
			.metadata_url = urls.metadata,
			.target_base_url = urls.targets,
			.roots = u->options->roots,
		};
		err = lic_feed_open(&feed, &options, &why);
	}
	/* Another process is at it. */
	const bool skipped = err == LIC_EBUSY && u->options->due;
	if (!err)
		err = update_with(u, feed, state, &why);
	if (feed) {
		bytes = lic_feed_bytes(feed);
		retry_after = lic_feed_retry_after(feed);
	}
	lic_feed_free(feed);
	lic_subscription_urls_release(&urls);
	if (skipped)
		return LIC_OK;
	if (err >= 0) {
		tell_feed(u, state, 0, "", bytes, err > 0);
		return LIC_OK;
	}
	explain(u, state, err, &why);
	int noted = is_stopped(u) ? LIC_OK : note_failure(u, state, retry_after, &why);
	tell_feed(u, state, err, why.text, bytes, false);
	return noted;
}

/* ---- all of them ----------------------------------------------------- */

static int collect(void *ctx, const struct lic_store_feed *feed)
{
	struct updating *u = ctx;

	if (u->options->feed.len && !lic_str_eq(feed->id, u->options->feed))
		return LIC_OK;
	u->found = true;
	/* A clock that was set back does not make it wait for years. */
	if (u->options->due && feed->next > u->now &&
	    feed->next - u->now <= 2 * LIC_FEED_PAUSE_MAX_SECONDS)
		return LIC_OK;
	if (u->count == LIC_FEEDS_MAX)
		return LIC_OK;
	struct lic_store_feed *copy = &u->feeds[u->count++];
	*copy = *feed;
	struct lic_str *const texts[] = {&copy->id, &copy->url, &copy->fingerprint, &copy->problem};
	for (size_t i = 0; i < LIC_ARRAY_SIZE(texts); i++) {
		*texts[i] = lic_arena_copy(&u->arena, *texts[i]);
		if (!texts[i]->ptr)
			return LIC_ENOMEM;
	}
	return LIC_OK;
}

static int collect_all(struct updating *u)
{
	struct lic_store *store;
	int err = lic_engine_store(u->engine, false, &store, u->diag);

	if (err < 0)
		return err;
	err = lic_store_feed_each(store, collect, u, u->diag);
	lic_store_close(store);
	if (!err && u->options->feed.len && !u->found)
		err = lic_diag_set(u->diag, LIC_ENOENT,
				   "there is no feed %.*s; `licit subscribe` shows all",
				   LIC_STR_ARG(u->options->feed));
	return err;
}

int lic_feeds_update(struct lic_engine *engine, const struct lic_update_options *options,
		     struct lic_update_result *result, struct lic_diag *diag)
{
	struct updating *u = calloc(1, sizeof(*u));

	*result = (struct lic_update_result){.feeds = 0};
	if (!u)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	u->engine = engine;
	u->options = options;
	u->result = result;
	u->now = lic_clock_now();
	u->diag = diag;
	int err = collect_all(u);
	for (size_t i = 0; !err && i < u->count && !is_stopped(u); i++)
		err = update_feed(u, &u->feeds[i]);
	lic_arena_release(&u->arena);
	free(u);
	return err;
}
