/*
 * One event loop (epoll) with timers by the steady clock. DNS, HTTP and plain
 * sockets plug in here, so that all that a check waits for is waited for at once.
 *
 * Watches and timers are memory of the caller, zeroed before their first use, and
 * must not move or go while they are set. A callback may set, change and stop any
 * of them, its own included, and may free what it has stopped.
 *
 * Threads: one, but for lic_loop_wake, which any may call.
 */
#ifndef LIC_LOOP_H
#define LIC_LOOP_H

#include "err.h"

struct lic_loop;

enum {
	LIC_LOOP_READ = 1,
	LIC_LOOP_WRITE = 2,
};

struct lic_loop_fd {
	/* events: what may be done now. An error on the descriptor shows as both. */
	void (*ready)(struct lic_loop_fd *watch, unsigned events);
	int fd;
	unsigned events; /* watched for; 0: not watched */
};

struct lic_timer {
	void (*fire)(struct lic_timer *timer);
	uint64_t due; /* by lic_clock_mono */
	size_t place; /* in the loop, from 1; 0: not set */
};

LIC_CHECKED int lic_loop_new(struct lic_loop **out);

/* NULL is well. Nothing may be watched any more. */
void lic_loop_free(struct lic_loop *loop);

/* Watch fd for events (0: stop). Call again to change them; stop before fd is
 * closed. 0 or LIC_ENOMEM. */
LIC_CHECKED int lic_loop_watch(struct lic_loop *loop, struct lic_loop_fd *watch, int fd,
			       unsigned events);
void lic_loop_unwatch(struct lic_loop *loop, struct lic_loop_fd *watch);

/* Fire once, at due or soon after; set again to move it. 0 or LIC_ENOMEM. */
LIC_CHECKED int lic_loop_at(struct lic_loop *loop, struct lic_timer *timer, uint64_t due);
void lic_loop_stop(struct lic_loop *loop, struct lic_timer *timer);

/* Wait until something happens, at most until `until` (UINT64_MAX: for ever), and
 * call what it is for. */
void lic_loop_step(struct lic_loop *loop, uint64_t until);

/* Make the step under way, or the next one, return. */
void lic_loop_wake(struct lic_loop *loop);

#endif
