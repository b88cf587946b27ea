/* Parameters in schemas, and sources of what is data. */
#include "data/params.h"
#include "base/buf.h"
#include "base/text.h"

static const struct dgpm_node *param_name(const struct dgpm_node *node)
{
	return node->kind == DGPM_MAP && node->n == 1 && dgpm_str_is(dgpm_node_str(&node->pairs[0].key), "$param") ?
		       &node->pairs[0].value :
		       NULL;
}

static struct dgpm_node substitute(struct params *p, const struct dgpm_node *node)
{
	const struct dgpm_node *name = param_name(node);
	struct dgpm_node copy = *node;

	if (name != NULL) {
		const char *key = dgpm_node_cstr(name);
		const struct dgpm_node *value = key != NULL ? dgpm_node_get(p->given, key) : NULL;

		if (value == NULL && key != NULL)
			value = dgpm_node_get(p->own, key);
		if (value != NULL)
			return *value;
		dgpm_diag_add_near(p->diags, DGPM_MSG_RULE_02, dgpm_node_loc(name, p->path), key,
				   params_nearest(p->arena, p->own, key));
		p->failed = true;
	} else if (node->kind == DGPM_LIST) {
		struct dgpm_node *items = dgpm_arena_array(p->arena, node->n, sizeof *items);

		for (uint32_t i = 0; i < node->n; i++)
			items[i] = substitute(p, &node->items[i]);
		copy.items = items;
	} else if (node->kind == DGPM_MAP) {
		struct dgpm_pair *pairs = dgpm_arena_array(p->arena, node->n, sizeof *pairs);
		const struct dgpm_pair *from = node->pairs;

		for (uint32_t i = 0; from != NULL && i < node->n; i++) {
			pairs[i].key = from[i].key;
			pairs[i].value = substitute(p, &from[i].value);
		}
		copy.pairs = pairs;
	}
	return copy;
}

static const struct dgpm_schema *compile(struct params *p, const struct dgpm_node *schema)
{
	struct dgpm_schema_how how = { .assert_format = true, .lang = dgpm_data_lang(p->data) };
	const struct dgpm_schema *compiled = NULL;
	struct dgpm_node *copy = dgpm_arena_array(p->arena, 1, sizeof *copy);
	struct params filled = *p;

	filled.failed = false;
	*copy = substitute(&filled, schema);
	p->failed |= filled.failed;
	/* What stands where a value is missing would be told as a second fault. */
	if (!filled.failed && dgpm_schema_compile(&compiled, p->arena, p->diags, copy, p->path, &how) != 0)
		p->failed = true;
	return compiled;
}

/* The first of the values given that does not do alone; the map itself where only several together do not. */
static const struct dgpm_node *at_fault(const struct params *p, const struct dgpm_node *schema)
{
	for (uint32_t i = 0; p->given->kind == DGPM_MAP && i < p->given->n; i++) {
		struct dgpm_node one = { .kind = DGPM_MAP, .n = 1, .pairs = &p->given->pairs[i] };
		struct params alone = *p;
		const struct dgpm_schema *compiled;

		alone.diags = dgpm_diags_new(p->arena);
		alone.given = &one;
		alone.failed = false;
		compiled = compile(&alone, schema);
		if (compiled != NULL)
			dgpm_schema_close(compiled);
		if (alone.failed)
			return &p->given->pairs[i].value;
	}
	return p->given;
}

/* Whether the schema does with the values of its own document; what is said where it does not. */
static bool does_as_written(const struct params *p, const struct dgpm_node *schema, struct dgpm_diags *said)
{
	struct params own = *p;
	const struct dgpm_schema *compiled;

	own.diags = said;
	own.given = NULL;
	own.failed = false;
	compiled = compile(&own, schema);
	if (compiled != NULL)
		dgpm_schema_close(compiled);
	return !own.failed;
}

const struct dgpm_schema *params_compile(struct params *p, const struct dgpm_node *schema)
{
	struct params first;
	struct dgpm_diags *own = dgpm_diags_new(p->arena);
	const struct dgpm_schema *compiled;
	const struct dgpm_node *node;

	if (schema == NULL)
		return NULL;
	if (p->given == NULL)
		return compile(p, schema);
	first = *p;
	first.diags = dgpm_diags_new(p->arena);
	first.failed = false;
	compiled = compile(&first, schema);
	if (first.failed && does_as_written(p, schema, own)) {
		node = at_fault(p, schema);
		dgpm_diag_addf(p->diags, DGPM_MSG_REF_11, dgpm_node_loc(node, "dgpm.yaml"), dgpm_node_str(node).s,
			       "%s", dgpm_diags_at(first.diags, 0)->message);
	} else {
		/* The places of the others are of another file than this. */
		dgpm_diags_merge(p->diags, first.failed ? own : first.diags);
	}
	p->failed |= first.failed;
	return compiled;
}

