/* The plans of a portfolio from their parts. */
#include "base/list.h"
#include "plan/parts.h"
#include "portfolio/select.h"

#include <stdlib.h>

struct list {
	struct dgpm_plan *items;
	size_t n, cap;
};

static const struct dgpm_plan *plan_of(const struct list *l, const char *organization)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->items[i].organization, organization) == 0)
			return &l->items[i];
	return NULL;
}

static int cmp_plans(const void *pa, const void *pb, void *ctx)
{
	const struct dgpm_plan *a = pa, *b = pb;
	int c = dgpm_organization_cmp(dgpm_organizations_find(ctx, dgpm_str_of(a->organization)),
				      dgpm_organizations_find(ctx, dgpm_str_of(b->organization)));

	if (c == 0)
		c = strcmp(a->organization, b->organization);
	return c != 0 ? c : strcmp(a->path != NULL ? a->path : "", b->path != NULL ? b->path : "");
}

/*
 * Whether the report is about a plan. One that is selected itself is shown whole; else it is there for the sake of
 * projects, and the measures of others are hidden. Nothing of its sums changes.
 */
static bool selects(const struct dgpm_portfolio *p, struct dgpm_arena *arena, struct dgpm_plan *plan)
{
	bool any = false;

	if (dgpm_portfolio_selects_other(p, arena, plan->path, NULL, plan->title, plan->organization))
		return true;
	for (size_t i = 0; i < plan->n_cards; i++)
		any |= dgpm_portfolio_is_selected(p, dgpm_str_of(plan->cards[i].id));
	for (size_t i = 0; i < plan->n_measures; i++) {
		struct dgpm_plan_measure *m = &plan->measures[i];

		m->hidden = !dgpm_portfolio_is_selected(p, dgpm_str_of(m->project_id));
		plan->n_hidden += m->hidden;
		any |= !m->hidden;
	}
	return any;
}

/* Plans that the report is not about are left out, with their findings. */
static void select_plans(struct list *l, const struct dgpm_portfolio *p, struct dgpm_arena *arena)
{
	size_t kept = 0;

	if (!dgpm_portfolio_is_narrowed(p))
		return;
	for (size_t i = 0; i < l->n; i++)
		if (selects(p, arena, &l->items[i]))
			l->items[kept++] = l->items[i];
	l->n = kept;
}

int dgpm_plans(struct dgpm_plans **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
	       struct dgpm_date date, unsigned threads)
{
	struct dgpm_plans *all = dgpm_arena_array(arena, 1, sizeof *all);
	const struct dgpm_organizations *organizations = dgpm_portfolio_organizations(p);
	const struct dgpm_totals *totals;
	const struct dgpm_other *others;
	struct dgpm_plan_card *cards;
	struct list list = { 0 };
	size_t n_others, n_cards;

	*out = all;
	if (threads < 1)
		threads = 1;
	all->date = date;
	others = dgpm_portfolio_others(p, diags, threads, &n_others);
	totals = dgpm_portfolio_totals(p, diags, threads, &all->ledgers);
	cards = plan_cards(&n_cards, all, arena, diags, p, threads);
	for (size_t i = 0; i < n_others; i++)
		if (strcmp(others[i].kind, "dgpm/plan@1") == 0)
			plan_read(DGPM_PUSH(arena, list.items, list.n, list.cap), arena, p, &others[i], date);
	if (list.n == 0)
		dgpm_portfolio_check_empty(p, diags, &all->cards, NULL);
	/* Organizations with systems that belong in a plan, and none. */
	for (size_t i = 0; i < n_cards; i++)
		if (!cards[i].retired && (cards[i].class == 2 || cards[i].class == 3) &&
		    plan_of(&list, cards[i].organization) == NULL)
			DGPM_PUSH(arena, list.items, list.n, list.cap)->organization = cards[i].organization;
	for (size_t i = 0; i < list.n; i++)
		plan_cover(&list.items[i], arena, cards, n_cards, totals, date);
	select_plans(&list, p, arena);
	for (size_t i = 0; i < list.n; i++)
		if (list.items[i].over)
			dgpm_diag_add(diags, DGPM_MSG_SUM_01, (struct dgpm_loc){ .path = list.items[i].path },
				      list.items[i].organization);
	if (list.n > 1)
		qsort_r(list.items, list.n, sizeof *list.items, cmp_plans, (void *)organizations);
	if (plan_check(list.items, list.n, cards, n_cards, arena, diags, p, date) != 0)
		return -1;
	all->items = list.items;
	all->n = list.n;
	return 0;
}
