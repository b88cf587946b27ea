/* Arrays that grow in an arena, and the sort that takes an empty one. */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include "base/arena.h"

#include <stdlib.h>

/*
 * One more item at the end of an array that doubles in `arena`: *DGPM_PUSH(arena, l->items, l->n, l->cap) = item.
 * It gives the place of the item, which is zero when it was never used; `n` and `cap` are unsigned places of the
 * caller's, 0 at first, `items` NULL. The arguments stand more than once in it: no side effects. The old place of
 * what grew is given up.
 */
#define DGPM_PUSH(arena, items, n, cap)                                                                               \
	(DGPM_ROOM(arena, items, n, cap, 1), &(items)[(n)++])

/* Room for `more` items behind the `n` that are there. */
#define DGPM_ROOM(arena, items, n, cap, more)                                                                          \
	((size_t)(cap) - (size_t)(n) < (size_t)(more)                                                                  \
		 ? (void)((cap) = (__typeof__(cap))dgpm_list_cap((arena), (n), (cap), (more), (__typeof__(cap))-1),    \
			  (items) = dgpm_list_grow((arena), (items), (n), (cap), sizeof *(items)))                     \
		 : (void)0)

/* The doubled capacity that has room for n + more; the arena's hook is called when no such number is at most `most`. */
size_t dgpm_list_cap(struct dgpm_arena *a, size_t n, size_t cap, size_t more, size_t most);
/* `n` items moved to a place for `cap`; what is behind them is zero. */
__attribute__((returns_nonnull)) void *dgpm_list_grow(struct dgpm_arena *a, const void *items, size_t n, size_t cap,
						       size_t size);

/* qsort() that takes no items at all, where `items` may be NULL. */
static inline void dgpm_sort(void *items, size_t n, size_t size, int (*cmp)(const void *, const void *))
{
	if (n > 1)
		qsort(items, n, size, cmp);
}

#endif
