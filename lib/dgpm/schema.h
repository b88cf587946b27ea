/* JSON Schema draft 2020-12: compiled once, run per document, every failure reported at its node. */
#ifndef DGPM_SCHEMA_H
#define DGPM_SCHEMA_H

#include "dgpm/doc.h"

struct dgpm_schema;       /* compiled, read-only afterwards: shared between threads */
struct dgpm_schema_run;   /* what one thread needs to run it: match data, scratch */

/* Other documents that $ref may reach, by their URI ($id inside them counts too). */
struct dgpm_schema_doc {
	const char *uri;
	const struct dgpm_node *node;
	const char *path;
};

struct dgpm_schema_how {
	bool assert_format;                /* date, uri and regex are held; else format is a mere annotation */
	const struct dgpm_schema_doc *docs; /* may be NULL */
	size_t n_docs;
};

/*
 * Compile a schema.
 *
 * Shape:  `root` is a schema: a map or a boolean. Keywords of draft 2020-12 save $dynamicRef beyond plain $ref meaning
 *         and $vocabulary; draft-07's `definitions` and `dependencies` are understood.
 * Owner:  *out lives in `arena` and borrows `root`, which must live as long.
 * Errors: -1 after a diagnostic with the place in the schema: a keyword that is not supported, a bad pattern, a $ref
 *         that leads nowhere, a keyword of the wrong type.
 * Source: JSON Schema draft 2020-12, core and validation.
 */
int dgpm_schema_compile(const struct dgpm_schema **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			const struct dgpm_node *root, const char *path, const struct dgpm_schema_how *how)
	DGPM_MUST_CHECK;

/* Release what the arena cannot: compiled patterns. */
void dgpm_schema_close(const struct dgpm_schema *schema);

struct dgpm_schema_run *dgpm_schema_run_new(struct dgpm_arena *arena);
void dgpm_schema_run_free(struct dgpm_schema_run *run);

/* One failure. `node` is the place to show; `pointer` is a JSON pointer to the failing value, "" for the root. */
struct dgpm_schema_failure {
	enum dgpm_msg msg;            /* SCH-.. */
	const char *keyword;          /* "required" */
	const struct dgpm_node *node; /* the value; for an unknown or missing key the key or the map */
	const char *pointer;
	const char *detail;           /* translated, in full: "expected integer, found string '12x'" */
};

/* Called once a failure, in document order as far as the schema allows. The pointers hold during the call only. */
typedef void (*dgpm_schema_fail)(void *ctx, const struct dgpm_schema_failure *failure);

/*
 * Hold one document against a schema.
 *
 * Shape:  any node.
 * Owner:  borrows everything; scratch inside `run` is reused between calls.
 * Errors: false when it does not hold, after `fail` was called for every failure. `fail` NULL: only the verdict,
 *         and it stops at the first failure.
 */
bool dgpm_schema_holds(struct dgpm_schema_run *run, const struct dgpm_schema *schema, const struct dgpm_node *doc,
		       dgpm_schema_fail fail, void *ctx);

/* The same, each failure as a diagnostic at its place; the number of failures. */
size_t dgpm_schema_check(struct dgpm_schema_run *run, const struct dgpm_schema *schema, const struct dgpm_node *doc,
			 const char *path, enum dgpm_severity severity, struct dgpm_diags *diags);

#endif
