/* Internal: numbers and texts of a data file, which dgpm.yaml may set otherwise. */
#ifndef SETTINGS_H
#define SETTINGS_H

#include "data/data.h"

/* `params` of a data file, and the map of dgpm.yaml that goes before it (NULL: none). */
struct settings {
	const struct dgpm_node *own, *given;
	bool failed; /* a number is in neither */
};

int64_t settings_int(struct settings *s, const char *key);

/* The text of a key of a map; NULL when there is none. */
const char *settings_text(const struct dgpm_node *map, const char *key);

/* The items of a list in a map; 0 when there is none. */
uint32_t settings_items(const struct dgpm_node *map, const char *key, const struct dgpm_node **items);

#endif
