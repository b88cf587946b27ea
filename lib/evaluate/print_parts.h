/* Internal: the parts of the evaluation report. */
#ifndef EVALUATE_PRINT_PARTS_H
#define EVALUATE_PRINT_PARTS_H

#include "evaluate/evaluate.h"
#include "evaluate/tally.h"
#include "print/text.h"

struct evaluate_text {
	struct dgpm_arena *arena;
	struct dgpm_out *out;
	const struct dgpm_print *how;
	const struct dgpm_evaluate_look *look;
	const struct dgpm_evaluation *e;
};

/* "イ", "no actual": the word for a mark. */
const char *evaluate_mark_text(const struct evaluate_text *x, enum dgpm_mark mark);
/* "イ 10  ロ 0  ハ 1  － 0", and of what is not told only what there is. */
const char *evaluate_marks_text(const struct evaluate_text *x, const size_t marks[DGPM_N_MARKS]);

/* "million yen": the unit of the report. */
const char *evaluate_unit_text(const struct evaluate_text *x);

/* One policy: its budget, its indicators, what the marks suggest. */
void evaluate_print_policy(const struct evaluate_text *x, const struct dgpm_policy *p);

#endif
