/* Names of a schema: where $id, $anchor and $ref lead. */
#include "schema/refs.h"
#include "base/i18n.h"
#include "schema/uri.h"
#include "schema/vocabulary.h"

static struct dgpm_str text_of(const struct dgpm_node *n)
{
	return (struct dgpm_str){ n->text, n->n };
}

static bool is_schema(const struct dgpm_node *n)
{
	return n->kind == DGPM_MAP || n->kind == DGPM_BOOL;
}

static const struct load_resource *resource_by_uri(const struct schema_load *ld, struct dgpm_str uri)
{
	for (uint32_t i = 0; i < ld->n_resources; i++)
		if (dgpm_str_eq(ld->resources[i].uri, uri))
			return &ld->resources[i];
	return NULL;
}

static uint32_t add_resource(struct schema_load *ld, struct load_resource r, bool alias)
{
	if (!alias)
		r.index = ld->n_resources;
	*DGPM_PUSH(ld->arena, ld->resources, ld->n_resources, ld->cap_resources) = r;
	return r.index;
}

static void add_anchor(struct schema_load *ld, uint32_t resource, const struct dgpm_node *schema,
		       const struct dgpm_node *name, bool dynamic)
{
	if (name == NULL || name->kind != DGPM_STRING)
		return; /* the keyword itself says so */
	for (uint32_t i = 0; i < ld->n_anchors; i++) {
		struct load_anchor *a = &ld->anchors[i];

		if (a->resource != resource || !dgpm_str_eq(a->name, text_of(name)))
			continue;
		if (a->node != schema)
			schema_load_error(ld, DGPM_MSG_SCH_15, resource, name, "%s", name->text);
		else
			a->dynamic |= dynamic;
		return;
	}
	*DGPM_PUSH(ld->arena, ld->anchors, ld->n_anchors, ld->cap_anchors) =
		(struct load_anchor){ .resource = resource, .name = text_of(name), .node = schema, .dynamic = dynamic };
}

/* The resource of a URI, of a document that is looked for when it is not there yet. UINT32_MAX: there is none. */
static uint32_t resource_at(struct schema_load *ld, struct dgpm_str uri)
{
	const struct load_resource *r = resource_by_uri(ld, uri);
	struct dgpm_schema_doc doc;

	if (r != NULL)
		return r->index;
	if (ld->how->find == NULL || uri.n == 0)
		return UINT32_MAX;
	for (size_t i = 0; i < ld->n_lost; i++)
		if (dgpm_str_eq(ld->lost[i], uri))
			return UINT32_MAX;
	if (!ld->how->find(ld->how->find_ctx, &doc, uri)) {
		*DGPM_PUSH(ld->arena, ld->lost, ld->n_lost, ld->cap_lost) = uri;
		return UINT32_MAX;
	}
	schema_refs_add_doc(ld, doc.node, uri, doc.path, true);
	return resource_by_uri(ld, uri)->index;
}

/* What $schema says of the resource that begins here. */
static void note_dialect(struct schema_load *ld, const struct dgpm_node *schema, uint32_t resource)
{
	const struct dgpm_node *dialect = dgpm_node_get(schema, "$schema");
	uint8_t known;
	uint32_t meta;

	if (dialect == NULL || dialect->kind != DGPM_STRING || ld->resources[resource].root != schema)
		return;
	known = schema_vocabulary_known(text_of(dialect));
	if (known == 0) {
		meta = resource_at(ld, uri_resolve(ld->arena, ld->resources[resource].uri, text_of(dialect)));
		known = schema_vocabulary_of(ld, resource, dialect,
					     meta != UINT32_MAX ? ld->resources[meta].root : NULL);
	}
	ld->resources[resource].vocabulary = known;
}

/* The resource a subschema stands in, which is a new one when it has an $id. */
static uint32_t enter(struct schema_load *ld, const struct dgpm_node *schema, uint32_t resource)
{
	const struct dgpm_node *id = dgpm_node_get(schema, "$id");
	struct load_resource r = ld->resources[resource];
	struct dgpm_str uri, text;
	const struct load_resource *other;

	if (id == NULL || id->kind != DGPM_STRING)
		return resource;
	text = text_of(id);
	uri = uri_resolve(ld->arena, r.uri, text);
	if (uri_split(text).fragment.n > 0)
		schema_load_error(ld, DGPM_MSG_SCH_14, resource, id, _("$id must not have a fragment: '%s'"), id->text);
	other = resource_by_uri(ld, uri);
	if (other != NULL && other->root == schema)
		return other->index;
	if (other != NULL && !r.guest) {
		schema_load_error(ld, DGPM_MSG_SCH_15, resource, id, "%s", id->text);
		return resource;
	}
	r.uri = uri;
	if (r.root != schema) {
		r.root = schema;
		return add_resource(ld, r, false);
	}
	/* The root of a document: its $id stands beside the URI it was given under, and is the base from here on. */
	add_resource(ld, (struct load_resource){ .uri = ld->resources[resource].uri, .root = schema, .index = r.index,
						 .path = r.path, .guest = r.guest }, true);
	ld->resources[resource].uri = uri;
	return resource;
}

static void push_if_new(struct schema_load *ld, const struct dgpm_node *node, uint32_t resource)
{
	struct load_entry *e;

	if (!is_schema(node) || schema_load_entry(ld, node, false) != NULL)
		return;
	e = schema_load_entry(ld, node, true);
	e->resource = resource;
	schema_load_push(ld, e);
}

