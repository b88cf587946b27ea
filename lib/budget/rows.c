/* Groups to the sorted rows of the budget table. */
#include "budget/parts.h"
#include "base/list.h"
#include "base/i18n.h"

/* The texts of a column by number, and the place of each number in its order. */
struct column {
	const struct dgpm_str *text; /* NULL: the number says it */
	uint32_t *rank;              /* NULL: the number is its rank */
};

struct entry {
	struct dgpm_str text;
	const struct dgpm_organization *organization;
	uint32_t number, code;
	bool owner;
};

static int cmp_entries(const void *pa, const void *pb)
{
	const struct entry *a = pa, *b = pb;
	int c = a->owner ? dgpm_organization_cmp(a->organization, b->organization) : 0;

	if (c == 0 && a->code != b->code)
		c = a->code < b->code ? -1 : 1;
	return c != 0 ? c : dgpm_str_cmp(a->text, b->text);
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
	struct entry *e = dgpm_arena_array(arena, names->n, sizeof *e);
	struct column c = { .text = names->s, .rank = dgpm_arena_array(arena, names->n, sizeof *c.rank) };
	bool listed = col == DGPM_TC_SECTOR || col == DGPM_TC_PHASE;
	const struct dgpm_codes *codes = listed ? dgpm_data_codes(data, diags) : NULL;
	const char *const *list = NULL;
	size_t n = 0;

	if (codes != NULL)
		list = dgpm_codes_of(codes, dgpm_table_col_name(col), &n);
	for (size_t i = 0; i < names->n; i++) {
		e[i] = (struct entry){ .text = names->s[i], .number = (uint32_t)i, .owner = col == DGPM_TC_ORGANIZATION,
				       .code = code_place(list, n, names->s[i]) };
		if (e[i].owner)
			e[i].organization = dgpm_organizations_find(q->organizations, e[i].text);
	}
	dgpm_sort(e, names->n, sizeof *e, cmp_entries);
	for (size_t i = 0; i < names->n; i++)
		c.rank[e[i].number] = (uint32_t)i;
	return c;
}

struct sorted {
	const struct budget_group *group;
	const uint32_t *ranks; /* of the whole key */
	size_t n;
};

static int cmp_sorted(const void *pa, const void *pb)
{
	const struct sorted *a = pa, *b = pb;

	for (size_t k = 0; k < a->n; k++)
		if (a->ranks[k] != b->ranks[k])
			return a->ranks[k] < b->ranks[k] ? -1 : 1;
	return 0;
}

static struct dgpm_str value_text(struct dgpm_arena *arena, enum dgpm_table_col col, const struct column *c,
				  uint32_t number)
{
	if (col == DGPM_TC_EXPENSE)
		return dgpm_str_of(dgpm_expense_name((enum dgpm_expense)number));
	if (col == DGPM_TC_STAGE)
		return dgpm_str_of(dgpm_ledger_stage_name((enum dgpm_ledger_stage)number));
	if (col == DGPM_TC_FISCAL_YEAR)
		return dgpm_str_of(dgpm_arena_printf(arena, "%u", number));
	return number != BUDGET_NONE && c->text != NULL ? c->text[number] : (struct dgpm_str){ NULL, 0 };
}

static void tell_overflow(struct dgpm_diags *diags, struct dgpm_arena *arena, const struct dgpm_table_row *row,
			  size_t n_by, enum dgpm_figure figure, struct budget_place at)
{
	const char *text = dgpm_figure_name(figure);

	for (size_t i = n_by; i-- > 0;)
		text = dgpm_arena_printf(arena, "%s, %s", row->values[i].s != NULL ? row->values[i].s : "-", text);
	dgpm_diag_addf(diags, DGPM_MSG_SUM_01,
		       (struct dgpm_loc){ .path = at.path, .line = at.line, .column = 1 }, text, "%s", text);
}

