#include "live.h"

#include <pthread.h>
#include <sys/resource.h>

#include "hash.h"
#include "log.h"
#include "plan.h"
#include "registries.h"

#define BUCKETS 256

/* One look at one address. */
struct run {
	struct lic_probe_run probe; /* first: probes hand it back */
	struct run *next;           /* in its bucket */
	struct lic_live *live;
	atomic_uint refs; /* the table's, and one for each look */
	struct lic_buf text;
	struct lic_subject subject;
	struct lic_arena arena;
	struct lic_facts facts;
	bool begun[LIC_SLOTS], done[LIC_SLOTS]; /* done: and not ended yet */
	size_t open;
	struct lic_timer deadline, tidy;
	struct lic_look *looks; /* who waits */
};

/* One who asks. Its run is the loop's thread's until it is seen. */
struct lic_look {
	struct lic_look *next;
	struct lic_live *live;
	struct run *run;
	struct lic_buf url;
	unsigned wait_ms;
	struct lic_timer patience;
	void (*seen)(void *ctx);
	void *ctx;
	bool is_seen; /* by live->lock */

	/* What the run had seen by then. */
	bool known[LIC_SLOTS];
	const char *why[LIC_SLOTS];
	const struct lic_dns_facts *dns;
	const struct lic_registration *registration;
	const struct lic_tls_facts *tls;
	const struct lic_http_facts *http;
	struct lic_fetched fetched;
};

struct lic_live {
	struct lic_net net;
	struct lic_border border;
	struct lic_registries registries;
	struct lic_roots *roots; /* net.roots, to give back */
	unsigned look_ms;
	pthread_t thread;
	pthread_mutex_t lock; /* of the next three */
	pthread_cond_t changed;
	struct lic_look *asked; /* the newest first */
	bool stopping;

	struct run *bucket[BUCKETS]; /* the loop's thread's, as the next */
	size_t runs;
};

/* ---- telling those who wait ------------------------------------------ */

static void note_seen(struct lic_look *look)
{
	const struct lic_facts *facts = &look->run->facts;

	for (size_t i = 0; i < lic_plan_count; i++) {
		enum lic_slot slot = lic_plan[i]->slot;
		look->known[slot] = facts->known[slot];
		look->why[slot] = facts->why[slot] ? facts->why[slot] : "no answer in time";
	}
	look->dns = facts->dns;
	look->registration = facts->registration;
	look->tls = facts->tls;
	look->http = facts->http;
	if (facts->known[LIC_SLOT_HTTP])
		look->fetched = look->run->probe.fetched;
}

/* The look may be gone as soon as it is told. */
static void tell(struct lic_look *look)
{
	struct lic_live *live = look->live;
	void (*seen)(void *) = look->seen;
	void *ctx = look->ctx;

	lic_loop_stop(live->net.loop, &look->patience);
	pthread_mutex_lock(&live->lock);
	look->is_seen = true;
	pthread_cond_broadcast(&live->changed);
	pthread_mutex_unlock(&live->lock);
	if (seen)
		seen(ctx);
}

/* No run will be for it. */
static void tell_nothing(struct lic_look *look, const char *why)
{
	for (size_t i = 0; i < lic_plan_count; i++)
		look->why[lic_plan[i]->slot] = why;
	tell(look);
}

/* ---- runs ------------------------------------------------------------ */

static void unref(struct run *run)
{
	if (atomic_fetch_sub(&run->refs, 1) != 1)
		return;
	atomic_fetch_sub(&run->live->net.pages, run->probe.fetched.body.len);
	lic_arena_release(&run->arena);
	lic_buf_release(&run->text);
	free(run);
}

static struct run **bucket_of(struct lic_live *live, struct lic_str url)
{
	return &live->bucket[lic_hash(url, 0) % BUCKETS];
}

static void end_slots(struct run *run, bool all)
{
	for (size_t i = 0; i < lic_plan_count; i++) {
		enum lic_slot slot = lic_plan[i]->slot;
		if (!run->begun[slot] || (!all && !run->done[slot]))
			continue;
		run->begun[slot] = false;
		lic_plan[i]->end(&run->probe);
	}
}

/* All is seen, or time is up. */
static void end_run(struct run *run)
{
	struct lic_live *live = run->live;
	struct run **at = bucket_of(live, run->subject.url);
	struct lic_look *look;

	lic_loop_stop(live->net.loop, &run->deadline);
	lic_loop_stop(live->net.loop, &run->tidy);
	end_slots(run, true);
	while (*at != run)
		at = &(*at)->next;
	*at = run->next;
	live->runs--;
	while ((look = run->looks)) {
		run->looks = look->next;
		note_seen(look);
		tell(look);
	}
	unref(run);
}

