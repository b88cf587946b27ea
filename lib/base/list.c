/* Arrays that grow in an arena. */
#include "base/list.h"

size_t dgpm_list_cap(struct dgpm_arena *a, size_t n, size_t cap, size_t more, size_t most)
{
	size_t want;

	if (__builtin_add_overflow(n, more, &want) || want > most)
		dgpm_arena_fail(a);
	if (cap == 0)
		cap = most < 16 ? most : 16;
	while (cap < want)
		cap = cap <= most / 2 ? cap * 2 : most;
	return cap;
}

void *dgpm_list_grow(struct dgpm_arena *a, const void *items, size_t n, size_t cap, size_t size)
{
	return dgpm_arena_grow(a, items, n, cap, size);
}
