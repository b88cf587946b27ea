/* Items of lists. */
#include "schema/fail.h"
#include "schema/run.h"

static bool eval_contains(struct dgpm_schema_run *run, const struct schema_lists *l, const struct dgpm_node *v,
			  const struct schema_place *at, uint8_t *seen)
{
	struct schema_mark mark = schema_scratch_mark(&run->scratch);
	uint32_t n = 0;

	for (uint32_t i = 0; i < v->n; i++) {
		struct schema_place here = { at, NULL, i };

		if (!schema_eval_quiet(run, l->contains, &v->items[i], &here, NULL))
			continue;
		n++;
		if (seen != NULL)
			seen[i] = 1;
		else if (n >= l->min_contains && l->max_contains == SCHEMA_NO_LIMIT)
			break;
	}
	schema_scratch_back(&run->scratch, mark);
	if (run->stopped)
		return false;
	if (n < l->min_contains)
		return schema_fail_contains(run, l, n, v, at);
	return n <= l->max_contains || schema_fail_contains(run, l, n, v, at);
}

static bool eval_items(struct dgpm_schema_run *run, const struct schema_lists *l, const struct dgpm_node *v,
		       const struct schema_place *at, uint8_t *seen)
{
	uint32_t n = l->items != NULL || v->n < l->prefix.n ? v->n : l->prefix.n;
	bool ok = true;

	for (uint32_t i = 0; i < n && !run->stopped; i++) {
		struct schema_place here = { at, NULL, i };

		if (!schema_eval(run, i < l->prefix.n ? l->prefix.at[i] : l->items, &v->items[i], &here, NULL)) {
			if (run->fail == NULL)
				return false;
			ok = false;
		}
		if (seen != NULL)
			seen[i] = 1;
	}
	return ok;
}

static bool eval_unique(struct dgpm_schema_run *run, const struct dgpm_node *v, const struct schema_place *at)
{
	struct schema_mark mark = schema_scratch_mark(&run->scratch);
	struct schema_twin *twins;
	uint32_t n = schema_twins(&twins, &run->scratch, v, run->fail == NULL);

	for (uint32_t i = 0; i < n && run->fail != NULL; i++) {
		struct schema_place here = { at, NULL, twins[i].item };

		schema_fail_twin(run, &v->items[twins[i].item], &v->items[twins[i].earlier], &here);
	}
	schema_scratch_back(&run->scratch, mark);
	return n == 0;
}

bool schema_eval_list(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		      const struct schema_place *at, uint8_t *seen)
{
	const struct schema_lists *l = s->lists;
	bool ok = true;

	if (v->n < l->min)
		ok = schema_fail_count(run, "minItems", l->min, v->n, v, at);
	if (v->n > l->max)
		ok = schema_fail_count(run, "maxItems", l->max, v->n, v, at);
	if (!ok && run->fail == NULL)
		return false;
	if (l->items != NULL || l->prefix.n > 0)
		ok = eval_items(run, l, v, at, seen) && ok;
	if (!ok && run->fail == NULL)
		return false;
	if (l->unique && v->n > 1)
		ok = eval_unique(run, v, at) && ok;
	if (l->contains != NULL && (ok || run->fail != NULL))
		ok = eval_contains(run, l, v, at, seen) && ok;
	return ok;
}
