/* A measured value: a number held exactly, to nine places, or a text. */
#ifndef INDICATORS_MEASURE_H
#define INDICATORS_MEASURE_H

#include "base/arena.h"
#include "base/wide.h"

#define DGPM_MEASURE_ONE ((wide)1000000000) /* 1 as it is held */

enum dgpm_measure_kind { DGPM_MEASURE_NONE, DGPM_MEASURE_NUMBER, DGPM_MEASURE_TEXT };

struct dgpm_measure {
	uint8_t kind;     /* enum dgpm_measure_kind */
	wide scaled;      /* of a number: times DGPM_MEASURE_ONE */
	const char *text; /* as written */
};

/*
 * Read a number such as 99.99, -3 or 1e6.
 *
 * Owner:  borrows `text`, which ends in a NUL.
 * Errors: false, and *out is a text: no number, more than nine places, or 10^18 and more.
 */
bool dgpm_measure_read(struct dgpm_measure *out, struct dgpm_str text);

/* For people: digits grouped by three, the sign "-"; a text as it is, NULL for no value. Lives in `arena`. */
const char *dgpm_measure_shown(struct dgpm_arena *arena, const struct dgpm_measure *m);

/* For programs: without separators, as JSON writes a number; a text as it is, NULL for no value. */
const char *dgpm_measure_plain(struct dgpm_arena *arena, const struct dgpm_measure *m);

#endif
