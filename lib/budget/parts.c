/* What one worker of the budget table gathers, and how it is put together with what others did. */
#include "budget/parts.h"
#include "base/list.h"

void budget_part_open(struct budget_part *part, struct dgpm_arena *arena, const struct budget_query *q)
{
	part->arena = arena;
	for (size_t c = 0; c < DGPM_N_ROW_COLS; c++)
		part->texts[c].names.arena = arena;
	budget_groups_open(&part->groups, arena, q->n_key, BUDGET_KEEP_FIRST);
	budget_groups_open(&part->owners, arena, 4, BUDGET_KEEP_FIRST);
	budget_groups_open(&part->members, arena, q->n_member, BUDGET_KEEP_FIRST);
	budget_groups_open(&part->rows, arena, DGPM_N_ROW_COLS,
			   q->how->duplicates == DGPM_DUPLICATES_LAST ? BUDGET_KEEP_LAST : BUDGET_KEEP_SECOND);
}

/* Numbers of one worker's texts in the terms of another's. */
static void map_texts(uint32_t *map[DGPM_N_ROW_COLS], const struct budget_query *q, struct budget_part *into,
		      const struct budget_part *from)
{
	for (enum dgpm_table_col c = 0; c < DGPM_N_ROW_COLS; c++) {
		size_t n = from->texts[c].known;

		map[c] = NULL;
		if (n == 0)
			continue;
		map[c] = dgpm_arena_array(into->arena, n, sizeof **map);
		for (size_t i = 0; i < n; i++)
			map[c][i] = budget_text_move(q, into, from, c, (uint32_t)i);
	}
}

static void join(struct budget_groups *into, const struct budget_groups *from,
		 const enum dgpm_table_col *cols, uint32_t *const map[DGPM_N_ROW_COLS])
{
	uint32_t key[DGPM_N_TABLE_COLS + 1];

	for (size_t i = 0; i < from->n; i++) {
		const struct budget_group *g = budget_group_at(from, i);

		for (size_t k = 0; k < from->n_key; k++)
			key[k] = cols[k] < DGPM_N_ROW_COLS && map[cols[k]] != NULL && g->key[k] != BUDGET_NONE ?
					 map[cols[k]][g->key[k]] : g->key[k];
		budget_groups_join(into, key, from, g);
	}
}

static const enum dgpm_table_col owner_cols[] = { DGPM_TC_PROJECT, DGPM_TC_FISCAL_YEAR, DGPM_TC_STAGE,
						       DGPM_TC_ORGANIZATION };
static const enum dgpm_table_col row_cols[DGPM_N_ROW_COLS] = { DGPM_TC_FISCAL_YEAR,  DGPM_TC_PROJECT,
							       DGPM_TC_ORGANIZATION, DGPM_TC_ACCOUNT,
							       DGPM_TC_EXPENSE,      DGPM_TC_STAGE,
							       DGPM_TC_ITEM };

void budget_note_amount(struct budget_part *part, const struct budget_file *more)
{
	size_t i = part->n_files;

	/* Files are read one after the other: the last one is nearly always it. */
	while (i > 0 && part->files[i - 1].first.path != more->first.path)
		i--;
	if (i == 0) {
		*DGPM_PUSH(part->arena, part->files, part->n_files, part->cap_files) = *more;
		return;
	}
	part->files[i - 1].n += more->n;
	if (more->largest > part->files[i - 1].largest)
		part->files[i - 1].largest = more->largest;
	if (budget_before(more->first, part->files[i - 1].first))
		part->files[i - 1].first = more->first;
}

void budget_part_join(const struct budget_query *q, struct budget_part *into,
			   const struct budget_part *from)
{
	uint32_t *map[DGPM_N_ROW_COLS];

	map_texts(map, q, into, from);
	join(&into->groups, &from->groups, q->key, map);
	join(&into->owners, &from->owners, owner_cols, map);
	join(&into->members, &from->members, q->member, map);
	join(&into->rows, &from->rows, row_cols, map);
	for (size_t i = 0; i < from->n_negative && i < BUDGET_MOST; i++) {
		/* Keep the lowest. */
		size_t at = into->n_negative < BUDGET_MOST ? into->n_negative : BUDGET_MOST - 1;

		if (into->n_negative >= BUDGET_MOST && !budget_before(from->negative[i], into->negative[at]))
			break;
		for (; at > 0 && budget_before(from->negative[i], into->negative[at - 1]); at--)
			into->negative[at] = into->negative[at - 1];
		into->negative[at] = from->negative[i];
		into->n_negative++;
	}
	if (from->n_negative > BUDGET_MOST)
		into->n_negative += from->n_negative - BUDGET_MOST;
	for (size_t i = 0; i < from->n_files; i++)
		budget_note_amount(into, &from->files[i]);
	into->n_duplicates += from->n_duplicates;
	if (into->first_year == 0 || (from->first_year != 0 && from->first_year < into->first_year))
		into->first_year = from->first_year;
	if (from->last_year > into->last_year)
		into->last_year = from->last_year;
	for (size_t i = 0; i < BUDGET_N_YEARS; i++)
		into->year_has[i] |= from->year_has[i];
}

void budget_part_settle(struct budget_part *part)
{
	for (size_t c = 0; c < DGPM_N_ROW_COLS; c++) {
		struct names *names = &part->texts[c].names;

		dgpm_arena_drop(part->arena, names->map.slots);
		dgpm_arena_drop(part->arena, names->hash);
		names->map = (struct dgpm_map){ .arena = part->arena };
		names->hash = NULL;
	}
	budget_groups_settle(&part->groups);
	budget_groups_settle(&part->owners);
	budget_groups_settle(&part->members);
	budget_groups_settle(&part->rows);
}
