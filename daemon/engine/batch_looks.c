#include "batch_looks.h"

#include <poll.h>
#include <sys/eventfd.h>

#include "batch_line.h"
#include "check.h"
#include "hash.h"

/* Bytes of input taken at a time: a stream that drips is looked at as it comes. */
#define STEP 4096

/* Milliseconds after which it is asked whether to stop, if nothing happens. */
#define TICK_MS 200

enum state {
	WAITING, /* for its turn */
	LOOKING,
	JUDGED,
};

struct line {
	enum state state;
	struct lic_buf text;
	uint64_t end;  /* of the input, behind it */
	uint64_t site; /* as a hash */
	struct lic_look *look;
	bool seen; /* by looks->lock */
	struct looks *looks;
	struct lic_buf result;
	struct lic_batch_totals totals;
};

struct looks {
	struct lic_engine *engine;
	struct lic_batch_out *out;
	const struct lic_batch_options *options;
	struct lic_diag *diag;
	struct lic_check *check;
	pthread_mutex_t lock;
	int wake; /* an eventfd: something was seen */
	struct lic_batch_input *input;
	struct lic_batch_chunk chunk;
	size_t at; /* in chunk.text */
	bool eof;
	struct line line[LIC_BATCH_LOOKS_HELD]; /* a ring */
	size_t first, count;
	size_t looking;
};

static struct line *line_at(struct looks *l, size_t i)
{
	return &l->line[(l->first + i) % LIC_BATCH_LOOKS_HELD];
}

/* ---- input ------------------------------------------------------------ */

/* Can it be read without waiting? */
static bool is_readable(int fd)
{
	struct pollfd input = {.fd = fd, .events = POLLIN};

	return poll(&input, 1, 0) > 0;
}

static bool wants_input(const struct looks *l)
{
	return !l->eof && l->count < LIC_BATCH_LOOKS_HELD;
}

/* More lines in the chunk: 1, 0 if there are none now, or an error. */
static int fill_chunk(struct looks *l)
{
	if (l->at < l->chunk.text.len)
		return 1;
	if (!is_readable(l->input->fd))
		return 0;
	int got = lic_batch_input_next(l->input, &l->chunk);
	if (got < 0)
		return lic_diag_set(l->diag, got, "cannot read the input: %s", lic_strerror(got));
	l->at = 0;
	l->eof = got == 0;
	return got;
}

static void judge(struct looks *l, struct line *line)
{
	const struct lic_check_options options = {.country = l->options->country,
						  .look = line->look};
	struct lic_str text = lic_buf_str(&line->text);
	const struct lic_verdict *verdict;
	struct lic_diag diag;

	if (lic_check_run_with(l->check, text, &options, &verdict, &diag) < 0)
		lic_batch_put_error(l->options, text, diag.text, &line->result, &line->totals);
	else
		lic_batch_put_verdict(l->options, verdict, &line->result, &line->totals);
	lic_look_free(line->look);
	line->look = NULL;
	line->state = JUDGED;
}

/* The next line of the chunk, behind the others. */
static int add_line(struct looks *l)
{
	struct line *line = line_at(l, l->count);
	struct lic_str all = lic_buf_str(&l->chunk.text);
	struct lic_str rest = lic_str(all.ptr + l->at, all.len - l->at), text;
	struct lic_subject subject;
	struct lic_buf store;

	lic_str_split(&rest, '\n', &text);
	l->at = rest.ptr ? (size_t)(rest.ptr - all.ptr) : all.len;
	/* Only the chunk's first line may have been cut, so the end is where to count from. */
	line->end = l->chunk.end_offset - (all.len - l->at);
	text = lic_batch_clean(text);
	lic_buf_reset(&line->text);
	lic_buf_adds(&line->text, text);
	if (lic_buf_error(&line->text) < 0)
		return lic_diag_set(l->diag, LIC_ENOMEM, "out of memory");
	line->seen = false;
	l->count++;
	const char *refused = lic_batch_refuse(text);
	if (refused) {
		lic_batch_put_error(l->options, text, refused, &line->result, &line->totals);
		line->state = JUDGED;
		return LIC_OK;
	}
	lic_buf_init(&store, LIC_URL_MAX);
	line->state = WAITING;
	if (lic_subject_parse(&subject, text, l->engine->psl, &store, NULL) == LIC_OK)
		line->site = lic_hash(subject.site, 0);
	else
		judge(l, line);
	lic_buf_release(&store);
	return LIC_OK;
}

static int take_lines(struct looks *l)
{
	int more = 1;

	while (more > 0 && wants_input(l)) {
		more = fill_chunk(l);
		if (more > 0 && add_line(l) < 0)
			return LIC_ENOMEM;
	}
	return more < 0 ? more : LIC_OK;
}

/* ---- looks ------------------------------------------------------------ */

/* On the thread that looks: once the lock is given back, all may be gone. */
static void on_seen(void *ctx)
{
	struct line *line = ctx;
	struct looks *l = line->looks;
	const uint64_t one = 1;

	pthread_mutex_lock(&l->lock);
	line->seen = true;
	/* Else it is full of wakes already, or the next tick comes. */
	ssize_t n = write(l->wake, &one, sizeof(one));
	(void)n;
	pthread_mutex_unlock(&l->lock);
}

