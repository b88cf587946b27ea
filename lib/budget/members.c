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

size_t budget_count_projects(const struct budget_groups *members, size_t n_texts, size_t key,
			     struct dgpm_arena *scratch)
{
	uint8_t *seen = dgpm_arena_array(scratch, n_texts, sizeof *seen);
	size_t n = 0;

	for (size_t i = 0; i < members->n; i++) {
		uint8_t *s = &seen[budget_group_at(members, i)->key[key]];

		n += *s == 0;
		*s = 1;
	}
	return n;
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

/* The totals of what two rows share. */
struct both {
	wide before, now;
	uint32_t n;
};

/* Rows that are years, one after the other: what the projects of both had. */
struct budget_same *budget_like_for_like(const struct budget_groups *members, const uint32_t *row_of,
					 const uint32_t *years, size_t n_rows, struct dgpm_arena *arena)
{
	struct budget_same *same = dgpm_arena_array(arena, n_rows, sizeof *same);
	struct dgpm_arena *scratch = dgpm_arena_like(arena);
	struct both *both = dgpm_arena_array(scratch, n_rows, sizeof *both);
	struct member *m = dgpm_arena_array(scratch, members->n, sizeof *m);

	for (size_t i = 0; i < members->n; i++) {
		const struct budget_group *g = budget_group_at(members, i);

		m[i] = (struct member){ g->key[1], row_of[i], g->sum };
	}
	dgpm_sort(m, members->n, sizeof *m, cmp_members);
	for (size_t i = 1; i < members->n; i++) {
		uint32_t row = m[i].row;

		if (m[i - 1].project != m[i].project || m[i - 1].row + 1 != row ||
		    years[row] != years[row - 1] + 1)
			continue;
		both[row].n++;
		both[row].before += m[i - 1].total;
		both[row].now += m[i].total;
	}
	for (size_t r = 0; r < n_rows; r++)
		if (both[r].n != 0 && wide_fits(both[r].before) && wide_fits(both[r].now))
			same[r] = (struct budget_same){ both[r].n, (dgpm_yen)both[r].before, (dgpm_yen)both[r].now };
	dgpm_arena_free(scratch);
	return same;
}
