/* One reading of the ledgers for all figures that are sums of rows. */
#include "base/i18n.h"
#include "ledger/ledger.h"
#include "portfolio/select.h"
#include "rules/facts.h"
#include "trace/parts.h"

struct reading {
	struct trace_run *run;
	struct dgpm_table_filters *filters;
	size_t row; /* number + 1 of the row at hand; 0: nobody has asked for it yet */
};

static const char *copy(struct dgpm_arena *arena, struct dgpm_str text)
{
	return text.n != 0 ? dgpm_arena_strndup(arena, text.s, text.n) : NULL;
}

/* The row as it stands in the ledger, in the order of its header. */
static size_t keep_row(struct reading *r, const struct dgpm_ledger_row *row)
{
	struct trace_run *run = r->run;
	struct dgpm_arena *a = run->arena;
	const char **cells;

	if (r->row != 0)
		return r->row;
	cells = dgpm_arena_array(a, DGPM_TRACE_CELLS, sizeof *cells);
	cells[0] = dgpm_arena_printf(a, "%d", row->fiscal_year);
	cells[1] = copy(a, row->project_id);
	cells[2] = copy(a, row->organization);
	cells[3] = copy(a, row->account);
	cells[4] = dgpm_expense_name((enum dgpm_expense)row->expense);
	cells[5] = dgpm_ledger_stage_name((enum dgpm_ledger_stage)row->stage);
	cells[6] = dgpm_arena_printf(a, "%lld", (long long)row->amount_yen);
	cells[7] = copy(a, row->item);
	cells[8] = copy(a, row->source);
	cells[9] = copy(a, row->note);
	*DGPM_PUSH(a, run->out->rows, run->out->n_rows, run->cap_rows) =
		(struct dgpm_traced){ .ledger = row->path,
				      .line = row->line,
				      .amount_yen = row->amount_yen,
				      .cells = cells,
				      .source = cells[8] };
	return r->row = run->out->n_rows;
}

static int cmp_member(const void *key, const void *item)
{
	const struct dgpm_str *id = key;

	return dgpm_str_cmp(*id, dgpm_str_of(((const struct trace_member *)item)->id));
}

static bool is_wanted(struct reading *r, const struct trace_want *w, const struct dgpm_ledger_row *row)
{
	const struct trace_member *m;

	if (w->table != 0)
		return dgpm_table_filters_take(r->filters, w->table - 1, row);
	if (w->path != NULL)
		return row->line == w->line && strcmp(row->path, w->path) == 0;
	if (row->fiscal_year != w->fiscal_year || (w->expenses >> row->expense & 1) == 0 ||
	    (w->account != NULL && !dgpm_str_is(row->account, w->account)) || w->n_members == 0)
		return false;
	if (w->by_agency &&
	    !dgpm_facts_by_agency(dgpm_portfolio_organizations(r->run->p), row->fiscal_year, row->organization))
		return false;
	m = bsearch(&row->project_id, w->members, w->n_members, sizeof *w->members, cmp_member);
	return m != NULL && (m->stages >> row->stage & 1) != 0;
}

static void note_project(struct trace_run *run, struct trace_want *w, const struct dgpm_ledger_row *row)
{
	uint32_t n = names_number(&w->projects, row->project_id);

	if (n == w->n_totals)
		*DGPM_PUSH(run->arena, w->totals, w->n_totals, w->cap_totals) = 0;
	w->totals[n] += row->amount_yen;
}

static void note_year(struct trace_want *w, const struct dgpm_ledger_row *row)
{
	if (!dgpm_ledger_stage_is_available(row->stage) && row->stage != DGPM_LS_EXECUTED)
		return;
	if (w->from_year == 0 || row->fiscal_year < w->from_year)
		w->from_year = row->fiscal_year;
	if (row->fiscal_year > w->to_year)
		w->to_year = row->fiscal_year;
}

static void take_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct reading *r = ctx;
	struct trace_run *run = r->run;

	(void)worker;
	if (dgpm_portfolio_is_narrowed(run->p) && !dgpm_portfolio_is_selected(run->p, row->project_id))
		return;
	r->row = 0;
	for (size_t i = 0; i < run->n_wants; i++) {
		struct trace_want *w = &run->wants[i];
		struct dgpm_operand *o;

		if (!is_wanted(r, w, row))
			continue;
		w->sum[row->stage] += row->amount_yen;
		w->has[row->stage] = true;
		note_year(w, row);
		if ((w->keep >> row->stage & 1) == 0)
			continue;
		if (w->counts) {
			note_project(run, w, row);
			continue;
		}
		o = trace_operand(run, w->answer, dgpm_ledger_stage_name((enum dgpm_ledger_stage)row->stage),
				  dgpm_address_row(run->arena, row->path, row->line), trace_yen(true, row->amount_yen));
		o->row = keep_row(r, row);
	}
}

static void look_at(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct reading *r = ctx;

	(void)worker;
	if (!dgpm_portfolio_is_narrowed(r->run->p) || dgpm_portfolio_is_selected(r->run->p, row->project_id))
		dgpm_table_filters_look(r->filters, row);
}

int trace_rows(struct trace_run *run)
{
	struct reading r = { .run = run };

	if (run->n_wants == 0)
		return 0;
	r.filters =
		dgpm_table_filters_new(run->arena, run->diags, run->p, run->tables, run->n_tables, run->how->threads);
	if (r.filters == NULL)
		return -1;
	if (dgpm_table_filters_last(r.filters)) {
		struct dgpm_ledgers_stats stats;

		dgpm_portfolio_ledgers(run->p, run->diags, 1, look_at, &r, &stats);
	}
	/* One thread: all rows go to one list. */
	dgpm_portfolio_ledgers(run->p, run->diags, 1, take_row, &r, &run->out->ledgers);
	for (size_t i = 0; i < run->n_wants; i++)
		if (run->wants[i].finish != NULL)
			run->wants[i].finish(run, &run->wants[i]);
	return 0;
}
