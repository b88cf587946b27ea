/* Internal: the paths of cards and facts that a rule asks. */
#ifndef RULES_PATHS_H
#define RULES_PATHS_H

#include "rules/rules.h"

/* Called with each path, "facts.findings.overdue" or "similar_systems.hits[].decision", and where it is written; false:
 * what is below it is passed over. */
typedef bool (*rule_path_fn)(void *ctx, const char *path, const struct dgpm_node *key);

/* The keys that a schema over the card names, at any depth; lists with [] behind them. What hangs on patterns of keys
 * or on $ref is passed over. Paths live in `arena`. */
void rule_paths_of(struct dgpm_arena *arena, const struct dgpm_node *schema, rule_path_fn tell, void *ctx);

/* What a rule asks that is not there when its card is read. */
struct rule_asks {
	bool similar; /* facts.similar.found: all cards are compared */
	bool results; /* facts.results: the other rules are judged before */
};

/* Whether all facts that a rule asks, in its conditions, needs, `at`, messages and examples, are in the list; RULE-05
 * for each that is not. */
bool rule_paths_check(struct dgpm_arena *arena, struct dgpm_diags *diags, const struct dgpm_node *rule,
		      const char *pack, struct rule_asks *asks);

#endif
