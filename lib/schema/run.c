/* Run a compiled schema over a document. */
#include "schema/run.h"
#include "schema/fail.h"

static uint64_t count_values(const struct dgpm_node *v)
{
	uint64_t n = 1;

	for (uint32_t i = 0; v->kind == DGPM_LIST && i < v->n; i++)
		n += count_values(&v->items[i]);
	for (uint32_t i = 0; v->kind == DGPM_MAP && i < v->n; i++)
		n += count_values(&v->pairs[i].value);
	return n;
}

/* Only a large document is worth counting. */
static bool more_steps(struct dgpm_schema_run *run)
{
	if (run->steps_max == SCHEMA_STEPS_FREE)
		run->steps_max += count_values(run->doc) * SCHEMA_STEPS_EACH;
	return run->steps <= run->steps_max;
}

/* The groups of keywords, each for its own kind of value. */
static bool eval_groups(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			const struct schema_place *at, uint8_t *seen)
{
	bool ok = true;

	if ((s->values != NULL || s->constant != NULL) && !schema_eval_values(run, s, v, at))
		ok = false;
	if (!ok && run->fail == NULL)
		return false;
	switch (v->kind) {
	case DGPM_NUMBER:
		ok = (s->numbers == NULL || schema_eval_number(run, s, v, at)) && ok;
		break;
	case DGPM_STRING:
		ok = (s->strings == NULL || schema_eval_string(run, s, v, at)) && ok;
		break;
	case DGPM_LIST:
		ok = (s->lists == NULL || schema_eval_list(run, s, v, at, seen)) && ok;
		break;
	case DGPM_MAP:
		ok = (s->maps == NULL || schema_eval_map(run, s, v, at, seen)) && ok;
		break;
	default:
		break;
	}
	if (!ok && run->fail == NULL)
		return false;
	return (s->logic == NULL || schema_eval_logic(run, s, v, at, seen)) && ok;
}

/* A subschema with unevaluated... keeps its own account: what its neighbours evaluated does not count for it. */
static bool eval_account(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			 const struct schema_place *at, uint8_t *seen)
{
	struct schema_mark mark = schema_scratch_mark(&run->scratch);
	uint8_t *own = schema_seen_new(run, v);
	bool ok = eval_groups(run, s, v, at, own);

	if ((ok || run->fail != NULL) && !run->stopped)
		ok = schema_eval_unevaluated(run, s, v, at, own) && ok;
	if (ok && seen != NULL)
		schema_seen_add(seen, own, v);
	schema_scratch_back(&run->scratch, mark);
	return ok;
}

bool schema_eval(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		 const struct schema_place *at, uint8_t *seen)
{
	struct schema_scope scope = { run->scope, s->resource };
	const struct schema_scope *before = run->scope;
	bool ok;

	if (s->fixed != SCHEMA_RUN)
		return s->fixed == SCHEMA_ANY || schema_fail_none(run, v, at);
	if (run->stopped)
		return false;
	if ((++run->steps > run->steps_max && !more_steps(run)) || run->depth == SCHEMA_DEPTH_MAX)
		return schema_stop(run, DGPM_MSG_SCH_16, v, at);
	if (s->types != 0 && (s->types & schema_type_of(v)) == 0)
		return schema_fail_type(run, s, v, at); /* the rest would only repeat it */
	run->depth++;
	if (run->schema->n_dynamics != 0 && (before == NULL || before->resource != s->resource))
		run->scope = &scope;
	if ((v->kind == DGPM_MAP && s->unevaluated_keys != NULL) ||
	    (v->kind == DGPM_LIST && s->unevaluated_items != NULL))
		ok = eval_account(run, s, v, at, seen);
	else
		ok = eval_groups(run, s, v, at, seen);
	run->scope = before;
	run->depth--;
	return ok && !run->stopped;
}

bool schema_eval_quiet(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		       const struct schema_place *at, uint8_t *seen)
{
	dgpm_schema_fail fail = run->fail;
	bool ok;

	run->fail = NULL;
	ok = schema_eval(run, s, v, at, seen);
	run->fail = fail;
	return ok;
}

struct dgpm_schema_run *dgpm_schema_run_new(struct dgpm_arena *arena)
{
	struct dgpm_schema_run *run = dgpm_arena_array(arena, 1, sizeof *run);

	run->arena = run->scratch.arena = arena;
	if (!schema_matcher_open(&run->matcher)) {
		schema_matcher_close(&run->matcher);
		/* Out of memory: the arena knows what to do, and does not come back. */
		dgpm_arena_alloc(arena, SIZE_MAX);
	}
	return run;
}

void dgpm_schema_run_meant(struct dgpm_schema_run *run, dgpm_schema_meant fn, const void *ctx)
{
	run->meant = fn;
	run->meant_ctx = ctx;
}

void dgpm_schema_run_free(struct dgpm_schema_run *run)
{
	if (run != NULL)
		schema_matcher_close(&run->matcher);
}

static bool hold(struct dgpm_schema_run *run, const struct dgpm_schema *schema, const struct dgpm_node *doc,
		 dgpm_schema_fail fail, bool wordless, void *ctx)
{
	bool ok;

	schema_scratch_back(&run->scratch, (struct schema_mark){ 0 });
	run->schema = schema;
	run->scope = NULL;
	run->fail = fail;
	run->wordless = wordless;
	run->ctx = ctx;
	run->doc = doc;
	run->depth = 0;
	run->steps = 0;
	run->fails = 0;
	run->steps_max = SCHEMA_STEPS_FREE;
	run->stopped = false;
	ok = schema_eval(run, schema->root, doc, NULL, NULL);
	if (run->stopped && fail != NULL)
		fail(ctx, &run->why);
	return ok && !run->stopped;
}

bool dgpm_schema_holds(struct dgpm_schema_run *run, const struct dgpm_schema *schema, const struct dgpm_node *doc,
		       dgpm_schema_fail fail, void *ctx)
{
	return hold(run, schema, doc, fail, false, ctx);
}

bool dgpm_schema_places(struct dgpm_schema_run *run, const struct dgpm_schema *schema, const struct dgpm_node *doc,
			dgpm_schema_fail fail, void *ctx)
{
	return hold(run, schema, doc, fail, true, ctx);
}
