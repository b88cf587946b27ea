/* The tables of dgpm ledger. */
#include "budget/print_parts.h"
#include "base/i18n.h"

/* Whether the figures of rows, each rounded, add up to the rounded figures of their sum. */
static void note_column_rounding(struct budget_view *s, const struct dgpm_figures *sum, size_t from, size_t n)
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

static int64_t *shares_of(const struct budget_view *s, size_t from, size_t n)
{
	int64_t *share = dgpm_arena_array(s->arena, n, sizeof *share);
	dgpm_yen *part = dgpm_arena_array(s->arena, n, sizeof *part);

	for (size_t i = 0; i < n; i++)
		part[i] = s->t->rows[from + i].figures.value[DGPM_FIG_TOTAL];
	return dgpm_shares(share, part, n, 1000, s->arena) ? share : NULL;
}

/* In front of which figure the share stands: for programs its place is older than that of the last columns. */
static size_t share_place(const struct budget_view *s)
{
	if (!s->look->share)
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

/* Behind the figures: how many projects, and like for like. A sum over rows would count projects twice. */
static void put_projects(const struct budget_view *s, struct dgpm_grid *g, enum budget_level level, size_t row)
{
	const struct dgpm_table_row *r = level == BUDGET_GROUP ? &s->t->rows[row] : NULL;
	dgpm_yen change;

	if (!s->text)
		dgpm_grid_cstr(g, r == NULL || (!r->figures.has[DGPM_FIG_TOTAL] && !r->figures.has[DGPM_FIG_EXECUTED]) ?
					  NULL :
				  r->figures.open ? "true" : "false");
	if (s->counts || !s->text) {
		if (r != NULL && s->counts)
			dgpm_grid_int(g, (int64_t)r->n_projects);
		else
			dgpm_grid_none(g);
	}
	if (!s->text) {
		if (r != NULL && r->n_same != 0)
			dgpm_grid_int(g, (int64_t)r->n_same);
		else
			dgpm_grid_none(g);
	}
	if (s->same || !s->text) {
		if (r != NULL && r->n_same != 0 && dgpm_yen_sub(&change, r->same_now, r->same_before))
			dgpm_grid_ratio(g, change, r->same_before);
		else
			dgpm_grid_none(g);
	}
}

/* The columns of that; a program always finds them. */
static size_t project_cols(struct budget_view *s, struct dgpm_col *cols)
{
	size_t n = 0;

	s->counts = s->t->n_projects != 0 && s->n_group != 0;
	for (size_t i = 0; i < s->t->n; i++)
		s->same |= s->t->rows[i].n_same != 0;
	if (!s->text)
		cols[n++] = (struct dgpm_col){ "in_progress", NULL, DGPM_COL_TEXT };
	if (s->counts || !s->text)
		cols[n++] = (struct dgpm_col){ "projects", N_("projects"), DGPM_COL_INT };
	if (!s->text)
		cols[n++] = (struct dgpm_col){ "same_projects", NULL, DGPM_COL_INT };
	if (s->same || !s->text)
		cols[n++] = (struct dgpm_col){ "same_change_rate", N_("like for like"), DGPM_COL_RATE };
	return n;
}

static void put_line(struct budget_view *s, struct dgpm_grid *g, enum budget_level level, size_t row,
		     const struct dgpm_figures *f, const int64_t *share)
{
	budget_put_front(s, g, level, row);
	for (size_t i = 0; i < DGPM_N_TABLE_FIGURES; i++) {
		if (i == share_place(s))
			put_share(g, share);
		budget_put_figure(g, f, budget_figure_at(s, i));
	}
	if (share_place(s) == DGPM_N_TABLE_FIGURES)
		put_share(g, share);
	put_projects(s, g, level, row);
	budget_put_address(s, g, level, row, NULL);
}

/* One line a row of the table, with the figures as columns. */
static void fill_table(struct budget_view *s, struct dgpm_grid *g)
{
	static const int64_t whole = 1000;
	const struct dgpm_table *t = s->t;
	bool by_year = s->n_group > 1 && t->by[0] == DGPM_TC_FISCAL_YEAR;
	int64_t *share = NULL;
	struct dgpm_figures sum;

	if (s->look->share && !by_year)
		share = shares_of(s, 0, t->n);
	for (size_t from = 0, end; from < t->n; from = end) {
		int64_t *own = share != NULL ? share + from : NULL;

		end = s->n_group != 0 ? budget_block_end(t, from) : t->n;
		if (s->look->share && by_year)
			own = shares_of(s, from, end - from);
		for (size_t i = from; i < end; i++) {
			put_line(s, g, BUDGET_GROUP, i, &t->rows[i].figures, own != NULL ? &own[i - from] : NULL);
			budget_note_rounding(s, &t->rows[i].figures, budget_row_label(s, i));
		}
		if (!s->subtotals || end - from == 1)
			continue;
		dgpm_table_add(&sum, t, from, end - from, NULL);
		budget_tell_overflow(s, &sum);
		note_column_rounding(s, &sum, from, end - from);
		put_line(s, g, BUDGET_SUBTOTAL, from, &sum, by_year && own != NULL ? &whole : NULL);
	}
	if (s->total && t->n > 1) {
		dgpm_table_add(&sum, t, 0, t->n, NULL);
		budget_tell_overflow(s, &sum);
		note_column_rounding(s, &sum, 0, t->n);
		budget_note_rounding(s, &sum, _("total"));
		put_line(s, g, BUDGET_TOTAL, 0, &sum, share != NULL ? &whole : NULL);
	}
}

static struct dgpm_col figure_col(const struct budget_view *s, enum dgpm_figure f)
{
	bool rate = f == DGPM_FIG_EXECUTION_RATE;

	for (size_t i = 0; i < s->t->n; i++)
		s->filled[f] |= s->t->rows[i].figures.has[f] || s->t->rows[i].figures.overflow[f];
	/* The three that make the table are always there. */
	if (f == DGPM_FIG_INITIAL || f == DGPM_FIG_TOTAL || f == DGPM_FIG_EXECUTED)
		s->filled[f] = true;
	return (struct dgpm_col){
		rate ? dgpm_figure_name(f) : dgpm_arena_printf(s->arena, "%s_yen", dgpm_figure_name(f)),
		s->filled[f] ? budget_figure_title(s, f) : NULL, rate ? DGPM_COL_RATE : DGPM_COL_YEN
	};
}

/* Heads for a narrow terminal: the foot tells what they stand for. */
static void brief_heads(struct dgpm_grid *g)
{
	dgpm_grid_brief(g, "initial_yen", _("init."));
	dgpm_grid_brief(g, "supplementary_yen", _("suppl."));
	dgpm_grid_brief(g, "carryover_in_yen", _("c/in"));
	dgpm_grid_brief(g, "reserve_yen", _("res."));
	dgpm_grid_brief(g, "executed_yen", _("spent"));
	dgpm_grid_brief(g, "execution_rate", _("spent %"));
	dgpm_grid_brief(g, "carryover_out_yen", _("c/out"));
	dgpm_grid_brief(g, "required_yen", _("req'd"));
	dgpm_grid_brief(g, "request_yen", _("req."));
}

static void print_table(struct budget_view *s, struct dgpm_out *out)
{
	struct dgpm_col cols[DGPM_N_TABLE_COLS + DGPM_N_FIGURES + 7];
	struct dgpm_col share = { "share", N_("share"), DGPM_COL_RATE };
	size_t n = budget_front_cols(s, cols);
	struct dgpm_grid *g;

	for (size_t i = 0; i < DGPM_N_TABLE_FIGURES; i++) {
		if (i == share_place(s))
			cols[n++] = share;
		cols[n++] = figure_col(s, budget_figure_at(s, i));
	}
	if (share_place(s) == DGPM_N_TABLE_FIGURES)
		cols[n++] = share;
	n += project_cols(s, cols + n);
	cols[n++] = budget_address_col(s, "figure");
	g = dgpm_grid_new(s->arena, cols, n);
	dgpm_grid_main(g);
	dgpm_grid_spare(g, "unused_yen same_change_rate");
	brief_heads(g);
	fill_table(s, g);
	dgpm_grid_print(g, out, s->how);
}

/* With `stage` in --by: one amount a row. */
static void print_amounts(struct budget_view *s, struct dgpm_out *out)
{
	struct dgpm_col cols[DGPM_N_TABLE_COLS + 3];
	size_t n = budget_front_cols(s, cols), stage = 0;
	struct dgpm_grid *g;

	while (s->t->by[stage] != DGPM_TC_STAGE)
		stage++;
	cols[n++] = (struct dgpm_col){ "amount_yen", N_("amount"), DGPM_COL_YEN };
	cols[n++] = budget_address_col(s, "figure");
	g = dgpm_grid_new(s->arena, cols, n);
	for (size_t i = 0; i < s->t->n; i++) {
		budget_put_front(s, g, BUDGET_GROUP, i);
		budget_put_figure(g, &s->t->rows[i].figures,
			   dgpm_figure_of_stage((enum dgpm_ledger_stage)s->t->rows[i].ranks[stage]));
		budget_put_address(s, g, BUDGET_GROUP, i, NULL);
	}
	dgpm_grid_print(g, out, s->how);
}

/*
 * --long: a ledger again.
 */

static void print_long(const struct budget_view *s, struct dgpm_out *out)
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
					       order[i] == DGPM_TC_FISCAL_YEAR ? DGPM_COL_INT : DGPM_COL_LINES };
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
				budget_put_figure(g, &row->figures, f);
			else
				budget_put_value(s, g, s->t->by[at[c]], row->values[at[c]]);
	}
	if (how.format == DGPM_FORMAT_TEXT)
		how.format = DGPM_FORMAT_CSV;
	dgpm_grid_print(g, out, &how);
}

