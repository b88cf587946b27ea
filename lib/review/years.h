/* Internal: whether first years come before last ones. */
#ifndef REVIEW_YEARS_H
#define REVIEW_YEARS_H

#include "doc/doc.h"

/* Of a card, plan, evaluation sheet or catalogue of KPIs that holds to its schema; SCH-19 where they do not. */
void review_years_check(struct dgpm_diags *diags, const struct dgpm_node *root, const char *path);

#endif
