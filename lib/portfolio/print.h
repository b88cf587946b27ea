/* Projects as reports: the list, and one with all that is known of it. */
#ifndef PORTFOLIO_PRINT_H
#define PORTFOLIO_PRINT_H

#include "data/words.h"
#include "portfolio/projects.h"
#include "print/grid.h"

/* The foot of a report with totals: says how many ledger rows were left out; nothing when none was. */
void dgpm_print_lacking(struct dgpm_out *out, const struct dgpm_ledgers_stats *ledgers);

/* The list: text, CSV or JSON as `how` says. */
void dgpm_projects_print(const struct dgpm_projects *projects, struct dgpm_arena *a, const struct dgpm_words *said,
			 struct dgpm_out *out, const struct dgpm_print *how);

/* One project: text with card and ledger rows, else its row of the list. */
void dgpm_project_print(const struct dgpm_project_known *known, struct dgpm_arena *a, const struct dgpm_words *said,
			struct dgpm_out *out, const struct dgpm_print *how);

#endif
