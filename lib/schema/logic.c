/* References and combinations of schemas over one and the same value. */
#include "schema/fail.h"
#include "schema/run.h"

uint8_t *schema_seen_new(struct dgpm_schema_run *run, const struct dgpm_node *v)
{
	uint8_t *seen = schema_scratch_take(&run->scratch, v->n + 1u, 1);

	memset(seen, 0, v->n);
	return seen;
}

void schema_seen_add(uint8_t *to, const uint8_t *from, const struct dgpm_node *v)
{
	for (uint32_t i = 0; i < v->n; i++)
		to[i] |= from[i];
}

/* A branch that may fail without harm: what it has evaluated counts only when it holds. */
static bool eval_branch(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			const struct schema_place *at, uint8_t *seen)
{
	struct schema_mark mark = schema_scratch_mark(&run->scratch);
	bool account = seen != NULL && (v->kind == DGPM_MAP || v->kind == DGPM_LIST);
	uint8_t *own = account ? schema_seen_new(run, v) : NULL;
	bool ok = schema_eval_quiet(run, s, v, at, own);

	if (ok && account)
		schema_seen_add(seen, own, v);
	schema_scratch_back(&run->scratch, mark);
	return ok;
}

static bool eval_any(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		     const struct schema_place *at, uint8_t *seen)
{
	const struct schema_subs *any = &s->logic->any;
	bool ok = false;

	for (uint32_t i = 0; i < any->n && (!ok || seen != NULL); i++)
		ok = eval_branch(run, any->at[i], v, at, seen) || ok;
	if (run->stopped)
		return false;
	return ok || schema_fail_any(run, s, any, "anyOf", v, at);
}

static bool eval_one(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		     const struct schema_place *at, uint8_t *seen)
{
	const struct schema_subs *one = &s->logic->one;
	uint32_t n = 0;

	for (uint32_t i = 0; i < one->n && (n < 2 || run->fail != NULL); i++)
		n += eval_branch(run, one->at[i], v, at, seen);
	if (run->stopped)
		return false;
	if (n == 0)
		return schema_fail_any(run, s, one, "oneOf", v, at);
	return n == 1 || schema_fail_several(run, s, n, v, at);
}

static bool eval_if(struct dgpm_schema_run *run, const struct schema_logic *l, const struct dgpm_node *v,
		    const struct schema_place *at, uint8_t *seen)
{
	const struct schema_sub *next = eval_branch(run, l->when, v, at, seen) ? l->then : l->otherwise;

	if (run->stopped)
		return false;
	return next == NULL || schema_eval(run, next, v, at, seen);
}

/* The outermost resource on the way here that has the anchor; else the plain target. */
static const struct schema_sub *dynamic_target(const struct dgpm_schema_run *run, const struct schema_logic *l)
{
	const struct schema_sub *found = l->dynamic_ref;
	const struct dgpm_schema *schema = run->schema;

	if (l->dynamic_name.s == NULL)
		return found;
	for (const struct schema_scope *scope = run->scope; scope != NULL; scope = scope->up)
		for (uint32_t i = 0; i < schema->n_dynamics; i++)
			if (schema->dynamics[i].resource == scope->resource &&
			    dgpm_str_eq(schema->dynamics[i].name, l->dynamic_name))
				found = schema->dynamics[i].sub;
	return found;
}

#define AND(call)                                                                                                     \
	do {                                                                                                          \
		if (!(call)) {                                                                                        \
			if (run->fail == NULL || run->stopped)                                                        \
				return false;                                                                         \
			ok = false;                                                                                   \
		}                                                                                                     \
	} while (0)

bool schema_eval_logic(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		       const struct schema_place *at, uint8_t *seen)
{
	const struct schema_logic *l = s->logic;
	bool ok = true;

	if (l->ref != NULL)
		AND(schema_eval(run, l->ref, v, at, seen));
	if (l->dynamic_ref != NULL)
		AND(schema_eval(run, dynamic_target(run, l), v, at, seen));
	for (uint32_t i = 0; i < l->all.n; i++)
		AND(schema_eval(run, l->all.at[i], v, at, seen));
	if (l->any.n > 0)
		AND(eval_any(run, s, v, at, seen));
	if (l->one.n > 0)
		AND(eval_one(run, s, v, at, seen));
	if (l->not != NULL && schema_eval_quiet(run, l->not, v, at, NULL) && !run->stopped)
		AND(schema_fail_not(run, s, v, at));
	if (run->stopped)
		return false;
	if (l->when != NULL)
		AND(eval_if(run, l, v, at, seen));
	return ok;
}
