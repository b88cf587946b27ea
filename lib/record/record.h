/*
 * The result of a review, written onto its card, which stays as it was written everywhere else.
 *
 * In:     a portfolio, an ID, what the review decided.
 * Out:    the text of the card with one more review, the change as a patch; dgpm_record_write() puts it into the file,
 *         whole or not at all.
 * Drives: record.c. place.c finds where in the text the review goes, by the marks of libyaml; text.c writes a tree as
 *         YAML or JSON; patch.c shows the change. What comes out is read again: it must be the card as it was and one
 *         review more, and hold to its schema, or nothing is written.
 * Thread: the calling thread alone.
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "portfolio/portfolio.h"

struct dgpm_record_finding {
	const char *text;
	const char *due; /* NULL: none */
};

struct dgpm_record_how {
	const char *id, *stage, *result;
	const char *reason; /* NULL: none */
	int fiscal_year;    /* 0: as dgpm_review() has it */
	struct dgpm_date date, today;
	const struct dgpm_record_finding *findings;
	size_t n_findings;
	unsigned threads;
};

struct dgpm_record {
	const char *path;  /* of the card, seen from the root of the portfolio */
	const char *patch; /* unified, as `patch -p1` takes it */
	struct dgpm_str before, after; /* the text of the file */
	size_t n_errors, n_warnings;   /* that the review found on the card */
};

/*
 * Make the change.
 *
 * Shape:  the review is the last of `reviews`, its findings are open and have the next free IDs F1, F2 ..., its
 *         snapshot is what dgpm_snapshot() keeps, and the amounts of the ledger in the year.
 * Owner:  *out lives in `arena`.
 * Errors: -1 after a diagnostic: no card has the ID (REC-04), what could not be read of it, the same review is there
 *         (REC-01), the result contradicts open errors and no reason is given (REC-02), the text cannot be changed
 *         without touching the rest (REC-03).
 * Source: S1 4-6; schemas/card.schema.json.
 */
int dgpm_record(struct dgpm_record **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
		const struct dgpm_record_how *how) DGPM_MUST_CHECK;

/* Write it. -1 after REC-05, when the file is not what was read any more, or IO-01, IO-07. */
int dgpm_record_write(const struct dgpm_record *r, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      const struct dgpm_portfolio *p) DGPM_MUST_CHECK;

#endif
