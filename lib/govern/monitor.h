/* Which projects to watch and to support first: points for importance and risk, each with its reason. */
#ifndef GOVERN_MONITOR_H
#define GOVERN_MONITOR_H

#include "data/words.h"
#include "portfolio/portfolio.h"
#include "print/grid.h"

struct dgpm_monitor_reason {
	const char *id, *title, *source; /* the user's language */
	const char *value;               /* what was measured, and more of it; NULL: nothing */
	bool is_yen;                     /* what was measured is `yen`, and `detail` says more of it; NULL: nothing */
	dgpm_yen yen;
	const char *detail;
	int points;                      /* 0: a note */
	bool risk;                       /* else importance */
};

struct dgpm_monitored {
	size_t rank;                     /* equal scores share it */
	const char *id, *organization, *name, *path;
	int score, importance, risk;     /* score: the two added */
	const struct dgpm_monitor_reason *reasons; /* in the order of the data, what needs all cards last */
	size_t n_reasons;
};

struct dgpm_monitoring {
	const struct dgpm_monitored *items; /* by rank, then ID and path */
	size_t n;
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
};

/*
 * Rank the projects of a portfolio.
 *
 * Owner:  *out lives in `arena` and the portfolio.
 * Errors: -1 after a diagnostic when the data cannot be used.
 * Source: S1 4-7, 3-1-1, S2, S0, S3 5.1.2(2), 5.1.3(2); schemas/monitor.yaml, `monitor` of dgpm.yaml.
 */
int dgpm_monitor(struct dgpm_monitoring *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		 struct dgpm_portfolio *p, struct dgpm_date date, unsigned threads) DGPM_MUST_CHECK;

/* Whether `monitor` of dgpm.yaml can be used: REF-10 for a reason that is none. */
void dgpm_monitor_check(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p);

/* The report: text, CSV or JSON as `how` says; the first `n`. */
void dgpm_monitoring_print(const struct dgpm_monitoring *s, struct dgpm_arena *a, const struct dgpm_words *words,
			   size_t n, struct dgpm_out *out, const struct dgpm_print *how);

#endif
