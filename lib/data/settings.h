/* Internal: numbers and texts of a data file, which dgpm.yaml may set otherwise. */
#ifndef DATA_SETTINGS_H
#define DATA_SETTINGS_H

#include "data/data.h"

/* `params` of a data file, and the map of dgpm.yaml that goes before it (NULL: none). */
struct settings {
	const struct dgpm_node *own, *given;
	bool failed; /* a number is in neither */
};

int64_t settings_int(struct settings *s, const char *key);

#endif
