/* The table of dgpm ledger: lines, totals, what the foot must say. */
#include "ledger.h"
#include "dgpm/text.h"

#include <stdlib.h>

/* What is being printed. */
struct sheet {
	const struct ledger_report *r;
	const struct dgpm_table *t;
	const struct dgpm_codes *codes;
	struct dgpm_arena *arena;
	const struct dgpm_print *how;
	bool text;            /* for people: words, totals, a foot */
	size_t n_group;       /* columns of `by` in front */
	bool subtotals, total;
	bool misses;          /* rounded figures do not add up somewhere */
	size_t n_missed;
	const char *missed;   /* where the parts of a total miss it */
	size_t n_over;        /* lines with more executed than there was */
	bool *filled;         /* figures with a value somewhere */
};

static const char *col_title(enum dgpm_table_col col)
{
	static const char *const titles[DGPM_N_TABLE_COLS] = {
		N_("FY"), N_("project"), N_("organization"), N_("account"), N_("expense"), N_("stage"),
		N_("item"), N_("class"), N_("sector"), N_("phase"), N_("name"),
	};

	return titles[col];
}

static const char *figure_title(const struct sheet *s, enum dgpm_figure f)
{
	if (f == DGPM_FIG_TOTAL)
		return _("total");
	if (f == DGPM_FIG_EXECUTION_RATE)
		return _("execution rate");
	return dgpm_code_text(s->codes, "ledger-stage", dgpm_str_of(dgpm_figure_name(f)), s->how->lang);
}

/* Codes for programs, words for people. */
static struct dgpm_str shown(const struct sheet *s, enum dgpm_table_col col, struct dgpm_str value)
{
	static const char *const lists[DGPM_N_TABLE_COLS] = { [DGPM_TC_EXPENSE] = "expense",
							      [DGPM_TC_STAGE] = "ledger-stage",
							      [DGPM_TC_SECTOR] = "sector", [DGPM_TC_PHASE] = "phase" };
	const struct dgpm_organization *o;

	if (value.s == NULL || !s->text)
		return value;
	if (lists[col] != NULL)
		return dgpm_str_of(dgpm_code_text(s->codes, lists[col], value, s->how->lang));
	if (col == DGPM_TC_ORGANIZATION) {
		o = dgpm_organizations_find(dgpm_portfolio_organizations(s->r->env->portfolio), value);
		return o != NULL ? dgpm_str_of(dgpm_organization_text(o, s->how->lang)) : value;
	}
	if (col == DGPM_TC_ACCOUNT) {
		bool special = value.n > 8 && memcmp(value.s, "special:", 8) == 0;
		const char *word = dgpm_code_text(s->codes, "account", special ? DGPM_STR("special") : value, s->how->lang);

		return dgpm_str_of(special ? dgpm_arena_printf(s->arena, "%s %s", word, value.s + 8) : word);
	}
	return value;
}

static const char *across_title(const struct sheet *s, enum dgpm_table_col col, struct dgpm_str value)
{
	if (value.s == NULL)
		return s->text ? "-" : "";
	if (s->text && col == DGPM_TC_FISCAL_YEAR)
		return dgpm_arena_printf(s->arena, _("FY%s"), value.s);
	return shown(s, col, value).s;
}

/* Numbers for programs, words for people: a year is no amount. */
static void put_value(const struct sheet *s, struct dgpm_grid *g, enum dgpm_table_col col, struct dgpm_str value)
{
	if (!s->text && col == DGPM_TC_FISCAL_YEAR)
		dgpm_grid_int(g, strtol(value.s, NULL, 10));
	else
		dgpm_grid_text(g, shown(s, col, value));
}

static void put_figure(struct dgpm_grid *g, const struct dgpm_figures *f, enum dgpm_figure figure)
{
	if (!f->has[figure])
		dgpm_grid_none(g);
	else if (figure == DGPM_FIG_EXECUTION_RATE)
		dgpm_grid_rate(g, f->value[figure]);
	else
		dgpm_grid_int(g, f->value[figure]);
}

enum level { LEVEL_GROUP, LEVEL_SUBTOTAL, LEVEL_TOTAL };

