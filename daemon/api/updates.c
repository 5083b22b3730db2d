#include "updates.h"

#include <pthread.h>
#include <sys/random.h>

#include "clock.h"
#include "limits.h"
#include "log.h"
#include "steady.h"

#define MS_PER_S 1000u

struct lic_updates {
	struct lic_service *service;
	const char *roots;
	uint64_t every; /* seconds */
	pthread_t thread;
	pthread_mutex_t lock; /* of the next four */
	pthread_cond_t turn;
	bool stop, asked, ended;
	struct lic_updates_last last;
	/* What was said of each failure last, by the thread alone. */
	struct {
		char feed[LIC_FEED_ID_SIZE];
		char text[sizeof(((struct lic_diag *)NULL)->text)];
	} said[LIC_FEEDS_MAX];
};

/* A number below 2^16 that nobody needs to foresee. */
static uint16_t dice(void)
{
	uint16_t number = 0;

	if (getrandom(&number, sizeof(number), GRND_NONBLOCK) < 0)
		number = (uint16_t)lic_clock_mono();
	return number;
}

/* Machines do not ask all at once. An extension asks licitd once a minute whether its lists are
 * others, and with that a release is to be there within the time that was set: so a third of it
 * is left. */
static unsigned next_wait_ms(const struct lic_updates *u)
{
	const uint64_t whole = u->every * MS_PER_S;

	return (unsigned)(whole * 65 / 100 + whole / 10 * dice() / 65536);
}

/* The first time soon after the start. */
static unsigned first_wait_ms(void)
{
	return MS_PER_S + 4 * MS_PER_S * dice() / 65536;
}

static bool is_stopped(void *ctx)
{
	struct lic_updates *u = ctx;

	pthread_mutex_lock(&u->lock);
	const bool stop = u->stop;
	pthread_mutex_unlock(&u->lock);
	return stop;
}

/* Wait, until asked or told to stop at most: whether to go on. */
static bool wait_for_turn(struct lic_updates *u, unsigned ms, bool *asked)
{
	const struct timespec until = lic_steady_after(ms);

	pthread_mutex_lock(&u->lock);
	while (!u->stop && !u->asked &&
	       pthread_cond_timedwait(&u->turn, &u->lock, &until) != ETIMEDOUT)
		;
	*asked = u->asked;
	u->asked = false;
	const bool go_on = !u->stop;
	pthread_mutex_unlock(&u->lock);
	return go_on;
}

/* The same failure of the same feed is logged once. */
static bool is_news(struct lic_updates *u, const struct lic_update_feed *feed)
{
	size_t i = 0;

	while (i < LIC_FEEDS_MAX && u->said[i].feed[0] &&
	       !lic_str_eq(lic_str_from(u->said[i].feed), feed->id))
		i++;
	if (i == LIC_FEEDS_MAX)
		return true;
	snprintf(u->said[i].feed, sizeof(u->said[i].feed), "%.*s", LIC_STR_ARG(feed->id));
	if (lic_str_eq(lic_str_from(u->said[i].text), feed->problem))
		return false;
	snprintf(u->said[i].text, sizeof(u->said[i].text), "%.*s", LIC_STR_ARG(feed->problem));
	return true;
}

static void on_list(void *ctx, const struct lic_update_list *list)
{
	(void)ctx;
	if (list->way == LIC_UPDATE_CHANGES || list->way == LIC_UPDATE_WHOLE)
		lic_log(LIC_LOG_INFO,
			"list %.*s: %llu added, %llu changed, %llu removed, by %s%s%.*s",
			LIC_STR_ARG(list->id), (unsigned long long)list->added,
			(unsigned long long)list->changed, (unsigned long long)list->removed,
			list->way == LIC_UPDATE_CHANGES ? "its changes" : "the whole list",
			list->problem.len ? ": " : "", LIC_STR_ARG(list->problem));
	else if (list->way != LIC_UPDATE_SAME)
		lic_log(LIC_LOG_WARN, "list %.*s: %.*s", LIC_STR_ARG(list->id),
			LIC_STR_ARG(list->problem));
}

static void on_feed(void *ctx, const struct lic_update_feed *feed)
{
	struct lic_updates *u = ctx;
	const bool news = is_news(u, feed);

	if (feed->err < 0 && news)
		lic_log(LIC_LOG_WARN, "feed %.*s: %.*s", LIC_STR_ARG(feed->id),
			LIC_STR_ARG(feed->problem));
	else if (feed->changed)
		lic_log(LIC_LOG_INFO, "feed %.*s: brought up to date, %llu bytes received",
			LIC_STR_ARG(feed->id), (unsigned long long)feed->bytes);
}

