#include "runs.h"

#include "hash.h"
#include "plan.h"

/* The facts of a host or a site are small, and many of them are kept. */
#define SMALL_STEP 2048

struct lic_run {
	struct lic_probe_run probe; /* first: probes hand it back */
	struct lic_run *next;       /* in its bucket */
	struct lic_runs *runs;
	enum lic_facet facet;
	atomic_uint refs; /* the table's, and one for each who asked */
	struct lic_buf text;
	struct lic_subject subject;
	struct lic_arena arena;
	struct lic_facts facts;
	bool begun[LIC_SLOTS], done[LIC_SLOTS]; /* done: and not ended yet */
	size_t open;
	struct lic_timer deadline, tidy;
	struct lic_run_waiter *waiters;
	struct lic_snapshot *snapshot; /* whose seals the probe borrows, until it has ended */
	bool has_page, page_told;
	bool ended;

	/* Of one that is kept. */
	struct lic_run *newer;
	uint64_t until;
	size_t bytes;
};

static struct lic_str key_of(const struct lic_subject *subject, enum lic_facet facet)
{
	switch (facet) {
	case LIC_FACET_HOST:
		return subject->host;
	case LIC_FACET_SITE:
		return subject->site;
	case LIC_FACET_HOME:
		/* With the '/' that the path begins with. */
		return lic_str(subject->url.ptr, subject->url.len - subject->path.len + 1);
	case LIC_FACET_ADDRESS:
	case LIC_FACET_REGISTER:
	case LIC_FACETS:
		break;
	}
	return subject->url;
}

static struct lic_run **bucket_of(struct lic_runs *runs, enum lic_facet facet, struct lic_str key)
{
	return &runs->bucket[lic_hash(key, facet) % LIC_RUNS_BUCKETS];
}

void lic_run_unref(struct lic_run *run)
{
	if (atomic_fetch_sub(&run->refs, 1) != 1)
		return;
	atomic_fetch_sub(&run->runs->net->held, run->probe.pages);
	lic_snapshot_unref(run->snapshot);
	lic_arena_release(&run->arena);
	lic_buf_release(&run->text);
	free(run);
}

/* Take it out of the table. */
static void unlink_run(struct lic_run *run)
{
	struct lic_run **at = bucket_of(run->runs, run->facet, key_of(&run->subject, run->facet));

	while (*at != run)
		at = &(*at)->next;
	*at = run->next;
	lic_run_unref(run);
}

/* ---- those that have ended ------------------------------------------- */

static void drop_kept(struct lic_run *run)
{
	struct lic_runs_kept *kept = &run->runs->kept[run->facet];
	struct lic_run **at = &kept->oldest, *before = NULL;

	while (*at != run) {
		before = *at;
		at = &(*at)->newer;
	}
	*at = run->newer;
	if (kept->newest == run)
		kept->newest = before;
	kept->count--;
	kept->bytes -= run->bytes;
	unlink_run(run);
}

/* Memory is given back also where nobody asks any more. */
static void set_sweep(struct lic_runs *runs)
{
	uint64_t due = UINT64_MAX;

	for (size_t i = 0; i < LIC_FACETS; i++)
		if (runs->kept[i].oldest && runs->kept[i].oldest->until < due)
			due = runs->kept[i].oldest->until;
	/* Without memory for the timer they go when the next ones come. */
	if (due < UINT64_MAX && lic_loop_at(runs->net->loop, &runs->sweep, due) < 0)
		return;
}

static void on_sweep(struct lic_timer *timer)
{
	struct lic_runs *runs =
		(struct lic_runs *)(void *)((char *)timer - offsetof(struct lic_runs, sweep));
	uint64_t now = lic_clock_mono();

	for (size_t i = 0; i < LIC_FACETS; i++)
		while (runs->kept[i].oldest && runs->kept[i].oldest->until <= now)
			drop_kept(runs->kept[i].oldest);
	set_sweep(runs);
}

