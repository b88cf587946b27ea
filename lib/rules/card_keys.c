/*
 * Card keys and values that a rule names, held against the schema of cards: a key that no card can have would turn the
 * rule off unseen, the more so where its examples have the same slip.
 */
#include "rules/card_keys.h"
#include "rules/examples.h"
#include "rules/facts.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/list.h"
#include "base/text.h"

#define MOST 32 /* schemas that hold at one place of a card */
#define DEEPEST 64

/* The schemas that hold at one place; `open`: anything else may stand there too. */
struct place {
	const struct dgpm_node *at[MOST];
	size_t n;
	bool open;
};

struct check {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	const char *pack;
	const struct dgpm_node *card; /* the schema of cards */
	bool good;
	unsigned depth;
};

static void add(const struct check *c, struct place *to, const struct dgpm_node *schema, unsigned depth)
{
	static const char *const lists[] = { "allOf", "anyOf", "oneOf" };
	static const char *const more[] = { "then", "else" };
	const char *ref = dgpm_node_cstr(dgpm_node_get(schema, "$ref"));

	if (schema == NULL || schema->kind != DGPM_MAP || to->n == MOST || depth > DEEPEST) {
		to->open = true;
		return;
	}
	to->at[to->n++] = schema;
	if (ref != NULL)
		add(c, to, dgpm_node_ref(c->card, ref), depth + 1);
	for (size_t i = 0; i < DGPM_COUNT(lists); i++) {
		const struct dgpm_node *items = NULL;
		uint32_t n = dgpm_node_items(schema, lists[i], &items);

		for (uint32_t k = 0; k < n; k++)
			add(c, to, &items[k], depth + 1);
	}
	for (size_t i = 0; i < DGPM_COUNT(more); i++)
		if (dgpm_node_get(schema, more[i]) != NULL)
			add(c, to, dgpm_node_get(schema, more[i]), depth + 1);
}

/* What stands at a key of a map; false: no card can have it. */
static bool below(const struct check *c, struct place *to, const struct place *from, struct dgpm_str key)
{
	bool found = false, closed = false;
	const char *name = dgpm_arena_strndup(c->arena, key.s, key.n);

	*to = (struct place){ 0 };
	for (size_t i = 0; i < from->n; i++) {
		const struct dgpm_node *schema = from->at[i], *rest = dgpm_node_get(schema, "additionalProperties");
		const struct dgpm_node *own = dgpm_node_get(dgpm_node_get(schema, "properties"), name);

		closed |= rest != NULL && rest->kind == DGPM_BOOL && !rest->yes;
		if (own == NULL && rest != NULL && rest->kind == DGPM_MAP)
			own = rest;
		if (own == NULL)
			continue;
		found = true;
		add(c, to, own, 0);
	}
	if (found)
		return true;
	to->open = true;
	return from->open || !closed || strncmp(name, "x-", 2) == 0;
}

/* What stands in a list; where it is none, the place itself: a rule may ask for either form. */
static void inside(const struct check *c, struct place *to, const struct place *from)
{
	*to = (struct place){ .open = from->open };
	for (size_t i = 0; i < from->n; i++)
		if (dgpm_node_get(from->at[i], "items") != NULL)
			add(c, to, dgpm_node_get(from->at[i], "items"), 0);
	to->open |= to->n == 0;
}

static const char *nearest_key(const struct check *c, const struct place *at, struct dgpm_str key)
{
	const char **names = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < at->n; i++) {
		const struct dgpm_node *own = dgpm_node_get(at->at[i], "properties");

		for (uint32_t k = 0; own != NULL && own->kind == DGPM_MAP && k < own->n; k++)
			*DGPM_PUSH(c->arena, names, n, cap) = own->pairs[k].key.text;
	}
	return dgpm_text_nearest(key, names, n);
}

static void tell(struct check *c, enum dgpm_msg msg, const struct dgpm_node *at, struct dgpm_str what, const char *near)
{
	c->good = false;
	dgpm_diag_add_near(c->diags, msg, dgpm_node_loc(at, c->pack), dgpm_arena_strndup(c->arena, what.s, what.n),
			   near);
}

