/* Amounts given twice: found by fingerprints in one reading, named by a second one. */
#include "budget/parts.h"
#include "base/list.h"
#include "base/i18n.h"

#define SAMPLE ((size_t)50000) /* keys given twice that are compared in full at a time */
#define MANY ((size_t)10 * LEDGERTABLE_MOST)

/* One hash for everything that makes two amounts the same one. */
static uint64_t identity(const struct ledgertable_part *part, const struct dgpm_ledger_row *row,
			 const ledgertable_raw raw)
{
	uint64_t h = dgpm_hash_mix((uint64_t)(uint16_t)row->fiscal_year << 16 | (uint64_t)row->expense << 8 |
				   row->stage);

	h = dgpm_hash_mix(h ^ part->texts[DGPM_TC_ORGANIZATION].names.hash[raw[DGPM_TC_ORGANIZATION]]);
	h = dgpm_hash_mix(h ^ dgpm_hash(row->project_id));
	h = dgpm_hash_mix(h ^ dgpm_hash(row->account));
	return dgpm_hash_mix(h ^ dgpm_hash(row->item));
}

void ledgertable_settle(struct ledgertable_run *run, struct ledgertable_part *part)
{
	for (unsigned i = 0; i < part->n_waiting; i++)
		part->n_duplicates += ledgertable_seen_add(run->seen, part->waiting[i], &part->fresh);
	part->n_waiting = 0;
}

/* All that makes an amount the same as another, to be compared in full. */
static void note_marked(struct ledgertable_run *run, struct ledgertable_part *part, const struct dgpm_ledger_row *row,
			struct ledgertable_place at)
{
	const struct ledgertable_query *q = run->q;
	struct ledgertable_query full = { .how = q->how, .organizations = q->organizations, .need = ~(uint32_t)0 };
	const struct ledgertable_group *g;
	ledgertable_raw raw;

	if (run->enough || !ledgertable_raw_of(raw, &full, part, row, at))
		return;
	g = ledgertable_groups_add(&part->rows, raw, row->amount_yen, at);
	if (run->few && g->rows == 2)
		run->enough = ++run->found == LEDGERTABLE_MOST;
}

void ledgertable_look(struct ledgertable_run *run, struct ledgertable_part *part, const struct dgpm_ledger_row *row,
		      const ledgertable_raw raw, struct ledgertable_place at)
{
	uint64_t hash = identity(part, row, raw);

	if (run->reading == LEDGERTABLE_READ_MARKED) {
		if ((dgpm_hash_mix(hash) & run->sample) == 0 && ledgertable_seen_marked(run->seen, hash))
			note_marked(run, part, row, at);
		return;
	}
	/* The table is larger than the caches: its lines are fetched while other rows are read. */
	ledgertable_seen_prefetch(run->seen, hash);
	part->waiting[part->n_waiting++] = hash;
	if (part->n_waiting == DGPM_COUNT(part->waiting))
		ledgertable_settle(run, part);
}

static int cmp_seconds(const void *pa, const void *pb)
{
	const struct ledgertable_group *a = *(const struct ledgertable_group *const *)pa;
	const struct ledgertable_group *b = *(const struct ledgertable_group *const *)pb;

	return ledgertable_before(a->second, b->second) ? -1 : ledgertable_before(b->second, a->second);
}

static void tell_duplicate(struct dgpm_diags *diags, const struct ledgertable_part *part,
			   const struct ledgertable_group *g)
{
	const struct dgpm_msg_info *info = dgpm_msg_info(DGPM_MSG_DUP_01);
	struct dgpm_arena *scratch = dgpm_arena_new(NULL, NULL);
	const char *item = ledgertable_text(part, DGPM_TC_ITEM, g->key[DGPM_TC_ITEM]);
	const char *value = dgpm_arena_printf(
		scratch, "%u, %s, %s, %s, %s, %s%s%s", g->key[DGPM_TC_FISCAL_YEAR],
		ledgertable_text(part, DGPM_TC_PROJECT, g->key[DGPM_TC_PROJECT]),
		ledgertable_text(part, DGPM_TC_ORGANIZATION, g->key[DGPM_TC_ORGANIZATION]),
		ledgertable_text(part, DGPM_TC_ACCOUNT, g->key[DGPM_TC_ACCOUNT]),
		dgpm_expense_name((enum dgpm_expense)g->key[DGPM_TC_EXPENSE]),
		dgpm_ledger_stage_name((enum dgpm_ledger_stage)g->key[DGPM_TC_STAGE]), *item != '\0' ? ", " : "", item);

	dgpm_diag_push(diags, &(struct dgpm_diag){
		.severity = info->severity,
		.rule = info->id,
		.project_id = ledgertable_text(part, DGPM_TC_PROJECT, g->key[DGPM_TC_PROJECT]),
		.at = ledgertable_loc(g->second),
		.message = g->rows == 2 ? dgpm_arena_printf(scratch, "%s: %s", _(info->text), value) :
			dgpm_arena_printf(scratch, _("%s: %s (%zu times)"), _(info->text), value, g->rows),
		.remedy = _(info->remedy),
		.also = ledgertable_loc(g->first),
		.also_message = _("the first one is here"),
		.value = value,
	});
	dgpm_arena_free(scratch);
}

