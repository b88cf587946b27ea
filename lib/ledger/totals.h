/*
 * Sums of ledger rows by project, fiscal year, expense, stage and what else is asked for: memory by groups, not by rows.
 */
#ifndef LEDGER_TOTALS_H
#define LEDGER_TOTALS_H

#include "ledger/ledger.h"

struct dgpm_tally;
struct dgpm_totals;

/* What tells groups apart beside project, fiscal year, expense and stage. */
enum { DGPM_BY_ACCOUNT = 1, DGPM_BY_ORGANIZATION = 2 };

/* One group. Texts live as long as the totals. Account and organization are of the first row where not asked for. */
struct dgpm_total {
	struct dgpm_str project_id, account, organization;
	int16_t fiscal_year;
	uint8_t expense, stage;
	uint8_t account_kind;  /* enum dgpm_account_kind */
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
 * The sums of all counts, which have the same `by`, looked at as one: nothing is copied, and what is read does not depend on their order.
 *
 * Owner:  `arena`; the counts must live as long, and get no more rows.
 * Errors: none. Reading is safe from several threads.
 */
struct dgpm_totals *dgpm_totals_new(struct dgpm_arena *arena, struct dgpm_tally *const *tallies, size_t n);

/*
 * The groups of one project, by fiscal year, account, organization (both where asked for), expense and stage: *n of them; NULL and 0 when it has none.
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

/*
 * Whether executed + carried out fits what was available: initial + supplementary + carried in + transferred in +
 * reserve, by project, account and year; EXE-02 errors at the row that executed. Sums that overflow are SUM-01.
 *
 * Units:  yen.
 * Errors: findings only.
 * Source: budget table of S4 (EXE-02). An account and year with no row of these
 *         is not judged: what is not said is not zero.
 */
void dgpm_totals_check(const struct dgpm_totals *t, struct dgpm_arena *arena, struct dgpm_diags *diags);

#endif
