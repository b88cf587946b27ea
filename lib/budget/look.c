/* Amounts given twice, row by row: seen by its fingerprint, then compared in full. */
#include "budget/parts.h"

/* One hash for everything that makes two amounts the same one. */
static uint64_t identity(struct budget_part *part, const struct dgpm_ledger_row *row, const budget_raw raw,
			 unsigned same)
{
	static const unsigned whose = DGPM_SAME_PROJECT | DGPM_SAME_ORGANIZATION | DGPM_SAME_ACCOUNT;
	uint64_t h;

	if ((same & whose) != whose) {
		h = dgpm_hash_mix(part->texts[DGPM_TC_ORGANIZATION].names.hash[raw[DGPM_TC_ORGANIZATION]]);
		h = dgpm_hash_mix(h ^ dgpm_hash(row->project_id));
		part->whose = dgpm_hash_mix(h ^ dgpm_hash(row->account));
	}
	h = dgpm_hash_mix(part->whose ^ ((uint64_t)(uint16_t)row->fiscal_year << 16 | (uint64_t)row->expense << 8 |
					 row->stage));
	return dgpm_hash_mix(h ^ dgpm_hash(row->item));
}

void budget_settle(struct budget_run *run, struct budget_part *part)
{
	for (unsigned i = 0; i < part->n_waiting; i++)
		part->n_duplicates += budget_seen_add(run->seen, part->waiting[i], &part->fresh);
	part->n_waiting = 0;
}

/* All that makes an amount the same as another, to be compared in full. */
static void note_marked(struct budget_run *run, struct budget_part *part, const struct dgpm_ledger_row *row,
			struct budget_place at)
{
	const struct budget_query *q = run->q;
	struct budget_query full = { .how = q->how, .organizations = q->organizations, .need = ~(uint32_t)0 };
	const struct budget_group *g;
	budget_raw raw;

	budget_query_texts(&full);
	if (run->enough || !budget_raw_of(raw, &full, part, row, at, 0))
		return;
	g = budget_groups_add(&part->rows, raw, row->amount_yen, at);
	if (run->few && g->rows == 2)
		run->enough = ++run->found == BUDGET_MOST;
}

void budget_look(struct budget_run *run, struct budget_part *part, const struct dgpm_ledger_row *row,
		      const budget_raw raw, struct budget_place at, unsigned same)
{
	uint64_t hash = identity(part, row, raw, same);

	if (run->reading == BUDGET_READ_MARKED) {
		if ((dgpm_hash_mix(hash) & run->sample) == 0 && budget_seen_marked(run->seen, hash))
			note_marked(run, part, row, at);
		return;
	}
	/* The table is larger than the caches: its lines are fetched while other rows are read. */
	budget_seen_prefetch(run->seen, hash);
	part->waiting[part->n_waiting++] = hash;
	if (part->n_waiting == DGPM_COUNT(part->waiting))
		budget_settle(run, part);
}
