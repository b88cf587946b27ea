/* The budget and execution table: ledgers read by workers, each summing for itself, then put together. */
#include "ledgertable.h"
#include "i18n.h"

#include <stdlib.h>

#define SAMPLE ((size_t)50000) /* keys given twice that are compared in full at a time */
#define MANY ((size_t)10 * LEDGERTABLE_MOST)

/* What a reading is for. */
enum reading { READ_ALL, READ_SEEN, READ_MARKED };

struct run {
	const struct ledgertable_query *q;
	struct ledgertable_part *parts;
	const char *path;
	enum reading reading;
	struct ledgertable_seen *seen;
	bool looks;            /* for duplicates */
	uint64_t sample;       /* hashes with these bits are left out of the second reading */
	size_t found;          /* keys given twice; with `few` the reading ends when there are enough to tell */
	bool few, enough;
};

/* One hash for everything that makes two amounts the same one. */
static uint64_t identity(const struct ledgertable_part *part, const struct dgpm_ledger_row *row,
			 const ledgertable_raw raw)
{
	uint64_t h = names_mix((uint64_t)(uint16_t)row->fiscal_year << 16 | (uint64_t)row->expense << 8 | row->stage);

	h = names_mix(h ^ part->texts[DGPM_TC_ORGANIZATION].names.hash[raw[DGPM_TC_ORGANIZATION]]);
	h = names_mix(h ^ names_hash(row->project_id));
	h = names_mix(h ^ names_hash(row->account));
	return names_mix(h ^ names_hash(row->item));
}

static void settle(struct run *run, struct ledgertable_part *part)
{
	for (unsigned i = 0; i < part->n_waiting; i++)
		part->n_duplicates += ledgertable_seen_add(run->seen, part->waiting[i], &part->fresh);
	part->n_waiting = 0;
}

static void look(struct run *run, struct ledgertable_part *part, uint64_t hash)
{
	/* The table is larger than the caches: its lines are fetched while other rows are read. */
	ledgertable_seen_prefetch(run->seen, hash);
	part->waiting[part->n_waiting++] = hash;
	if (part->n_waiting == DGPM_COUNT(part->waiting))
		settle(run, part);
}

static void note_year(struct ledgertable_part *part, const struct dgpm_ledger_row *row)
{
	bool budget = row->stage == DGPM_LS_INITIAL || row->stage == DGPM_LS_SUPPLEMENTARY ||
		      row->stage == DGPM_LS_CARRYOVER_IN || row->stage == DGPM_LS_RESERVE;

	part->year_has[row->fiscal_year - DGPM_YEAR_MIN] |=
		(uint8_t)(budget | (row->stage == DGPM_LS_EXECUTED) << 1);
	if (part->first_year == 0 || row->fiscal_year < part->first_year)
		part->first_year = row->fiscal_year;
	if (row->fiscal_year > part->last_year)
		part->last_year = row->fiscal_year;
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
		uint32_t owner[] = { raw[DGPM_TC_PROJECT], raw[DGPM_TC_FISCAL_YEAR], raw[DGPM_TC_ORGANIZATION] };

		ledgertable_groups_add(&part->owners, owner, 0, at);
	}
	if (q->how->duplicates == DGPM_DUPLICATES_LAST)
		ledgertable_groups_add(&part->rows, raw, row->amount_yen, at);
	else
		ledgertable_groups_add(&part->groups, key, row->amount_yen, at);
}

/* All that makes an amount the same as another, to be compared in full. */
static void note_marked(struct run *run, struct ledgertable_part *part, const struct dgpm_ledger_row *row,
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

static void take_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct run *run = ctx;
	struct ledgertable_part *part = &run->parts[worker];
	struct ledgertable_place at = { run->path, row->line };
	uint32_t key[DGPM_N_TABLE_COLS + 1];
	ledgertable_raw raw;
	uint64_t hash;

	if (!ledgertable_raw_of(raw, run->q, part, row, at) || !ledgertable_key_of(key, run->q, part, raw))
		return;
	if (run->reading == READ_ALL)
		gather(run->q, part, key, raw, row, at);
	if (!run->looks)
		return;
	hash = identity(part, row, raw);
	if (run->reading != READ_MARKED)
		look(run, part, hash);
	else if ((names_mix(hash) & run->sample) == 0 && ledgertable_seen_marked(run->seen, hash))
		note_marked(run, part, row, at);
}

