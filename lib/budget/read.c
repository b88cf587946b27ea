/* Reading the ledgers for the budget table: each row to what its worker gathers. */
#include "budget/parts.h"
#include "portfolio/select.h"

static void note_year(struct budget_part *part, const struct dgpm_ledger_row *row)
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
 * One organization may ask for what another one spends, as with the bulk appropriation (一括計上, S1 4-5). Two that
 * ask, or two that have the budget, are another matter.
 */
static uint32_t step_of(uint8_t stage)
{
	return stage == DGPM_LS_REQUIRED || stage == DGPM_LS_REQUEST || stage == DGPM_LS_PLANNED ? stage :
												   DGPM_LS_INITIAL;
}

static void gather(const struct budget_query *q, struct budget_part *part, const uint32_t *key,
		   const budget_raw raw, const struct dgpm_ledger_row *row, struct budget_place at)
{
	if (row->stage == DGPM_LS_EXECUTED && row->amount_yen < 0) {
		if (part->n_negative < BUDGET_MOST)
			part->negative[part->n_negative] = at;
		part->n_negative++;
	}
	note_year(part, row);
	if (q->two_organizations) {
		uint32_t owner[] = { raw[DGPM_TC_PROJECT], raw[DGPM_TC_FISCAL_YEAR], step_of(row->stage),
				     raw[DGPM_TC_ORGANIZATION] };

		budget_groups_add(&part->owners, owner, 0, at);
	}
	if (q->how->duplicates == DGPM_DUPLICATES_LAST)
		budget_groups_add(&part->rows, raw, row->amount_yen, at);
	else
		budget_count(q, part, key, raw, row->amount_yen, at);
}

static void take_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct budget_run *run = ctx;
	struct budget_part *part = &run->parts[worker];
	struct budget_place at = { row->path, row->line };
	uint32_t key[DGPM_N_TABLE_COLS + 1], *raw = part->raw;
	unsigned same = part->whole ? row->same : 0;

	part->whole = false;
	if (run->narrowed != NULL && !dgpm_portfolio_is_selected(run->narrowed, row->project_id))
		return;
	if (run->reading == BUDGET_READ_ALL && row->amount_yen != 0) {
		uint64_t size = row->amount_yen < 0 ? 0 - (uint64_t)row->amount_yen : (uint64_t)row->amount_yen;

		budget_note_amount(part, &(struct budget_file){ at, 1, size });
	}
	if (!budget_raw_of(raw, run->q, part, row, at, same) || !budget_key_of(key, run->q, part, raw))
		return;
	if (run->reading == BUDGET_READ_ALL)
		gather(run->q, part, key, raw, row, at);
	if (run->looks)
		budget_look(run, part, row, raw, at, same);
	part->whole = true;
}

void budget_read(struct budget_run *run, struct dgpm_diags *diags, struct dgpm_portfolio *p,
		      enum budget_reading reading, struct dgpm_ledgers_stats *stats)
{
	unsigned threads = run->few ? 1 : run->q->how->threads;

	run->reading = reading;
	dgpm_portfolio_ledgers(p, diags, threads, take_row, run, stats);
	for (unsigned t = 0; run->looks && t < threads; t++) {
		budget_settle(run, &run->parts[t]);
		atomic_fetch_add(&run->seen->n, run->parts[t].fresh);
		run->parts[t].fresh = 0;
	}
	if (run->looks && atomic_load(&run->seen->n) > run->seen->room)
		atomic_store(&run->seen->full, true);
}
