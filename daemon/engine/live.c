#include "live.h"

#include <pthread.h>
#include <sys/resource.h>

#include "live_net.h"
#include "log.h"
#include "plan.h"
#include "register_link.h"
#include "runs.h"

/* One who asks. Its runs are the loop's thread's until it is seen. */
struct lic_look {
	struct lic_look *next; /* of those asked, or in the queue */
	struct lic_live *live;
	struct lic_snapshot *snapshot;
	struct lic_buf url;
	struct lic_look_options options;
	struct lic_timer patience;
	struct part {
		struct lic_run_waiter waiter; /* first */
		struct lic_look *look;
		struct lic_run *run; /* a reference; NULL: none */
	} part[LIC_FACETS];
	size_t open;      /* parts whose run has not ended */
	uint64_t since;   /* when its runs were begun */
	bool is_followed; /* its seal, if it shows one */
	bool is_queued;   /* for its turn */
	bool is_seen;     /* by live->lock */

	/* What the runs had seen by then. */
	bool known[LIC_SLOTS];
	const char *why[LIC_SLOTS];
	const struct lic_dns_facts *dns;
	const struct lic_registration *registration;
	const struct lic_tls_facts *tls;
	const struct lic_http_facts *http, *home;
	const struct lic_register_page *register_page;
	const struct lic_fetched *fetched, *home_fetched, *register_fetched;
};

struct lic_live {
	struct lic_live_net shared;
	struct lic_net *net; /* of it */
	unsigned look_ms;
	size_t looks_max;
	pthread_t thread;
	pthread_mutex_t lock; /* of the next three */
	pthread_cond_t changed;
	struct lic_look *asked; /* the newest first */
	bool stopping;

	struct lic_runs runs; /* the loop's thread's, as the next */
	size_t looks;         /* that have runs and are not seen */
	struct lic_look *queue, **queue_end;
	struct lic_timer turn; /* somebody in the queue may begin */
	bool closing;
};

/* ---- telling those who wait ------------------------------------------ */

static void note_register(struct lic_look *look)
{
	const struct lic_run *run = look->part[LIC_FACET_REGISTER].run;

	if (!run || !lic_run_facts(run)->known[LIC_SLOT_REGISTER])
		return;
	look->register_page = lic_run_facts(run)->register_page;
	if (lic_run_pages(run)[LIC_VISITOR_PLAIN].body.len)
		look->register_fetched = &lic_run_pages(run)[LIC_VISITOR_PLAIN];
}

static void note_seen(struct lic_look *look)
{
	for (size_t i = 0; i < lic_plan_count; i++) {
		enum lic_slot slot = lic_plan[i]->slot;
		const struct lic_run *run = look->part[lic_plan[i]->facet].run;
		if (lic_plan[i]->facet == LIC_FACET_HOME || !run)
			continue;
		const struct lic_facts *facts = lic_run_facts(run);
		look->known[slot] = facts->known[slot];
		look->why[slot] = facts->why[slot] ? facts->why[slot] : "no answer in time";
	}
	look->dns = lic_run_facts(look->part[LIC_FACET_HOST].run)->dns;
	look->tls = lic_run_facts(look->part[LIC_FACET_HOST].run)->tls;
	look->registration = lic_run_facts(look->part[LIC_FACET_SITE].run)->registration;
	look->http = lic_run_facts(look->part[LIC_FACET_ADDRESS].run)->http;
	if (look->known[LIC_SLOT_HTTP])
		look->fetched = lic_run_pages(look->part[LIC_FACET_ADDRESS].run);
	const struct lic_run *home = look->part[LIC_FACET_HOME].run;
	if (home && lic_run_facts(home)->known[LIC_SLOT_HTTP]) {
		look->home = lic_run_facts(home)->http;
		look->home_fetched = lic_run_pages(home);
	}
	note_register(look);
}

