/*
 * Policy evaluation: budget, indicators, marks and the overall grade, as the sheet of S4 has them.
 *
 * In:     dgpm/evaluation@1 documents and the indicators of cards of a portfolio, or a table of published indicators
 *         by a profile that makes indicators.
 * Out:    a struct dgpm_evaluation: one policy a sheet or project, each with its marked indicators; findings EVA-01
 *         and on beside it.
 * Drives: run.c: sheet.c, cards.c and outcomes.c gather, grade.c suggests the grade, budget.c makes the table, check.c
 *         finds what does not agree, tally.c counts, print.c and print_sheet.c write text, CSV and JSON.
 * Thread: a thread touches its own list of policies; they are put together at the end.
 */
#ifndef EVALUATE_EVALUATE_H
#define EVALUATE_EVALUATE_H

#include "data/words.h"
#include "indicators/indicators.h"
#include "portfolio/portfolio.h"
#include "print/grid.h"

enum dgpm_policy_amount {
	DGPM_POLICY_INITIAL,
	DGPM_POLICY_SUPPLEMENTARY,
	DGPM_POLICY_CARRYOVER,
	DGPM_POLICY_TOTAL, /* as printed, else the parts added where all that is not blank is known */
	DGPM_POLICY_EXECUTED,
	DGPM_N_POLICY_AMOUNTS
};

/* One year of 予算の状況. */
struct dgpm_policy_year {
	int fiscal_year;
	bool has[DGPM_N_POLICY_AMOUNTS];
	dgpm_yen yen[DGPM_N_POLICY_AMOUNTS];
	bool has_rate, apart;  /* apart: the printed total is not the sum of its parts */
	int64_t rate;          /* executed / total, 1/10000 */
	dgpm_yen added_yen;    /* the parts added */
};

struct dgpm_policy {
	const char *id, *title, *organization, *field; /* organization: its code; field may be NULL */
	const char *path, *project_id;                 /* project_id: NULL for a sheet */
	const struct dgpm_node *root;                  /* of a sheet; else NULL */
	int fiscal_year;                               /* that is evaluated, or published in; 0: of a card */
	struct dgpm_date date;                         /* the day that says whether a year is over */
	const char *evaluated;                         /* as the sheet says it; NULL */
	struct dgpm_indicator *indicators;
	size_t n, cap;
	struct dgpm_policy_year *years;
	size_t n_years;
	enum dgpm_unit unit;          /* of the sheet's amounts */
	size_t marks[DGPM_N_MARKS];
	size_t n_indicators, n_full;  /* without second targets; with baseline, target and actual */
	/* 案: what dgpm suggests. */
	const char *grade;            /* a code; NULL: it cannot be told, or a card has none */
	const char *grade_reason, *no_grade; /* the user's language; no_grade: why there is none */
	bool grade_confirmed;         /* a document of the seeds says so; else dgpm's own table */
	bool grade_halfway;           /* a primary indicator is still running */
	const char *printed_grade;    /* NULL */
};

struct dgpm_evaluation {
	const struct dgpm_policy *policies; /* sheets first, then projects, each by ID and file */
	size_t n;
	size_t marks[DGPM_N_MARKS], n_targets; /* of all */
	size_t n_indicators, n_full;
	size_t n_sheets, n_rows;            /* of a table: published sheets and rows read */
	size_t n_moved;                     /* targets and baselines that were moved */
	int64_t near;                       /* the setting, 1/10000 */
	struct dgpm_date date;              /* the day, for what does not say its own */
	bool table;                         /* made from a table: there are no findings one by one */
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
};

struct dgpm_evaluate_how {
	struct dgpm_date date;            /* for what does not say its own */
	const char *profile;              /* a profile that makes indicators: `tables` are read by it; NULL */
	const char *const *tables;        /* seen from `dir_fd` */
	size_t n_tables;
	int dir_fd;
	unsigned threads;
};

/*
 * Evaluate.
 *
 * Shape:  evaluation sheets and cards that the portfolio selects, their budgets from all its ledgers; with a
 *         profile the tables alone, and `p` may be NULL.
 * Units:  yen; rates and ways in 1/10000, rounded half-up once.
 * Owner:  *out lives in `arena` and borrows the portfolio.
 * Errors: -1 when the settings, the profile or a table cannot be used, after a diagnostic. EVA-.. are findings.
 * Source: S4; S1 4-4-1; S3 6.3(7); schemas/evaluation.yaml.
 */
int dgpm_evaluate(struct dgpm_evaluation **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		  struct dgpm_data *data, struct dgpm_portfolio *p, const struct dgpm_evaluate_how *how)
	DGPM_MUST_CHECK;

enum dgpm_evaluate_key {
	DGPM_EVALUATE_ORGANIZATION = 1,
	DGPM_EVALUATE_PROJECT = 2,  /* or policy */
	DGPM_EVALUATE_YEAR = 4,     /* the year of the sheet */
	DGPM_EVALUATE_KIND = 8,     /* outcome, output */
	DGPM_EVALUATE_FISCAL_YEAR = 16, /* each year's own target and actual */
};

/* How a report is drawn. */
struct dgpm_evaluate_look {
	unsigned by;              /* enum dgpm_evaluate_key; 0: the indicators themselves */
	int from, to;             /* transitions from one fiscal year to another; 0: none */
	bool bars;
	bool all;                 /* nothing is folded */
	bool addresses;           /* in text too: the address of each row */
	struct dgpm_words words;
};

void dgpm_evaluate_print(const struct dgpm_evaluation *e, struct dgpm_arena *arena, struct dgpm_out *out,
			 const struct dgpm_print *how, const struct dgpm_evaluate_look *look);

/* Whether a profile of such tables, of a portfolio, can be used: a dgpm_table_fn. CONV-02 where it cannot. */
void dgpm_evaluate_check_profile(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
				 const struct dgpm_node *root, const char *path);

#endif