/* The columns in front: values, or what a total is of. What stands above is not said again. */
static void put_front(const struct sheet *s, struct dgpm_grid *g, enum level level, size_t row)
{
	static const char *const names[] = { "group", "subtotal", "total" };
	const struct dgpm_table_row *r = &s->t->rows[row], *above = row > 0 ? r - 1 : NULL;
	bool same = s->text && level != LEVEL_TOTAL && s->n_group > 1;

	if (!s->text && s->r->o->totals)
		dgpm_grid_cstr(g, names[level]);
	for (size_t c = 0; c < s->n_group; c++) {
		bool label = c == (level == LEVEL_SUBTOTAL ? 1 : 0);

		same = same && ((level == LEVEL_SUBTOTAL && c == 0) ||
				(level == LEVEL_GROUP && c + 1 < s->n_group && above != NULL &&
				 above->ranks[c] == r->ranks[c]));
		if (level == LEVEL_GROUP || (level == LEVEL_SUBTOTAL && c == 0)) {
			if (same)
				dgpm_grid_cstr(g, "");
			else
				put_value(s, g, s->t->by[c], r->values[c]);
		} else if (s->text) {
			dgpm_grid_cstr(g, !label ? "" : level == LEVEL_TOTAL ? _("total") : _("subtotal"));
		} else {
			dgpm_grid_none(g);
		}
	}
}

static void note_rounding(struct sheet *s, const struct dgpm_figures *f, const char *where)
{
	char parts[DGPM_INT_BUF], total[DGPM_INT_BUF];
	int64_t off = dgpm_figures_rounding(f, s->how->unit), shown_total;

	s->n_over += f->has[DGPM_FIG_EXECUTION_RATE] && f->value[DGPM_FIG_EXECUTION_RATE] > 10000;
	if (off == 0)
		return;
	s->misses = true;
	if (s->n_missed++ >= 3)
		return;
	shown_total = dgpm_yen_round(f->value[DGPM_FIG_TOTAL], s->how->unit);
	s->missed = dgpm_arena_printf(s->arena, _("%s%s%s: %s added up, %s as total"), s->missed != NULL ? s->missed : "",
				      s->missed != NULL ? "; " : "", where,
				      dgpm_int_format(parts, shown_total + off, ','),
				      dgpm_int_format(total, shown_total, ','));
}

static const char *row_label(const struct sheet *s, size_t row)
{
	const char *text = "";

	for (size_t c = 0; c < s->n_group; c++) {
		struct dgpm_str v = shown(s, s->t->by[c], s->t->rows[row].values[c]);

		text = dgpm_arena_printf(s->arena, "%s%s%s", text, c != 0 ? ", " : "", v.s != NULL ? v.s : "-");
	}
	return text;
}

/* Rows that belong together by their first column: the end of the block that begins at `from`. */
static size_t block_end(const struct dgpm_table *t, size_t from)
{
	size_t end = from + 1;

	while (end < t->n && t->rows[end].ranks[0] == t->rows[from].ranks[0])
		end++;
	return end;
}

/* Whether the figures of rows, each rounded, add up to the rounded figures of their sum. */
static void note_column_rounding(struct sheet *s, const struct dgpm_figures *sum, size_t from, size_t n)
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

static int64_t *shares_of(const struct sheet *s, size_t from, size_t n)
{
	int64_t *share = dgpm_arena_array(s->arena, n, sizeof *share);
	dgpm_yen *part = dgpm_arena_array(s->arena, n, sizeof *part);

	for (size_t i = 0; i < n; i++)
		part[i] = s->t->rows[from + i].figures.value[DGPM_FIG_TOTAL];
	return dgpm_shares(share, part, n, 1000, s->arena) ? share : NULL;
}

/* A total beyond 64 bits is no value, and never without a word. */
static void tell_overflow(const struct sheet *s, const struct dgpm_figures *f)
{
	for (enum dgpm_figure i = 0; i < DGPM_N_FIGURES; i++)
		if (f->overflow[i])
			dgpm_diag_addf(s->r->env->diags, DGPM_MSG_SUM_01, (struct dgpm_loc){ 0 }, "%s",
				       dgpm_figure_name(i));
}

