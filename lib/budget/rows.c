/*
 * Groups to the sorted rows of the budget table. A row is made when it is asked for: kept are the order of the groups
 * and where each row begins in it, 8 bytes a row.
 */
#include "budget/parts.h"
#include "base/list.h"
#include "base/i18n.h"

/* The texts of a column by number, and the place of each number in its order. */
struct column {
	const struct dgpm_str *text; /* NULL: the number says it */
	uint32_t *rank;              /* NULL: the number is its rank */
	uint32_t n_ranks;            /* no value comes behind them all */
};

struct dgpm_table_rows {
	const struct budget_groups *groups;
	uint32_t *order; /* groups by their number, sorted by the ranks of their keys */
	uint32_t *from;  /* where each row begins in it, and where the last one ends */
	struct column cols[DGPM_N_TABLE_COLS + 1];
	size_t stage;    /* which number of a key it is */
	const char **years;
	uint32_t *n_projects;     /* of each row; NULL: not counted */
	struct budget_same *same; /* rows that are years; NULL */
};

/*
 * The order of texts.
 */

struct order {
	const struct names *names;
	const struct dgpm_organization **organizations; /* NULL: of another column */
	uint32_t *codes;                                /* places in a list; NULL: there is none */
};

static int cmp_texts(const void *pa, const void *pb, void *ctx)
{
	const struct order *o = ctx;
	uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
	int c = o->organizations != NULL ? dgpm_organization_cmp(o->organizations[a], o->organizations[b]) : 0;

	if (c == 0 && o->codes != NULL && o->codes[a] != o->codes[b])
		c = o->codes[a] < o->codes[b] ? -1 : 1;
	return c != 0 ? c : dgpm_str_cmp(o->names->s[a], o->names->s[b]);
}

/* The place of a code in its list; texts that are no code come behind. */
static uint32_t code_place(const char *const *codes, size_t n, struct dgpm_str text)
{
	for (size_t i = 0; i < n; i++)
		if (dgpm_str_is(text, codes[i]))
			return (uint32_t)i;
	return (uint32_t)n;
}

static struct column rank_texts(struct dgpm_arena *arena, const struct names *names, enum dgpm_table_col col,
				const struct budget_query *q, struct dgpm_data *data, struct dgpm_diags *diags)
{
	struct dgpm_arena *scratch = dgpm_arena_like(arena);
	uint32_t *sorted = dgpm_arena_array(scratch, names->n, sizeof *sorted);
	struct column c = { .text = names->s, .rank = dgpm_arena_array(arena, names->n, sizeof *c.rank),
			    .n_ranks = (uint32_t)names->n };
	bool listed = col == DGPM_TC_SECTOR || col == DGPM_TC_PHASE;
	const struct dgpm_codes *codes = listed ? dgpm_data_codes(data, diags) : NULL;
	struct order order = { .names = names };

	if (codes != NULL) {
		size_t n = 0;
		const char *const *list = dgpm_codes_of(codes, dgpm_table_col_name(col), &n);

		order.codes = dgpm_arena_array(scratch, names->n, sizeof *order.codes);
		for (size_t i = 0; i < names->n; i++)
			order.codes[i] = code_place(list, n, names->s[i]);
	}
	if (col == DGPM_TC_ORGANIZATION) {
		order.organizations = dgpm_arena_array(scratch, names->n, sizeof *order.organizations);
		for (size_t i = 0; i < names->n; i++)
			order.organizations[i] = dgpm_organizations_find(q->organizations, names->s[i]);
	}
	for (size_t i = 0; i < names->n; i++)
		sorted[i] = (uint32_t)i;
	if (names->n > 1)
		qsort_r(sorted, names->n, sizeof *sorted, cmp_texts, &order);
	for (size_t i = 0; i < names->n; i++)
		c.rank[sorted[i]] = (uint32_t)i;
	dgpm_arena_free(scratch);
	return c;
}

/* What is no text is its own rank. */
static struct column plain_column(enum dgpm_table_col col)
{
	return (struct column){ .n_ranks = col == DGPM_TC_FISCAL_YEAR ? DGPM_YEAR_MAX + 1 :
					   col == DGPM_TC_EXPENSE     ? DGPM_N_EXPENSES :
									DGPM_N_LEDGER_STAGES };
}

static uint32_t rank_of(const struct column *c, uint32_t number)
{
	return number == BUDGET_NONE || c->rank == NULL ? number : c->rank[number];
}

/*
 * The order of groups: by the last column first, each time keeping what there is of order; a count a rank.
 */

static void sort_by(const struct budget_groups *g, const struct column *c, size_t key, const uint32_t *from,
		    uint32_t *to, uint32_t *begin)
{
	memset(begin, 0, ((size_t)c->n_ranks + 2) * sizeof *begin);
	for (size_t i = 0; i < g->n; i++) {
		uint32_t rank = rank_of(c, budget_group_at(g, i)->key[key]);

		begin[(rank < c->n_ranks ? rank : c->n_ranks) + 1]++;
	}
	for (uint32_t r = 0; r < c->n_ranks; r++)
		begin[r + 1] += begin[r];
	for (size_t i = 0; i < g->n; i++) {
		uint32_t rank = rank_of(c, budget_group_at(g, from[i])->key[key]);

		to[begin[rank < c->n_ranks ? rank : c->n_ranks]++] = from[i];
	}
}

