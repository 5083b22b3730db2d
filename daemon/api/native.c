#include "native.h"

#include <poll.h>
#include <signal.h>

#include "envelope.h"
#include "exchange.h"
#include "extension.h"
#include "frame.h"
#include "jobs.h"
#include "log.h"
#include "steady.h"

/* Taken from the pipe at once: what a Linux pipe holds. */
#define READ_BLOCK (64u << 10)

struct host {
	const struct lic_conf *conf;
	struct lic_service service;
	bool open;      /* the data is; else tried again by and by */
	uint64_t tried; /* by lic_clock_mono: when it was, or was looked at for news */
	int failure;    /* of the last try, and its sentence */
	struct lic_diag diag;

	struct lic_jobs *calls, *store;
	struct lic_frames frames;

	pthread_mutex_t lock;
	pthread_cond_t changed;
	unsigned active; /* calls under way */

	pthread_mutex_t writing;
	atomic_bool gone; /* nobody reads what is written */
};

/* One call. Used by the thread that reads, then by one that answers. */
struct call {
	struct lic_job job;
	struct host *host;
	struct lic_buf message;
	struct lic_envelope envelope;
	char *target; /* a copy that may be written to */
	struct lic_exchange exchange;
	struct lic_buf body;
};

bool lic_native_knows_caller(char *const *words, size_t count)
{
	static const char manifest[] = "/" LIC_HOST_NAME ".json";

	if (count == 1)
		return strcmp(words[0], LIC_EXTENSION_CHROMIUM_ORIGIN) == 0;
	return count == 2 && words[0][0] == '/' &&
	       lic_str_ends(lic_str_from(words[0]), lic_str_from(manifest)) &&
	       strcmp(words[1], LIC_EXTENSION_FIREFOX) == 0;
}

/* ---- reply ----------------------------------------------------------- */

static void write_all(struct host *host, struct lic_str bytes)
{
	struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};

	while (bytes.len && !atomic_load(&host->gone)) {
		ssize_t n = write(out.fd, bytes.ptr, bytes.len);

		if (n >= 0)
			bytes = lic_str(bytes.ptr + n, bytes.len - (size_t)n);
		else if (errno == EAGAIN)
			poll(&out, 1, -1);
		else if (errno != EINTR)
			atomic_store(&host->gone, true);
	}
}

static void send_piece(struct call *call, struct lic_str piece, bool more)
{
	const struct lic_reply *reply = &call->exchange.reply;
	struct host *host = call->host;
	struct lic_buf frame;

	lic_buf_init(&frame, LIC_NATIVE_REPLY_MAX + LIC_FRAME_HEAD);
	lic_envelope_write(&frame, &call->envelope, reply->status, reply->type, piece, more);
	if (lic_buf_error(&frame))
		lic_envelope_write(&frame, &call->envelope,
				   lic_problem_kinds[LIC_PROBLEM_BUSY].status, LIC_TYPE_PROBLEM,
				   lic_str(NULL, 0), false);
	pthread_mutex_lock(&host->writing);
	write_all(host, lic_buf_str(&frame));
	pthread_mutex_unlock(&host->writing);
	lic_buf_release(&frame);
}

static void send_text(struct call *call, struct lic_str text)
{
	size_t end;

	do {
		end = lic_envelope_cut(text);
		send_piece(call, lic_str(text.ptr, end), end < text.len);
		text = lic_str(text.ptr + end, text.len - end);
	} while (text.len);
}

/* Where HTTP would cut the connection, the last piece is a problem. */
static void send_failure(struct call *call)
{
	lic_exchange_refuse(&call->exchange, LIC_PROBLEM_INTERNAL,
			    "the reply broke off: ask again");
	lic_exchange_answer(&call->exchange, NULL, &call->body);
	send_text(call, lic_buf_str(&call->body));
}

