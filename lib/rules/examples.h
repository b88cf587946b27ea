/* A rule's own examples, run as tests: those it must find, those that only look like it, those it is not about. */
#ifndef RULES_EXAMPLES_H
#define RULES_EXAMPLES_H

#include "rules/rules.h"

struct dgpm_ruletest {
	size_t n_rules, n_examples, n_wrong, n_without; /* without: rules that lack one of the two */
};

/*
 * Run the examples of one rule.
 *
 * Shape:  `examples: {good: ..., bad: ..., not_applicable: ...}` of the rule, each one or a list, laid over a minimal
 *         card, its `facts` over the computed ones; good must pass, bad must fail, to the last it must not apply.
 * Owner:  scratch in `arena`; *sum is added to.
 * Errors: RULE-03 at the example that comes out otherwise, RULE-04 at a rule that lacks a good or a bad one.
 * Source: dgpm-rules(7).
 */
void dgpm_rule_test(struct dgpm_ruletest *sum, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    const struct dgpm_rule *rule, const struct dgpm_organizations *organizations);

/* Within the room: the kinds of examples, and what comes of them. */
#define RULE_EXAMPLE_KINDS 3
struct rule_example_kind {
	const char *key;
	enum dgpm_result want;
	bool needed; /* every rule has one */
};
extern const struct rule_example_kind rule_example_kinds[RULE_EXAMPLE_KINDS];

/* The examples of a kind, one or several. */
const struct dgpm_node *rule_examples(const struct dgpm_node *rule, const char *key, uint32_t *n);
/* "good", or "good 2" of several. */
const char *rule_example_name(struct dgpm_arena *a, const char *key, uint32_t i, uint32_t n);
/* RULE-03; RULE-04 where a kind that is needed has none: true then. */
void rule_example_wrong(struct dgpm_ruletest *sum, struct dgpm_diags *diags, struct dgpm_loc at, const char *id,
			const char *name, enum dgpm_result want, enum dgpm_result is);
bool rule_example_lacks(struct dgpm_diags *diags, const struct rule_example_kind *kind, uint32_t n,
			struct dgpm_loc at, const char *id);

#endif
