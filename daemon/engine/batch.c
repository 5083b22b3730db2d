/* A batch: workers take chunks of lines in turn, work on them side by side, and
 * write their results in the order of the chunks. */
#include "batch_input.h"
#include "batch_line.h"
#include "batch_looks.h"
#include "batch_out.h"
#include "check.h"

/* Addresses on their way at once, so that the cache fetches for many together. */
#define LANES 32
/* Results that a worker holds back before it waits for its turn to write. */
#define HOLD_MAX (4u << 20)
#define OUT_MAX (HOLD_MAX + LANES * LIC_VERDICT_MAX)

struct batch {
	struct lic_engine *engine;
	const struct lic_batch_options *options;
	pthread_mutex_t in_lock;
	struct lic_batch_input input;
	pthread_mutex_t out_lock; /* of all below */
	pthread_cond_t turn;
	uint64_t writing; /* the sequence whose turn it is */
	struct lic_batch_out out;
	int err; /* the first; others stop when they see it */
	struct lic_diag diag;
};

struct worker {
	struct batch *batch;
	struct lic_check *check;
	struct lic_batch_chunk chunk;
	struct lic_buf out;
	struct lic_batch_totals totals; /* since the last write */
	struct lic_lane lanes[LANES];
	struct lic_str inputs[LANES];
};

static void lane_begin(struct lic_lane *lane, const struct lic_check *check, struct lic_str line)
{
	const char *refused = lic_batch_refuse(line);

	if (refused)
		lane->err = lic_diag_set(&lane->diag, LIC_ELIMIT, "%s", refused);
	else
		lic_lane_begin(lane, check, line);
}

static void lane_finish(struct lic_lane *lane, struct lic_check *check,
			const struct lic_batch_options *o, struct lic_str line, int64_t now,
			struct lic_buf *out, struct lic_batch_totals *totals)
{
	if (!lane->err && lic_lane_finish(lane, check, now) == LIC_OK)
		lic_batch_put_verdict(o, &check->verdict, out, totals);
	else
		lic_batch_put_error(o, line, lane->err ? lane->diag.text : "the index is damaged",
				    out, totals);
}

void lic_batch_line(struct lic_check *check, const struct lic_batch_options *options,
		    struct lic_str input, struct lic_buf *out, struct lic_batch_totals *totals)
{
	struct lic_str line = lic_batch_clean(input);

	lic_check_refresh(check);
	lic_check_lists_only(check, options->lists_only);
	if (lic_check_set_country(check, options->country, NULL) < 0)
		check->country[0] = '\0';
	lane_begin(&check->lane, check, line);
	lane_finish(&check->lane, check, options, line, lic_clock_now(), out, totals);
	atomic_fetch_add_explicit(&check->engine->checks, 1, memory_order_relaxed);
}

/* ---- writing in order ------------------------------------------------ */

static void fail(struct batch *b, int err)
{
	if (!b->err)
		b->err = err;
	pthread_cond_broadcast(&b->turn);
}

/* Write what the worker holds when its turn has come; with `last` the turn goes to
 * the next chunk. False: the run is over. */
static bool write_out(struct worker *w, bool last)
{
	struct batch *b = w->batch;

	pthread_mutex_lock(&b->out_lock);
	while (b->writing != w->chunk.sequence && !b->err)
		pthread_cond_wait(&b->turn, &b->out_lock);
	if (!b->err) {
		int err = lic_buf_error(&w->out);
		if (err < 0)
			lic_diag_set(&b->diag, err, "cannot write the results: %s",
				     lic_strerror(err));
		else
			err = lic_batch_out_write(&b->out, lic_buf_str(&w->out), &b->diag);
		if (err < 0)
			fail(b, err);
	}
	lic_batch_totals_move(&b->out.totals, &w->totals);
	if (last && !b->err) {
		int err = lic_batch_out_done(&b->out, w->chunk.end_offset, &b->diag);
		if (err < 0)
			fail(b, err);
		b->writing++;
		pthread_cond_broadcast(&b->turn);
	}
	bool go_on = !b->err;
	pthread_mutex_unlock(&b->out_lock);
	lic_buf_reset(&w->out);
	return go_on;
}

/* ---- working --------------------------------------------------------- */

static bool take_chunk(struct worker *w)
{
	struct batch *b = w->batch;

	pthread_mutex_lock(&b->in_lock);
	int got = lic_batch_input_next(&b->input, &w->chunk);
	pthread_mutex_unlock(&b->in_lock);
	if (got < 0) {
		pthread_mutex_lock(&b->out_lock);
		if (!b->err)
			lic_diag_set(&b->diag, got, "cannot read the input: %s", lic_strerror(got));
		fail(b, got);
		pthread_mutex_unlock(&b->out_lock);
	}
	return got > 0;
}

