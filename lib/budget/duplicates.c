/* Amounts given twice: found by fingerprints in one reading, named by a second one. */
#include "budget/parts.h"
#include "base/list.h"
#include "base/i18n.h"

#define SAMPLE ((size_t)50000) /* keys given twice that are compared in full at a time */
#define MANY ((size_t)10 * BUDGET_MOST)

/* A key given twice, and where it is met again. */
struct twice {
	const struct budget_group *group;
	struct budget_place second;
};

static int cmp_twice(const void *pa, const void *pb)
{
	const struct twice *a = pa, *b = pb;

	return budget_before(a->second, b->second) ? -1 : budget_before(b->second, a->second);
}

static void tell_duplicate(struct dgpm_diags *diags, struct dgpm_arena *scratch, const struct budget_part *part,
			   const struct twice *twice)
{
	const struct budget_group *g = twice->group;
	const struct dgpm_msg_info *info = dgpm_msg_info(DGPM_MSG_DUP_01);
	const char *item = budget_text(part, DGPM_TC_ITEM, g->key[DGPM_TC_ITEM]);
	const char *value = dgpm_arena_printf(
		scratch, "%u, %s, %s, %s, %s, %s%s%s", g->key[DGPM_TC_FISCAL_YEAR],
		budget_text(part, DGPM_TC_PROJECT, g->key[DGPM_TC_PROJECT]),
		budget_text(part, DGPM_TC_ORGANIZATION, g->key[DGPM_TC_ORGANIZATION]),
		budget_text(part, DGPM_TC_ACCOUNT, g->key[DGPM_TC_ACCOUNT]),
		dgpm_expense_name((enum dgpm_expense)g->key[DGPM_TC_EXPENSE]),
		dgpm_ledger_stage_name((enum dgpm_ledger_stage)g->key[DGPM_TC_STAGE]), *item != '\0' ? ", " : "", item);

	dgpm_diag_push(diags, &(struct dgpm_diag){
		.severity = info->severity,
		.rule = info->id,
		.project_id = budget_text(part, DGPM_TC_PROJECT, g->key[DGPM_TC_PROJECT]),
		.at = budget_loc(twice->second),
		.message = g->rows == 2 ? dgpm_arena_printf(scratch, "%s: %s", _(info->text), value) :
			dgpm_arena_printf(scratch, _("%s: %s (%zu times)"), _(info->text), value,
				(size_t)g->rows),
		.remedy = _(info->remedy),
		.also = budget_loc(budget_first(g)),
		.also_message = _("the first one is here"),
		.value = value,
	});
}

/* The keys given twice, in the order of their second places; the number of rows given again. */
static size_t tell_duplicates(struct dgpm_diags *diags, struct dgpm_arena *arena, const struct budget_part *part,
			      size_t found)
{
	struct twice *twice = dgpm_arena_array(arena, part->rows.n, sizeof *twice);
	size_t n = 0, rows = 0, told = 0;

	for (size_t i = 0; i < part->rows.n; i++) {
		const struct budget_group *g = budget_group_at(&part->rows, i);

		if (g->rows > 1)
			twice[n++] = (struct twice){ g, *budget_second(&part->rows, g) };
		rows += g->rows - 1;
	}
	if (n == 0)
		return 0;
	if (found > rows)
		rows = found;
	dgpm_sort(twice, n, sizeof *twice, cmp_twice);
	n = n < BUDGET_MOST ? n : BUDGET_MOST;
	for (size_t i = 0; i < n; i++) {
		tell_duplicate(diags, arena, part, &twice[i]);
		told += twice[i].group->rows - 1;
	}
	if (rows > told)
		dgpm_diag_addf(diags, DGPM_MSG_DUP_01, (struct dgpm_loc){ .path = twice[n - 1].second.path }, NULL,
			       _("%zu more rows"), rows - told);
	return rows;
}

/* What the fingerprints found is read again and compared in full; the number of rows given again. */
static size_t name_duplicates(struct budget_run *run, struct dgpm_arena *arena, struct dgpm_diags *diags,
			      struct dgpm_portfolio *p, size_t found)
{
	const struct budget_query *q = run->q;
	struct budget_run again = { .q = q, .seen = run->seen, .looks = true };
	struct dgpm_arena *scratch;
	struct dgpm_ledgers_stats stats;
	size_t rows, keys = budget_seen_n_marked(run->seen);
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
		budget_part_open(&again.parts[t], t == 0 ? scratch : dgpm_arena_like(arena), q);
	/* What is wrong with the rows has been told. */
	budget_read(&again, dgpm_diags_new(scratch), p, BUDGET_READ_MARKED, &stats);
	dgpm_portfolio_stop(p, NULL);
	for (unsigned t = 1; t < threads; t++) {
		budget_part_join(q, &again.parts[0], &again.parts[t]);
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
size_t budget_find_duplicates(struct budget_run *run, struct dgpm_arena *arena, struct dgpm_diags *diags,
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

		budget_seen_clear(run->seen);
		for (unsigned t = 0; t < threads; t++)
			run->parts[t].n_duplicates = 0;
		budget_read(run, dgpm_diags_new(scratch), p, BUDGET_READ_SEEN, &stats);
		dgpm_arena_reset(scratch);
		for (unsigned t = 0; t < threads; t++)
			found += run->parts[t].n_duplicates;
		total += name_duplicates(run, arena, diags, p, found);
	}
	dgpm_arena_free(scratch);
	return total;
}
