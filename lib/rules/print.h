/* Rules as a report: the list, and what one says. */
#ifndef RULES_PRINT_H
#define RULES_PRINT_H

#include "data/words.h"
#include "print/grid.h"
#include "rules/rules.h"

/* The rules chosen: text, CSV or JSON as `how` says. `explain`: text tells all of each. */
void dgpm_rules_print(const struct dgpm_rule *const *rules, size_t n, bool explain, struct dgpm_arena *a,
		      const struct dgpm_words *said, struct dgpm_out *out, const struct dgpm_print *how);

/* The facts that rules may ask. */
void dgpm_facts_print(struct dgpm_arena *a, struct dgpm_out *out, const struct dgpm_print *how);

#endif
