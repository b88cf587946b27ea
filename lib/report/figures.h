/* Internal: what a report speaks of, gathered once from the portfolio and the other rooms' results. */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include "budget/budget.h"
#include "evaluate/evaluate.h"
#include "govern/classify.h"
#include "govern/consolidate.h"
#include "govern/monitor.h"
#include "govern/overlap.h"
#include "ledger/account.h"
#include "kpi/kpi.h"
#include "plan/plan.h"
#include "procedures/procedures.h"
#include "report/report.h"
#include "report/words.h"
#include "review/review.h"
#include "rules/facts.h"
#include "track/track.h"

#define FIGURES_MAX_KNOWN 32
#define FIGURES_STAGES 3

/* A slice of the ledger, and how many projects have a budget and a result in it. */
struct figures_sum {
	struct dgpm_figures f;
	size_t n_budget, n_executed, n_both;
};

/* A finding of a project, and the stage that told it. */
struct figures_found {
	const struct dgpm_diag *diag;
	const char *stage;
};

/* An amount of the ledger, and where it stands. */
struct figures_place {
	uint32_t card, line;
	int16_t fiscal_year;
	uint8_t stage, expense;
	dgpm_yen yen;
	const char *path, *source, *account, *organization; /* source: a cell of a spreadsheet; NULL */
};

/* What is kept of a card. */
struct figures_card {
	const char *id, *name, *organization, *sector, *phase, *path, *summary, *pjmo;
	int class;			/* designated; 0: none */
	const char *cloud;		/* a code of cloud-model; NULL */
	int gss_fy, migration_fy;	/* 0: not said */
	int64_t members, dedicated;	/* -1: not said */
	struct dgpm_open_findings open; /* of reviews on the card */
	uint32_t n_indicators, n_with_target, n_with_actual;
	uint32_t n_overdue;
	const char *next_due, *next_name, *overdue_due, *overdue_name; /* NULL: none */
	uint32_t known;						       /* bits of the items of schemas/report.yaml */
	struct figures_sum *years; /* as many as the report has years; NULL: no row */
	const struct dgpm_organization *known_organization;
	const struct dgpm_node *root;			      /* of the card */
	const struct dgpm_classified *classified;	      /* NULL: not known */
	const struct dgpm_reviewed *reviewed[FIGURES_STAGES]; /* NULL: not reviewed */
	struct figures_found *found;			      /* by stage, then place */
	size_t n_found;
	const struct figures_place *places; /* by year, stage, then place; NULL: not asked for */
	size_t n_places;
};

struct figures_known {
	const char *id, *title, *cannot, *source;
	const struct dgpm_node *card; /* paths, all of which are to be there; NULL */
	const char *ledger;	      /* "amount" or "expense"; NULL */
};

/* An organization: its cards, and the rows that it reports in the ledger. */
struct figures_org {
	const char *code, *name;
	const struct dgpm_organization *known; /* NULL: not one dgpm knows */
	size_t n_cards, n_class[4], n_errors;
	const struct dgpm_plan *plan; /* NULL: it has no plan, and no system that belongs in one */
	struct figures_sum *years;
};

struct figures_stage {
	const char *stage, *title;
	int fiscal_year;
	struct dgpm_review *review; /* NULL: could not be made */
	struct dgpm_diags *diags;
	size_t n[4]; /* approve, conditional, return, undecided */
	size_t n_recorded;
};

/* Money that year compared with the year before, over the projects that have it in both. */
struct figures_like {
	size_t n;
	dgpm_yen before, now;
};

struct figures {
	struct dgpm_arena *arena;
	struct dgpm_portfolio *portfolio;
	const struct dgpm_report_how *how;
	const struct dgpm_codes *codes;
	struct report_words words;
	struct dgpm_date date;
	int fiscal_year, first_year, last_year; /* of the report; of its charts */
	size_t n_years;
	const char *name; /* of the portfolio or the organization */
	const char *hash;
	struct figures_card *cards; /* by organization, then ID */
	size_t n_cards;
	struct figures_card **by_id;
	struct figures_org *orgs; /* by official order */
	size_t n_orgs;
	struct figures_sum *years; /* by year - first_year */
	struct figures_sum *accounts[DGPM_N_ACCOUNT_KINDS];
	struct figures_like like_budget, like_executed;
	size_t n_money; /* cards with any amount in any year */
	struct figures_known knowns[FIGURES_MAX_KNOWN];
	size_t n_knowns;
	struct figures_stage stages[FIGURES_STAGES];
	struct dgpm_track *track, *reference; /* NULL: could not be made; reference: of all expenses together */
	struct dgpm_classes classes;
	struct dgpm_monitoring monitoring;
	struct dgpm_overlaps overlaps;
	struct dgpm_consolidation consolidation;
	struct dgpm_evaluation *evaluation; /* NULL: could not be made */
	struct dgpm_procedures *procedures; /* NULL: could not be made */
	struct dgpm_kpis *kpis;		    /* NULL: could not be made, or only a part is reported */
	struct dgpm_plans *plans;	    /* NULL: could not be made */
	dgpm_yen cost_per_member;	    /* from which a dot is marked; schemas/report.yaml */
	bool has_classes, has_monitoring, has_overlaps, has_consolidation;
	struct dgpm_diags *told; /* findings of the ledgers: what does not add up */
	struct dgpm_cards_stats cards_stats;
	struct dgpm_ledgers_stats ledgers_stats;
	struct dgpm_others_seen {
		size_t evaluations, plans;
	} others;
};

/* Gather all of it; -1 after a diagnostic. */
int figures_gather(struct figures *f, struct dgpm_diags *diags) DGPM_MUST_CHECK;
void figures_close(struct figures *f);

/* By how much the result misses the path of its year: above it where positive. False: there is no result or path. */
bool figures_path_gap(dgpm_yen *gap, const struct dgpm_track_row *row);

/* The target of the whole government that most systems here are in the scope of; of equals the last to end; NULL. */
const struct dgpm_tracked *figures_main_target(const struct figures *f);

/* The card of an ID; NULL. */
const struct figures_card *figures_card(const struct figures *f, const char *id);
struct figures_card *figures_find(const struct figures *f, struct dgpm_str id);
/* Whether the organization of a number has this code: for maps. */
bool figures_is_org(const void *f, uint32_t number, const void *code);
/* gather_spread.c: classes, reviews, findings and plans, at their cards and organizations. */
void figures_spread(struct figures *f);
/* gather_places.c: the amounts of each card with their places. */
void figures_places(struct figures *f);
const char *figures_org_name(const struct figures *f, const char *organization);
/* One slice more: what does not fit has no value from then on. Projects are not counted by it. */
void figures_add(struct figures_sum *sum, const struct dgpm_figures *f);
/* Of one year; NULL outside of the charts. */
const struct figures_sum *figures_year(const struct figures *f, const struct figures_sum *years, int fiscal_year);

#endif