static void push_children(struct schema_load *ld, const struct dgpm_node *value, enum keyword_holds holds,
			  uint32_t resource)
{
	if (holds == HOLDS_SCHEMA)
		push_if_new(ld, value, resource);
	else if (holds == HOLDS_LIST && value->kind == DGPM_LIST)
		for (uint32_t i = value->n; i-- > 0;)
			push_if_new(ld, &value->items[i], resource);
	else if ((holds == HOLDS_MAP || holds == HOLDS_DEPENDENCIES) && value->kind == DGPM_MAP)
		for (uint32_t i = value->n; i-- > 0;)
			push_if_new(ld, &value->pairs[i].value, resource);
}

/* Note the subschemas from `root` down, which stands in `resource`. */
static void scan(struct schema_load *ld, const struct dgpm_node *root, uint32_t resource)
{
	size_t bottom = ld->n_todo;

	push_if_new(ld, root, resource);
	while (ld->n_todo > bottom) {
		struct load_entry *e = ld->todo[--ld->n_todo];

		if (e->node->kind != DGPM_MAP)
			continue;
		e->resource = enter(ld, e->node, e->resource);
		note_dialect(ld, e->node, e->resource);
		add_anchor(ld, e->resource, e->node, dgpm_node_get(e->node, "$anchor"), false);
		add_anchor(ld, e->resource, e->node, dgpm_node_get(e->node, "$dynamicAnchor"), true);
		/* Backwards onto the stack, so that they come off it in the order of the file. */
		for (uint32_t i = e->node->n; i-- > 0;) {
			const struct dgpm_pair *p = &e->node->pairs[i];
			const struct keyword *k = ld->keyword(text_of(&p->key));

			if (k != NULL)
				push_children(ld, &p->value, k->holds, e->resource);
		}
	}
}

void schema_refs_add_doc(struct schema_load *ld, const struct dgpm_node *root, struct dgpm_str uri, const char *path,
			 bool guest)
{
	struct load_resource r = { .uri = uri_resolve(ld->arena, DGPM_STR(""), uri), .root = root, .path = path,
				   .guest = guest, .vocabulary = VOCABULARY_ALL };

	scan(ld, root, add_resource(ld, r, false));
}

static const struct dgpm_node *step(struct schema_load *ld, const struct dgpm_node *at, struct dgpm_str token)
{
	char *plain = dgpm_arena_alloc(ld->arena, token.n + 1);
	size_t n = 0;
	uint64_t index = 0;

	for (size_t i = 0; i < token.n; i++) {
		char c = token.s[i];

		if (c == '~') {
			if (++i == token.n || (token.s[i] != '0' && token.s[i] != '1'))
				return NULL;
			c = token.s[i] == '0' ? '~' : '/';
		}
		plain[n++] = c;
	}
	if (at->kind == DGPM_MAP) {
		for (uint32_t i = 0; i < at->n; i++)
			if (dgpm_str_eq(text_of(&at->pairs[i].key), (struct dgpm_str){ plain, n }))
				return &at->pairs[i].value;
		return NULL;
	}
	if (at->kind != DGPM_LIST || n == 0 || (n > 1 && plain[0] == '0'))
		return NULL;
	for (size_t i = 0; i < n && index <= at->n; i++) {
		if (plain[i] < '0' || plain[i] > '9')
			return NULL;
		index = index * 10 + (uint64_t)(plain[i] - '0');
	}
	return index < at->n ? &at->items[index] : NULL;
}

/* A pointer may lead through, and to, what no keyword makes a subschema; it is scanned then. */
static struct load_entry *follow(struct schema_load *ld, const struct dgpm_node *at, uint32_t resource,
				 struct dgpm_str pointer)
{
	while (pointer.n > 0) {
		const char *end = memchr(pointer.s + 1, '/', pointer.n - 1);
		size_t n = end != NULL ? (size_t)(end - pointer.s) : pointer.n;
		const struct load_entry *e;

		at = step(ld, at, (struct dgpm_str){ pointer.s + 1, n - 1 });
		if (at == NULL)
			return NULL;
		e = schema_load_entry(ld, at, false);
		if (e != NULL)
			resource = e->resource;
		pointer = (struct dgpm_str){ pointer.s + n, pointer.n - n };
	}
	if (!is_schema(at))
		return NULL;
	scan(ld, at, resource);
	return schema_load_entry(ld, at, false);
}

struct load_entry *schema_refs_find(struct schema_load *ld, uint32_t resource, struct dgpm_str ref,
				    struct dgpm_str *name)
{
	uint32_t at = resource_at(ld, uri_resolve(ld->arena, ld->resources[resource].uri, ref));
	struct dgpm_str fragment = uri_split(ref).fragment;

	*name = (struct dgpm_str){ 0 };
	if (at == UINT32_MAX || !uri_decode(&fragment, ld->arena, fragment))
		return NULL;
	if (fragment.n == 0 || fragment.s[0] == '/')
		return follow(ld, ld->resources[at].root, at, fragment);
	*name = fragment;
	for (uint32_t i = 0; i < ld->n_anchors; i++)
		if (ld->anchors[i].resource == at && dgpm_str_eq(ld->anchors[i].name, fragment))
			return schema_load_entry(ld, ld->anchors[i].node, false);
	return NULL;
}