/* The look may be gone as soon as it is told. */
static void tell(struct lic_look *look)
{
	struct lic_live *live = look->live;
	void (*seen)(void *) = look->options.seen;
	void *ctx = look->options.ctx;

	lic_loop_stop(live->net->loop, &look->patience);
	pthread_mutex_lock(&live->lock);
	look->is_seen = true;
	pthread_cond_broadcast(&live->changed);
	pthread_mutex_unlock(&live->lock);
	if (seen)
		seen(ctx);
}

/* No run is for it. */
static void tell_nothing(struct lic_look *look, const char *why)
{
	for (size_t i = 0; i < lic_plan_count; i++)
		look->why[lic_plan[i]->slot] = why;
	tell(look);
}

/* ---- looks that have runs -------------------------------------------- */

/* Outside of what ends the look. Without memory for it, the next who asks takes the queue
 * along. */
static void call_queue(struct lic_live *live)
{
	if (!live->queue || live->closing || lic_loop_at(live->net->loop, &live->turn, 0) < 0)
		return;
}

/* All that it waits for has ended, or its own time is up. */
static void end_look(struct lic_look *look)
{
	struct lic_live *live = look->live;

	for (size_t i = 0; i < LIC_FACETS; i++)
		lic_run_leave(&look->part[i].waiter);
	live->looks--;
	call_queue(live);
	note_seen(look);
	tell(look);
}

/* ---- the register's page ---------------------------------------------- */

static void on_ended(struct lic_run_waiter *waiter);
static void on_page(struct lic_run_waiter *waiter);

static void wait_for(struct lic_look *look, enum lic_facet facet)
{
	struct part *part = &look->part[facet];

	part->look = look;
	part->waiter.ended = on_ended;
	part->waiter.page_seen = facet == LIC_FACET_ADDRESS ? on_page : NULL;
	look->open += lic_run_wait(part->run, &part->waiter);
}

static struct lic_run *get_run(struct lic_look *look, enum lic_facet facet,
			       const struct lic_subject *subject)
{
	const struct lic_run_wish wish = {
		.facet = facet,
		.subject = subject,
		.snapshot = look->snapshot,
		.since = look->since,
		.anew = look->options.anew,
	};

	return lic_runs_get(&look->live->runs, &wish);
}

/* What the bytes of the site's page say: a link to the page of a register, or that there is
 * none, which is known, too. */
static void look_at_register(struct lic_look *look, const struct lic_fetched *page)
{
	static const struct lic_register_page none = {.status = 0};
	const struct lic_psl *psl = look->live->net->psl;
	struct part *part = &look->part[LIC_FACET_REGISTER];
	struct lic_buf base_text, text, subject_text;
	struct lic_url base, url;
	struct lic_subject subject;

	lic_buf_init(&base_text, LIC_URL_MAX);
	lic_buf_init(&text, LIC_URL_MAX);
	lic_buf_init(&subject_text, LIC_URL_MAX);
	if (lic_url_parse(&base, page->url, &base_text, NULL) == LIC_OK) {
		if (!lic_register_link(&url, &text, page->body, &base, &look->snapshot->seals,
				       psl)) {
			look->known[LIC_SLOT_REGISTER] = true;
			look->register_page = &none;
		} else if (lic_subject_parse(&subject, url.text, psl, &subject_text, NULL) ==
			   LIC_OK) {
			part->run = get_run(look, LIC_FACET_REGISTER, &subject);
		}
	}
	lic_buf_release(&base_text);
	lic_buf_release(&text);
	lic_buf_release(&subject_text);
}

/* Once for one look, when the site's page is there, if it comes. */
static void follow_seal(struct lic_look *look)
{
	const struct lic_fetched *page =
		&lic_run_pages(look->part[LIC_FACET_ADDRESS].run)[LIC_VISITOR_PLAIN];

	if (look->is_followed || look->live->closing)
		return;
	look->is_followed = true;
	look->why[LIC_SLOT_REGISTER] = "the site gave no page that could show a seal";
	if (!page->body.len)
		return;
	look->why[LIC_SLOT_REGISTER] = "out of memory";
	look_at_register(look, page);
	if (look->part[LIC_FACET_REGISTER].run)
		wait_for(look, LIC_FACET_REGISTER);
}

