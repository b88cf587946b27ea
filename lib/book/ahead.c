/* Unpacking a large entry on a thread of its own: two chunks, one unpacked while the other is parsed. */
#include "book/ahead.h"

#include <stdlib.h>

static void *unpack(void *ctx)
{
	struct book_ahead *a = ctx;
	int64_t n = 1;

	for (unsigned i = 0; n > 0; i ^= 1) {
		bool stop;

		pthread_mutex_lock(&a->lock);
		while (a->full[i] && !a->stop)
			pthread_cond_wait(&a->changed, &a->lock);
		stop = a->stop;
		pthread_mutex_unlock(&a->lock);
		if (stop)
			break;
		n = book_entry_get(a->entry, a->chunks[i], BOOK_AHEAD_CHUNK);
		pthread_mutex_lock(&a->lock);
		a->n[i] = n;
		a->full[i] = true;
		pthread_cond_signal(&a->changed);
		pthread_mutex_unlock(&a->lock);
	}
	return NULL;
}

bool book_ahead_open(struct book_ahead *a, struct book_entry *entry)
{
	*a = (struct book_ahead){ .entry = entry };
	a->chunks[0] = malloc(BOOK_AHEAD_CHUNK * 2);
	if (a->chunks[0] == NULL)
		return false;
	a->chunks[1] = a->chunks[0] + BOOK_AHEAD_CHUNK;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->changed, NULL);
	if (pthread_create(&a->thread, NULL, unpack, a) == 0)
		return true;
	pthread_cond_destroy(&a->changed);
	pthread_mutex_destroy(&a->lock);
	free(a->chunks[0]);
	return false;
}

int64_t book_ahead_next(struct book_ahead *a, const char **s)
{
	unsigned i = a->taken ? a->at ^ 1 : 0;
	int64_t n;

	pthread_mutex_lock(&a->lock);
	/* The chunk before is done with. */
	if (a->taken) {
		a->full[a->at] = false;
		pthread_cond_signal(&a->changed);
	}
	while (!a->full[i])
		pthread_cond_wait(&a->changed, &a->lock);
	n = a->n[i];
	pthread_mutex_unlock(&a->lock);
	a->taken = true;
	a->at = i;
	*s = a->chunks[i];
	return n;
}

void book_ahead_close(struct book_ahead *a)
{
	pthread_mutex_lock(&a->lock);
	a->stop = true;
	pthread_cond_signal(&a->changed);
	pthread_mutex_unlock(&a->lock);
	pthread_join(a->thread, NULL);
	pthread_cond_destroy(&a->changed);
	pthread_mutex_destroy(&a->lock);
	free(a->chunks[0]);
}
