/*
 * What the files that run a schema share. run, branch, list, logic, map and scalar use each other in a circle, the only
 * one of the library: a schema holds schemas and a value holds values, and schema_eval() of run.c is where each keyword
 * that holds a schema begins anew. Their nesting is bounded by that of the document and by the depth of references.
 */
#ifndef SCHEMA_RUN_H
#define SCHEMA_RUN_H

#include "schema/tree.h"

/* Where a value stands, as a chain on the stack up to the root (NULL). `key` NULL: an item of a list. */
struct schema_place {
	const struct schema_place *up;
	const struct dgpm_node *key;
	uint32_t index;
};

/* The resources entered on the way, for $dynamicRef. */
struct schema_scope {
	const struct schema_scope *up;
	uint32_t resource;
};

struct dgpm_schema_run {
	struct dgpm_arena *arena;
	struct schema_scratch scratch;
	struct schema_matcher matcher;

	/* Of the call under way. */
	const struct dgpm_schema *schema;
	const struct dgpm_node *doc;
	const struct schema_scope *scope;
	dgpm_schema_fail fail; /* NULL while only the verdict counts */
	bool wordless;         /* failures are placed but not worded */
	void *ctx;
	const struct dgpm_node *missing; /* while a missing key is reported: it */
	dgpm_schema_meant meant; /* NULL: likeness alone */
	const void *meant_ctx;
	uint32_t depth;
	uint64_t steps, steps_max;
	uint32_t fails;
	bool stopped; /* given up: whatever a `not` makes of it, the document does not hold */
	struct dgpm_schema_failure why; /* given up for this */
};

/* Nesting of schemas, each taking some hundred bytes of stack. */
#define SCHEMA_DEPTH_MAX 1500

/* Schemas applied in one call: so many, and so many more for each value of the document, which a schema reaches only
 * when its references fan out again and again. */
#define SCHEMA_STEPS_FREE 1000000
#define SCHEMA_STEPS_EACH 1000

/* Failures told in one call: one fault that references reach again and again is not told without end. */
#define SCHEMA_FAILS_MAX 10000

/*
 * Hold a value against a subschema. `seen` is told which keys or items were evaluated: a byte each; NULL when nobody
 * asks. It holds only as much as needs telling when the result is true.
 */
bool schema_eval(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		 const struct schema_place *at, uint8_t *seen);

/* The same without reports. */
bool schema_eval_quiet(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		       const struct schema_place *at, uint8_t *seen);

/* fail.c: give up; the first reason stays. */
bool schema_stop(struct dgpm_schema_run *run, enum dgpm_msg msg, const struct dgpm_node *v,
		 const struct schema_place *at);

/* scalar.c */
bool schema_eval_values(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			const struct schema_place *at);
bool schema_eval_number(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			const struct schema_place *at);
bool schema_eval_string(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			const struct schema_place *at);

/* list.c, map.c */
bool schema_eval_list(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		      const struct schema_place *at, uint8_t *seen);
bool schema_eval_map(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		     const struct schema_place *at, uint8_t *seen);
bool schema_eval_unevaluated(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			     const struct schema_place *at, uint8_t *seen);
uint32_t schema_find_key(const struct dgpm_node *map, struct dgpm_str key);

/* logic.c */
bool schema_eval_logic(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		       const struct schema_place *at, uint8_t *seen);
/* All keys or items, when somebody asks: a byte each, 0. */
uint8_t *schema_seen_new(struct dgpm_schema_run *run, const struct dgpm_node *v);
void schema_seen_add(uint8_t *to, const uint8_t *from, const struct dgpm_node *v);

static inline uint8_t schema_type_of(const struct dgpm_node *v)
{
	uint8_t bit = (uint8_t)(1u << v->kind);

	return v->kind == DGPM_NUMBER && v->integer ? bit | SCHEMA_INTEGER : bit;
}

#endif
