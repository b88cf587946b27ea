/* What one worker of the budget table gathers, and how it is put together with what others did. */
#include "budget/parts.h"

void ledgertable_part_open(struct ledgertable_part *part, struct dgpm_arena *arena, const struct ledgertable_query *q)
{
	part->arena = arena;
	for (size_t c = 0; c < DGPM_N_ROW_COLS; c++)
		part->texts[c].names.arena = arena;
	ledgertable_groups_open(&part->groups, arena, q->n_key, false);
	ledgertable_groups_open(&part->owners, arena, 4, false);
	ledgertable_groups_open(&part->rows, arena, DGPM_N_ROW_COLS, q->how->duplicates == DGPM_DUPLICATES_LAST);
}

/* Numbers of one worker's texts in the terms of another's. */
static void map_texts(uint32_t *map[DGPM_N_ROW_COLS], const struct ledgertable_query *q, struct ledgertable_part *into,
		      const struct ledgertable_part *from)
{
	for (enum dgpm_table_col c = 0; c < DGPM_N_ROW_COLS; c++) {
		size_t n = from->texts[c].known;

		map[c] = NULL;
		if (n == 0)
			continue;
		map[c] = dgpm_arena_array(into->arena, n, sizeof **map);
		for (size_t i = 0; i < n; i++)
			map[c][i] = ledgertable_text_move(q, into, from, c, (uint32_t)i);
	}
}

static void join(struct ledgertable_groups *into, const struct ledgertable_groups *from,
		 const enum dgpm_table_col *cols, uint32_t *const map[DGPM_N_ROW_COLS])
{
	uint32_t key[DGPM_N_TABLE_COLS + 1];

	for (size_t i = 0; i < from->n; i++) {
		const struct ledgertable_group *g = ledgertable_group_at(from, i);

		for (size_t k = 0; k < from->n_key; k++)
			key[k] = cols[k] < DGPM_N_ROW_COLS && map[cols[k]] != NULL && g->key[k] != LEDGERTABLE_NONE ?
					 map[cols[k]][g->key[k]] : g->key[k];
		ledgertable_groups_join(into, key, g);
	}
}

static const enum dgpm_table_col owner_cols[] = { DGPM_TC_PROJECT, DGPM_TC_FISCAL_YEAR, DGPM_TC_STAGE,
						       DGPM_TC_ORGANIZATION };
static const enum dgpm_table_col row_cols[DGPM_N_ROW_COLS] = { DGPM_TC_FISCAL_YEAR,  DGPM_TC_PROJECT,
							       DGPM_TC_ORGANIZATION, DGPM_TC_ACCOUNT,
							       DGPM_TC_EXPENSE,      DGPM_TC_STAGE,
							       DGPM_TC_ITEM };

void ledgertable_note_amount(struct ledgertable_part *part, const struct ledgertable_file *more)
{
	size_t i = part->n_files;

	/* Files are read one after the other: the last one is nearly always it. */
	while (i > 0 && part->files[i - 1].first.path != more->first.path)
		i--;
	if (i == 0) {
		if (part->n_files == part->cap_files) {
			part->cap_files = part->cap_files != 0 ? part->cap_files * 2 : 8;
			part->files = dgpm_arena_grow(part->arena, part->files, part->n_files, part->cap_files,
						      sizeof *part->files);
		}
		part->files[part->n_files++] = *more;
		return;
	}
	part->files[i - 1].n += more->n;
	if (more->largest > part->files[i - 1].largest)
		part->files[i - 1].largest = more->largest;
	if (ledgertable_before(more->first, part->files[i - 1].first))
		part->files[i - 1].first = more->first;
}

void ledgertable_part_join(const struct ledgertable_query *q, struct ledgertable_part *into,
			   const struct ledgertable_part *from)
{
	uint32_t *map[DGPM_N_ROW_COLS];

	map_texts(map, q, into, from);
	join(&into->groups, &from->groups, q->key, map);
	join(&into->owners, &from->owners, owner_cols, map);
	join(&into->rows, &from->rows, row_cols, map);
	for (size_t i = 0; i < from->n_negative && i < LEDGERTABLE_MOST; i++) {
		/* Keep the lowest. */
		size_t at = into->n_negative < LEDGERTABLE_MOST ? into->n_negative : LEDGERTABLE_MOST - 1;

		if (into->n_negative >= LEDGERTABLE_MOST && !ledgertable_before(from->negative[i], into->negative[at]))
			break;
		for (; at > 0 && ledgertable_before(from->negative[i], into->negative[at - 1]); at--)
			into->negative[at] = into->negative[at - 1];
		into->negative[at] = from->negative[i];
		into->n_negative++;
	}
	if (from->n_negative > LEDGERTABLE_MOST)
		into->n_negative += from->n_negative - LEDGERTABLE_MOST;
	for (size_t i = 0; i < from->n_files; i++)
		ledgertable_note_amount(into, &from->files[i]);
	into->n_duplicates += from->n_duplicates;
	if (into->first_year == 0 || (from->first_year != 0 && from->first_year < into->first_year))
		into->first_year = from->first_year;
	if (from->last_year > into->last_year)
		into->last_year = from->last_year;
	for (size_t i = 0; i < LEDGERTABLE_N_YEARS; i++)
		into->year_has[i] |= from->year_has[i];
}
