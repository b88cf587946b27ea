/* A review as a report: the sheet of one project, and a line a project. */
#ifndef REVIEW_PRINT_H
#define REVIEW_PRINT_H

#include "data/words.h"
#include "print/grid.h"
#include "review/review.h"

/* The sheet of one project: item, result, evidence, source. Text, CSV or JSON as `how` says. */
void dgpm_review_print_sheet(const struct dgpm_review *review, const struct dgpm_reviewed *project,
			     struct dgpm_arena *a, const struct dgpm_words *said, struct dgpm_out *out,
			     const struct dgpm_print *how);

/* A line a project with a suggested judgement: text, CSV or JSON as `how` says. */
void dgpm_review_print_summary(const struct dgpm_review *review, struct dgpm_arena *a, const struct dgpm_words *said,
			       struct dgpm_out *out, const struct dgpm_print *how);

/*
 * What nearly all projects share, what tells the others apart, and the step that removes most: text, CSV or JSON as
 * `how` says. `diags` are the findings of the review.
 */
void dgpm_review_print_digest(const struct dgpm_review *review, const struct dgpm_diags *diags, struct dgpm_arena *a,
			      const struct dgpm_words *words, struct dgpm_out *out, const struct dgpm_print *how);

/* The findings for a person at a terminal: by project, a few of each; of many projects by rule. Text alone. */
void dgpm_review_print_folded(const struct dgpm_review *review, const struct dgpm_diags *diags, struct dgpm_arena *a,
			      const struct dgpm_words *words, struct dgpm_out *out, const struct dgpm_print *how);

#endif
