/*
 * Runs: what is being looked at, and what was just now. Each is of one facet of an
 * address (probe.h): its host, its site, its home page, the address itself, or the page of a
 * register to which its seal leads. Who asks for the
 * same gets the same run: under way, or ended a short while ago. So a site is asked once, however
 * many of its pages are looked at.
 *
 * This file's is the only writer of a run's facts. A slot that is known does not change
 * any more, and nothing does once the run has ended, so that other threads may read it
 * then.
 *
 * Threads: the loop's alone, but for what is said below.
 */
#ifndef LIC_RUNS_H
#define LIC_RUNS_H

#include "facts.h"
#include "probe.h"
#include "snapshot.h"

struct lic_run;

#define LIC_RUNS_BUCKETS 512

/* Ended runs of one facet, the oldest first. */
struct lic_runs_kept {
	struct lic_run *oldest, *newest;
	size_t count, bytes;
	size_t bytes_max;
	uint64_t keep_ms; /* how long; 0: not at all */
};

struct lic_runs {
	struct lic_net *net;
	uint64_t run_ms[LIC_FACETS]; /* how long a run may take */
	bool keep_late;              /* also those that ran out of time */
	struct lic_run *bucket[LIC_RUNS_BUCKETS];
	struct lic_runs_kept kept[LIC_FACETS];
	struct lic_timer sweep;
};

/* The caller then sets net, times and bounds. */
void lic_runs_init(struct lic_runs *runs);

/* End all, and keep none. */
void lic_runs_release(struct lic_runs *runs);

struct lic_run_wish {
	enum lic_facet facet;
	const struct lic_subject *subject;
	struct lic_snapshot *snapshot; /* whose seals a run that is begun goes by */
	uint64_t since;                /* from when on its time counts */
	bool anew;                     /* none that has ended */
};

/* The run that is wished for: under way, kept, or begun now. A reference for the caller;
 * NULL: no memory. */
struct lic_run *lic_runs_get(struct lic_runs *runs, const struct lic_run_wish *wish);

/* Any thread. */
void lic_run_unref(struct lic_run *run);

struct lic_run_waiter {
	struct lic_run *run; /* NULL: it waits for none */
	struct lic_run_waiter *next;
	/* Called once, when the run has ended; it does not wait any more. */
	void (*ended)(struct lic_run_waiter *waiter);
	/* Called at most once, when lic_run_has_page comes to be before the end. */
	void (*page_seen)(struct lic_run_waiter *waiter);
};

/* Wait for its end: false if it has ended. The waiter must not move. */
bool lic_run_wait(struct lic_run *run, struct lic_run_waiter *waiter);

/* Wait no longer. A second time is well. */
void lic_run_leave(struct lic_run_waiter *waiter);

/* What it saw so far; any thread once it has ended. The texts last as long as the
 * reference. */
const struct lic_facts *lic_run_facts(const struct lic_run *run);
const struct lic_fetched *lic_run_pages(const struct lic_run *run); /* [LIC_VISITORS] */

/* Is the plain visitor's page what it will be, perhaps nothing? */
bool lic_run_has_page(const struct lic_run *run);

#endif
