/*
 * Threads that work off jobs in the order in which they came: a single one what may
 * have to wait for the store, so that no thread that serves connections ever does.
 *
 * Depends on base only. Any thread may call lic_jobs_add.
 */
#ifndef LIC_JOBS_H
#define LIC_JOBS_H

#include "base.h"

/* A job, part of what it is about. run is called on a thread of the jobs; cancelled:
 * the jobs are being stopped, so only say so. */
struct lic_job {
	struct lic_job *next;
	void (*run)(struct lic_job *job, bool cancelled);
};

struct lic_jobs;

LIC_CHECKED int lic_jobs_new(struct lic_jobs **out, unsigned threads);

/* Borrowed until its run has returned. False: the jobs are stopped, and it will
 * not run. */
LIC_CHECKED bool lic_jobs_add(struct lic_jobs *jobs, struct lic_job *job);

/* Cancel what has not begun, and wait for what has. False: a job still runs after
 * that many milliseconds. */
LIC_CHECKED bool lic_jobs_stop(struct lic_jobs *jobs, unsigned ms);

/* After lic_jobs_stop said true. */
void lic_jobs_free(struct lic_jobs *jobs);

#endif
