/*
 * Counting ledger rows by group, one count a worker. Names are numbered once, so that a group is a few integers; the
 * groups of a project are found in a table of its own, as its rows mostly follow each other: one large table would be
 * a cache miss a row.
 */
#include "ledger/tally.h"
#include "base/list.h"

#define FEW 8 /* groups that are looked through one by one */

struct dgpm_tally *dgpm_tally_new(struct dgpm_arena *arena, unsigned by)
{
	struct dgpm_tally *t = dgpm_arena_array(arena, 1, sizeof *t);

	t->arena = arena;
	t->by = by;
	t->projects.arena = t->accounts.arena = t->organizations.arena = arena;
	return t;
}

/* Files are read one after the other: the last one is nearly always it. */
static uint32_t path_number(struct dgpm_tally *t, const char *path)
{
	if (t->n_paths != 0 && t->paths[t->n_paths - 1] == path)
		return (uint32_t)t->n_paths - 1;
	*DGPM_PUSH(t->arena, t->paths, t->n_paths, t->cap_paths) = path;
	return (uint32_t)t->n_paths - 1;
}

static bool before(const struct dgpm_tally *t, struct tally_place a, struct tally_place b)
{
	int c = a.path == b.path ? 0 : strcmp(t->paths[a.path], t->paths[b.path]);

	return c < 0 || (c == 0 && a.line < b.line);
}

static uint32_t hash_of(const struct dgpm_tally *t, const struct tally_group *g)
{
	uint64_t h = tally_kind(g);

	if ((t->by & DGPM_BY_ACCOUNT) != 0)
		h |= (uint64_t)g->account << 32;
	h = dgpm_hash_mix(h);
	if ((t->by & DGPM_BY_ORGANIZATION) != 0)
		h ^= g->organization;
	return (uint32_t)dgpm_hash_mix(h);
}

static bool same_group(const struct dgpm_tally *t, const struct tally_group *a, const struct tally_group *b)
{
	return tally_kind(a) == tally_kind(b) && (a->account == b->account || (t->by & DGPM_BY_ACCOUNT) == 0) &&
	       (a->organization == b->organization || (t->by & DGPM_BY_ORGANIZATION) == 0);
}

/* The free slot for a group that is not there, or its own. */
static uint32_t *find_slot(const struct dgpm_tally *t, const struct tally_project *p, const struct tally_group *key)
{
	uint32_t at = hash_of(t, key) & p->mask;

	while (p->slot[at] != 0 && !same_group(t, tally_group(t, p->slot[at]), key))
		at = (at + 1) & p->mask;
	return &p->slot[at];
}

/* At most three quarters full. */
static void make_table(struct dgpm_tally *t, struct tally_project *p)
{
	uint32_t size = p->slot != NULL ? (p->mask + 1) * 2 : FEW * 4;

	p->slot = dgpm_arena_array(t->arena, size, sizeof *p->slot);
	p->mask = size - 1;
	for (uint32_t no = p->head; no != 0; no = tally_group(t, no)->next)
		*find_slot(t, p, tally_group(t, no)) = no;
}

static struct tally_group *find_group(const struct dgpm_tally *t, const struct tally_project *p,
				      const struct tally_group *key)
{
	uint32_t no = p->head;

	if (p->slot != NULL)
		no = *find_slot(t, p, key);
	else
		while (no != 0 && !same_group(t, tally_group(t, no), key))
			no = tally_group(t, no)->next;
	return no != 0 ? tally_group(t, no) : NULL;
}

static void add_group(struct dgpm_tally *t, struct tally_project *p, const struct tally_group *key)
{
	uint32_t no = (uint32_t)++t->n;

	if ((t->n - 1) >> TALLY_CHUNK_BITS == t->cap_chunks) {
		size_t cap = t->cap_chunks != 0 ? t->cap_chunks * 2 : 16;

		t->chunks = dgpm_arena_grow(t->arena, t->chunks, t->cap_chunks, cap, sizeof *t->chunks);
		t->cap_chunks = cap;
	}
	if (((t->n - 1) & (TALLY_CHUNK - 1)) == 0)
		t->chunks[(t->n - 1) >> TALLY_CHUNK_BITS] = dgpm_arena_alloc(t->arena, TALLY_CHUNK * sizeof *key);
	*tally_group(t, no) = *key;
	if (p->last != 0)
		tally_group(t, p->last)->next = no;
	else
		p->head = no;
	p->last = no;
	p->n++;
	if (p->slot == NULL ? p->n > FEW : p->n > (p->mask + 1) / 4 * 3)
		make_table(t, p);
	else if (p->slot != NULL)
		*find_slot(t, p, key) = no;
}

static struct tally_project *project_of(struct dgpm_tally *t, struct dgpm_str id)
{
	uint32_t number = names_number(&t->projects, id);

	if (number >= t->cap_of) {
		size_t cap = t->cap_of != 0 ? t->cap_of * 2 : 64;

		t->of = dgpm_arena_grow(t->arena, t->of, t->cap_of, cap, sizeof *t->of);
		memset(t->of + t->cap_of, 0, (cap - t->cap_of) * sizeof *t->of);
		t->cap_of = cap;
	}
	return &t->of[number];
}

static uint32_t organization_at(struct dgpm_tally *t, struct dgpm_str name, struct tally_place at)
{
	size_t known = t->organizations.n;
	uint32_t number = names_number(&t->organizations, name);

	if (number >= t->cap_seen) {
		size_t cap = t->cap_seen != 0 ? t->cap_seen * 2 : 64;

		t->seen_at = dgpm_arena_grow(t->arena, t->seen_at, t->cap_seen, cap, sizeof *t->seen_at);
		t->cap_seen = cap;
	}
	if (t->organizations.n != known || before(t, at, t->seen_at[number]))
		t->seen_at[number] = at;
	return number;
}

enum dgpm_rounded dgpm_rounded_of(dgpm_yen amount)
{
	return amount == 0		  ? DGPM_ROUNDED_ZEROS :
	       amount % 1000 != 0	  ? DGPM_ROUNDED_NOT :
	       amount % 1000000 != 0 ? DGPM_ROUNDED_THOUSAND :
				       DGPM_ROUNDED_MILLION;
}

void dgpm_tally_add(struct dgpm_tally *t, const struct dgpm_ledger_row *row)
{
	struct tally_place at = { .path = path_number(t, row->path), .line = row->line };
	struct tally_project *p = project_of(t, row->project_id);
	struct tally_group key = {
		.sum = row->amount_yen,
		.account = names_number(&t->accounts, row->account),
		.organization = organization_at(t, row->organization, at),
		.fiscal_year = row->fiscal_year,
		.expense = row->expense,
		.stage = row->stage,
		.rows = 1,
		.rounded = dgpm_rounded_of(row->amount_yen) & 3,
		.first = at,
	}, *g = find_group(t, p, &key);

	if (p->rows++ == 0 || before(t, at, p->first))
		p->first = at;
	if (g == NULL) {
		add_group(t, p, &key);
		return;
	}
	if (before(t, at, g->first)) {
		g->first = at;
		g->account = key.account;
		g->organization = key.organization;
	}
	g->sum += row->amount_yen;
	g->rows++;
	if (key.rounded < g->rounded)
		g->rounded = key.rounded;
}
