/* Compile a schema: every subschema noted first, so that references find their names, then compiled one by one. */
#include "schema/load.h"
#include "base/i18n.h"
#include "schema/refs.h"

#include <stdlib.h>

static size_t slot_of(const struct schema_load *ld, const struct dgpm_node *node)
{
	size_t at = (size_t)(((uintptr_t)node >> 3) * 0x9e3779b97f4a7c15u >> 20) & ld->slot_mask;

	while (ld->slots[at] != NULL && ld->slots[at]->node != node)
		at = (at + 1) & ld->slot_mask;
	return at;
}

static void grow_slots(struct schema_load *ld)
{
	struct load_entry **old = ld->slots;
	size_t n_old = old != NULL ? ld->slot_mask + 1 : 0, n = n_old != 0 ? n_old * 2 : 256;

	ld->slots = dgpm_arena_array(ld->arena, n, sizeof(struct load_entry *));
	ld->slot_mask = n - 1;
	for (size_t i = 0; i < n_old; i++)
		if (old[i] != NULL)
			ld->slots[slot_of(ld, old[i]->node)] = old[i];
}

struct load_entry *schema_load_entry(struct schema_load *ld, const struct dgpm_node *node, bool add)
{
	size_t at;

	if (ld->slots == NULL || ld->n_entries * 2 > ld->slot_mask)
		grow_slots(ld);
	at = slot_of(ld, node);
	if (ld->slots[at] == NULL && add) {
		ld->slots[at] = dgpm_arena_array(ld->arena, 1, sizeof(struct load_entry));
		ld->slots[at]->node = node;
		ld->n_entries++;
	}
	return ld->slots[at];
}

void schema_load_push(struct schema_load *ld, struct load_entry *e)
{
	LOAD_ROOM(ld, ld->todo, ld->n_todo, ld->cap_todo);
	ld->todo[ld->n_todo++] = e;
}

struct schema_sub *schema_load_entry_sub(struct schema_load *ld, struct load_entry *e)
{
	if (e->sub == NULL) {
		e->sub = dgpm_arena_array(ld->arena, 1, sizeof *e->sub);
		e->sub->node = e->node;
		e->sub->resource = e->resource;
		e->sub->fixed = e->node->kind != DGPM_BOOL ? SCHEMA_RUN : e->node->yes ? SCHEMA_ANY : SCHEMA_NONE;
		schema_load_push(ld, e);
	}
	return e->sub;
}

const struct schema_sub *schema_load_sub(struct schema_load *ld, const struct dgpm_node *node, uint32_t resource)
{
	struct load_entry *e = schema_load_entry(ld, node, false);

	/* The scan came by every place where a keyword holds a schema. */
	if (e == NULL) {
		e = schema_load_entry(ld, node, true);
		e->resource = resource;
	}
	return schema_load_entry_sub(ld, e);
}

void schema_load_error(struct schema_load *ld, enum dgpm_msg msg, uint32_t resource, const struct dgpm_node *at,
		       const char *fmt, ...)
{
	va_list ap;
	const char *detail;

	ld->failed = true;
	va_start(ap, fmt);
	detail = dgpm_arena_vprintf(ld->arena, fmt, ap);
	va_end(ap);
	dgpm_diag_addf(ld->diags, msg, dgpm_node_loc(at, ld->resources[resource].path), dgpm_node_cstr(at), "%s",
		       detail);
}

static bool is_own_key(struct dgpm_str key)
{
	return key.n >= 2 && key.s[0] == 'x' && key.s[1] == '-';
}

static void unknown_keyword(struct schema_load *ld, const struct schema_sub *sub, const struct dgpm_node *key)
{
	struct dgpm_str name = { key->text, key->n };
	const char *near;

	if (ld->how->lax_keywords || is_own_key(name))
		return;
	if (ld->resources[sub->resource].guest && dgpm_str_is(name, "$vocabulary"))
		return;
	near = schema_keyword_nearest(name);
	if (near != NULL)
		schema_load_error(ld, DGPM_MSG_SCH_11, sub->resource, key, _("'%s', did you mean '%s'?"), key->text,
				  near);
	else
		schema_load_error(ld, DGPM_MSG_SCH_11, sub->resource, key, "'%s'", key->text);
}

