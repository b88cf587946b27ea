/* 予算の状況 of a policy: a + b + c = 合計, 執行額. Source: S4 政策の予算額・執行額等. */
#include "base/list.h"
#include "evaluate/parts.h"

#include <stdlib.h>

static struct dgpm_policy_year *year_of(struct dgpm_policy *p, struct dgpm_arena *arena, int fiscal_year)
{
	struct dgpm_policy_year *years;
	size_t at = 0;

	while (at < p->n_years && p->years[at].fiscal_year < fiscal_year)
		at++;
	if (at < p->n_years && p->years[at].fiscal_year == fiscal_year)
		return &p->years[at];
	years = dgpm_arena_array(arena, p->n_years + 1, sizeof *years);
	for (size_t i = 0; i < p->n_years; i++)
		years[i < at ? i : i + 1] = p->years[i];
	years[at].fiscal_year = fiscal_year;
	p->years = years;
	p->n_years++;
	return &years[at];
}

static void printed(struct dgpm_policy *p, struct dgpm_arena *arena, const struct dgpm_node *budget)
{
	static const char *const names[DGPM_N_POLICY_AMOUNTS] = {
		"initial", "supplementary", "carryover", "total", "executed"
	};
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(budget, "years", &items);
	int64_t year, amount;

	(void)dgpm_unit_parse(&p->unit, dgpm_node_str(dgpm_node_get(budget, "unit")));
	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_policy_year *y;

		if (!dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &year))
			continue;
		y = year_of(p, arena, (int)year);
		for (int k = 0; k < DGPM_N_POLICY_AMOUNTS; k++)
			y->has[k] = dgpm_node_int(dgpm_node_get(&items[i], names[k]), &amount) &&
				    !__builtin_mul_overflow(amount, dgpm_unit_yen(p->unit), &y->yen[k]);
	}
}

/* S4's c is what was carried over and the like: reserve funds too. */
static int amount_of(uint8_t stage)
{
	switch (stage) {
	case DGPM_LS_INITIAL:
		return DGPM_POLICY_INITIAL;
	case DGPM_LS_SUPPLEMENTARY:
		return DGPM_POLICY_SUPPLEMENTARY;
	case DGPM_LS_CARRYOVER_IN:
	case DGPM_LS_RESERVE:
	case DGPM_LS_TRANSFER_IN:
		return DGPM_POLICY_CARRYOVER;
	case DGPM_LS_EXECUTED:
		return DGPM_POLICY_EXECUTED;
	default:
		return DGPM_N_POLICY_AMOUNTS;
	}
}

static void from_ledger(struct dgpm_policy *p, struct dgpm_arena *arena, const struct dgpm_totals *totals,
			struct dgpm_str project)
{
	size_t n;
	const struct dgpm_total *groups = dgpm_totals_of(totals, arena, project, &n);

	for (size_t i = 0; i < n; i++) {
		int k = amount_of(groups[i].stage);
		struct dgpm_policy_year *y;

		if (k == DGPM_N_POLICY_AMOUNTS || groups[i].overflow)
			continue;
		y = year_of(p, arena, groups[i].fiscal_year);
		if (dgpm_yen_add(&y->yen[k], y->yen[k], groups[i].sum_yen))
			y->has[k] = true;
	}
}

/*
 * The total: printed, else added. A year of which only the initial budget is known is under way: b and c are open, so
 * that it has no total yet (S4 leaves FY2019 blank).
 */
static void add_up(struct dgpm_policy_year *y)
{
	bool fits = true, more = y->has[DGPM_POLICY_SUPPLEMENTARY] || y->has[DGPM_POLICY_CARRYOVER] ||
				 y->has[DGPM_POLICY_EXECUTED];

	y->added_yen = 0;
	for (int k = 0; k < DGPM_POLICY_TOTAL; k++)
		fits &= dgpm_yen_add(&y->added_yen, y->added_yen, y->yen[k]);
	if (y->has[DGPM_POLICY_TOTAL]) {
		y->apart = fits && more && y->has[DGPM_POLICY_INITIAL] && y->added_yen != y->yen[DGPM_POLICY_TOTAL];
	} else if (fits && more && y->has[DGPM_POLICY_INITIAL]) {
		y->yen[DGPM_POLICY_TOTAL] = y->added_yen;
		y->has[DGPM_POLICY_TOTAL] = true;
	}
	y->has_rate = y->has[DGPM_POLICY_TOTAL] && y->has[DGPM_POLICY_EXECUTED] &&
		      dgpm_rate(&y->rate, y->yen[DGPM_POLICY_EXECUTED], y->yen[DGPM_POLICY_TOTAL], 4);
}

void evaluate_budget(struct dgpm_policy *policy, struct dgpm_arena *arena, const struct dgpm_totals *totals)
{
	const struct dgpm_node *budget = dgpm_node_get(policy->root, "budget"), *items = NULL;
	uint32_t n = dgpm_node_items(policy->root, "projects", &items);

	if (budget != NULL)
		printed(policy, arena, budget);
	for (uint32_t i = 0; budget == NULL && totals != NULL && i < n; i++)
		from_ledger(policy, arena, totals, dgpm_node_str(&items[i]));
	if (policy->project_id != NULL && totals != NULL)
		from_ledger(policy, arena, totals, dgpm_str_of(policy->project_id));
	for (size_t i = 0; i < policy->n_years; i++)
		add_up(&policy->years[i]);
}
