/* Projects as a list, with the total of their budget. */
#ifndef PORTFOLIO_PROJECTS_H
#define PORTFOLIO_PROJECTS_H

#include "portfolio/portfolio.h"

struct dgpm_project {
	const char *id, *organization, *name, *name_en, *class, *sector, *phase, *path;
	int fiscal_year;    /* of the total; 0: there is none */
	bool has_total;
	dgpm_yen total_yen; /* what was available in the fiscal year of the list */
};

struct dgpm_projects {
	const struct dgpm_project *items; /* by official order of organizations, then ID */
	size_t n;
	int fiscal_year;                  /* of the totals; 0: each its own */
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
};

/*
 * List the projects of a portfolio.
 *
 * Shape:  `match`: only projects whose ID, name, English name, alias or organization holds one of these texts, compared
 *         without regard to width and case; none: all. `fiscal_year` 0: of each project the latest one with a budget.
 * Units:  yen.
 * Owner:  *out lives in `arena`.
 * Errors: what cannot be read is told and left out; a total that does not fit is SUM-01 and absent.
 * Source: budget table of S4 (合計 = 当初 + 補正 + 繰越し等 + 予備費).
 */
void dgpm_projects_list(struct dgpm_projects *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			struct dgpm_portfolio *p, const char *const *match, size_t n_match, int fiscal_year,
			unsigned threads);

/* A ledger row of one project, with its place. */
struct dgpm_project_row {
	int fiscal_year;
	enum dgpm_ledger_stage stage;
	enum dgpm_expense expense;
	struct dgpm_str account, item, source;
	dgpm_yen amount_yen;
	const char *path;
	uint32_t line;
};

/* All that is known of one project. */
struct dgpm_project_known {
	const struct dgpm_project *project;
	struct dgpm_card card;
	const struct dgpm_project_row *rows; /* in the order of the ledgers */
	size_t n_rows;
	const struct dgpm_ledgers_stats *ledgers;
};

/*
 * Gather what is known of one of the projects.
 *
 * Owner:  *out lives in `arena` and the portfolio, and borrows `projects`.
 * Errors: -1 after a diagnostic: its card can be read no more. What is wrong with the ledgers has been told by
 *         dgpm_projects_list().
 */
int dgpm_project_known(struct dgpm_project_known *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		       struct dgpm_portfolio *p, const struct dgpm_projects *projects,
		       const struct dgpm_project *project) DGPM_MUST_CHECK;

#endif
