/* Review: every project against the rules of a stage. */
#ifndef DGPM_REVIEW_H
#define DGPM_REVIEW_H

#include "dgpm/rules.h"

struct dgpm_review_how {
	const char *stage;     /* "pre-request" */
	int fiscal_year;       /* the year under review; 0: by dgpm.yaml, else by the date */
	struct dgpm_date date; /* year 0: by dgpm.yaml, else `today` */
	struct dgpm_date today;
	unsigned threads;
};

/* What came out for one project. */
struct dgpm_reviewed {
	const char *id, *organization, *name, *class, *path;
	size_t n[DGPM_N_RESULTS];
	size_t errors, warnings, notes; /* of FAIL */
	size_t unknown_errors;          /* CANNOT_COMPUTE of a rule that is an error */
};

struct dgpm_review {
	const char *stage;
	int fiscal_year;
	struct dgpm_date date;
	const struct dgpm_reviewed *projects; /* sorted by ID, then path */
	size_t n_projects, n_rules;
	size_t n[DGPM_N_RESULTS];
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
};

/*
 * Review a portfolio.
 *
 * Shape:  findings go to `diags`: FAIL with the rule's severity, CANNOT_COMPUTE as a note; WAIVED are only counted.
 * Units:  fiscal years, counts.
 * Owner:  *out lives in `arena`.
 * Errors: -1 after a diagnostic when the rules cannot be read; what cannot be read of the portfolio is told and left out.
 * Source: S1 4-6, S3 5.1; schemas/rules/.
 */
int dgpm_review(struct dgpm_review **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
		const struct dgpm_review_how *how) DGPM_MUST_CHECK;

/* The tool's suggestion: "approve", "conditional", "return", or "undecided" when an error rule cannot be computed. */
const char *dgpm_reviewed_judgement(const struct dgpm_reviewed *r);

#endif
