/* One way to run workers. */
#include "base/threads.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct job {
	dgpm_work work;
	void *ctx;
	unsigned index;
};

static void *run_job(void *arg)
{
	struct job *job = arg;

	job->work(job->ctx, job->index);
	return NULL;
}

void dgpm_parallel(unsigned threads, dgpm_work work, void *ctx)
{
	struct job jobs[DGPM_THREADS_MAX];
	pthread_t ids[DGPM_THREADS_MAX];
	bool started[DGPM_THREADS_MAX] = { false };

	if (threads > DGPM_THREADS_MAX)
		threads = DGPM_THREADS_MAX;
	for (unsigned i = 1; i < threads; i++) {
		jobs[i] = (struct job){ .work = work, .ctx = ctx, .index = i };
		started[i] = pthread_create(&ids[i], NULL, run_job, &jobs[i]) == 0;
	}
	work(ctx, 0);
	/* Work is taken from a shared counter: a thread that could not be started leaves nothing undone. */
	for (unsigned i = 1; i < threads; i++)
		if (started[i])
			pthread_join(ids[i], NULL);
}
