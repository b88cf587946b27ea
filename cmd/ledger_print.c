/* The tables of dgpm ledger. */
#include "ledger.h"

/* Whether the figures of rows, each rounded, add up to the rounded figures of their sum. */
static void note_column_rounding(struct ledger_sheet *s, const struct dgpm_figures *sum, size_t from, size_t n)
{
	for (enum dgpm_figure f = 0; f < DGPM_N_TABLE_FIGURES; f++) {
		int64_t added = 0;

		if (f == DGPM_FIG_EXECUTION_RATE || !sum->has[f])
			continue;
		for (size_t i = from; i < from + n; i++)
			if (s->t->rows[i].figures.has[f])
				added += dgpm_yen_round(s->t->rows[i].figures.value[f], s->how->unit);
		s->misses |= added != dgpm_yen_round(sum->value[f], s->how->unit);
	}
}

static int64_t *shares_of(const struct ledger_sheet *s, size_t from, size_t n)
{
	int64_t *share = dgpm_arena_array(s->arena, n, sizeof *share);
	dgpm_yen *part = dgpm_arena_array(s->arena, n, sizeof *part);

	for (size_t i = 0; i < n; i++)
		part[i] = s->t->rows[from + i].figures.value[DGPM_FIG_TOTAL];
	return dgpm_shares(share, part, n, 1000, s->arena) ? share : NULL;
}

/* In front of which figure the share stands: for programs its place is older than that of the last columns. */
static size_t share_place(const struct ledger_sheet *s)
{
	if (!s->r->o->share)
		return SIZE_MAX;
	return s->text ? DGPM_N_TABLE_FIGURES : DGPM_N_FIRST_FIGURES;
}

static void put_share(struct dgpm_grid *g, const int64_t *share)
{
	if (share != NULL)
		dgpm_grid_int(g, *share * 10);
	else
		dgpm_grid_none(g);
}

static void put_line(struct ledger_sheet *s, struct dgpm_grid *g, enum ledger_level level, size_t row,
		     const struct dgpm_figures *f, const int64_t *share)
{
	ledger_put_front(s, g, level, row);
	for (size_t i = 0; i < DGPM_N_TABLE_FIGURES; i++) {
		if (i == share_place(s))
			put_share(g, share);
		ledger_put_figure(g, f, ledger_figure_at(s, i));
	}
	if (share_place(s) == DGPM_N_TABLE_FIGURES)
		put_share(g, share);
}

/* One line a row of the table, with the figures as columns. */
static void fill_table(struct ledger_sheet *s, struct dgpm_grid *g)
{
	static const int64_t whole = 1000;
	const struct dgpm_table *t = s->t;
	bool by_year = s->n_group > 1 && t->by[0] == DGPM_TC_FISCAL_YEAR;
	int64_t *share = NULL;
	struct dgpm_figures sum;

	if (s->r->o->share && !by_year)
		share = shares_of(s, 0, t->n);
	for (size_t from = 0, end; from < t->n; from = end) {
		int64_t *own = share != NULL ? share + from : NULL;

		end = s->n_group != 0 ? ledger_block_end(t, from) : t->n;
		if (s->r->o->share && by_year)
			own = shares_of(s, from, end - from);
		for (size_t i = from; i < end; i++) {
			put_line(s, g, LEDGER_GROUP, i, &t->rows[i].figures, own != NULL ? &own[i - from] : NULL);
			ledger_note_rounding(s, &t->rows[i].figures, ledger_row_label(s, i));
		}
		if (!s->subtotals || end - from == 1)
			continue;
		dgpm_table_add(&sum, t, from, end - from, NULL);
		ledger_tell_overflow(s, &sum);
		note_column_rounding(s, &sum, from, end - from);
		put_line(s, g, LEDGER_SUBTOTAL, from, &sum, by_year && own != NULL ? &whole : NULL);
	}
	if (s->total && t->n > 1) {
		dgpm_table_add(&sum, t, 0, t->n, NULL);
		ledger_tell_overflow(s, &sum);
		note_column_rounding(s, &sum, 0, t->n);
		ledger_note_rounding(s, &sum, _("total"));
		put_line(s, g, LEDGER_TOTAL, 0, &sum, share != NULL ? &whole : NULL);
	}
}

