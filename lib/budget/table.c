/* The budget and execution table: ledgers read by workers, each summing for itself, then put together. */
#include "budget/parts.h"
#include "base/i18n.h"

static void note_year(struct ledgertable_part *part, const struct dgpm_ledger_row *row)
{
	bool budget = dgpm_ledger_stage_is_available(row->stage);

	part->year_has[row->fiscal_year - DGPM_YEAR_MIN] |=
		(uint8_t)(budget | (row->stage == DGPM_LS_EXECUTED) << 1);
	if (part->first_year == 0 || row->fiscal_year < part->first_year)
		part->first_year = row->fiscal_year;
	if (row->fiscal_year > part->last_year)
		part->last_year = row->fiscal_year;
}

/*
 * One organization may ask for what another one spends, as with the bulk appropriation (一括計上, S1 4-5). Two that ask,
 * or two that have the budget, are another matter.
 */
static uint32_t step_of(uint8_t stage)
{
	return stage == DGPM_LS_REQUIRED || stage == DGPM_LS_REQUEST || stage == DGPM_LS_PLANNED ? stage :
												   DGPM_LS_INITIAL;
}

static void gather(const struct ledgertable_query *q, struct ledgertable_part *part, const uint32_t *key,
		   const ledgertable_raw raw, const struct dgpm_ledger_row *row, struct ledgertable_place at)
{
	if (row->stage == DGPM_LS_EXECUTED && row->amount_yen < 0) {
		if (part->n_negative < LEDGERTABLE_MOST)
			part->negative[part->n_negative] = at;
		part->n_negative++;
	}
	note_year(part, row);
	if (q->two_organizations) {
		uint32_t owner[] = { raw[DGPM_TC_PROJECT], raw[DGPM_TC_FISCAL_YEAR], step_of(row->stage),
				     raw[DGPM_TC_ORGANIZATION] };

		ledgertable_groups_add(&part->owners, owner, 0, at);
	}
	if (q->how->duplicates == DGPM_DUPLICATES_LAST)
		ledgertable_groups_add(&part->rows, raw, row->amount_yen, at);
	else
		ledgertable_groups_add(&part->groups, key, row->amount_yen, at);
}

static void take_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct ledgertable_run *run = ctx;
	struct ledgertable_part *part = &run->parts[worker];
	struct ledgertable_place at = { row->path, row->line };
	uint32_t key[DGPM_N_TABLE_COLS + 1];
	ledgertable_raw raw;

	if (run->reading == LEDGERTABLE_READ_ALL && row->amount_yen != 0) {
		uint64_t size = row->amount_yen < 0 ? 0 - (uint64_t)row->amount_yen : (uint64_t)row->amount_yen;

		ledgertable_note_amount(part, &(struct ledgertable_file){ at, 1, size });
	}
	if (!ledgertable_raw_of(raw, run->q, part, row, at) || !ledgertable_key_of(key, run->q, part, raw))
		return;
	if (run->reading == LEDGERTABLE_READ_ALL)
		gather(run->q, part, key, raw, row, at);
	if (run->looks)
		ledgertable_look(run, part, row, raw, at);
}

/* With DGPM_DUPLICATES_LAST: what counts, summed. */
static void sum_last(const struct ledgertable_query *q, struct ledgertable_part *part)
{
	uint32_t key[DGPM_N_TABLE_COLS + 1];

	for (size_t i = 0; i < part->rows.n; i++) {
		const struct ledgertable_group *g = ledgertable_group_at(&part->rows, i);

		if (ledgertable_key_of(key, q, part, g->key))
			ledgertable_groups_add(&part->groups, key, (dgpm_yen)g->sum, g->first);
	}
}

void ledgertable_read(struct ledgertable_run *run, struct dgpm_diags *diags, struct dgpm_portfolio *p,
		      enum ledgertable_reading reading, struct dgpm_ledgers_stats *stats)
{
	unsigned threads = run->few ? 1 : run->q->how->threads;

