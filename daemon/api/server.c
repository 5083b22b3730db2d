#include "server.h"

#include <microhttpd.h>
#include <stdatomic.h>

#include "exchange.h"
#include "jobs.h"
#include "log.h"
#include "steady.h"
#include "watch.h"

struct lic_server {
	struct lic_service *service;
	struct MHD_Daemon *daemon;
	struct lic_jobs *jobs;
	struct lic_watches watches;
	atomic_uint active; /* requests that have arrived and are not answered yet */
	atomic_bool stopping;
	pthread_mutex_t lock;
	pthread_cond_t idle; /* stopping, and active came down to 0 */
};

enum stage {
	FRESH,    /* no head yet */
	ARRIVING, /* the head is here; the body may be to come */
	WORKING,  /* a job has it */
	DONE,     /* the job has left its reply */
	LOOKING,  /* a site is looked at, over the network */
	LOOKED,   /* it was, and the request can be answered */
	ANSWERED,
};

/* One connection and the request that is on it. Used by the thread that serves
 * the connection, or while it is suspended by the jobs' thread. */
struct conn {
	struct lic_watch watch;
	struct lic_job job;
	struct lic_server *server;
	struct MHD_Connection *mhd;
	enum stage stage;
	bool counted;       /* in server->active */
	const char *target; /* as it was sent */
	struct lic_exchange exchange;
	struct lic_buf job_body; /* of a reply that a job makes */
};

/* ---- reply ----------------------------------------------------------- */

static ssize_t read_stream(void *ctx, uint64_t pos, char *out, size_t size)
{
	struct lic_stream *stream = ctx;
	int64_t n = stream->read(stream, out, size);

	(void)pos;
	if (n == 0)
		return MHD_CONTENT_READER_END_OF_STREAM;
	return n < 0 ? MHD_CONTENT_READER_END_WITH_ERROR : (ssize_t)n;
}

static void free_stream(void *ctx)
{
	struct lic_stream *stream = ctx;

	stream->free(stream);
}

static struct MHD_Response *make_response(struct lic_reply *reply)
{
	struct MHD_Response *response;

	if (reply->stream) {
		response = MHD_create_response_from_callback(
			MHD_SIZE_UNKNOWN, LIC_HTTP_BLOCK, read_stream, reply->stream, free_stream);
		if (!response)
			reply->stream->free(reply->stream);
		reply->stream = NULL;
		return response;
	}
	/* The library takes a pointer to what it will not write to. */
	if (reply->fixed.ptr)
		return MHD_create_response_from_buffer(reply->fixed.len,
						       (void *)(uintptr_t)reply->fixed.ptr,
						       MHD_RESPMEM_PERSISTENT);
	return MHD_create_response_from_buffer(reply->body->len, reply->body->ptr,
					       MHD_RESPMEM_MUST_COPY);
}

static bool add_fields(struct MHD_Response *response, const struct lic_reply *reply)
{
	bool ok = MHD_add_response_header(response, "Content-Type", reply->type) == MHD_YES &&
		  MHD_add_response_header(response, "Cache-Control", "no-store") == MHD_YES &&
		  MHD_add_response_header(response, "X-Content-Type-Options", "nosniff") == MHD_YES;

	for (size_t i = 0; i < LIC_REPLY_FIELDS && reply->fields[i].name; i++)
		ok = ok && MHD_add_response_header(response, reply->fields[i].name,
						   reply->fields[i].value) == MHD_YES;
	return ok;
}

static enum MHD_Result send_reply(struct conn *conn)
{
	struct lic_reply *reply = &conn->exchange.reply;
	struct MHD_Response *response = make_response(reply);
	enum MHD_Result result = MHD_NO;

	conn->stage = ANSWERED;
	if (!response)
		return MHD_NO;
	if (add_fields(response, reply))
		result = MHD_queue_response(conn->mhd, reply->status, response);
	MHD_destroy_response(response);
	if (result == MHD_YES)
		lic_counter_status(&conn->server->service->counters, reply->status);
	return result;
}