static void keep(struct lic_run *run)
{
	struct lic_runs *runs = run->runs;
	struct lic_runs_kept *kept = &runs->kept[run->facet];
	uint64_t now = lic_clock_mono();

	run->bytes = sizeof(*run) + run->text.cap + lic_arena_held(&run->arena);
	run->until = kept->keep_ms > (UINT64_MAX - now) / 1000000 ? UINT64_MAX
								  : now + kept->keep_ms * 1000000;
	run->newer = NULL;
	if (kept->newest)
		kept->newest->newer = run;
	else
		kept->oldest = run;
	kept->newest = run;
	kept->count++;
	kept->bytes += run->bytes;
	while (kept->oldest && (kept->count > LIC_LOOKS_KEPT_MAX || kept->bytes > kept->bytes_max))
		drop_kept(kept->oldest);
	if (!runs->sweep.place)
		set_sweep(runs);
}

/* ---- the course of a run --------------------------------------------- */

static void end_slots(struct lic_run *run, bool all)
{
	for (size_t i = 0; i < lic_plan_count; i++) {
		enum lic_slot slot = lic_plan[i]->slot;
		if (!run->begun[slot] || (!all && !run->done[slot]))
			continue;
		run->begun[slot] = false;
		lic_plan[i]->end(&run->probe);
	}
}

/* What has not answered has no reason yet. */
static void note_silent(struct lic_run *run)
{
	for (size_t i = 0; i < lic_plan_count; i++) {
		enum lic_slot slot = lic_plan[i]->slot;
		if (lic_plan[i]->facet == run->facet && !run->facts.known[slot] &&
		    !run->facts.why[slot])
			run->facts.why[slot] = "no answer in time";
	}
}

/* All is seen, or time is up (`late`). */
static void end_run(struct lic_run *run, bool late)
{
	struct lic_runs *runs = run->runs;
	struct lic_run_waiter *waiter;

	lic_loop_stop(runs->net->loop, &run->deadline);
	lic_loop_stop(runs->net->loop, &run->tidy);
	end_slots(run, true);
	note_silent(run);
	lic_snapshot_unref(run->snapshot);
	run->snapshot = NULL;
	run->ended = true;
	/* Who is told may ask for more, and be the last who has it. */
	atomic_fetch_add(&run->refs, 1);
	if (runs->kept[run->facet].keep_ms && (!late || runs->keep_late))
		keep(run);
	else
		unlink_run(run);
	while ((waiter = run->waiters)) {
		run->waiters = waiter->next;
		waiter->run = NULL;
		waiter->ended(waiter);
	}
	lic_run_unref(run);
}

static void on_deadline(struct lic_timer *timer)
{
	end_run((struct lic_run *)(void *)((char *)timer - offsetof(struct lic_run, deadline)),
		true);
}

static void tell_page(struct lic_run *run)
{
	run->page_told = true;
	for (struct lic_run_waiter *waiter = run->waiters; waiter; waiter = waiter->next)
		if (waiter->page_seen)
			waiter->page_seen(waiter);
}

/* Outside of the probes' own calls: end those that are done. */
static void on_tidy(struct lic_timer *timer)
{
	struct lic_run *run =
		(struct lic_run *)(void *)((char *)timer - offsetof(struct lic_run, tidy));

	end_slots(run, false);
	if (!run->open)
		end_run(run, false);
	else if (run->has_page && !run->page_told)
		tell_page(run);
}

/* Without memory for it, the deadline does the same. */
static void tidy_soon(struct lic_run *run)
{
	if (lic_loop_at(run->runs->net->loop, &run->tidy, 0) < 0)
		return;
}

static void on_slot(struct lic_probe_run *probe, enum lic_slot slot)
{
	struct lic_run *run = (struct lic_run *)probe;

	run->done[slot] = true;
	run->open--;
	tidy_soon(run);
}

static void on_page(struct lic_probe_run *probe)
{
	struct lic_run *run = (struct lic_run *)probe;

	run->has_page = true;
	tidy_soon(run);
}

