/*
 * Tracking of cost-reduction targets: baseline, path, result, forecast, gap, and what explains the change.
 *
 * In:     targets, cards, and the ledgers summed by project and reporting organization (portfolio).
 * Out:    for each target its rows, its years, what changed between two years, and what would close the gap; every sum
 *         with the stages it rests on. print.c and print_years.c show it.
 * Drives: track.c takes target by target: members.c knows the projects of its scope, cells.c their amounts by year,
 *         changes.c what became of each, row.c the figures of a group, whatif.c the levers.
 * Thread: cards are read by all threads, each into its list; from then on the caller's thread alone.
 */
#ifndef TRACK_TRACK_H
#define TRACK_TRACK_H

#include "portfolio/targets.h"

enum dgpm_track_by {
	DGPM_TRACK_ALL,
	DGPM_TRACK_ORGANIZATION, /* of the card, so that a budget that moves stays with its owner */
	DGPM_TRACK_PROJECT,
	DGPM_TRACK_CLASS,
	DGPM_TRACK_VIEWPOINT     /* reductions as the cards report them */
};

/*
 * DGPM_ACHIEVED and DGPM_MISSED: in the target year. Before it: DGPM_BEHIND above the path; not above it
 * DGPM_FORECAST_MISSES where the forecast does not reach the target, else DGPM_ON_TRACK.
 */
enum dgpm_track_status {
	DGPM_ACHIEVED,
	DGPM_ON_TRACK,
	DGPM_FORECAST_MISSES,
	DGPM_BEHIND,
	DGPM_MISSED,
	DGPM_UNCOMPUTED,
	DGPM_N_TRACK_STATUS
};

/* "achieved", "on-track", "forecast-misses", "behind", "missed", "cannot-compute": the same in every language. */
const char *dgpm_track_status_name(enum dgpm_track_status s);

#define DGPM_TRACK_MAX_RATES 8

/* What if a project cost something else from a year on. Of several of one project the last that has begun counts. */
struct dgpm_track_step {
	const char *id;
	int from_fy;  /* 0: from the year after the result on */
	int64_t rate; /* millionths: -200000 is a cut of 20 %, -1000000 the end */
};

struct dgpm_track_how {
	const char *const *ids;  /* targets to track; 0: all that have a member */
	size_t n_ids;
	enum dgpm_track_by by;
	int as_of;               /* 0: the last year with results, at most the target year */
	int compare;             /* the year the changes are counted from; 0: the baseline year */
	unsigned expenses;       /* in place of the target's own; 0: those */
	bool published;          /* the published baseline counts: the ledgers hold all of the scope */
	unsigned threads;
	int64_t rates[DGPM_TRACK_MAX_RATES]; /* what-if: cut rates in millionths */
	size_t n_rates;                      /* 0: no what-if */
	bool terms;                          /* what the figures of the rows are made of is kept, for tracing */
	const struct dgpm_track_step *steps; /* a scenario */
	size_t n_steps;
	int open_from;                       /* the first fiscal year that is not over; 0: all are */
};

/* A sum with its basis: how many projects were counted by which ledger stage. */
struct dgpm_track_figure {
	bool known, given; /* given: by the target, not by the ledger */
	dgpm_yen yen;
	uint32_t by_stage[DGPM_N_LEDGER_STAGES];
};

/* What a figure of a row is made of. */
enum dgpm_term_kind {
	DGPM_TERM_MEMBER,   /* a project of the row */
	DGPM_TERM_CELL,     /* what counts of it in a year */
	DGPM_TERM_BASE,     /* the same in the scope of the baseline, in its year */
	DGPM_TERM_MOVED,    /* by transfers on its card, still out in a year */
	DGPM_TERM_BEFORE,   /* of what vanished or broke off: the last figure */
	DGPM_TERM_LEFT,     /* and what is left of it */
	DGPM_TERM_PROSPECT, /* a reduction foreseen, and reported, on its card for the as-of year */
	DGPM_TERM_REPORTED
};
struct dgpm_track_term {
	enum dgpm_term_kind kind;
	const char *id, *path;  /* the project and its card */
	const char *viewpoint;  /* of a reduction; NULL */
	int fiscal_year;
	uint8_t stage;          /* of the ledger, that counts */
	bool unsplit;           /* there are rows that are not split by expense */
	dgpm_yen yen;
};

