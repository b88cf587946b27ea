/* The repository a portfolio lies in, and lists of its files as git prints them. */
#ifndef PORTFOLIO_REPOSITORY_H
#define PORTFOLIO_REPOSITORY_H

#include "portfolio/portfolio.h"

/*
 * The nearest directory from `dir` upward that holds .git.
 *
 * Owner:  the result, an absolute path without links, lives in `arena`.
 * Errors: NULL when there is none; git itself is not asked.
 */
const char *dgpm_repository_root(struct dgpm_arena *arena, const char *dir);

/* `dir` as an absolute path without links; NULL when it is not there. */
const char *dgpm_repository_real(struct dgpm_arena *arena, const char *dir);

/*
 * Read a list of file names, such as `git diff --name-only` prints.
 *
 * Shape:  one a line, as git quotes them; where the list holds a NUL, ended by NULs and as they are. A name is seen
 *         from the working directory; when nothing is there, from the root of the repository, as git prints it.
 *         `list` "-" is standard input; it may be a pipe.
 * Owner:  *out, sorted paths as the portfolio has them, lives in `arena`; *n_named is how many names the list had.
 *         Names that are not there (any more) or lie outside the portfolio are passed over.
 * Errors: -1 after IO-01 or IO-03.
 */
int dgpm_files_from(const char *const **out, size_t *n, size_t *n_named, struct dgpm_arena *arena,
		    struct dgpm_diags *diags, const char *list, const char *portfolio_dir) DGPM_MUST_CHECK;

/*
 * Of the diagnostics of a whole run those of a report that is limited to some files: what is said of these, of
 * ledgers, of dgpm.yaml and of documents other than cards.
 *
 * Owner:  the result lives in `arena`.
 */
struct dgpm_diags *dgpm_diags_of_files(struct dgpm_arena *arena, const struct dgpm_diags *diags,
				       const struct dgpm_portfolio *p, const char *const *files, size_t n);

#endif
