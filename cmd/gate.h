/* What a gate in CI adds to a review: files by name, baselines. */
#ifndef GATE_H
#define GATE_H

#include "cmd.h"
#include "findings/baseline.h"

struct gate {
	const char *baseline, *write_baseline, *files_from; /* options; NULL: not given */
	struct dgpm_baseline *known;                        /* of --baseline */
	struct dgpm_baseline *before;                       /* what --write-baseline begins with */
	size_t n_named;
};

/* Read what the options name, before the review: -1 after a diagnostic. `how` is limited to the files named. */
int gate_open(struct gate *g, struct cmd_env *env, struct dgpm_review_how *how) DGPM_MUST_CHECK;

/* After the review: what is known leaves env->diags, the baseline is written; `summary` with what there is to add. */
const char *gate_close(struct gate *g, struct cmd_env *env, const struct cmd_common *c,
		       const struct dgpm_review *review, const struct dgpm_review_how *how, const char *summary);

#endif