static uint32_t *sort_groups(struct dgpm_arena *arena, const struct budget_groups *g, const struct column *cols,
			     size_t n_cols)
{
	uint32_t *order = dgpm_arena_array(arena, g->n, sizeof *order);
	struct dgpm_arena *scratch = dgpm_arena_like(arena);
	uint32_t *other = dgpm_arena_array(scratch, g->n, sizeof *other), *begin;
	size_t most = 0;

	for (size_t k = 0; k < n_cols; k++)
		most = cols[k].n_ranks > most ? cols[k].n_ranks : most;
	begin = dgpm_arena_array(scratch, most + 2, sizeof *begin);
	for (size_t i = 0; i < g->n; i++)
		order[i] = (uint32_t)i;
	for (size_t k = n_cols; k-- > 0;) {
		sort_by(g, &cols[k], k, order, other, begin);
		memcpy(order, other, g->n * sizeof *order);
	}
	dgpm_arena_free(scratch);
	return order;
}

/*
 * Rows.
 */

static const struct budget_group *group_of(const struct dgpm_table_rows *r, size_t place)
{
	return budget_group_at(r->groups, r->order[place]);
}

static struct dgpm_str value_text(const struct dgpm_table_rows *r, enum dgpm_table_col col, size_t key,
				  uint32_t number)
{
	if (col == DGPM_TC_EXPENSE)
		return dgpm_str_of(dgpm_expense_name((enum dgpm_expense)number));
	if (col == DGPM_TC_STAGE)
		return dgpm_str_of(dgpm_ledger_stage_name((enum dgpm_ledger_stage)number));
	if (col == DGPM_TC_FISCAL_YEAR)
		return dgpm_str_of(r->years[number - DGPM_YEAR_MIN]);
	return number != BUDGET_NONE && r->cols[key].text != NULL ? r->cols[key].text[number] :
								    (struct dgpm_str){ NULL, 0 };
}

uint32_t dgpm_table_rank(const struct dgpm_table *t, size_t row, size_t col)
{
	return rank_of(&t->rows->cols[col], group_of(t->rows, t->rows->from[row])->key[col]);
}

static void add_groups(struct dgpm_sums *sums, const struct dgpm_table_rows *r, size_t row)
{
	for (size_t i = r->from[row]; i < r->from[row + 1]; i++) {
		const struct budget_group *g = group_of(r, i);
		uint32_t stage = g->key[r->stage];

		sums->sum[stage] += g->sum;
		sums->has[stage] = true;
		sums->open |= g->open;
		sums->year = budget_year(sums->year, g->year);
	}
}

void dgpm_table_row(struct dgpm_table_row *out, const struct dgpm_table *t, size_t row)
{
	const struct dgpm_table_rows *r = t->rows;
	const struct budget_group *first = group_of(r, r->from[row]);
	struct dgpm_sums sums = { 0 };

	*out = (struct dgpm_table_row){ .n_projects = r->n_projects != NULL ? r->n_projects[row] : 0 };
	for (size_t k = 0; k < t->n_by; k++) {
		out->values[k] = value_text(r, t->by[k], k, first->key[k]);
		out->ranks[k] = rank_of(&r->cols[k], first->key[k]);
	}
	add_groups(&sums, r, row);
	budget_figures(&out->figures, &sums, t->net);
	if (r->same != NULL && r->same[row].n != 0) {
		out->n_same = r->same[row].n;
		out->same_before = r->same[row].before;
		out->same_now = r->same[row].now;
	}
}

void dgpm_table_row_figures(struct dgpm_figures *out, const struct dgpm_table *t, size_t row)
{
	dgpm_table_add(out, t, row, 1, NULL);
}

void dgpm_table_add(struct dgpm_figures *out, const struct dgpm_table *t, size_t from, size_t n, const uint32_t *last)
{
	struct dgpm_sums all = { 0 };

	for (size_t i = from; i < from + n; i++)
		if (last == NULL || dgpm_table_rank(t, i, t->n_by - 1) == *last)
			add_groups(&all, t->rows, i);
	budget_figures(out, &all, t->net);
}

static void tell_overflow(struct dgpm_diags *diags, const struct dgpm_table *t, size_t row, enum dgpm_figure figure)
{
	struct dgpm_arena *scratch = dgpm_arena_new(NULL, NULL);
	struct budget_place at = budget_first(group_of(t->rows, t->rows->from[row]));
	const char *text = dgpm_figure_name(figure);
	struct dgpm_table_row r;

	dgpm_table_row(&r, t, row);
	for (size_t i = t->n_by; i-- > 0;)
		text = dgpm_arena_printf(scratch, "%s, %s", r.values[i].s != NULL ? r.values[i].s : "-", text);
	for (size_t i = t->rows->from[row] + 1; i < t->rows->from[row + 1]; i++)
		if (budget_before(budget_first(group_of(t->rows, i)), at))
			at = budget_first(group_of(t->rows, i));
	dgpm_diag_addf(diags, DGPM_MSG_SUM_01, budget_loc(at), text, "%s", text);
	dgpm_arena_free(scratch);
}

