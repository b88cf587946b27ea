/* Cost-reduction targets: what is to be cut, from which year to which, by how much. They are data. */
#ifndef PORTFOLIO_TARGETS_H
#define PORTFOLIO_TARGETS_H

#include "portfolio/portfolio.h"

/* A cut of 1 is all of it. Rates are held as millionths of 1, exactly as written. */
#define DGPM_CUT_WHOLE 1000000

enum dgpm_aim_kind {
	DGPM_AIM_NONE,
	DGPM_AIM_CUT,     /* value: millionths of the baseline to cut */
	DGPM_AIM_CUT_YEN, /* value: yen to cut from the baseline */
	DGPM_AIM_AMOUNT   /* value: yen to come down to */
};

/* What is to be reached in a year. */
struct dgpm_aim {
	int fiscal_year; /* 0: not said */
	enum dgpm_aim_kind kind;
	int64_t value;
};

struct dgpm_target {
	const char *id, *title, *note, *source; /* in the user's language; note and source may be NULL */
	const struct dgpm_node *scope;          /* sector, organizations, classes, projects, names; NULL: all */
	const struct dgpm_node *baseline_scope; /* of the baseline where it is another (a predecessor); else NULL */
	unsigned expenses;                      /* bit 1 << enum dgpm_expense */
	uint8_t stages[DGPM_N_LEDGER_STAGES];   /* enum dgpm_ledger_stage: the first with rows counts */
	size_t n_stages;
	int baseline_fy;                        /* 0: not said */
	bool has_baseline;                      /* the amount is given, else it is summed from the ledger */
	dgpm_yen baseline_yen;
	bool has_published;                     /* an official figure of the whole government, shown beside */
	dgpm_yen published_yen, published_cut_yen; /* the cut that was foreseen when it was published; 0: none */
	struct dgpm_aim aim;
	bool more_than;                         /* to be exceeded, not only reached */
	const struct dgpm_aim *milestones;      /* by year, between baseline and target year */
	size_t n_milestones;
	bool built_in;
	struct dgpm_loc at;
};

struct dgpm_targets {
	const struct dgpm_target *items; /* the built-in ones first, then the portfolio's, each by file */
	size_t n;
};

/*
 * Load the targets: the built-in ones and those of a portfolio.
 *
 * Shape:  dgpm/target@1 documents.
 * Units:  yen; rates are exact decimals of up to six places.
 * Owner:  *out lives in `arena` and borrows the documents.
 * Errors: -1 when the built-in ones cannot be read. A target that contradicts itself is told (TGT-01 ... TGT-04,
 *         REF-03, REF-05) and left out. `portfolio` NULL: the built-in ones alone.
 * Source: schemas/target.schema.json, schemas/targets/; S1 4-4-2, S3 5.2, 5.1.2(3), 12.2(1).
 */
int dgpm_targets_load(struct dgpm_targets *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      struct dgpm_data *data, struct dgpm_portfolio *portfolio, unsigned threads) DGPM_MUST_CHECK;

/* What `dgpm validate` asks of a portfolio's own targets: all of the above, told. After dgpm_portfolio_cards(). */
void dgpm_targets_check(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p, unsigned threads);

/* REF-03 for every project that a target names and no card has; nothing where files were named. */
void dgpm_target_check_projects(struct dgpm_diags *diags, const struct dgpm_portfolio *p, const struct dgpm_target *t);

/* One target from its document; false after a diagnostic. */
bool dgpm_target_read(struct dgpm_target *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      const struct dgpm_data *data, const struct dgpm_node *root, const char *path) DGPM_MUST_CHECK;

/* A rate such as 0.3 or 0.125 in millionths: up to six places, from 0 to 1; false else. */
bool dgpm_cut_parse(int64_t *out, struct dgpm_str text);

/* The amount an aim stands for with this baseline, rounded half-up once; false: below zero or not said. */
bool dgpm_aim_yen(dgpm_yen *out, const struct dgpm_aim *aim, dgpm_yen baseline);

/*
 * The path at a fiscal year: straight lines from the baseline over the milestones to the target.
 *
 * Units:  yen, rounded half-up once.
 * Errors: false before the baseline year, and when a point of the path cannot be computed. After the target year: the
 *         target.
 */
bool dgpm_target_path(dgpm_yen *out, const struct dgpm_target *t, dgpm_yen baseline, int fiscal_year);

#endif
