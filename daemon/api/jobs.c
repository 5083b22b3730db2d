#include "jobs.h"

#include <pthread.h>

#include "err.h"
#include "steady.h"

struct lic_jobs {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct lic_job *head, **tail;
	bool stopping;
	unsigned running; /* threads that have not ended */
	unsigned count;   /* threads that were started */
	pthread_t threads[];
};

static struct lic_job *take(struct lic_jobs *jobs)
{
	struct lic_job *job = jobs->head;

	if (job) {
		jobs->head = job->next;
		if (!jobs->head)
			jobs->tail = &jobs->head;
	}
	return job;
}

static void *work(void *ctx)
{
	struct lic_jobs *jobs = ctx;
	struct lic_job *job;

	pthread_mutex_lock(&jobs->lock);
	for (;;) {
		while (!jobs->head && !jobs->stopping)
			pthread_cond_wait(&jobs->changed, &jobs->lock);
		job = take(jobs);
		if (!job)
			break;
		bool cancelled = jobs->stopping;
		pthread_mutex_unlock(&jobs->lock);
		job->run(job, cancelled);
		pthread_mutex_lock(&jobs->lock);
	}
	jobs->running--;
	pthread_cond_broadcast(&jobs->changed);
	pthread_mutex_unlock(&jobs->lock);
	return NULL;
}

static bool start(struct lic_jobs *jobs)
{
	if (pthread_create(&jobs->threads[jobs->count], NULL, work, jobs) != 0)
		return false;
	jobs->count++;
	return true;
}

int lic_jobs_new(struct lic_jobs **out, unsigned threads)
{
	struct lic_jobs *jobs = calloc(1, sizeof(*jobs) + threads * sizeof(jobs->threads[0]));

	if (!jobs)
		return LIC_ENOMEM;
	jobs->tail = &jobs->head;
	pthread_mutex_init(&jobs->lock, NULL);
	if (lic_steady_init(&jobs->changed) != 0) {
		pthread_mutex_destroy(&jobs->lock);
		free(jobs);
		return LIC_ENOMEM;
	}
	pthread_mutex_lock(&jobs->lock);
	while (jobs->count < threads && start(jobs))
		jobs->running++;
	jobs->stopping = jobs->count < threads;
	pthread_mutex_unlock(&jobs->lock);
	if (jobs->count < threads) {
		pthread_cond_broadcast(&jobs->changed);
		lic_jobs_free(jobs);
		return LIC_ENOMEM;
	}
	*out = jobs;
	return LIC_OK;
}

bool lic_jobs_add(struct lic_jobs *jobs, struct lic_job *job)
{
	bool added;

	job->next = NULL;
	pthread_mutex_lock(&jobs->lock);
	added = !jobs->stopping;
	if (added) {
		*jobs->tail = job;
		jobs->tail = &job->next;
		pthread_cond_signal(&jobs->changed);
	}
	pthread_mutex_unlock(&jobs->lock);
	return added;
}

bool lic_jobs_stop(struct lic_jobs *jobs, unsigned ms)
{
	struct timespec until = lic_steady_after(ms);
	bool stopped;

	pthread_mutex_lock(&jobs->lock);
	jobs->stopping = true;
	pthread_cond_broadcast(&jobs->changed);
	while (jobs->running &&
	       pthread_cond_timedwait(&jobs->changed, &jobs->lock, &until) != ETIMEDOUT)
		;
	stopped = !jobs->running;
	pthread_mutex_unlock(&jobs->lock);
	return stopped;
}

void lic_jobs_free(struct lic_jobs *jobs)
{
	for (unsigned i = 0; i < jobs->count; i++)
		pthread_join(jobs->threads[i], NULL);
	pthread_cond_destroy(&jobs->changed);
	pthread_mutex_destroy(&jobs->lock);
	free(jobs);
}
