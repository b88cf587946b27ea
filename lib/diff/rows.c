/* The sums of ledger rows: one entry a figure, with both sides in it. Memory by figures, not by rows nor by threads:
 * the rows of a project are all in one store, which the threads enter in turn. */
#include "diff/parts.h"

#include <pthread.h>

#define STORES 16 /* more than threads that would meet at one */
#define CHUNK_BITS 10
#define CHUNK ((size_t)1 << CHUNK_BITS)

enum { PROJECTS, ORGANIZATIONS, ACCOUNTS, N_TEXTS };

/* A part of the projects. Entries never move: growing copies none. */
struct store {
	pthread_mutex_t lock;
	struct dgpm_arena *arena, *lookup; /* lookup: of the map, until all rows are read */
	struct texts {
		struct names names;
		uint32_t *rank; /* of each number, in the order of all stores' texts */
	} texts[N_TEXTS];
	struct dgpm_map map;
	struct diff_entry **chunks;
	uint32_t n, cap_chunks;
	uint32_t *head;      /* by the number of the project: number + 1 of its last entry */
	size_t cap_head;
};

struct diff_rows {
	struct store stores[STORES];
	const char **projects, **organizations, **accounts;
	size_t n_projects;
	struct home {
		uint32_t store, number; /* the number of the project there */
	} *homes; /* by project */
};

struct diff_rows *diff_rows_new(struct dgpm_arena *arena, struct dgpm_portfolio *p)
{
	struct diff_rows *rows = dgpm_arena_array(arena, 1, sizeof *rows);

	for (size_t t = 0; t < STORES; t++) {
		struct store *s = &rows->stores[t];

		pthread_mutex_init(&s->lock, NULL);
		s->arena = dgpm_portfolio_keep(p);
		s->lookup = s->map.arena = dgpm_arena_like(arena);
		for (int i = 0; i < N_TEXTS; i++)
			s->texts[i].names.arena = s->arena;
	}
	return rows;
}

static struct diff_entry *entry_at(const struct store *s, uint32_t i)
{
	return &s->chunks[i >> CHUNK_BITS][i & (CHUNK - 1)];
}

static uint32_t kind_of(const struct diff_entry *e)
{
	return (uint32_t)(uint16_t)e->fiscal_year << 16 | (uint32_t)e->expense << 8 | e->stage;
}

static bool same_entry(const void *ctx, uint32_t number, const void *key)
{
	const struct diff_entry *a = entry_at(ctx, number), *b = key;

	return a->project == b->project && kind_of(a) == kind_of(b) && a->account == b->account &&
	       a->organization == b->organization;
}

/* The table moves to a place twice as large, and lets go of the old one at once. */
static void make_room(struct store *s)
{
	struct dgpm_arena *old = s->lookup;

	if (s->map.slots != NULL && s->map.n < (s->map.mask + 1) / 4 * 3)
		return;
	s->lookup = s->map.arena = dgpm_arena_like(old);
	dgpm_map_reserve(&s->map, s->map.n + 1);
	dgpm_arena_free(old);
}

static struct diff_entry *find_or_add(struct store *s, const struct diff_entry *key)
{
	uint64_t hash = dgpm_hash_mix(dgpm_hash_mix((uint64_t)key->project << 32 | kind_of(key)) ^
				      ((uint64_t)key->account << 32 | key->organization));
	uint32_t at;
	struct diff_entry *e;

	make_room(s);
	at = dgpm_map_put(&s->map, hash, same_entry, s, key, s->n);

	if (at != s->n)
		return entry_at(s, at);
	if ((s->n & (CHUNK - 1)) == 0) {
		uint32_t n_chunks = s->n >> CHUNK_BITS;

		*DGPM_PUSH(s->arena, s->chunks, n_chunks, s->cap_chunks) =
			dgpm_arena_alloc(s->arena, CHUNK * sizeof(struct diff_entry));
	}
	e = entry_at(s, s->n++);
	*e = *key;
	while (key->project >= s->cap_head) {
		size_t cap = s->cap_head != 0 ? s->cap_head * 2 : 1024;

		s->head = dgpm_list_grow(s->arena, s->head, s->cap_head, cap, sizeof *s->head);
		s->cap_head = cap;
	}
	e->next = s->head[key->project];
	s->head[key->project] = s->n;
	return e;
}

/* 2^31 amounts of 64 bits fit: no ledger has more rows. */
static void add(struct diff_entry *e, unsigned side, dgpm_yen yen)
{
	wide sum = diff_entry_sum(e, side) + yen;

	e->low[side] = (uint64_t)sum;
	e->high[side] = (int32_t)(sum >> 64);
	e->has |= (uint8_t)(1u << side);
}

struct reading {
	struct diff_rows *rows;
	unsigned side;
	const int *years;
};

static void take_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct reading *r = ctx;
	struct store *s = &r->rows->stores[dgpm_hash(row->project_id) % STORES];
	struct diff_entry key = { .fiscal_year = row->fiscal_year, .expense = row->expense, .stage = row->stage };

	(void)worker;
	if (r->years != NULL && row->fiscal_year != r->years[0] && row->fiscal_year != r->years[1])
		return;
	pthread_mutex_lock(&s->lock);
	key.project = names_number(&s->texts[PROJECTS].names, row->project_id);
	key.organization = names_number(&s->texts[ORGANIZATIONS].names, row->organization);
	key.account = names_number(&s->texts[ACCOUNTS].names, row->account);
	add(find_or_add(s, &key), r->side, row->amount_yen);
	pthread_mutex_unlock(&s->lock);
}