/* One step down, told when it leads nowhere; false then. */
static bool step(struct check *c, struct place *to, const struct place *from, const struct dgpm_node *key,
		 struct dgpm_str name)
{
	if (below(c, to, from, name))
		return true;
	tell(c, DGPM_MSG_RULE_06, key, name, nearest_key(c, from, name));
	return false;
}

/* The codes that may stand at a place: all of them; 0 where it may hold other texts too. */
static size_t codes_at(const struct check *c, const char *const **out, const struct place *at)
{
	static const char *const texts[] = { "pattern", "format", "minLength", "maxLength" };
	const char **codes = NULL;
	size_t n = 0, cap = 0;

	if (at->open)
		return 0;
	for (size_t i = 0; i < at->n; i++) {
		const struct dgpm_node *list = NULL, *one = dgpm_node_get(at->at[i], "const");
		uint32_t n_list = dgpm_node_items(at->at[i], "enum", &list);
		bool free = n_list == 0 && one == NULL && dgpm_node_text_is(at->at[i], "type", "string");

		for (size_t k = 0; k < DGPM_COUNT(texts); k++)
			free |= n_list == 0 && one == NULL && dgpm_node_get(at->at[i], texts[k]) != NULL;
		if (free)
			return 0;
		for (uint32_t k = 0; k < n_list; k++)
			if (dgpm_node_cstr(&list[k]) != NULL)
				*DGPM_PUSH(c->arena, codes, n, cap) = dgpm_node_cstr(&list[k]);
		if (dgpm_node_cstr(one) != NULL)
			*DGPM_PUSH(c->arena, codes, n, cap) = dgpm_node_cstr(one);
	}
	*out = codes;
	return n;
}

static void value(struct check *c, const struct dgpm_node *node, const struct place *at)
{
	const char *const *codes, *text = dgpm_node_cstr(node);
	size_t n = text != NULL ? codes_at(c, &codes, at) : 0;

	for (size_t i = 0; i < n; i++)
		if (strcmp(codes[i], text) == 0)
			return;
	if (n != 0)
		tell(c, DGPM_MSG_RULE_07, node, dgpm_node_str(node), dgpm_text_nearest(dgpm_node_str(node), codes, n));
}

/* JSON types as a set. */
enum { T_INTEGER = 4, T_NUMBER = 8, T_STRING = 16, T_ARRAY = 32, T_OBJECT = 64, T_ALL = 127 };
static const char *const type_names[] = { "null", "boolean", "integer", "number", "string", "array", "object" };
#define N_TYPES (unsigned)DGPM_COUNT(type_names)

static unsigned type_named(struct dgpm_str name)
{
	for (unsigned i = 0; i < N_TYPES; i++)
		if (dgpm_str_is(name, type_names[i]))
			return 1u << i | (1u << i == T_NUMBER ? T_INTEGER : 0);
	return 0;
}

static unsigned type_of(const struct dgpm_node *node)
{
	return type_named(dgpm_str_of(dgpm_node_type_name(node)));
}

/* Of `type`, one or a list; 0: it says nothing. */
static unsigned types_said(const struct dgpm_node *type)
{
	unsigned set = 0;

	if (type == NULL)
		return 0;
	for (uint32_t i = 0; type->kind == DGPM_LIST && i < type->n; i++)
		set |= type_named(dgpm_node_str(&type->items[i]));
	return set | type_named(dgpm_node_str(type));
}

/* What may stand at a place by the schema of cards; all where one of its schemas leaves it open. */
static unsigned types_at(const struct place *at)
{
	static const char *const parts[] = { "$ref", "anyOf", "oneOf", "allOf", "if", "then", "else", "not", "required",
					     "properties", "items", "minItems", "pattern", "minimum", "description" };
	unsigned set = 0;

	for (size_t i = 0; i < at->n; i++) {
		const struct dgpm_node *schema = at->at[i], *list = NULL, *one = dgpm_node_get(schema, "const");
		unsigned own = types_said(dgpm_node_get(schema, "type"));
		uint32_t n = dgpm_node_items(schema, "enum", &list);
		bool part = false;

		if (own == 0 && one != NULL)
			own = type_of(one);
		if (own == 0)
			for (uint32_t k = 0; k < n; k++)
				own |= type_of(&list[k]);
		for (size_t k = 0; k < DGPM_COUNT(parts); k++)
			part |= dgpm_node_get(schema, parts[k]) != NULL;
		if (own == 0 && !part)
			return T_ALL;
		set |= own;
	}
	return at->open || set == 0 ? T_ALL : set;
}

