/* The figures of both sides in pairs: what they sum up to, and those that differ. */
#include "diff/parts.h"

const uint8_t dgpm_diff_course_stages[DGPM_DIFF_COURSE] = { DGPM_LS_REQUIRED, DGPM_LS_REQUEST, DGPM_LS_INITIAL,
							    DGPM_LS_EXECUTED };

enum dgpm_ledger_stage diff_stage_of(const char *review_stage)
{
	return strcmp(review_stage, "pre-request") == 0 ? DGPM_LS_REQUIRED :
	       strcmp(review_stage, "request") == 0	? DGPM_LS_REQUEST :
							  DGPM_LS_INITIAL;
}

struct total {
	const char *organization;
	int16_t fiscal_year[2];
	uint8_t stage[2], has;
	wide yen[2];
};

struct course {
	const char *organization;
	uint8_t has;
	wide yen[DGPM_DIFF_COURSE];
};

struct money {
	const struct diff_money_in *in;
	struct diff_money_kept *out; /* by project */
	struct diff_moneys rows;     /* of the project or family at hand, in `scratch` */
	struct dgpm_arena *scratch;
	struct dgpm_buf space;
	struct diff_pair *changed; /* of projects with relatives, in their order */
	size_t n_changed, cap_changed;
	size_t *first;             /* by project: its place in `changed`, one more at the end */
	size_t *family;            /* by project: the first of its family */
	bool *has_relatives;       /* by project */
	struct total *totals;
	size_t n_totals, cap_totals;
	struct dgpm_map total_map;
	struct course *courses;
	size_t n_courses, cap_courses;
};

#define DIFFERS(x, y) if ((x) != (y)) return (x) < (y) ? -1 : 1

static int cmp_pairs(const void *pa, const void *pb)
{
	const struct diff_pair *a = pa, *b = pb;

	DIFFERS(a->fiscal_year[0], b->fiscal_year[0]);
	DIFFERS(a->stage[0], b->stage[0]);
	DIFFERS(a->project, b->project);
	DIFFERS(a->expense, b->expense);
	DIFFERS(a->account, b->account);
	DIFFERS(a->organization, b->organization);
	return 0;
}

/* Which sides an entry belongs to, and what it is called there; 0: none. */
static unsigned place(const struct diff_money_in *in, const struct diff_entry *e, struct diff_pair *p)
{
	const struct dgpm_diff_how *how = in->how;
	unsigned sides = 0;

	*p = (struct diff_pair){ .project = e->project, .organization = e->organization, .account = e->account,
				 .expense = e->expense };
	for (unsigned s = 0; s < 2; s++) {
		p->fiscal_year[s] = (int16_t)how->fiscal_year[how->mode == DGPM_DIFF_YEARS ? s : 0];
		p->stage[s] = e->stage;
		if (how->mode == DGPM_DIFF_STAGES)
			p->stage[s] = (uint8_t)diff_stage_of(how->stage[s]);
		if (how->mode == DGPM_DIFF_TREES)
			p->fiscal_year[s] = e->fiscal_year;
		if (how->mode == DGPM_DIFF_TREES ? (e->has & 1u << s) != 0 :
						   p->fiscal_year[s] == e->fiscal_year && p->stage[s] == e->stage)
			sides |= 1u << s;
	}
	return sides;
}

/* The entries of a project as pairs, sorted. */
static struct diff_pair *pairs_of(const struct diff_money_in *in, struct dgpm_arena *arena,
				  const struct diff_entry *entries, size_t n, size_t *n_pairs)
{
	struct diff_pair *pairs = dgpm_arena_array(arena, n, sizeof *pairs);
	size_t m = 0, kept = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned sides = place(in, &entries[i], &pairs[m]);

		if (sides == 0)
			continue;
		pairs[m].has = (uint8_t)sides;
		for (unsigned s = 0; s < 2; s++)
			if ((sides & 1u << s) != 0)
				pairs[m].yen[s] = diff_entry_sum(&entries[i],
								 in->how->mode == DGPM_DIFF_TREES ? s : 0);
		m++;
	}
	if (in->how->mode != DGPM_DIFF_TREES)
		dgpm_sort(pairs, m, sizeof *pairs, cmp_pairs);
	for (size_t i = 0; i < m; i++) {
		struct diff_pair *last = kept != 0 ? &pairs[kept - 1] : NULL;

		if (last == NULL || cmp_pairs(last, &pairs[i]) != 0) {
			pairs[kept++] = pairs[i];
			continue;
		}
		last->has |= pairs[i].has;
		for (unsigned s = 0; s < 2; s++)
			last->yen[s] += pairs[i].yen[s];
	}
	*n_pairs = kept;
	return pairs;
}

