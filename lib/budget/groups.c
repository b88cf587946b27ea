/* Groups of the budget table: open addressing over keys of a few numbers. */
#include "budget/parts.h"

#define CHUNK_BITS 9
#define CHUNK ((size_t)1 << CHUNK_BITS)

void ledgertable_groups_open(struct ledgertable_groups *g, struct dgpm_arena *arena, size_t n_key, bool last)
{
	size_t size = sizeof(struct ledgertable_group) + n_key * sizeof(uint32_t);
	size_t align = _Alignof(struct ledgertable_group);

	*g = (struct ledgertable_groups){ .arena = arena, .n_key = n_key, .last = last };
	g->size = (size + align - 1) / align * align;
}

struct ledgertable_group *ledgertable_group_at(const struct ledgertable_groups *g, size_t i)
{
	return (struct ledgertable_group *)(void *)(g->chunks[i >> CHUNK_BITS] + (i & (CHUNK - 1)) * g->size);
}

static uint64_t hash_key(const uint32_t *key, size_t n)
{
	uint64_t h = n;

	for (size_t i = 0; i < n; i++)
		h = dgpm_hash_mix(h ^ key[i]);
	return h;
}

static void grow(struct ledgertable_groups *g)
{
	size_t size = g->slot != NULL ? (g->mask + 1) * 2 : 64;

	g->slot = dgpm_arena_array(g->arena, size, sizeof *g->slot);
	g->mask = size - 1;
	for (size_t i = 0; i < g->n; i++) {
		size_t at = hash_key(ledgertable_group_at(g, i)->key, g->n_key) & g->mask;

		while (g->slot[at] != 0)
			at = (at + 1) & g->mask;
		g->slot[at] = (uint32_t)i + 1;
	}
}

/* The group of a key; a new one has no rows. */
static struct ledgertable_group *find(struct ledgertable_groups *g, const uint32_t *key)
{
	size_t at, n = g->n_key;
	struct ledgertable_group *group;
	uint32_t i;

	if (g->slot == NULL || g->n >= (g->mask + 1) / 4 * 3)
		grow(g);
	for (at = hash_key(key, n) & g->mask; (i = g->slot[at]) != 0; at = (at + 1) & g->mask) {
		size_t k = 0;

		group = ledgertable_group_at(g, i - 1);
		while (k < n && group->key[k] == key[k])
			k++;
		if (k == n)
			return group;
	}
	if (g->n >> CHUNK_BITS == g->cap_chunks) {
		size_t cap = g->cap_chunks != 0 ? g->cap_chunks * 2 : 8;

		g->chunks = dgpm_arena_grow(g->arena, g->chunks, g->cap_chunks, cap, sizeof *g->chunks);
		g->cap_chunks = cap;
	}
	if ((g->n & (CHUNK - 1)) == 0)
		g->chunks[g->n >> CHUNK_BITS] = dgpm_arena_alloc(g->arena, CHUNK * g->size);
	group = ledgertable_group_at(g, g->n);
	memset(group, 0, sizeof *group);
	memcpy(group->key, key, n * sizeof *key);
	g->slot[at] = (uint32_t)++g->n;
	return group;
}

/* A place more: the two lowest are kept. */
static void note_place(struct ledgertable_group *g, struct ledgertable_place at)
{
	if (g->first.path == NULL) {
		g->first = at;
	} else if (ledgertable_before(at, g->first)) {
		g->second = g->first;
		g->first = at;
	} else if (g->second.path == NULL || ledgertable_before(at, g->second)) {
		g->second = at;
	}
}

const struct ledgertable_group *ledgertable_groups_add(struct ledgertable_groups *g, const uint32_t *key,
						       dgpm_yen amount, struct ledgertable_place at)
{
	struct ledgertable_group *group = find(g, key);

	group->rows++;
	if (!g->last) {
		group->sum += amount;
		/* Rows of a worker come in order: nothing changes after the second. */
		if (group->rows <= 2)
			note_place(group, at);
		return group;
	}
	if (group->rows == 1)
		group->first = at;
	if (group->rows == 1 || ledgertable_before(group->second, at)) {
		group->sum = amount;
		group->second = at;
	}
	return group;
}

void ledgertable_groups_join(struct ledgertable_groups *g, const uint32_t *key, const struct ledgertable_group *from)
{
	struct ledgertable_group *group = find(g, key);

	group->rows += from->rows;
	if (!g->last) {
		group->sum += from->sum;
		note_place(group, from->first);
		if (from->second.path != NULL)
			note_place(group, from->second);
		return;
	}
	if (group->first.path == NULL || ledgertable_before(from->first, group->first))
		group->first = from->first;
	if (group->second.path == NULL || ledgertable_before(group->second, from->second)) {
		group->sum = from->sum;
		group->second = from->second;
	}
}
