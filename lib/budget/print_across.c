/* dgpm ledger --across: the values of the last column of `by` as columns. */
#include "budget/print_parts.h"
#include "base/i18n.h"
#include "base/list.h"

/* Whether rounded figures add up to the rounded figure below them. */
static void note_across_rounding(struct budget_view *s, struct budget_across *x, enum budget_level level, size_t cell,
				 const struct dgpm_figures *f, enum dgpm_figure figure)
{
	int64_t *added = level == BUDGET_SUBTOTAL ? &x->block[cell] : &x->all[cell];
	int64_t value = f->has[figure] ? dgpm_yen_round(f->value[figure], s->how->unit) : 0;

	if (figure == DGPM_FIG_EXECUTION_RATE)
		return;
	if (level == BUDGET_GROUP) {
		/* What does not fit has no total below it either. */
		(void)!__builtin_add_overflow(x->block[cell], value, &x->block[cell]);
		(void)!__builtin_add_overflow(x->all[cell], value, &x->all[cell]);
		return;
	}
	s->misses |= f->has[figure] && *added != value;
}

static void find_across(const struct budget_view *s, struct budget_across *x)
{
	const struct dgpm_table *t = s->t;
	size_t last = t->n_by - 1, cap = 0;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t rank = dgpm_table_rank(t, i, last);
		size_t at = x->n;

		while (at > 0 && dgpm_table_rank(t, x->of[at - 1], last) > rank)
			at--;
		if (at > 0 && dgpm_table_rank(t, x->of[at - 1], last) == rank)
			continue;
		DGPM_ROOM(s->arena, x->of, x->n, cap, 1);
		memmove(&x->of[at + 1], &x->of[at], (x->n++ - at) * sizeof *x->of);
		x->of[at] = i;
	}
	for (; x->n_figures < s->look->n_figures; x->n_figures++)
		x->figures[x->n_figures] = s->look->figures[x->n_figures];
	/* One group: the whole table, as S4 prints it. Several: one figure, so that they can be compared. */
	if (x->n_figures == 0 && s->n_group == 0)
		for (size_t i = 0; i < DGPM_N_TABLE_FIGURES; i++)
			x->figures[x->n_figures++] = budget_figure_at(s, i);
	else if (x->n_figures == 0)
		x->figures[x->n_figures++] = DGPM_FIG_TOTAL;
	x->block = dgpm_arena_array(s->arena, x->n * x->n_figures, sizeof *x->block);
	x->all = dgpm_arena_array(s->arena, x->n * x->n_figures, sizeof *x->all);
}

static bool from_new_block(const struct budget_view *s, size_t from)
{
	return s->n_group == 0 || from == 0 || dgpm_table_rank(s->t, from, 0) != dgpm_table_rank(s->t, from - 1, 0);
}

/* The column that the figure is in without --across. */
static const char *column_of(const struct budget_view *s, enum dgpm_figure f)
{
	return f == DGPM_FIG_EXECUTION_RATE ? dgpm_figure_name(f) :
					      dgpm_arena_printf(s->arena, "%s_yen", dgpm_figure_name(f));
}

/* The lines of the table, and what they are made of. */
struct crossing {
	struct budget_view *s;
	struct budget_across *x;
	struct budget_lines lines;
};

/* The figures of some rows, a set for each value across. */
static struct dgpm_figures *figures_of(const struct budget_view *s, const struct budget_across *x, size_t from,
				       size_t n, struct dgpm_arena *scratch)
{
	struct dgpm_figures *f = dgpm_arena_array(scratch, x->n, sizeof *f);
	size_t last = s->t->n_by - 1;

	for (size_t i = 0; i < x->n; i++) {
		uint32_t rank = dgpm_table_rank(s->t, x->of[i], last);

		dgpm_table_add(&f[i], s->t, from, n, &rank);
	}
	return f;
}

static struct dgpm_str value_across(const struct budget_view *s, const struct budget_across *x, size_t i)
{
	struct dgpm_table_row r;

	dgpm_table_row(&r, s->t, x->of[i]);
	return r.values[s->t->n_by - 1];
}

static void put_across(void *ctx, struct dgpm_grid *g, size_t at, struct dgpm_arena *scratch)
{
	const struct crossing *c = ctx;
	const struct budget_line *line = &c->lines.items[at];
	enum dgpm_figure figure = c->x->figures[line->figure];
	struct budget_view s = *c->s;
	struct dgpm_figures *f = figures_of(&s, c->x, line->from, line->n, scratch);
	struct dgpm_table_row r;

	s.arena = scratch;
	dgpm_table_row(&r, s.t, line->from);
	budget_put_front(&s, g, line->level, line->from, &r);
	dgpm_grid_cstr(g, s.text ? budget_figure_title(&s, figure) : dgpm_figure_name(figure));
	for (size_t i = 0; i < c->x->n; i++)
		budget_put_figure(g, &f[i], figure);
	budget_put_address(&s, g, line->level, &r, column_of(&s, figure));
}

