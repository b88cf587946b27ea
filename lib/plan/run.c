/* The plans of a portfolio from their parts. */
#include "base/list.h"
#include "plan/parts.h"

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
