/* Internal: git asked as a program, in the words of its plumbing. */
#ifndef PORTFOLIO_GIT_H
#define PORTFOLIO_GIT_H

#include "diag/diag.h"

/*
 * Run `git -C root words...` (ended by NULL) and give what it printed.
 *
 * Owner:  *fd is a file without a name, at its beginning; the caller closes it.
 * Errors: -1, nothing said: git is not there, or ends with a status other than 0.
 */
int git_run(int *fd, const char *root, const char *const *words) DGPM_MUST_CHECK;

/* The same as one text, of 64 MiB at most; NULL where git fails. */
const char *git_text(struct dgpm_arena *arena, struct dgpm_str *out, const char *root, const char *const *words);

#endif
