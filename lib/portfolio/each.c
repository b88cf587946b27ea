/* Lists of the workers, and all of them as one. */
#include "portfolio/each.h"
#include "base/list.h"
#include "base/threads.h"

#define CHUNK 32

struct chunk {
	struct chunk *next;
	size_t n;
	_Alignas(max_align_t) char items[];
};

struct dgpm_lists {
	size_t size;
	unsigned threads;
	struct list {
		struct chunk *first, *last;
		size_t n;
		char apart[40]; /* the workers add at the same time: no two lists in one cache line */
	} of[];
};

struct dgpm_lists *dgpm_lists_new(struct dgpm_arena *arena, unsigned threads, size_t size)
{
	struct dgpm_lists *l;

	threads = threads < 1 ? 1 : threads > DGPM_THREADS_MAX ? DGPM_THREADS_MAX : threads;
	l = dgpm_arena_array(arena, 1, sizeof *l + threads * sizeof *l->of);
	l->size = size;
	l->threads = threads;
	return l;
}

void *dgpm_lists_add(struct dgpm_lists *l, struct dgpm_worker *w)
{
	struct list *mine = &l->of[w->index];

	if (mine->last == NULL || mine->last->n == CHUNK) {
		struct chunk *c = dgpm_arena_array(w->keep, 1, sizeof *c + CHUNK * l->size);

		*(mine->last != NULL ? &mine->last->next : &mine->first) = c;
		mine->last = c;
	}
	mine->n++;
	return mine->last->items + mine->last->n++ * l->size;
}

void *dgpm_lists_join(const struct dgpm_lists *l, struct dgpm_arena *arena, int (*cmp)(const void *, const void *),
		      size_t *n)
{
	size_t all = 0;
	char *items, *to;

	for (unsigned t = 0; t < l->threads; t++)
		all += l->of[t].n;
	items = to = dgpm_arena_array(arena, all, l->size);
	for (unsigned t = 0; t < l->threads; t++)
		for (const struct chunk *c = l->of[t].first; c != NULL; c = c->next) {
			memcpy(to, c->items, c->n * l->size);
			to += c->n * l->size;
		}
	if (cmp != NULL)
		dgpm_sort(items, all, l->size, cmp);
	*n = all;
	return items;
}
