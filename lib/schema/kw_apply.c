/* Keywords that apply other schemas: to the value itself, to its items, to its keys. */
#include "schema/keywords.h"
#include "base/i18n.h"
#include "schema/refs.h"

static struct dgpm_str text_of(const struct dgpm_node *n)
{
	return (struct dgpm_str){ n->text, n->n };
}

static const struct schema_sub *sub_at(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p,
				       const struct dgpm_node *v)
{
	if (v->kind == DGPM_MAP || v->kind == DGPM_BOOL)
		return schema_load_sub(ld, v, sub->resource);
	if (p->value.kind == DGPM_LIST && dgpm_str_is(text_of(&p->key), "items"))
		keyword_wrong(ld, sub, p, _("one schema; a list of schemas is written 'prefixItems'"));
	else
		schema_load_error(ld, DGPM_MSG_SCH_14, sub->resource, v, _("'%s': a schema is a map, true or false"),
				  p->key.text);
	return NULL;
}

static struct schema_subs subs_at(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	struct schema_subs all = { 0 };

	if (p->value.kind != DGPM_LIST || p->value.n == 0) {
		keyword_wrong(ld, sub, p, _("a list of at least one schema"));
		return all;
	}
	all.n = p->value.n;
	all.at = dgpm_arena_array(ld->arena, all.n, sizeof *all.at);
	for (uint32_t i = 0; i < all.n; i++)
		all.at[i] = sub_at(ld, sub, p, &p->value.items[i]);
	return all;
}

/* --- keywords that hold one schema, or a list of them --- */

#define LOAD_SUB(name, target)                                                                                 \
	void keyword_##name(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)         \
	{                                                                                                      \
		(target) = sub_at(ld, sub, p, &p->value);                                                      \
	}
#define LOAD_SUBS(name, target)                                                                                \
	void keyword_##name(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)         \
	{                                                                                                      \
		(target) = subs_at(ld, sub, p);                                                                \
	}

LOAD_SUB(items, keyword_lists_of(ld, sub)->items)
LOAD_SUB(contains, keyword_lists_of(ld, sub)->contains)
LOAD_SUB(additional, keyword_maps_of(ld, sub)->additional)
LOAD_SUB(names, keyword_maps_of(ld, sub)->names)
LOAD_SUB(not, keyword_logic_of(ld, sub)->not)
LOAD_SUB(if, keyword_logic_of(ld, sub)->when)
LOAD_SUB(then, keyword_logic_of(ld, sub)->then)
LOAD_SUB(else, keyword_logic_of(ld, sub)->otherwise)
LOAD_SUB(unevaluated_items, sub->unevaluated_items)
LOAD_SUB(unevaluated_keys, sub->unevaluated_keys)
LOAD_SUBS(all, keyword_logic_of(ld, sub)->all)
LOAD_SUBS(any, keyword_logic_of(ld, sub)->any)
LOAD_SUBS(one, keyword_logic_of(ld, sub)->one)
LOAD_SUBS(prefix, keyword_lists_of(ld, sub)->prefix)

/* --- maps --- */

void keyword_properties(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	struct schema_maps *m = keyword_maps_of(ld, sub);

	if (!keyword_is_map(ld, sub, p))
		return;
	m->properties = &p->value;
	for (uint32_t i = 0; i < p->value.n; i++)
		sub_at(ld, sub, p, &p->value.pairs[i].value);
}

void keyword_required(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (p->value.kind != DGPM_LIST) {
		keyword_wrong(ld, sub, p, _("a list of keys"));
		return;
	}
	for (uint32_t i = 0; i < p->value.n; i++)
		if (p->value.items[i].kind != DGPM_STRING) {
			keyword_wrong(ld, sub, p, _("a list of keys"));
			return;
		}
	keyword_maps_of(ld, sub)->required = &p->value;
}

void keyword_pattern_properties(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	struct schema_maps *m = keyword_maps_of(ld, sub);

	if (!keyword_is_map(ld, sub, p))
		return;
	m->patterns = dgpm_arena_array(ld->arena, p->value.n, sizeof *m->patterns);
	m->n_patterns = p->value.n;
	for (uint32_t i = 0; i < p->value.n; i++)
		m->patterns[i] = (struct schema_pattern_prop){
			.pattern = keyword_pattern_at(ld, sub, &p->value.pairs[i].key),
			.sub = sub_at(ld, sub, p, &p->value.pairs[i].value),
		};
}