/* RULE-10, with what the key holds: "integer, string". */
static void tell_type(struct check *c, const struct dgpm_node *at, struct dgpm_str what, unsigned may)
{
	const char *word = dgpm_arena_strndup(c->arena, what.s, what.n);
	struct dgpm_buf held = { .arena = c->arena };

	for (unsigned i = 0; i < N_TYPES; i++) {
		/* What may be any number may be a whole one. */
		if ((may & 1u << i) == 0 || (1u << i == T_INTEGER && (may & T_NUMBER) != 0))
			continue;
		dgpm_buf_sep(&held, ", ");
		dgpm_buf_add(&held, type_names[i]);
	}
	c->good = false;
	dgpm_diag_addf(c->diags, DGPM_MSG_RULE_10, dgpm_node_loc(at, c->pack), word, _("'%s', the key holds %s"), word,
		       dgpm_buf_text(&held));
}

/* A type, or a keyword for one, that no card has at this place: the condition would hold, or fail, whatever it says. */
static void types(struct check *c, const struct dgpm_node *schema, unsigned may)
{
	static const struct {
		const char *keyword;
		unsigned of;
	} keywords[] = {
		{ "minimum", T_NUMBER | T_INTEGER }, { "maximum", T_NUMBER | T_INTEGER },
		{ "exclusiveMinimum", T_NUMBER | T_INTEGER }, { "exclusiveMaximum", T_NUMBER | T_INTEGER },
		{ "multipleOf", T_NUMBER | T_INTEGER }, { "minLength", T_STRING }, { "maxLength", T_STRING },
		{ "pattern", T_STRING }, { "format", T_STRING }, { "items", T_ARRAY }, { "contains", T_ARRAY },
		{ "minItems", T_ARRAY }, { "maxItems", T_ARRAY }, { "uniqueItems", T_ARRAY },
		{ "properties", T_OBJECT }, { "required", T_OBJECT }, { "minProperties", T_OBJECT },
	};
	const struct dgpm_node *type = dgpm_node_get(schema, "type");
	unsigned asked = types_said(type);

	if (asked != 0 && (asked & may) == 0)
		tell_type(c, type, dgpm_str_of(dgpm_node_cstr(type) != NULL ? type->text : "type"), may);
	for (uint32_t i = 0; schema->kind == DGPM_MAP && i < schema->n; i++)
		for (size_t k = 0; k < DGPM_COUNT(keywords); k++)
			if (dgpm_str_is(dgpm_node_str(&schema->pairs[i].key), keywords[k].keyword) &&
			    (keywords[k].of & may) == 0)
				tell_type(c, &schema->pairs[i].key, dgpm_node_str(&schema->pairs[i].key), may);
}

/* Facts have a list of their own (RULE-05). */
static bool is_fact(const struct check *c, const struct place *at, const struct dgpm_node *key)
{
	return at->n != 0 && at->at[0] == c->card && dgpm_str_is(dgpm_node_str(key), "facts");
}

/* What a fact may be; all where no single one is at the path. */
static unsigned fact_types(const char *path)
{
	const char *type = dgpm_fact_type(path);

	return type == NULL			? T_ALL :
	       strcmp(type, "yen") == 0		? T_INTEGER :
	       strcmp(type, "date") == 0	? T_STRING :
	       type_named(dgpm_str_of(type)) != 0 ? type_named(dgpm_str_of(type)) :
						    T_ALL;
}

