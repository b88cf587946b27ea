/* The tables of dgpm ledger. */
#include "budget/print_parts.h"
#include "base/i18n.h"
#include "base/list.h"
#include "base/wide.h"

/* Whether the figures of rows, each rounded, add up to the rounded figures of their sum. */
static void note_column_rounding(struct budget_view *s, const struct dgpm_figures *sum, size_t from, size_t n)
{
	wide added[DGPM_N_TABLE_FIGURES] = { 0 };

	for (size_t i = from; i < from + n; i++) {
		struct dgpm_figures own;

		dgpm_table_row_figures(&own, s->t, i);
		for (enum dgpm_figure f = 0; f < DGPM_N_TABLE_FIGURES; f++)
			if (own.has[f])
				added[f] += dgpm_yen_round(own.value[f], s->how->unit);
	}
	for (enum dgpm_figure f = 0; f < DGPM_N_TABLE_FIGURES; f++)
		s->misses |= f != DGPM_FIG_EXECUTION_RATE && sum->has[f] &&
			     added[f] != dgpm_yen_round(sum->value[f], s->how->unit);
}

/* Of the rows from `from` on, put at the same places of `share`; false when there are none. */
static bool put_shares(const struct budget_view *s, int64_t *share, size_t from, size_t n)
{
	struct dgpm_arena *scratch = dgpm_arena_like(s->arena);
	dgpm_yen *part = dgpm_arena_array(scratch, n, sizeof *part);
	bool good;

	for (size_t i = 0; i < n; i++) {
		struct dgpm_figures own;

		dgpm_table_row_figures(&own, s->t, from + i);
		part[i] = own.value[DGPM_FIG_TOTAL];
	}
	good = dgpm_shares(share + from, part, n, 1000, scratch);
	dgpm_arena_free(scratch);
	return good;
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
static void put_projects(const struct budget_view *s, struct dgpm_grid *g, const struct dgpm_table_row *r)
{
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
	s->same = s->t->any_same;
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

/* What the lines of the table are made of. */
struct filling {
	struct budget_view *s;
	struct budget_lines lines;
	bool by_year;     /* a share is of its year */
	int64_t *share;   /* of each row; NULL: none is shown */
	uint8_t *no_share; /* of each row: the rows it is among have none */
};

static const int64_t whole_share = 1000;

static const int64_t *share_of(const struct filling *f, const struct budget_line *line)
{
	if (f->share == NULL || f->no_share[line->from] != 0)
		return NULL;
	if (line->level == BUDGET_GROUP)
		return &f->share[line->from];
	return f->by_year == (line->level == BUDGET_SUBTOTAL) ? &whole_share : NULL;
}

static void put_line(void *ctx, struct dgpm_grid *g, size_t at, struct dgpm_arena *scratch)
{
	const struct filling *filling = ctx;
	const struct budget_line *line = &filling->lines.items[at];
	struct budget_view s = *filling->s;
	struct dgpm_table_row r;
	struct dgpm_figures f;

	s.arena = scratch;
	dgpm_table_row(&r, s.t, line->from);
	f = r.figures;
	if (line->level != BUDGET_GROUP)
		dgpm_table_add(&f, s.t, line->from, line->n, NULL);
	budget_put_front(&s, g, line->level, line->from, &r);
	for (size_t i = 0; i < DGPM_N_TABLE_FIGURES; i++) {
		if (i == share_place(&s))
			put_share(g, share_of(filling, line));
		budget_put_figure(g, &f, budget_figure_at(&s, i));
	}
	if (share_place(&s) == DGPM_N_TABLE_FIGURES)
		put_share(g, share_of(filling, line));
	put_projects(&s, g, line->level == BUDGET_GROUP ? &r : NULL);
	budget_put_address(&s, g, line->level, &r, NULL);
}

static void add_line(struct filling *f, enum budget_level level, size_t from, size_t n)
{
	*DGPM_PUSH(f->s->arena, f->lines.items, f->lines.n, f->lines.cap) =
		(struct budget_line){ (uint32_t)from, (uint32_t)n, (uint8_t)level, 0 };
}

static void add_sum(struct filling *f, enum budget_level level, size_t from, size_t n)
{
	struct dgpm_figures sum;

	add_line(f, level, from, n);
	dgpm_table_add(&sum, f->s->t, from, n, NULL);
	budget_tell_overflow(f->s, &sum);
	if (!f->s->text)
		return;
	note_column_rounding(f->s, &sum, from, n);
	if (level == BUDGET_TOTAL)
		budget_note_rounding(f->s, &sum, SIZE_MAX, _("total"));
}

static void add_shares(struct filling *f, size_t from, size_t n)
{
	if (!put_shares(f->s, f->share, from, n))
		memset(f->no_share + from, 1, n);
}

/* One line a row of the table, with the figures as columns; what the foot says of them. */
static void make_lines(struct filling *f)
{
	const struct dgpm_table *t = f->s->t;

	f->by_year = f->s->n_group > 1 && t->by[0] == DGPM_TC_FISCAL_YEAR;
	if (f->s->look->share) {
		f->share = dgpm_arena_array(f->s->arena, t->n, sizeof *f->share);
		f->no_share = dgpm_arena_array(f->s->arena, t->n, sizeof *f->no_share);
	}
	if (f->share != NULL && !f->by_year)
		add_shares(f, 0, t->n);
	for (size_t from = 0, end; from < t->n; from = end) {
		end = f->s->n_group != 0 ? budget_block_end(t, from) : t->n;
		if (f->share != NULL && f->by_year)
			add_shares(f, from, end - from);
		for (size_t i = from; i < end; i++) {
			struct dgpm_figures own;

			add_line(f, BUDGET_GROUP, i, 1);
			if (!f->s->text)
				continue;
			dgpm_table_row_figures(&own, t, i);
			budget_note_rounding(f->s, &own, i, NULL);
		}
		if (f->s->subtotals && end - from != 1)
			add_sum(f, BUDGET_SUBTOTAL, from, end - from);
	}
	if (f->s->total && t->n > 1)
		add_sum(f, BUDGET_TOTAL, 0, t->n);
}

static struct dgpm_col figure_col(struct budget_view *s, enum dgpm_figure f)
{
	bool rate = f == DGPM_FIG_EXECUTION_RATE;

	/* The three that make the table are always there. */
	s->filled[f] = s->t->filled[f] || f == DGPM_FIG_INITIAL || f == DGPM_FIG_TOTAL || f == DGPM_FIG_EXECUTED;
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
	struct filling f = { .s = s };
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
	make_lines(&f);
	dgpm_grid_print_lines(g, &(struct dgpm_grid_lines){ f.lines.n, put_line, &f }, out, s->how);
}

/* With `stage` in --by: one amount a row. */
static void put_amount(void *ctx, struct dgpm_grid *g, size_t row, struct dgpm_arena *scratch)
{
	struct budget_view s = *(const struct budget_view *)ctx;
	struct dgpm_table_row r;
	size_t stage = 0;

	while (s.t->by[stage] != DGPM_TC_STAGE)
		stage++;
	s.arena = scratch;
	dgpm_table_row(&r, s.t, row);
	budget_put_front(&s, g, BUDGET_GROUP, row, &r);
	budget_put_figure(g, &r.figures, dgpm_figure_of_stage((enum dgpm_ledger_stage)r.ranks[stage]));
	budget_put_address(&s, g, BUDGET_GROUP, &r, NULL);
}

static void print_amounts(struct budget_view *s, struct dgpm_out *out)
{
	struct dgpm_col cols[DGPM_N_TABLE_COLS + 3];
	size_t n = budget_front_cols(s, cols);
	struct dgpm_grid *g;

	cols[n++] = (struct dgpm_col){ "amount_yen", N_("amount"), DGPM_COL_YEN };
	cols[n++] = budget_address_col(s, "figure");
	g = dgpm_grid_new(s->arena, cols, n);
	dgpm_grid_print_lines(g, &(struct dgpm_grid_lines){ s->t->n, put_amount, s }, out, s->how);
}

/*
 * --long: a ledger again.
 */

enum { LONG_COLS = 8, LONG_STAGE = 5, LONG_AMOUNT = 6 };

struct longs {
	const struct budget_view *s;
	size_t at[LONG_COLS], n; /* of each column its place in `by`, or n_by for the amount */
	uint32_t *rows, n_rows, cap;
};

static void put_long(void *ctx, struct dgpm_grid *g, size_t line, struct dgpm_arena *scratch)
{
	const struct longs *l = ctx;
	struct budget_view s = *l->s;
	struct dgpm_table_row r;

	s.arena = scratch;
	dgpm_table_row(&r, s.t, l->rows[line]);
	for (size_t c = 0; c < l->n; c++)
		if (l->at[c] == s.t->n_by)
			budget_put_figure(g, &r.figures,
					  dgpm_figure_of_stage((enum dgpm_ledger_stage)r.ranks[l->at[LONG_STAGE]]));
		else
			budget_put_value(&s, g, s.t->by[l->at[c]], r.values[l->at[c]]);
}

/* The rows with an amount: a sum that does not fit is told, and no ledger can hold it. */
static void choose_long(struct longs *l)
{
	const struct dgpm_table *t = l->s->t;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t stage = dgpm_table_rank(t, i, l->at[LONG_STAGE]);
		struct dgpm_figures f;

		dgpm_table_row_figures(&f, t, i);
		if (f.has[dgpm_figure_of_stage((enum dgpm_ledger_stage)stage)])
			*DGPM_PUSH(l->s->arena, l->rows, l->n_rows, l->cap) = (uint32_t)i;
	}
}

static void print_long(const struct budget_view *s, struct dgpm_out *out)
{
	static const enum dgpm_table_col order[LONG_COLS] = { DGPM_TC_FISCAL_YEAR, DGPM_TC_PROJECT,
							      DGPM_TC_ORGANIZATION, DGPM_TC_ACCOUNT,
							      DGPM_TC_EXPENSE, DGPM_TC_STAGE,
							      DGPM_N_TABLE_COLS, DGPM_TC_ITEM };
	struct longs l = { .s = s };
	struct dgpm_print how = *s->how;
	struct dgpm_col cols[LONG_COLS];

	for (size_t i = 0; i < LONG_COLS; i++) {
		size_t c = 0;

		while (c < s->t->n_by && s->t->by[c] != order[i])
			c++;
		if (c == s->t->n_by && i != LONG_AMOUNT)
			continue;
		l.at[l.n] = c;
		cols[l.n++] = i == LONG_AMOUNT ? (struct dgpm_col){ "amount_yen", NULL, DGPM_COL_YEN } :
			      (struct dgpm_col){ dgpm_table_col_name(order[i]), NULL,
						 order[i] == DGPM_TC_FISCAL_YEAR ? DGPM_COL_INT : DGPM_COL_LINES };
	}
	choose_long(&l);
	if (how.format == DGPM_FORMAT_TEXT)
		how.format = DGPM_FORMAT_CSV;
	dgpm_grid_print_lines(dgpm_grid_new(s->arena, cols, l.n), &(struct dgpm_grid_lines){ l.n_rows, put_long, &l },
			      out, &how);
}

bool dgpm_table_fits(const struct dgpm_table *t, struct dgpm_diags *diags, enum dgpm_format format, bool is_long,
		     size_t top)
{
	size_t n = top != 0 && top < t->n ? top : t->n;

	if (n <= DGPM_TABLE_MOST_ROWS || format == DGPM_FORMAT_CSV || format == DGPM_FORMAT_JSON ||
	    (is_long && format == DGPM_FORMAT_TEXT))
		return true;
	dgpm_diag_addf(diags, DGPM_MSG_LED_12, (struct dgpm_loc){ 0 }, NULL, _("%zu rows, the limit is %zu"), n,
		       DGPM_TABLE_MOST_ROWS);
	return false;
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
