/* The consolidated appropriation of a year: what the Agency requests, what stays with the ministries, and why. */
#ifndef GOVERN_CONSOLIDATE_H
#define GOVERN_CONSOLIDATE_H

#include "data/words.h"
#include "portfolio/portfolio.h"
#include "print/grid.h"
#include "base/yen.h"

/* An amount that may not be there: what is not said is not zero. */
struct dgpm_amount {
	bool known;
	dgpm_yen yen;
};

/* One account of one project. */
struct dgpm_consolidated {
	const char *id, *organization, *name, *path, *account;
	struct dgpm_amount request, allocated, executed;
	struct dgpm_amount appropriated; /* of the year, under whoever requests in bulk: initial and transferred in */
	const char *decision;         /* "agency", or why it stays: a code of consolidation-decision */
	const char *reason;           /* the user's language: the decision, what stands on the card, the source */
	bool first;                   /* the first account of its project */
	struct dgpm_amount reported;  /* execution.reports of the year, of the whole project */
	bool has_report, has_plan;    /* of the execution */
};

/* The accounts of an organization together, by their kind. */
struct dgpm_consolidation_group {
	const char *organization, *account;
	size_t n_agency, n_stays;     /* projects */
	struct dgpm_amount agency, stays;
	size_t n_unknown;             /* without a request in the ledger */
};

/* Amounts of different kinds (要求, 計上, 執行) are never compared with each other. */
enum dgpm_bulk_kind { DGPM_BULK_REQUEST, DGPM_BULK_APPROPRIATED, DGPM_BULK_EXECUTED, DGPM_N_BULK_KINDS };

/* What is in bulk here: of how many systems an amount is known, and their sum. */
struct dgpm_bulk_sum {
	struct dgpm_amount sum;
	size_t n;
};

/* What the government published for all ministries. */
struct dgpm_published {
	enum dgpm_bulk_kind kind;
	bool about;      /* 約 */
	bool has_systems;
	int64_t systems;
	dgpm_yen amount_yen;
	const char *by, *source;
};

struct dgpm_consolidation {
	int fiscal_year;
	const struct dgpm_consolidated *items; /* by organization, ID, account */
	size_t n;
	const struct dgpm_consolidation_group *groups;
	size_t n_groups;
	size_t n_systems;             /* in bulk */
	struct dgpm_bulk_sum bulk[DGPM_N_BULK_KINDS];
	const struct dgpm_published *published; /* of the year */
	size_t n_published;
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
};

/*
 * Divide the requests of a fiscal year.
 *
 * Shape:  national projects alone; a row an account with a request in the ledger, else an account of the card, else the
 *         general one.
 * Units:  yen.
 * Owner:  *out lives in `arena` and the portfolio.
 * Errors: -1 after a diagnostic when the data cannot be used; sums that overflow are SUM-01 and not known.
 * Source: S1 4-5, S3 5.1.1; schemas/consolidation.yaml.
 */
int dgpm_consolidate(struct dgpm_consolidation *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     struct dgpm_portfolio *p, struct dgpm_date date, int fiscal_year,
		     unsigned threads) DGPM_MUST_CHECK;

/* The report: text, CSV or JSON as `how` says. `date`: whether the year has begun, and its execution is shown. */
void dgpm_consolidation_print(const struct dgpm_consolidation *all, struct dgpm_arena *a,
			      const struct dgpm_words *said, struct dgpm_date date, struct dgpm_out *out,
			      const struct dgpm_print *how);

#endif
