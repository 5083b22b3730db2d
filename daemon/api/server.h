/*
 * The HTTP server: the one file that knows libmicrohttpd. It takes requests in
 * whole, has guard.h look at them, calls the route, and sends the reply.
 *
 * A fixed number of threads waits for events, each serves many connections, and
 * routes run on them; those that may wait for the store run on one more thread
 * (jobs.h), with their connection suspended.
 */
#ifndef LIC_SERVER_H
#define LIC_SERVER_H

#include "service.h"

struct lic_server;

struct lic_server_options {
	struct lic_service *service; /* outlives the server */
	int fd;                      /* listening; the server's from now on */
	unsigned threads;
	unsigned connections; /* open at one time */
};

LIC_CHECKED int lic_server_start(struct lic_server **out, const struct lic_server_options *options,
				 struct lic_diag *diag);

/* Close connections whose request does not arrive; call about once a second. */
void lic_server_sweep(struct lic_server *server);

/* Take no more connections, give the requests under way LIC_HTTP_STOP_MS, close
 * everything and free the server: true. False: a request still waits for the
 * store, and nothing was freed; all that is left is to leave the process. */
bool lic_server_stop(struct lic_server *server);

#endif