static void put_line(struct sheet *s, struct dgpm_grid *g, enum level level, size_t row, const struct dgpm_figures *f,
		     const int64_t *share)
{
	put_front(s, g, level, row);
	for (enum dgpm_figure i = 0; i < DGPM_N_TABLE_FIGURES; i++)
		put_figure(g, f, i);
	if (!s->r->o->share)
		return;
	if (share != NULL)
		dgpm_grid_int(g, *share * 10);
	else
		dgpm_grid_none(g);
}

/* One line a row of the table, with the figures as columns. */
static void fill_table(struct sheet *s, struct dgpm_grid *g)
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

		end = s->n_group != 0 ? block_end(t, from) : t->n;
		if (s->r->o->share && by_year)
			own = shares_of(s, from, end - from);
		for (size_t i = from; i < end; i++) {
			put_line(s, g, LEVEL_GROUP, i, &t->rows[i].figures, own != NULL ? &own[i - from] : NULL);
			note_rounding(s, &t->rows[i].figures, row_label(s, i));
		}
		if (!s->subtotals || end - from == 1)
			continue;
		dgpm_table_add(&sum, t, from, end - from, NULL);
		tell_overflow(s, &sum);
		note_column_rounding(s, &sum, from, end - from);
		put_line(s, g, LEVEL_SUBTOTAL, from, &sum, by_year && own != NULL ? &whole : NULL);
	}
	if (s->total && t->n > 1) {
		dgpm_table_add(&sum, t, 0, t->n, NULL);
		tell_overflow(s, &sum);
		note_column_rounding(s, &sum, 0, t->n);
		note_rounding(s, &sum, _("total"));
		put_line(s, g, LEVEL_TOTAL, 0, &sum, share != NULL ? &whole : NULL);
	}
}

static size_t front_cols(const struct sheet *s, struct dgpm_col *cols)
{
	size_t n = 0;

	if (!s->text && s->r->o->totals)
		cols[n++] = (struct dgpm_col){ "level", NULL, DGPM_COL_TEXT };
	for (size_t c = 0; c < s->n_group; c++) {
		enum dgpm_table_col col = s->t->by[c];

		cols[n++] = (struct dgpm_col){ dgpm_table_col_name(col), col_title(col),
					       col == DGPM_TC_FISCAL_YEAR && !s->text ? DGPM_COL_INT : DGPM_COL_TEXT };
	}
	return n;
}

static void print_table(struct sheet *s, struct dgpm_out *out)
{
	struct dgpm_col cols[DGPM_N_TABLE_COLS + DGPM_N_FIGURES + 2];
	size_t n = front_cols(s, cols);
	struct dgpm_grid *g;

	for (enum dgpm_figure f = 0; f < DGPM_N_TABLE_FIGURES; f++) {
		bool rate = f == DGPM_FIG_EXECUTION_RATE;

		for (size_t i = 0; i < s->t->n; i++)
			s->filled[f] |= s->t->rows[i].figures.has[f] || s->t->rows[i].figures.overflow[f];
		/* The three that make the table are always there. */
		if (f == DGPM_FIG_INITIAL || f == DGPM_FIG_TOTAL || f == DGPM_FIG_EXECUTED)
			s->filled[f] = true;
		cols[n++] = (struct dgpm_col){
			rate ? dgpm_figure_name(f) : dgpm_arena_printf(s->arena, "%s_yen", dgpm_figure_name(f)),
			s->filled[f] ? figure_title(s, f) : NULL, rate ? DGPM_COL_RATE : DGPM_COL_YEN
		};
	}
	if (s->r->o->share)
		cols[n++] = (struct dgpm_col){ "share", N_("share"), DGPM_COL_RATE };
	g = dgpm_grid_new(s->arena, cols, n);
	fill_table(s, g);
	dgpm_grid_print(g, out, s->how);
}

/* With `stage` in --by: one amount a row. */
static void print_amounts(struct sheet *s, struct dgpm_out *out)
{
	struct dgpm_col cols[DGPM_N_TABLE_COLS + 2];
	size_t n = front_cols(s, cols), stage = 0;
	struct dgpm_grid *g;

	while (s->t->by[stage] != DGPM_TC_STAGE)
		stage++;
	cols[n++] = (struct dgpm_col){ "amount_yen", N_("amount"), DGPM_COL_YEN };
	g = dgpm_grid_new(s->arena, cols, n);
	for (size_t i = 0; i < s->t->n; i++) {
		put_front(s, g, LEVEL_GROUP, i);
		put_figure(g, &s->t->rows[i].figures,
			   dgpm_figure_of_stage((enum dgpm_ledger_stage)s->t->rows[i].ranks[stage]));
	}
	dgpm_grid_print(g, out, s->how);
}

