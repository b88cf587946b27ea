/* The first of the figures with one key: the entries in their order, and slots that lead to them by a hash. */
#include "convert/keys.h"
#include "base/list.h"

/*
 * Most figures are new, and a new one touches a place of the table that is in no cache: so the table is of one word a
 * slot, and what is kept of a figure is put behind that of the one before. A figure costs 24 bytes, and 11 to 21 of
 * slots.
 */
#define CHUNK 4096
#define AHEAD 16 /* slots that are on their way to the cache */
#define NUMBER_BITS 40

static uint64_t slot_of(uint64_t hash, size_t number)
{
	return hash >> NUMBER_BITS << NUMBER_BITS | number;
}

static struct convert_first *entry(const struct convert_firsts *t, uint64_t slot)
{
	size_t i = (size_t)(slot & (((uint64_t)1 << NUMBER_BITS) - 1)) - 1;

	return &t->chunks[i / CHUNK][i % CHUNK];
}

/* Each size has an arena of its own, so that the old one is let go. */
static void grow(struct convert_firsts *t)
{
	size_t cap = t->cap != 0 ? t->cap * 2 : 2048;
	struct dgpm_arena *own = dgpm_arena_like(t->like);
	uint64_t *slots = dgpm_arena_array(own, cap, sizeof *slots);

	for (size_t n = 1; n <= t->n; n++) {
		uint64_t hash = entry(t, n)->hash;
		size_t i = hash & (cap - 1);

		if (n + AHEAD <= t->n)
			__builtin_prefetch(&slots[entry(t, n + AHEAD)->hash & (cap - 1)], 1);
		while (slots[i] != 0)
			i = (i + 1) & (cap - 1);
		slots[i] = slot_of(hash, n);
	}
	dgpm_arena_free(t->own_slots);
	t->own_slots = own;
	t->slots = slots;
	t->cap = cap;
}

static struct convert_first *add(struct convert_firsts *t, uint64_t hash)
{
	struct convert_first *first;

	if (t->n % CHUNK == 0) {
		if (t->own == NULL)
			t->own = dgpm_arena_like(t->like);
		*DGPM_PUSH(t->own, t->chunks, t->n_chunks, t->cap_chunks) =
			dgpm_arena_alloc(t->own, CHUNK * sizeof *first);
	}
	first = entry(t, ++t->n);
	*first = (struct convert_first){ .hash = hash };
	return first;
}

void convert_first_near(struct convert_firsts *t, uint64_t hash)
{
	if ((t->n + 1) * 4 >= t->cap * 3)
		grow(t);
	__builtin_prefetch(&t->slots[hash & (t->cap - 1)]);
}

struct convert_first *convert_first_of(struct convert_firsts *t, uint64_t hash)
{
	size_t i;

	for (i = hash & (t->cap - 1); t->slots[i] != 0; i = (i + 1) & (t->cap - 1))
		if ((t->slots[i] ^ hash) >> NUMBER_BITS == 0 && entry(t, t->slots[i])->hash == hash)
			return entry(t, t->slots[i]);
	t->slots[i] = slot_of(hash, t->n + 1);
	return add(t, hash);
}

void convert_firsts_free(struct convert_firsts *t)
{
	dgpm_arena_free(t->own);
	dgpm_arena_free(t->own_slots);
	*t = (struct convert_firsts){ .like = t->like };
}