/* The keys given twice, in the order of their second places; the number of rows given again. */
static size_t tell_duplicates(struct dgpm_diags *diags, struct dgpm_arena *arena, const struct ledgertable_part *part,
			      size_t found)
{
	const struct ledgertable_group **twice = dgpm_arena_array(arena, part->rows.n, sizeof *twice);
	size_t n = 0, rows = 0, told = 0;

	for (size_t i = 0; i < part->rows.n; i++) {
		const struct ledgertable_group *g = ledgertable_group_at(&part->rows, i);

		if (g->rows > 1)
			twice[n++] = g;
		rows += g->rows - 1;
	}
	if (n == 0)
		return 0;
	if (found > rows)
		rows = found;
	dgpm_sort(twice, n, sizeof *twice, cmp_seconds);
	n = n < LEDGERTABLE_MOST ? n : LEDGERTABLE_MOST;
	for (size_t i = 0; i < n; i++) {
		tell_duplicate(diags, part, twice[i]);
		told += twice[i]->rows - 1;
	}
	if (rows > told)
		dgpm_diag_addf(diags, DGPM_MSG_DUP_01, (struct dgpm_loc){ .path = twice[n - 1]->second.path }, NULL,
			       _("%zu more rows"), rows - told);
	return rows;
}

/* What the fingerprints found is read again and compared in full; the number of rows given again. */
static size_t name_duplicates(struct ledgertable_run *run, struct dgpm_arena *arena, struct dgpm_diags *diags,
			      struct dgpm_portfolio *p, size_t found)
{
	const struct ledgertable_query *q = run->q;
	struct ledgertable_run again = { .q = q, .seen = run->seen, .looks = true };
	struct dgpm_arena *scratch;
	struct dgpm_ledgers_stats stats;
	size_t rows, keys = ledgertable_seen_n_marked(run->seen);
	unsigned threads = q->how->threads;

	if (keys == 0)
		return 0;
	while (keys / (again.sample + 1) > SAMPLE)
		again.sample = again.sample << 1 | 1;
	/* More than anyone will read: the first are named, the others only counted, without reading to the end. */
	again.few = found > MANY || again.sample != 0;
	if (again.few)
		dgpm_portfolio_stop(p, &again.enough);
	scratch = dgpm_arena_like(arena);
	again.parts = dgpm_arena_array(scratch, threads, sizeof *again.parts);
	for (unsigned t = 0; t < threads; t++)
		ledgertable_part_open(&again.parts[t], t == 0 ? scratch : dgpm_arena_like(arena), q);
	/* What is wrong with the rows has been told. */
	ledgertable_read(&again, dgpm_diags_new(scratch), p, LEDGERTABLE_READ_MARKED, &stats);
	dgpm_portfolio_stop(p, NULL);
	for (unsigned t = 1; t < threads; t++) {
		ledgertable_part_join(q, &again.parts[0], &again.parts[t]);
		dgpm_arena_free(again.parts[t].arena);
	}
	rows = tell_duplicates(diags, scratch, &again.parts[0], again.few ? found : 0);
	dgpm_arena_free(scratch);
	return rows;
}

/*
 * Ledgers with more keys than the table of fingerprints takes are looked at part by part, one reading each: time
 * instead of memory.
 */
size_t ledgertable_find_duplicates(struct ledgertable_run *run, struct dgpm_arena *arena, struct dgpm_diags *diags,
			      struct dgpm_portfolio *p, size_t rows)
{
	size_t total = 0;
	struct dgpm_arena *scratch;
	struct dgpm_ledgers_stats stats;
	unsigned threads = run->q->how->threads;

	if (!atomic_load(&run->seen->full))
		return name_duplicates(run, arena, diags, p, run->parts[0].n_duplicates);
	scratch = dgpm_arena_like(arena);
	run->seen->parts = (uint32_t)(rows / (run->seen->room / 8 * 7) + 1);
	for (run->seen->part = 0; run->seen->part < run->seen->parts; run->seen->part++) {
		size_t found = 0;

		ledgertable_seen_clear(run->seen);
		for (unsigned t = 0; t < threads; t++)
			run->parts[t].n_duplicates = 0;
		ledgertable_read(run, dgpm_diags_new(scratch), p, LEDGERTABLE_READ_SEEN, &stats);
		dgpm_arena_reset(scratch);
		for (unsigned t = 0; t < threads; t++)
			found += run->parts[t].n_duplicates;
		total += name_duplicates(run, arena, diags, p, found);
	}
	dgpm_arena_free(scratch);
	return total;
}
