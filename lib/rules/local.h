/* Internal: severities of dgpm.yaml that hold for some cards only. */
#ifndef RULES_LOCAL_H
#define RULES_LOCAL_H

#include "rules/rules.h"

/* One of `severities` that names the rule. */
struct dgpm_rule_local {
	const char **paths;         /* as `ignore` has them; of several one must fit */
	const char **organizations; /* codes; the same */
	size_t n_paths, n_organizations;
	enum dgpm_severity severity;
	bool off;
};

/* note, warning, error: true and *out set. */
bool rule_severity_named(struct dgpm_str name, enum dgpm_severity *out);

/*
 * Give every rule what `severities` of the portfolio says of it.
 *
 * Owner:  lives in `arena`.
 * Errors: -1 after REF-07 for a pattern that no rule is like, REF-05 for an organization that nobody knows.
 */
int rule_locals_load(struct dgpm_rule *rules, size_t n, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     const struct dgpm_portfolio *portfolio) DGPM_MUST_CHECK;

#endif
