/* Internal: marks counted by organization, project, year of the sheet, kind, or fiscal year. */
#ifndef EVALUATE_TALLY_H
#define EVALUATE_TALLY_H

#include "evaluate/evaluate.h"

struct evaluate_group {
	const char *organization, *project, *title; /* NULL: not asked for */
	int year;                                   /* of the sheet, or the fiscal year; 0: not asked for, or none */
	bool output;
	size_t n, n_full;
	size_t marks[DGPM_N_MARKS];
};

/* Sorted by what was asked for. Owner: `arena`. */
struct evaluate_group *evaluate_tally(size_t *n, struct dgpm_arena *arena, const struct dgpm_evaluation *e,
				      const struct dgpm_organizations *organizations, unsigned by);

/* The mark a year has by its own target and actual. */
enum dgpm_mark evaluate_year_mark(const struct dgpm_indicator *ind, const struct dgpm_indicator_year *y, int64_t near,
				  struct dgpm_date date);

/* From the marks of one fiscal year to those of another. */
struct evaluate_transitions {
	size_t n[DGPM_N_MARKS][DGPM_N_MARKS];
	bool has_yen[DGPM_N_MARKS][DGPM_N_MARKS];
	dgpm_yen yen[DGPM_N_MARKS][DGPM_N_MARKS]; /* budgets of the later year: a policy counts once in each cell */
	size_t n_all, n_with_yen;                 /* policies */
};
void evaluate_transitions(struct evaluate_transitions *out, const struct dgpm_evaluation *e, int from, int to);

#endif