static struct dgpm_col figure_col(const struct ledger_sheet *s, enum dgpm_figure f)
{
	bool rate = f == DGPM_FIG_EXECUTION_RATE;

	for (size_t i = 0; i < s->t->n; i++)
		s->filled[f] |= s->t->rows[i].figures.has[f] || s->t->rows[i].figures.overflow[f];
	/* The three that make the table are always there. */
	if (f == DGPM_FIG_INITIAL || f == DGPM_FIG_TOTAL || f == DGPM_FIG_EXECUTED)
		s->filled[f] = true;
	return (struct dgpm_col){
		rate ? dgpm_figure_name(f) : dgpm_arena_printf(s->arena, "%s_yen", dgpm_figure_name(f)),
		s->filled[f] ? ledger_figure_title(s, f) : NULL, rate ? DGPM_COL_RATE : DGPM_COL_YEN
	};
}

static void print_table(struct ledger_sheet *s, struct dgpm_out *out)
{
	struct dgpm_col cols[DGPM_N_TABLE_COLS + DGPM_N_FIGURES + 2];
	struct dgpm_col share = { "share", N_("share"), DGPM_COL_RATE };
	size_t n = ledger_front_cols(s, cols);
	struct dgpm_grid *g;

	for (size_t i = 0; i < DGPM_N_TABLE_FIGURES; i++) {
		if (i == share_place(s))
			cols[n++] = share;
		cols[n++] = figure_col(s, ledger_figure_at(s, i));
	}
	if (share_place(s) == DGPM_N_TABLE_FIGURES)
		cols[n++] = share;
	g = dgpm_grid_new(s->arena, cols, n);
	fill_table(s, g);
	dgpm_grid_print(g, out, s->how);
}

/* With `stage` in --by: one amount a row. */
static void print_amounts(struct ledger_sheet *s, struct dgpm_out *out)
{
	struct dgpm_col cols[DGPM_N_TABLE_COLS + 2];
	size_t n = ledger_front_cols(s, cols), stage = 0;
	struct dgpm_grid *g;

	while (s->t->by[stage] != DGPM_TC_STAGE)
		stage++;
	cols[n++] = (struct dgpm_col){ "amount_yen", N_("amount"), DGPM_COL_YEN };
	g = dgpm_grid_new(s->arena, cols, n);
	for (size_t i = 0; i < s->t->n; i++) {
		ledger_put_front(s, g, LEDGER_GROUP, i);
		ledger_put_figure(g, &s->t->rows[i].figures,
			   dgpm_figure_of_stage((enum dgpm_ledger_stage)s->t->rows[i].ranks[stage]));
	}
	dgpm_grid_print(g, out, s->how);
}

/*
 * --long: a ledger again.
 */