static void begin_probes(struct lic_run *run)
{
	for (size_t i = 0; i < lic_plan_count; i++) {
		enum lic_slot slot = lic_plan[i]->slot;
		if (lic_plan[i]->facet != run->facet)
			continue;
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

static struct lic_run *new_run(struct lic_runs *runs, const struct lic_run_wish *wish)
{
	struct lic_run *run = calloc(1, sizeof(*run));
	enum lic_facet facet = wish->facet;
	uint64_t deadline = wish->since + runs->run_ms[facet] * 1000000u;

	if (!run)
		return NULL;
	run->runs = runs;
	run->facet = facet;
	run->snapshot = wish->snapshot;
	lic_snapshot_ref(run->snapshot);
	if (facet == LIC_FACET_HOST || facet == LIC_FACET_SITE)
		run->arena.step = SMALL_STEP;
	atomic_init(&run->refs, 1);
	lic_buf_init(&run->text, LIC_URL_MAX);
	run->deadline.fire = on_deadline;
	run->tidy.fire = on_tidy;
	if (lic_subject_parse(&run->subject, wish->subject->url, runs->net->psl, &run->text, NULL) <
		    0 ||
	    lic_loop_at(runs->net->loop, &run->deadline, deadline) < 0) {
		lic_run_unref(run);
		return NULL;
	}
	lic_facts_init(&run->facts, &run->subject, lic_str(NULL, 0), lic_date_of(lic_clock_now()));
	run->probe = (struct lic_probe_run){
		.net = runs->net,
		.facts = &run->facts,
		.arena = &run->arena,
		.deadline = deadline,
		.seals = &run->snapshot->seals,
		.done = on_slot,
		.page_seen = on_page,
	};
	return run;
}

static struct lic_run *find_run(struct lic_runs *runs, enum lic_facet facet, struct lic_str key)
{
	struct lic_run *run = *bucket_of(runs, facet, key);

	while (run && (run->facet != facet || !lic_str_eq(key_of(&run->subject, facet), key)))
		run = run->next;
	return run;
}

static struct lic_run *start_run(struct lic_runs *runs, const struct lic_run_wish *wish,
				 struct lic_str key)
{
	struct lic_run *run = new_run(runs, wish);

	if (!run)
		return NULL;
	struct lic_run **bucket = bucket_of(runs, wish->facet, key);
	run->next = *bucket;
	*bucket = run;
	begin_probes(run);
	/* Nothing is under way: it ends in the next step, or without memory at the deadline. */
	if (!run->open && lic_loop_at(runs->net->loop, &run->tidy, 0) < 0)
		run->open = 0;
	return run;
}

struct lic_run *lic_runs_get(struct lic_runs *runs, const struct lic_run_wish *wish)
{
	struct lic_str key = key_of(wish->subject, wish->facet);
	struct lic_run *run = find_run(runs, wish->facet, key);

	if (run && run->ended && (wish->anew || run->until <= lic_clock_mono())) {
		drop_kept(run);
		run = NULL;
	}
	if (!run)
		run = start_run(runs, wish, key);
	if (run)
		atomic_fetch_add(&run->refs, 1);
	return run;
}

/* ---- for who waits --------------------------------------------------- */

bool lic_run_wait(struct lic_run *run, struct lic_run_waiter *waiter)
{
	if (run->ended)
		return false;
	waiter->run = run;
	waiter->next = run->waiters;
	run->waiters = waiter;
	return true;
}

void lic_run_leave(struct lic_run_waiter *waiter)
{
	if (!waiter->run)
		return;
	struct lic_run_waiter **at = &waiter->run->waiters;
	while (*at != waiter)
		at = &(*at)->next;
	*at = waiter->next;
	waiter->run = NULL;
}

const struct lic_facts *lic_run_facts(const struct lic_run *run)
{
	return &run->facts;
}

const struct lic_fetched *lic_run_pages(const struct lic_run *run)
{
	return run->probe.fetched;
}

bool lic_run_has_page(const struct lic_run *run)
{
	return run->ended || run->has_page;
}

/* ---- life ------------------------------------------------------------ */

void lic_runs_init(struct lic_runs *runs)
{
	*runs = (struct lic_runs){.sweep = {.fire = on_sweep}};
}

void lic_runs_release(struct lic_runs *runs)
{
	for (size_t i = 0; i < LIC_FACETS; i++)
		runs->kept[i].keep_ms = 0;
	for (size_t i = 0; i < LIC_RUNS_BUCKETS; i++) {
		struct lic_run *run;
		while ((run = runs->bucket[i])) {
			if (run->ended)
				drop_kept(run);
			else
				end_run(run, true);
		}
	}
	lic_loop_stop(runs->net->loop, &runs->sweep);
}
