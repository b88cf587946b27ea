/* The projects behind the rows of the budget table: how many there are, and the years like for like. */
#include "budget/parts.h"
#include "base/list.h"

void budget_count(const struct budget_query *q, struct budget_part *part, const uint32_t *key, const uint32_t *raw,
		  dgpm_yen amount, struct budget_place at)
{
	uint32_t member[DGPM_N_TABLE_COLS + 1];
	struct budget_group *group = budget_groups_add(&part->groups, key, amount, at);
	uint32_t stage = raw[DGPM_TC_STAGE];
	bool available = dgpm_ledger_stage_is_available(stage);

	if (available || stage == DGPM_LS_EXECUTED) {
		group->year = budget_year(group->year, (int16_t)raw[DGPM_TC_FISCAL_YEAR]);
		group->open |= q->how->open_from != 0 && raw[DGPM_TC_FISCAL_YEAR] >= (uint32_t)q->how->open_from;
	}
	if (q->n_member == 0 || !available)
		return;
	memcpy(member, key, (q->n_member - 1) * sizeof *member);
	member[q->n_member - 1] = raw[DGPM_TC_PROJECT];
	budget_groups_add(&part->members, member, amount, at);
}

/* A project in a row. */
struct member {
	uint32_t project, row;
	wide total;
};

static int cmp_members(const void *pa, const void *pb)
{
	const struct member *a = pa, *b = pb;

	if (a->project != b->project)
		return a->project < b->project ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

/* The row of a key; all of them are there. */
static uint32_t row_of(const struct dgpm_table *t, const uint32_t *ranks)
{
	size_t lo = 0, hi = t->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2, k = 0;

		while (k < t->n_by && t->rows[mid].ranks[k] == ranks[k])
			k++;
		if (k == t->n_by)
			return (uint32_t)mid;
		if (t->rows[mid].ranks[k] < ranks[k])
			lo = mid + 1;
		else
			hi = mid;
	}
	return (uint32_t)t->n;
}

/* The totals of what two rows share. */
struct same {
	wide before, now;
	size_t n;
};

/* Rows that are years, one after the other: what the projects of both had. */
static void like_for_like(const struct dgpm_table *t, struct dgpm_table_row *rows, const struct member *m, size_t n,
			  struct dgpm_arena *arena)
{
	struct same *same = dgpm_arena_array(arena, t->n, sizeof *same);

	for (size_t i = 1; i < n; i++) {
		uint32_t row = m[i].row;

		if (m[i - 1].project != m[i].project || m[i - 1].row + 1 != row ||
		    rows[row].ranks[0] != rows[row - 1].ranks[0] + 1)
			continue;
		same[row].n++;
		same[row].before += m[i - 1].total;
		same[row].now += m[i].total;
	}
	for (size_t r = 0; r < t->n; r++) {
		if (same[r].n == 0 || !wide_fits(same[r].before) || !wide_fits(same[r].now))
			continue;
		rows[r].n_same = same[r].n;
		rows[r].same_before = (dgpm_yen)same[r].before;
		rows[r].same_now = (dgpm_yen)same[r].now;
	}
}

void budget_members(struct dgpm_table *t, struct dgpm_table_row *rows, uint32_t *const *rank,
		    struct dgpm_arena *arena, const struct budget_query *q, const struct budget_part *part)
{
	const struct budget_groups *g = &part->members;
	struct member *m = dgpm_arena_array(arena, g->n, sizeof *m);
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++) {
		const struct budget_group *group = budget_group_at(g, i);
		uint32_t ranks[DGPM_N_TABLE_COLS], row;

		for (size_t k = 0; k < t->n_by; k++)
			ranks[k] = group->key[k] == BUDGET_NONE || rank[k] == NULL ? group->key[k] :
										     rank[k][group->key[k]];
		row = row_of(t, ranks);
		if (row == t->n)
			continue;
		rows[row].n_projects++;
		m[n++] = (struct member){ group->key[q->n_member - 1], row, group->sum };
	}
	dgpm_sort(m, n, sizeof *m, cmp_members);
	for (size_t i = 0; i < n; i++)
		t->n_projects += i == 0 || m[i - 1].project != m[i].project;
	if (t->n_by == 1 && t->by[0] == DGPM_TC_FISCAL_YEAR)
		like_for_like(t, rows, m, n, arena);
}