static void print_long(const struct ledger_sheet *s, struct dgpm_out *out)
{
	static const enum dgpm_table_col order[] = { DGPM_TC_FISCAL_YEAR, DGPM_TC_PROJECT, DGPM_TC_ORGANIZATION,
						     DGPM_TC_ACCOUNT,     DGPM_TC_EXPENSE, DGPM_TC_STAGE,
						     DGPM_N_TABLE_COLS,   DGPM_TC_ITEM };
	struct dgpm_print how = *s->how;
	struct dgpm_col cols[DGPM_COUNT(order)];
	size_t at[DGPM_COUNT(order)], n = 0;
	struct dgpm_grid *g;

	for (size_t i = 0; i < DGPM_COUNT(order); i++) {
		size_t c = 0;

		while (c < s->t->n_by && s->t->by[c] != order[i])
			c++;
		if (c == s->t->n_by && order[i] != DGPM_N_TABLE_COLS)
			continue;
		at[n] = c;
		cols[n++] = order[i] == DGPM_N_TABLE_COLS ? (struct dgpm_col){ "amount_yen", NULL, DGPM_COL_YEN } :
			    (struct dgpm_col){ dgpm_table_col_name(order[i]), NULL,
					       order[i] == DGPM_TC_FISCAL_YEAR ? DGPM_COL_INT : DGPM_COL_TEXT };
	}
	g = dgpm_grid_new(s->arena, cols, n);
	for (size_t i = 0; i < s->t->n; i++) {
		const struct dgpm_table_row *row = &s->t->rows[i];
		enum dgpm_figure f = dgpm_figure_of_stage((enum dgpm_ledger_stage)row->ranks[at[5]]);

		/* A sum that does not fit is told, and no ledger can hold it. */
		if (!row->figures.has[f])
			continue;
		for (size_t c = 0; c < n; c++)
			if (at[c] == s->t->n_by)
				ledger_put_figure(g, &row->figures, f);
			else
				ledger_put_value(s, g, s->t->by[at[c]], row->values[at[c]]);
	}
	if (how.format == DGPM_FORMAT_TEXT)
		how.format = DGPM_FORMAT_CSV;
	dgpm_grid_print(g, out, &how);
}

void ledger_print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct ledger_report *r = ctx;
	struct ledger_sheet s = {
		.r = r,
		.t = &r->table,
		.codes = dgpm_data_codes(r->env->data, r->env->diags),
		.arena = r->env->arena,
		.how = how,
		.text = how->format == DGPM_FORMAT_TEXT && !r->o->is_long,
		.n_group = r->table.n_by - r->o->has_across,
		.filled = dgpm_arena_array(r->env->arena, DGPM_N_FIGURES, sizeof *s.filled),
	};
	struct ledger_across x = { 0 };
	bool amounts = false, one_year = s.t->first_year == s.t->last_year, across_years;

	for (size_t c = 0; c < s.n_group; c++)
		amounts |= s.t->by[c] == DGPM_TC_STAGE;
	across_years = r->o->has_across && r->o->across == DGPM_TC_FISCAL_YEAR;
	s.subtotals = (s.text || r->o->totals) && !amounts && s.n_group > 1 &&
		      (one_year || across_years || r->o->totals || !ledger_has_year(&s, 1));
	s.total = (s.text || r->o->totals) && !amounts && s.n_group > 0 &&
		  (one_year || across_years || r->o->totals || !ledger_has_year(&s, 0));
	if (s.text && s.t->n == 0)
		return;
	if (r->o->is_long)
		print_long(&s, out);
	else if (r->o->has_across)
		ledger_print_across(&s, out, &x);
	else if (amounts)
		print_amounts(&s, out);
	else
		print_table(&s, out);
	if (s.text)
		ledger_print_foot(&s, out, amounts, r->o->has_across ? &x : NULL);
}

const char *ledger_counts(const struct ledger_report *r)
{
	const struct dgpm_ledgers_stats *l = &r->table.ledgers;
	struct dgpm_arena *a = r->env->arena;
	const char *text;

	if (r->table.cards.n_read + r->table.cards.n_left_out != 0)
		return cmd_counts(a, &r->table.cards, l);
	text = dgpm_arena_printf(a, P_("%zu ledger", "%zu ledgers", l->n_ledgers), l->n_ledgers);
	text = dgpm_arena_printf(a, P_("%s (%zu row)", "%s (%zu rows)", l->rows_read), text, l->rows_read);
	if (l->rows_left_out != 0)
		text = dgpm_arena_printf(a, P_("%s (%zu row left out)", "%s (%zu rows left out)", l->rows_left_out),
					 text, l->rows_left_out);
	return text;
}