static bool same_column(const struct diff_pair *a, const struct diff_pair *b)
{
	return a->fiscal_year[0] == b->fiscal_year[0] && a->stage[0] == b->stage[0];
}

static bool same_total(const void *ctx, uint32_t number, const void *key)
{
	const struct total *a = &((const struct money *)ctx)->totals[number], *b = key;

	return a->organization == b->organization && a->fiscal_year[0] == b->fiscal_year[0] &&
	       a->stage[0] == b->stage[0];
}

static void add_total(struct money *m, const struct diff_pair *p)
{
	struct total key = { .organization = diff_rows_organization(m->in->rows, p->organization),
			     .fiscal_year = { p->fiscal_year[0], p->fiscal_year[1] },
			     .stage = { p->stage[0], p->stage[1] } };
	uint64_t hash = dgpm_hash_mix((uint64_t)p->organization << 32 | (uint64_t)(uint16_t)p->fiscal_year[0] << 8 |
				      p->stage[0]);
	uint32_t at = dgpm_map_put(&m->total_map, hash, same_total, m, &key, (uint32_t)m->n_totals);

	if (at == m->n_totals)
		*DGPM_PUSH(m->in->arena, m->totals, m->n_totals, m->cap_totals) = key;
	m->totals[at].has |= p->has;
	for (unsigned s = 0; s < 2; s++)
		m->totals[at].yen[s] += p->yen[s];
}

/* How the year went, by the organization that owns the project: what is requested in bulk counts for it, too. */
static void add_course(struct money *m, const struct diff_entry *entries, size_t n)
{
	const char *id = n != 0 ? diff_rows_project(m->in->rows, entries[0].project) : NULL;
	const struct diff_card *card = id != NULL ? diff_card_find(m->in->cards[0], id) : NULL;
	struct course *c = NULL;

	for (size_t i = 0; i < n; i++) {
		const char *organization = card != NULL ?
			dgpm_organization_code(m->in->organizations, card->organization) :
			diff_rows_organization(m->in->rows, entries[i].organization);

		if (entries[i].fiscal_year != m->in->how->fiscal_year[0])
			continue;
		for (size_t k = 0; k < DGPM_DIFF_COURSE; k++) {
			if (entries[i].stage != dgpm_diff_course_stages[k])
				continue;
			for (size_t x = 0;
			     x < m->n_courses && (c == NULL || strcmp(c->organization, organization) != 0); x++)
				c = &m->courses[x];
			if (c == NULL || strcmp(c->organization, organization) != 0) {
				c = DGPM_PUSH(m->in->arena, m->courses, m->n_courses, m->cap_courses);
				*c = (struct course){ .organization = organization };
			}
			c->has |= (uint8_t)(1u << k);
			c->yen[k] += diff_entry_sum(&entries[i], 0);
		}
	}
}

static size_t head_of(size_t *parent, size_t i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

/* Projects that took one another over are one family, known by the first of it. */
static void find_families(struct money *m)
{
	size_t n = diff_rows_projects(m->in->rows), *parent = dgpm_arena_array(m->in->arena, n, sizeof *parent);
	const struct diff_cards *cards = m->in->cards[1];

	for (size_t i = 0; i < n; i++)
		parent[i] = i;
	for (size_t i = 0; i < cards->n; i++)
		for (uint32_t k = 0; k < cards->items[i].n_replaces; k++) {
			size_t a = diff_rows_find(m->in->rows, cards->items[i].id);
			size_t b = diff_rows_find(m->in->rows, cards->items[i].replaces[k]);

			if (a == SIZE_MAX || b == SIZE_MAX)
				continue;
			a = head_of(parent, a);
			b = head_of(parent, b);
			parent[a > b ? a : b] = a > b ? b : a;
		}
	m->family = parent;
	m->has_relatives = dgpm_arena_array(m->in->arena, n, sizeof *m->has_relatives);
	for (size_t i = 0; i < n; i++) {
		parent[i] = head_of(parent, i);
		if (parent[i] != i)
			m->has_relatives[i] = m->has_relatives[parent[i]] = true;
	}
}

/* In each year by year and stage by stage; `pairs` are sorted. */
static void by_columns(struct money *m, const struct diff_pair *pairs, size_t n)
{
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && same_column(&pairs[i], &pairs[end]);)
			end++;
		diff_causes(&m->rows, m->in, m->scratch, &pairs[i], end - i);
	}
}

