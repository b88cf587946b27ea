/* Groups of the budget table: open addressing over keys of a few numbers. */
#include "budget/parts.h"
#include "base/list.h"

#include <stddef.h>

#define CHUNK_BITS 9
#define CHUNK ((size_t)1 << CHUNK_BITS)

static size_t up_to(size_t size, size_t align)
{
	return (size + align - 1) / align * align;
}

void budget_groups_open(struct budget_groups *g, struct dgpm_arena *arena, size_t n_key, enum budget_keep keep)
{
	size_t size = offsetof(struct budget_group, key) + n_key * sizeof(uint32_t);

	*g = (struct budget_groups){ .arena = arena, .map.arena = arena, .n_key = n_key, .keep = keep };
	g->size = up_to(size, _Alignof(struct budget_group));
	if (keep == BUDGET_KEEP_FIRST)
		return;
	g->second = up_to(size, _Alignof(struct budget_place));
	g->size = up_to(g->second + sizeof(struct budget_place), _Alignof(struct budget_group));
}

void budget_groups_settle(struct budget_groups *g)
{
	dgpm_arena_drop(g->arena, g->map.slots);
	g->map = (struct dgpm_map){ .arena = g->arena };
}

struct budget_place *budget_second(const struct budget_groups *g, const struct budget_group *group)
{
	return (struct budget_place *)(void *)((char *)(uintptr_t)group + g->second);
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
	memset(group, 0, g->size);
	memcpy(group->key, key, g->n_key * sizeof *key);
	return group;
}

static void set_first(struct budget_group *group, struct budget_place at)
{
	group->path = at.path;
	group->line = at.line;
}

/* A place more: the two lowest are kept. */
static void note_place(const struct budget_groups *g, struct budget_group *group, struct budget_place at)
{
	struct budget_place *second = g->second != 0 ? budget_second(g, group) : NULL;

	if (group->path == NULL) {
		set_first(group, at);
	} else if (budget_before(at, budget_first(group))) {
		if (second != NULL)
			*second = budget_first(group);
		set_first(group, at);
	} else if (second != NULL && (second->path == NULL || budget_before(at, *second))) {
		*second = at;
	}
}

static void count_rows(struct budget_group *group, uint32_t more)
{
	if (__builtin_add_overflow(group->rows, more, &group->rows))
		group->rows = UINT32_MAX;
}

struct budget_group *budget_groups_add(struct budget_groups *g, const uint32_t *key, dgpm_yen amount,
				       struct budget_place at)
{
	struct budget_group *group = find(g, key);
	struct budget_place *last;

	count_rows(group, 1);
	if (g->keep != BUDGET_KEEP_LAST) {
		group->sum += amount;
		/* Rows of a worker come in order: nothing changes after the second. */
		if (group->rows <= 2)
			note_place(g, group, at);
		return group;
	}
	last = budget_second(g, group);
	if (group->rows == 1)
		set_first(group, at);
	if (group->rows == 1 || budget_before(*last, at)) {
		group->sum = amount;
		*last = at;
	}
	return group;
}

void budget_groups_join(struct budget_groups *g, const uint32_t *key, const struct budget_groups *from,
			const struct budget_group *more)
{
	struct budget_group *group = find(g, key);
	struct budget_place *last;

	count_rows(group, more->rows);
	group->open |= more->open;
	group->year = budget_year(group->year, more->year);
	if (g->keep != BUDGET_KEEP_LAST) {
		group->sum += more->sum;
		note_place(g, group, budget_first(more));
		if (g->second != 0 && budget_second(from, more)->path != NULL)
			note_place(g, group, *budget_second(from, more));
		return;
	}
	last = budget_second(g, group);
	if (group->path == NULL || budget_before(budget_first(more), budget_first(group)))
		set_first(group, budget_first(more));
	if (last->path == NULL || budget_before(*last, *budget_second(from, more))) {
		group->sum = more->sum;
		*last = *budget_second(from, more);
	}
}
