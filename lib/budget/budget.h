/*
 * The budget and execution table (予算・執行): ledger rows summed by any columns of ledger or card.
 *
 * In:     the ledgers of a portfolio as a stream of rows, its cards where a column of theirs is asked for, and what to
 *         sum by and to choose by.
 * Out:    sorted rows of figures, with the exact sums behind them, so that rows can be added up without adding what was
 *         rounded; what the rows give cause to say as diagnostics. print.c shows it.
 * Drives: table.c: query.c makes the question ready, read.c takes each row to numbers (query.c), to its group
 *         (groups.c) and past the fingerprints (look.c, fingerprints.c); parts.c puts the workers together,
 *         duplicates.c reads again what was met twice, rows.c sorts and names the groups, tell.c speaks.
 * Thread: the query is read-only; each worker has its struct budget_part; the table of fingerprints is shared and
 *         atomic. All else is the caller's thread.
 */
#ifndef BUDGET_BUDGET_H
#define BUDGET_BUDGET_H

#include "portfolio/portfolio.h"

/* What rows may be summed and chosen by: columns of the ledger, then keys of the card. */
enum dgpm_table_col {
	DGPM_TC_FISCAL_YEAR,
	DGPM_TC_PROJECT,
	DGPM_TC_ORGANIZATION,
	DGPM_TC_ACCOUNT,
	DGPM_TC_EXPENSE,
	DGPM_TC_STAGE,
	DGPM_TC_ITEM,
	DGPM_TC_CLASS,
	DGPM_TC_SECTOR,
	DGPM_TC_PHASE,
	DGPM_TC_NAME,
	DGPM_N_TABLE_COLS
};
#define DGPM_N_ROW_COLS DGPM_TC_CLASS /* columns of the ledger itself */

/* "fiscal_year", "project_id" ... and the column of a name; false when there is none. */
const char *dgpm_table_col_name(enum dgpm_table_col col);
bool dgpm_table_col_parse(enum dgpm_table_col *out, struct dgpm_str name);

/* The columns of the table: those of S4's budget table, then what was asked for; the rest on request. */
enum dgpm_figure {
	DGPM_FIG_INITIAL,
	DGPM_FIG_SUPPLEMENTARY,
	DGPM_FIG_CARRYOVER_IN,
	DGPM_FIG_TRANSFER_IN,    /* last in CSV and JSON */
	DGPM_FIG_RESERVE,
	DGPM_FIG_TOTAL,          /* initial + supplementary + carried in + transferred in + reserve */
	DGPM_FIG_EXECUTED,
	DGPM_FIG_EXECUTION_RATE, /* executed / rate_of in 1/10000 */
	DGPM_FIG_CARRYOVER_OUT,
	DGPM_FIG_UNUSED,         /* 不用額: total - executed - carried out, once the year is over; last in CSV and JSON */
	DGPM_FIG_REQUIRED,
	DGPM_FIG_REQUEST,
	DGPM_FIG_ALLOCATED,
	DGPM_FIG_CONTRACTED,
	DGPM_FIG_PLANNED,
	DGPM_N_FIGURES
};
#define DGPM_N_TABLE_FIGURES DGPM_FIG_ALLOCATED /* in the table when nothing else is asked for */

/*
 * The order of the columns in CSV and JSON: as above, but those that came later last. Programs may count on the place
 * of a column. DGPM_N_TABLE_FIGURES of them, DGPM_N_FIRST_FIGURES of them from the beginning.
 */
extern const enum dgpm_figure dgpm_table_figures[];
#define DGPM_N_FIRST_FIGURES 10

/* "initial" ... "planned", "total", "execution_rate". */
const char *dgpm_figure_name(enum dgpm_figure figure);
bool dgpm_figure_parse(enum dgpm_figure *out, struct dgpm_str name);
/* The figure a stage of the ledger is summed to. */
enum dgpm_figure dgpm_figure_of_stage(enum dgpm_ledger_stage stage);

/* A figure without rows has no value, which is not 0; one that does not fit 64 bits has none either. */
struct dgpm_figures {
	int64_t value[DGPM_N_FIGURES];
	bool has[DGPM_N_FIGURES], overflow[DGPM_N_FIGURES];
	int64_t rate_of; /* the total, or with total_basis: net the total less what is carried out */
	bool open;       /* of a year that is not over: the rate will change, and nothing is left unused yet */
};

/* A condition: conditions on one column are alternatives, those on different columns must all hold. */
struct dgpm_table_where {
	enum dgpm_table_col col;
	struct dgpm_str value; /* empty: rows without a value */
};

