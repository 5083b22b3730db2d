/*
 * The engine's own view of itself. Shared state is: the current snapshot and the
 * tokens (both behind one lock), and the count of checks.
 */
#ifndef LIC_ENGINE_H
#define LIC_ENGINE_H

#include "licit.h"
#include "live.h"
#include "snapshot.h"
#include "store.h"

#include <pthread.h>
#include <stdatomic.h>

struct lic_tokens {
	unsigned char (*hash)[32];
	size_t count;
};

struct lic_engine {
	char *data_dir;
	char *lists_dir;
	char *index_file; /* NULL: the store says which */
	struct lic_psl *psl;
	enum lic_mended mended;
	pthread_mutex_t refreshing; /* one at a time: what is read last is installed last */
	pthread_rwlock_t lock;      /* of the next two */
	struct lic_snapshot *snapshot;
	struct lic_tokens tokens;
	/* Of the snapshot, to see a change without the lock; 0: there is none yet. */
	atomic_int_fast64_t generation;
	int64_t standing; /* of the store, when expiries were read last; under `refreshing` */
	atomic_uint_fast64_t checks;

	/* For looking at sites, from the options; the thread is there from the first look on. */
	char *name_servers, *test_addresses, *test_roots;
	unsigned look_ms;
	pthread_mutex_t looking; /* of the next three */
	bool looks_stopped;
	struct lic_live *live;
	pthread_mutex_t finding;   /* of the next one */
	struct lic_finder *finder; /* made by the first search; else NULL */
	bool patient;              /* the looks are a batch's; set before the first one */
};

/* A reference to the current snapshot, which the caller gives back. */
struct lic_snapshot *lic_engine_snapshot(struct lic_engine *engine);

/* The store, for writing: LIC_EINVAL where the engine has an index file alone. */
LIC_CHECKED int lic_engine_store(struct lic_engine *engine, bool write, struct lic_store **out,
				 struct lic_diag *diag);

/* The same to write, in a transaction; and its end: commit what went well, close in any case. */
LIC_CHECKED int lic_engine_store_begin(struct lic_engine *engine, struct lic_store **out,
				       struct lic_diag *diag);
LIC_CHECKED int lic_engine_store_end(struct lic_store *store, int err, struct lic_diag *diag);

/* Where the index of a generation lies; the caller frees it. NULL: no memory. */
char *lic_engine_index_path(const struct lic_engine *engine, int64_t generation);

/* Read the tokens from the store again. */
LIC_CHECKED int lic_engine_load_tokens(struct lic_engine *engine, struct lic_store *store,
				       struct lic_diag *diag);

/* "dir/name", which the caller frees; NULL: no memory. */
char *lic_path_join(const char *dir, const char *name);

#endif
