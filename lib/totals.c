/* Sums of ledger rows by group. Names are numbered once, so that a group is a few integers. */
#include "dgpm/totals.h"

#include <stdlib.h>

/*
 * Own open addressing instead of uthash: keys are four integers or a short text next to their hash, there is nothing to
 * delete, and a table of 32-bit indices takes 8 bytes a group where a uthash handle takes 56.
 */
struct table {
	uint32_t *slot; /* index + 1; 0: free */
	size_t mask, n;
};

struct names {
	struct dgpm_str *s;
	uint32_t *hash;
	size_t n, cap;
	struct table table;
	uint32_t last; /* the row before is likely to have said the same */
};

__extension__ typedef __int128 wide; /* no sum of 64-bit amounts can leave it, so order does not matter */

struct group {
	wide sum;
	uint32_t project, account, organization;
	int16_t fiscal_year;
	uint8_t expense, stage;
	size_t rows;
	uint32_t path, line;
};

#define AHEAD 8 /* groups */
#define CHUNK_BITS 10
#define CHUNK ((size_t)1 << CHUNK_BITS)

struct dgpm_totals {
	struct dgpm_arena *arena;
	struct names projects, accounts, organizations;
	const char **paths;
	size_t n_paths, cap_paths;
	struct group **chunks; /* groups never move: growing copies no group */
	size_t n, cap_chunks;
	struct table table;
	struct dgpm_total *sealed;
	size_t *first_of;      /* by project number: its groups are sealed[first_of[p] ... first_of[p] + count_of[p]) */
	size_t *count_of;
};

static uint64_t mix(uint64_t h)
{
	h *= 0x9E3779B97F4A7C15u;
	return h ^ h >> 32;
}

static uint32_t hash_text(struct dgpm_str s)
{
	uint64_t h = s.n, x;
	size_t i = 0;

	for (; s.n - i >= 8; i += 8) {
		memcpy(&x, s.s + i, 8);
		h = mix(h ^ x);
	}
	if (i < s.n) {
		x = 0;
		memcpy(&x, s.s + i, s.n - i);
		h = mix(h ^ x);
	}
	return (uint32_t)mix(h);
}

/* Make the table large enough for `n` entries at three quarters full; `rehash` gives the hash of an index. */
static void make_room(struct dgpm_arena *a, struct table *t, size_t n, uint32_t (*rehash)(const void *ctx, size_t i),
		      const void *ctx)
{
	size_t size = t->slot != NULL ? t->mask + 1 : 0;

	if (n <= size / 4 * 3)
		return;
	size = size != 0 ? size * 2 : 64;
	while (n > size / 4 * 3)
		size *= 2;
	t->slot = dgpm_arena_array(a, size, sizeof *t->slot);
	t->mask = size - 1;
	for (size_t i = 0; i < t->n; i++) {
		size_t at = rehash(ctx, i) & t->mask;

		while (t->slot[at] != 0)
			at = (at + 1) & t->mask;
		t->slot[at] = (uint32_t)i + 1;
	}
}

static uint32_t name_hash(const void *ctx, size_t i)
{
	return ((const struct names *)ctx)->hash[i];
}

/* The slot of a name: its number + 1, or 0 and free for it. NULL when there is no table yet. */
static uint32_t *name_slot(const struct names *names, struct dgpm_str s, uint32_t hash)
{
	size_t at = hash & names->table.mask;
	uint32_t i;

	if (names->table.slot == NULL)
		return NULL;
	while ((i = names->table.slot[at]) != 0 &&
	       (names->hash[i - 1] != hash || !dgpm_str_eq(names->s[i - 1], s)))
		at = (at + 1) & names->table.mask;
	return &names->table.slot[at];
}

static uint32_t name_number(struct dgpm_arena *a, struct names *names, struct dgpm_str s)
{
	uint32_t hash, *slot;

	if (names->n != 0 && dgpm_str_eq(names->s[names->last], s))
		return names->last;
	hash = hash_text(s);
	make_room(a, &names->table, names->table.n + 1, name_hash, names);
	slot = name_slot(names, s, hash);
	if (*slot == 0) {
		if (names->n == names->cap) {
			size_t cap = names->cap != 0 ? names->cap * 2 : 64;

			names->s = dgpm_arena_grow(a, names->s, names->n, cap, sizeof *names->s);
			names->hash = dgpm_arena_grow(a, names->hash, names->n, cap, sizeof *names->hash);
			names->cap = cap;
		}
		names->s[names->n] = (struct dgpm_str){ dgpm_arena_strndup(a, s.s, s.n), s.n };
		names->hash[names->n] = hash;
		*slot = (uint32_t)++names->n;
		names->table.n++;
	}
	names->last = *slot - 1;
	return names->last;
}

