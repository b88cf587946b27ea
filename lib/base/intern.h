/* Texts numbered from 0 in the order they are first met. */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include "base/arena.h"

struct names {
	struct dgpm_arena *arena;
	struct dgpm_str *s; /* each ends in a NUL that is not counted */
	uint64_t *hash;
	size_t n, cap;
	uint32_t *slot; /* number + 1; 0: free */
	size_t mask;
	uint32_t last;  /* a row is likely to say the same as the one before */
};

static inline uint64_t names_mix(uint64_t h)
{
	h *= 0x9E3779B97F4A7C15u;
	return h ^ h >> 32;
}

static inline uint64_t names_load8(const char *s)
{
	uint64_t x;

	memcpy(&x, s, 8);
	return x;
}

static inline uint64_t names_load4(const char *s)
{
	uint32_t x;

	memcpy(&x, s, 4);
	return x;
}

static inline uint64_t names_hash(struct dgpm_str s)
{
	uint64_t h = names_mix(s.n + 1);
	const unsigned char *u = (const unsigned char *)s.s;
	size_t i = 0;

	/* The last piece overlaps the one before instead of being copied byte by byte. */
	for (; s.n - i > 8; i += 8)
		h = names_mix(h ^ names_load8(s.s + i));
	if (s.n >= 8)
		return names_mix(h ^ names_load8(s.s + s.n - 8));
	if (s.n >= 4)
		return names_mix(h ^ (names_load4(s.s) << 32 | names_load4(s.s + s.n - 4)));
	if (s.n > 0)
		return names_mix(h ^ ((uint64_t)u[0] << 16 | (uint64_t)u[s.n / 2] << 8 | u[s.n - 1]));
	return h;
}

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