static void on_page(struct lic_run_waiter *waiter)
{
	follow_seal(((struct part *)(void *)waiter)->look);
}

static void on_ended(struct lic_run_waiter *waiter)
{
	struct part *part = (struct part *)(void *)waiter;
	struct lic_look *look = part->look;

	if (part == &look->part[LIC_FACET_ADDRESS])
		follow_seal(look);
	if (--look->open == 0)
		end_look(look);
}

/* ---- the start --------------------------------------------------------- */

/* A reference to each run that it is for: all, or false. */
static bool get_runs(struct lic_look *look)
{
	struct lic_live *live = look->live;
	struct lic_subject subject;
	struct lic_buf text;

	lic_buf_init(&text, LIC_URL_MAX);
	bool all = lic_subject_parse(&subject, lic_buf_str(&look->url), live->net->psl, &text,
				     NULL) == LIC_OK;
	for (size_t i = 0; i < LIC_FACETS && all; i++) {
		if (i == LIC_FACET_REGISTER || (i == LIC_FACET_HOME && subject.path.len == 1))
			continue;
		look->part[i].run = get_run(look, (enum lic_facet)i, &subject);
		all = look->part[i].run != NULL;
	}
	lic_buf_release(&text);
	return all;
}

static void start(struct lic_look *look)
{
	struct lic_live *live = look->live;

	/* The first look makes the word lists ready: later, pages would pile up meanwhile. One that
	 * fails is told by whoever reads the page. */
	if (lic_lexicon_prepare(look->snapshot->lexicon, NULL) < 0)
		lic_log(LIC_LOG_DEBUG, "the word lists could not be made ready");
	look->since = lic_clock_mono();
	look->why[LIC_SLOT_REGISTER] = "the site's page did not come in time";
	if (!get_runs(look)) {
		tell_nothing(look, "out of memory");
		return;
	}
	live->looks++;
	for (size_t i = 0; i < LIC_FACETS; i++) {
		if (look->part[i].run)
			wait_for(look, (enum lic_facet)i);
	}
	if (lic_run_has_page(look->part[LIC_FACET_ADDRESS].run))
		follow_seal(look);
	if (!look->open)
		end_look(look);
}

/* ---- the queue ------------------------------------------------------- */

static void leave_queue(struct lic_look *look)
{
	struct lic_live *live = look->live;
	struct lic_look **at = &live->queue;

	while (*at != look)
		at = &(*at)->next;
	*at = look->next;
	if (live->queue_end == &look->next)
		live->queue_end = at;
	look->is_queued = false;
}

static void serve_queue(struct lic_live *live)
{
	struct lic_look *look;

	while ((look = live->queue) && live->looks < live->looks_max) {
		leave_queue(look);
		start(look);
	}
}

static void on_turn(struct lic_timer *timer)
{
	serve_queue((struct lic_live *)(void *)((char *)timer - offsetof(struct lic_live, turn)));
}

/* Its own time is up before the runs': what was seen so far. */
static void on_patience(struct lic_timer *timer)
{
	struct lic_look *look =
		(struct lic_look *)(void *)((char *)timer - offsetof(struct lic_look, patience));

	if (look->is_queued) {
		leave_queue(look);
		tell_nothing(look, "so many sites were looked at that its turn did not come in "
				   "time");
	} else {
		end_look(look);
	}
}

static void set_patience(struct lic_look *look)
{
	uint64_t due = lic_clock_mono() + look->options.wait_ms * 1000000ull;

	look->patience.fire = on_patience;
	/* Without memory for it, it waits as long as its runs do. */
	if (look->options.wait_ms == UINT32_MAX ||
	    lic_loop_at(look->live->net->loop, &look->patience, due) < 0)
		return;
}

