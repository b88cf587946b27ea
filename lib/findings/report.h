/* Diagnostics printed: text for people and editors, CSV and JSON for programs, from one model. */
#ifndef FINDINGS_REPORT_H
#define FINDINGS_REPORT_H

#include "print/grid.h"

/*
 * Print diagnostics.
 *
 * Shape:  text: "file:line:column: severity: RULE: message [source]", one a line, as compilers do; with how->explain
 *         the line itself with a caret, the remedy, and the second place. CSV: severity, rule, stage, project_id, file,
 *         line, column, message, source. JSON: the same and more.
 * Owner:  borrows; `root_fd` is where the paths are seen from, to read the excerpts.
 * Errors: none here: an excerpt that cannot be read is left out; writing is checked when `out` is closed.
 */
void dgpm_report_diags(const struct dgpm_diags *diags, struct dgpm_arena *arena, struct dgpm_out *out, int root_fd,
		       const struct dgpm_print *how);

#endif
