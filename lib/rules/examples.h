/* A rule's own examples, run as tests: one it must find, one that only looks like it. */
#ifndef RULES_EXAMPLES_H
#define RULES_EXAMPLES_H

#include "rules/rules.h"

struct dgpm_ruletest {
	size_t n_rules, n_examples, n_wrong, n_without; /* without: rules that lack one of the two */
};

/*
 * Run the examples of one rule.
 *
 * Shape:  `examples: {good: ..., bad: ...}` of the rule, each laid over a minimal card, its `facts` over the computed
 *         ones; good must pass, bad must fail.
 * Owner:  scratch in `arena`; *sum is added to.
 * Errors: RULE-03 at the example that comes out otherwise, RULE-04 at a rule that lacks an example.
 * Source: dgpm-rules(7).
 */
void dgpm_rule_test(struct dgpm_ruletest *sum, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    const struct dgpm_rule *rule, const struct dgpm_organizations *organizations);

#endif
