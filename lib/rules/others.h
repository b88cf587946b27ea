/* The rules of the other reports, plan, procedures, evaluation and comparison: for the one list of rules. */
#ifndef RULES_OTHERS_H
#define RULES_OTHERS_H

#include "data/checks.h"
#include "rules/examples.h"
#include "rules/rules.h"

struct dgpm_other_rules {
	const struct dgpm_rule *items; /* by report, then as they are written; `stage` is the report */
	size_t n;
	const struct dgpm_check *checks; /* the same rules as their report has them */
};

/*
 * The rules of plan-rules.yaml, procedure-rules.yaml, evaluation.yaml and diff.yaml.
 *
 * Shape:  `portfolio`: its settings count; NULL: as they are written.
 * Owner:  *out lives in `arena` and borrows the data; dgpm_other_rules_close() lets go of patterns.
 * Errors: -1 after a diagnostic.
 */
int dgpm_other_rules(struct dgpm_other_rules *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     struct dgpm_data *data, const struct dgpm_portfolio *portfolio) DGPM_MUST_CHECK;
void dgpm_other_rules_close(struct dgpm_other_rules *rules);

/* "plan" ... of a rule of another report, from a user's word; NULL: none. */
const char *dgpm_other_report(const char *name);

/*
 * Run the examples of one, `i` of the list: documents that the report would hold against it. A rule that the report
 * itself judges has none, and is not counted.
 *
 * Errors: RULE-03 and RULE-04, as for rules of a review.
 */
void dgpm_other_rule_test(struct dgpm_ruletest *sum, struct dgpm_arena *arena, struct dgpm_diags *diags,
			  const struct dgpm_other_rules *rules, size_t i);

#endif