static int cmp_rows(const void *pa, const void *pb)
{
	const struct diff_row *a = pa, *b = pb;

	DIFFERS(a->project, b->project);
	DIFFERS(a->money.fiscal_year[0], b->money.fiscal_year[0]);
	DIFFERS(a->money.stage[0], b->money.stage[0]);
	DIFFERS(a->money.expense, b->money.expense);
	DIFFERS(a->account, b->account);
	DIFFERS(a->organization, b->organization);
	DIFFERS(a->money.part, b->money.part);
	return 0;
}

/* What money moved within a year and stage does not count. */
static dgpm_yen weight_of(const struct diff_row *rows, size_t n)
{
	wide sum = 0, change = 0;

	for (size_t i = 0; i < n; i++) {
		const struct dgpm_diff_money *m = &rows[i].money, *next = i + 1 < n ? &rows[i + 1].money : NULL;

		change += (wide)m->yen[1] - m->yen[0];
		if (next != NULL && m->fiscal_year[0] == next->fiscal_year[0] && m->stage[0] == next->stage[0])
			continue;
		sum += change < 0 ? -change : change;
		change = 0;
	}
	return sum > INT64_MAX ? INT64_MAX : (dgpm_yen)sum;
}

/* The rows at hand, each with its project; the list is empty again. */
static void keep_rows(struct money *m)
{
	const struct diff_row *rows = m->rows.items;

	dgpm_sort(m->rows.items, m->rows.n, sizeof *m->rows.items, cmp_rows);
	for (size_t i = 0, end; i < m->rows.n; i = end) {
		struct diff_money_kept *to = &m->out[rows[i].project];

		for (end = i; end < m->rows.n && rows[end].project == rows[i].project;)
			end++;
		diff_keep_money(&to->kept, m->in->arena, &m->space, &rows[i], end - i);
		to->weight = weight_of(&rows[i], end - i);
	}
	m->rows = (struct diff_moneys){ 0 };
	dgpm_arena_reset(m->scratch);
}

static void one_project(struct money *m, size_t project)
{
	size_t n, n_pairs, n_changed = 0;
	struct diff_entry *entries = diff_rows_of(m->in->rows, project, m->scratch, &n);
	struct diff_pair *pairs = pairs_of(m->in, m->scratch, entries, n, &n_pairs);

	bool selected = m->in->is_selected(m->in->ctx, diff_rows_project(m->in->rows, project));

	m->first[project] = m->n_changed;
	if (selected && m->in->how->mode == DGPM_DIFF_STAGES)
		add_course(m, entries, n);
	for (size_t i = 0, end; i < n_pairs; i = end) {
		uint8_t has = 0;

		for (end = i; end < n_pairs && pairs[end].fiscal_year[0] == pairs[i].fiscal_year[0]; end++)
			has |= pairs[end].has;
		for (size_t k = i; k < end; k++) {
			if (selected)
				add_total(m, &pairs[k]);
			if (pairs[k].has == 3 && pairs[k].yen[0] == pairs[k].yen[1])
				continue;
			pairs[k].project_has = has;
			pairs[n_changed++] = pairs[k];
		}
	}
	if (m->has_relatives[project])
		for (size_t i = 0; i < n_changed; i++)
			*DGPM_PUSH(m->in->arena, m->changed, m->n_changed, m->cap_changed) = pairs[i];
	else
		by_columns(m, pairs, n_changed);
	keep_rows(m);
}

struct member {
	size_t family, project;
};

static int cmp_members(const void *pa, const void *pb)
{
	const struct member *a = pa, *b = pb;

	DIFFERS(a->family, b->family);
	DIFFERS(a->project, b->project);
	return 0;
}