static void fact_value(struct check *c, const struct dgpm_node *node, const char *path)
{
	unsigned may = fact_types(path);

	if (node->kind != DGPM_NULL && (type_of(node) & may) == 0)
		tell_type(c, node,
			  dgpm_node_str(node).s != NULL ? dgpm_node_str(node) : dgpm_str_of(dgpm_node_type_name(node)),
			  may);
}

/* The same for facts, whose names are held against their own list (RULE-05). */
static void fact_condition(struct check *c, const struct dgpm_node *schema, const char *at)
{
	static const char *const same[] = { "not", "if", "then", "else" };
	static const char *const lists[] = { "allOf", "anyOf", "oneOf" };
	static const char *const items[] = { "items", "contains" };
	const struct dgpm_node *map = dgpm_node_get(schema, "properties"), *list = NULL;
	const struct dgpm_node *one = dgpm_node_get(schema, "const");
	uint32_t n;

	if (schema == NULL || schema->kind != DGPM_MAP || ++c->depth > DEEPEST)
		return;
	types(c, schema, fact_types(at));
	if (one != NULL)
		fact_value(c, one, at);
	n = dgpm_node_items(schema, "enum", &list);
	for (uint32_t i = 0; i < n; i++)
		fact_value(c, &list[i], at);
	for (uint32_t i = 0; map != NULL && map->kind == DGPM_MAP && i < map->n; i++)
		fact_condition(c, &map->pairs[i].value, dgpm_arena_cat(c->arena, at, ".", map->pairs[i].key.text));
	for (size_t k = 0; k < DGPM_COUNT(same); k++)
		fact_condition(c, dgpm_node_get(schema, same[k]), at);
	for (size_t k = 0; k < DGPM_COUNT(lists); k++) {
		n = dgpm_node_items(schema, lists[k], &list);
		for (uint32_t i = 0; i < n; i++)
			fact_condition(c, &list[i], at);
	}
	for (size_t k = 0; k < DGPM_COUNT(items); k++)
		fact_condition(c, dgpm_node_get(schema, items[k]), dgpm_arena_cat(c->arena, at, "[]"));
	c->depth--;
}

static void fact_example(struct check *c, const struct dgpm_node *node, const char *at)
{
	if (++c->depth > DEEPEST)
		return;
	fact_value(c, node, at);
	for (uint32_t i = 0; node->kind == DGPM_MAP && i < node->n; i++)
		fact_example(c, &node->pairs[i].value, dgpm_arena_cat(c->arena, at, ".", node->pairs[i].key.text));
	for (uint32_t i = 0; node->kind == DGPM_LIST && i < node->n; i++)
		fact_example(c, &node->items[i], dgpm_arena_cat(c->arena, at, "[]"));
	c->depth--;
}

static void condition(struct check *c, const struct dgpm_node *schema, const struct place *at);

/* Keys that ask for others, and schemas that hold where a key is. */
static void dependents(struct check *c, const struct dgpm_node *schema, const struct place *at)
{
	static const char *const maps[] = { "dependentRequired", "dependentSchemas" };
	struct place to;

	for (size_t k = 0; k < DGPM_COUNT(maps); k++) {
		const struct dgpm_node *map = dgpm_node_get(schema, maps[k]);

		for (uint32_t i = 0; map != NULL && map->kind == DGPM_MAP && i < map->n; i++) {
			const struct dgpm_node *key = &map->pairs[i].key, *value = &map->pairs[i].value;

			if (!is_fact(c, at, key))
				(void)step(c, &to, at, key, dgpm_node_str(key));
			for (uint32_t j = 0; value->kind == DGPM_LIST && j < value->n; j++)
				if (dgpm_node_cstr(&value->items[j]) != NULL && !is_fact(c, at, &value->items[j]))
					(void)step(c, &to, at, &value->items[j], dgpm_node_str(&value->items[j]));
			condition(c, value, at);
		}
	}
}

