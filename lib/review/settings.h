/* Internal: what a portfolio sets for itself: dgpm.yaml and profiles. */
#ifndef REVIEW_SETTINGS_H
#define REVIEW_SETTINGS_H

#include "portfolio/portfolio.h"

/* Whether review.budget_month and budget_day are a day of every year: false after SCH-09. */
bool review_budget_day(const struct dgpm_portfolio *p, struct dgpm_diags *diags, int64_t month, int64_t day);

/*
 * What the schema of dgpm.yaml cannot see, and whether the portfolio's profiles can be used.
 *
 * Errors: REF-07 for a rule of another report that is none, REF-10 for a reason of monitor, REF-12 for a place of
 *         `severities` where no card is, CONV-02 and CONV-43 for profiles. After dgpm_portfolio_cards().
 */
void review_settings_check(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p);

#endif
