/*
 * Open connections and by when the request that is arriving on each must be
 * whole. A client that sends a byte now and then is never idle, yet would hold
 * its connection for ever.
 *
 * Depends on base only. Any thread may call any function; the fields of a
 * lic_watch belong to watch.c.
 */
#ifndef LIC_WATCH_H
#define LIC_WATCH_H

#include <pthread.h>
#include <stdatomic.h>

#include "base.h"

struct lic_watch {
	struct lic_watch *prev, *next;
	int fd;
	atomic_uint_fast64_t due; /* by lic_clock_mono; 0: not waited for */
};

struct lic_watches {
	pthread_mutex_t lock;
	struct lic_watch *head;
};

void lic_watches_init(struct lic_watches *watches);
void lic_watches_release(struct lic_watches *watches);

/* fd stays open at least until lic_watches_remove. */
void lic_watches_add(struct lic_watches *watches, struct lic_watch *watch, int fd);
void lic_watches_remove(struct lic_watches *watches, struct lic_watch *watch);

/* A request may arrive: it has LIC_HTTP_REQUEST_SECONDS from now. */
void lic_watch_begin(struct lic_watch *watch);

/* It has arrived, or may take its time. */
void lic_watch_end(struct lic_watch *watch);

/* Shut down the connections that are overdue, whose server then sees them
 * closed: how many. */
size_t lic_watches_sweep(struct lic_watches *watches);

#endif
