/*
 * What changed between two states of a portfolio, field by field and yen by yen, and why.
 *
 * In:     two trees of cards and ledgers (directories, revisions of git), or two fiscal years, or two review stages of
 *         one.
 * Out:    struct dgpm_diff: the changes, sorted; applying them to A gives B, and the changes of money add up to the
 *         difference of the totals, exactly. Order of files, rows, keys and list items is no change.
 * Drives: run.c. Cards of A are packed (pack.c) while they are read, unpacked and compared (tree.c) while those of B
 *         are; ledger rows are summed with both sides in one entry (rows.c), paired and given causes (money.c,
 *         causes.c). What changed is kept in few bytes a project (kept.c) and opened one project after the other.
 *         stage.c compares what reviews saw; print.c prints.
 * Thread: a worker has its own list of cards, put together by the calling thread; sums of rows are shared, by project.
 */
#ifndef DIFF_DIFF_H
#define DIFF_DIFF_H

#include "data/words.h"
#include "portfolio/portfolio.h"
#include "print/grid.h"

enum dgpm_diff_kind {
	DGPM_DIFF_ADDED,
	DGPM_DIFF_REMOVED,
	DGPM_DIFF_CHANGED,
	DGPM_DIFF_REFINED,  /* more definite than before: decided, with a basis, with a target */
	DGPM_DIFF_WORSENED, /* later, less benefit, more cost */
	DGPM_DIFF_MOVED,    /* another organization or account */
	DGPM_DIFF_UNCHANGED, /* the same on both sides: told where it was asked for */
	DGPM_N_DIFF_KINDS
};

/* Why money changed. */
enum dgpm_diff_cause {
	DGPM_CAUSE_ADDED,
	DGPM_CAUSE_ENDED,
	DGPM_CAUSE_RENAMED,
	DGPM_CAUSE_MOVED,
	DGPM_CAUSE_SPLIT,
	DGPM_CAUSE_MERGED,
	DGPM_CAUSE_RESTATED,
	DGPM_CAUSE_CHANGED,
	DGPM_N_DIFF_CAUSES
};

const char *dgpm_diff_kind_name(enum dgpm_diff_kind k);
const char *dgpm_diff_cause_name(enum dgpm_diff_cause c);

/* One step into a document: a key of a map, or an item of a list by what it is known by. */
struct dgpm_diff_step {
	const char *key;              /* NULL: an item */
	const struct dgpm_node *item; /* a map of the keys it is known by; `whole`: all of it */
	bool whole;
};

/* One leaf of a document that is not the same on both sides; `before` or `after` NULL: not there. */
struct dgpm_diff_change {
	const char *project_id; /* "": a document of no project */
	const char *document;   /* NULL: the card; "plan.SMP", "dgpm.yaml" */
	const char *field;      /* the steps as one text; "card" with no steps: the whole card came or went */
	const struct dgpm_diff_step *steps;
	uint32_t n_steps;
	uint8_t kind;           /* enum dgpm_diff_kind */
	bool dated;             /* told by a date alone: what it was before is not known */
	const struct dgpm_node *before, *after;
};

/* What explains a change of money: a line of a card. `path` NULL: nothing does. */
struct dgpm_diff_because {
	const char *path, *key;
	uint32_t line;
	uint8_t side; /* whose card: 0 A, 1 B */
};

/* One change of an amount. A figure that changed for several reasons has a row each: from 0 to 100, from 100 to 120. */
struct dgpm_diff_money {
	const char *project_id, *organization, *account;
	int16_t fiscal_year[2];
	uint8_t stage[2]; /* enum dgpm_ledger_stage */
	uint8_t expense, kind, cause;
	uint16_t part;    /* of the rows of one figure: 0, 1 ... */
	bool known[2];    /* false: no row; yen is 0 then */
	dgpm_yen yen[2];
	struct dgpm_diff_because because;
};

/* The sums of all rows, also of those that did not change, by year, stage and organization. */
struct dgpm_diff_total {
	const char *organization; /* of the rows; its code */
	int16_t fiscal_year[2];
	uint8_t stage[2];
	bool known[2];
	dgpm_yen yen[2];
};

/* STAGES: how the money of an organization's projects went through the year: required, request, initial, executed. */
#define DGPM_DIFF_COURSE 4
struct dgpm_diff_course {
	const char *organization; /* of the card, else of the rows */
	bool known[DGPM_DIFF_COURSE];
	dgpm_yen yen[DGPM_DIFF_COURSE];
};
extern const uint8_t dgpm_diff_course_stages[DGPM_DIFF_COURSE]; /* enum dgpm_ledger_stage */

struct dgpm_diff_project {
	const char *id, *name, *organization;
	bool in[2], building;
	bool changed; /* else only what did not change was asked for */
	dgpm_yen weight; /* the changes of each year and stage without their signs, at most INT64_MAX */
	const struct diff_kept *changes, *money; /* dgpm_diff_open() gives them */
	const struct diff_card *whole;           /* the card that came or went; NULL */
};