static void open_part(struct ledgertable_part *part, struct dgpm_arena *arena, const struct ledgertable_query *q)
{
	part->arena = arena;
	for (size_t c = 0; c < DGPM_N_ROW_COLS; c++)
		part->texts[c].names.arena = arena;
	ledgertable_groups_open(&part->groups, arena, q->n_key, false);
	ledgertable_groups_open(&part->owners, arena, 3, false);
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

static const enum dgpm_table_col owner_cols[] = { DGPM_TC_PROJECT, DGPM_TC_FISCAL_YEAR, DGPM_TC_ORGANIZATION };
static const enum dgpm_table_col row_cols[DGPM_N_ROW_COLS] = { DGPM_TC_FISCAL_YEAR,  DGPM_TC_PROJECT,
							       DGPM_TC_ORGANIZATION, DGPM_TC_ACCOUNT,
							       DGPM_TC_EXPENSE,      DGPM_TC_STAGE,
							       DGPM_TC_ITEM };

static void join_part(const struct ledgertable_query *q, struct ledgertable_part *into, struct ledgertable_part *from)
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
	into->n_duplicates += from->n_duplicates;
	if (into->first_year == 0 || (from->first_year != 0 && from->first_year < into->first_year))
		into->first_year = from->first_year;
	if (from->last_year > into->last_year)
		into->last_year = from->last_year;
	for (size_t i = 0; i < LEDGERTABLE_N_YEARS; i++)
		into->year_has[i] |= from->year_has[i];
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

static struct dgpm_loc loc_of(struct ledgertable_place at)
{
	return (struct dgpm_loc){ .path = at.path, .line = at.line, .column = 1 };
}

static int cmp_seconds(const void *pa, const void *pb)
{
	const struct ledgertable_group *a = *(const struct ledgertable_group *const *)pa;
	const struct ledgertable_group *b = *(const struct ledgertable_group *const *)pb;

	return ledgertable_before(a->second, b->second) ? -1 : ledgertable_before(b->second, a->second);
}

static const char *text_of(const struct ledgertable_part *part, enum dgpm_table_col col, uint32_t number)
{
	return number != LEDGERTABLE_NONE ? part->texts[col].names.s[number].s : "";
}

static void tell_duplicate(struct dgpm_diags *diags, const struct ledgertable_part *part,
			   const struct ledgertable_group *g)
{
	const struct dgpm_msg_info *info = dgpm_msg_info(DGPM_MSG_DUP_01);
	struct dgpm_arena *scratch = dgpm_arena_new(NULL, NULL);
	const char *item = text_of(part, DGPM_TC_ITEM, g->key[DGPM_TC_ITEM]);
	const char *value = dgpm_arena_printf(
		scratch, "%u, %s, %s, %s, %s, %s%s%s", g->key[DGPM_TC_FISCAL_YEAR],
		text_of(part, DGPM_TC_PROJECT, g->key[DGPM_TC_PROJECT]),
		text_of(part, DGPM_TC_ORGANIZATION, g->key[DGPM_TC_ORGANIZATION]),
		text_of(part, DGPM_TC_ACCOUNT, g->key[DGPM_TC_ACCOUNT]),
		dgpm_expense_name((enum dgpm_expense)g->key[DGPM_TC_EXPENSE]),
		dgpm_ledger_stage_name((enum dgpm_ledger_stage)g->key[DGPM_TC_STAGE]), *item != '\0' ? ", " : "", item);

	dgpm_diag_push(diags, &(struct dgpm_diag){
		.severity = info->severity,
		.rule = info->id,
		.project_id = text_of(part, DGPM_TC_PROJECT, g->key[DGPM_TC_PROJECT]),
		.at = loc_of(g->second),
		.message = g->rows == 2 ? dgpm_arena_printf(scratch, "%s: %s", _(info->text), value) :
			dgpm_arena_printf(scratch, _("%s: %s (%zu times)"), _(info->text), value, g->rows),
		.remedy = _(info->remedy),
		.also = loc_of(g->first),
		.also_message = _("the first one is here"),
		.value = value,
	});
	dgpm_arena_free(scratch);
}

static void read_ledgers(struct run *run, struct dgpm_diags *diags, struct dgpm_portfolio *p, enum reading reading,
			 struct dgpm_ledgers_stats *stats)
{
	unsigned threads = run->few ? 1 : run->q->how->threads;

	run->reading = reading;
	dgpm_portfolio_ledgers(p, diags, threads, take_row, run, &run->path, stats);
	for (unsigned t = 0; run->looks && t < threads; t++) {
		settle(run, &run->parts[t]);
		atomic_fetch_add(&run->seen->n, run->parts[t].fresh);
		run->parts[t].fresh = 0;
	}
	if (run->looks && atomic_load(&run->seen->n) > run->seen->room)
		atomic_store(&run->seen->full, true);
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
	qsort(twice, n, sizeof *twice, cmp_seconds);
	n = n < LEDGERTABLE_MOST ? n : LEDGERTABLE_MOST;
	for (size_t i = 0; i < n; i++) {
		tell_duplicate(diags, part, twice[i]);
		told += twice[i]->rows - 1;
	}
	if (rows > told)
		dgpm_diag_addf(diags, DGPM_MSG_DUP_01, (struct dgpm_loc){ .path = twice[n - 1]->second.path },
			       _("%zu more rows"), rows - told);
	return rows;
}

/* What the fingerprints found is read again and compared in full; the number of rows given again. */
static size_t name_duplicates(struct run *run, struct dgpm_arena *arena, struct dgpm_diags *diags,
			      struct dgpm_portfolio *p, size_t found)
{
	const struct ledgertable_query *q = run->q;
	struct run again = { .q = q, .seen = run->seen, .looks = true };
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
		open_part(&again.parts[t], t == 0 ? scratch : dgpm_arena_like(arena), q);
	/* What is wrong with the rows has been told. */
	read_ledgers(&again, dgpm_diags_new(scratch), p, READ_MARKED, &stats);
	dgpm_portfolio_stop(p, NULL);
	for (unsigned t = 1; t < threads; t++) {
		join_part(q, &again.parts[0], &again.parts[t]);
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
static size_t find_duplicates(struct run *run, struct dgpm_arena *arena, struct dgpm_diags *diags,
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
		read_ledgers(run, dgpm_diags_new(scratch), p, READ_SEEN, &stats);
		dgpm_arena_reset(scratch);
		for (unsigned t = 0; t < threads; t++)
			found += run->parts[t].n_duplicates;
		total += name_duplicates(run, arena, diags, p, found);
	}
	dgpm_arena_free(scratch);
	return total;
}

static void tell_negative(struct dgpm_diags *diags, const struct ledgertable_part *part)
{
	for (size_t i = 0; i < part->n_negative && i < LEDGERTABLE_MOST; i++)
		dgpm_diag_add(diags, DGPM_MSG_LED_03, loc_of(part->negative[i]), NULL);
	if (part->n_negative > LEDGERTABLE_MOST)
		dgpm_diag_addf(diags, DGPM_MSG_LED_03,
			       (struct dgpm_loc){ .path = part->negative[LEDGERTABLE_MOST - 1].path },
			       _("%zu more rows"), part->n_negative - LEDGERTABLE_MOST);
}

static int cmp_owners(const void *pa, const void *pb)
{
	const struct ledgertable_group *a = *(const struct ledgertable_group *const *)pa;
	const struct ledgertable_group *b = *(const struct ledgertable_group *const *)pb;

	for (size_t k = 0; k < 2; k++)
		if (a->key[k] != b->key[k])
			return a->key[k] < b->key[k] ? -1 : 1;
	return ledgertable_before(a->first, b->first) ? -1 : ledgertable_before(b->first, a->first);
}

/* A project whose budget stands under two organizations in one year: told once a project and year. */
static void tell_owners(struct dgpm_diags *diags, const struct ledgertable_part *part, struct dgpm_arena *arena)
{
	const struct ledgertable_groups *g = &part->owners;
	const struct ledgertable_group **all = dgpm_arena_array(arena, g->n, sizeof *all);

	for (size_t i = 0; i < g->n; i++)
		all[i] = ledgertable_group_at(g, i);
	if (g->n != 0)
		qsort(all, g->n, sizeof *all, cmp_owners);
	for (size_t i = 1; i < g->n; i++) {
		const struct ledgertable_group *a = all[i - 1], *b = all[i];
		const char *text;

		if (a->key[0] != b->key[0] || a->key[1] != b->key[1])
			continue;
		text = dgpm_arena_printf(arena, "%s, %u: %s, %s", text_of(part, DGPM_TC_PROJECT, a->key[0]), a->key[1],
					 text_of(part, DGPM_TC_ORGANIZATION, a->key[2]),
					 text_of(part, DGPM_TC_ORGANIZATION, b->key[2]));
		dgpm_diag_add2(diags, DGPM_MSG_LED_02, loc_of(b->first), text, loc_of(a->first),
			       _("the other organization stands here"));
	}
}

static void tell_cardless(struct dgpm_diags *diags, const struct ledgertable_query *q,
			  const struct ledgertable_part *part)
{
	const struct ledgertable_texts *t = &part->texts[DGPM_TC_PROJECT];

	if (q->cards == NULL || t->known == 0)
		return;
	if (q->cards->ids.n == 0) {
		dgpm_diag_addf(diags, DGPM_MSG_LED_01, loc_of(t->first[0]), "%s", _("no card was read"));
		return;
	}
	for (size_t i = 0; i < t->known; i++)
		if (t->card[i] == LEDGERTABLE_NONE)
			dgpm_diag_add(diags, DGPM_MSG_LED_01, loc_of(t->first[i]), t->names.s[i].s);
}

/* An upper bound of the rows, for the size of the table of fingerprints: no row is shorter than this. */
#define SHORTEST_ROW 37

static void sum_up(struct dgpm_table *out, struct run *run, struct dgpm_arena *arena, struct dgpm_diags *diags,
		   struct dgpm_portfolio *p)
{
	const struct ledgertable_query *q = run->q;
	struct ledgertable_part *all = &run->parts[0];

	read_ledgers(run, diags, p, READ_ALL, &out->ledgers);
	for (unsigned t = 1; t < q->how->threads; t++)
		join_part(q, all, &run->parts[t]);
	dgpm_portfolio_check_empty(p, diags, &(struct dgpm_cards_stats){ 0 }, &out->ledgers);
	if (run->looks)
		out->n_duplicates = find_duplicates(run, arena, diags, p, out->ledgers.rows_read);
	if (q->how->duplicates == DGPM_DUPLICATES_LAST)
		sum_last(q, all);
	tell_negative(diags, all);
	tell_owners(diags, all, arena);
	tell_cardless(diags, q, all);
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
	struct run run = { .q = &q, .seen = &seen };
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
	if (run.looks && !ledgertable_seen_open(&seen, (size_t)(dgpm_portfolio_bytes(p, DGPM_FILE_CSV) / SHORTEST_ROW))) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ 0 }, "%s", _("out of memory"));
		return -1;
	}
	run.parts = dgpm_arena_array(arena, how.threads, sizeof *run.parts);
	for (unsigned t = 0; t < how.threads; t++)
		open_part(&run.parts[t], t == 0 ? arena : dgpm_arena_like(arena), &q);
	sum_up(out, &run, arena, diags, p);
	for (unsigned t = 1; t < how.threads; t++)
		dgpm_arena_free(run.parts[t].arena);
	if (run.looks)
		ledgertable_seen_close(&seen);
	return 0;
}