/*
 * --across: the values of the last column of `by` as columns.
 */

struct across {
	const struct dgpm_table_row **of; /* a row of the table for each value, sorted by it */
	size_t n;
	enum dgpm_figure figures[DGPM_N_FIGURES];
	size_t n_figures;
	int64_t *block, *all; /* rounded figures added up since the last subtotal, and from the top */
};

/* Whether rounded figures add up to the rounded figure below them. */
static void note_across_rounding(struct sheet *s, struct across *x, enum level level, size_t cell,
				 const struct dgpm_figures *f, enum dgpm_figure figure)
{
	int64_t *added = level == LEVEL_SUBTOTAL ? &x->block[cell] : &x->all[cell];
	int64_t value = f->has[figure] ? dgpm_yen_round(f->value[figure], s->how->unit) : 0;

	if (figure == DGPM_FIG_EXECUTION_RATE)
		return;
	if (level == LEVEL_GROUP) {
		/* What does not fit has no total below it either. */
		(void)!__builtin_add_overflow(x->block[cell], value, &x->block[cell]);
		(void)!__builtin_add_overflow(x->all[cell], value, &x->all[cell]);
		return;
	}
	s->misses |= f->has[figure] && *added != value;
}

static void find_across(const struct sheet *s, struct across *x)
{
	const struct dgpm_table *t = s->t;
	size_t last = t->n_by - 1, cap = 0;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t rank = t->rows[i].ranks[last];
		size_t at = x->n;

		while (at > 0 && x->of[at - 1]->ranks[last] > rank)
			at--;
		if (at > 0 && x->of[at - 1]->ranks[last] == rank)
			continue;
		if (x->n == cap) {
			cap = cap != 0 ? cap * 2 : 16;
			x->of = dgpm_arena_grow(s->arena, x->of, x->n, cap, sizeof(const struct dgpm_table_row *));
		}
		memmove(&x->of[at + 1], &x->of[at], (x->n - at) * sizeof(const struct dgpm_table_row *));
		x->of[at] = &t->rows[i];
		x->n++;
	}
	memcpy(x->figures, s->r->o->figures, sizeof x->figures);
	x->n_figures = s->r->o->n_figures;
	/* One group: the whole table, as S4 prints it. Several: one figure, so that they can be compared. */
	if (x->n_figures == 0 && s->n_group == 0)
		for (enum dgpm_figure f = 0; f < DGPM_N_TABLE_FIGURES; f++)
			x->figures[x->n_figures++] = f;
	else if (x->n_figures == 0)
		x->figures[x->n_figures++] = DGPM_FIG_TOTAL;
	x->block = dgpm_arena_array(s->arena, x->n * x->n_figures, sizeof *x->block);
	x->all = dgpm_arena_array(s->arena, x->n * x->n_figures, sizeof *x->all);
}

static bool from_new_block(const struct sheet *s, size_t from)
{
	return s->n_group == 0 || from == 0 || s->t->rows[from].ranks[0] != s->t->rows[from - 1].ranks[0];
}

/* The figures of one block of rows (a group, a subtotal or all), a set for each value across. */
static void put_across(struct sheet *s, struct dgpm_grid *g, struct across *x, enum level level, size_t from,
		       size_t n, const char *label)
{
	struct dgpm_figures *f = dgpm_arena_array(s->arena, x->n, sizeof *f);
	size_t last = s->t->n_by - 1;

	for (size_t i = 0; i < x->n; i++) {
		dgpm_table_add(&f[i], s->t, from, n, &x->of[i]->ranks[last]);
		if (level != LEVEL_GROUP)
			tell_overflow(s, &f[i]);
	}
	if (level == LEVEL_GROUP && from_new_block(s, from))
		memset(x->block, 0, x->n * x->n_figures * sizeof *x->block);
	for (size_t k = 0; k < x->n_figures; k++) {
		bool any = !s->text || s->n_group != 0 || s->r->o->n_figures != 0;

		for (size_t i = 0; i < x->n; i++)
			any |= f[i].has[x->figures[k]];
		if (!any)
			continue;
		put_front(s, g, level, from);
		dgpm_grid_cstr(g, s->text ? figure_title(s, x->figures[k]) : dgpm_figure_name(x->figures[k]));
		for (size_t i = 0; i < x->n; i++) {
			put_figure(g, &f[i], x->figures[k]);
			note_across_rounding(s, x, level, k * x->n + i, &f[i], x->figures[k]);
		}
	}
	if (x->n_figures == 1)
		return; /* the parts are not shown */
	for (size_t i = 0; i < x->n; i++)
		note_rounding(s, &f[i], dgpm_arena_printf(s->arena, "%s%s%s", label, *label != '\0' ? ", " : "",
							  across_title(s, s->t->by[last], x->of[i]->values[last])));
}

