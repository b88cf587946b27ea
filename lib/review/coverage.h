/* What a portfolio says of the rules: which fired, passed, never applied. */
#ifndef REVIEW_COVERAGE_H
#define REVIEW_COVERAGE_H

#include "data/words.h"
#include "print/grid.h"
#include "review/review.h"

/* The best that is known of a rule: a finding of one project tells more than a pass of all. */
enum dgpm_covered {
	DGPM_COVERED_FIRED,   /* some project fails it, or has it waived */
	DGPM_COVERED_PASSED,  /* none fails, some passes */
	DGPM_COVERED_UNKNOWN, /* where it applies it cannot be judged */
	DGPM_COVERED_NEVER,   /* it applies to no project */
	DGPM_COVERED_NOT_RUN, /* off, or of other fiscal years */
	DGPM_N_COVERED
};

struct dgpm_covered_rule {
	const struct dgpm_rule *rule;
	struct dgpm_rule_count count;
	enum dgpm_covered state;
	int fiscal_year; /* that its stage was held for */
};

struct dgpm_coverage {
	const struct dgpm_covered_rule *items; /* by stage, in the order of the rules */
	size_t n, n_projects, n_stages;        /* n_projects: judged in each of the stages */
	int first_fy, last_fy;                 /* under review: a stage may be held for another year than the next */
	struct dgpm_date date;
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
};

/*
 * Hold every project against the rules of a stage, or of all three, and count by rule.
 *
 * Shape:  how->stage NULL: each project is judged in every stage, not only in the one it is due for.
 * Owner:  *out lives in `arena` and the portfolio, which is held; the findings themselves are dropped.
 * Errors: -1 after a diagnostic when the rules cannot be read; what cannot be read of the portfolio is told once.
 */
int dgpm_coverage(struct dgpm_coverage *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		  struct dgpm_portfolio *p, const struct dgpm_review_how *how) DGPM_MUST_CHECK;

/* A line a rule for which `wanted` holds, and how many there are of each state: text, CSV or JSON as `how` says. */
typedef bool (*dgpm_rule_wanted_fn)(const void *ctx, const struct dgpm_rule *rule);
void dgpm_coverage_print(const struct dgpm_coverage *c, dgpm_rule_wanted_fn wanted, const void *ctx,
			 struct dgpm_arena *a, const struct dgpm_words *said, struct dgpm_out *out,
			 const struct dgpm_print *how);

#endif
