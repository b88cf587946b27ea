/* Properties and items of a schema, also where they stand in its branches. */
#include "fmt/order.h"

#define MOST_STEPS 32

static const char *const branches[] = { "allOf", "anyOf", "oneOf" };
static const char *const conditions[] = { "then", "else" };

/* Where the references of a schema end; a circle of them says nothing of keys. */
static const struct dgpm_node *follow(const struct dgpm_node *root, const struct dgpm_node *schema)
{
	const char *ref;

	for (int step = 0; step < MOST_STEPS && (ref = dgpm_node_cstr(dgpm_node_get(schema, "$ref"))) != NULL; step++)
		schema = dgpm_node_ref(root, ref);
	return schema;
}

/* Keys of a branch come behind those before it. */
static int32_t find(const struct dgpm_node *root, const struct dgpm_node *schema, struct dgpm_str key,
		    const struct dgpm_node **value, int depth, int32_t *n)
{
	const struct dgpm_node *properties;
	uint32_t n_own;
	int32_t found = -1;

	schema = follow(root, schema);
	properties = dgpm_node_get(schema, "properties");
	if (depth > MOST_STEPS)
		return -1;
	n_own = properties != NULL ? properties->n : 0;
	for (uint32_t i = 0; i < n_own; i++) {
		if (dgpm_str_is(key, properties->pairs[i].key.text)) {
			*value = &properties->pairs[i].value;
			return *n + (int32_t)i;
		}
	}
	*n += (int32_t)n_own;
	for (size_t b = 0; b < DGPM_COUNT(branches) && found < 0; b++) {
		const struct dgpm_node *items = NULL;
		uint32_t n_items = dgpm_node_items(schema, branches[b], &items);

		for (uint32_t i = 0; i < n_items && found < 0; i++)
			found = find(root, &items[i], key, value, depth + 1, n);
	}
	for (size_t c = 0; c < DGPM_COUNT(conditions) && found < 0; c++)
		if (dgpm_node_get(schema, conditions[c]) != NULL)
			found = find(root, dgpm_node_get(schema, conditions[c]), key, value, depth + 1, n);
	return found;
}

int32_t order_of(const struct dgpm_node *root, const struct dgpm_node *schema, struct dgpm_str key,
		 const struct dgpm_node **value)
{
	int32_t n = 0;

	*value = NULL;
	return find(root, schema, key, value, 0, &n);
}

static const struct dgpm_node *items_of(const struct dgpm_node *root, const struct dgpm_node *schema, int depth)
{
	const struct dgpm_node *found;

	schema = follow(root, schema);
	found = dgpm_node_get(schema, "items");
	for (size_t b = 0; b < DGPM_COUNT(branches) && depth < MOST_STEPS; b++) {
		const struct dgpm_node *list = NULL;
		uint32_t n = dgpm_node_items(schema, branches[b], &list);

		for (uint32_t i = 0; i < n && found == NULL; i++)
			found = items_of(root, &list[i], depth + 1);
	}
	return found;
}

const struct dgpm_node *order_items(const struct dgpm_node *root, const struct dgpm_node *schema)
{
	return items_of(root, schema, 0);
}
