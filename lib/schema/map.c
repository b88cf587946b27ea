/* Keys of maps, and what no other keyword has evaluated. */
#include "schema/fail.h"
#include "schema/run.h"

static struct dgpm_str text_of(const struct dgpm_node *n)
{
	return (struct dgpm_str){ n->text, n->n };
}

uint32_t schema_find_key(const struct dgpm_node *map, struct dgpm_str key)
{
	uint32_t i = 0;

	while (i < map->n && !dgpm_str_eq(text_of(&map->pairs[i].key), key))
		i++;
	return i;
}

static bool eval_patterns(struct dgpm_schema_run *run, const struct schema_maps *m, const struct dgpm_pair *p,
			  const struct schema_place *here, bool *known)
{
	bool ok = true;

	for (uint32_t i = 0; i < m->n_patterns; i++) {
		switch (schema_pattern_match(&run->matcher, m->patterns[i].pattern, text_of(&p->key))) {
		case SCHEMA_MATCH_NO:
			continue;
		case SCHEMA_MATCH_COSTLY:
			return schema_stop(run, DGPM_MSG_SCH_17, &p->key, here);
		case SCHEMA_MATCH_YES:
			*known = true;
			if (!schema_eval(run, m->patterns[i].sub, &p->value, here, NULL)) {
				if (run->fail == NULL)
					return false;
				ok = false;
			}
		}
	}
	return ok;
}

/* One pair; *required counts the required keys met. */
static bool eval_pair(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_pair *p,
		      const struct schema_place *here, uint8_t *seen, uint32_t *required)
{
	const struct schema_maps *m = s->maps;
	const struct schema_prop *prop = m->slots != NULL ? schema_prop_find(m, text_of(&p->key)) : NULL;
	bool known = false, ok = true;

	if (prop != NULL) {
		*required += prop->required;
		if (prop->sub != NULL) {
			known = true;
			if (prop->sub->fixed == SCHEMA_NONE)
				ok = schema_fail_key(run, s, p, here);
			else
				ok = schema_eval(run, prop->sub, &p->value, here, NULL);
		}
	}
	if (!ok && run->fail == NULL)
		return false;
	if (m->n_patterns != 0 && (prop == NULL || prop->patterns) && !eval_patterns(run, m, p, here, &known))
		ok = false;
	if (!ok && run->fail == NULL)
		return false;
	if (!known && m->additional != NULL) {
		known = true;
		if (m->additional->fixed == SCHEMA_NONE)
			ok = schema_fail_key(run, s, p, here);
		else
			ok = schema_eval(run, m->additional, &p->value, here, NULL) && ok;
	}
	if (m->names != NULL && (ok || run->fail != NULL))
		ok = schema_eval(run, m->names, &p->key, here, NULL) && ok;
	if (known && seen != NULL)
		*seen = 1;
	return ok;
}

static bool eval_missing(struct dgpm_schema_run *run, const struct schema_maps *m, const struct dgpm_node *v,
			 const struct schema_place *at)
{
	if (run->fail == NULL)
		return false;
	for (uint32_t i = 0; i < m->n_props; i++)
		if (m->props[i].required && schema_find_key(v, text_of(m->props[i].key)) == v->n)
			schema_fail_missing(run, m->props[i].key, NULL, v, at);
	return false;
}

static bool eval_dependents(struct dgpm_schema_run *run, const struct schema_maps *m, const struct dgpm_node *v,
			    const struct schema_place *at, uint8_t *seen)
{
	bool ok = true;

	for (uint32_t i = 0; i < m->n_dependents; i++) {
		const struct schema_dependent *d = &m->dependents[i];
		uint32_t key = schema_find_key(v, d->key);

		if (key == v->n)
			continue;
		for (uint32_t k = 0; d->list != NULL && k < d->list->n; k++)
			if (schema_find_key(v, text_of(&d->list->items[k])) == v->n)
				ok = schema_fail_missing(run, &d->list->items[k], &v->pairs[key].key, v, at);
		if (d->sub != NULL && (ok || run->fail != NULL))
			ok = schema_eval(run, d->sub, v, at, seen) && ok;
		if (!ok && run->fail == NULL)
			return false;
	}
	return ok;
}

#define FEW 8 /* keys a rule asks for: looking for each in the map beats looking up every key of the map */

static bool asks_few(const struct schema_maps *m)
{
	return m->n_props != 0 && m->n_props <= FEW && m->n_patterns == 0 && m->additional == NULL &&
	       m->names == NULL && m->n_dependents == 0;
}