/* ---- request --------------------------------------------------------- */

static struct conn *conn_of_job(struct lic_job *job)
{
	return (struct conn *)(void *)((char *)job - offsetof(struct conn, job));
}

static void run_job(struct lic_job *job, bool cancelled)
{
	struct conn *conn = conn_of_job(job);
	struct lic_worker *worker = cancelled ? NULL : lic_service_worker(conn->server->service);

	if (cancelled)
		lic_exchange_refuse(&conn->exchange, LIC_PROBLEM_BUSY, "licitd is stopping");
	lic_exchange_answer(&conn->exchange, worker, &conn->job_body);
	conn->stage = DONE;
	MHD_resume_connection(conn->mhd);
}

static enum MHD_Result start_job(struct conn *conn)
{
	conn->stage = WORKING;
	conn->job.run = run_job;
	/* In this order: the job resumes what was suspended before. */
	MHD_suspend_connection(conn->mhd);
	if (!lic_jobs_add(conn->server->jobs, &conn->job))
		run_job(&conn->job, true);
	return MHD_YES;
}

static enum MHD_Result answer(struct conn *conn)
{
	struct lic_worker *worker = lic_service_worker(conn->server->service);

	if (!worker)
		return MHD_NO;
	lic_exchange_answer(&conn->exchange, worker, &worker->body);
	return send_reply(conn);
}

static void on_seen(void *ctx)
{
	struct conn *conn = ctx;

	conn->stage = LOOKED;
	MHD_resume_connection(conn->mhd);
}

static enum MHD_Result start_look(struct conn *conn)
{
	struct lic_request *request = &conn->exchange.request;

	conn->stage = LOOKING;
	/* In this order: who has seen resumes what was suspended before. */
	MHD_suspend_connection(conn->mhd);
	if (!request->route->look(request, on_seen, conn))
		on_seen(conn);
	return MHD_YES;
}

static enum MHD_Result finish_request(struct conn *conn)
{
	struct lic_exchange *exchange = &conn->exchange;

	lic_watch_end(&conn->watch);
	switch (lic_exchange_next(exchange)) {
	case LIC_NEXT_LOOK:
		return start_look(conn);
	case LIC_NEXT_WAIT:
		return start_job(conn);
	case LIC_NEXT_ANSWER:
		break;
	}
	return answer(conn);
}

static enum MHD_Result note_value(void *ctx, enum MHD_ValueKind kind, const char *key,
				  size_t key_len, const char *value, size_t value_len)
{
	struct lic_exchange *exchange = ctx;
	struct lic_str name = lic_str(key, key_len);

	if (kind == MHD_GET_ARGUMENT_KIND)
		lic_query_add(&exchange->request.query, name, lic_str(value, value_len));
	else
		lic_exchange_field(exchange, name, lic_str(value, value_len));
	return MHD_YES;
}

/* The library takes a request line for a C string, so that a NUL byte cuts it
 * short. The version lies behind the target in the same memory: if it is not
 * where the target as we know it ends, something was cut out. */
static bool has_nul(const char *target, size_t len, const char *version)
{
	uintptr_t from = (uintptr_t)target;
	uintptr_t behind = (uintptr_t)version;

	return behind > from && behind - from < LIC_HTTP_HEAD_MAX && behind - from != len + 1;
}