/* dependentRequired, dependentSchemas, and draft-07's dependencies, which is either. */
void keyword_dependents(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	struct schema_maps *m = keyword_maps_of(ld, sub);
	bool lists = !dgpm_str_is(text_of(&p->key), "dependentSchemas");
	bool subs = !dgpm_str_is(text_of(&p->key), "dependentRequired");

	if (!keyword_is_map(ld, sub, p))
		return;
	m->dependents = dgpm_arena_grow(ld->arena, m->dependents, m->n_dependents, m->n_dependents + (size_t)p->value.n,
					sizeof *m->dependents);
	for (uint32_t i = 0; i < p->value.n; i++) {
		const struct dgpm_pair *d = &p->value.pairs[i];
		struct schema_dependent *to = &m->dependents[m->n_dependents++];
		bool list = d->value.kind == DGPM_LIST;

		to->key = text_of(&d->key);
		if (!list && subs) {
			to->sub = sub_at(ld, sub, p, &d->value);
			continue;
		}
		for (uint32_t k = 0; list && k < d->value.n; k++)
			list = d->value.items[k].kind == DGPM_STRING;
		if (!list || !lists)
			keyword_wrong(ld, sub, p, lists ? _("a map of lists of keys") : _("a map of schemas"));
		else
			to->list = &d->value;
	}
}

/* --- references and names --- */

static struct load_entry *target_of(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p,
				    struct dgpm_str *name)
{
	struct load_entry *e;

	if (!keyword_is_text(ld, sub, p))
		return NULL;
	e = schema_refs_find(ld, sub->resource, text_of(&p->value), name);
	if (e == NULL)
		schema_load_error(ld, DGPM_MSG_SCH_12, sub->resource, &p->value, "'%s'", p->value.text);
	return e;
}

void keyword_ref(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	struct dgpm_str name;
	struct load_entry *e = target_of(ld, sub, p, &name);

	if (e != NULL)
		keyword_logic_of(ld, sub)->ref = schema_load_entry_sub(ld, e);
}

/* Dynamic only where the plain target is a $dynamicAnchor of that name. */
void keyword_dynamic_ref(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	struct dgpm_str name;
	struct load_entry *e = target_of(ld, sub, p, &name);
	const struct dgpm_node *anchor;

	if (e == NULL)
		return;
	keyword_logic_of(ld, sub)->dynamic_ref = schema_load_entry_sub(ld, e);
	anchor = dgpm_node_get(e->node, "$dynamicAnchor");
	if (name.s == NULL || anchor == NULL || !dgpm_str_eq(dgpm_node_str(anchor), name))
		return;
	keyword_logic_of(ld, sub)->dynamic_name = name;
	*DGPM_PUSH(ld->arena, ld->dynamic_names, ld->n_dynamic_names, ld->cap_dynamic_names) = name;
}

void keyword_defs(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (!keyword_is_map(ld, sub, p))
		return;
	for (uint32_t i = 0; i < p->value.n; i++)
		sub_at(ld, sub, p, &p->value.pairs[i].value);
}


/* Known before any document: a pattern that only asks for a beginning. */
static bool may_match(const struct schema_maps *m, const struct dgpm_node *key)
{
	for (uint32_t i = 0; i < m->n_patterns; i++) {
		const struct schema_pattern *p = m->patterns[i].pattern;

		if (p == NULL || p->prefix.s == NULL ||
		    (key->n >= p->prefix.n && memcmp(key->text, p->prefix.s, p->prefix.n) == 0))
			return true;
	}
	return false;
}

static struct schema_prop *prop_slot(struct schema_maps *m, const struct dgpm_node *key)
{
	uint64_t hash = schema_hash_text(key->text, key->n);
	uint32_t at = (uint32_t)hash & m->slot_mask;
	struct schema_prop *p;

	for (; m->slots[at].prop != 0; at = (at + 1) & m->slot_mask) {
		p = &m->props[m->slots[at].prop - 1];
		if (dgpm_str_eq(text_of(p->key), text_of(key)))
			return p;
	}
	p = &m->props[m->n_props++];
	m->slots[at] = (struct schema_slot){ (uint32_t)(hash >> 32), m->n_props };
	p->key = key;
	p->patterns = may_match(m, key);
	return p;
}

void schema_load_index(struct schema_load *ld, const struct schema_sub *sub)
{
	struct schema_maps *m = sub->maps;
	uint32_t n = (m->properties != NULL ? m->properties->n : 0) + (m->required != NULL ? m->required->n : 0);
	uint32_t slots = 4;

	if (n == 0)
		return;
	while (slots < n * 4) /* few keys share a slot */
		slots *= 2;
	m->slot_mask = slots - 1;
	m->slots = dgpm_arena_array(ld->arena, slots, sizeof *m->slots);
	m->props = dgpm_arena_array(ld->arena, n, sizeof *m->props);
	for (uint32_t i = 0; m->properties != NULL && i < m->properties->n; i++) {
		const struct dgpm_pair *p = &m->properties->pairs[i];

		if (p->value.kind == DGPM_MAP || p->value.kind == DGPM_BOOL)
			prop_slot(m, &p->key)->sub = schema_load_sub(ld, &p->value, sub->resource);
	}
	for (uint32_t i = 0; m->required != NULL && i < m->required->n; i++) {
		struct schema_prop *p = prop_slot(m, &m->required->items[i]);

		m->n_required += !p->required;
		p->required = true;
	}
}
