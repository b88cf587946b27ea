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

/* Any YAML or JSON documents, to be held against any JSON Schema. All paths are seen from `dir_fd`. */
struct dgpm_against {
	int dir_fd, stdin_fd;
	const char *schema;        /* the file */
	const char *schema_dir;    /* a folder of the documents it refers to; NULL: none */
	const char *const *paths;  /* files of any name; folders, of which .yaml, .yml and .json are taken; "-" */
	size_t n_paths;
	const char *const *files;  /* names of a list; those of other kinds and those gone are passed over */
	size_t n_files;
	bool assert_format;
	unsigned threads;
};

/* What was held against it; a file may hold several documents. */
struct dgpm_against_stats {
	size_t n_documents, n_files;
};

/*
 * Hold them.
 *
 * Shape:  a reference of the schema is answered by the schema, by the official metaschema, which `data` holds, and by
 *         the folder: by the document there with that $id, else by the file that the path of the URI names, with
 *         .json, .yaml or .yml behind it where it has no ending.
 * Errors: -1 when the schema cannot be used. A document that does not hold adds an ERROR a failure; one that cannot be
 *         read is FATAL and the others go on. The same whatever the number of threads.
 * Source: JSON Schema draft 2020-12.
 */
int dgpm_validate_against(struct dgpm_against_stats *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			  struct dgpm_data *data, const struct dgpm_against *how) DGPM_MUST_CHECK;

/* What dgpm_validate() tells of the sums of the ledgers alone: money that cannot be right, with or without cards. */
void dgpm_validate_totals(const struct dgpm_totals *totals, struct dgpm_arena *arena, struct dgpm_diags *diags,
			  struct dgpm_portfolio *p);

#endif
