/* Rules of one report as data: each a JSON Schema over what the report knows of one thing. */
#ifndef DATA_CHECKS_H
#define DATA_CHECKS_H

#include "data/data.h"

struct dgpm_check {
	const char *id, *title, *message, *remedy, *source; /* the user's language */
	const char *documents, *sections;           /* "S1;S3" and "2-1;4.4(1)" */
	const char *of, *at;                        /* what it counts; the key it points at; NULL: neither */
	enum dgpm_severity severity;
	bool off;
	const struct dgpm_schema *when, *require;   /* when NULL: always; require NULL: the report itself judges */
	const struct dgpm_node *node;               /* the rule as written */
};

struct dgpm_checks {
	struct dgpm_check *items;
	size_t n;
};

/*
 * Read `rules` of a file of the data directory.
 *
 * Shape:  id, severity, title, message, remedy, source, require; when, params, of, at where they are needed. A rule
 *         that the report itself judges has no `require`; severity, message and remedy are then those of the message
 *         of its ID. `given`: severities or off by ID, of dgpm.yaml; NULL: none.
 * Owner:  *out lives in `arena`; dgpm_checks_close() lets go of patterns.
 * Errors: -1 after a diagnostic.
 */
int dgpm_checks_load(struct dgpm_checks *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     struct dgpm_data *data, const char *file, const struct dgpm_node *given) DGPM_MUST_CHECK;
void dgpm_checks_close(struct dgpm_checks *c);

const struct dgpm_check *dgpm_check_find(const struct dgpm_checks *c, const char *id);

/* Whether a rule applies to a document and does not hold. */
bool dgpm_check_fails(const struct dgpm_check *c, struct dgpm_schema_run *run, const struct dgpm_node *doc);

#endif
