/*
 * Review: every project against the rules of a stage.
 *
 * In:      a portfolio, the rules of rules/, how it is judged: stage, year, day.
 * Out:     findings as diagnostics with the rule and the document behind it; a struct dgpm_review with a row a project,
 *          and for the sheet of one project every result with its evidence. print.h makes reports of it.
 * Drives:  review.c: choose.c takes the rules of stage and year, portfolio/cards.c gives each card to card.c,
 *          evidence.c says what stands at the place of a result. validate.c drives dgpm_validate() and knows no rules.
 * Threads: card.c runs on all of them. A worker touches its own rows and counters, its arenas and its diagnostics; the
 *          run itself, rules, facts and totals are read only. Everything is put together, sorted, when all are done.
 */
#ifndef REVIEW_REVIEW_H
#define REVIEW_REVIEW_H

#include "portfolio/changed.h"
#include "rules/rules.h"

struct dgpm_review_how {
	const char *stage;     /* "pre-request" ...; NULL: the one each project is due for */
	int fiscal_year;       /* the year under review; 0: by dgpm.yaml, else by the date, see dgpm_due() */
	int edition;           /* by the rules of this fiscal year; 0: of the year under review */
	struct dgpm_date date; /* year 0: by dgpm.yaml, else `today` */
	struct dgpm_date today;
	const char *const *rules; /* only rules whose IDs are like one of these patterns; none: all */
	size_t n_rules;
	const char *const *skip;  /* none of these */
	size_t n_skip;
	bool all;              /* tell passes and what does not apply, too */
	const char *sheet_id;  /* keep every result of this project; NULL: of none */
	const struct dgpm_changed *changed; /* judge only the projects that it touches; NULL: all */
	unsigned threads;
};

/* What came out for one project. */
struct dgpm_reviewed {
	const char *id, *organization, *name, *class, *path, *stage;
	int fiscal_year;                /* the year under review */
	const char *recorded;           /* result of the last review recorded for the stage and year, or NULL */
	size_t n[DGPM_N_RESULTS];
	size_t errors, warnings, notes; /* of FAIL */
	size_t missing, violated;       /* the same findings: the card is silent, or speaks against the rule */
	size_t violated_errors;         /* of `violated` those of rules that are errors */
	size_t silent;                  /* rules that fail for nothing but silence */
	size_t unknown_errors;          /* CANNOT_COMPUTE of a rule that is an error */
	bool too_silent; /* of the rules that apply more than the setting's share are silent or cannot be computed */
};

/* One line of a review sheet. */
struct dgpm_sheet_line {
	const struct dgpm_rule *rule;
	struct dgpm_judged judged;
	enum dgpm_severity severity; /* of the rule for the sector of the project */
	const char *message;  /* FAIL: what is wrong */
	const char *kind;     /* FAIL: "missing" when the card is silent in every place, else "violated"; else NULL */
	const char *evidence; /* what stands at the place; NULL: nothing */
};

/* A rule that fires on nearly every project says more about itself or the data than about them. */
struct dgpm_often {
	const struct dgpm_rule *rule;
	size_t fired, applied;
};

/* What came of a rule on all projects that were judged. */
struct dgpm_rule_count {
	size_t n[DGPM_N_RESULTS]; /* projects */
	size_t findings;          /* places that fail */
};

struct dgpm_review {
	const char *stage;                      /* NULL: each its own */
	int fiscal_year;                        /* the year under review */
	int edition;                            /* of the rules, where it is to be told; 0 */
	bool own_years;                         /* each project has its own: `fiscal_year` is that of the day */
	struct dgpm_date date;
	const struct dgpm_reviewed *projects;   /* sorted by ID, then path */
	size_t n_projects, n_rules;
	size_t n[DGPM_N_RESULTS];
	int64_t common_share, fold_from;        /* of schemas/review.yaml or dgpm.yaml */
	const struct dgpm_sheet_line *sheet;    /* of sheet_id, in the order of rules */
	size_t n_sheet;
	const struct dgpm_often *often;
	size_t n_often;
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
	struct dgpm_rules *rules;               /* closed by dgpm_review_close() */
	const struct dgpm_rule *const *ran;     /* n_rules of them: those of the stages and the year */
	const struct dgpm_rule_count *counts;   /* of each */
};

/*
 * Review a portfolio.
 *
 * Shape:  findings go to `diags`: FAIL with the rule's severity, CANNOT_COMPUTE as a note, WAIVED as such; with
 *         how->all the others too. Waivers that expired or are not used are findings, for the rules that were run.
 * Units:  fiscal years, counts.
 * Owner:  *out lives in `arena`.
 * Errors: -1 after a diagnostic when the rules cannot be read; what cannot be read of the portfolio is told and left
 *         out.
 * Source: S1 4-6, S3 5.1; schemas/rules/.
 */
int dgpm_review(struct dgpm_review **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
		const struct dgpm_review_how *how) DGPM_MUST_CHECK;

void dgpm_review_close(struct dgpm_review *review);

/* The first pattern of --rules or --skip that no rule is like; NULL: each is like some. */
const char *dgpm_review_unknown_rules(const struct dgpm_rules *rules, const struct dgpm_review_how *how);

/* Rules that apply: judged, or to be judged if only there were the values. */
size_t dgpm_reviewed_applicable(const struct dgpm_reviewed *r);

/*
 * The tool's suggestion: "return" when the card speaks against a rule that is an error; else "undecided" when it is
 * silent on more than the setting's share of the rules; else "return" when an error is missing, "undecided" when an
 * error rule cannot be computed or no rule was judged at all, "conditional" with warnings, and "approve".
 *
 * Source: dgpm (schemas/review.yaml): no document says when a card is too thin to be judged.
 */
const char *dgpm_reviewed_judgement(const struct dgpm_reviewed *r);

#endif
