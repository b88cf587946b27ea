/* The keywords of draft 2020-12, and those that only say something to the reader. */
#include "schema/keywords.h"
#include "base/text.h"
#include "base/i18n.h"

#include <stdlib.h>

static struct dgpm_str text_of(const struct dgpm_node *n)
{
	return (struct dgpm_str){ n->text, n->n };
}

void keyword_wrong(struct schema_load *ld, const struct schema_sub *sub, const struct dgpm_pair *p,
		   const char *expected)
{
	schema_load_error(ld, DGPM_MSG_SCH_14, sub->resource, &p->value, _("'%s' must be %s"), p->key.text, expected);
}

bool keyword_is_map(struct schema_load *ld, const struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (p->value.kind == DGPM_MAP)
		return true;
	keyword_wrong(ld, sub, p, _("a map"));
	return false;
}

bool keyword_is_text(struct schema_load *ld, const struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (p->value.kind == DGPM_STRING)
		return true;
	keyword_wrong(ld, sub, p, _("a string"));
	return false;
}

void keyword_text(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	(void)keyword_is_text(ld, sub, p);
}

void keyword_flag(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (p->value.kind != DGPM_BOOL)
		keyword_wrong(ld, sub, p, _("true or false"));
}

void keyword_examples(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (p->value.kind != DGPM_LIST)
		keyword_wrong(ld, sub, p, _("a list of values"));
}

void keyword_anchor(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (keyword_is_text(ld, sub, p) && (p->value.n == 0 || memchr(p->value.text, '/', p->value.n) != NULL ||
				    memchr(p->value.text, '#', p->value.n) != NULL))
		keyword_wrong(ld, sub, p, _("a name without '/' and '#'"));
}

/* Other drafts mean other things by the same words. */
void keyword_dialect(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	static const char *const known[] = {
		"https://json-schema.org/draft/2020-12/schema", "https://json-schema.org/draft/2019-09/schema",
		"http://json-schema.org/draft-07/schema",
	};
	struct dgpm_str uri = text_of(&p->value);

	if (!keyword_is_text(ld, sub, p) || ld->how->lax_keywords)
		return;
	if (uri.n > 0 && uri.s[uri.n - 1] == '#')
		uri.n--;
	for (size_t i = 0; i < DGPM_COUNT(known); i++)
		if (dgpm_str_is(uri, known[i]))
			return;
	schema_load_error(ld, DGPM_MSG_SCH_11, sub->resource, &p->value,
			  _("the dialect '%s'; dgpm speaks draft 2020-12"), p->value.text);
}

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
