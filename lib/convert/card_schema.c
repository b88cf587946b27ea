/* Cards and their schema: which type each value of a card is to have, and whether a card that was made holds. */
#include "convert/context.h"
#include "base/i18n.h"

/* What the schema says of a key, or of the items of a list; NULL: nothing. */
static const struct dgpm_node *below(const struct dgpm_node *schema, const char *key)
{
	return key != NULL ? dgpm_node_get(dgpm_node_get(schema, "properties"), key) : dgpm_node_get(schema, "items");
}

static uint8_t type_of(struct dgpm_str name)
{
	return dgpm_str_is(name, "string")				     ? CARD_TEXT
	       : dgpm_str_is(name, "boolean")				     ? CARD_BOOLEAN
	       : dgpm_str_is(name, "integer") || dgpm_str_is(name, "number") ? CARD_NUMBER
									     : 0;
}

static uint8_t types_of(const struct dgpm_node *schema)
{
	const struct dgpm_node *type = dgpm_node_get(schema, "type"), *words = dgpm_node_get(schema, "enum");
	uint8_t types = 0;

	if (type != NULL && type->kind == DGPM_LIST)
		for (uint32_t i = 0; i < type->n; i++)
			types |= type_of(dgpm_node_str(&type->items[i]));
	else
		types = type_of(dgpm_node_str(type));
	return types == 0 && words != NULL ? CARD_TEXT : types;
}

static void find_types(uint8_t *types, const struct tree *t, const struct dgpm_node *schema)
{
	if (t->kind == TREE_LEAF)
		types[t->leaf] = types_of(schema);
	else if (t->kind == TREE_COLLECT)
		types[t->leaf] = types_of(below(schema, NULL));
	for (size_t i = 0; i < t->n; i++)
		find_types(types, &t->items[i], below(schema, t->items[i].key));
}

const uint8_t *convert_card_types(const struct dgpm_profile *p, struct dgpm_arena *arena,
				  const struct dgpm_node *schema)
{
	uint8_t *types = dgpm_arena_array(arena, p->n_leaves, sizeof *types);

	if (schema != NULL)
		find_types(types, p->card, schema);
	return types;
}

struct fault {
	struct dgpm_arena *arena;
	const char *text;
};

/* The first is told: the others are mostly of the same kind. */
static void keep_fault(void *ctx, const struct dgpm_schema_failure *failure)
{
	struct fault *f = ctx;

	if (f->text == NULL)
		f->text = dgpm_arena_printf(f->arena, "%s%s%s", failure->pointer, *failure->pointer != '\0' ? ": " : "",
					    failure->detail);
}

const char *convert_card_fault(struct dgpm_schema_run *run, const struct dgpm_schema *schema, struct dgpm_arena *arena,
			       const char *text)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	struct dgpm_arena *own = dgpm_arena_like(arena);
	struct dgpm_diags *diags = dgpm_diags_new(own);
	struct fault fault = { .arena = arena };
	const struct dgpm_node *root;

	if (dgpm_doc_parse(&root, own, diags, "", dgpm_str_of(text), &limits) != 0)
		fault.text =
			dgpm_arena_strdup(arena, dgpm_diags_count(diags) != 0 ? dgpm_diags_at(diags, 0)->message : "");
	else
		(void)dgpm_schema_holds(run, schema, root, keep_fault, &fault);
	dgpm_arena_free(own);
	return fault.text;
}
