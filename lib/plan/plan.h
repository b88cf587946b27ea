/*
 * Mid-term plans (各府省中長期計画): what they cover, how far their measures are, what they plan to spend and to save.
 *
 * In:     the plans (dgpm/plan@1), cards and ledgers of a portfolio.
 * Out:    one struct dgpm_plan an organization that has a plan or systems that belong in one, with coverage, measures,
 *         money and topics; findings PLN-.. beside it.
 * Drives: run.c: read.c takes plans apart, cover.c matches them with cards and ledgers, check.c holds the facts
 *         against the rules of schemas/plan-rules.yaml, print.c writes text and CSV.
 * Thread: nothing is shared between threads but the lists they fill.
 */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "data/words.h"
#include "portfolio/portfolio.h"
#include "print/grid.h"

enum dgpm_plan_money {
	DGPM_PLAN_INVESTMENT,
	DGPM_PLAN_INVESTMENT_ACTUAL,
	DGPM_PLAN_SAVING,
	DGPM_PLAN_SAVING_ACTUAL,
	DGPM_PLAN_UNSPLIT,        /* planned_yen: nobody says which of the two */
	DGPM_PLAN_UNSPLIT_ACTUAL,
	DGPM_N_PLAN_MONEY
};

struct dgpm_plan_year {
	int fiscal_year;
	bool has[DGPM_N_PLAN_MONEY];
	dgpm_yen yen[DGPM_N_PLAN_MONEY];
	/* Beside it the ledger, of the projects of the measures: initial, else request, of development and
	 * modification. */
	bool has_ledger;
	dgpm_yen ledger_yen;
};

struct dgpm_plan_measure {
	const char *id, *name, *project_id, *viewpoint, *status; /* any may be NULL but project_id */
	int due_fy, first_due_fy;    /* 0: not said */
	bool main, has_note, overdue;
	bool has_card, retired, hidden;  /* hidden: the report is about other projects */
	const struct dgpm_plan_year *years;
	size_t n_years;
	bool has[DGPM_N_PLAN_MONEY]; /* over all years */
	dgpm_yen yen[DGPM_N_PLAN_MONEY];
	struct dgpm_loc at;
};

/* A card of the organization that belongs in the plan: national, class 2 or 3, not retired. */
struct dgpm_plan_card {
	const char *id, *name, *organization;
	int class;                   /* 0: not designated */
	bool retired, claims, ministry_priority; /* claims: mid_term_plan.listed */
	bool listed, main;           /* by a measure */
	bool has_running;
	dgpm_yen running_yen;        /* executed of the last year */
	const struct dgpm_plan_year *reductions; /* saving foreseen on the card, in DGPM_PLAN_SAVING */
	size_t n_reductions;
	struct dgpm_loc at;
};

struct dgpm_plan_topic {
	const char *id;
	bool present, has_schedule, has_kpi, wants_schedule, wants_kpi;
	const char *title, *section;
};

struct dgpm_plan_finding {
	const char *rule;
	enum dgpm_severity severity;
};

struct dgpm_plan {
	const char *organization;            /* its code */
	const struct dgpm_node *root;        /* NULL: it has none */
	const char *path, *title, *version;
	struct dgpm_date date;
	int from, to;                        /* of the period; 0: not said */
	struct dgpm_plan_measure *measures;
	size_t n_measures, n_hidden;
	struct dgpm_plan_card *cards;        /* classes 2 and 3 by running cost, largest first, then ID */
	size_t n_cards;
	size_t n_listed, n_class1, n_unclassified, n_overdue;
	bool has_listed_running, has_running;
	dgpm_yen listed_running_yen, running_yen;
	int running_fy;                      /* 0: no ledger has executed amounts */
	const struct dgpm_plan_year *years;  /* sums of the measures */
	size_t n_years;
	bool has[DGPM_N_PLAN_MONEY];
	dgpm_yen yen[DGPM_N_PLAN_MONEY];
	bool has_saving_2025, has_target;
	dgpm_yen saving_2025_yen, target_yen, base_yen; /* 30 % of operation and modification executed in FY2020 */
	const struct dgpm_plan_topic *topics;
	size_t n_topics, n_topics_present;
	size_t n_errors, n_warnings, n_notes;
	bool over;                           /* an amount did not fit its sum, and is not in it: SUM-01 */
};

struct dgpm_plans {
	const struct dgpm_plan *items; /* by official order of organizations */
	size_t n;
	struct dgpm_date date;
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
};

/*
 * The plans of a portfolio.
 *
 * Shape:  where the portfolio is narrowed, the plans it selects, whole; and those that hold a project it selects, or of
 *         whose organization one is: of these the measures of other projects are hidden. Sums are of the whole plan.
 * Units:  yen.
 * Owner:  *out lives in `arena` and borrows the portfolio.
 * Errors: -1 when the rules cannot be used, after a diagnostic. PLN-.. are findings.
 * Source: S1 4-3, 4-4-2; S3 4.8, 5.1.3, 6.2, 7.4, 9, 13; schemas/plan-rules.yaml.
 */
int dgpm_plans(struct dgpm_plans **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
	       struct dgpm_date date, unsigned threads) DGPM_MUST_CHECK;

/* `summary`: a line an organization. */
void dgpm_plans_print(const struct dgpm_plans *plans, struct dgpm_arena *arena, const struct dgpm_words *words,
		      bool summary, struct dgpm_out *out, const struct dgpm_print *how);

#endif