static uint32_t path_number(struct dgpm_totals *t, const char *path)
{
	size_t i = t->n_paths;

	while (i > 0 && t->paths[i - 1] != path)
		i--;
	for (size_t j = t->n_paths; i == 0 && j > 0; j--)
		if (strcmp(t->paths[j - 1], path) == 0)
			i = j;
	if (i > 0)
		return (uint32_t)i - 1;
	if (t->n_paths == t->cap_paths) {
		t->cap_paths = t->cap_paths != 0 ? t->cap_paths * 2 : 8;
		t->paths = dgpm_arena_grow(t->arena, t->paths, t->n_paths, t->cap_paths, sizeof *t->paths);
	}
	t->paths[t->n_paths] = path;
	return (uint32_t)t->n_paths++;
}

static struct group *group_at(const struct dgpm_totals *t, size_t i)
{
	return &t->chunks[i >> CHUNK_BITS][i & (CHUNK - 1)];
}

static uint32_t kind_of(const struct group *g)
{
	return (uint32_t)(uint16_t)g->fiscal_year << 16 | (uint32_t)g->expense << 8 | g->stage;
}

static uint32_t hash_of(const struct group *g)
{
	return (uint32_t)mix(mix((uint64_t)g->project << 32 | g->account) ^ kind_of(g));
}

static uint32_t group_hash(const void *ctx, size_t i)
{
	return hash_of(group_at(ctx, i));
}

static bool same_group(const struct group *a, const struct group *b)
{
	return a->project == b->project && a->account == b->account && kind_of(a) == kind_of(b);
}

/* The group with the key of `key`; a new one is first where `key` is, and has no rows yet. */
static struct group *find_group(struct dgpm_totals *t, const struct group *key)
{
	uint32_t hash = hash_of(key), i;
	struct group *g;
	size_t at;

	make_room(t->arena, &t->table, t->table.n + 1, group_hash, t);
	for (at = hash & t->table.mask; (i = t->table.slot[at]) != 0; at = (at + 1) & t->table.mask) {
		g = group_at(t, i - 1);
		if (same_group(g, key))
			return g;
	}
	if (t->n >> CHUNK_BITS == t->cap_chunks) {
		size_t cap = t->cap_chunks != 0 ? t->cap_chunks * 2 : 16;

		t->chunks = dgpm_arena_grow(t->arena, t->chunks, t->cap_chunks, cap, sizeof *t->chunks);
		t->cap_chunks = cap;
	}
	if ((t->n & (CHUNK - 1)) == 0)
		t->chunks[t->n >> CHUNK_BITS] = dgpm_arena_alloc(t->arena, CHUNK * sizeof *g);
	g = group_at(t, t->n);
	*g = *key;
	g->sum = 0;
	g->rows = 0;
	t->table.slot[at] = (uint32_t)++t->n;
	t->table.n++;
	return g;
}

struct dgpm_totals *dgpm_totals_new(struct dgpm_arena *arena)
{
	struct dgpm_totals *t = dgpm_arena_array(arena, 1, sizeof *t);

	t->arena = arena;
	return t;
}

void dgpm_totals_expect(struct dgpm_totals *t, size_t n)
{
	make_room(t->arena, &t->table, t->table.n + n, group_hash, t);
}

/* Add `key`, a group of one or more rows with its numbers in t's terms. */
static void add_group(struct dgpm_totals *t, const struct group *key)
{
	struct group *g = find_group(t, key);
	int c = g->path == key->path ? 0 : strcmp(t->paths[key->path], t->paths[g->path]);
	if (c < 0 || (c == 0 && key->line < g->line)) {
		g->path = key->path;
		g->line = key->line;
		g->organization = key->organization;
	}
	g->sum += key->sum;
	g->rows += key->rows;
}

void dgpm_totals_add(struct dgpm_totals *t, const char *path, const struct dgpm_ledger_row *row)
{
	add_group(t, &(struct group){
		.sum = row->amount_yen,
		.project = name_number(t->arena, &t->projects, row->project_id),
		.account = name_number(t->arena, &t->accounts, row->account),
		.organization = name_number(t->arena, &t->organizations, row->organization),
		.fiscal_year = row->fiscal_year,
		.expense = row->expense,
		.stage = row->stage,
		.rows = 1,
		/* Files are read one after the other: the last one is nearly always it. */
		.path = t->n_paths != 0 && t->paths[t->n_paths - 1] == path ? (uint32_t)t->n_paths - 1 :
									      path_number(t, path),
		.line = row->line,
	});
}

/* Numbers of one set in the terms of another. */
static uint32_t *map_names(struct dgpm_arena *a, struct names *into, const struct names *from)
{
	uint32_t *map = dgpm_arena_array(a, from->n, sizeof *map);

	for (size_t i = 0; i < from->n; i++)
		map[i] = name_number(a, into, from->s[i]);
	return map;
}

