/* The table of the keywords of draft 2020-12. */
#include "schema/keywords.h"
#include "base/text.h"

#include <stdlib.h>

/* Sorted by name. */
static const struct keyword keywords[] = {
	{ "$anchor", VOCABULARY_CORE, HOLDS_NONE, keyword_anchor },
	{ "$comment", VOCABULARY_CORE, HOLDS_NONE, keyword_text },
	{ "$defs", VOCABULARY_CORE, HOLDS_MAP, keyword_defs },
	{ "$dynamicAnchor", VOCABULARY_NEWEST, HOLDS_NONE, keyword_anchor },
	{ "$dynamicRef", VOCABULARY_NEWEST, HOLDS_NONE, keyword_dynamic_ref },
	{ "$id", VOCABULARY_CORE, HOLDS_NONE, keyword_text },
	{ "$ref", VOCABULARY_CORE, HOLDS_NONE, keyword_ref },
	{ "$schema", VOCABULARY_CORE, HOLDS_NONE, keyword_dialect },
	{ "$vocabulary", VOCABULARY_CORE, HOLDS_NONE, keyword_vocabulary },
	{ "additionalProperties", VOCABULARY_APPLICATOR, HOLDS_SCHEMA, keyword_additional },
	{ "allOf", VOCABULARY_APPLICATOR, HOLDS_LIST, keyword_all },
	{ "anyOf", VOCABULARY_APPLICATOR, HOLDS_LIST, keyword_any },
	{ "const", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_const },
	{ "contains", VOCABULARY_APPLICATOR, HOLDS_SCHEMA, keyword_contains },
	{ "contentEncoding", VOCABULARY_OTHER, HOLDS_NONE, keyword_text },
	{ "contentMediaType", VOCABULARY_OTHER, HOLDS_NONE, keyword_text },
	{ "contentSchema", VOCABULARY_OTHER, HOLDS_SCHEMA, NULL },
	{ "default", VOCABULARY_OTHER, HOLDS_NONE, NULL },
	{ "definitions", VOCABULARY_CORE, HOLDS_MAP, keyword_defs },
	{ "dependencies", VOCABULARY_APPLICATOR, HOLDS_DEPENDENCIES, keyword_dependents },
	{ "dependentRequired", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_dependents },
	{ "dependentSchemas", VOCABULARY_APPLICATOR, HOLDS_MAP, keyword_dependents },
	{ "deprecated", VOCABULARY_OTHER, HOLDS_NONE, keyword_flag },
	{ "description", VOCABULARY_OTHER, HOLDS_NONE, keyword_text },
	{ "else", VOCABULARY_APPLICATOR, HOLDS_SCHEMA, keyword_else },
	{ "enum", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_enum },
	{ "examples", VOCABULARY_OTHER, HOLDS_NONE, keyword_examples },
	{ "exclusiveMaximum", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_below },
	{ "exclusiveMinimum", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_above },
	{ "format", VOCABULARY_OTHER, HOLDS_NONE, keyword_format },
	{ "if", VOCABULARY_APPLICATOR, HOLDS_SCHEMA, keyword_if },
	{ "items", VOCABULARY_APPLICATOR, HOLDS_SCHEMA, keyword_items },
	{ "maxContains", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_max_contains },
	{ "maxItems", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_max_items },
	{ "maxLength", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_max_length },
	{ "maxProperties", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_max_keys },
	{ "maximum", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_maximum },
	{ "minContains", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_min_contains },
	{ "minItems", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_min_items },
	{ "minLength", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_min_length },
	{ "minProperties", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_min_keys },
	{ "minimum", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_minimum },
	{ "multipleOf", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_multiple },
	{ "not", VOCABULARY_APPLICATOR, HOLDS_SCHEMA, keyword_not },
	{ "oneOf", VOCABULARY_APPLICATOR, HOLDS_LIST, keyword_one },
	{ "pattern", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_pattern },
	{ "patternProperties", VOCABULARY_APPLICATOR, HOLDS_MAP, keyword_pattern_properties },
	{ "prefixItems", VOCABULARY_NEWEST, HOLDS_LIST, keyword_prefix },
	{ "properties", VOCABULARY_APPLICATOR, HOLDS_MAP, keyword_properties },
	{ "propertyNames", VOCABULARY_APPLICATOR, HOLDS_SCHEMA, keyword_names },
	{ "readOnly", VOCABULARY_OTHER, HOLDS_NONE, keyword_flag },
	{ "required", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_required },
	{ "then", VOCABULARY_APPLICATOR, HOLDS_SCHEMA, keyword_then },
	{ "title", VOCABULARY_OTHER, HOLDS_NONE, keyword_text },
	{ "type", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_type },
	{ "unevaluatedItems", VOCABULARY_UNEVALUATED, HOLDS_SCHEMA, keyword_unevaluated_items },
	{ "unevaluatedProperties", VOCABULARY_UNEVALUATED, HOLDS_SCHEMA, keyword_unevaluated_keys },
	{ "uniqueItems", VOCABULARY_VALIDATION, HOLDS_NONE, keyword_unique },
	{ "writeOnly", VOCABULARY_OTHER, HOLDS_NONE, keyword_flag },
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