static void finish_row(struct dgpm_table_row *row, const struct dgpm_sums *sums, bool net, struct dgpm_arena *arena,
		       struct dgpm_diags *diags, size_t n_by, struct budget_place at)
{
	budget_figures(&row->figures, sums, net);
	for (enum dgpm_figure f = 0; f < DGPM_N_FIGURES; f++)
		if (row->figures.overflow[f])
			tell_overflow(diags, arena, row, n_by, f, at);
}

void budget_rows(struct dgpm_table *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      const struct budget_query *q, const struct budget_part *part, struct dgpm_data *data)
{
	const struct budget_groups *groups = &part->groups;
	struct column cols[DGPM_N_TABLE_COLS + 1] = { 0 };
	struct sorted *sorted = dgpm_arena_array(arena, groups->n, sizeof *sorted);
	struct dgpm_table_row *rows = dgpm_arena_array(arena, groups->n, sizeof *rows);
	struct dgpm_sums *sums = dgpm_arena_array(arena, groups->n, sizeof *sums);
	uint32_t *rank[DGPM_N_TABLE_COLS];
	struct budget_place first = { NULL, 0 };
	size_t n_by = q->how->n_by, n = 0;

	for (size_t k = 0; k < q->n_key; k++) {
		enum dgpm_table_col col = q->key[k];

		if (col >= DGPM_N_ROW_COLS)
			cols[k] = rank_texts(arena, &q->cards->texts[col - DGPM_N_ROW_COLS], col, q, data, diags);
		else if (col != DGPM_TC_FISCAL_YEAR && col != DGPM_TC_EXPENSE && col != DGPM_TC_STAGE)
			cols[k] = rank_texts(arena, &part->texts[col].names, col, q, data, diags);
	}
	for (size_t i = 0; i < groups->n; i++) {
		uint32_t *ranks = dgpm_arena_array(arena, q->n_key, sizeof *ranks);

		sorted[i] = (struct sorted){ budget_group_at(groups, i), ranks, q->n_key };
		for (size_t k = 0; k < q->n_key; k++) {
			uint32_t number = sorted[i].group->key[k];

			ranks[k] = number == BUDGET_NONE || cols[k].rank == NULL ? number : cols[k].rank[number];
		}
	}
	dgpm_sort(sorted, groups->n, sizeof *sorted, cmp_sorted);
	for (size_t i = 0; i < groups->n; i++) {
		const struct budget_group *g = sorted[i].group;
		uint32_t stage = DGPM_N_LEDGER_STAGES;
		struct dgpm_str *values;

		for (size_t k = 0; k < q->n_key; k++)
			if (q->key[k] == DGPM_TC_STAGE)
				stage = g->key[k];
		if (n == 0 || memcmp(rows[n - 1].ranks, sorted[i].ranks, n_by * sizeof(uint32_t)) != 0) {
			if (n != 0)
				finish_row(&rows[n - 1], &sums[n - 1], out->net, arena, diags, n_by, first);
			values = dgpm_arena_array(arena, n_by, sizeof *values);
			for (size_t k = 0; k < n_by; k++)
				values[k] = value_text(arena, q->key[k], &cols[k], g->key[k]);
			rows[n++] = (struct dgpm_table_row){ .values = values, .ranks = sorted[i].ranks };
			first = g->first;
		}
		if (budget_before(g->first, first))
			first = g->first;
		sums[n - 1].sum[stage] += g->sum;
		sums[n - 1].has[stage] = true;
		sums[n - 1].open |= g->open;
		sums[n - 1].year = budget_year(sums[n - 1].year, g->year);
		rows[n - 1].rows += g->rows;
	}
	if (n != 0)
		finish_row(&rows[n - 1], &sums[n - 1], out->net, arena, diags, n_by, first);
	out->rows = rows;
	out->sums = sums;
	out->n = n;
	for (size_t k = 0; k < n_by; k++)
		rank[k] = cols[k].rank;
	if (q->n_member != 0)
		budget_members(out, rows, rank, arena, q, part);
}
