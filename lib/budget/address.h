/*
 * Figures of the budget table by their addresses.
 *
 *   ledger:YEARS/SLICE[/CONDITIONS][/COLUMN]
 *
 * YEARS: a fiscal year, several, 2019-2021, or `*`. SLICE: what the row is of by --by: `*`, a project ID, a kind of
 * account (general, special, earmarked), an organization, or COLUMN=VALUE. CONDITIONS: what rows were chosen by.
 * COLUMN: as CSV names it; `_yen` may be left out.
 *
 * In:     a row of the table; or an address.
 * Out:    its address; or the ledger rows that a figure is made of, and what its column is made of.
 * Drives: address.c; the rows are chosen by the query of the table itself (query.c).
 * Thread: one.
 */
#ifndef BUDGET_ADDRESS_H
#define BUDGET_ADDRESS_H

#include "address/address.h"
#include "address/origin.h"
#include "budget/budget.h"

/* What columns a row has beside the figures. */
struct dgpm_table_beside {
	bool share;
	bool across; /* the values of the last column of `by` */
};

/* The address of a row, or with fewer columns of `by` than the table has, of a sum of rows. */
const char *dgpm_table_address(const struct dgpm_table *table, struct dgpm_arena *arena,
			       const struct dgpm_table_row *row, size_t n_by, const struct dgpm_table_beside *beside);

/* What an address asks for. */
struct dgpm_table_asked {
	struct dgpm_table_where *where;
	size_t n_where, n_slice; /* n_slice: of years and slice, the rest are conditions */
	unsigned account_kinds;	 /* bits of enum dgpm_account_kind; 0: all */
	enum dgpm_duplicates duplicates;
	int fiscal_year; /* the only one; 0: none, or several */
	bool has_across;
	enum dgpm_table_col across;
	bool of_project;    /* the row is of one project */
	bool is_amount;	    /* a stage is asked for: all that there is counts */
	const char *share;  /* the years that a share is of; NULL: it has none */
	const char *column; /* NULL: the row */
};

/* Owner: `arena`, borrows the address. Errors: false: it is no address of this kind. */
bool dgpm_table_ask(struct dgpm_table_asked *out, struct dgpm_arena *arena,
		    const struct dgpm_address *address) DGPM_MUST_CHECK;

/*
 * Which rows belong to figures that were asked for; `asked` is borrowed.
 *
 * Errors: NULL when a value cannot be one of its column (LED-05).
 */
struct dgpm_table_filters *dgpm_table_filters_new(struct dgpm_arena *arena, struct dgpm_diags *diags,
						  struct dgpm_portfolio *p, const struct dgpm_table_asked *asked,
						  size_t n, unsigned threads);
/* Where the last one of an amount given twice counts, all rows are looked at first. */
bool dgpm_table_filters_last(const struct dgpm_table_filters *f);
void dgpm_table_filters_look(struct dgpm_table_filters *f, const struct dgpm_ledger_row *row);
/* Whether a row is part of the figure. */
bool dgpm_table_filters_take(struct dgpm_table_filters *f, size_t i, const struct dgpm_ledger_row *row);

/* Sums of the rows of one figure, stage by stage. */
struct dgpm_table_sums {
	dgpm_yen yen[DGPM_N_LEDGER_STAGES];
	bool has[DGPM_N_LEDGER_STAGES], overflow[DGPM_N_LEDGER_STAGES];
	int from_year, to_year; /* of what was available or executed; 0: none */
	bool open;		/* some of it is of a year that is not over */
};
/* `net`: as dgpm_portfolio_is_net() says. */
void dgpm_figures_of(struct dgpm_figures *out, const struct dgpm_table_sums *sums, bool net);

/* What each column is made of. */
extern const struct dgpm_origin dgpm_table_origins[];
extern const size_t dgpm_table_n_origins;
const struct dgpm_origin *dgpm_table_origin(struct dgpm_arena *arena, const char *column);

#endif