/* What is in any row at all; what does not fit is told. */
static void look_through(struct dgpm_table *t, struct dgpm_diags *diags)
{
	for (size_t i = 0; i < t->n; i++) {
		struct dgpm_figures f;

		dgpm_table_row_figures(&f, t, i);
		for (enum dgpm_figure k = 0; k < DGPM_N_FIGURES; k++) {
			t->filled[k] |= f.has[k] || f.overflow[k];
			if (f.overflow[k])
				tell_overflow(diags, t, i, k);
		}
	}
}

static bool same_row(const struct budget_group *a, const struct budget_group *b, size_t n_by)
{
	return memcmp(a->key, b->key, n_by * sizeof *a->key) == 0;
}

/* The projects of each row: groups of members and rows are in the same order, so that one walk finds them. */
static void count_members(struct dgpm_table *t, struct dgpm_table_rows *r, struct dgpm_arena *arena,
			  const struct budget_query *q, const struct budget_part *part)
{
	const struct budget_groups *g = &part->members;
	struct dgpm_arena *scratch = dgpm_arena_like(arena);
	uint32_t *order = sort_groups(scratch, g, r->cols, t->n_by);
	uint32_t *row_of = dgpm_arena_array(scratch, g->n, sizeof *row_of);
	size_t row = 0;

	r->n_projects = dgpm_arena_array(arena, t->n, sizeof *r->n_projects);
	for (size_t i = 0; i < g->n; i++) {
		const struct budget_group *m = budget_group_at(g, order[i]);

		/* A member has a group with the same key and one of the stages that are available. */
		while (row < t->n && !same_row(group_of(r, r->from[row]), m, t->n_by))
			row++;
		if (row == t->n)
			break;
		r->n_projects[row]++;
		row_of[order[i]] = (uint32_t)row;
	}
	t->n_projects = budget_count_projects(g, part->texts[DGPM_TC_PROJECT].known, q->n_member - 1, scratch);
	if (t->n_by == 1 && t->by[0] == DGPM_TC_FISCAL_YEAR) {
		uint32_t *years = dgpm_arena_array(scratch, t->n, sizeof *years);

		for (size_t i = 0; i < t->n; i++)
			years[i] = group_of(r, r->from[i])->key[0];
		r->same = budget_like_for_like(g, row_of, years, t->n, arena);
	}
	for (size_t i = 0; r->same != NULL && i < t->n; i++)
		t->any_same |= r->same[i].n != 0;
	dgpm_arena_free(scratch);
}

/* The texts of the years that occur. */
static const char **year_texts(struct dgpm_arena *arena, const struct budget_groups *g, size_t key)
{
	const char **years = dgpm_arena_array(arena, BUDGET_N_YEARS, sizeof *years);

	for (size_t i = 0; i < g->n; i++) {
		uint32_t year = budget_group_at(g, i)->key[key];

		if (years[year - DGPM_YEAR_MIN] == NULL)
			years[year - DGPM_YEAR_MIN] = dgpm_arena_printf(arena, "%u", year);
	}
	return years;
}

void budget_rows(struct dgpm_table *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		 const struct budget_query *q, const struct budget_part *part, struct dgpm_data *data)
{
	const struct budget_groups *g = &part->groups;
	struct dgpm_table_rows *r = dgpm_arena_array(arena, 1, sizeof *r);

	r->groups = g;
	for (size_t k = 0; k < q->n_key; k++) {
		enum dgpm_table_col col = q->key[k];

		if (col == DGPM_TC_STAGE)
			r->stage = k;
		if (col == DGPM_TC_FISCAL_YEAR)
			r->years = year_texts(arena, g, k);
		if (col >= DGPM_N_ROW_COLS)
			r->cols[k] = rank_texts(arena, &q->cards->texts[col - DGPM_N_ROW_COLS], col, q, data, diags);
		else if (col != DGPM_TC_FISCAL_YEAR && col != DGPM_TC_EXPENSE && col != DGPM_TC_STAGE)
			r->cols[k] = rank_texts(arena, &part->texts[col].names, col, q, data, diags);
		else
			r->cols[k] = plain_column(col);
	}
	r->order = sort_groups(arena, g, r->cols, q->n_key);
	r->from = dgpm_arena_array(arena, g->n + 1, sizeof *r->from);
	for (size_t i = 0; i < g->n; i++)
		if (i == 0 || !same_row(group_of(r, i - 1), group_of(r, i), q->how->n_by))
			r->from[out->n++] = (uint32_t)i;
	r->from[out->n] = (uint32_t)g->n;
	out->rows = r;
	look_through(out, diags);
	if (q->n_member != 0)
		count_members(out, r, arena, q, part);
}
