/* Internal: EXE-02 over all ledgers, with the text, severity and source that the pack gives it. */
#ifndef REVIEW_EXCESS_H
#define REVIEW_EXCESS_H

#include "rules/rules.h"

struct review_excess {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	struct dgpm_portfolio *portfolio;
	/* Filled when the first one is met. */
	bool loaded;
	struct dgpm_rules *rules;
	const struct dgpm_rule *rule;
};

/* A dgpm_excess_fn over a struct review_excess. */
void review_excess_tell(void *ctx, const struct dgpm_excess *e);
void review_excess_close(struct review_excess *x);

#endif