/* What is done with an amount given twice for one project, organization, account, year, expense, stage and item. */
enum dgpm_duplicates {
	DGPM_DUPLICATES_ERROR, /* DUP-01; both are counted */
	DGPM_DUPLICATES_SUM,   /* both count: not looked for */
	DGPM_DUPLICATES_LAST   /* the last one counts, by path and line */
};

struct dgpm_table_how {
	const enum dgpm_table_col *by;
	size_t n_by;
	const struct dgpm_table_where *where;
	size_t n_where;
	enum dgpm_duplicates duplicates;
	int open_from; /* the first fiscal year that is not over; 0: all are */
	unsigned threads;
};

/* One row, made by dgpm_table_row(). */
struct dgpm_table_row {
	/* A code or text for each column of `by`; s == NULL: no value. They live as long as the table. */
	struct dgpm_str values[DGPM_N_TABLE_COLS];
	uint32_t ranks[DGPM_N_TABLE_COLS]; /* the place of each among all of its column: equal when the values are */
	struct dgpm_figures figures;
	/* Projects with a total here; not counted, 0, where the row is of one project or one stage. */
	size_t n_projects;
	/* Like for like, where rows are years: the projects with a total both in the year before and in this one, and
	 * the totals of these. 0: there is no year before. */
	size_t n_same;
	dgpm_yen same_before, same_now;
};

struct dgpm_table {
	const enum dgpm_table_col *by;
	size_t n_by;
	const struct dgpm_table_rows *rows; /* kept small: a row is made when it is asked for */
	size_t n;
	bool filled[DGPM_N_FIGURES];  /* figures with a value, or one that does not fit, in any row */
	bool any_same;                /* a row has something like for like */
	size_t n_duplicates;          /* rows given again, with DGPM_DUPLICATES_ERROR */
	int first_year, last_year;    /* of the rows counted; 0: none */
	int16_t *open_years;          /* years with a budget but nothing executed yet */
	size_t n_open_years;
	size_t n_projects;            /* with a total in any row */
	bool net;                     /* rates are of the total less what is carried out */
	const struct dgpm_table_where *where; /* what rows were chosen by, and how duplicates were taken */
	size_t n_where;
	enum dgpm_duplicates duplicates;
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
};

/*
 * Sum the ledgers of a portfolio.
 *
 * Shape:  one row a combination of values of `by` that occurs, sorted by them: years ascending, organizations in their
 *         official order, codes in the order of their list, texts by bytes, no value last. With DGPM_TC_STAGE among
 *         `by` a row has the figure of its stage alone. Cards are read only when `by` or `where` names one of their
 *         keys.
 * Units:  yen; rates in 1/10000, rounded half-up.
 * Owner:  *out lives in the arena of the portfolio's run, `arena`. Memory grows with the rows of the table and the
 *         projects in each of them, some 100 bytes each and the texts, and with DGPM_DUPLICATES_LAST with the rows of
 *         the ledger; looking for duplicates takes 33 MiB at most.
 * Errors: -1 when a condition cannot be used (told). DUP-01, LED-.., SUM-01 and what the readers find are told; what
 *         could not be read is left out. IO-06 when there is nothing to read.
 * Source: budget table of S4.
 */
int dgpm_table_read(struct dgpm_table *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    struct dgpm_portfolio *p, const struct dgpm_table_how *how) DGPM_MUST_CHECK;

/* Row 0 ... n - 1, or its figures, or the place of its value in a column of `by` alone. */
void dgpm_table_row(struct dgpm_table_row *out, const struct dgpm_table *t, size_t row);
void dgpm_table_row_figures(struct dgpm_figures *out, const struct dgpm_table *t, size_t row);
uint32_t dgpm_table_rank(const struct dgpm_table *t, size_t row, size_t col);

/* The figures of rows `from` ... `from + n - 1` added up; with `last` only where the last value has this rank. */
void dgpm_table_add(struct dgpm_figures *out, const struct dgpm_table *t, size_t from, size_t n, const uint32_t *last);

/*
 * Shares in 1/`whole` of the sum of the parts, which add up to exactly `whole`: by largest remainder, the earlier part
 * first among equals. False, and nothing set, when the sum is not positive or a part is negative.
 */
bool dgpm_shares(int64_t *share, const dgpm_yen *part, size_t n, int64_t whole, struct dgpm_arena *scratch)
	DGPM_MUST_CHECK;

/*
 * By how much the rounded parts of the total miss the rounded total: 0 when they add up, or there is no total.
 * Source: note to the budget table of S4.
 */
int64_t dgpm_figures_rounding(const struct dgpm_figures *f, enum dgpm_unit unit);

#endif