/* A schema that names a few keys and nothing else: rules over whole cards. */
static bool eval_few(struct dgpm_schema_run *run, const struct schema_maps *m, const struct dgpm_node *v,
		     const struct schema_place *at)
{
	for (uint32_t i = 0; i < m->n_props && !run->stopped; i++) {
		const struct schema_prop *prop = &m->props[i];
		uint32_t key = schema_find_key(v, text_of(prop->key));
		struct schema_place here = { at, NULL, 0 };

		if (key == v->n) {
			if (prop->required)
				return false;
			continue;
		}
		here.key = &v->pairs[key].key;
		if (prop->sub != NULL && (prop->sub->fixed == SCHEMA_NONE ||
					  !schema_eval(run, prop->sub, &v->pairs[key].value, &here, NULL)))
			return false;
	}
	return !run->stopped;
}

/* The same with all its faults told: those of the keys in the order of the map, then what it lacks. */
static bool tell_few(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		     const struct schema_place *at)
{
	const struct schema_maps *m = s->maps;
	struct {
		const struct schema_prop *prop;
		uint32_t key;
	} found[FEW];
	uint32_t n = 0, to;
	bool ok = true, lacks = false;

	for (uint32_t i = 0; i < m->n_props; i++) {
		uint32_t key = schema_find_key(v, text_of(m->props[i].key));

		lacks = lacks || (key == v->n && m->props[i].required);
		if (key == v->n || m->props[i].sub == NULL)
			continue;
		for (to = n++; to > 0 && found[to - 1].key > key; to--)
			found[to] = found[to - 1];
		found[to].prop = &m->props[i];
		found[to].key = key;
	}
	for (uint32_t i = 0; i < n && !run->stopped; i++) {
		const struct dgpm_pair *p = &v->pairs[found[i].key];
		struct schema_place here = { at, &p->key, 0 };

		if (found[i].prop->sub->fixed == SCHEMA_NONE)
			ok = schema_fail_key(run, s, p, &here);
		else
			ok = schema_eval(run, found[i].prop->sub, &p->value, &here, NULL) && ok;
	}
	if (run->stopped)
		return false;
	return lacks ? eval_missing(run, m, v, at) : ok;
}

bool schema_eval_map(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		     const struct schema_place *at, uint8_t *seen)
{
	const struct schema_maps *m = s->maps;
	uint32_t required = 0;
	bool ok = true;

	if (v->n < m->min)
		ok = schema_fail_count(run, "minProperties", m->min, v->n, v, at);
	if (v->n > m->max)
		ok = schema_fail_count(run, "maxProperties", m->max, v->n, v, at);
	if ((!ok || v->n < m->n_required) && run->fail == NULL)
		return false;
	if (seen == NULL && asks_few(m))
		return run->fail == NULL ? eval_few(run, m, v, at) : tell_few(run, s, v, at) && ok;
	if (m->slots != NULL || m->n_patterns != 0 || m->additional != NULL || m->names != NULL)
		for (uint32_t i = 0; i < v->n && !run->stopped; i++) {
			struct schema_place here = { at, &v->pairs[i].key, 0 };

			ok = eval_pair(run, s, &v->pairs[i], &here, seen != NULL ? seen + i : NULL, &required) && ok;
			if (!ok && run->fail == NULL)
				return false;
		}
	if (run->stopped)
		return false;
	if (required < m->n_required)
		ok = eval_missing(run, m, v, at);
	if (m->n_dependents != 0 && (ok || run->fail != NULL))
		ok = eval_dependents(run, m, v, at, seen) && ok;
	return ok;
}

bool schema_eval_unevaluated(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			     const struct schema_place *at, uint8_t *seen)
{
	const struct schema_sub *sub = v->kind == DGPM_MAP ? s->unevaluated_keys : s->unevaluated_items;
	bool ok = true;

	for (uint32_t i = 0; i < v->n && (ok || run->fail != NULL) && !run->stopped; i++) {
		struct schema_place here = { at, v->kind == DGPM_MAP ? &v->pairs[i].key : NULL, i };

		if (seen[i])
			continue;
		seen[i] = 1;
		if (v->kind == DGPM_MAP && sub->fixed == SCHEMA_NONE)
			ok = schema_fail_key(run, s, &v->pairs[i], &here);
		else
			ok = schema_eval(run, sub, v->kind == DGPM_MAP ? &v->pairs[i].value : &v->items[i], &here,
					 NULL) && ok;
	}
	return ok;
}