static size_t group_end(const struct sheet *s, size_t from)
{
	size_t end = from + 1;

	while (end < s->t->n &&
	       memcmp(s->t->rows[end].ranks, s->t->rows[from].ranks, s->n_group * sizeof(uint32_t)) == 0)
		end++;
	return end;
}

static void print_across(struct sheet *s, struct dgpm_out *out, struct across *x)
{
	struct dgpm_col *cols;
	struct dgpm_grid *g;
	size_t n, last = s->t->n_by - 1, groups = 0;

	find_across(s, x);
	cols = dgpm_arena_array(s->arena, s->n_group + 2 + x->n, sizeof *cols);
	n = front_cols(s, cols);
	cols[n++] = (struct dgpm_col){ "figure", x->n_figures > 1 || s->n_group == 0 ? N_("figure") : NULL, DGPM_COL_TEXT };
	for (size_t i = 0; i < x->n; i++) {
		const char *title = across_title(s, s->t->by[last], x->of[i]->values[last]);

		cols[n++] = (struct dgpm_col){ title, title, DGPM_COL_YEN };
	}
	g = dgpm_grid_new(s->arena, cols, n);
	for (size_t from = 0, end; from < s->t->n; from = end) {
		size_t blocks = 0;

		end = s->n_group != 0 ? block_end(s->t, from) : s->t->n;
		for (size_t i = from, next; i < end; i = next, blocks++) {
			next = s->n_group != 0 ? group_end(s, i) : end;
			put_across(s, g, x, LEVEL_GROUP, i, next - i, row_label(s, i));
		}
		if (s->subtotals && blocks > 1)
			put_across(s, g, x, LEVEL_SUBTOTAL, from, end - from, _("subtotal"));
		groups += blocks;
	}
	if (s->total && groups > 1)
		put_across(s, g, x, LEVEL_TOTAL, 0, s->t->n, _("total"));
	dgpm_grid_print(g, out, s->how);
}

/*
 * --long: a ledger again.
 */

static void print_long(const struct sheet *s, struct dgpm_out *out)
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
				put_figure(g, &row->figures, f);
			else
				put_value(s, g, s->t->by[at[c]], row->values[at[c]]);
	}
	if (how.format == DGPM_FORMAT_TEXT)
		how.format = DGPM_FORMAT_CSV;
	dgpm_grid_print(g, out, &how);
}

/*
 * The foot.
 */

static void say(struct dgpm_out *out, const char *text)
{
	dgpm_out_printf(out, "%s\n", text);
}

static bool has_year(const struct sheet *s, size_t from)
{
	for (size_t c = from; c < s->t->n_by; c++)
		if (s->t->by[c] == DGPM_TC_FISCAL_YEAR)
			return true;
	return false;
}

static void print_empty_figures(const struct sheet *s, struct dgpm_out *out)
{
	const char *text = NULL;

	for (enum dgpm_figure f = 0; f < DGPM_N_TABLE_FIGURES; f++)
		if (!s->filled[f] && f != DGPM_FIG_EXECUTION_RATE)
			text = dgpm_arena_printf(s->arena, "%s%s%s", text != NULL ? text : "", text != NULL ? ", " : "",
						 figure_title(s, f));
	if (text != NULL)
		dgpm_out_printf(out, _("not shown, as no row has a value: %s\n"), text);
}