void diff_rows_read(struct diff_rows *rows, struct dgpm_portfolio *p, struct dgpm_diags *diags, unsigned threads,
		    unsigned side, const int *years, struct dgpm_ledgers_stats *stats)
{
	struct reading r = { .rows = rows, .side = side, .years = years };

	dgpm_portfolio_ledgers(p, diags, threads, take_row, &r, stats);
}

static int cmp_texts(const void *pa, const void *pb)
{
	return strcmp(*(const char *const *)pa, *(const char *const *)pb);
}

/* What a text is known by: organizations by their codes, however the ledger writes them. */
static const char *known_as(const struct dgpm_organizations *organizations, struct dgpm_str text)
{
	return organizations != NULL ? dgpm_organization_code(organizations, text.s) : text.s;
}

/* The texts of all workers, once each and sorted, and the place in them of each worker's own numbers. */
static const char **rank(struct diff_rows *rows, struct dgpm_arena *arena, int which,
			 const struct dgpm_organizations *organizations, size_t *n)
{
	const char **all;
	size_t total = 0, kept = 0;

	for (unsigned t = 0; t < STORES; t++)
		total += rows->stores[t].texts[which].names.n;
	all = dgpm_arena_array(arena, total, sizeof *all);
	total = 0;
	for (unsigned t = 0; t < STORES; t++) {
		const struct names *names = &rows->stores[t].texts[which].names;

		for (size_t i = 0; i < names->n; i++)
			all[total++] = known_as(organizations, names->s[i]);
	}
	dgpm_sort(all, total, sizeof *all, cmp_texts);
	for (size_t i = 0; i < total; i++)
		if (kept == 0 || strcmp(all[kept - 1], all[i]) != 0)
			all[kept++] = all[i];
	for (unsigned t = 0; t < STORES; t++) {
		struct texts *texts = &rows->stores[t].texts[which];

		texts->rank = dgpm_arena_array(arena, texts->names.n, sizeof *texts->rank);
		for (size_t i = 0; i < texts->names.n; i++) {
			const char *text = known_as(organizations, texts->names.s[i]);
			const char *const *at = bsearch(&text, all, kept, sizeof *all, cmp_texts);

			texts->rank[i] = at != NULL ? (uint32_t)(at - (const char *const *)all) : 0;
		}
	}
	*n = kept;
	return all;
}

void diff_rows_seal(struct diff_rows *rows, struct dgpm_arena *arena, const struct dgpm_organizations *organizations)
{
	size_t n;

	rows->projects = rank(rows, arena, PROJECTS, NULL, &rows->n_projects);
	rows->organizations = rank(rows, arena, ORGANIZATIONS, organizations, &n);
	rows->accounts = rank(rows, arena, ACCOUNTS, NULL, &n);
	rows->homes = dgpm_arena_array(arena, rows->n_projects, sizeof *rows->homes);
	for (uint32_t t = 0; t < STORES; t++) {
		struct store *s = &rows->stores[t];

		for (uint32_t i = 0; i < s->texts[PROJECTS].names.n; i++)
			rows->homes[s->texts[PROJECTS].rank[i]] = (struct home){ t, i };
		pthread_mutex_destroy(&s->lock);
		dgpm_arena_free(s->lookup);
		s->lookup = NULL;
		s->map = (struct dgpm_map){ 0 };
	}
}

size_t diff_rows_projects(const struct diff_rows *rows)
{
	return rows->n_projects;
}

const char *diff_rows_project(const struct diff_rows *rows, size_t project)
{
	return rows->projects[project];
}

size_t diff_rows_find(const struct diff_rows *rows, const char *project)
{
	size_t lo = 0, hi = rows->n_projects;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strcmp(rows->projects[mid], project);

		if (c == 0)
			return mid;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return SIZE_MAX;
}

const char *diff_rows_organization(const struct diff_rows *rows, uint32_t organization)
{
	return rows->organizations[organization];
}

const char *diff_rows_account(const struct diff_rows *rows, uint32_t account)
{
	return rows->accounts[account];
}

#define DIFFERS(x, y) if ((x) != (y)) return (x) < (y) ? -1 : 1

static int cmp_entries(const void *pa, const void *pb)
{
	const struct diff_entry *a = pa, *b = pb;

	DIFFERS(a->fiscal_year, b->fiscal_year);
	DIFFERS(a->stage, b->stage);
	DIFFERS(a->expense, b->expense);
	DIFFERS(a->account, b->account);
	DIFFERS(a->organization, b->organization);
	return 0;
}

struct diff_entry *diff_rows_of(const struct diff_rows *rows, size_t project, struct dgpm_arena *arena, size_t *n)
{
	const struct store *s = &rows->stores[rows->homes[project].store];
	struct diff_entry *all = NULL;
	size_t total = 0, cap = 0, kept = 0;

	for (uint32_t at = s->head[rows->homes[project].number]; at != 0;) {
		const struct diff_entry *e = entry_at(s, at - 1);
		struct diff_entry *to = DGPM_PUSH(arena, all, total, cap);

		*to = *e;
		to->project = (uint32_t)project;
		to->organization = s->texts[ORGANIZATIONS].rank[e->organization];
		to->account = s->texts[ACCOUNTS].rank[e->account];
		at = e->next;
	}
	dgpm_sort(all, total, sizeof *all, cmp_entries);
	for (size_t i = 0; i < total; i++) {
		struct diff_entry *last = kept != 0 ? &all[kept - 1] : NULL;

		if (last == NULL || cmp_entries(last, &all[i]) != 0) {
			all[kept++] = all[i];
			continue;
		}
		for (unsigned side = 0; side < 2; side++) {
			wide sum = diff_entry_sum(last, side) + diff_entry_sum(&all[i], side);

			last->low[side] = (uint64_t)sum;
			last->high[side] = (int32_t)(sum >> 64);
		}
		last->has |= all[i].has;
	}
	*n = kept;
	return all;
}