bool params_use(const struct dgpm_node *schema, const char *name)
{
	const struct dgpm_node *here = schema != NULL ? param_name(schema) : NULL;

	if (here != NULL)
		return dgpm_str_is(dgpm_node_str(here), name);
	for (uint32_t i = 0; schema != NULL && schema->kind == DGPM_LIST && i < schema->n; i++)
		if (params_use(&schema->items[i], name))
			return true;
	for (uint32_t i = 0; schema != NULL && schema->kind == DGPM_MAP && i < schema->n; i++)
		if (params_use(&schema->pairs[i].value, name))
			return true;
	return false;
}

const char *params_nearest(struct dgpm_arena *a, const struct dgpm_node *map, const char *word)
{
	uint32_t n = map != NULL && map->kind == DGPM_MAP ? map->n : 0;
	const char **names = dgpm_arena_array(a, n, sizeof *names);

	for (uint32_t i = 0; i < n; i++)
		names[i] = map->pairs[i].key.text;
	return word != NULL ? dgpm_text_nearest(dgpm_str_of(word), names, n) : NULL;
}

const char *params_sources(struct dgpm_arena *a, const struct dgpm_node *list, const char **documents,
			   const char **sections)
{
	struct dgpm_buf source = { .arena = a }, doc = { .arena = a }, sec = { .arena = a };

	for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++) {
		const char *document = dgpm_node_cstr(dgpm_node_get(&list->items[i], "document"));
		struct dgpm_str section = dgpm_node_str(dgpm_node_get(&list->items[i], "section"));

		if (document == NULL)
			continue;
		dgpm_buf_sep(&source, ", ");
		dgpm_buf_add(&source, document);
		if (section.n != 0)
			dgpm_buf_char(&source, ' ');
		dgpm_buf_str(&source, section);
		dgpm_buf_sep(&doc, ";");
		dgpm_buf_add(&doc, document);
		if (i != 0)
			dgpm_buf_char(&sec, ';');
		dgpm_buf_str(&sec, section);
	}
	if (documents != NULL)
		*documents = dgpm_buf_text(&doc);
	if (sections != NULL)
		*sections = dgpm_buf_text(&sec);
	return dgpm_buf_text(&source);
}

static const struct dgpm_node *find_document(const struct dgpm_node *list, const char *id)
{
	for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++)
		if (dgpm_str_is(dgpm_node_str(dgpm_node_get(&list->items[i], "id")), id))
			return &list->items[i];
	return NULL;
}

const char *params_titles(struct dgpm_arena *a, struct dgpm_diags *diags, struct dgpm_data *data,
			  const struct dgpm_node *list)
{
	const struct dgpm_node *documents = dgpm_data_doc(data, diags, "documents.yaml");
	const char *out = "";

	for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++) {
		const char *id = dgpm_node_cstr(dgpm_node_get(&list->items[i], "document"));
		const struct dgpm_node *document = id != NULL ? find_document(documents, id) : NULL;
		const struct dgpm_node *titles = dgpm_node_get(document, "title");
		const char *title = dgpm_node_cstr(dgpm_node_get(titles, "ja")), *own = dgpm_data_text(data, titles);
		struct dgpm_str date = dgpm_node_str(dgpm_node_get(document, "date"));
		const char *line;

		if (title == NULL)
			continue;
		/* The official title, with what it means beside it. */
		if (own != NULL && strcmp(own, title) != 0)
			title = dgpm_arena_printf(a, "%s (%s)", title, own);
		line = date.n != 0 ? dgpm_arena_printf(a, "%s: %s, %.*s", id, title, (int)date.n, date.s) :
				     dgpm_arena_printf(a, "%s: %s", id, title);
		/* Several sections of one document stand one after the other or not: told once. */
		if (strstr(out, line) == NULL)
			out = dgpm_arena_printf(a, "%s%s%s", out, *out != '\0' ? "\n" : "", line);
	}
	return out;
}

const char *params_url(struct dgpm_diags *diags, struct dgpm_data *data, const struct dgpm_node *list)
{
	const struct dgpm_node *documents = dgpm_data_doc(data, diags, "documents.yaml");

	for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++) {
		const char *id = dgpm_node_cstr(dgpm_node_get(&list->items[i], "document"));
		const char *url = dgpm_node_cstr(dgpm_node_get(&list->items[i], "url"));

		if (url == NULL && id != NULL)
			url = dgpm_node_cstr(dgpm_node_get(find_document(documents, id), "url"));
		if (url != NULL)
			return url;
	}
	return NULL;
}