static void condition(struct check *c, const struct dgpm_node *schema, const struct place *at)
{
	static const char *const same[] = { "not", "if", "then", "else" };
	static const char *const lists[] = { "allOf", "anyOf", "oneOf" };
	static const char *const items[] = { "items", "contains" };
	const struct dgpm_node *map = dgpm_node_get(schema, "properties"), *list = NULL;
	struct place to;
	uint32_t n;

	if (schema == NULL || schema->kind != DGPM_MAP || ++c->depth > DEEPEST)
		return;
	types(c, schema, types_at(at));
	for (uint32_t i = 0; map != NULL && map->kind == DGPM_MAP && i < map->n; i++) {
		const struct dgpm_node *key = &map->pairs[i].key;

		if (is_fact(c, at, key))
			fact_condition(c, &map->pairs[i].value, "facts");
		else if (step(c, &to, at, key, dgpm_node_str(key)))
			condition(c, &map->pairs[i].value, &to);
	}
	n = dgpm_node_items(schema, "required", &list);
	for (uint32_t i = 0; i < n; i++)
		if (dgpm_node_cstr(&list[i]) != NULL && !is_fact(c, at, &list[i]))
			(void)step(c, &to, at, &list[i], dgpm_node_str(&list[i]));
	dependents(c, schema, at);
	if (dgpm_node_get(schema, "const") != NULL)
		value(c, dgpm_node_get(schema, "const"), at);
	n = dgpm_node_items(schema, "enum", &list);
	for (uint32_t i = 0; i < n; i++)
		value(c, &list[i], at);
	for (size_t k = 0; k < DGPM_COUNT(same); k++)
		condition(c, dgpm_node_get(schema, same[k]), at);
	for (size_t k = 0; k < DGPM_COUNT(lists); k++) {
		n = dgpm_node_items(schema, lists[k], &list);
		for (uint32_t i = 0; i < n; i++)
			condition(c, &list[i], at);
	}
	inside(c, &to, at);
	for (size_t k = 0; k < DGPM_COUNT(items); k++)
		condition(c, dgpm_node_get(schema, items[k]), &to);
	c->depth--;
}

/* "similar_systems.hits[].decision"; a step into a list may be left out. */
static void path(struct check *c, const char *text, const struct dgpm_node *node, const struct place *top)
{
	struct place at = *top, to;

	if (strncmp(text, "facts", 5) == 0 && (text[5] == '.' || text[5] == '\0'))
		return;
	while (*text != '\0') {
		struct dgpm_str name = { text, strcspn(text, ".[") };

		if (at.n != 0 && dgpm_node_get(at.at[0], "items") != NULL) {
			inside(c, &to, &at);
			at = to;
		}
		if (name.n != 0 && !step(c, &to, &at, node, name))
			return;
		if (name.n != 0)
			at = to;
		text += name.n;
		text += *text == '[' ? strcspn(text, "]") : 0;
		text += *text == ']';
		text += *text == '.';
	}
}

/* {contract.amount_yen} in a text; {item.amount_yen}: of the item of the list at `list` that fails. */
static void placeholders(struct check *c, const struct dgpm_node *node, const struct place *top, const char *list)
{
	const char *open = dgpm_node_cstr(node), *close;

	for (; open != NULL && (open = strchr(open, '{')) != NULL && (close = strchr(open, '}')) != NULL;
	     open = close) {
		const char *text = dgpm_arena_strndup(c->arena, open + 1, (size_t)(close - open - 1));

		if (strncmp(text, "item.", 5) == 0)
			text = list != NULL ? dgpm_arena_cat(c->arena, list, "[]", text + 4) : "";
		path(c, text, node, top);
	}
}

static void example(struct check *c, const struct dgpm_node *node, const struct place *at)
{
	struct place to;

	if (++c->depth > DEEPEST)
		return;
	/* A key without a value is what an example may be about. */
	if (node->kind != DGPM_NULL && (type_of(node) & types_at(at)) == 0)
		tell_type(c, node,
			  dgpm_node_str(node).s != NULL ? dgpm_node_str(node) : dgpm_str_of(dgpm_node_type_name(node)),
			  types_at(at));
	for (uint32_t i = 0; node->kind == DGPM_MAP && i < node->n; i++) {
		const struct dgpm_node *key = &node->pairs[i].key;

		if (is_fact(c, at, key))
			fact_example(c, &node->pairs[i].value, "facts");
		else if (step(c, &to, at, key, dgpm_node_str(key)))
			example(c, &node->pairs[i].value, &to);
	}
	if (node->kind == DGPM_LIST)
		inside(c, &to, at);
	for (uint32_t i = 0; node->kind == DGPM_LIST && i < node->n; i++)
		example(c, &node->items[i], &to);
	if (node->kind == DGPM_STRING)
		value(c, node, at);
	c->depth--;
}

