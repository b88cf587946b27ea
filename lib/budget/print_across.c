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
		uint32_t rank = t->rows[i].ranks[last];
		size_t at = x->n;

		while (at > 0 && x->of[at - 1]->ranks[last] > rank)
			at--;
		if (at > 0 && x->of[at - 1]->ranks[last] == rank)
			continue;
		DGPM_ROOM(s->arena, x->of, x->n, cap, 1);
		memmove(&x->of[at + 1], &x->of[at], (x->n++ - at) * sizeof(const struct dgpm_table_row *));
		x->of[at] = &t->rows[i];
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
	return s->n_group == 0 || from == 0 || s->t->rows[from].ranks[0] != s->t->rows[from - 1].ranks[0];
}

/* The column that the figure is in without --across. */
static const char *column_of(const struct budget_view *s, enum dgpm_figure f)
{
	return f == DGPM_FIG_EXECUTION_RATE ? dgpm_figure_name(f) :
					      dgpm_arena_printf(s->arena, "%s_yen", dgpm_figure_name(f));
}

/* The figures of one block of rows (a group, a subtotal or all), a set for each value across. */
static void put_across(struct budget_view *s, struct dgpm_grid *g, struct budget_across *x, enum budget_level level,
		       size_t from, size_t n, const char *label)
{
	struct dgpm_figures *f = dgpm_arena_array(s->arena, x->n, sizeof *f);
	size_t last = s->t->n_by - 1;

	for (size_t i = 0; i < x->n; i++) {
		dgpm_table_add(&f[i], s->t, from, n, &x->of[i]->ranks[last]);
		if (level != BUDGET_GROUP)
			budget_tell_overflow(s, &f[i]);
	}
	if (level == BUDGET_GROUP && from_new_block(s, from))
		memset(x->block, 0, x->n * x->n_figures * sizeof *x->block);
	for (size_t k = 0; k < x->n_figures; k++) {
		bool any = !s->text || s->n_group != 0 || s->look->n_figures != 0;

		for (size_t i = 0; i < x->n; i++)
			any |= f[i].has[x->figures[k]];
		if (!any)
			continue;
		budget_put_front(s, g, level, from);
		dgpm_grid_cstr(g, s->text ? budget_figure_title(s, x->figures[k]) : dgpm_figure_name(x->figures[k]));
		for (size_t i = 0; i < x->n; i++) {
			budget_put_figure(g, &f[i], x->figures[k]);
			note_across_rounding(s, x, level, k * x->n + i, &f[i], x->figures[k]);
		}
		budget_put_address(s, g, level, from, column_of(s, x->figures[k]));
	}
	if (x->n_figures == 1)
		return; /* the parts are not shown */
	for (size_t i = 0; i < x->n; i++) {
		const char *title = budget_across_title(s, s->t->by[last], x->of[i]->values[last]);

		budget_note_rounding(s, &f[i],
				     dgpm_arena_printf(s->arena, "%s%s%s", label, *label != '\0' ? ", " : "", title));
	}
}

static size_t group_end(const struct budget_view *s, size_t from)
{
	size_t end = from + 1;

	while (end < s->t->n &&
	       memcmp(s->t->rows[end].ranks, s->t->rows[from].ranks, s->n_group * sizeof(uint32_t)) == 0)
		end++;
	return end;
}

void budget_print_across(struct budget_view *s, struct dgpm_out *out, struct budget_across *x)
{
	struct dgpm_col *cols;
	struct dgpm_grid *g;
	size_t n, last = s->t->n_by - 1, groups = 0;

	find_across(s, x);
	cols = dgpm_arena_array(s->arena, s->n_group + 3 + x->n, sizeof *cols);
	n = budget_front_cols(s, cols);
	cols[n++] = (struct dgpm_col){ "figure", x->n_figures > 1 || s->n_group == 0 ? N_("figure") : NULL,
				       DGPM_COL_TEXT };
	for (size_t i = 0; i < x->n; i++) {
		const char *title = budget_across_title(s, s->t->by[last], x->of[i]->values[last]);

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
			put_across(s, g, x, BUDGET_GROUP, i, next - i, budget_row_label(s, i));
		}
		if (s->subtotals && blocks > 1)
			put_across(s, g, x, BUDGET_SUBTOTAL, from, end - from, _("subtotal"));
		groups += blocks;
	}
	if (s->total && groups > 1)
		put_across(s, g, x, BUDGET_TOTAL, 0, s->t->n, _("total"));
	dgpm_grid_print(g, out, s->how);
}
