/*
 * Indicators: what a card or an evaluation sheet says of an effect, and the mark it gets.
 *
 * In:     the `indicators` of a card (dgpm/card@1) or a sheet (dgpm/evaluation@1), or rows of a table.
 * Out:    one struct an indicator, with baseline, targets and actuals by year, and its mark: イ ロ ハ － of S4, or
 *         what keeps it from being told.
 * Drives: nothing: read.c makes the struct from nodes, mark.c marks it, measure.c holds the numbers exactly. Nothing
 *         here knows of files or of all projects at once: rules and reports stand above.
 * Thread: a thread may touch what it made itself; there is no state beside.
 */
#ifndef INDICATORS_INDICATORS_H
#define INDICATORS_INDICATORS_H

#include "doc/doc.h"
#include "indicators/measure.h"

enum dgpm_direction { DGPM_DIRECTION_UNKNOWN, DGPM_AT_LEAST, DGPM_AT_MOST, DGPM_QUALITATIVE };

/* The four marks of S4, from good to bad, and why there is none. */
enum dgpm_mark {
	DGPM_MARK_ACHIEVED,
	DGPM_MARK_NEARLY,
	DGPM_MARK_NOT,
	DGPM_MARK_RUNNING,
	DGPM_MARK_NO_ACTUAL,
	DGPM_MARK_NO_TARGET,
	DGPM_MARK_NO_BASELINE,  /* missed, and without a baseline a target of 0 has no "near" */
	DGPM_MARK_NO_DIRECTION, /* nobody said whether more is better */
	DGPM_N_MARKS
};
/* "achieved" ... "no-direction": the codes of list `achievement`. */
const char *dgpm_mark_name(enum dgpm_mark mark);
/* Whether it is one of the four. */
bool dgpm_mark_is_told(enum dgpm_mark mark);

enum dgpm_met { DGPM_MET_UNKNOWN, DGPM_MET_NO, DGPM_MET_YES };

/* One fiscal year. */
struct dgpm_indicator_year {
	int fiscal_year;
	struct dgpm_measure target, actual;
	struct dgpm_date as_of;       /* of the actual; year 0: not said */
	uint8_t judged;               /* enum dgpm_met: what people said of the year */
	uint8_t met;                  /* enum dgpm_met of target and actual */
	struct dgpm_loc target_at, actual_at;
};

/* A value that was moved after it had been set. */
struct dgpm_moved {
	const char *what;              /* "target", "baseline" */
	int fiscal_year;
	struct dgpm_measure from, to;
	struct dgpm_date changed;      /* year 0: not said */
	struct dgpm_loc at;
};

struct dgpm_indicator {
	const char *id, *name, *unit, *of; /* of: the indicator it is a second target of; unit and of may be NULL */
	uint8_t direction;                 /* enum dgpm_direction */
	bool output, primary, has_primary, primary_in_text, about;
	int baseline_fy, target_fy, actual_fy; /* 0: none */
	struct dgpm_measure baseline, target;  /* target: the final one */
	struct dgpm_measure actual;            /* the latest */
	struct dgpm_date as_of;
	struct dgpm_indicator_year *years; /* in order */
	size_t n_years;
	int first_actual_fy;               /* 0: none */
	int relative_fy;                   /* the target is told by the actual of this year; 0: it is not */
	struct dgpm_measure relative;      /* what that gives; no value: there is no such actual */
	struct dgpm_loc relative_at;
	const struct dgpm_moved *moved;
	size_t n_moved;
	struct dgpm_indicator *parts;
	size_t n_parts;
	const char *printed;               /* the mark on the sheet: a code, or NULL */
	struct dgpm_loc at, printed_at;
	/* From dgpm_indicator_mark(). */
	uint8_t mark;                      /* enum dgpm_mark */
	bool by_people;                    /* the mark is the printed one: people judged it */
	bool early;                        /* reached before its year */
	bool worse;                        /* than the baseline */
	bool due;                          /* the target year was over on the day */
	bool has_way;
	int64_t way;                       /* of baseline to target, 1/10000 */
};

/*
 * Read one indicator.
 *
 * Shape:  as `indicators` of the card schema; years in any order, of two entries for a year the later one counts.
 * Owner:  *out lives in `arena` and borrows the node; `path` is borrowed.
 * Errors: none: the schema has been held against it. What is not said is no value.
 */
void dgpm_indicator_read(struct dgpm_indicator *out, struct dgpm_arena *arena, const struct dgpm_node *node,
			 const char *path);

/* The year of an indicator, made when it is not there: years stay in order. */
struct dgpm_indicator_year *dgpm_indicator_year(struct dgpm_arena *arena, struct dgpm_indicator *ind, int fiscal_year);

/* What follows from the years: the final target, the latest actual, whether each year was met. */
void dgpm_indicator_settle(struct dgpm_indicator *ind);

/*
 * Mark an indicator, its parts too.
 *
 * Units:  `near` in 1/10000 of the way from baseline to target; `date` the day of the evaluation.
 * Source: S4 ※3: イ, ロ, ハ, －. What "near" is, no document says: dgpm's setting.
 */
void dgpm_indicator_mark(struct dgpm_indicator *ind, int64_t near, struct dgpm_date date);

#endif