/* What changed of one project. */
struct dgpm_diff_part {
	const struct dgpm_diff_change *changes; /* by field */
	size_t n_changes;
	const struct dgpm_diff_money *money;    /* by year, stage, expense, account, organization */
	size_t n_money;
};

/* A finding of a review, matched by its identity. */
enum dgpm_diff_finding_state { DGPM_FINDING_NEW, DGPM_FINDING_MENDED, DGPM_FINDING_STILL };
struct dgpm_diff_finding {
	uint8_t state;
	const struct dgpm_diag *diag;
};

enum dgpm_diff_mode { DGPM_DIFF_TREES, DGPM_DIFF_YEARS, DGPM_DIFF_STAGES };

struct dgpm_diff_how {
	enum dgpm_diff_mode mode;
	int fiscal_year[2];     /* YEARS: both; STAGES: the first is the year under review */
	const char *stage[2];   /* STAGES: of the review */
	struct dgpm_date date;  /* STAGES, findings: the day */
	struct dgpm_date today;
	bool findings;          /* compare the findings of a review, too */
	const char *const *unchanged; /* fields of cards, "cloud.model", that are told where they are the same, too */
	size_t n_unchanged;
	unsigned threads;
	const char *name[2];    /* of A and B as the user gave them */
	const char *prefix[2];  /* in front of paths in diagnostics: "old/", "HEAD~1:"; NULL: nothing */
};

struct dgpm_diff {
	enum dgpm_diff_mode mode;
	int fiscal_year[2];
	const char *stage[2], *name[2];
	const struct dgpm_diff_change *documents; /* of no project: by document, field */
	size_t n_documents;
	const struct dgpm_diff_total *totals;   /* by year, stage, organization */
	size_t n_totals;
	const struct dgpm_diff_course *courses; /* by the official order of organizations */
	size_t n_courses;
	const struct dgpm_diff_project *projects; /* those with a change, or with what was asked for, by ID */
	size_t n_projects, n_changed;
	size_t n_unchanged, n_unchanged_building;
	size_t n_no_snapshot;                   /* STAGES: told from dates alone */
	const struct dgpm_diff_finding *findings; /* by state, then as diagnostics are sorted */
	size_t n_findings;
	bool has_findings;                      /* they were asked for */
	bool narrowed;                          /* about some projects alone */
	const struct diff_rows *rows;
	struct dgpm_cards_stats cards[2];
	struct dgpm_ledgers_stats ledgers[2];
	const struct dgpm_organizations *organizations;
};

/*
 * Compare.
 *
 * Shape:  TREES: `a` and `b`; YEARS and STAGES: `a` alone, `b` is NULL.
 * Units:  yen.
 * Owner:  *out lives in `arena` and borrows the portfolios. Where one of them is narrowed, the comparison is about
 *         the projects that one of the two selects; money is explained by all.
 * Errors: -1 after a diagnostic when the list of fields cannot be read. What cannot be read of a portfolio is told,
 *         the paths of B with its name in front, and left out; a sum that does not fit is SUM-01. With STAGES the
 *         findings DIF-01 ... DIF-06 are added.
 * Source: S1 4-6(2)(3), 4-4-1, 4-4-2; schemas/diff.yaml.
 */
int dgpm_diff(struct dgpm_diff **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *a,
	      struct dgpm_portfolio *b, const struct dgpm_diff_how *how) DGPM_MUST_CHECK;

/* The changes of a project, `i` of the list. Owner: `arena`; they borrow the comparison. */
void dgpm_diff_open(struct dgpm_diff_part *out, struct dgpm_arena *arena, const struct dgpm_diff *d, size_t i);
/* One of the two alone; the other is empty. */
void dgpm_diff_open_changes(struct dgpm_diff_part *out, struct dgpm_arena *arena, const struct dgpm_diff *d, size_t i);
void dgpm_diff_open_money(struct dgpm_diff_part *out, struct dgpm_arena *arena, const struct dgpm_diff *d, size_t i);

/* Whether nothing changed. */
bool dgpm_diff_is_empty(const struct dgpm_diff *d);

/*
 * Print it: text, CSV or JSON as `how` says.
 *
 * Shape:  `all`: every project, else the ten that changed most. `schema`: schemas/card.schema.json, for the titles of
 *         fields; NULL: fields by their keys.
 */
struct dgpm_diff_print {
	struct dgpm_words words;
	const struct dgpm_node *schema;
	bool all;
};
void dgpm_diff_print(const struct dgpm_diff *d, struct dgpm_arena *arena, const struct dgpm_diff_print *said,
		     struct dgpm_out *out, const struct dgpm_print *how);

#endif
