/* Places in a document by the names of list items, for identities that outlive a change of the list. */
#include "doc/place.h"

#define MOST_KEYS 2

/* What an item of a list is called: the first line whose first key it has; the other keys where it has them. */
static const char *const names[][MOST_KEYS] = {
	{ "id" },
	{ "project" },
	{ "project_id" },
	{ "rule" },
	{ "article" },
	{ "account" },
	{ "name", "fiscal_year" },
	{ "viewpoint", "fiscal_year" },
	{ "stage", "fiscal_year" },
	{ "user", "function" },
	{ "kind" },
	{ "phase", "date" },
	{ "fiscal_year", "date" },
	{ "date" },
	{ "text" },
};

/* A step of a JSON pointer: its two escapes, and no line breaks, which part what is told of several places. */
static const char *escaped(struct dgpm_arena *a, struct dgpm_str text)
{
	char *out = dgpm_arena_alloc(a, text.n * 2 + 1), *to = out;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.s[i];

		if (c == '~' || c == '/') {
			*to++ = '~';
			c = c == '~' ? '0' : '1';
		}
		*to++ = (unsigned char)c < 0x20 ? ' ' : c;
	}
	*to = '\0';
	return out;
}

static const char *called(struct dgpm_arena *a, const struct dgpm_node *item)
{
	if (item->kind != DGPM_MAP)
		return dgpm_node_str(item).n != 0 ? escaped(a, dgpm_node_str(item)) : NULL;
	for (size_t i = 0; i < DGPM_COUNT(names); i++) {
		const char *name = NULL;

		for (size_t k = 0; k < MOST_KEYS && names[i][k] != NULL; k++) {
			struct dgpm_str text = dgpm_node_str(dgpm_node_get(item, names[i][k]));

			if (text.n != 0)
				name = dgpm_arena_printf(a, "%s%s%s", name != NULL ? name : "",
							 name != NULL ? "," : "", escaped(a, text));
			else if (k == 0)
				break;
		}
		if (name != NULL)
			return name;
	}
	return NULL;
}

static uint32_t index_of(struct dgpm_str step)
{
	uint32_t index = 0;

	for (size_t i = 0; i < step.n; i++) {
		if (step.s[i] < '0' || step.s[i] > '9' || index > UINT32_MAX / 10 - 1)
			return UINT32_MAX;
		index = index * 10 + (uint32_t)(step.s[i] - '0');
	}
	return step.n != 0 ? index : UINT32_MAX;
}

static const struct dgpm_node *value_of(const struct dgpm_node *map, struct dgpm_str step)
{
	for (uint32_t i = 0; i < map->n; i++)
		if (dgpm_str_eq(dgpm_node_str(&map->pairs[i].key), step))
			return &map->pairs[i].value;
	return NULL;
}

void identity_of(struct identity_place *out, struct dgpm_arena *arena, const struct dgpm_node *root,
		 const char *pointer)
{
	const struct dgpm_node *node = root;
	const char *p = pointer, *from = pointer; /* what is before `from` is in the name already */

	*out = (struct identity_place){ .name = "" };
	while (*p == '/' && node != NULL) {
		const char *end = strchrnul(p + 1, '/');
		struct dgpm_str step = { p + 1, (size_t)(end - p - 1) };
		uint32_t index = node->kind == DGPM_LIST ? index_of(step) : UINT32_MAX;

		if (node->kind == DGPM_LIST && index < node->n) {
			const char *name = called(arena, &node->items[index]);

			if (name == NULL)
				name = dgpm_arena_strndup(arena, step.s, step.n);
			out->name = dgpm_arena_cat(arena, out->name,
						   dgpm_arena_strndup(arena, from, (size_t)(p + 1 - from)), name);
			out->item_name = out->name;
			out->item_n = (size_t)(end - pointer);
			node = out->item = &node->items[index];
			from = end;
		} else {
			/* Keys of cards hold neither slash nor tilde: an escaped one is just not found. */
			node = node->kind == DGPM_MAP ? value_of(node, step) : NULL;
		}
		p = end;
	}
	if (*from != '\0')
		out->name = *out->name != '\0' ? dgpm_arena_cat(arena, out->name, from) : from;
}