static void print_added_years(const struct sheet *s, struct dgpm_out *out, bool amounts)
{
	const struct dgpm_table *t = s->t;
	const char *open = NULL;

	dgpm_out_printf(out, _("FY%d to FY%d are added up: what is carried over counts in both years\n"), t->first_year,
			t->last_year);
	for (size_t i = 0; i < t->n_open_years; i++)
		open = dgpm_arena_printf(s->arena, "%s%sFY%d", open != NULL ? open : "", open != NULL ? ", " : "",
					 t->open_years[i]);
	if (open != NULL && !amounts)
		dgpm_out_printf(out, _("nothing is executed yet, though counted in the execution rate: %s\n"), open);
}

static void print_foot(struct sheet *s, struct dgpm_out *out, bool amounts, const struct across *x)
{
	const struct dgpm_table *t = s->t;

	if (x != NULL && x->n_figures == 1 && s->n_group != 0)
		dgpm_out_printf(out, _("figure: %s\n"), figure_title(s, x->figures[0]));
	if (!amounts)
		say(out, _("total: initial + supplementary + carried in + reserve; execution rate: executed / total"));
	if (s->misses && s->how->unit != DGPM_UNIT_YEN)
		dgpm_out_printf(out, s->missed != NULL ? "%s (%s%s)\n" : "%s\n",
				_("note: figures are rounded one by one and may not add up to the total"),
				s->missed != NULL ? s->missed : "", s->n_missed > 3 ? "; ..." : "");
	if (s->r->o->share)
		say(out, _("share: of the total, in the year where the year comes first; rounded by largest remainder, "
			   "adds up to 100.0%"));
	if (!amounts && x == NULL)
		print_empty_figures(s, out);
	if (!has_year(s, 0) && t->first_year != t->last_year)
		print_added_years(s, out, amounts);
	else if (!amounts && !s->total && t->n > 1 && s->n_group != 0)
		say(out, _("years are not added up, as what is carried over would count twice; --totals adds them"));
	if (s->n_over != 0)
		dgpm_out_printf(out, P_("in %zu line more is executed than the total: budget rows may be missing\n",
					"in %zu lines more is executed than the total: budget rows may be missing\n",
					s->n_over),
				s->n_over);
	if (t->n_duplicates != 0)
		dgpm_out_printf(out, P_("%zu row is given again (DUP-01) and counted\n",
					"%zu rows are given again (DUP-01) and counted\n", t->n_duplicates),
				t->n_duplicates);
	if (t->ledgers.rows_left_out != 0)
		dgpm_out_printf(out, P_("%zu row could not be read and is not counted\n",
					"%zu rows could not be read and are not counted\n", t->ledgers.rows_left_out),
				t->ledgers.rows_left_out);
}

void ledger_print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct ledger_report *r = ctx;
	struct sheet s = {
		.r = r,
		.t = &r->table,
		.codes = dgpm_data_codes(r->env->data, r->env->diags),
		.arena = r->env->arena,
		.how = how,
		.text = how->format == DGPM_FORMAT_TEXT && !r->o->is_long,
		.n_group = r->table.n_by - r->o->has_across,
		.filled = dgpm_arena_array(r->env->arena, DGPM_N_FIGURES, sizeof *s.filled),
	};
	struct across x = { 0 };
	bool amounts = false, one_year = s.t->first_year == s.t->last_year, across_years;

	for (size_t c = 0; c < s.n_group; c++)
		amounts |= s.t->by[c] == DGPM_TC_STAGE;
	across_years = r->o->has_across && r->o->across == DGPM_TC_FISCAL_YEAR;
	s.subtotals = (s.text || r->o->totals) && !amounts && s.n_group > 1 &&
		      (one_year || across_years || r->o->totals || !has_year(&s, 1));
	s.total = (s.text || r->o->totals) && !amounts && s.n_group > 0 &&
		  (one_year || across_years || r->o->totals || !has_year(&s, 0));
	if (s.text && s.t->n == 0)
		return;
	if (r->o->is_long)
		print_long(&s, out);
	else if (r->o->has_across)
		print_across(&s, out, &x);
	else if (amounts)
		print_amounts(&s, out);
	else
		print_table(&s, out);
	if (s.text)
		print_foot(&s, out, amounts, r->o->has_across ? &x : NULL);
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