struct dgpm_track_row {
	const char *group, *name;    /* "all" or a code; the name to show, NULL for all */
	size_t n_members;
	struct dgpm_track_figure baseline;
	struct dgpm_track_figure actual;   /* with moved_yen */
	struct dgpm_track_figure plan;     /* of the target year, when every project with a result has one */
	size_t n_planned;            /* projects with a plan for the target year */
	dgpm_yen moved_yen;          /* budgets that moved out of the ledger, by transfers on the cards: no reduction */
	/* Projects that vanish or break off while the card says nothing: what is missing against the last figure, or
	 * the baseline's where that is more. As long as there are any, no reduction is told. */
	dgpm_yen open_yen;
	size_t n_missing, n_broken;
	const char *open_text;       /* the same in words, translated; NULL: none */
	bool has_target, has_path, has_reduction, has_forecast, has_gap, has_prospect, has_reported;
	dgpm_yen target_yen, path_yen, reduction_yen, forecast_yen, gap_yen;
	dgpm_yen prospect_yen, reported_yen; /* reductions foreseen and reported on the cards for the as-of year */
	dgpm_yen rate_of_yen;        /* what the reduction is a rate of; 0: there is no rate */
	unsigned forecast_years;     /* results it rests on; 0: it is the plan */
	size_t unsplit_rows;         /* rows that are not split by expense and keep it from being computed */
	enum dgpm_track_status status;
	const char *reason;          /* why it cannot be computed, translated; else NULL */
	const struct dgpm_track_term *terms; /* with how.terms */
	size_t n_terms;
	/* The same with the projects alone that have a figure in the baseline year and in that of the result; NULL:
	 * there is none, or it would be the whole. What the others bring and take: */
	const struct dgpm_track_row *same;
	size_t n_new, n_gone;
	dgpm_yen new_yen, gone_yen;  /* result of the new ones; baseline of those that are gone */
};

/* What became of a project between the year compared with and the as-of year. */
enum dgpm_change_kind {
	DGPM_CHANGE_SAME,      /* in both years, under the same organization: like for like */
	DGPM_CHANGE_MOVED,     /* another organization reports it, or its budget moved out of the ledger */
	DGPM_CHANGE_SUCCEEDED, /* replaced, or the one that replaces */
	DGPM_CHANGE_ENTERED,
	DGPM_CHANGE_LEFT,      /* stopped or retired, by its card */
	DGPM_CHANGE_MISSING,   /* no figure any more, and the card does not say why */
	DGPM_CHANGE_BROKEN,    /* fell by more than half within one year, and the card does not say why */
	DGPM_CHANGE_BASELINE,  /* between the given baseline and the ledger's */
	DGPM_N_CHANGES
};
const char *dgpm_change_name(enum dgpm_change_kind k);

struct dgpm_change {
	enum dgpm_change_kind kind;
	const char *id, *name, *organization;
	bool has_from, has_to;
	dgpm_yen from_yen, to_yen;
	const char *from_org, *to_org; /* as the ledger reports it; NULL: no row */
	const char *trail;             /* of what moved: who reported, one after the other; else NULL */
	int since;                     /* fiscal year of the move or break, or of the last figure; 0: not known */
};

struct dgpm_change_sum {
	size_t n;
	dgpm_yen from_yen, to_yen;
};

/* One year of the whole target, for the chart. */
struct dgpm_track_year {
	int fiscal_year;
	struct dgpm_track_figure figure;
	bool has_path;
	dgpm_yen path_yen;
	size_t n_counted;            /* projects with a figure */
	dgpm_yen open_yen;           /* of a result: what had vanished or broken off by then */
};

/* One year of a scenario. */
struct dgpm_scenario_year {
	int fiscal_year;
	bool has_path;
	dgpm_yen without_yen, yen, path_yen; /* with nothing done; as the scenario says */
};