/* What has no length yet goes out as soon as there is a piece of it. */
static void send_stream(struct call *call, struct lic_stream *stream)
{
	struct lic_buf held;
	int64_t n = 0;

	lic_buf_init(&held, LIC_NATIVE_PIECE + LIC_HTTP_BLOCK);
	while (!atomic_load(&call->host->gone)) {
		if (lic_buf_grow(&held, LIC_HTTP_BLOCK) < 0)
			break;
		n = stream->read(stream, held.ptr + held.len, LIC_HTTP_BLOCK);
		if (n <= 0)
			break;
		held.len += (size_t)n;
		size_t end = lic_envelope_cut(lic_buf_str(&held));
		if (end == held.len)
			continue;
		send_piece(call, lic_str(held.ptr, end), true);
		memmove(held.ptr, held.ptr + end, held.len - end);
		held.len -= end;
	}
	stream->free(stream);
	if (n < 0 || lic_buf_error(&held))
		send_failure(call);
	else
		send_piece(call, lic_buf_str(&held), false);
	lic_buf_release(&held);
}

static void send_reply(struct call *call)
{
	struct lic_reply *reply = &call->exchange.reply;
	struct host *host = call->host;

	if (host->open)
		lic_counter_status(&host->service.counters, reply->status);
	if (lic_str_eq(call->envelope.method, LIC_STR("HEAD")))
		send_piece(call, lic_str(NULL, 0), false);
	else if (reply->stream)
		send_stream(call, reply->stream);
	else
		send_text(call, reply->fixed.ptr ? reply->fixed : lic_buf_str(reply->body));
}

/* ---- call ------------------------------------------------------------ */

static struct call *call_of_job(struct lic_job *job)
{
	return (struct call *)(void *)((char *)job - offsetof(struct call, job));
}

static void call_end(struct call *call)
{
	struct host *host = call->host;

	lic_exchange_reset(&call->exchange, &host->service);
	lic_envelope_release(&call->envelope);
	lic_buf_release(&call->message);
	lic_buf_release(&call->body);
	free(call->target);
	free(call);
	pthread_mutex_lock(&host->lock);
	host->active--;
	pthread_cond_broadcast(&host->changed);
	pthread_mutex_unlock(&host->lock);
}

static void finish(struct lic_job *job, bool cancelled)
{
	struct call *call = call_of_job(job);
	struct lic_worker *worker = NULL;

	if (cancelled)
		lic_exchange_refuse(&call->exchange, LIC_PROBLEM_BUSY, "Licit is stopping");
	if (!call->exchange.refused)
		worker = lic_service_worker(&call->host->service);
	lic_exchange_answer(&call->exchange, worker, &call->body);
	send_reply(call);
	call_end(call);
}

static void finish_on(struct lic_jobs *jobs, struct call *call)
{
	call->job.run = finish;
	if (!lic_jobs_add(jobs, &call->job))
		finish(&call->job, true);
}

static void on_seen(void *ctx)
{
	struct call *call = ctx;

	finish_on(call->host->calls, call);
}

/* Fill in the head as server.c does from what the library gives. */
static bool take_target(struct call *call)
{
	struct lic_request *request = &call->exchange.request;
	struct lic_str target = call->envelope.target;
	size_t path = lic_str_find(target, '?');

	call->target = malloc(target.len + 1);
	if (!call->target)
		return false;
	memcpy(call->target, target.ptr, target.len);
	request->head.method = call->envelope.method;
	request->head.path = lic_str(call->target, path);
	request->head.target_len = target.len;
	if (path < target.len)
		lic_query_read(&request->query, call->target + path + 1, target.len - path - 1);
	return true;
}

static void read_call(struct call *call)
{
	struct lic_exchange *exchange = &call->exchange;
	struct lic_diag diag = {""};
	enum lic_problem problem =
		lic_envelope_read(&call->envelope, lic_buf_str(&call->message), &diag);

	lic_buf_release(&call->message);
	if (exchange->refused)
		return;
	if (problem)
		lic_exchange_refuse(exchange, problem, diag.text);
	else if (!take_target(call))
		lic_exchange_refuse(exchange, LIC_PROBLEM_BUSY, "out of memory: try again");
	lic_exchange_begin(exchange);
	if (call->envelope.body.len)
		lic_exchange_receive(exchange, call->envelope.body);
}

