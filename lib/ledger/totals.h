/*
 * Sums of ledger rows by project, fiscal year, expense, stage and what else is asked for: memory by groups, not by
 * rows.
 */
#ifndef LEDGER_TOTALS_H
#define LEDGER_TOTALS_H

#include "ledger/ledger.h"

struct dgpm_tally;
struct dgpm_totals;

/* What all amounts of some rows, but zeros, are multiples of: those of a sheet in thousands or millions were
 * rounded. */
enum dgpm_rounded { DGPM_ROUNDED_NOT, DGPM_ROUNDED_THOUSAND, DGPM_ROUNDED_MILLION, DGPM_ROUNDED_ZEROS };
enum dgpm_rounded dgpm_rounded_of(dgpm_yen amount);

/* What tells groups apart beside project, fiscal year, expense and stage. */
enum { DGPM_BY_ACCOUNT = 1, DGPM_BY_ORGANIZATION = 2 };

/* One group. Texts live as long as the totals. Account and organization are of the first row where not asked for. */
struct dgpm_total {
	struct dgpm_str project_id, account, organization;
	int16_t fiscal_year;
	uint8_t expense, stage;
	uint8_t account_kind;  /* enum dgpm_account_kind */
	uint8_t rounded;       /* enum dgpm_rounded */
	bool overflow;         /* the sum did not fit: sum_yen is of no use */
	dgpm_yen sum_yen;
	size_t rows;
	struct dgpm_loc first; /* where its first row stands (lowest path, then line) */
};

/* One count a worker; nothing is shared between threads. It lives as long as the arena. `by`: DGPM_BY_ bits. */
struct dgpm_tally *dgpm_tally_new(struct dgpm_arena *arena, unsigned by);

/* row->path must live as long as the count. */
void dgpm_tally_add(struct dgpm_tally *t, const struct dgpm_ledger_row *row);

/*
 * The sums of all counts, looked at as one: nothing is copied, and what is read does not depend on their order. `by`:
 * the bits of the counts, or some of them: one count answers by accounts and without.
 *
 * Owner:  `arena`; the counts must live as long, and get no more rows.
 * Errors: none. Reading is safe from several threads.
 */
struct dgpm_totals *dgpm_totals_new(struct dgpm_arena *arena, struct dgpm_tally *const *tallies, size_t n, unsigned by);

/*
 * The groups of one project, by fiscal year, account, organization (both where asked for), expense and stage: *n of
 * them; NULL and 0 when it has none.
 *
 * Owner:  the array `arena`, the texts the counts.
 */
const struct dgpm_total *dgpm_totals_of(const struct dgpm_totals *t, struct dgpm_arena *arena,
					struct dgpm_str project_id, size_t *n);

/* A project or an organization that the ledgers name. */
struct dgpm_totals_name {
	struct dgpm_str text;
	size_t rows;           /* of a project; 0 for organizations */
	struct dgpm_loc first; /* where its first row stands */
};

/* All of them, once each, in the order of the text. Owner: as above. */
const struct dgpm_totals_name *dgpm_totals_projects(const struct dgpm_totals *t, struct dgpm_arena *arena, size_t *n);
const struct dgpm_totals_name *dgpm_totals_organizations(const struct dgpm_totals *t, struct dgpm_arena *arena,
							 size_t *n);

/* One sum over groups of a project. */
struct dgpm_sum {
	dgpm_yen yen;
	bool any;              /* there is such a group: a sum of none is no value, not 0 */
	bool broken;           /* it did not fit: yen is of no use */
	struct dgpm_loc first; /* where the first row of all stands; of a broken sum, of the group that broke it */
};
#define DGPM_ANY_EXPENSE (~0u)

void dgpm_sum_add(struct dgpm_sum *sum, const struct dgpm_total *total);

/* The sum of one fiscal year over stages and expenses: bits 1u << enum dgpm_ledger_stage, 1u << enum dgpm_expense. */
struct dgpm_sum dgpm_totals_sum(const struct dgpm_total *totals, size_t n, int fiscal_year, unsigned stages,
				unsigned expenses);

/* Amounts on one side of a comparison. */
struct dgpm_terms {
	enum dgpm_rounded rounded;
	size_t n;
};
void dgpm_terms_add(struct dgpm_terms *terms, const struct dgpm_total *total);

/* By how much two sides may differ where all amounts were rounded, half a unit each; 0 where those of a side were
 * not. */
dgpm_yen dgpm_rounding(const struct dgpm_terms *a, const struct dgpm_terms *b);

/* More was executed and carried out of a year than was available in it. */
struct dgpm_excess {
	struct dgpm_str project_id, account;
	int fiscal_year;
	dgpm_yen used_yen, available_yen, excess_yen;
	struct dgpm_loc at; /* the first row that executed, or else carried out */
};
typedef void (*dgpm_excess_fn)(void *ctx, const struct dgpm_excess *excess);

/*
 * Whether the money of each project, account and year can be right: what was executed and carried out fits what was
 * available (EXE-02, which the rules put into words: `excess` is called), no initial budget is negative (LED-08), and
 * what is carried out of a year is what is carried into the next (LED-09). Where the ledger has a kind of rows for one
 * of two sides alone, nothing is compared: what is not said is not zero. What rounding explains is a note (LED-07).
 *
 * Errors: findings only; sums that overflow are SUM-01.
 * Source: budget table of S4.
 */
void dgpm_totals_check(const struct dgpm_totals *t, struct dgpm_arena *arena, struct dgpm_diags *diags,
		       dgpm_excess_fn excess, void *ctx);

#endif
