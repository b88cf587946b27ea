/* Where a rule points on a card. */
#include "rules/judge.h"

/* The key at a dot path, or of its nearest parent; NULL: not even the first step is there. */
static const struct dgpm_node *key_at(const struct dgpm_node *root, const char *path)
{
	const struct dgpm_node *map = root, *key = NULL;

	while (path != NULL && map != NULL && map->kind == DGPM_MAP) {
		const char *dot = strchrnul(path, '.');
		struct dgpm_str step = { path, (size_t)(dot - path) };
		uint32_t i = 0;

		while (i < map->n && !dgpm_str_eq(dgpm_node_str(&map->pairs[i].key), step))
			i++;
		if (i == map->n)
			break;
		key = &map->pairs[i].key;
		map = &map->pairs[i].value;
		path = *dot != '\0' ? dot + 1 : NULL;
	}
	return key;
}

struct dgpm_loc judge_loc(const struct dgpm_rule *rule, const struct dgpm_card *card, const struct dgpm_node *node)
{
	const struct dgpm_node *key;

	if (node != NULL)
		return dgpm_node_loc(node, card->path);
	key = key_at(card->root, rule->at);
	return dgpm_node_loc(key != NULL ? key : card->root, card->path);
}

/* "a.b" as the JSON pointer "/a/b"; keys of cards hold no slash. */
const char *judge_pointer(struct dgpm_arena *a, const char *path)
{
	char *pointer;

	if (path == NULL)
		return "";
	pointer = dgpm_arena_cat(a, "/", path);
	for (char *c = pointer; *c != '\0'; c++)
		if (*c == '.')
			*c = '/';
	return pointer;
}
