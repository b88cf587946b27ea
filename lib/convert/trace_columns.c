/* Which column of a CSV line a figure stands in: a ledger's source has the line alone. */
#include "convert/trace.h"
#include "ledger/ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ITEM 7 /* of the ledger's header */

bool trace_parse_cell(struct where *w, const char *s)
{
	w->row = w->column = 0;
	for (; *s >= 'A' && *s <= 'Z' && w->column < 100000; s++)
		w->column = w->column * 26 + (uint32_t)(*s - 'A') + 1;
	if (*s == '\0')
		return false;
	for (; *s >= '0' && *s <= '9' && w->row < 100000000; s++)
		w->row = w->row * 10 + (uint32_t)(*s - '0');
	return *s == '\0' && w->row != 0;
}

struct matching {
	const struct dgpm_traced *items;
	struct where *w;
	size_t n;
	struct dgpm_arena *arena;
};

/* In the order of the ledger's header. */
static bool is_row(const struct dgpm_traced *item, const struct dgpm_ledger_row *row)
{
	char year[DGPM_INT_BUF];
	const struct dgpm_str texts[] = {
		dgpm_str_of(dgpm_int_format(year, row->fiscal_year, 0)),
		row->project_id,
		row->organization,
		row->account,
		dgpm_str_of(dgpm_expense_name((enum dgpm_expense)row->expense)),
		dgpm_str_of(dgpm_ledger_stage_name((enum dgpm_ledger_stage)row->stage)),
	};

	if (item->cells == NULL || item->amount_yen != row->amount_yen)
		return false;
	for (size_t i = 0; i < DGPM_COUNT(texts); i++)
		if (!dgpm_str_is(texts[i], item->cells[i] != NULL ? item->cells[i] : ""))
			return false;
	return dgpm_str_is(row->item, item->cells[ITEM] != NULL ? item->cells[ITEM] : "");
}

static int cmp_row(const void *key, const void *item)
{
	uint32_t a = *(const uint32_t *)key, b = ((const struct where *)item)->row;

	return (a > b) - (a < b);
}

/* Figures that are the same in everything, of one line, are told apart by their order. */
static void take_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct matching *m = ctx;
	struct where at = { 0 }, *w;
	const char *place = memrchr(row->source.s, '!', row->source.n);

	(void)worker;
	if (place == NULL ||
	    !trace_parse_cell(&at, dgpm_arena_strndup(m->arena, place + 1,
						      (size_t)(row->source.s + row->source.n - place - 1))))
		return;
	w = bsearch(&at.row, m->w, m->n, sizeof *w, cmp_row);
	while (w != NULL && w > m->w && w[-1].row == at.row)
		w--;
	for (; w != NULL && w < m->w + m->n && w->row == at.row; w++)
		if (w->column == 0 && is_row(&m->items[w->item], row)) {
			w->column = at.column;
			return;
		}
}

void trace_columns(const struct dgpm_traced *items, struct where *w, size_t n, struct dgpm_arena *arena,
		   const char *path, const struct dgpm_convert_how *how)
{
	struct dgpm_arena *own = dgpm_arena_like(arena);
	/* What is wrong with the file was told when it was converted. */
	struct dgpm_diags *ignored = dgpm_diags_new(own);
	struct matching m = { items, w, n, own };
	struct dgpm_ledger_how read = { .row = take_row, .ctx = &m, .threads = 1 };
	struct dgpm_convert_how again = *how;
	struct dgpm_ledger_stats stats = { 0 };
	struct dgpm_converted done = { 0 };
	struct dgpm_out *out;
	FILE *ledger = tmpfile();

	again.with_columns = true;
	if (ledger != NULL && dgpm_out_open(&out, own, ignored, NULL, ledger) == 0) {
		dgpm_convert(&done, own, ignored, out, &path, 1, &again);
		if (dgpm_out_close(out, ignored) == 0 && fseek(ledger, 0, SEEK_SET) == 0)
			(void)!dgpm_ledger_read(&stats, NULL, own, ignored, path, fileno(ledger), &read);
		dgpm_converted_close(&done);
	}
	if (ledger != NULL)
		fclose(ledger);
	dgpm_arena_free(own);
}
