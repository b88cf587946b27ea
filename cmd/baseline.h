/* What a gate in CI adds to a review: files by name, baselines. */
#ifndef BASELINE_H
#define BASELINE_H

#include "cmd.h"
#include "findings/baseline.h"
#include "review/review.h"

struct known {
	const char *baseline, *write_baseline; /* options; NULL: not given */
	bool prune;                                         /* --prune-baseline */
	struct dgpm_baseline *known;                        /* of --baseline */
	struct dgpm_baseline *before;                       /* what --write-baseline begins with */
};

/* Read what the options name, before the review: -1 after a diagnostic. `how` is limited to what was changed. */
int known_open(struct known *k, struct cmd_env *env, const struct cmd_common *c, struct dgpm_review_how *how)
	DGPM_MUST_CHECK;

/* After the review: what is known is not shown, the baseline is written, `found` has what there is to add. */
void known_close(const struct known *k, struct cmd_env *env, const struct cmd_common *c,
		 const struct dgpm_review *review, const struct dgpm_review_how *how, struct cmd_result *found);

#endif
