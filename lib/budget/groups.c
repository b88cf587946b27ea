/* Groups of the budget table: open addressing over keys of a few numbers. */
#include "budget/parts.h"
#include "base/list.h"

#define CHUNK_BITS 9
#define CHUNK ((size_t)1 << CHUNK_BITS)

void budget_groups_open(struct budget_groups *g, struct dgpm_arena *arena, size_t n_key, bool last)
{
	size_t size = sizeof(struct budget_group) + n_key * sizeof(uint32_t);
	size_t align = _Alignof(struct budget_group);

	*g = (struct budget_groups){ .arena = arena, .map.arena = arena, .n_key = n_key, .last = last };
	g->size = (size + align - 1) / align * align;
}

struct budget_group *budget_group_at(const struct budget_groups *g, size_t i)
{
	return (struct budget_group *)(void *)(g->chunks[i >> CHUNK_BITS] + (i & (CHUNK - 1)) * g->size);
}

static uint64_t hash_key(const uint32_t *key, size_t n)
{
	uint64_t h = n;

	for (size_t i = 0; i < n; i++)
		h = dgpm_hash_mix(h ^ key[i]);
	return h;
}

static bool same_key(const void *ctx, uint32_t number, const void *key)
{
	const struct budget_groups *g = ctx;
	const uint32_t *a = budget_group_at(g, number)->key, *b = key;
	size_t k = 0;

	while (k < g->n_key && a[k] == b[k])
		k++;
	return k == g->n_key;
}

/* The group of a key; a new one has no rows. */
static struct budget_group *find(struct budget_groups *g, const uint32_t *key)
{
	uint32_t i = dgpm_map_put(&g->map, hash_key(key, g->n_key), same_key, g, key, (uint32_t)g->n);
	struct budget_group *group;

	if (i < g->n)
		return budget_group_at(g, i);
	if ((g->n & (CHUNK - 1)) == 0)
		*DGPM_PUSH(g->arena, g->chunks, g->n_chunks, g->cap_chunks) =
			dgpm_arena_alloc(g->arena, CHUNK * g->size);
	g->n++;
	group = budget_group_at(g, i);
	memset(group, 0, sizeof *group);
	memcpy(group->key, key, g->n_key * sizeof *key);
	return group;
}

/* A place more: the two lowest are kept. */
static void note_place(struct budget_group *g, struct budget_place at)
{
	if (g->first.path == NULL) {
		g->first = at;
	} else if (budget_before(at, g->first)) {
		g->second = g->first;
		g->first = at;
	} else if (g->second.path == NULL || budget_before(at, g->second)) {
		g->second = at;
	}
}

struct budget_group *budget_groups_add(struct budget_groups *g, const uint32_t *key, dgpm_yen amount,
				       struct budget_place at)
{
	struct budget_group *group = find(g, key);

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
	if (group->rows == 1 || budget_before(group->second, at)) {
		group->sum = amount;
		group->second = at;
	}
	return group;
}

void budget_groups_join(struct budget_groups *g, const uint32_t *key, const struct budget_group *from)
{
	struct budget_group *group = find(g, key);

	group->rows += from->rows;
	group->open |= from->open;
	group->year = budget_year(group->year, from->year);
	if (!g->last) {
		group->sum += from->sum;
		note_place(group, from->first);
		if (from->second.path != NULL)
			note_place(group, from->second);
		return;
	}
	if (group->first.path == NULL || budget_before(from->first, group->first))
		group->first = from->first;
	if (group->second.path == NULL || budget_before(group->second, from->second)) {
		group->sum = from->sum;
		group->second = from->second;
	}
}
