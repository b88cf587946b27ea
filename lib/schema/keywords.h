/* The handlers behind the keyword table, and what they share. */
#ifndef SCHEMA_KEYWORDS_H
#define SCHEMA_KEYWORDS_H

#include "schema/load.h"

/* keywords.c: NULL for none of the name; the likest to it. */
const struct keyword *schema_keyword(struct dgpm_str name);
const char *schema_keyword_nearest(struct dgpm_str name);

/* kw_apply.c: the table behind schema_prop_find(), when all keywords of the subschema have been seen */
void schema_load_index(struct schema_load *ld, const struct schema_sub *sub);

/* SCH-14: "'minimum' must be a number". */
void keyword_wrong(struct schema_load *ld, const struct schema_sub *sub, const struct dgpm_pair *p,
		   const char *expected);
bool keyword_is_map(struct schema_load *ld, const struct schema_sub *sub, const struct dgpm_pair *p);
bool keyword_is_text(struct schema_load *ld, const struct schema_sub *sub, const struct dgpm_pair *p);

/* Compiled once for each text; NULL after SCH-13. */
const struct schema_pattern *keyword_pattern_at(struct schema_load *ld, const struct schema_sub *sub,
						const struct dgpm_node *at);

/* The groups of a subschema's keywords, made when the first of them turns up. */
struct schema_lists *keyword_lists_of(struct schema_load *ld, struct schema_sub *sub);
struct schema_maps *keyword_maps_of(struct schema_load *ld, struct schema_sub *sub);
struct schema_logic *keyword_logic_of(struct schema_load *ld, struct schema_sub *sub);

#define KEYWORD(name) void keyword_##name(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p);
KEYWORD(above)
KEYWORD(additional)
KEYWORD(all)
KEYWORD(anchor)
KEYWORD(any)
KEYWORD(below)
KEYWORD(const)
KEYWORD(contains)
KEYWORD(defs)
KEYWORD(dependents)
KEYWORD(dialect)
KEYWORD(dynamic_ref)
KEYWORD(else)
KEYWORD(enum)
KEYWORD(examples)
KEYWORD(flag)
KEYWORD(format)
KEYWORD(if)
KEYWORD(items)
KEYWORD(max_contains)
KEYWORD(max_items)
KEYWORD(max_keys)
KEYWORD(max_length)
KEYWORD(maximum)
KEYWORD(min_contains)
KEYWORD(min_items)
KEYWORD(min_keys)
KEYWORD(min_length)
KEYWORD(minimum)
KEYWORD(multiple)
KEYWORD(names)
KEYWORD(not)
KEYWORD(one)
KEYWORD(pattern)
KEYWORD(pattern_properties)
KEYWORD(prefix)
KEYWORD(properties)
KEYWORD(ref)
KEYWORD(required)
KEYWORD(text)
KEYWORD(then)
KEYWORD(type)
KEYWORD(unevaluated_items)
KEYWORD(unevaluated_keys)
KEYWORD(unique)
KEYWORD(vocabulary)
#undef KEYWORD

#endif
