/*
 * One table from a key to a number: open addressing, nothing is ever deleted. The keys are the caller's; mostly the
 * number is the index of an array in which they stand, and DGPM_PUSH() makes its next item when a key is new.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"
#include "base/hash.h"

/* struct dgpm_map m = { .arena = arena }; */
struct dgpm_map {
	struct dgpm_arena *arena;
	struct dgpm_map_slot {
		uint32_t hash;
		uint32_t number; /* + 1; 0: free */
	} *slots;
	size_t n, mask;
};

#define DGPM_MAP_NONE UINT32_MAX

/* Whether the key that stands for `number` is `key`. Asked only where 32 bits of their hashes are equal. */
typedef bool (*dgpm_map_same)(const void *ctx, uint32_t number, const void *key);

/* Room for so many keys in all, so that putting them moves nothing. */
void dgpm_map_reserve(struct dgpm_map *m, size_t n);

static inline uint32_t dgpm_map_fold(uint64_t hash)
{
	return (uint32_t)(hash ^ hash >> 32);
}

/* The slot of a key, or the free one it would get. */
static inline struct dgpm_map_slot *dgpm_map_slot(const struct dgpm_map *m, uint64_t hash, dgpm_map_same same,
						  const void *ctx, const void *key)
{
	uint32_t h = dgpm_map_fold(hash);
	size_t at = h & m->mask;
	struct dgpm_map_slot *s;

	while ((s = &m->slots[at])->number != 0 && (s->hash != h || !same(ctx, s->number - 1, key)))
		at = (at + 1) & m->mask;
	return s;
}

/* The number of a key; DGPM_MAP_NONE when it is not there. `hash` is the same for equal keys. */
static inline uint32_t dgpm_map_get(const struct dgpm_map *m, uint64_t hash, dgpm_map_same same, const void *ctx,
				    const void *key)
{
	return m->slots != NULL ? dgpm_map_slot(m, hash, same, ctx, key)->number - 1 : DGPM_MAP_NONE;
}

/* The number of a key; `fresh`, which is below DGPM_MAP_NONE, when it was not there: from now on that is its number. */
static inline uint32_t dgpm_map_put(struct dgpm_map *m, uint64_t hash, dgpm_map_same same, const void *ctx,
				    const void *key, uint32_t fresh)
{
	struct dgpm_map_slot *s;

	if (m->slots == NULL || m->n >= (m->mask + 1) / 4 * 3)
		dgpm_map_reserve(m, m->n + 1);
	s = dgpm_map_slot(m, hash, same, ctx, key);
	if (s->number == 0) {
		*s = (struct dgpm_map_slot){ dgpm_map_fold(hash), fresh + 1 };
		m->n++;
	}
	return s->number - 1;
}

#endif