void dgpm_totals_merge(struct dgpm_totals *into, const struct dgpm_totals *from)
{
	struct dgpm_arena *scratch = into->arena;
	uint32_t *projects = map_names(scratch, &into->projects, &from->projects);
	uint32_t *accounts = map_names(scratch, &into->accounts, &from->accounts);
	uint32_t *organizations = map_names(scratch, &into->organizations, &from->organizations);
	uint32_t *paths = dgpm_arena_array(scratch, from->n_paths, sizeof *paths);

	for (size_t i = 0; i < from->n_paths; i++)
		paths[i] = path_number(into, from->paths[i]);
	/* Once, rather than by doubling: half of them are known already, or all are new. */
	dgpm_totals_expect(into, from->n);
	for (size_t i = 0; i < from->n; i++) {
		struct group g;

		/* The slots lie all over a large table: fetched a few groups ahead, they are there in time. */
		if (i + AHEAD < from->n) {
			g = *group_at(from, i + AHEAD);
			g.project = projects[g.project];
			g.account = accounts[g.account];
			__builtin_prefetch(&into->table.slot[hash_of(&g) & into->table.mask]);
		}
		g = *group_at(from, i);
		g.project = projects[g.project];
		g.account = accounts[g.account];
		g.organization = organizations[g.organization];
		g.path = paths[g.path];
		add_group(into, &g);
	}
}

static int cmp_total(const void *pa, const void *pb)
{
	const struct dgpm_total *a = pa, *b = pb;
	int c;

	if (a->fiscal_year != b->fiscal_year)
		return a->fiscal_year < b->fiscal_year ? -1 : 1;
	/* One account has one text. */
	if (a->account.s != b->account.s && (c = dgpm_str_cmp(a->account, b->account)) != 0)
		return c;
	if (a->expense != b->expense)
		return a->expense < b->expense ? -1 : 1;
	return (a->stage > b->stage) - (a->stage < b->stage);
}

struct ranked {
	struct dgpm_str s;
	uint32_t number;
};

static int cmp_ranked(const void *pa, const void *pb)
{
	return dgpm_str_cmp(((const struct ranked *)pa)->s, ((const struct ranked *)pb)->s);
}

static void seal_group(const struct dgpm_totals *t, struct dgpm_total *to, const struct group *g)
{
	*to = (struct dgpm_total){
		.project_id = t->projects.s[g->project],
		.account = t->accounts.s[g->account],
		.organization = t->organizations.s[g->organization],
		.fiscal_year = g->fiscal_year,
		.expense = g->expense,
		.stage = g->stage,
		.overflow = g->sum > INT64_MAX || g->sum < INT64_MIN,
		.rows = g->rows,
		.first = { .path = t->paths[g->path], .line = g->line, .column = 1 },
	};
	if (!to->overflow)
		to->sum_yen = (dgpm_yen)g->sum;
}

/* Groups go to the place of their project first, then each project's few are sorted among themselves. */
void dgpm_totals_seal(struct dgpm_totals *t)
{
	size_t n = t->projects.n, at = 0;
	struct ranked *order = dgpm_arena_array(t->arena, n, sizeof *order);

	t->first_of = dgpm_arena_array(t->arena, n, sizeof *t->first_of);
	t->count_of = dgpm_arena_array(t->arena, n, sizeof *t->count_of);
	t->sealed = dgpm_arena_alloc(t->arena, t->n * sizeof *t->sealed);
	for (size_t i = 0; i < t->n; i++)
		t->count_of[group_at(t, i)->project]++;
	for (size_t i = 0; i < n; i++)
		order[i] = (struct ranked){ .s = t->projects.s[i], .number = (uint32_t)i };
	if (n != 0)
		qsort(order, n, sizeof *order, cmp_ranked);
	for (size_t i = 0; i < n; i++) {
		t->first_of[order[i].number] = at;
		at += t->count_of[order[i].number];
	}
	memset(t->count_of, 0, n * sizeof *t->count_of);
	for (size_t i = 0; i < t->n; i++) {
		const struct group *g = group_at(t, i);

		seal_group(t, &t->sealed[t->first_of[g->project] + t->count_of[g->project]++], g);
	}
	for (size_t i = 0; i < n; i++)
		qsort(&t->sealed[t->first_of[i]], t->count_of[i], sizeof *t->sealed, cmp_total);
}

size_t dgpm_totals_count(const struct dgpm_totals *t)
{
	return t->n;
}

const struct dgpm_total *dgpm_totals_at(const struct dgpm_totals *t, size_t i)
{
	return &t->sealed[i];
}

const struct dgpm_total *dgpm_totals_of(const struct dgpm_totals *t, struct dgpm_str project_id, size_t *n)
{
	const uint32_t *slot = name_slot(&t->projects, project_id, hash_text(project_id));

	*n = 0;
	if (slot == NULL || *slot == 0)
		return NULL;
	*n = t->count_of[*slot - 1];
	return &t->sealed[t->first_of[*slot - 1]];
}