static void begin(struct lic_job *job, bool cancelled)
{
	struct call *call = call_of_job(job);
	struct lic_request *request = &call->exchange.request;

	read_call(call);
	switch (lic_exchange_next(&call->exchange)) {
	case LIC_NEXT_LOOK:
		if (!request->route->look(request, on_seen, call))
			finish(job, cancelled);
		return;
	case LIC_NEXT_WAIT:
		finish_on(call->host->store, call);
		return;
	case LIC_NEXT_ANSWER:
		break;
	}
	finish(job, cancelled);
}

/* ---- host ------------------------------------------------------------ */

/* Open the data, or look for newer lists, at most every refresh_seconds and only when a
 * call comes: a host that is not asked does nothing. */
static void keep_fresh(struct host *host)
{
	uint64_t every = lic_conf_number(host->conf, LIC_SETTING_REFRESH_SECONDS) * 1000000000u;
	uint64_t now = lic_clock_mono();

	if (host->tried && now - host->tried < every)
		return;
	host->tried = now;
	if (host->open) {
		if (lic_service_refresh(&host->service, &host->diag) < 0)
			lic_log(LIC_LOG_WARN, "refresh failed, the lists in use stay: %s",
				host->diag.text);
		return;
	}
	host->failure = lic_service_open(&host->service, host->conf, &host->diag);
	host->open = host->failure == LIC_OK;
	if (!host->open)
		lic_log(LIC_LOG_ERROR, "%s", host->diag.text);
}

static enum lic_problem problem_of_data(int err)
{
	enum lic_problem problem = lic_problem_from_err(err);

	return problem == LIC_PROBLEM_BUSY || problem == LIC_PROBLEM_STORAGE ? problem
									     : LIC_PROBLEM_INTERNAL;
}

static void wait_for_room(struct host *host)
{
	pthread_mutex_lock(&host->lock);
	while (host->active == LIC_NATIVE_CALLS)
		pthread_cond_wait(&host->changed, &host->lock);
	host->active++;
	pthread_mutex_unlock(&host->lock);
}

static struct call *call_new(struct host *host)
{
	struct call *call = calloc(1, sizeof(*call));

	if (!call)
		return NULL;
	wait_for_room(host);
	call->host = host;
	lic_buf_init(&call->body, LIC_HTTP_REPLY_MAX);
	lic_buf_init(&call->message, LIC_NATIVE_MESSAGE_MAX);
	lic_exchange_reset(&call->exchange, &host->service);
	call->exchange.request.vouched = true;
	return call;
}

/* The message that has arrived. */
static int take_message(struct host *host)
{
	struct call *call;

	keep_fresh(host);
	call = call_new(host);
	if (!call)
		return LIC_ENOMEM;
	call->message = host->frames.message;
	lic_buf_init(&host->frames.message, LIC_NATIVE_MESSAGE_MAX);
	if (!host->open)
		lic_exchange_refuse(&call->exchange, problem_of_data(host->failure),
				    host->diag.text);
	call->job.run = begin;
	if (!lic_jobs_add(host->calls, &call->job))
		begin(&call->job, true);
	return LIC_OK;
}

/* Nobody knows which call it was: it says so to whoever reads the log. */
static int refuse_long(struct host *host)
{
	struct call *call = call_new(host);

	if (!call)
		return LIC_ENOMEM;
	lic_problem_set(&call->exchange.request.diag, LIC_PROBLEM_TOO_LARGE,
			"send at most %u bytes in one message", LIC_NATIVE_MESSAGE_MAX);
	call->exchange.refused = LIC_PROBLEM_TOO_LARGE;
	finish(&call->job, false);
	return LIC_OK;
}

