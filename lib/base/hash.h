/* One hash of bytes, for tables in memory: it is no part of any output, and no defence against texts made to
 * collide. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/base.h"
#include "base/wide.h"

/* Both halves of the product: every bit of `h` reaches the lowest bits too, by which tables choose a place. Two words:
 * dgpm_hash_mix(dgpm_hash_mix(a) ^ b). */
static inline uint64_t dgpm_hash_mix(uint64_t h)
{
	uwide p = (uwide)h * 0x9E3779B97F4A7C15u;

	return (uint64_t)p ^ (uint64_t)(p >> 64);
}

static inline uint64_t dgpm_load8(const char *s)
{
	uint64_t x;

	memcpy(&x, s, 8);
	return x;
}

static inline uint64_t dgpm_load4(const char *s)
{
	uint32_t x;

	memcpy(&x, s, 4);
	return x;
}

static inline uint64_t dgpm_hash(struct dgpm_str s)
{
	uint64_t h = dgpm_hash_mix(s.n + 1);
	const unsigned char *u = (const unsigned char *)s.s;
	size_t i = 0;

	/* The last piece overlaps the one before instead of being copied byte by byte. */
	for (; s.n - i > 8; i += 8)
		h = dgpm_hash_mix(h ^ dgpm_load8(s.s + i));
	if (s.n >= 8)
		return dgpm_hash_mix(h ^ dgpm_load8(s.s + s.n - 8));
	if (s.n >= 4)
		return dgpm_hash_mix(h ^ (dgpm_load4(s.s) << 32 | dgpm_load4(s.s + s.n - 4)));
	if (s.n > 0)
		return dgpm_hash_mix(h ^ ((uint64_t)u[0] << 16 | (uint64_t)u[s.n / 2] << 8 | u[s.n - 1]));
	return h;
}

#endif
