/* What the calendar will change: findings that begin by a day with no edit of the files. */
#ifndef FINDINGS_UNTIL_H
#define FINDINGS_UNTIL_H

#include "review/review.h"

/*
 * Review a portfolio as of a day and as of a later one, and say what is told on the later one alone.
 *
 * Shape:  `how->date` is the first day. *begin has notes, warnings and errors, each with the day it begins on, found by
 *         halving the time between; one that goes away again before `until` is not told. Where that would take too many
 *         reviews, the days of the others are left open.
 * Owner:  *out, of the first day, and *begin live in `arena`; dgpm_review_close() as ever.
 * Errors: -1 after a diagnostic, as dgpm_review(); what cannot be read is told once.
 */
int dgpm_review_until(struct dgpm_review **out, struct dgpm_diags **begin, struct dgpm_arena *arena,
		      struct dgpm_diags *diags, struct dgpm_portfolio *p, const struct dgpm_review_how *how,
		      struct dgpm_date until) DGPM_MUST_CHECK;

#endif