static int take_bytes(struct host *host, struct lic_str bytes)
{
	int err = LIC_OK;

	while (!err && bytes.len) {
		switch (lic_frames_take(&host->frames, &bytes)) {
		case LIC_FRAME_PART:
			break;
		case LIC_FRAME_WHOLE:
			err = take_message(host);
			break;
		case LIC_FRAME_TOO_LONG:
			err = refuse_long(host);
			break;
		case LIC_FRAME_ENDLESS:
			lic_log(LIC_LOG_ERROR,
				"a message of more than %u bytes was announced: this is not the "
				"Licit extension",
				LIC_NATIVE_DRAIN_MAX);
			refuse_long(host);
			return LIC_ELIMIT;
		}
	}
	return err;
}

/* Until the browser closes the pipe, or stops reading from the other. */
static int read_calls(struct host *host)
{
	static char block[READ_BLOCK];
	struct pollfd fds[2] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = STDOUT_FILENO}};
	int err = LIC_OK;

	while (!err) {
		if (poll(fds, 2, -1) < 0 && errno != EINTR)
			return lic_err_from_errno(errno);
		if (fds[1].revents || atomic_load(&host->gone))
			return LIC_OK;
		if (!fds[0].revents)
			continue;
		ssize_t n = read(STDIN_FILENO, block, sizeof(block));
		if (n > 0) {
			err = take_bytes(host, lic_str(block, (size_t)n));
		} else if (n == 0) {
			if (lic_frames_between(&host->frames))
				return LIC_OK;
			lic_log(LIC_LOG_ERROR, "the browser went away in the middle of a message");
			return LIC_ESYNTAX;
		} else if (errno != EINTR && errno != EAGAIN) {
			lic_log(LIC_LOG_ERROR, "cannot read from the browser: %s", strerror(errno));
			return LIC_EIO;
		}
	}
	return err;
}

/* Answer what was asked. False: a call did not end in time. */
static bool stop(struct host *host)
{
	struct timespec until = lic_steady_after(LIC_NATIVE_STOP_MS);

	if (host->open)
		lic_looks_stop(host->service.engine);
	pthread_mutex_lock(&host->lock);
	while (host->active > 0 &&
	       pthread_cond_timedwait(&host->changed, &host->lock, &until) != ETIMEDOUT)
		;
	pthread_mutex_unlock(&host->lock);
	return lic_jobs_stop(host->calls, LIC_HTTP_STOP_MS) &&
	       lic_jobs_stop(host->store, LIC_HTTP_STOP_MS);
}

static bool start(struct host *host)
{
	unsigned threads = lic_service_threads(host->conf);

	if (lic_steady_init(&host->changed) != 0)
		return false;
	/* At least two: a page that is read holds up no quick verdict. */
	if (lic_jobs_new(&host->calls, threads > 2 ? threads : 2) < 0)
		return false;
	if (lic_jobs_new(&host->store, 1) < 0) {
		if (lic_jobs_stop(host->calls, LIC_HTTP_STOP_MS))
			lic_jobs_free(host->calls);
		return false;
	}
	pthread_mutex_init(&host->lock, NULL);
	pthread_mutex_init(&host->writing, NULL);
	lic_frames_init(&host->frames);
	return true;
}

int lic_native_serve(const struct lic_conf *conf)
{
	struct host host = {.conf = conf};

	/* A browser that is gone, a file that may not grow: errors, not the end. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	if (!start(&host)) {
		lic_log(LIC_LOG_ERROR, "no thread could be started");
		return EXIT_FAILURE;
	}
	int status = read_calls(&host) < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
	if (!stop(&host)) {
		/* Threads still use the engine. The store is whole whatever happens. */
		lic_log(LIC_LOG_WARN, "stopped; a call was given up");
		_exit(status);
	}
	lic_jobs_free(host.calls);
	lic_jobs_free(host.store);
	lic_frames_release(&host.frames);
	if (host.open)
		lic_service_close(&host.service);
	return status;
}
