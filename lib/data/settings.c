/* Settings: data files with numbers that a portfolio may change. */
#include "data/settings.h"

int64_t settings_int(struct settings *s, const char *key)
{
	int64_t value = 0;

	if (!dgpm_node_int(dgpm_node_get(s->given, key), &value) && !dgpm_node_int(dgpm_node_get(s->own, key), &value))
		s->failed = true;
	return value;
}

const char *settings_text(const struct dgpm_node *map, const char *key)
{
	return dgpm_node_cstr(dgpm_node_get(map, key));
}

uint32_t settings_items(const struct dgpm_node *map, const char *key, const struct dgpm_node **items)
{
	const struct dgpm_node *list = dgpm_node_get(map, key);

	if (list == NULL || list->kind != DGPM_LIST)
		return 0;
	*items = list->items;
	return list->n;
}
