/* Keywords that assert something of one value by itself. */
#include "schema/keywords.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdlib.h>

static struct dgpm_str text_of(const struct dgpm_node *n)
{
	return (struct dgpm_str){ n->text, n->n };
}

static struct schema_numbers *numbers_of(struct schema_load *ld, struct schema_sub *sub)
{
	if (sub->numbers == NULL)
		sub->numbers = dgpm_arena_array(ld->arena, 1, sizeof *sub->numbers);
	return sub->numbers;
}

static struct schema_strings *keyword_strings_of(struct schema_load *ld, struct schema_sub *sub)
{
	if (sub->strings == NULL) {
		sub->strings = dgpm_arena_array(ld->arena, 1, sizeof *sub->strings);
		sub->strings->max = SCHEMA_NO_LIMIT;
	}
	return sub->strings;
}

static uint32_t count_at(struct schema_load *ld, const struct schema_sub *sub, const struct dgpm_pair *p)
{
	struct decimal d;
	uint32_t n = 0;

	if (p->value.kind != DGPM_NUMBER || !decimal_read(&d, text_of(&p->value)) || !decimal_count(&n, &d))
		keyword_wrong(ld, sub, p, _("a whole number, 0 or more"));
	return n;
}

/* --- keywords of any value --- */

static const struct type_name {
	const char *name;
	uint8_t bit;
} type_names[] = {
	{ "null", SCHEMA_NULL },     { "boolean", SCHEMA_BOOL }, { "number", SCHEMA_NUMBER },
	{ "string", SCHEMA_STRING }, { "array", SCHEMA_LIST },   { "object", SCHEMA_MAP },
	{ "integer", SCHEMA_INTEGER },
};

static void add_type(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_node *name)
{
	const char *words[DGPM_COUNT(type_names)];
	const char *near = NULL;

	for (size_t i = 0; i < DGPM_COUNT(type_names); i++) {
		words[i] = type_names[i].name;
		if (name->kind == DGPM_STRING && dgpm_str_is(text_of(name), type_names[i].name)) {
			sub->types |= type_names[i].bit;
			return;
		}
	}
	if (name->kind == DGPM_STRING)
		near = dgpm_text_nearest(text_of(name), words, DGPM_COUNT(words));
	if (near != NULL)
		schema_load_error(ld, DGPM_MSG_SCH_14, sub->resource, name,
				  _("no type is named '%s', did you mean '%s'?"), name->text, near);
	else
		schema_load_error(ld, DGPM_MSG_SCH_14, sub->resource, name,
				  _("a type is one of null, boolean, object, array, number, string, integer"));
}

void keyword_type(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (p->value.kind != DGPM_LIST) {
		add_type(ld, sub, &p->value);
		return;
	}
	if (p->value.n == 0)
		keyword_wrong(ld, sub, p, _("a type or a list of types"));
	for (uint32_t i = 0; i < p->value.n; i++)
		add_type(ld, sub, &p->value.items[i]);
}

static int cmp_hashed(const void *a, const void *b)
{
	const struct schema_hashed *p = a, *q = b;

	if (p->hash != q->hash)
		return p->hash < q->hash ? -1 : 1;
	return (p->value > q->value) - (p->value < q->value);
}

void keyword_enum(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	struct schema_enum *e = dgpm_arena_array(ld->arena, 1, sizeof *e);

	if (p->value.kind != DGPM_LIST) {
		keyword_wrong(ld, sub, p, _("a list of values"));
		return;
	}
	e->list = &p->value;
	if (p->value.n > 8) {
		e->hashes = dgpm_arena_array(ld->arena, p->value.n, sizeof *e->hashes);
		for (uint32_t i = 0; i < p->value.n; i++)
			e->hashes[i] = (struct schema_hashed){ schema_hash(&p->value.items[i]), &p->value.items[i] };
		dgpm_sort(e->hashes, p->value.n, sizeof *e->hashes, cmp_hashed);
	}
	sub->values = e;
}

void keyword_const(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	(void)ld;
	sub->constant = &p->value;
}

/* --- numbers --- */

static void load_number(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p,
			const struct dgpm_node **node, struct decimal *d)
{
	if (p->value.kind != DGPM_NUMBER || !decimal_read(d, text_of(&p->value)))
		keyword_wrong(ld, sub, p, _("a number"));
	else
		*node = &p->value;
}

#define LOAD_NUMBER(name)                                                                                      \
	void keyword_##name(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)         \
	{                                                                                                      \
		struct schema_numbers *n = numbers_of(ld, sub);                                                \
                                                                                                               \
		load_number(ld, sub, p, &n->name, &n->name##_d);                                               \
	}

LOAD_NUMBER(minimum)
LOAD_NUMBER(maximum)
LOAD_NUMBER(above)
LOAD_NUMBER(below)

void keyword_multiple(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	struct schema_numbers *n = numbers_of(ld, sub);

	load_number(ld, sub, p, &n->multiple, &n->multiple_d);
	if (n->multiple == NULL)
		return;
	if (n->multiple_d.kind != DECIMAL_FINITE || n->multiple_d.negative || n->multiple_d.n == 0)
		keyword_wrong(ld, sub, p, _("a number above 0"));
	else if (n->multiple_d.n > DECIMAL_DIVISOR_DIGITS)
		keyword_wrong(ld, sub, p, _("a number of at most 37 digits"));
}

/* --- strings --- */

void keyword_pattern(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (keyword_is_text(ld, sub, p))
		keyword_strings_of(ld, sub)->pattern = keyword_pattern_at(ld, sub, &p->value);
}

void keyword_format(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	struct dgpm_node pattern = { .kind = DGPM_STRING };
	const struct schema_format *format;

	if (!keyword_is_text(ld, sub, p) ||
	    (!ld->how->assert_format && (ld->resources[sub->resource].vocabulary & VOCABULARY_FORMAT) == 0))
		return;
	if (dgpm_str_is(text_of(&p->value), "regex"))
		keyword_strings_of(ld, sub)->regex = true;
	format = schema_format_find(text_of(&p->value));
	if (format == NULL)
		return;
	keyword_strings_of(ld, sub)->format = format;
	pattern.text = format->pattern;
	pattern.n = pattern.text != NULL ? (uint32_t)strlen(pattern.text) : 0;
	if (pattern.text != NULL)
		sub->strings->format_pattern = keyword_pattern_at(ld, sub, &pattern);
}

/* --- counts --- */

#define LOAD_COUNT(name, group, field)                                                                         \
	void keyword_##name(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)         \
	{                                                                                                      \
		keyword_##group##_of(ld, sub)->field = count_at(ld, sub, p);                                   \
	}

LOAD_COUNT(min_length, strings, min)
LOAD_COUNT(max_length, strings, max)
LOAD_COUNT(min_items, lists, min)
LOAD_COUNT(max_items, lists, max)
LOAD_COUNT(min_contains, lists, min_contains)
LOAD_COUNT(max_contains, lists, max_contains)
LOAD_COUNT(min_keys, maps, min)
LOAD_COUNT(max_keys, maps, max)

void keyword_unique(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (p->value.kind != DGPM_BOOL)
		keyword_wrong(ld, sub, p, _("true or false"));
	else if (p->value.yes)
		keyword_lists_of(ld, sub)->unique = true;
}

