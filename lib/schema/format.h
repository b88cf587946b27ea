/* The formats of JSON Schema 2020-12 (validation, section 7.3) that --assert-format holds. */
#ifndef SCHEMA_FORMAT_H
#define SCHEMA_FORMAT_H

#include "base/arena.h"

/* One of them. `pattern` says it all where `holds` is NULL; else what else must hold where it matches. */
struct schema_format {
	const char *name;
	const char *pattern;               /* NULL: any text */
	bool (*holds)(struct dgpm_str text);
	const char *what;                  /* "not ...", to be translated */
};

/* NULL: not one of them. */
const struct schema_format *schema_format_find(struct dgpm_str name);

#endif
