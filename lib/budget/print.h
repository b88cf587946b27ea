/* The budget table as text, CSV or JSON. */
#ifndef BUDGET_PRINT_H
#define BUDGET_PRINT_H

#include "budget/budget.h"
#include "data/words.h"
#include "print/grid.h"

/* What of the table is shown, and how it lies. */
struct dgpm_table_look {
	bool share;      /* of each row in the total */
	bool totals;     /* subtotals and totals for programs too, and over years */
	bool addresses;  /* in text too: the address of each row */
	bool is_long;    /* a ledger again, one amount a row */
	bool has_across; /* the values of the last column of `by` as columns */
	const enum dgpm_figure *figures; /* with has_across; none: what fits best */
	size_t n_figures;
	int open_from;   /* the first fiscal year that is not over */
	const char *day; /* on this day */
};

/*
 * Text and workbooks are laid out in memory: so many rows at most, which take 200 MiB. CSV and JSON have no limit.
 *
 * Errors: false after LED-12, with the number of rows. `top`: of rows that are chosen; 0: all.
 */
#define DGPM_TABLE_MOST_ROWS ((size_t)100000)
bool dgpm_table_fits(const struct dgpm_table *t, struct dgpm_diags *diags, enum dgpm_format format, bool is_long,
		     size_t top) DGPM_MUST_CHECK;

/*
 * Print the table: text, CSV or JSON as `how` says.
 *
 * Errors: sums of rows that do not fit are told in `diags` (SUM-01), and shown as no value.
 */
void dgpm_table_print(const struct dgpm_table *t, struct dgpm_arena *a, struct dgpm_diags *diags,
		      const struct dgpm_words *said, const struct dgpm_table_look *look, struct dgpm_out *out,
		      const struct dgpm_print *how);

#endif
