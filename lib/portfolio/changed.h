/*
 * What a change touches: from names of files to the projects that a report on them is about.
 *
 * In:     a list of names as git prints them, or a revision that git is asked about.
 * Out:    a struct dgpm_changed: cards by path, projects by the rows of ledgers and the measures of plans, as they are
 *         now and as they were; settings and rule packs touch every project.
 */
#ifndef PORTFOLIO_CHANGED_H
#define PORTFOLIO_CHANGED_H

#include "portfolio/portfolio.h"

struct dgpm_changed {
	bool all;                   /* settings or a pack: every project */
	const char *const *paths;   /* files of the portfolio, sorted */
	const char *const *ids;     /* projects of ledgers and plans, sorted */
	const struct dgpm_organization *const *organizations; /* of plans */
	size_t n_paths, n_ids, n_organizations;
	size_t n_named, n_outside;  /* names given, and those that lie outside the portfolio */
};

struct dgpm_changed_how {
	const char *list;  /* a file of names, "-" standard input; NULL: none */
	const char *since; /* a revision of git; NULL: none. Beside a list it says how files were before */
	unsigned threads;
};

/*
 * Find out what was changed.
 *
 * Shape:  names stand one a line, as git quotes them; where the list holds a NUL, ended by NULs and as they are. A name
 *         is seen from the working directory; when nothing is there, from the root of the repository. With `since`
 *         alone it is what differs between the work tree and the place where its branch left that revision, and what
 *         git does not follow yet. A file as it was is that of `since`, else of HEAD, else, where HEAD has it as it is
 *         now, of the commit before the last that changed it.
 * Owner:  *out lives in `arena`.
 * Errors: -1 after IO-01 or IO-03: the list cannot be read, a name is known neither to the tree nor to git, or git
 *         does not know the revision.
 */
int dgpm_changed_read(struct dgpm_changed *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      struct dgpm_portfolio *p, const struct dgpm_changed_how *how) DGPM_MUST_CHECK;

/* The names of a list alone, as they stand there: for whom they are files of any kind. -1 after a diagnostic. */
int dgpm_names_listed(const char *const **names, size_t *n, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      const char *list) DGPM_MUST_CHECK;

/* Whether a report on the change is about a card. Threads may ask at once. */
bool dgpm_changed_has(const struct dgpm_changed *changed, const struct dgpm_portfolio *p, const struct dgpm_card *card);

/*
 * Of the diagnostics of a whole run those of a report on the change: what is said of its cards and projects, of
 * ledgers, of dgpm.yaml and of documents other than cards.
 *
 * Owner:  the result lives in `arena`.
 */
struct dgpm_diags *dgpm_changed_diags(struct dgpm_arena *arena, const struct dgpm_diags *diags,
				      const struct dgpm_portfolio *p, const struct dgpm_changed *changed);

#endif