	run->reading = reading;
	dgpm_portfolio_ledgers(p, diags, threads, take_row, run, stats);
	for (unsigned t = 0; run->looks && t < threads; t++) {
		ledgertable_settle(run, &run->parts[t]);
		atomic_fetch_add(&run->seen->n, run->parts[t].fresh);
		run->parts[t].fresh = 0;
	}
	if (run->looks && atomic_load(&run->seen->n) > run->seen->room)
		atomic_store(&run->seen->full, true);
}

/* An upper bound of the rows, for the size of the table of fingerprints: no row is shorter than this. */
#define SHORTEST_ROW 37

static void sum_up(struct dgpm_table *out, struct ledgertable_run *run, struct dgpm_arena *arena,
		   struct dgpm_diags *diags, struct dgpm_portfolio *p)
{
	const struct ledgertable_query *q = run->q;
	struct ledgertable_part *all = &run->parts[0];

	ledgertable_read(run, diags, p, LEDGERTABLE_READ_ALL, &out->ledgers);
	for (unsigned t = 1; t < q->how->threads; t++)
		ledgertable_part_join(q, all, &run->parts[t]);
	dgpm_portfolio_check_empty(p, diags, &(struct dgpm_cards_stats){ 0 }, &out->ledgers);
	if (run->looks)
		out->n_duplicates = ledgertable_find_duplicates(run, arena, diags, p, out->ledgers.rows_read);
	if (q->how->duplicates == DGPM_DUPLICATES_LAST)
		sum_last(q, all);
	ledgertable_tell(diags, arena, q, all);
	if (all->last_year == 0 && out->ledgers.rows_read != 0)
		dgpm_diag_add(diags, DGPM_MSG_LED_04, (struct dgpm_loc){ 0 }, NULL);
	out->first_year = all->first_year;
	out->last_year = all->last_year;
	for (int i = 0; i < LEDGERTABLE_N_YEARS; i++)
		if (all->year_has[i] == 1)
			out->open_years[out->n_open_years++] = (int16_t)(i + DGPM_YEAR_MIN);
	ledgertable_rows(out, arena, diags, q, all, dgpm_portfolio_data(p));
}

int dgpm_table_read(struct dgpm_table *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    struct dgpm_portfolio *p, const struct dgpm_table_how *wanted)
{
	struct dgpm_table_how how = *wanted;
	struct ledgertable_cards cards = { 0 };
	struct ledgertable_query q;
	struct ledgertable_seen seen;
	struct ledgertable_run run = { .q = &q, .seen = &seen };
	bool join_cards = ledgertable_needs_cards(&how);

	if (how.threads < 1)
		how.threads = 1;
	*out = (struct dgpm_table){ .by = how.by, .n_by = how.n_by };
	out->open_years = dgpm_arena_array(arena, LEDGERTABLE_N_YEARS, sizeof *out->open_years);
	if (join_cards)
		ledgertable_cards_read(&cards, arena, diags, p, how.threads, &out->cards);
	if (ledgertable_query_open(&q, arena, diags, p, &how, join_cards ? &cards : NULL) != 0)
		return -1;
	run.looks = how.duplicates == DGPM_DUPLICATES_ERROR;
	if (run.looks && !ledgertable_seen_open(&seen, dgpm_portfolio_bytes(p, DGPM_FILE_CSV) / SHORTEST_ROW)) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ 0 }, NULL, "%s", _("out of memory"));
		return -1;
	}
	run.parts = dgpm_arena_array(arena, how.threads, sizeof *run.parts);
	for (unsigned t = 0; t < how.threads; t++)
		ledgertable_part_open(&run.parts[t], t == 0 ? arena : dgpm_arena_like(arena), &q);
	sum_up(out, &run, arena, diags, p);
	for (unsigned t = 1; t < how.threads; t++)
		dgpm_arena_free(run.parts[t].arena);
	if (run.looks)
		ledgertable_seen_close(&seen);
	return 0;
}
