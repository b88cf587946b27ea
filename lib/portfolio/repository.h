/* The repository a portfolio lies in. */
#ifndef PORTFOLIO_REPOSITORY_H
#define PORTFOLIO_REPOSITORY_H

#include "diag/diag.h"

/*
 * The nearest directory from `dir` upward that holds .git.
 *
 * Owner:  the result, an absolute path without links, lives in `arena`.
 * Errors: NULL when there is none; git itself is not asked.
 */
const char *dgpm_repository_root(struct dgpm_arena *arena, struct dgpm_diags *diags, const char *dir);

/* `dir` as an absolute path without links; NULL when it is not there, or after a diagnostic. */
const char *dgpm_repository_real(struct dgpm_arena *arena, struct dgpm_diags *diags, const char *dir);

#endif
