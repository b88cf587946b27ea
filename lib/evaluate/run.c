/* An evaluation from its parts. */
#include "base/list.h"
#include "evaluate/parts.h"

/* A text is a baseline of what is judged in words. */
static bool has_baseline(const struct dgpm_indicator *ind)
{
	return ind->baseline.kind == DGPM_MEASURE_NUMBER ||
	       (ind->baseline.kind == DGPM_MEASURE_TEXT && ind->target.kind == DGPM_MEASURE_TEXT);
}

/* Marks and counts of one policy; a second target is a mark of its own, but no indicator. */
static void settle(struct dgpm_policy *p, struct dgpm_evaluation *e, int64_t near)
{
	for (size_t i = 0; i < p->n; i++) {
		struct dgpm_indicator *ind = &p->indicators[i];

		dgpm_indicator_mark(ind, near, p->date);
		p->marks[ind->mark]++;
		e->marks[ind->mark]++;
		e->n_targets++;
		e->n_moved += ind->n_moved;
		if (ind->of != NULL)
			continue;
		p->n_indicators++;
		p->n_full += has_baseline(ind) && ind->target_fy != 0 && ind->actual_fy != 0;
	}
	e->n_indicators += p->n_indicators;
	e->n_full += p->n_full;
}

/* Sheets and cards of the portfolio, with their budgets. */
static void gather(struct evaluate_list *list, struct dgpm_evaluation *e, struct dgpm_arena *arena,
		   struct dgpm_diags *diags, struct dgpm_portfolio *p, const struct dgpm_evaluate_how *how)
{
	unsigned threads = how->threads < 1 ? 1 : how->threads;
	size_t n_others, n_sheets = 0;
	const struct dgpm_other *others = dgpm_portfolio_others(p, diags, threads, &n_others);
	const struct dgpm_totals *totals = dgpm_portfolio_totals(p, diags, threads, &e->ledgers);

	for (size_t i = 0; i < n_others; i++) {
		if (strcmp(others[i].kind, EVALUATE_SHEET) != 0)
			continue;
		n_sheets++;
		if (evaluate_selects(p, arena, &others[i]))
			evaluate_sheet(DGPM_PUSH(arena, list->items, list->n, list->cap), arena, p, &others[i],
				       how->date);
	}
	evaluate_cards(list, e, arena, diags, p, how->date, threads);
	if (list->n == 0 && n_sheets == 0)
		dgpm_portfolio_check_empty(p, diags, &e->cards, NULL);
	for (size_t i = 0; i < list->n; i++)
		evaluate_budget(&list->items[i], arena, totals);
}

int dgpm_evaluate(struct dgpm_evaluation **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		  struct dgpm_data *data, struct dgpm_portfolio *p, const struct dgpm_evaluate_how *how)
{
	struct dgpm_evaluation *e = dgpm_arena_array(arena, 1, sizeof *e);
	struct evaluate_list list = { 0 };
	struct evaluate_settings settings;

	*out = e;
	if (evaluate_settings(&settings, arena, diags, data, p) != 0)
		return -1;
	e->near = settings.near;
	e->date = how->date;
	e->table = how->profile != NULL;
	if (!e->table)
		gather(&list, e, arena, diags, p, how);
	else if (evaluate_tables(&list, e, arena, diags, data, p, how) != 0)
		return -1;
	for (size_t i = 0; i < list.n; i++) {
		settle(&list.items[i], e, settings.near);
		if (list.items[i].root != NULL)
			evaluate_grade(&list.items[i], &settings);
		evaluate_check(&list.items[i], e->table, &settings.rules, arena, diags);
	}
	e->policies = list.items;
	e->n = list.n;
	return 0;
}