static enum MHD_Result begin_request(struct conn *conn, const char *path, const char *method,
				     const char *version)
{
	struct lic_exchange *exchange = &conn->exchange;
	struct lic_head *head = &exchange->request.head;

	conn->stage = ARRIVING;
	conn->counted = true;
	atomic_fetch_add(&conn->server->active, 1);
	head->method = lic_str_from(method);
	head->path = lic_str_from(path);
	MHD_get_connection_values_n(conn->mhd, MHD_HEADER_KIND | MHD_GET_ARGUMENT_KIND, note_value,
				    exchange);
	if (has_nul(conn->target, head->target_len, version))
		lic_exchange_refuse(exchange, LIC_PROBLEM_BAD_REQUEST,
				    "the request line holds a NUL byte or stray spaces");
	if (lic_exchange_begin(exchange))
		return finish_request(conn);
	/* A batch may take its time, as long as it does not pause. */
	if (!exchange->refused && exchange->request.route->body == LIC_BODY_LINES)
		lic_watch_end(&conn->watch);
	return MHD_YES;
}

/* The library calls this once when the head has arrived, then for each piece of
 * the body, then when all has. A reply is only made in the last call: one in the
 * first would make the library close the connection. */
static enum MHD_Result on_request(void *ctx, struct MHD_Connection *mhd, const char *path,
				  const char *method, const char *version, const char *upload,
				  size_t *upload_size, void **request_ctx)
{
	struct conn *conn = *request_ctx;
	bool go_on;

	(void)ctx;
	(void)mhd;
	if (!conn)
		return MHD_NO;
	switch (conn->stage) {
	case FRESH:
		return begin_request(conn, path, method, version);
	case ARRIVING:
		if (*upload_size == 0)
			return finish_request(conn);
		go_on = lic_exchange_receive(&conn->exchange, lic_str(upload, *upload_size));
		*upload_size = 0;
		return go_on ? MHD_YES : MHD_NO;
	case DONE:
		return send_reply(conn);
	case LOOKED:
		return answer(conn);
	case LOOKING:
	case WORKING:
	case ANSWERED:
		break;
	}
	return MHD_YES;
}

/* ---- connection ------------------------------------------------------ */

static void reset_request(struct conn *conn)
{
	lic_exchange_reset(&conn->exchange, conn->server->service);
	lic_buf_release(&conn->job_body);
	conn->stage = FRESH;
}

static void *on_target(void *ctx, const char *target, struct MHD_Connection *mhd)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct conn *conn = info ? info->socket_context : NULL;

	(void)ctx;
	if (conn) {
		conn->target = target;
		conn->exchange.request.head.target_len = strlen(target);
	}
	return conn;
}

static void on_completed(void *ctx, struct MHD_Connection *mhd, void **request_ctx,
			 enum MHD_RequestTerminationCode code)
{
	struct lic_server *server = ctx;
	struct conn *conn = *request_ctx;

	(void)mhd;
	(void)code;
	*request_ctx = NULL;
	if (!conn)
		return;
	reset_request(conn);
	lic_watch_begin(&conn->watch);
	if (!conn->counted)
		return;
	conn->counted = false;
	if (atomic_fetch_sub(&server->active, 1) == 1 && atomic_load(&server->stopping)) {
		pthread_mutex_lock(&server->lock);
		pthread_cond_signal(&server->idle);
		pthread_mutex_unlock(&server->lock);
	}
}

static void on_connection(void *ctx, struct MHD_Connection *mhd, void **socket_ctx,
			  enum MHD_ConnectionNotificationCode code)
{
	struct lic_server *server = ctx;
	struct conn *conn = *socket_ctx;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		const union MHD_ConnectionInfo *info =
			MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);

		conn = calloc(1, sizeof(*conn));
		*socket_ctx = conn;
		if (!conn || !info)
			return;
		conn->server = server;
		conn->mhd = mhd;
		lic_buf_init(&conn->job_body, LIC_HTTP_REPLY_MAX);
		reset_request(conn);
		lic_watches_add(&server->watches, &conn->watch, info->connect_fd);
		lic_counter_add(&server->service->counters.connections_opened, 1);
	} else if (conn) {
		lic_watches_remove(&server->watches, &conn->watch);
		lic_counter_add(&server->service->counters.connections_closed, 1);
		reset_request(conn);
		free(conn);
		*socket_ctx = NULL;
	}
}

/* ---- server ---------------------------------------------------------- */

