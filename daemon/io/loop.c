#include "loop.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include "clock.h"

/* Events taken from the kernel at a time. */
#define BATCH 64

struct lic_loop {
	int epoll;
	int wake;
	struct lic_timer **heap; /* the soonest first; heap[i]'s place is i + 1 */
	size_t timers, room;
	struct epoll_event batch[BATCH];
	int batch_count, batch_at; /* those at and behind batch_at are still to be called */
};

int lic_loop_new(struct lic_loop **out)
{
	struct lic_loop *loop = calloc(1, sizeof(*loop));
	struct epoll_event event = {.events = EPOLLIN};

	if (!loop)
		return LIC_ENOMEM;
	loop->epoll = epoll_create1(EPOLL_CLOEXEC);
	loop->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (loop->epoll < 0 || loop->wake < 0 ||
	    epoll_ctl(loop->epoll, EPOLL_CTL_ADD, loop->wake, &event) < 0) {
		lic_loop_free(loop);
		return LIC_ENOMEM;
	}
	*out = loop;
	return LIC_OK;
}

void lic_loop_free(struct lic_loop *loop)
{
	if (!loop)
		return;
	if (loop->epoll >= 0)
		close(loop->epoll);
	if (loop->wake >= 0)
		close(loop->wake);
	free(loop->heap);
	free(loop);
}

/* ---- descriptors ----------------------------------------------------- */

int lic_loop_watch(struct lic_loop *loop, struct lic_loop_fd *watch, int fd, unsigned events)
{
	struct epoll_event event = {.data = {.ptr = watch}};

	if (events == 0) {
		lic_loop_unwatch(loop, watch);
		return LIC_OK;
	}
	if (watch->events && watch->fd != fd)
		lic_loop_unwatch(loop, watch);
	if (events & LIC_LOOP_READ)
		event.events |= EPOLLIN;
	if (events & LIC_LOOP_WRITE)
		event.events |= EPOLLOUT;
	if (epoll_ctl(loop->epoll, watch->events ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event) < 0)
		return LIC_ENOMEM;
	watch->fd = fd;
	watch->events = events;
	return LIC_OK;
}

void lic_loop_unwatch(struct lic_loop *loop, struct lic_loop_fd *watch)
{
	struct epoll_event unused = {.events = 0};

	if (!watch->events)
		return;
	epoll_ctl(loop->epoll, EPOLL_CTL_DEL, watch->fd, &unused);
	watch->events = 0;
	/* What the kernel has reported already is not for it any more. */
	for (int i = loop->batch_at; i < loop->batch_count; i++)
		if (loop->batch[i].data.ptr == watch)
			loop->batch[i].events = 0;
}

/* ---- timers: a binary heap ------------------------------------------- */

static void put(struct lic_loop *loop, size_t i, struct lic_timer *timer)
{
	loop->heap[i] = timer;
	timer->place = i + 1;
}

static void sift_up(struct lic_loop *loop, size_t i)
{
	struct lic_timer *timer = loop->heap[i];

	while (i && loop->heap[(i - 1) / 2]->due > timer->due) {
		put(loop, i, loop->heap[(i - 1) / 2]);
		i = (i - 1) / 2;
	}
	put(loop, i, timer);
}

static void sift_down(struct lic_loop *loop, size_t i)
{
	struct lic_timer *timer = loop->heap[i];
	size_t child;

	while ((child = 2 * i + 1) < loop->timers) {
		if (child + 1 < loop->timers && loop->heap[child + 1]->due < loop->heap[child]->due)
			child++;
		if (loop->heap[child]->due >= timer->due)
			break;
		put(loop, i, loop->heap[child]);
		i = child;
	}
	put(loop, i, timer);
}

int lic_loop_at(struct lic_loop *loop, struct lic_timer *timer, uint64_t due)
{
	lic_loop_stop(loop, timer);
	if (loop->timers == loop->room) {
		size_t room = loop->room ? 2 * loop->room : 64;
		struct lic_timer **heap = realloc(loop->heap, room * sizeof(struct lic_timer *));
		if (!heap)
			return LIC_ENOMEM;
		loop->heap = heap;
		loop->room = room;
	}
	timer->due = due;
	put(loop, loop->timers++, timer);
	sift_up(loop, timer->place - 1);
	return LIC_OK;
}

void lic_loop_stop(struct lic_loop *loop, struct lic_timer *timer)
{
	size_t i = timer->place - 1;

	if (!timer->place)
		return;
	timer->place = 0;
	struct lic_timer *last = loop->heap[--loop->timers];
	if (last == timer)
		return;
	put(loop, i, last);
	sift_up(loop, i);
	sift_down(loop, last->place - 1);
}

/* Those set meanwhile wait for the next step, so that no timer keeps the loop from
 * its descriptors. */
static void fire_due(struct lic_loop *loop)
{
	uint64_t now = lic_clock_mono();

	for (size_t most = loop->timers; most && loop->timers; most--) {
		struct lic_timer *timer = loop->heap[0];
		if (timer->due > now)
			return;
		lic_loop_stop(loop, timer);
		timer->fire(timer);
	}
}

/* ---- the step -------------------------------------------------------- */

static int wait_ms(const struct lic_loop *loop, uint64_t until)
{
	uint64_t now = lic_clock_mono();

	if (loop->timers && loop->heap[0]->due < until)
		until = loop->heap[0]->due;
	if (until == UINT64_MAX)
		return -1;
	if (until <= now)
		return 0;
	uint64_t ms = (until - now + 999999) / 1000000;
	return ms > 60000 ? 60000 : (int)ms;
}

static void call(struct lic_loop *loop, const struct epoll_event *event)
{
	struct lic_loop_fd *watch = event->data.ptr;
	unsigned events = 0;
	uint64_t count;

	if (!event->events)
		return;
	if (!watch) {
		/* Only the count that it was woken by, which says no more. */
		if (read(loop->wake, &count, sizeof(count)) < 0)
			return;
		return;
	}
	if (event->events & (EPOLLIN | EPOLLHUP | EPOLLERR))
		events |= LIC_LOOP_READ;
	if (event->events & (EPOLLOUT | EPOLLHUP | EPOLLERR))
		events |= LIC_LOOP_WRITE;
	watch->ready(watch, events);
}

void lic_loop_step(struct lic_loop *loop, uint64_t until)
{
	int n = epoll_wait(loop->epoll, loop->batch, BATCH, wait_ms(loop, until));

	loop->batch_count = n > 0 ? n : 0;
	loop->batch_at = 0;
	while (loop->batch_at < loop->batch_count) {
		struct epoll_event event = loop->batch[loop->batch_at++];
		call(loop, &event);
	}
	loop->batch_count = 0;
	fire_due(loop);
}

void lic_loop_wake(struct lic_loop *loop)
{
	const uint64_t one = 1;

	/* It can only fail when it is full of wakes already. */
	if (write(loop->wake, &one, sizeof(one)) < 0)
		return;
}
