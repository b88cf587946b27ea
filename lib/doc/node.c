/* Access to the nodes of a document. */
#include "doc/doc.h"
#include "doc/yaml.h"

static const struct dgpm_node *get(const struct dgpm_node *map, const char *key, size_t n)
{
	if (map == NULL || map->kind != DGPM_MAP)
		return NULL;
	for (uint32_t i = 0; i < map->n; i++) {
		const struct dgpm_pair *pair = &map->pairs[i];

		if (pair->key.n == n && memcmp(pair->key.text, key, n) == 0)
			return &pair->value;
	}
	return NULL;
}

const struct dgpm_node *dgpm_node_get(const struct dgpm_node *map, const char *key)
{
	return get(map, key, strlen(key));
}

const struct dgpm_node *dgpm_node_at(const struct dgpm_node *map, const char *path)
{
	for (;;) {
		size_t n = strcspn(path, ".");

		map = get(map, path, n);
		if (map == NULL || path[n] == '\0')
			return map;
		path += n + 1;
	}
}

const struct dgpm_node *dgpm_node_ref(const struct dgpm_node *root, const char *ref)
{
	size_t n;

	for (ref += strcspn(ref, "/"); *ref == '/'; ref += n) {
		n = strcspn(++ref, "/");
		root = get(root, ref, n);
	}
	return root;
}

bool dgpm_node_stands(const struct dgpm_node *node, const char *path)
{
	const char *list = strstr(path, "[].");
	char head[128];

	if (list == NULL) {
		node = dgpm_node_at(node, path);
		return node != NULL && node->kind != DGPM_NULL &&
		       ((node->kind != DGPM_LIST && node->kind != DGPM_MAP) || node->n != 0);
	}
	if ((size_t)(list - path) >= sizeof head)
		return false;
	memcpy(head, path, (size_t)(list - path));
	head[list - path] = '\0';
	node = dgpm_node_at(node, head);
	for (uint32_t i = 0; node != NULL && node->kind == DGPM_LIST && i < node->n; i++)
		if (dgpm_node_stands(&node->items[i], list + 3))
			return true;
	return false;
}

struct dgpm_str dgpm_node_str(const struct dgpm_node *node)
{
	if (node == NULL || node->kind == DGPM_NULL || node->kind == DGPM_LIST || node->kind == DGPM_MAP)
		return (struct dgpm_str){ NULL, 0 };
	return (struct dgpm_str){ node->text, node->n };
}

const char *dgpm_node_cstr(const struct dgpm_node *node)
{
	if (node == NULL || node->kind != DGPM_STRING || memchr(node->text, '\0', node->n) != NULL)
		return NULL;
	return node->text;
}

uint32_t dgpm_node_items(const struct dgpm_node *map, const char *path, const struct dgpm_node **items)
{
	const struct dgpm_node *node = dgpm_node_at(map, path);

	if (node == NULL || node->kind != DGPM_LIST)
		return 0;
	*items = node->items;
	return node->n;
}

bool dgpm_node_text_is(const struct dgpm_node *map, const char *key, const char *text)
{
	return dgpm_str_is(dgpm_node_str(dgpm_node_get(map, key)), text);
}

bool dgpm_node_date(const struct dgpm_node *map, const char *key, struct dgpm_date *out)
{
	const struct dgpm_node *node = dgpm_node_get(map, key);

	return node != NULL && dgpm_date_parse(out, dgpm_node_str(node));
}

bool dgpm_node_int(const struct dgpm_node *node, int64_t *out)
{
	return node != NULL && node->kind == DGPM_NUMBER && node->integer && yamlin_integer(node->text, node->n, out);
}

bool dgpm_node_true(const struct dgpm_node *node)
{
	return node != NULL && node->kind == DGPM_BOOL && node->yes;
}

struct dgpm_loc dgpm_node_loc(const struct dgpm_node *node, const char *path)
{
	return (struct dgpm_loc){ path, node != NULL ? node->line : 0, node != NULL ? node->column : 0 };
}

const char *dgpm_node_type_name(const struct dgpm_node *node)
{
	static const char *const names[] = { "null", "boolean", "number", "string", "array", "object" };

	if (node == NULL)
		return names[DGPM_NULL];
	return node->kind == DGPM_NUMBER && node->integer ? "integer" : names[node->kind];
}

/* Looked for from `*from` on: keys that moved did so together, and a hostile map has a million of them. */
static const struct dgpm_node *value_of(const struct dgpm_node *map, const struct dgpm_node *key, uint32_t *from)
{
	for (uint32_t i = 0; i < map->n; i++) {
		uint32_t at = *from + i < map->n ? *from + i : *from + i - map->n;

		if (dgpm_node_same(&map->pairs[at].key, key)) {
			*from = at + 1;
			return &map->pairs[at].value;
		}
	}
	return NULL;
}

bool dgpm_node_same(const struct dgpm_node *a, const struct dgpm_node *b)
{
	bool same = a->kind == b->kind && a->n == b->n && a->yes == b->yes;
	uint32_t from = 0;

	if (a->kind < DGPM_LIST)
		return same && dgpm_str_eq(dgpm_node_str(a), dgpm_node_str(b));
	for (uint32_t i = 0; same && i < a->n; i++) {
		const struct dgpm_node *other =
			a->kind == DGPM_LIST ? &b->items[i] : value_of(b, &a->pairs[i].key, &from);

		same = other != NULL && dgpm_node_same(a->kind == DGPM_LIST ? &a->items[i] : &a->pairs[i].value, other);
	}
	return same;
}