/* The lines of one block of rows (a group, a subtotal or all), and what the foot says of them. */
static void add_lines(struct crossing *c, enum budget_level level, size_t from, size_t n, const char *label)
{
	struct budget_view *s = c->s;
	struct budget_across *x = c->x;
	bool choosy = s->text && s->n_group == 0 && s->look->n_figures == 0;
	struct dgpm_arena *scratch;
	struct dgpm_figures *f;

	for (size_t k = 0; k < x->n_figures && !choosy; k++)
		*DGPM_PUSH(s->arena, c->lines.items, c->lines.n, c->lines.cap) =
			(struct budget_line){ (uint32_t)from, (uint32_t)n, (uint8_t)level, (uint8_t)k };
	if (!s->text && level == BUDGET_GROUP)
		return;
	scratch = dgpm_arena_like(s->arena);
	f = figures_of(s, x, from, n, scratch);
	for (size_t i = 0; i < x->n && level != BUDGET_GROUP; i++)
		budget_tell_overflow(s, &f[i]);
	if (level == BUDGET_GROUP && from_new_block(s, from))
		memset(x->block, 0, x->n * x->n_figures * sizeof *x->block);
	for (size_t k = 0; k < x->n_figures; k++) {
		bool any = false;

		for (size_t i = 0; i < x->n; i++)
			any |= f[i].has[x->figures[k]];
		if (choosy && any)
			*DGPM_PUSH(s->arena, c->lines.items, c->lines.n, c->lines.cap) =
				(struct budget_line){ (uint32_t)from, (uint32_t)n, (uint8_t)level, (uint8_t)k };
		for (size_t i = 0; i < x->n && (any || !choosy); i++)
			note_across_rounding(s, x, level, k * x->n + i, &f[i], x->figures[k]);
	}
	for (size_t i = 0; i < x->n && x->n_figures != 1; i++) { /* else the parts are not shown */
		const char *title = "";

		if (dgpm_figures_rounding(&f[i], s->how->unit) != 0)
			title = dgpm_arena_printf(s->arena, "%s%s%s", label, *label != '\0' ? ", " : "",
						  budget_across_title(s, s->t->by[s->t->n_by - 1],
								      value_across(s, x, i)));
		budget_note_rounding(s, &f[i], level == BUDGET_GROUP ? from : SIZE_MAX, title);
	}
	dgpm_arena_free(scratch);
}

static size_t group_end(const struct budget_view *s, size_t from)
{
	size_t end = from + 1;

	for (; end < s->t->n; end++)
		for (size_t c = 0; c < s->n_group; c++)
			if (dgpm_table_rank(s->t, end, c) != dgpm_table_rank(s->t, from, c))
				return end;
	return end;
}

void budget_print_across(struct budget_view *s, struct dgpm_out *out, struct budget_across *x)
{
	struct crossing c = { .s = s, .x = x };
	struct dgpm_col *cols;
	struct dgpm_grid *g;
	size_t n, last = s->t->n_by - 1, groups = 0;

	find_across(s, x);
	cols = dgpm_arena_array(s->arena, s->n_group + 3 + x->n, sizeof *cols);
	n = budget_front_cols(s, cols);
	cols[n++] = (struct dgpm_col){ "figure", x->n_figures > 1 || s->n_group == 0 ? N_("figure") : NULL,
				       DGPM_COL_TEXT };
	for (size_t i = 0; i < x->n; i++) {
		const char *title = budget_across_title(s, s->t->by[last], value_across(s, x, i));

		cols[n++] = (struct dgpm_col){ title, title, DGPM_COL_YEN };
	}
	/* The column `figure` is the name of the figure here. */
	cols[n++] = budget_address_col(s, "address");
	g = dgpm_grid_new(s->arena, cols, n);
	dgpm_grid_main(g);
	dgpm_grid_bands(g, n - x->n - 1);
	for (size_t from = 0, end; from < s->t->n; from = end) {
		size_t blocks = 0;

		end = s->n_group != 0 ? budget_block_end(s->t, from) : s->t->n;
		for (size_t i = from, next; i < end; i = next, blocks++) {
			next = s->n_group != 0 ? group_end(s, i) : end;
			add_lines(&c, BUDGET_GROUP, i, next - i, "");
		}
		if (s->subtotals && blocks > 1)
			add_lines(&c, BUDGET_SUBTOTAL, from, end - from, _("subtotal"));
		groups += blocks;
	}
	if (s->total && groups > 1)
		add_lines(&c, BUDGET_TOTAL, 0, s->t->n, _("total"));
	dgpm_grid_print_lines(g, &(struct dgpm_grid_lines){ c.lines.n, put_across, &c }, out, s->how);
}
