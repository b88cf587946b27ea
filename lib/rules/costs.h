/* Internal: which sums of the ledger are the cost of a year. Facts and their evidence choose by the same functions. */
#ifndef RULES_COSTS_H
#define RULES_COSTS_H

#include "rules/facts.h"

#define COSTS_RUNNING (1u << DGPM_EXPENSE_OPERATION | 1u << DGPM_EXPENSE_MODIFICATION)
#define COSTS_ALL (COSTS_RUNNING | 1u << DGPM_EXPENSE_DEVELOPMENT | 1u << DGPM_EXPENSE_UNSPECIFIED)

/* The groups of one project, as dgpm_totals_of() gives them, and the expenses that count: bits 1 << dgpm_expense. */
struct costs {
	const struct dgpm_facts_in *in;
	const struct dgpm_total *items;
	size_t n;
	unsigned expenses;
};

struct cost {
	int fiscal_year;
	enum dgpm_ledger_stage stage;
	dgpm_yen yen;
};

/*
 * The cost of a year by the first stage of the order that has rows; what was executed stands for a year only once it
 * is over.
 *
 * Units:  yen.
 * Errors: false: no such row, or a sum that does not fit.
 */
bool costs_of_year(struct cost *out, const struct costs *c, int fiscal_year, const uint8_t *stages, size_t n);

/*
 * The cost of the latest year that has any and is not after the year under review: executed, else initial, else
 * planned, else required. Years to come do not run yet.
 *
 * Units:  yen.
 * Errors: as above.
 * Source: S1 3-1-1.
 */
bool costs_latest(struct cost *out, const struct costs *c);

#endif
