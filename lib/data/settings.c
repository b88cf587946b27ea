/* Settings: data files with numbers that a portfolio may change. */
#include "data/settings.h"

int64_t settings_int(struct settings *s, const char *key)
{
	int64_t value = 0;

	if (!dgpm_node_int(dgpm_node_get(s->given, key), &value) && !dgpm_node_int(dgpm_node_get(s->own, key), &value))
		s->failed = true;
	return value;
}