/* Where the budget stood: amounts by reporting organization and year. */
struct dgpm_track_place {
	const char *organization, *name;       /* as in the ledger; its name, else the same */
	const struct dgpm_organization *known; /* NULL: not one dgpm knows */
	struct dgpm_track_figure *years;       /* as many as there are years of the series */
};

enum dgpm_lever_sign {
	DGPM_LEVER_NO_REDUCTION = 1,
	DGPM_LEVER_RENEWAL = 2,
	DGPM_LEVER_CLOUD = 4,
	DGPM_LEVER_COMMON = 8,
	DGPM_LEVER_SIMILAR = 16
};

/* A project that could be cut; the list is by amount. */
struct dgpm_lever {
	const char *id, *name, *organization;
	dgpm_yen amount_yen, cumulative_yen; /* as-of year; with all above it */
	bool has_reduction;
	dgpm_yen reduction_yen;
	unsigned signs;                      /* enum dgpm_lever_sign */
};

struct dgpm_tracked {
	const struct dgpm_target *target;
	unsigned expenses;                 /* that were counted */
	int as_of, compare;
	const struct dgpm_track_row *rows; /* the whole first, then the groups */
	size_t n_rows;
	size_t n_scope;                    /* projects of the scope, those that are not selected too */
	const struct dgpm_track_year *years;
	size_t n_years;
	const struct dgpm_track_place *places;
	size_t n_places;
	const struct dgpm_change *changes; /* by kind, then project */
	size_t n_changes;
	bool has_changes;                  /* both years have figures */
	bool changes_fit;                  /* all sums fit 64 bits */
	struct dgpm_change_sum by_kind[DGPM_N_CHANGES], all;
	const struct dgpm_lever *levers;
	size_t n_levers;
	/* The years from the result to the target year, where a step is of a project here. */
	const struct dgpm_scenario_year *scenario;
	size_t n_scenario;
	const bool *touched; /* by step of the scenario: whether it is of a project here; NULL: there is no scenario */
	enum dgpm_track_status scenario_status; /* in the target year */
	const char *scenario_reason;            /* why there is none though a step is of a project here, translated */
};

struct dgpm_track {
	const struct dgpm_tracked *items;
	size_t n;
	const struct dgpm_target *const *idle; /* targets without a member here */
	size_t n_idle;
	struct dgpm_track_how how;
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
};

/*
 * Track the targets of a portfolio.
 *
 * Shape:  by project and year the first of the target's ledger stages that has rows counts; what was used is in every
 *         figure. A project is followed by its ID, whatever organization reports it.
 * Units:  yen; rates in 1/10000. The forecast is the line of least squares over the years with results, in exact
 *         integers, rounded half-up once.
 * Owner:  *out lives in `arena` and borrows the portfolio.
 *         A scenario keeps every project at its plan of a year, else at its result, but for its steps; it is rounded
 *         once, as a sum.
 * Errors: -1 when targets cannot be read or an ID is not known (TGT-05, REF-03 for one of a step). Targets that
 *         cannot be computed have a reason, and a diagnostic when they were asked for or are the portfolio's own
 *         (TGT-06 ... TGT-08); TGT-09 where the result is above the path, TGT-10 where the forecast misses the target,
 *         TGT-11 for a step that changes none. Nothing is guessed: "cannot compute" is no value.
 * Source: S1 4-4-2, S3 5.2.
 */
int dgpm_track(struct dgpm_track **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
	       struct dgpm_portfolio *p, const struct dgpm_track_how *how) DGPM_MUST_CHECK;

/*
 * The line of least squares through n points, at `at`.
 *
 * Units:  rounded half-up once; no double.
 * Errors: false with fewer than two different years, and where the result does not fit or is below zero: a cost.
 */
bool dgpm_least_squares(dgpm_yen *out, const int *years, const dgpm_yen *values, size_t n, int at);

/* How many of the levers, largest first, close `gap` when each is cut by `rate` millionths; n + 1: all do not. */
size_t dgpm_levers_needed(const struct dgpm_lever *levers, size_t n, dgpm_yen gap, int64_t rate);

#endif
