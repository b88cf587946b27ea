/* Internal: git asked as a program, in the words of its plumbing. */
#ifndef PORTFOLIO_GIT_H
#define PORTFOLIO_GIT_H

#include "diag/diag.h"

/* A temporary file without a name, of any size: it is gone when it is closed. -1 with errno. */
int git_nameless(void) DGPM_MUST_CHECK;

/*
 * Run a program to its end, its input and its two outputs from and to files: nobody waits for anybody.
 *
 * Shape:  fds has three descriptors; -1 is /dev/null.
 * Errors: an errno, where it cannot be run; else 0, and *status as of waitpid().
 */
int git_spawn(int *status, const char *const *argv, char *const *env, const int *fds) DGPM_MUST_CHECK;

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
