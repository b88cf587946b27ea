/* Sums of ledger rows by project, account, fiscal year, expense and stage: memory by groups, not by rows. */
#ifndef DGPM_TOTALS_H
#define DGPM_TOTALS_H

#include "dgpm/ledger.h"

struct dgpm_totals;

/* One group. Texts live as long as the totals. */
struct dgpm_total {
	struct dgpm_str project_id, account, organization; /* organization: of the first row */
	int16_t fiscal_year;
	uint8_t expense, stage;
	bool overflow;         /* the sum did not fit: sum_yen is of no use */
	dgpm_yen sum_yen;
	size_t rows;
	struct dgpm_loc first; /* where its first row stands (lowest path, then line) */
};

/* One set a worker; nothing is shared between threads. */
struct dgpm_totals *dgpm_totals_new(struct dgpm_arena *arena);

/* Make room for about `n` more groups at once: a guess costs 5 bytes a group, growing by doubling costs time. */
void dgpm_totals_expect(struct dgpm_totals *t, size_t n);

/* `path` must live as long as the totals. */
void dgpm_totals_add(struct dgpm_totals *t, const char *path, const struct dgpm_ledger_row *row);

/* Add all of `from`; the result does not depend on the order of merging. */
void dgpm_totals_merge(struct dgpm_totals *into, const struct dgpm_totals *from);

/* Sort by project, fiscal year, account, expense, stage; afterwards dgpm_totals_at() and _of() may be used. */
void dgpm_totals_seal(struct dgpm_totals *t);

size_t dgpm_totals_count(const struct dgpm_totals *t);
const struct dgpm_total *dgpm_totals_at(const struct dgpm_totals *t, size_t i);

/* The groups of one project: *n of them from the pointer on, in the sealed order; NULL and 0 when it has none. */
const struct dgpm_total *dgpm_totals_of(const struct dgpm_totals *t, struct dgpm_str project_id, size_t *n);

/*
 * Whether executed + carried out fits what was available: initial + supplementary + carried in + reserve, by project,
 * account and year; EXE-02 errors at the row that executed. Sums that overflow are SUM-01.
 *
 * Units:  yen.
 * Errors: findings only.
 * Source: budget table of S4 (EXE-02). An account and year with neither initial, supplementary, carryover_in nor
 *         reserve rows is not judged: what is not said is not zero.
 */
void dgpm_totals_check(const struct dgpm_totals *t, struct dgpm_diags *diags);

#endif