/* query.h decodes, and refuses what cannot be. */
static size_t leave_escaped(void *ctx, struct MHD_Connection *mhd, char *text)
{
	(void)ctx;
	(void)mhd;
	return strlen(text);
}

LIC_PRINTF(2, 0)
static void log_message(void *ctx, const char *fmt, va_list args)
{
	char text[512];

	(void)ctx;
	int n = vsnprintf(text, sizeof(text), fmt, args);
	if (n > 0)
		lic_log(LIC_LOG_DEBUG, "http: %.*s", (int)strcspn(text, "\r\n"), text);
}

static struct MHD_Daemon *start_daemon(struct lic_server *server,
				       const struct lic_server_options *options)
{
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO | MHD_USE_ERROR_LOG |
			 MHD_ALLOW_SUSPEND_RESUME;

	return MHD_start_daemon(
		flags, 0, NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER, log_message,
		NULL, MHD_OPTION_LISTEN_SOCKET, options->fd, MHD_OPTION_THREAD_POOL_SIZE,
		options->threads > 1 ? options->threads : 0u, MHD_OPTION_CONNECTION_LIMIT,
		options->connections, MHD_OPTION_CONNECTION_TIMEOUT,
		(unsigned)LIC_HTTP_IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)LIC_HTTP_HEAD_MAX, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_NOTIFY_COMPLETED,
		on_completed, server, MHD_OPTION_URI_LOG_CALLBACK, on_target, server,
		MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, server, MHD_OPTION_END);
}

static void server_free(struct lic_server *server)
{
	lic_jobs_free(server->jobs);
	lic_watches_release(&server->watches);
	pthread_cond_destroy(&server->idle);
	pthread_mutex_destroy(&server->lock);
	free(server);
}

int lic_server_start(struct lic_server **out, const struct lic_server_options *options,
		     struct lic_diag *diag)
{
	struct lic_server *server = calloc(1, sizeof(*server));

	if (!server)
		return lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	if (lic_steady_init(&server->idle) != 0 || lic_jobs_new(&server->jobs, LIC_HTTP_JOBS) < 0) {
		free(server);
		return lic_diag_set(diag, LIC_ENOMEM, "no thread could be started");
	}
	server->service = options->service;
	lic_watches_init(&server->watches);
	pthread_mutex_init(&server->lock, NULL);
	server->daemon = start_daemon(server, options);
	if (!server->daemon) {
		if (lic_jobs_stop(server->jobs, LIC_HTTP_STOP_MS))
			server_free(server);
		return lic_diag_set(diag, LIC_EIO,
				    "the HTTP server could not be started; -v may say why");
	}
	*out = server;
	return LIC_OK;
}

void lic_server_sweep(struct lic_server *server)
{
	lic_counter_add(&server->service->counters.overdue, lic_watches_sweep(&server->watches));
}

static void wait_until_idle(struct lic_server *server)
{
	struct timespec until = lic_steady_after(LIC_HTTP_STOP_MS);

	pthread_mutex_lock(&server->lock);
	atomic_store(&server->stopping, true);
	while (atomic_load(&server->active) > 0 &&
	       pthread_cond_timedwait(&server->idle, &server->lock, &until) != ETIMEDOUT)
		;
	pthread_mutex_unlock(&server->lock);
}

bool lic_server_stop(struct lic_server *server)
{
	int fd = MHD_quiesce_daemon(server->daemon);

	/* Who waits for a site is answered now, with what was seen. */
	lic_looks_stop(server->service->engine);
	wait_until_idle(server);
	/* A connection that a job has may not be closed: the library aborts. */
	if (!lic_jobs_stop(server->jobs, LIC_HTTP_STOP_MS / 10))
		return false;
	MHD_stop_daemon(server->daemon);
	/* Only now: the library's threads may just be about to accept. */
	if (fd >= 0)
		close(fd);
	server_free(server);
	return true;
}
