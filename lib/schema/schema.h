/*
 * JSON Schema draft 2020-12: compiled once, run per document, every failure reported at its node.
 *
 * In:     a schema as a tree (doc), and the other documents it may refer to; then any number of documents.
 * Out:    a compiled schema, read-only; failures, each with the message, the keyword, the node and the pointer to it.
 *         check.c makes diagnostics of them.
 * Drives: compile.c, over load.c and refs.c, with the table of keywords.c whose handlers are kw_apply.c and
 *         kw_assert.c. A run begins and ends in run.c: run, branch, list, logic, map and scalar call each other in a
 *         circle, as a schema is recursive over data (run.h); fail.c words what they find.
 * Thread: a compiled schema is shared by all; a struct dgpm_schema_run, with its scratch, is one thread's.
 */
#ifndef SCHEMA_SCHEMA_H
#define SCHEMA_SCHEMA_H

#include "doc/doc.h"

struct dgpm_schema;       /* compiled, read-only afterwards: shared between threads */
struct dgpm_schema_run;   /* what one thread needs to run it: match data, scratch */

/* Another document that $ref, $dynamicRef or $schema may reach; `path` is what diagnostics name. */
struct dgpm_schema_doc {
	const struct dgpm_node *node;
	const char *path;
};

/*
 * Asked for a document by its URI without a fragment, when the schema and the documents found so far have none of it.
 * True and *out filled, which lives as long as the compiled schema; false: there is none. Asked once for a URI.
 */
typedef bool (*dgpm_schema_find)(void *ctx, struct dgpm_schema_doc *out, struct dgpm_str uri);

struct dgpm_schema_how {
	bool assert_format; /* the formats of format.h are held; else format is a mere annotation */
	/* Unknown keywords are passed over with the warning SCH-18, as the specification has it, in place of SCH-11:
	 * for schemas of others. */
	bool lax_keywords;
	const char *lang;      /* of x-hint: "ja" or "en"; NULL stands for "en" */
	dgpm_schema_find find; /* NULL: there are no other documents */
	void *find_ctx;
};

/*
 * Compile a schema.
 *
 * Shape:  `root` is a schema: a map or a boolean. All keywords of draft 2020-12; draft-07's `definitions` and
 *         `dependencies` are understood. A $schema of another's own is looked for as a $ref is, and its $vocabulary
 *         says which keywords count. Keys x-... are the author's own. One of them means something here:
 *         `x-hint: {ja: ..., en: ...}` tells what a value must look like, in place of a pattern.
 * Owner:  *out lives in `arena` and borrows `root`, which must live as long.
 * Errors: -1 after a diagnostic with the place in the schema: a keyword that is not supported, a bad pattern, a $ref
 *         that leads nowhere, a keyword of the wrong type.
 *         A divisor (multipleOf) of more than 37 digits is refused.
 * Source: JSON Schema draft 2020-12, core and validation.
 */
int dgpm_schema_compile(const struct dgpm_schema **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			const struct dgpm_node *root, const char *path, const struct dgpm_schema_how *how)
	DGPM_MUST_CHECK;

/* Release what the arena cannot: compiled patterns. */
void dgpm_schema_close(const struct dgpm_schema *schema);

struct dgpm_schema_run *dgpm_schema_run_new(struct dgpm_arena *arena);
void dgpm_schema_run_free(struct dgpm_schema_run *run);

/*
 * Ask `fn` which of the values allowed somebody means who wrote another: its place, or `n`. Its answer stands in the
 * message of SCH-04 before that of likeness. Several threads may ask at once, each by its own run.
 */
typedef size_t (*dgpm_schema_meant)(const void *ctx, struct dgpm_arena *a, struct dgpm_str value,
				    const char *const *allowed, size_t n);
void dgpm_schema_run_meant(struct dgpm_schema_run *run, dgpm_schema_meant fn, const void *ctx);

/* One failure. `node` is the place to show; `pointer` is a JSON pointer to the failing value, "" for the root. */
struct dgpm_schema_failure {
	enum dgpm_msg msg;            /* SCH-.. */
	const char *keyword;          /* "required" */
	const struct dgpm_node *node; /* the value; for an unknown or missing key the key or the map */
	const char *pointer;
	const struct dgpm_node *missing; /* the key that is not there; NULL: it is not for want of one */
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
 *         and it stops at the first failure. Too much nesting of schemas (SCH-16: a $ref in a circle), too much work
 *         (SCH-16) and a pattern that is too costly (SCH-17) end the run at once: never true.
 */
bool dgpm_schema_holds(struct dgpm_schema_run *run, const struct dgpm_schema *schema, const struct dgpm_node *doc,
		       dgpm_schema_fail fail, void *ctx);

/* The same without words, which take longer than the rest: the `detail` of failures is "". `fail` is not NULL. */
bool dgpm_schema_places(struct dgpm_schema_run *run, const struct dgpm_schema *schema, const struct dgpm_node *doc,
			dgpm_schema_fail fail, void *ctx);

/* The same, each failure as a diagnostic at its place; the number of failures. */
size_t dgpm_schema_check(struct dgpm_schema_run *run, const struct dgpm_schema *schema, const struct dgpm_node *doc,
			 const char *path, enum dgpm_severity severity, struct dgpm_diags *diags);

/* SCH-10 for every text and key with a NUL in it; their number. To the schema a NUL is a character like any other. */
size_t dgpm_schema_check_nul(const struct dgpm_node *doc, const char *path, struct dgpm_diags *diags);

#endif
