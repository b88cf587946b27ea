/* Which sums of the ledger are the cost of a year. */
#include "rules/costs.h"

/* Until a year is over what was executed in it is a part of its cost, and does not stand for it. */
static bool is_cost(const struct dgpm_facts_in *in, int stage, int fiscal_year)
{
	return stage != DGPM_LS_EXECUTED || fiscal_year < dgpm_date_fiscal_year(in->date);
}

/* Whether a stage of a year has rows, and their sum; *fits: it is one. */
static bool sum_of(struct cost *out, bool *fits, const struct costs *c, int fiscal_year, int stage)
{
	struct dgpm_sum sum = dgpm_totals_sum(c->items, c->n, fiscal_year, 1u << stage, c->expenses);

	*out = (struct cost){ .fiscal_year = fiscal_year, .stage = (enum dgpm_ledger_stage)stage, .yen = sum.yen };
	*fits = !sum.broken;
	return sum.any;
}

static bool find(struct cost *out, bool *fits, const struct costs *c, int fiscal_year, const uint8_t *stages, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_cost(c->in, stages[i], fiscal_year) && sum_of(out, fits, c, fiscal_year, stages[i]))
			return true;
	return false;
}

bool costs_of_year(struct cost *out, const struct costs *c, int fiscal_year, const uint8_t *stages, size_t n)
{
	bool fits;

	return find(out, &fits, c, fiscal_year, stages, n) && fits;
}

bool costs_latest(struct cost *out, const struct costs *c)
{
	static const uint8_t order[] = { DGPM_LS_EXECUTED, DGPM_LS_INITIAL, DGPM_LS_PLANNED, DGPM_LS_REQUIRED };
	bool fits;

	/* The groups are sorted by year: those of a year stand together, the latest at the end. */
	for (size_t i = c->n; i-- > 0;) {
		int year = c->items[i].fiscal_year;

		if (year > c->in->fiscal_year || (i + 1 < c->n && c->items[i + 1].fiscal_year == year))
			continue;
		if (find(out, &fits, c, year, order, DGPM_COUNT(order)))
			return fits;
	}
	return false;
}