static void take(struct lic_live *live, struct lic_look *look)
{
	set_patience(look);
	look->next = NULL;
	*live->queue_end = look;
	live->queue_end = &look->next;
	look->is_queued = true;
	serve_queue(live);
}

/* ---- the thread ------------------------------------------------------ */

static struct lic_look *take_asked(struct lic_live *live, bool *stopping)
{
	struct lic_look *asked, *in_turn = NULL;

	pthread_mutex_lock(&live->lock);
	asked = live->asked;
	live->asked = NULL;
	*stopping = live->stopping;
	pthread_mutex_unlock(&live->lock);
	while (asked) {
		struct lic_look *next = asked->next;
		asked->next = in_turn;
		in_turn = asked;
		asked = next;
	}
	return in_turn;
}

static void *work(void *ctx)
{
	struct lic_live *live = ctx;
	bool stopping = false;

	while (!stopping) {
		lic_loop_step(live->net->loop, UINT64_MAX);
		struct lic_look *look = take_asked(live, &stopping);
		while (look) {
			struct lic_look *next = look->next;
			take(live, look);
			look = next;
		}
	}
	live->closing = true;
	lic_loop_stop(live->net->loop, &live->turn);
	while (live->queue) {
		struct lic_look *look = live->queue;
		leave_queue(look);
		tell_nothing(look, "Licit is stopping");
	}
	lic_runs_release(&live->runs);
	return NULL;
}

int lic_live_look(struct lic_live *live, struct lic_look **out, const struct lic_subject *subject,
		  struct lic_snapshot *snapshot, const struct lic_look_options *options)
{
	struct lic_look *look = calloc(1, sizeof(*look));

	if (!look)
		return LIC_ENOMEM;
	lic_buf_init(&look->url, LIC_URL_MAX);
	lic_buf_adds(&look->url, subject->url);
	if (lic_buf_error(&look->url) < 0) {
		free(look);
		return LIC_ENOMEM;
	}
	look->live = live;
	look->snapshot = snapshot;
	lic_snapshot_ref(snapshot);
	look->options = *options;
	pthread_mutex_lock(&live->lock);
	bool stopping = live->stopping;
	if (!stopping) {
		*out = look;
		look->next = live->asked;
		live->asked = look;
	}
	pthread_mutex_unlock(&live->lock);
	if (stopping) {
		lic_look_free(look);
		return LIC_EBUSY;
	}
	lic_loop_wake(live->net->loop);
	return LIC_OK;
}

bool lic_look_wait(struct lic_look *look, unsigned ms)
{
	struct lic_live *live = look->live;
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += ms / 1000;
	until.tv_nsec += (long)(ms % 1000) * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	pthread_mutex_lock(&live->lock);
	while (!look->is_seen &&
	       pthread_cond_timedwait(&live->changed, &live->lock, &until) != ETIMEDOUT)
		;
	bool seen = look->is_seen;
	pthread_mutex_unlock(&live->lock);
	return seen;
}

void lic_look_apply(const struct lic_look *look, struct lic_facts *facts)
{
	for (size_t i = 0; i < lic_plan_count; i++) {
		enum lic_slot slot = lic_plan[i]->slot;
		facts->known[slot] = look->known[slot];
		facts->why[slot] = look->known[slot] ? NULL : look->why[slot];
	}
	facts->dns = look->dns;
	facts->registration = look->registration;
	facts->tls = look->tls;
	facts->http = look->http;
	facts->register_page = look->register_page;
}

const struct lic_fetched *lic_look_pages(const struct lic_look *look)
{
	return look->fetched;
}

const struct lic_http_facts *lic_look_home(const struct lic_look *look,
					   const struct lic_fetched **fetched)
{
	*fetched = look->home_fetched;
	return look->home;
}

const struct lic_fetched *lic_look_register_page(const struct lic_look *look)
{
	return look->register_fetched;
}

