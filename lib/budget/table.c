/* The budget and execution table: ledgers read by workers, each summing for itself, then put together. */
#include "budget/parts.h"
#include "base/i18n.h"
#include "portfolio/select.h"

/* With DGPM_DUPLICATES_LAST: what counts, summed. */
static void sum_last(const struct budget_query *q, struct budget_part *part)
{
	uint32_t key[DGPM_N_TABLE_COLS + 1];

	for (size_t i = 0; i < part->rows.n; i++) {
		const struct budget_group *g = budget_group_at(&part->rows, i);

		if (budget_key_of(key, q, part, g->key))
			budget_count(q, part, key, g->key, (dgpm_yen)g->sum, budget_first(g));
	}
}

/* An upper bound of the rows, for the size of the table of fingerprints: no row is shorter than this. */
#define SHORTEST_ROW 37

static void sum_up(struct dgpm_table *out, struct budget_run *run, struct dgpm_arena *arena,
		   struct dgpm_diags *diags, struct dgpm_portfolio *p)
{
	const struct budget_query *q = run->q;
	struct budget_part *all = &run->parts[0];

	budget_read(run, diags, p, BUDGET_READ_ALL, &out->ledgers);
	for (unsigned t = 1; t < q->how->threads; t++) {
		budget_part_join(q, all, &run->parts[t]);
		/* Where duplicates are looked for part by part, each worker goes on. */
		if (!run->looks || !atomic_load(&run->seen->full)) {
			dgpm_arena_free(run->parts[t].arena);
			run->parts[t] = (struct budget_part){ .n_duplicates = run->parts[t].n_duplicates };
		}
	}
	dgpm_portfolio_check_empty(p, diags, &(struct dgpm_cards_stats){ 0 }, &out->ledgers);
	if (run->looks)
		out->n_duplicates = budget_find_duplicates(run, arena, diags, p, out->ledgers.rows_read);
	if (q->how->duplicates == DGPM_DUPLICATES_LAST)
		sum_last(q, all);
	budget_tell(diags, arena, q, all);
	if (all->last_year == 0 && out->ledgers.rows_read != 0)
		dgpm_diag_add(diags, DGPM_MSG_LED_04, (struct dgpm_loc){ 0 }, NULL);
	out->first_year = all->first_year;
	out->last_year = all->last_year;
	for (int i = 0; i < BUDGET_N_YEARS; i++)
		if (all->year_has[i] == 1)
			out->open_years[out->n_open_years++] = (int16_t)(i + DGPM_YEAR_MIN);
	budget_part_settle(all);
	budget_rows(out, arena, diags, q, all, dgpm_portfolio_data(p));
}

int dgpm_table_read(struct dgpm_table *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    struct dgpm_portfolio *p, const struct dgpm_table_how *wanted)
{
	struct dgpm_table_how how = *wanted;
	struct budget_cards cards = { 0 };
	struct budget_query q;
	struct budget_seen seen;
	struct budget_run run = { .q = &q, .seen = &seen };
	bool join_cards = budget_needs_cards(&how);

	if (how.threads < 1)
		how.threads = 1;
	*out = (struct dgpm_table){ .by = how.by, .n_by = how.n_by, .net = dgpm_portfolio_is_net(p),
				     .where = how.where, .n_where = how.n_where, .duplicates = how.duplicates };
	out->open_years = dgpm_arena_array(arena, BUDGET_N_YEARS, sizeof *out->open_years);
	if (join_cards)
		budget_cards_read(&cards, arena, diags, p, how.threads, &out->cards);
	if (dgpm_portfolio_is_narrowed(p)) {
		if (!join_cards)
			dgpm_portfolio_cards(p, diags, how.threads, NULL, NULL, &out->cards);
		run.narrowed = p;
	}
	if (budget_query_open(&q, arena, diags, p, &how, join_cards ? &cards : NULL) != 0)
		return -1;
	run.looks = how.duplicates == DGPM_DUPLICATES_ERROR;
	if (run.looks && !budget_seen_open(&seen, dgpm_portfolio_bytes(p, DGPM_FILE_CSV) / SHORTEST_ROW)) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ 0 }, NULL, "%s", _("out of memory"));
		return -1;
	}
	run.parts = dgpm_arena_array(arena, how.threads, sizeof *run.parts);
	for (unsigned t = 0; t < how.threads; t++)
		budget_part_open(&run.parts[t], t == 0 ? arena : dgpm_arena_like(arena), &q);
	sum_up(out, &run, arena, diags, p);
	for (unsigned t = 1; t < how.threads; t++)
		dgpm_arena_free(run.parts[t].arena);
	if (run.looks)
		budget_seen_close(&seen);
	return 0;
}
