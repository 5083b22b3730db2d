/*
 * One request and its reply, as the routes see them: no sockets, no HTTP
 * library. server.c (HTTP) or native.c (native messaging) fills in the request,
 * has it checked by guard.h, calls the route's function, and sends the reply.
 *
 * Views in a request are borrowed from the connection and last as long as the
 * request does. One thread at a time works on a request.
 */
#ifndef LIC_REQUEST_H
#define LIC_REQUEST_H

#include "licit_console.h"
#include "problem.h"
#include "query.h"
#include "service.h"
#include "spool.h"

struct lic_route;

/* The parts of a request's head that decide whether and how it is answered. A field that
 * was sent more than once has a count above 1, and its last value. */
enum lic_field {
	LIC_FIELD_AUTHORIZATION,
	LIC_FIELD_CACHE_CONTROL,
	LIC_FIELD_CONTENT_ENCODING,
	LIC_FIELD_CONTENT_LENGTH,
	LIC_FIELD_CONTENT_TYPE,
	LIC_FIELD_COOKIE,
	LIC_FIELD_EXPECT,
	LIC_FIELD_HOST,
	LIC_FIELD_ORIGIN,
	LIC_FIELD_SEC_FETCH_SITE,
	LIC_FIELD_TRANSFER_ENCODING,
	LIC_FIELDS,
};

struct lic_head {
	struct lic_str method;
	struct lic_str path;
	size_t target_len; /* path and query as they were sent */
	struct lic_str fields[LIC_FIELDS];
	unsigned counts[LIC_FIELDS];
};

/* The token that a connection was last let in with, so that not every request on
 * it pays for a digest. */
struct lic_admission {
	char token[LIC_TOKEN_SIZE];
	uint64_t refreshes; /* the service's, when it was looked at; 0: never */
};

struct lic_request {
	struct lic_service *service;
	struct lic_worker *worker; /* the thread's that runs the route */
	const struct lic_route *route;
	bool vouched; /* the browser started us for its extension: no token is needed */
	struct lic_head head;
	struct lic_query query;
	bool signed_in;                 /* session is somebody's */
	struct lic_buf body;            /* of a route that takes JSON or a form */
	struct lic_spool *lines;        /* of a route that takes lines */
	struct lic_look *look;          /* at the site asked about; NULL: there was none */
	struct lic_diag diag;           /* the sentence of a refusal */
	struct lic_session session;     /* of a page of the console, where signed_in */
	struct lic_admission admission; /* of the connection: outlives the request */
};

/* A reply made piece by piece while it is sent. Owned by the reply until it is
 * handed to the server, which frees it in the end, on any thread. */
struct lic_stream {
	/* Fill up to size bytes: how many (at least one), 0 at the end, or a negative
	 * lic_err, which cuts the connection. */
	int64_t (*read)(struct lic_stream *stream, char *out, size_t size);
	void (*free)(struct lic_stream *stream);
};

#define LIC_REPLY_FIELDS 6
#define LIC_REPLY_TEXT 512

/* status and type are set to 200 and JSON before a route runs. */
struct lic_reply {
	unsigned status;
	const char *type;
	struct lic_buf *body;      /* to write into */
	struct lic_str fixed;      /* a body that never changes, instead of `body` */
	struct lic_stream *stream; /* or one that is streamed */
	struct {
		const char *name, *value;
	} fields[LIC_REPLY_FIELDS]; /* further header fields; values last as the reply does */
	char cookie[LIC_REPLY_TEXT], location[LIC_REPLY_TEXT]; /* for values that are made */
};

/* Add a header field. */
static inline void lic_reply_field(struct lic_reply *reply, const char *name, const char *value)
{
	size_t at = 0;

	while (at < LIC_REPLY_FIELDS - 1 && reply->fields[at].name)
		at++;
	reply->fields[at].name = name;
	reply->fields[at].value = value;
}

#define LIC_TYPE_JSON "application/json"
#define LIC_TYPE_NDJSON "application/x-ndjson"
#define LIC_TYPE_PROBLEM "application/problem+json"

#endif