void dgpm_table_print(const struct dgpm_table *t, struct dgpm_arena *a, struct dgpm_diags *diags,
		      const struct dgpm_words *said, const struct dgpm_table_look *look, struct dgpm_out *out,
		      const struct dgpm_print *how)
{
	struct budget_view s = {
		.look = look,
		.t = t,
		.words = said,
		.arena = a,
		.diags = diags,
		.how = how,
		.text = how->format == DGPM_FORMAT_TEXT && !look->is_long,
		.n_group = t->n_by - look->has_across,
		.filled = dgpm_arena_array(a, DGPM_N_FIGURES, sizeof *s.filled),
	};
	struct budget_across x = { 0 };
	bool amounts = false, one_year = t->first_year == t->last_year, across_years;

	for (size_t c = 0; c < s.n_group; c++)
		amounts |= t->by[c] == DGPM_TC_STAGE;
	across_years = look->has_across && t->by[s.n_group] == DGPM_TC_FISCAL_YEAR;
	s.subtotals = (s.text || look->totals) && !amounts && s.n_group > 1 &&
		      (one_year || across_years || look->totals || !budget_has_year(&s, 1));
	s.total = (s.text || look->totals) && !amounts && s.n_group > 0 &&
		  (one_year || across_years || look->totals || !budget_has_year(&s, 0));
	if (s.text && t->n == 0)
		return;
	if (look->is_long)
		print_long(&s, out);
	else if (look->has_across)
		budget_print_across(&s, out, &x);
	else if (amounts)
		print_amounts(&s, out);
	else
		print_table(&s, out);
	if (s.text)
		budget_print_foot(&s, out, amounts, look->has_across ? &x : NULL);
}
