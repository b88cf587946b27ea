/*
 * Classes of systems, and the build route of local ones: criteria that are data, with the trail of each decision.
 *
 * This room asks four questions of all projects at once: class (classify.h), bulk request (consolidate.h), likeness
 * (overlap.h), what to watch (monitor.h).
 *
 * In:      a portfolio, a day, and the data of the question: schemas/classes.yaml, consolidation.yaml, overlap.yaml,
 *          monitor.yaml, each with what dgpm.yaml sets otherwise.
 * Out:     a row a project (or a pair, or an account) with its reasons and sources; print_*.c makes the report.
 * Drives:  the file named as the question; *_data.c reads and compiles the data, *_values.c and *_gather.c take what is
 *          needed from a card.
 * Threads: cards come on all of them. A worker keeps its own rows and touches no other's; what needs all cards (classes
 *          that spread, pairs, ranks) is done by one thread afterwards.
 */
#ifndef GOVERN_CLASSIFY_H
#define GOVERN_CLASSIFY_H

#include "data/words.h"
#include "portfolio/portfolio.h"
#include "print/grid.h"

/* One step of a decision: what was asked, what stands on the card or in the facts, and what follows. */
struct dgpm_step {
	const char *id, *title, *source; /* the user's language */
	bool holds;
	const char *value;               /* what stands there; NULL: nothing */
	struct dgpm_loc at;
};

struct dgpm_classified {
	const char *id, *organization, *name, *sector, *path;
	int designated;                  /* class on the card; 0: none */
	int suggested;                   /* 0: not classified (not a national system), or nothing to classify it by */
	bool unknown;                    /* neither criteria nor costs are known */
	bool bears[4];                   /* by class: one of its criteria holds */
	const char *status;              /* match, mismatch, undesignated, application-pending, not-classified */
	const char *consolidation;       /* consolidated, exempt, special-account, not-consolidated */
	const char *route;               /* id of the outcome; NULL: not local, or undecided */
	const char *route_title;         /* of the outcome, or what is missing to decide */
	const char *field;               /* of a quasi-public project: one of the 8; NULL */
	const struct dgpm_step *trail;   /* criteria that hold, or the questions asked on the route */
	size_t n_trail;
	struct dgpm_loc at;
};

struct dgpm_classes {
	const struct dgpm_classified *items; /* by ID, then path */
	size_t n;
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
};

/*
 * Classify the systems of a portfolio.
 *
 * Shape:  national systems get a class, local ones a build route, the others their consolidation alone. A system that
 *         must be built together with one of class 2 (`related`, either way, over any number of steps) is class 2.
 * Owner:  *out lives in `arena` and the portfolio.
 * Errors: -1 after a diagnostic when the criteria cannot be read. Findings: CLS-01 designated otherwise than suggested,
 *         CLS-02 changes of class out of order, CLS-03 exempt and consolidated at once.
 * Source: S1 4-2-1, 4-2-2, 地方 1-1 to 1-3; schemas/classes.yaml.
 */
int dgpm_classify(struct dgpm_classes *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		  struct dgpm_portfolio *p, struct dgpm_date date, unsigned threads) DGPM_MUST_CHECK;

/* The report: text, CSV or JSON as `how` says. `trail`: text shows how each was decided. */
void dgpm_classes_print(const struct dgpm_classes *s, struct dgpm_arena *a, const struct dgpm_words *said, bool trail,
			struct dgpm_out *out, const struct dgpm_print *how);

#endif
