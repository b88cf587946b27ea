/* One way to run workers. */
#ifndef BASE_THREADS_H
#define BASE_THREADS_H

/* More threads than this are not started. */
#define DGPM_THREADS_MAX 64

/*
 * Run `work` on up to `threads` threads, each with its index, the caller's among them; returns when all are done. A
 * thread that cannot be started is left out: work is to be taken from a shared counter, so that nothing stays undone.
 */
typedef void (*dgpm_work)(void *ctx, unsigned index);
void dgpm_parallel(unsigned threads, dgpm_work work, void *ctx);

#endif