static struct run *of_deadline(struct lic_timer *timer)
{
	return (struct run *)(void *)((char *)timer - offsetof(struct run, deadline));
}

static void on_deadline(struct lic_timer *timer)
{
	end_run(of_deadline(timer));
}

/* Outside of the probes' own calls: end those that are done. */
static void on_tidy(struct lic_timer *timer)
{
	struct run *run = (struct run *)(void *)((char *)timer - offsetof(struct run, tidy));

	end_slots(run, false);
	if (!run->open)
		end_run(run);
}

static void on_slot(struct lic_probe_run *probe, enum lic_slot slot)
{
	struct run *run = (struct run *)probe;

	run->done[slot] = true;
	run->open--;
	/* Without memory for it, the deadline does the same. */
	if (lic_loop_at(run->live->net.loop, &run->tidy, 0) < 0)
		return;
}

static void begin_probes(struct run *run)
{
	for (size_t i = 0; i < lic_plan_count; i++) {
		enum lic_slot slot = lic_plan[i]->slot;
		run->open++;
		run->begun[slot] = true;
		int err = lic_plan[i]->begin(&run->probe);
		if (err == LIC_OK)
			continue;
		run->begun[slot] = false;
		run->open--;
		if (!run->facts.why[slot])
			run->facts.why[slot] = lic_strerror(err);
	}
}

static struct run *new_run(struct lic_live *live, struct lic_str url)
{
	struct run *run = calloc(1, sizeof(*run));

	if (!run)
		return NULL;
	run->live = live;
	run->arena = (struct lic_arena)LIC_ARENA_INIT;
	atomic_init(&run->refs, 1);
	lic_buf_init(&run->text, LIC_URL_MAX);
	run->deadline.fire = on_deadline;
	run->tidy.fire = on_tidy;
	uint64_t deadline = lic_clock_mono() + live->look_ms * 1000000ull;
	if (lic_subject_parse(&run->subject, url, live->net.psl, &run->text, NULL) < 0 ||
	    lic_loop_at(live->net.loop, &run->deadline, deadline) < 0) {
		unref(run);
		return NULL;
	}
	lic_facts_init(&run->facts, &run->subject, lic_str(NULL, 0), lic_date_of(lic_clock_now()));
	run->probe = (struct lic_probe_run){
		.net = &live->net,
		.facts = &run->facts,
		.arena = &run->arena,
		.deadline = deadline,
		.done = on_slot,
	};
	return run;
}

static struct run *find_run(struct lic_live *live, struct lic_str url)
{
	struct run *run = *bucket_of(live, url);

	while (run && !lic_str_eq(run->subject.url, url))
		run = run->next;
	return run;
}

static struct run *start_run(struct lic_live *live, struct lic_str url)
{
	struct run *run = new_run(live, url);

	if (!run)
		return NULL;
	struct run **bucket = bucket_of(live, run->subject.url);
	run->next = *bucket;
	*bucket = run;
	live->runs++;
	begin_probes(run);
	/* Nothing is under way: it ends in the next step, or without memory at the deadline. */
	if (!run->open && lic_loop_at(live->net.loop, &run->tidy, 0) < 0)
		run->open = 0;
	return run;
}

/* ---- looks ----------------------------------------------------------- */

/* Its own time is up before the run's: what was seen so far. */
static void on_patience(struct lic_timer *timer)
{
	struct lic_look *look =
		(struct lic_look *)(void *)((char *)timer - offsetof(struct lic_look, patience));
	struct lic_look **at = &look->run->looks;

	while (*at != look)
		at = &(*at)->next;
	*at = look->next;
	note_seen(look);
	tell(look);
}