static void compile(struct schema_load *ld, struct schema_sub *sub)
{
	if (sub->node->kind != DGPM_MAP)
		return;
	for (uint32_t i = 0; i < sub->node->n; i++) {
		const struct dgpm_pair *p = &sub->node->pairs[i];
		const struct keyword *k = schema_keyword((struct dgpm_str){ p->key.text, p->key.n });

		if (k == NULL)
			unknown_keyword(ld, sub, &p->key);
		else if (k->load != NULL)
			k->load(ld, sub, p);
	}
	if (sub->lists != NULL && sub->lists->contains == NULL)
		sub->lists->min_contains = 0;
	if (sub->maps != NULL)
		schema_load_index(ld, sub);
	/* A schema of annotations alone takes anything. */
	if (sub->types == 0 && sub->constant == NULL && sub->values == NULL && sub->numbers == NULL &&
	    sub->strings == NULL && sub->lists == NULL && sub->maps == NULL && sub->logic == NULL &&
	    sub->unevaluated_items == NULL && sub->unevaluated_keys == NULL)
		sub->fixed = SCHEMA_ANY;
}

static void compile_all(struct schema_load *ld)
{
	while (ld->n_todo > 0)
		compile(ld, ld->todo[--ld->n_todo]->sub);
}

static bool is_dynamic_name(const struct schema_load *ld, struct dgpm_str name)
{
	for (uint32_t i = 0; i < ld->n_dynamic_names; i++)
		if (dgpm_str_eq(ld->dynamic_names[i], name))
			return true;
	return false;
}

/* What the $dynamicRefs can reach beyond their plain target: every dynamic anchor of the same name. */
static void add_dynamics(struct schema_load *ld)
{
	struct dgpm_schema *out = ld->out;

	out->n_dynamics = 0;
	out->dynamics = dgpm_arena_array(ld->arena, ld->n_anchors, sizeof *out->dynamics);
	for (uint32_t i = 0; i < ld->n_anchors; i++) {
		const struct load_anchor *a = &ld->anchors[i];

		if (a->dynamic && is_dynamic_name(ld, a->name))
			out->dynamics[out->n_dynamics++] = (struct schema_dynamic){
				a->resource, a->name, schema_load_sub(ld, a->node, a->resource)
			};
	}
}

static void compile_root(struct schema_load *ld, const struct dgpm_node *root)
{
	uint32_t before;

	ld->out->root = schema_load_sub(ld, root, 0);
	compile_all(ld);
	do { /* what they reach may hold further ones */
		before = ld->out->n_dynamics;
		add_dynamics(ld);
		compile_all(ld);
	} while (ld->out->n_dynamics != before);
}

int dgpm_schema_compile(const struct dgpm_schema **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			const struct dgpm_node *root, const char *path, const struct dgpm_schema_how *how)
{
	static const struct dgpm_schema_how plain;
	struct schema_load ld = { .arena = arena, .diags = diags, .how = how != NULL ? how : &plain };

	*out = NULL;
	ld.out = dgpm_arena_array(arena, 1, sizeof *ld.out);
	ld.out->lang = ld.how->lang != NULL ? ld.how->lang : "en";
	schema_refs_add_doc(&ld, root, DGPM_STR(""), path, false);
	if (root->kind != DGPM_MAP && root->kind != DGPM_BOOL) {
		schema_load_error(&ld, DGPM_MSG_SCH_14, 0, root, _("a schema is a map, true or false"));
		return -1;
	}
	for (size_t i = 0; i < ld.how->n_docs; i++)
		schema_refs_add_doc(&ld, ld.how->docs[i].node, dgpm_str_of(ld.how->docs[i].uri), ld.how->docs[i].path,
				    true);
	compile_root(&ld, root);
	if (ld.failed) {
		dgpm_schema_close(ld.out);
		return -1;
	}
	*out = ld.out;
	return 0;
}

void dgpm_schema_close(const struct dgpm_schema *schema)
{
	if (schema == NULL)
		return;
	for (struct schema_pattern *p = schema->patterns; p != NULL; p = p->next)
		schema_pattern_close(p);
}