/* For who asked; whoever asked meanwhile is served next. */
static void note_end(struct lic_updates *u, const struct lic_update_result *result,
		     const struct lic_diag *problem)
{
	pthread_mutex_lock(&u->lock);
	if (!u->asked) {
		u->last.ended = lic_clock_now();
		u->last.result = *result;
		u->last.problem = *problem;
	}
	pthread_mutex_unlock(&u->lock);
}

static void update(struct lic_updates *u, bool asked)
{
	const struct lic_update_options options = {
		.due = !asked,
		.roots = u->roots,
		.list = on_list,
		.feed_done = on_feed,
		.stopped = is_stopped,
		.ctx = u,
	};
	struct lic_update_result result = {0};
	struct lic_diag diag = {""};

	if (lic_feeds_update(u->service->engine, &options, &result, &diag) < 0)
		lic_log(LIC_LOG_WARN, "the feeds could not be brought up to date: %s", diag.text);
	if (asked)
		note_end(u, &result, &diag);
}

static void *run(void *ctx)
{
	struct lic_updates *u = ctx;
	unsigned wait = first_wait_ms();
	bool asked;

	while (wait_for_turn(u, wait, &asked)) {
		update(u, asked);
		wait = next_wait_ms(u);
	}
	pthread_mutex_lock(&u->lock);
	u->ended = true;
	pthread_cond_broadcast(&u->turn);
	pthread_mutex_unlock(&u->lock);
	return NULL;
}

static void discard(struct lic_updates *u)
{
	pthread_cond_destroy(&u->turn);
	pthread_mutex_destroy(&u->lock);
	free(u);
}

int lic_updates_start(struct lic_updates **out, struct lic_service *service,
		      const struct lic_conf *conf, struct lic_diag *diag)
{
	const uint64_t minutes = lic_conf_number(conf, LIC_SETTING_UPDATE_MINUTES);

	*out = NULL;
	if (!minutes)
		return LIC_OK;
	struct lic_updates *u = calloc(1, sizeof(*u));
	if (!u)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	u->service = service;
	u->roots = lic_conf_text(conf, LIC_SETTING_TEST_ROOTS);
	u->every = minutes * 60;
	if (lic_steady_init(&u->turn) != 0) {
		free(u);
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	}
	pthread_mutex_init(&u->lock, NULL);
	int errnum = pthread_create(&u->thread, NULL, run, u);
	if (errnum) {
		discard(u);
		return lic_diag_set(diag, lic_err_from_errno(errnum),
				    "the thread that updates feeds did not start: %s",
				    strerror(errnum));
	}
	*out = u;
	return LIC_OK;
}

void lic_updates_ask(struct lic_updates *updates, struct lic_str who)
{
	if (!updates)
		return;
	if (who.len)
		lic_log(LIC_LOG_INFO, "%.*s asks for the feeds to be brought up to date",
			LIC_STR_ARG(who));
	pthread_mutex_lock(&updates->lock);
	updates->asked = true;
	updates->last = (struct lic_updates_last){.asked = lic_clock_now()};
	snprintf(updates->last.who, sizeof(updates->last.who), "%.*s", LIC_STR_ARG(who));
	pthread_cond_broadcast(&updates->turn);
	pthread_mutex_unlock(&updates->lock);
}

bool lic_updates_last(struct lic_updates *updates, struct lic_updates_last *out)
{
	if (!updates)
		return false;
	pthread_mutex_lock(&updates->lock);
	*out = updates->last;
	pthread_mutex_unlock(&updates->lock);
	return out->asked != 0;
}

bool lic_updates_stop(struct lic_updates *updates)
{
	if (!updates)
		return true;
	const struct timespec until = lic_steady_after(LIC_FEED_STOP_SECONDS * MS_PER_S);
	pthread_mutex_lock(&updates->lock);
	updates->stop = true;
	pthread_cond_broadcast(&updates->turn);
	while (!updates->ended &&
	       pthread_cond_timedwait(&updates->turn, &updates->lock, &until) != ETIMEDOUT)
		;
	const bool ended = updates->ended;
	pthread_mutex_unlock(&updates->lock);
	if (!ended)
		return false;
	pthread_join(updates->thread, NULL);
	discard(updates);
	return true;
}
