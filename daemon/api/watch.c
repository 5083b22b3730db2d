#include "watch.h"

#include <sys/socket.h>

#include "clock.h"
#include "limits.h"

void lic_watches_init(struct lic_watches *watches)
{
	pthread_mutex_init(&watches->lock, NULL);
	watches->head = NULL;
}

void lic_watches_release(struct lic_watches *watches)
{
	pthread_mutex_destroy(&watches->lock);
}

void lic_watches_add(struct lic_watches *watches, struct lic_watch *watch, int fd)
{
	watch->fd = fd;
	watch->prev = NULL;
	lic_watch_begin(watch);
	pthread_mutex_lock(&watches->lock);
	watch->next = watches->head;
	if (watch->next)
		watch->next->prev = watch;
	watches->head = watch;
	pthread_mutex_unlock(&watches->lock);
}

void lic_watches_remove(struct lic_watches *watches, struct lic_watch *watch)
{
	pthread_mutex_lock(&watches->lock);
	if (watch->prev)
		watch->prev->next = watch->next;
	else
		watches->head = watch->next;
	if (watch->next)
		watch->next->prev = watch->prev;
	pthread_mutex_unlock(&watches->lock);
}

void lic_watch_begin(struct lic_watch *watch)
{
	atomic_store_explicit(&watch->due,
			      lic_clock_mono() + LIC_HTTP_REQUEST_SECONDS * 1000000000ull,
			      memory_order_relaxed);
}

void lic_watch_end(struct lic_watch *watch)
{
	atomic_store_explicit(&watch->due, 0, memory_order_relaxed);
}

size_t lic_watches_sweep(struct lic_watches *watches)
{
	uint64_t now = lic_clock_mono();
	size_t swept = 0;

	pthread_mutex_lock(&watches->lock);
	for (struct lic_watch *watch = watches->head; watch; watch = watch->next) {
		uint64_t due = atomic_load_explicit(&watch->due, memory_order_relaxed);

		if (due == 0 || due > now)
			continue;
		lic_watch_end(watch);
		shutdown(watch->fd, SHUT_RDWR);
		swept++;
	}
	pthread_mutex_unlock(&watches->lock);
	return swept;
}
