/* Finding what a column is made of. */
#include "address/origin.h"

#include <string.h>

const struct dgpm_origin *dgpm_origin_find(const struct dgpm_origin *all, size_t n, const char *column)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].column, column) == 0)
			return &all[i];
	return NULL;
}
