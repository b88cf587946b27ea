/* Internal: what the judging of a rule and the telling of its failures share. */
#ifndef RULES_JUDGE_H
#define RULES_JUDGE_H

#include "rules/rules.h"

/* Where a node of the card stands; without one the place the rule points at. */
struct dgpm_loc judge_loc(const struct dgpm_rule *rule, const struct dgpm_card *card, const struct dgpm_node *node);

/* "a.b" as the JSON pointer "/a/b"; NULL as "". */
const char *judge_pointer(struct dgpm_arena *a, const char *path);

/* Fill `failed` of *out: what of a card does not hold, an item of a list each, and all else as one. */
void judge_failed(struct dgpm_judged *out, const struct dgpm_rule *rule, struct dgpm_worker *w,
		  const struct dgpm_card *card, const struct dgpm_node *joined);

#endif
