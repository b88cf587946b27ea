/* A portfolio as a revision of git has it: read by git's own plumbing, nothing is checked out. */
#ifndef PORTFOLIO_REVISION_H
#define PORTFOLIO_REVISION_H

#include "portfolio/portfolio.h"

/*
 * Open a portfolio of a revision.
 *
 * Shape:  `revision` is what `git rev-parse` takes; the repository is that in which `dir` lies, the root of the
 *         portfolio the directory of that revision at the place of `dir`, or the nearest above it, that holds
 *         dgpm.yaml. The files a walk would take are copied to one nameless temporary file.
 * Owner:  *out lives in `arena`; dgpm_portfolio_close() closes the file.
 * Errors: -1 after GIT-01 (git is not there), GIT-02 (git says no: what it said), IO-01 or IO-14.
 */
int dgpm_portfolio_open_revision(struct dgpm_portfolio **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
				 struct dgpm_data *data, const char *dir, const char *revision) DGPM_MUST_CHECK;

#endif
