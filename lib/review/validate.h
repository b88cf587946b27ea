/* Validation: whether a portfolio is well formed and its figures add up. */
#ifndef REVIEW_VALIDATE_H
#define REVIEW_VALIDATE_H

#include "rules/rules.h"

struct dgpm_validated {
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
	size_t n_plans;
	bool fresh; /* there is nothing but a ledger without rows: a portfolio that was just begun */
};

/*
 * Validate a portfolio.
 *
 * Shape:  every card and plan against its schema; organizations, projects and waived rules named on cards, in plans
 *         and in ledgers must be known; an ID stands on one card; no project is its own parent; what was executed and
 *         carried out fits what was available (EXE-02).
 * Owner:  copies all it adds to `diags`.
 * Errors: findings only: what is malformed is FATAL, what does not add up an ERROR. Where files were named, references
 *         to cards that were not named cannot be judged and are passed over.
 * Source: schemas/card.schema.json, schemas/ledger.tableschema.json; S4 (EXE-02).
 */
void dgpm_validate(struct dgpm_validated *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		   struct dgpm_portfolio *p, unsigned threads);

/*
 * Hold any YAML or JSON documents against any JSON Schema.
 *
 * Shape:  `schema_path` and `paths` are seen from `dir_fd`; "-" among `paths` is `stdin_fd`. A schema may refer to the
 *         official metaschema of draft 2020-12, which `data` holds.
 * Errors: -1 when the schema cannot be used. A document that does not hold adds an ERROR a failure; one that cannot be
 *         read is FATAL and the others go on. *n_read: how many were held against the schema.
 * Source: JSON Schema draft 2020-12.
 */
int dgpm_validate_schema(size_t *n_read, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
			 int dir_fd, int stdin_fd, const char *schema_path, const char *const *paths, size_t n_paths,
			 bool assert_format) DGPM_MUST_CHECK;

/* What dgpm_validate() tells of the sums of the ledgers alone: money that cannot be right, with or without cards. */
void dgpm_validate_totals(const struct dgpm_totals *totals, struct dgpm_arena *arena, struct dgpm_diags *diags,
			  struct dgpm_portfolio *p);

#endif
