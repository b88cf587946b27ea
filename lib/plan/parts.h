/* Internal: what the parts of plans share. */
#ifndef PLAN_PARTS_H
#define PLAN_PARTS_H

#include "plan/plan.h"

/* What a plan document says. */
void plan_read(struct dgpm_plan *out, struct dgpm_arena *arena, struct dgpm_portfolio *p, const struct dgpm_other *doc,
	       struct dgpm_date date);

/* The year of a list, made when it is not there: years stay in order. */
struct dgpm_plan_year *plan_year(struct dgpm_arena *arena, struct dgpm_plan_year **years, size_t *n, int fiscal_year);
/* Add an amount to a sum; false: it does not fit, and was left out. */
bool plan_add(bool *has, dgpm_yen *sum, dgpm_yen yen);

/* All cards that may belong in a plan, sorted by ID. */
struct dgpm_plan_card *plan_cards(size_t *n, struct dgpm_plans *plans, struct dgpm_arena *arena,
				  struct dgpm_diags *diags, struct dgpm_portfolio *p, unsigned threads);

/* Coverage and money of one plan. */
void plan_cover(struct dgpm_plan *plan, struct dgpm_arena *arena, const struct dgpm_plan_card *cards, size_t n,
		const struct dgpm_totals *totals, struct dgpm_date date);

/* The topics that the rules' file names, and the rules held against one plan. -1 after a diagnostic. */
int plan_check(struct dgpm_plan *plans, size_t n, const struct dgpm_plan_card *cards, size_t n_cards,
	       struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p, struct dgpm_date date)
	DGPM_MUST_CHECK;

#endif
