/* The table of the keywords of draft 2020-12. */
#include "schema/keywords.h"
#include "base/text.h"

#include <stdlib.h>

/* Sorted by name. */
static const struct keyword keywords[] = {
	{ "$anchor", HOLDS_NONE, keyword_anchor },
	{ "$comment", HOLDS_NONE, keyword_text },
	{ "$defs", HOLDS_MAP, keyword_defs },
	{ "$dynamicAnchor", HOLDS_NONE, keyword_anchor },
	{ "$dynamicRef", HOLDS_NONE, keyword_dynamic_ref },
	{ "$id", HOLDS_NONE, keyword_text },
	{ "$ref", HOLDS_NONE, keyword_ref },
	{ "$schema", HOLDS_NONE, keyword_dialect },
	{ "additionalProperties", HOLDS_SCHEMA, keyword_additional },
	{ "allOf", HOLDS_LIST, keyword_all },
	{ "anyOf", HOLDS_LIST, keyword_any },
	{ "const", HOLDS_NONE, keyword_const },
	{ "contains", HOLDS_SCHEMA, keyword_contains },
	{ "contentEncoding", HOLDS_NONE, keyword_text },
	{ "contentMediaType", HOLDS_NONE, keyword_text },
	{ "contentSchema", HOLDS_SCHEMA, NULL },
	{ "default", HOLDS_NONE, NULL },
	{ "definitions", HOLDS_MAP, keyword_defs },
	{ "dependencies", HOLDS_DEPENDENCIES, keyword_dependents },
	{ "dependentRequired", HOLDS_NONE, keyword_dependents },
	{ "dependentSchemas", HOLDS_MAP, keyword_dependents },
	{ "deprecated", HOLDS_NONE, keyword_flag },
	{ "description", HOLDS_NONE, keyword_text },
	{ "else", HOLDS_SCHEMA, keyword_else },
	{ "enum", HOLDS_NONE, keyword_enum },
	{ "examples", HOLDS_NONE, keyword_examples },
	{ "exclusiveMaximum", HOLDS_NONE, keyword_below },
	{ "exclusiveMinimum", HOLDS_NONE, keyword_above },
	{ "format", HOLDS_NONE, keyword_format },
	{ "if", HOLDS_SCHEMA, keyword_if },
	{ "items", HOLDS_SCHEMA, keyword_items },
	{ "maxContains", HOLDS_NONE, keyword_max_contains },
	{ "maxItems", HOLDS_NONE, keyword_max_items },
	{ "maxLength", HOLDS_NONE, keyword_max_length },
	{ "maxProperties", HOLDS_NONE, keyword_max_keys },
	{ "maximum", HOLDS_NONE, keyword_maximum },
	{ "minContains", HOLDS_NONE, keyword_min_contains },
	{ "minItems", HOLDS_NONE, keyword_min_items },
	{ "minLength", HOLDS_NONE, keyword_min_length },
	{ "minProperties", HOLDS_NONE, keyword_min_keys },
	{ "minimum", HOLDS_NONE, keyword_minimum },
	{ "multipleOf", HOLDS_NONE, keyword_multiple },
	{ "not", HOLDS_SCHEMA, keyword_not },
	{ "oneOf", HOLDS_LIST, keyword_one },
	{ "pattern", HOLDS_NONE, keyword_pattern },
	{ "patternProperties", HOLDS_MAP, keyword_pattern_properties },
	{ "prefixItems", HOLDS_LIST, keyword_prefix },
	{ "properties", HOLDS_MAP, keyword_properties },
	{ "propertyNames", HOLDS_SCHEMA, keyword_names },
	{ "readOnly", HOLDS_NONE, keyword_flag },
	{ "required", HOLDS_NONE, keyword_required },
	{ "then", HOLDS_SCHEMA, keyword_then },
	{ "title", HOLDS_NONE, keyword_text },
	{ "type", HOLDS_NONE, keyword_type },
	{ "unevaluatedItems", HOLDS_SCHEMA, keyword_unevaluated_items },
	{ "unevaluatedProperties", HOLDS_SCHEMA, keyword_unevaluated_keys },
	{ "uniqueItems", HOLDS_NONE, keyword_unique },
	{ "writeOnly", HOLDS_NONE, keyword_flag },
};

static int cmp_keyword(const void *name, const void *k)
{
	return dgpm_str_cmp(*(const struct dgpm_str *)name, dgpm_str_of(((const struct keyword *)k)->name));
}

const struct keyword *schema_keyword(struct dgpm_str name)
{
	return bsearch(&name, keywords, DGPM_COUNT(keywords), sizeof *keywords, cmp_keyword);
}

const char *schema_keyword_nearest(struct dgpm_str name)
{
	const char *names[DGPM_COUNT(keywords)];

	for (size_t i = 0; i < DGPM_COUNT(keywords); i++)
		names[i] = keywords[i].name;
	return dgpm_text_nearest(name, names, DGPM_COUNT(names));
}