static bool work_on_chunk(struct worker *w)
{
	const struct lic_batch_options *o = w->batch->options;
	struct lic_str rest = lic_buf_str(&w->chunk.text);
	const int64_t now = lic_clock_now();

	/* The end of the last line begins no further one. */
	if (rest.ptr[rest.len - 1] == '\n')
		rest.len--;
	while (rest.ptr) {
		size_t n = 0;
		while (n < LANES && lic_str_split(&rest, '\n', &w->inputs[n])) {
			w->inputs[n] = lic_batch_clean(w->inputs[n]);
			lane_begin(&w->lanes[n], w->check, w->inputs[n]);
			n++;
		}
		for (size_t i = 0; i < n; i++)
			if (!w->lanes[i].err)
				lic_lists_probe_fetch(&w->lanes[i].lists,
						      w->check->snapshot->index);
		for (size_t i = 0; i < n; i++)
			lane_finish(&w->lanes[i], w->check, o, w->inputs[i], now, &w->out,
				    &w->totals);
		if (w->out.len > HOLD_MAX && !write_out(w, false))
			return false;
	}
	return true;
}

static void *work(void *arg)
{
	struct worker *w = arg;

	while (take_chunk(w))
		if (!work_on_chunk(w) || !write_out(w, true))
			break;
	return NULL;
}

static int worker_init(struct worker *w, struct batch *b, struct lic_diag *diag)
{
	w->batch = b;
	lic_buf_init(&w->chunk.text, 2u * LIC_BATCH_CHUNK + 4u * LIC_BATCH_LINE_MAX);
	lic_buf_init(&w->out, OUT_MAX);
	for (size_t i = 0; i < LANES; i++)
		lic_lane_init(&w->lanes[i]);
	int err = lic_check_new(&w->check, b->engine);
	if (err < 0)
		return lic_diag_set(diag, err, "out of memory");
	lic_check_lists_only(w->check, b->options->lists_only);
	return lic_check_set_country(w->check, b->options->country, diag);
}

static void worker_release(struct worker *w)
{
	lic_check_free(w->check);
	lic_buf_release(&w->chunk.text);
	lic_buf_release(&w->out);
	for (size_t i = 0; i < LANES; i++)
		lic_lane_release(&w->lanes[i]);
}

static unsigned job_count(const struct lic_batch_options *o)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (o->jobs)
		return o->jobs;
	return cores > 0 ? (unsigned)cores : 1;
}

static int run_workers(struct batch *b, unsigned jobs, struct lic_diag *diag)
{
	struct worker *workers = calloc(jobs, sizeof(*workers));
	pthread_t *threads = calloc(jobs, sizeof(*threads));
	unsigned started = 0;
	int err = workers && threads ? LIC_OK : LIC_ENOMEM;

	for (unsigned i = 0; i < jobs && !err; i++)
		err = worker_init(&workers[i], b, diag);
	if (!err) {
		/* The caller's thread is the first worker. */
		while (started + 1 < jobs &&
		       !pthread_create(&threads[started], NULL, work, &workers[started + 1]))
			started++;
		work(&workers[0]);
		for (unsigned i = 0; i < started; i++)
			pthread_join(threads[i], NULL);
	}
	for (unsigned i = 0; workers && i < jobs; i++)
		if (workers[i].batch)
			worker_release(&workers[i]);
	free(workers);
	free(threads);
	return err;
}

int lic_batch_run(struct lic_engine *engine, const struct lic_batch_options *options, int in,
		  int out, struct lic_batch_totals *totals, struct lic_diag *diag)
{
	struct batch b = {
		.engine = engine,
		.options = options,
		.in_lock = PTHREAD_MUTEX_INITIALIZER,
		.out_lock = PTHREAD_MUTEX_INITIALIZER,
		.turn = PTHREAD_COND_INITIALIZER,
	};

	lic_batch_input_init(&b.input, in);
	int err = lic_batch_out_begin(&b.out, options, in, out, &b.input.offset, diag);
	if (!err && options->online)
		err = lic_batch_look(engine, &b.out, &b.input, diag);
	else if (!err)
		err = run_workers(&b, job_count(options), diag);
	if (!err && b.err) {
		err = b.err;
		if (diag)
			*diag = b.diag;
	}
	lic_batch_input_release(&b.input);
	*totals = b.out.totals;
	return err;
}
