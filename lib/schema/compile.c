/* Compiling a schema: all subschemas that its root reaches. It drives what the other files of compiling do. */
#include "schema/keywords.h"
#include "schema/refs.h"
#include "base/i18n.h"

static bool is_own_key(struct dgpm_str key)
{
	return key.n >= 2 && key.s[0] == 'x' && key.s[1] == '-';
}

static void unknown_keyword(struct schema_load *ld, const struct schema_sub *sub, const struct dgpm_node *key)
{
	struct dgpm_str name = { key->text, key->n };
	const char *near;

	if (is_own_key(name))
		return;
	near = schema_keyword_nearest(name);
	if (ld->how->lax_keywords && near != NULL)
		dgpm_diag_addf(ld->diags, DGPM_MSG_SCH_18, dgpm_node_loc(key, ld->resources[sub->resource].path),
			       key->text, _("'%s', did you mean '%s'?"), key->text, near);
	else if (ld->how->lax_keywords)
		dgpm_diag_add(ld->diags, DGPM_MSG_SCH_18, dgpm_node_loc(key, ld->resources[sub->resource].path),
			      key->text);
	else if (near != NULL)
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
		else if (k->load != NULL && (k->vocabulary & ld->resources[sub->resource].vocabulary) != 0)
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
	struct schema_load ld = { .arena = arena, .diags = diags, .how = how != NULL ? how : &plain,
				  .keyword = schema_keyword };

	*out = NULL;
	ld.out = dgpm_arena_array(arena, 1, sizeof *ld.out);
	ld.out->lang = ld.how->lang != NULL ? ld.how->lang : "en";
	schema_refs_add_doc(&ld, root, DGPM_STR(""), path, false);
	if (root->kind != DGPM_MAP && root->kind != DGPM_BOOL) {
		schema_load_error(&ld, DGPM_MSG_SCH_14, 0, root, _("a schema is a map, true or false"));
		return -1;
	}
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