bool rule_card_keys(struct dgpm_arena *arena, struct dgpm_diags *diags, const struct dgpm_node *card,
		    const struct dgpm_node *rule, const char *pack)
{
	static const char *const conditions[] = { "when", "require" }, *const languages[] = { "ja", "en" };
	static const char *const lists[] = { "needs", "said_in" };
	struct check c = { arena, diags, pack, card, true, 0 };
	const char *at = dgpm_node_cstr(dgpm_node_get(rule, "at"));
	struct place top = { 0 };

	add(&c, &top, card, 0);
	for (size_t i = 0; i < DGPM_COUNT(conditions); i++)
		condition(&c, dgpm_node_get(rule, conditions[i]), &top);
	if (at != NULL)
		path(&c, at, dgpm_node_get(rule, "at"), &top);
	for (size_t i = 0; i < DGPM_COUNT(lists); i++) {
		const struct dgpm_node *items = NULL;
		uint32_t n = dgpm_node_items(rule, lists[i], &items);

		for (uint32_t k = 0; k < n; k++)
			if (dgpm_node_cstr(&items[k]) != NULL)
				path(&c, items[k].text, &items[k], &top);
	}
	for (size_t i = 0; i < DGPM_COUNT(languages); i++)
		placeholders(&c, dgpm_node_get(dgpm_node_get(rule, "message"), languages[i]), &top, at);
	for (size_t k = 0; k < RULE_EXAMPLE_KINDS; k++) {
		uint32_t n;
		const struct dgpm_node *items = rule_examples(rule, rule_example_kinds[k].key, &n);

		for (uint32_t i = 0; i < n; i++)
			example(&c, &items[i], &top);
	}
	return c.good;
}

/* Whether a key stands anywhere in a schema; its keys are put to `names`. */
static bool has_key(const struct check *c, const struct dgpm_node *schema, const char *key, const char ***names,
		    size_t *n, size_t *cap)
{
	const struct dgpm_node *own = dgpm_node_get(schema, "properties");

	if (dgpm_node_get(own, key) != NULL)
		return true;
	for (uint32_t i = 0; own != NULL && own->kind == DGPM_MAP && i < own->n; i++)
		*DGPM_PUSH(c->arena, *names, *n, *cap) = own->pairs[i].key.text;
	for (uint32_t i = 0; schema->kind == DGPM_MAP && i < schema->n; i++)
		if (has_key(c, &schema->pairs[i].value, key, names, n, cap))
			return true;
	for (uint32_t i = 0; schema->kind == DGPM_LIST && i < schema->n; i++)
		if (has_key(c, &schema->items[i], key, names, n, cap))
			return true;
	return false;
}

void rule_excuses_check(struct dgpm_arena *arena, struct dgpm_diags *diags, const struct dgpm_node *card,
			const struct dgpm_node *pack, const char *path)
{
	struct check c = { arena, diags, path, card, true, 0 };
	const struct dgpm_node *items = NULL;
	uint32_t n_items = dgpm_node_items(pack, "excuses", &items);

	for (uint32_t i = 0; i < n_items; i++) {
		const char *key = dgpm_node_cstr(&items[i]), **names = NULL;
		size_t n = 0, cap = 0;

		if (key != NULL && strncmp(key, "x-", 2) != 0 && !has_key(&c, card, key, &names, &n, &cap))
			tell(&c, DGPM_MSG_RULE_06, &items[i], dgpm_node_str(&items[i]),
			     dgpm_text_nearest(dgpm_node_str(&items[i]), names, n));
	}
}