static void take(struct lic_live *live, struct lic_look *look)
{
	struct lic_str url = lic_buf_str(&look->url);
	struct run *run = find_run(live, url);

	if (!run && live->runs >= LIC_LOOKS_MAX) {
		tell_nothing(look, "too many sites are looked at already");
		return;
	}
	if (!run)
		run = start_run(live, url);
	if (!run) {
		tell_nothing(look, "out of memory");
		return;
	}
	atomic_fetch_add(&run->refs, 1);
	look->run = run;
	look->next = run->looks;
	run->looks = look;
	look->patience.fire = on_patience;
	/* Without memory for it, it waits as long as the run does. */
	if (look->wait_ms < live->look_ms &&
	    lic_loop_at(live->net.loop, &look->patience,
			lic_clock_mono() + look->wait_ms * 1000000ull) < 0)
		return;
}

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
		lic_loop_step(live->net.loop, UINT64_MAX);
		struct lic_look *look = take_asked(live, &stopping);
		while (look) {
			struct lic_look *next = look->next;
			take(live, look);
			look = next;
		}
	}
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct run *run = live->bucket[i], *next; run; run = next) {
			next = run->next;
			end_run(run);
		}
	return NULL;
}

int lic_live_look(struct lic_live *live, struct lic_look **out, const struct lic_subject *subject,
		  unsigned wait_ms, void (*seen)(void *ctx), void *ctx)
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
	look->wait_ms = wait_ms;
	look->seen = seen;
	look->ctx = ctx;
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
	lic_loop_wake(live->net.loop);
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
}

const struct lic_fetched *lic_look_page(const struct lic_look *look)
{
	return look->fetched.body.len ? &look->fetched : NULL;
}

void lic_look_free(struct lic_look *look)
{
	if (!look)
		return;
	if (look->run)
		unref(look->run);
	lic_buf_release(&look->url);
	free(look);
}

/* ---- life ------------------------------------------------------------ */

/* Each check holds some sockets; as many as the system lets us have. */
static void raise_files(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) < 0 || files.rlim_cur >= LIC_LOOK_FILES)
		return;
	files.rlim_cur = files.rlim_max > LIC_LOOK_FILES ? LIC_LOOK_FILES : files.rlim_max;
	/* With fewer, some looks are told that nobody answers. */
	if (setrlimit(RLIMIT_NOFILE, &files) < 0)
		return;
}

/* Without roots no certificate is trusted, and no signal rests on that alone. */
static int open_tls(struct lic_live *live, const char *roots, struct lic_diag *diag)
{
	struct lic_diag why = {""};

	if (lic_roots_open(&live->roots, *roots ? roots : NULL, &why) < 0)
		lic_log(LIC_LOG_WARN, "no certificate will be trusted: %s", why.text);
	live->net.roots = live->roots;
	if (lic_tls_client_new(&live->net.tls) < 0)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	return LIC_OK;
}

static int open_net(struct lic_live *live, const struct lic_live_options *options,
		    struct lic_diag *diag)
{
	struct lic_net *net = &live->net;
	int err = lic_border_init(&live->border, lic_str_from(options->test_addresses), diag);

	if (err < 0)
		return err;
	net->border = &live->border;
	net->psl = options->psl;
	net->lists_dir = options->lists_dir;
	atomic_init(&net->pages, 0);
	/* Without them the other sources are looked at all the same. */
	if (lic_registries_open(&live->registries, options->lists_dir, options->data_dir, diag) ==
	    LIC_OK)
		net->registries = &live->registries;
	else
		lic_log(LIC_LOG_WARN, "no registry will be asked: %s", diag ? diag->text : "");
	err = lic_loop_new(&net->loop);
	if (err < 0)
		return lic_diag_set(diag, err, "out of memory");
	err = lic_dns_new(&net->dns, net->loop, net->border, options->name_servers, diag);
	if (!err)
		err = lic_web_new(&net->web, net->loop, net->dns, options->test_roots, diag);
	return err < 0 ? err : open_tls(live, options->test_roots, diag);
}

static void close_net(struct lic_live *live)
{
	lic_tls_client_free(live->net.tls);
	lic_roots_free(live->roots);
	lic_web_free(live->net.web);
	lic_dns_free(live->net.dns);
	lic_loop_free(live->net.loop);
	if (live->net.registries)
		lic_registries_close(&live->registries);
}

static int start(struct lic_live *live)
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
	live->look_ms = options->look_ms;
	raise_files();
	int err = open_net(live, options, diag);
	if (err == LIC_OK && (err = start(live)) < 0)
		lic_diag_set(diag, err, "no thread could be started");
	if (err < 0) {
		close_net(live);
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
	lic_loop_wake(live->net.loop);
	pthread_join(live->thread, NULL);
}

void lic_live_free(struct lic_live *live)
{
	if (!live)
		return;
	lic_live_stop(live);
	close_net(live);
	pthread_mutex_destroy(&live->lock);
	pthread_cond_destroy(&live->changed);
	free(live);
}
