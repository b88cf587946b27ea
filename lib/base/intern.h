/* Texts numbered from 0 in the order they are first met. */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include "base/map.h"

/* struct names names = { .arena = arena }; */
struct names {
	struct dgpm_arena *arena;
	struct dgpm_str *s; /* each ends in a NUL that is not counted */
	uint64_t *hash;
	size_t n, cap;
	struct dgpm_map map;
	uint32_t last; /* a row is likely to say the same as the one before */
};

/* The number of a text, a new one when it is met for the first time. Blank and no text are the same. */
uint32_t names_add(struct names *names, struct dgpm_str s);

static inline uint32_t names_number(struct names *names, struct dgpm_str s)
{
	if (names->n != 0 && dgpm_str_eq(names->s[names->last], s))
		return names->last;
	return names_add(names, s);
}

/* Its number + 1; 0 when it was never met. */
uint32_t names_find(const struct names *names, struct dgpm_str s);

#endif
