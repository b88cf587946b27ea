/* The consolidated appropriation of a year: what the Agency requests, what stays with the ministries, and why. */
#ifndef GOVERN_CONSOLIDATE_H
#define GOVERN_CONSOLIDATE_H

#include "address/address.h"
#include "address/origin.h"
#include "data/words.h"
#include "portfolio/portfolio.h"
#include "print/grid.h"
#include "base/yen.h"

/* An amount that may not be there: what is not said is not zero. */
struct dgpm_amount {
	bool known;
	dgpm_yen yen;
};

/* What a ministry can do about it: request, do what is lacking, nothing. */
enum dgpm_bulk_group { DGPM_BULK_CAN, DGPM_BULK_WAITING, DGPM_BULK_OUT, DGPM_N_BULK_GROUPS };

/* "request", "waiting", "out": codes of consolidation-group. */
const char *dgpm_bulk_group_name(enum dgpm_bulk_group group);

/* One account of one project. */
struct dgpm_consolidated {
	const char *id, *organization, *name, *path, *account;
	enum dgpm_bulk_group group;
	struct dgpm_amount last_year; /* available in the year before: the budget total */
	struct dgpm_amount request, allocated, executed;
	struct dgpm_amount appropriated; /* of the year, under whoever requests in bulk: initial and transferred in */
	const char *decision;         /* "agency", or why it stays: a code of consolidation-decision */
	const char *reason;           /* the user's language: the decision, what stands on the card, the source */
	const char *detail;           /* of it what stands on the card; NULL */
	const char *todo;             /* what is to be written first, where a procedure is not done; NULL */
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

/* The accounts of one decision together. */
struct dgpm_bulk_part {
	const char *decision;
	enum dgpm_bulk_group group;
	size_t n;
	struct dgpm_amount last_year, request;
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
	struct dgpm_bulk_part by_group[DGPM_N_BULK_GROUPS], all; /* without a decision */
	const struct dgpm_bulk_part *parts;                      /* by group and decision, those that occur */
	size_t n_parts;
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
 *         general one; and a row an account that had a budget in the year before.
 * Units:  yen.
 * Owner:  *out lives in `arena` and the portfolio.
 * Errors: -1 after a diagnostic when the data cannot be used; sums that overflow are SUM-01 and not known.
 * Source: S1 4-5, S3 5.1.1; schemas/consolidation.yaml.
 */
int dgpm_consolidate(struct dgpm_consolidation *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     struct dgpm_portfolio *p, struct dgpm_date date, int fiscal_year,
		     unsigned threads) DGPM_MUST_CHECK;

struct dgpm_consolidation_look {
	bool unfold;    /* every row and sum at a terminal, too */
	bool addresses; /* in text too: the address of each row */
};

/* The report: text, CSV or JSON as `how` says. `date`: whether the year has begun, and its execution is shown. */
void dgpm_consolidation_print(const struct dgpm_consolidation *all, struct dgpm_arena *a,
			      const struct dgpm_words *said, struct dgpm_date date,
			      const struct dgpm_consolidation_look *look, struct dgpm_out *out,
			      const struct dgpm_print *how);

/* The address of a row, consolidate:YEAR/ID+account=ACCOUNT (with `*` in place of the project all that is in bulk), and
 * what each column is made of. */
const char *dgpm_consolidation_address(struct dgpm_arena *arena, int fiscal_year, const struct dgpm_consolidated *c);
extern const struct dgpm_origin dgpm_consolidation_origins[];
extern const size_t dgpm_consolidation_n_origins;

#endif
