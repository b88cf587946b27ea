/* Internal: a review under way. */
#ifndef REVIEW_RUN_H
#define REVIEW_RUN_H

#include "portfolio/each.h"
#include "rules/facts.h"
#include "review/review.h"

#define REVIEW_STAGES 3
#define REVIEW_SECTORS 4

extern const char *const review_stages[REVIEW_STAGES]; /* in the order of the year */
extern const char *const review_sectors[REVIEW_SECTORS];

/* The rules of one stage that hold for the year. */
struct review_stage {
	const char *stage;
	const struct dgpm_rule **rules;
	size_t n;
};

/* The rules of one year under review. */
struct review_edition {
	int fiscal_year;
	struct review_stage by_stage[REVIEW_STAGES];
};

/* What came of each rule, of one worker. */
struct review_counter {
	size_t n[DGPM_N_RESULTS];
	size_t findings; /* places that fail */
};

struct review_samples;

/* What a waiver must hold to: schemas/review.yaml. */
struct review_waivers {
	int64_t days;                /* that its last one may lie ahead */
	int64_t reason, approver;    /* letters at least */
	const struct dgpm_node *empty; /* texts that say nothing */
};

/* waivers.c: the key of a waiver whose text says nothing, "reason" or "approver"; NULL: both do. */
const char *review_waiver_empty(const struct review_waivers *how, const struct dgpm_node *waiver);

struct review_run {
	const struct dgpm_portfolio *p;
	struct dgpm_facts_in facts;
	const struct dgpm_review_how *how;
	const struct dgpm_rules *all;
	/* Of the year under review; without one, of the year of the day and the next. */
	struct review_edition editions[2];
	size_t n_editions;
	const struct review_samples *samples;
	struct review_waivers waivers;
	int64_t missing_share;            /* percent: see schemas/review.yaml */
	unsigned judged[REVIEW_SECTORS];  /* as for dgpm_due() */
	struct dgpm_lists *rows;          /* of struct dgpm_reviewed */
	struct review_counter **counters; /* one array a worker, by the place of the rule */
	struct dgpm_sheet_line *sheet;
	size_t n_sheet;
};

/* choose.c: day and year of the review, and the rules that hold for it. */
void review_when(struct dgpm_review *review, const struct dgpm_review_how *how, const struct dgpm_node *config);
void review_choose(struct review_run *run, struct dgpm_arena *arena, struct dgpm_diags *diags,
		   const struct dgpm_review *review);
/* The year of the edition that is told beside the year under review; 0: they belong together. */
int review_edition_of(const struct review_run *run, const struct dgpm_review *review);
void review_list_ran(struct dgpm_review *review, struct dgpm_arena *arena, const struct review_run *run);

/* card.c: a dgpm_card_fn with the run. */
void review_card(void *run, struct dgpm_worker *w, const struct dgpm_card *card);

/*
 * similar.c: count for each project the others that dgpm_overlap() brings together with it, with the portfolio's
 * settings: those without a decision or relation on either card.
 *
 * Owner:  lives in `arena`.
 * Errors: NULL after a diagnostic when the data of the comparison cannot be used. Faults of cards are not told.
 * Source: S3 5.1 ①, S1 2.
 */
const struct dgpm_similar *review_similar(struct dgpm_arena *arena, struct dgpm_diags *diags,
					  struct dgpm_portfolio *p, unsigned threads);

#endif
