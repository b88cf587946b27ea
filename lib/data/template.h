/* Files that dgpm writes for people to fill in, from templates that are data. */
#ifndef DATA_TEMPLATE_H
#define DATA_TEMPLATE_H

#include "data/data.h"

/* What stands in for @ID@, @NAME@ ... A NULL leaves the placeholder out. */
struct dgpm_template_values {
	const char *id, *name, *organization, *date, *schema, *stage;
	int fiscal_year;
};

/*
 * Fill a template of the data directory.
 *
 * Shape:  `name` such as "card.template.yaml"; @NAME@ stands inside double quotes there and is escaped for them;
 *         `schema` becomes the full path of that file, for editors; a path stays as it is.
 * Owner:  *out lives in `arena`.
 * Errors: -1 after a diagnostic.
 * Source: the *.template.yaml files in schemas/.
 */
int dgpm_template_fill(const char **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		       const struct dgpm_data *data, const char *name, const struct dgpm_template_values *values)
	DGPM_MUST_CHECK;

/* Write a new file; one that is there is never overwritten (IO-13). -1 after a diagnostic; no half file stays. */
int dgpm_template_write(struct dgpm_arena *arena, struct dgpm_diags *diags, const char *path, const char *text)
	DGPM_MUST_CHECK;

#endif
