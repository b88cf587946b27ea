/*
 * A catalogue of KPIs, and what a portfolio can say of each.
 *
 * In:     a catalogue of the data directory (dgpm/kpi@1), cards, plans and targets of a portfolio.
 * Out:    one struct a KPI: computed from facts that are named, reported by an indicator of a card, or unknown. Only
 *         what the portfolio holds is counted, with how many of how many.
 * Drives: run.c; print.c prints.
 * Thread: a worker counts for itself; the counts are added at the end.
 */
#ifndef KPI_KPI_H
#define KPI_KPI_H

#include "data/words.h"
#include "portfolio/portfolio.h"
#include "print/grid.h"

enum dgpm_kpi_state { DGPM_KPI_UNKNOWN, DGPM_KPI_COMPUTED, DGPM_KPI_REPORTED };

struct dgpm_kpi {
	const char *id, *section, *title, *unit, *system; /* unit and system may be NULL */
	const char *owner;          /* codes, with commas */
	int target_fy;              /* 0: none */
	const char *target;         /* as the document gives it; NULL: none */
	enum dgpm_kpi_state state;
	const char *value;          /* NULL: reported without an actual, or unknown */
	int fiscal_year;            /* of the value; 0: not told */
	size_t n, of;               /* how many say something, of how many; of 0: not counted so */
	const char *where;          /* facts, or card and indicator, or why it cannot be computed; NULL: nothing */
};

struct dgpm_kpis {
	const char *title, *source;
	struct dgpm_kpi *items;
	size_t n, n_computed, n_reported;
	struct dgpm_cards_stats cards;
};

/*
 * What a portfolio can say of the KPIs of S3.
 *
 * Shape:  of the cards, plans and target figures that the portfolio selects.
 * Owner:  *out lives in `arena` and borrows the portfolio.
 * Errors: -1 when the catalogue cannot be read, after a diagnostic.
 * Source: S3; schemas/kpi/s3-2020.yaml.
 */
int dgpm_kpis(struct dgpm_kpis **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
	      unsigned threads) DGPM_MUST_CHECK;

void dgpm_kpis_print(const struct dgpm_kpis *kpis, struct dgpm_arena *arena, const struct dgpm_words *words,
		     struct dgpm_out *out, const struct dgpm_print *how);

#endif
