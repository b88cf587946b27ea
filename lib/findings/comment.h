/* Internal: findings as a comment of a merge request, or as the summary of a job. */
#ifndef FINDINGS_COMMENT_H
#define FINDINGS_COMMENT_H

#include "diag/diag.h"
#include "print/grid.h"

/*
 * Markdown: how many there are by severity, and what a baseline knew; the ten gravest; the others folded, as many as a
 * comment takes, and how many are left out. `how->head` tells of the run; NULL: nothing is known of it.
 */
void report_comment(const struct dgpm_diags *diags, struct dgpm_arena *arena, struct dgpm_out *out,
		    const struct dgpm_print *how);

#endif
