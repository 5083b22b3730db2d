/*
 * What every request shares: the engine, the settings that routes look at, the
 * counters; and what each thread has for itself. Knows nothing of HTTP.
 *
 * Depends on base, conf and licit.h.
 *
 * Threads: a service may be used by any; lic_service_worker gives each its own
 * working memory, which goes when the thread does.
 */
#ifndef LIC_SERVICE_H
#define LIC_SERVICE_H

#include <pthread.h>

#include "conf.h"
#include "counters.h"
#include "licit.h"
#include "tray.h"

struct lic_updates;

struct lic_service {
	struct lic_engine *engine;
	const char *allowed_hosts; /* names with spaces between them, or NULL */
	const char *data_dir;      /* of the settings */
	struct lic_str own_host;   /* the address listened on; empty: any */
	struct lic_str country;    /* for requests that name none; may be empty */
	bool online;               /* sites may be looked at */
	uint64_t started;          /* by lic_clock_mono */
	int64_t started_at;        /* by lic_clock_now */
	struct lic_counters counters;
	atomic_uint_fast64_t spooled;   /* bytes that batches keep on disk now */
	atomic_uint_fast64_t refreshes; /* times that tokens may have changed; from 1 */
	struct lic_tray tray;           /* of the console */
	struct lic_updates *updates;    /* NULL: feeds are not brought up to date by itself */
	pthread_rwlock_t views;         /* held while views of the engine's status are read */
	pthread_key_t worker;
};

/* One thread's working memory. body and arena belong to the request that the
 * thread is answering. */
struct lic_worker {
	struct lic_check *check;
	struct lic_buf body;
	struct lic_arena arena;
};

/* Open the data with these settings, which are borrowed. */
LIC_CHECKED int lic_service_open(struct lic_service *service, const struct lic_conf *conf,
				 struct lic_diag *diag);

/* Call when all threads but the caller's that used it have ended. */
void lic_service_close(struct lic_service *service);

/* How many threads answer calls: the setting, or one for each core. */
unsigned lic_service_threads(const struct lic_conf *conf);

/* The calling thread's own, with body and arena emptied; NULL when out of
 * memory. */
struct lic_worker *lic_service_worker(struct lic_service *service);

/* lic_engine_refresh, kept apart from lic_service_status. */
LIC_CHECKED int lic_service_refresh(struct lic_service *service, struct lic_diag *diag);

/* Call fn with the status, whose views last for the call. */
void lic_service_status(struct lic_service *service,
			void (*fn)(void *ctx, const struct lic_status *status), void *ctx);

#endif