/* The changed pairs of projects with relatives, family by family. */
static void explain(struct money *m)
{
	size_t n = diff_rows_projects(m->in->rows), cap = 0;
	struct member *members = dgpm_arena_array(m->in->arena, n, sizeof *members);
	struct diff_pair *pairs = NULL;

	for (size_t i = 0; i < n; i++)
		members[i] = (struct member){ m->family[i], i };
	dgpm_sort(members, n, sizeof *members, cmp_members);
	for (size_t i = 0, end; i < n; i = end) {
		size_t n_pairs = 0;

		pairs = NULL;
		cap = 0;
		for (end = i; end < n && members[end].family == members[i].family; end++) {
			size_t p = members[end].project;

			for (size_t k = m->first[p]; m->changed != NULL && k < m->first[p + 1]; k++)
				*DGPM_PUSH(m->scratch, pairs, n_pairs, cap) = m->changed[k];
		}
		dgpm_sort(pairs, n_pairs, sizeof *pairs, cmp_pairs);
		by_columns(m, pairs, n_pairs);
		keep_rows(m);
	}
}

static int cmp_totals(const void *pa, const void *pb)
{
	const struct dgpm_diff_total *a = pa, *b = pb;

	DIFFERS(a->fiscal_year[0], b->fiscal_year[0]);
	DIFFERS(a->stage[0], b->stage[0]);
	return strcmp(a->organization, b->organization);
}

/* A sum that does not fit is told, and not known. */
static bool fits(const struct money *m, wide yen, const char *organization)
{
	if (wide_fits(yen))
		return true;
	dgpm_diag_add(m->in->diags, DGPM_MSG_SUM_01, (struct dgpm_loc){ 0 }, organization);
	return false;
}

static void give_totals(const struct money *m, struct dgpm_diff *d)
{
	struct dgpm_diff_total *totals = dgpm_arena_array(m->in->arena, m->n_totals, sizeof *totals);
	struct dgpm_diff_course *courses = dgpm_arena_array(m->in->arena, m->n_courses, sizeof *courses);

	for (size_t i = 0; i < m->n_totals; i++) {
		const struct total *t = &m->totals[i];

		totals[i] = (struct dgpm_diff_total){ .organization = t->organization,
						      .fiscal_year = { t->fiscal_year[0], t->fiscal_year[1] },
						      .stage = { t->stage[0], t->stage[1] } };
		for (unsigned s = 0; s < 2; s++) {
			totals[i].known[s] = (t->has & 1u << s) != 0 && fits(m, t->yen[s], t->organization);
			totals[i].yen[s] = totals[i].known[s] ? (dgpm_yen)t->yen[s] : 0;
		}
	}
	for (size_t i = 0; i < m->n_courses; i++) {
		courses[i].organization = m->courses[i].organization;
		for (size_t k = 0; k < DGPM_DIFF_COURSE; k++) {
			courses[i].known[k] = (m->courses[i].has & 1u << k) != 0 &&
					      fits(m, m->courses[i].yen[k], courses[i].organization);
			courses[i].yen[k] = courses[i].known[k] ? (dgpm_yen)m->courses[i].yen[k] : 0;
		}
	}
	dgpm_sort(totals, m->n_totals, sizeof *totals, cmp_totals);
	d->totals = totals;
	d->n_totals = m->n_totals;
	d->courses = courses;
	d->n_courses = m->n_courses;
}

struct diff_money_kept *diff_money(struct dgpm_diff *diff, const struct diff_money_in *in)
{
	size_t n = diff_rows_projects(in->rows);
	struct money m = { .in = in, .scratch = dgpm_arena_like(in->arena), .total_map = { .arena = in->arena },
			   .space = { .arena = in->arena } };

	m.out = dgpm_arena_array(in->arena, n, sizeof *m.out);
	m.first = dgpm_arena_array(in->arena, n + 1, sizeof *m.first);
	find_families(&m);
	for (size_t i = 0; i < n; i++)
		one_project(&m, i);
	m.first[n] = m.n_changed;
	explain(&m);
	give_totals(&m, diff);
	dgpm_arena_free(m.scratch);
	return m.out;
}
