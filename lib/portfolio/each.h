/* What the workers keep of the cards they are given: a list each, put together afterwards. */
#ifndef PORTFOLIO_EACH_H
#define PORTFOLIO_EACH_H

#include "portfolio/portfolio.h"

/* One list a worker, of items of one size. No worker sees another's, so nothing is locked. */
struct dgpm_lists;
struct dgpm_lists *dgpm_lists_new(struct dgpm_arena *arena, unsigned threads, size_t size);

/*
 * One more item of this worker, zeroed. It stays where it is until the lists are joined.
 *
 * Owner: w->keep, like all that the item points to.
 */
void *dgpm_lists_add(struct dgpm_lists *l, struct dgpm_worker *w);

/*
 * The items of all workers, sorted by `cmp`, so that it is not seen which thread was given which card; `cmp` leaves no
 * two items equal that look different. NULL: the caller makes the order himself.
 */
void *dgpm_lists_join(const struct dgpm_lists *l, struct dgpm_arena *arena, int (*cmp)(const void *, const void *),
		      size_t *n);

#endif
