/* Baselines: what was found before, so that only what is new is shown. */
#ifndef FINDINGS_BASELINE_H
#define FINDINGS_BASELINE_H

#include "findings/findings.h"
#include "io/out.h"
#include "review/review.h"

struct dgpm_baseline;

/*
 * Read a baseline.
 *
 * Shape:  a dgpm/baseline@3 document; `path` from the working directory.
 * Owner:  *out lives in `arena`.
 * Errors: -1 after diagnostics: it cannot be read, or does not hold to its schema.
 * Source: schemas/baseline.schema.json.
 */
int dgpm_baseline_read(struct dgpm_baseline **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		       struct dgpm_data *data, const char *path) DGPM_MUST_CHECK;

/* What a run looked at: a finding that it could not have found is not gone. */
struct dgpm_baseline_scope {
	const struct dgpm_review *review;
	bool narrowed; /* only what is among the projects of the review was looked at */
	bool whole;    /* all there is was read, so that every fact is known; else nothing is ever called gone */
};

struct dgpm_baseline_compared {
	size_t n_known;
	const struct dgpm_recorded *gone; /* in the order of the baseline */
	size_t n_gone;
};

/*
 * Hold findings against a baseline: `known` of each is set, passes and what does not apply left as they are.
 *
 * Units:  counts of what is known, waived findings left out.
 * Owner:  *out borrows the baseline.
 */
void dgpm_baseline_compare(struct dgpm_baseline_compared *out, const struct dgpm_baseline *baseline,
			   struct dgpm_arena *arena, struct dgpm_findings *findings,
			   const struct dgpm_baseline_scope *scope);

/*
 * Write the notes, warnings and errors, and what could not be judged, as a baseline: JSON, a finding a line, sorted by
 * project, rule, pointer.
 * What `before`, which may be NULL, has and the run did not look at is kept. `prune`: nothing is taken in that it does
 * not have.
 *
 * Errors: none here: writing is checked when `out` is closed.
 */
void dgpm_baseline_write(const struct dgpm_baseline *before, struct dgpm_arena *arena, struct dgpm_out *out,
			 const struct dgpm_findings *findings, const struct dgpm_baseline_scope *scope,
			 bool prune);

#endif