static bool is_seen(struct looks *l, const struct line *line)
{
	pthread_mutex_lock(&l->lock);
	bool seen = line->seen;
	pthread_mutex_unlock(&l->lock);
	return seen;
}

static size_t looking_at(struct looks *l, uint64_t site)
{
	size_t n = 0;

	for (size_t i = 0; i < l->count; i++) {
		const struct line *line = line_at(l, i);
		n += line->state == LOOKING && line->site == site;
	}
	return n;
}

static int begin_looks(struct looks *l)
{
	const struct lic_look_options how = {.wait_ms = UINT32_MAX, .seen = on_seen};

	for (size_t i = 0; i < l->count && l->looking < LIC_BATCH_LOOKS; i++) {
		struct line *line = line_at(l, i);
		if (line->state != WAITING || looking_at(l, line->site) >= LIC_BATCH_SITE_LOOKS)
			continue;
		struct lic_look_options options = how;
		options.ctx = line;
		line->looks = l;
		int err = lic_look_begin(&line->look, l->engine, lic_buf_str(&line->text), &options,
					 l->diag);
		if (err < 0)
			return err;
		line->state = LOOKING;
		l->looking++;
	}
	return LIC_OK;
}

static void judge_seen(struct looks *l)
{
	for (size_t i = 0; i < l->count; i++) {
		struct line *line = line_at(l, i);
		if (line->state != LOOKING || !is_seen(l, line))
			continue;
		judge(l, line);
		l->looking--;
	}
}

/* Those whose turn it is. */
static int write_judged(struct looks *l)
{
	uint64_t end = 0;

	while (l->count && line_at(l, 0)->state == JUDGED) {
		struct line *line = line_at(l, 0);
		int err = lic_buf_error(&line->result);
		if (err < 0)
			lic_diag_set(l->diag, err, "out of memory");
		else
			err = lic_batch_out_write(l->out, lic_buf_str(&line->result), l->diag);
		if (err < 0)
			return err;
		lic_batch_totals_move(&l->out->totals, &line->totals);
		lic_buf_release(&line->result);
		end = line->end;
		l->first = (l->first + 1) % LIC_BATCH_LOOKS_HELD;
		l->count--;
	}
	return end ? lic_batch_out_done(l->out, end, l->diag) : LIC_OK;
}

static void wait_for_more(struct looks *l)
{
	struct pollfd fds[2] = {
		{.fd = l->wake, .events = POLLIN},
		{.fd = wants_input(l) ? l->input->fd : -1, .events = POLLIN},
	};
	uint64_t wakes;

	/* A signal ends it early, and then it is asked whether to stop. */
	if (poll(fds, LIC_ARRAY_SIZE(fds), TICK_MS) > 0 && (fds[0].revents & POLLIN) &&
	    read(l->wake, &wakes, sizeof(wakes)) < 0)
		return;
}

static bool is_stopped(const struct looks *l)
{
	return l->options->stopped && l->options->stopped(l->options->ctx);
}

static int look_at_all(struct looks *l)
{
	int err = LIC_OK;

	while (!err && !is_stopped(l) && (l->count || !l->eof)) {
		judge_seen(l);
		err = write_judged(l);
		if (!err)
			err = take_lines(l);
		if (!err)
			err = begin_looks(l);
		if (!err && (l->looking || (wants_input(l) && !is_readable(l->input->fd))))
			wait_for_more(l);
	}
	return err;
}

/* ---- life ------------------------------------------------------------- */

static int open_looks(struct looks *l)
{
	lic_buf_init(&l->chunk.text, 2u * LIC_BATCH_CHUNK + 4u * LIC_BATCH_LINE_MAX);
	for (size_t i = 0; i < LIC_BATCH_LOOKS_HELD; i++) {
		lic_buf_init(&l->line[i].text, 2u * LIC_BATCH_LINE_MAX);
		lic_buf_init(&l->line[i].result, 2u * LIC_VERDICT_MAX);
	}
	l->input->step = STEP;
	pthread_mutex_init(&l->lock, NULL);
	l->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (l->wake < 0 || lic_check_new(&l->check, l->engine) < 0)
		return lic_diag_set(l->diag, LIC_ENOMEM, "out of memory");
	pthread_mutex_lock(&l->engine->looking);
	l->engine->patient = true;
	pthread_mutex_unlock(&l->engine->looking);
	return lic_check_set_country(l->check, l->options->country, l->diag);
}

/* Where it ended early, looks are under way: they are told off first. */
static void close_looks(struct looks *l)
{
	if (l->looking)
		lic_looks_stop(l->engine);
	for (size_t i = 0; i < LIC_BATCH_LOOKS_HELD; i++) {
		lic_look_free(l->line[i].look);
		lic_buf_release(&l->line[i].text);
		lic_buf_release(&l->line[i].result);
	}
	lic_check_free(l->check);
	lic_buf_release(&l->chunk.text);
	if (l->wake >= 0)
		close(l->wake);
	pthread_mutex_destroy(&l->lock);
	free(l);
}

int lic_batch_look(struct lic_engine *engine, struct lic_batch_out *out,
		   struct lic_batch_input *input, struct lic_diag *diag)
{
	struct looks *l = calloc(1, sizeof(*l));

	if (!l)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	l->engine = engine;
	l->out = out;
	l->options = out->options;
	l->diag = diag;
	l->input = input;
	int err = open_looks(l);
	if (!err)
		err = look_at_all(l);
	close_looks(l);
	return err;
}