void lic_look_free(struct lic_look *look)
{
	if (!look)
		return;
	for (size_t i = 0; i < LIC_FACETS; i++)
		if (look->part[i].run)
			lic_run_unref(look->part[i].run);
	lic_snapshot_unref(look->snapshot);
	lic_buf_release(&look->url);
	free(look);
}

/* ---- life ------------------------------------------------------------ */

/* Each look holds some sockets; as many as the system lets us have. */
static size_t make_room(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) < 0)
		return LIC_LOOKS_MAX;
	if (files.rlim_cur < LIC_LOOK_FILES) {
		struct rlimit more = files;
		more.rlim_cur = files.rlim_max > LIC_LOOK_FILES ? LIC_LOOK_FILES : files.rlim_max;
		if (setrlimit(RLIMIT_NOFILE, &more) == 0)
			files = more;
	}
	/* Half of them are for connections to us, and what else is open. */
	rlim_t looks = files.rlim_cur / 2 / LIC_LOOK_FILES_EACH;
	return looks < 1 ? 1 : looks > LIC_LOOKS_MAX ? LIC_LOOKS_MAX : (size_t)looks;
}

/* For a batch the facts of sites are kept, and what is asked may wait for its turn. */
static void open_runs(struct lic_live *live, bool patient)
{
	struct lic_runs *runs = &live->runs;

	lic_runs_init(runs);
	runs->net = live->net;
	runs->keep_late = patient;
	for (size_t i = 0; i < LIC_FACETS; i++) {
		bool of_page = i != LIC_FACET_HOST && i != LIC_FACET_SITE;
		runs->run_ms[i] = live->look_ms;
		runs->kept[i].bytes_max =
			patient && !of_page ? LIC_BATCH_KEPT_BYTES : LIC_LOOKS_KEPT_BYTES;
		runs->kept[i].keep_ms =
			patient && !of_page ? UINT64_MAX : 1000ull * LIC_LOOKS_KEPT_SECONDS;
	}
	if (patient) {
		runs->run_ms[LIC_FACET_SITE] += LIC_BATCH_TURN_MS;
		runs->run_ms[LIC_FACET_REGISTER] += LIC_BATCH_TURN_MS;
	}
}

static int start_thread(struct lic_live *live)
{
	pthread_condattr_t steady;

	pthread_condattr_init(&steady);
	pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
	pthread_cond_init(&live->changed, &steady);
	pthread_condattr_destroy(&steady);
	pthread_mutex_init(&live->lock, NULL);
	if (pthread_create(&live->thread, NULL, work, live) == 0)
		return LIC_OK;
	pthread_mutex_destroy(&live->lock);
	pthread_cond_destroy(&live->changed);
	return LIC_ENOMEM;
}

int lic_live_new(struct lic_live **out, const struct lic_live_options *options,
		 struct lic_diag *diag)
{
	struct lic_live *live = calloc(1, sizeof(*live));

	if (!live)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	live->net = &live->shared.net;
	live->look_ms = options->look_ms;
	live->looks_max = make_room();
	live->queue_end = &live->queue;
	live->turn.fire = on_turn;
	int err = lic_live_net_open(&live->shared, options, diag);
	if (err == LIC_OK)
		open_runs(live, options->patient);
	if (err == LIC_OK && (err = start_thread(live)) < 0)
		lic_diag_set(diag, err, "no thread could be started");
	if (err < 0) {
		lic_live_net_close(&live->shared);
		free(live);
		return err;
	}
	*out = live;
	return LIC_OK;
}

void lic_live_stop(struct lic_live *live)
{
	pthread_mutex_lock(&live->lock);
	bool stopped = live->stopping;
	live->stopping = true;
	pthread_mutex_unlock(&live->lock);
	if (stopped)
		return;
	lic_loop_wake(live->net->loop);
	pthread_join(live->thread, NULL);
}

void lic_live_free(struct lic_live *live)
{
	if (!live)
		return;
	lic_live_stop(live);
	lic_live_net_close(&live->shared);
	pthread_mutex_destroy(&live->lock);
	pthread_cond_destroy(&live->changed);
	free(live);
}
