/* Internal: the criteria, questions and outcomes of schemas/classes.yaml, compiled. */
#ifndef GOVERN_CLASSIFY_DATA_H
#define GOVERN_CLASSIFY_DATA_H

#include "data/data.h"

struct classes_criterion {
	const char *id, *title, *source, *at;
	const char *unless;               /* a criterion that takes this one's place when both hold; NULL */
	int class;
	const struct dgpm_schema *holds;
};

struct classes_question {
	const char *id, *ask, *source, *needs, *yes, *no;
	const struct dgpm_schema *test;
};

struct classes_outcome {
	const char *id, *title, *source;
};

struct classes_model {
	struct classes_criterion *criteria;
	size_t n_criteria;
	struct classes_question *questions;
	size_t n_questions;
	struct classes_outcome *outcomes;
	size_t n_outcomes;
	const char *start;                /* the first question */
};

/* -1 after a diagnostic. `settings`: `classes` of dgpm.yaml, or NULL. */
int classes_load(struct classes_model *out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
		 const struct dgpm_node *settings) DGPM_MUST_CHECK;
void classes_close(struct classes_model *m);

const struct classes_question *classes_question_of(const struct classes_model *m, const char *id);
const struct classes_outcome *classes_outcome_of(const struct classes_model *m, const char *id);

#endif
