/* The paths of cards and facts that a rule asks, and whether there are such facts. */
#include "rules/paths.h"
#include "rules/examples.h"
#include "rules/facts.h"
#include "base/i18n.h"

struct walk {
	struct dgpm_arena *arena;
	rule_path_fn tell;
	void *ctx;
};

static const char *below(struct dgpm_arena *a, const char *path, const char *key)
{
	return *path == '\0' ? key : dgpm_arena_cat(a, path, ".", key);
}

/* A rule pack is limited in its nesting when it is read. */
static void walk(const struct walk *w, const struct dgpm_node *schema, const char *path)
{
	static const char *const same[] = { "not", "if", "then", "else" };
	static const char *const lists[] = { "allOf", "anyOf", "oneOf" };
	static const char *const items[] = { "items", "contains" };
	const struct dgpm_node *map = dgpm_node_get(schema, "properties"), *list = dgpm_node_get(schema, "required");

	for (uint32_t i = 0; map != NULL && map->kind == DGPM_MAP && i < map->n; i++) {
		const char *at = below(w->arena, path, map->pairs[i].key.text);

		if (w->tell(w->ctx, at, &map->pairs[i].key))
			walk(w, &map->pairs[i].value, at);
	}
	for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++)
		if (dgpm_node_cstr(&list->items[i]) != NULL)
			(void)w->tell(w->ctx, below(w->arena, path, list->items[i].text), &list->items[i]);
	for (size_t k = 0; k < DGPM_COUNT(same); k++)
		if (dgpm_node_get(schema, same[k]) != NULL)
			walk(w, dgpm_node_get(schema, same[k]), path);
	for (size_t k = 0; k < DGPM_COUNT(lists); k++) {
		list = dgpm_node_get(schema, lists[k]);
		for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++)
			walk(w, &list->items[i], path);
	}
	for (size_t k = 0; k < DGPM_COUNT(items) && *path != '\0'; k++)
		if (dgpm_node_get(schema, items[k]) != NULL)
			walk(w, dgpm_node_get(schema, items[k]), dgpm_arena_cat(w->arena, path, "[]"));
}

void rule_paths_of(struct dgpm_arena *arena, const struct dgpm_node *schema, rule_path_fn tell, void *ctx)
{
	walk(&(struct walk){ arena, tell, ctx }, schema, "");
}

struct check {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	const char *pack;
	bool good;
	struct rule_asks *asks;
};

static bool check(void *ctx, const char *path, const struct dgpm_node *at)
{
	struct check *c = ctx;

	c->asks->similar |= strcmp(path, "facts.similar.found") == 0;
	c->asks->results |= strncmp(path, "facts.results", 13) == 0 && (path[13] == '\0' || path[13] == '.');
	if (strncmp(path, "facts.", 6) != 0 || dgpm_fact_known(path))
		return true;
	c->good = false;
	dgpm_diag_add_near(c->diags, DGPM_MSG_RULE_05, dgpm_node_loc(at, c->pack), path,
			   dgpm_fact_nearest(c->arena, path));
	return false;
}

/* {facts.articles.answered} in a text. */
static void check_text(struct check *c, const struct dgpm_node *text)
{
	const char *open = dgpm_node_cstr(text), *close;

	for (; open != NULL && (open = strchr(open, '{')) != NULL && (close = strchr(open, '}')) != NULL; open = close)
		(void)check(c, dgpm_arena_strndup(c->arena, open + 1, (size_t)(close - open - 1)), text);
}

/* An example gives facts as a map; those of an unknown name would judge nothing. */
static void check_example(struct check *c, const struct dgpm_node *node, const char *path)
{
	if (node->kind == DGPM_LIST)
		path = dgpm_arena_cat(c->arena, path, "[]");
	for (uint32_t i = 0; node->kind == DGPM_LIST && i < node->n; i++)
		check_example(c, &node->items[i], path);
	for (uint32_t i = 0; node->kind == DGPM_MAP && i < node->n; i++) {
		const char *at = below(c->arena, path, node->pairs[i].key.text);

		if (check(c, at, &node->pairs[i].key))
			check_example(c, &node->pairs[i].value, at);
	}
}

bool rule_paths_check(struct dgpm_arena *arena, struct dgpm_diags *diags, const struct dgpm_node *rule,
		      const char *pack, struct rule_asks *asks)
{
	static const char *const conditions[] = { "when", "require" };
	static const char *const languages[] = { "ja", "en" };
	struct check c = { arena, diags, pack, true, asks };
	const struct dgpm_node *needs = dgpm_node_get(rule, "needs"), *at = dgpm_node_get(rule, "at");

	for (size_t i = 0; i < DGPM_COUNT(conditions); i++)
		rule_paths_of(arena, dgpm_node_get(rule, conditions[i]), check, &c);
	for (uint32_t i = 0; needs != NULL && needs->kind == DGPM_LIST && i < needs->n; i++)
		if (dgpm_node_cstr(&needs->items[i]) != NULL)
			(void)check(&c, needs->items[i].text, &needs->items[i]);
	if (dgpm_node_cstr(at) != NULL)
		(void)check(&c, at->text, at);
	for (size_t i = 0; i < DGPM_COUNT(languages); i++)
		check_text(&c, dgpm_node_get(dgpm_node_get(rule, "message"), languages[i]));
	for (size_t k = 0; k < RULE_EXAMPLE_KINDS; k++) {
		uint32_t n;
		const struct dgpm_node *items = rule_examples(rule, rule_example_kinds[k].key, &n);

		for (uint32_t i = 0; i < n; i++)
			if (dgpm_node_get(&items[i], "facts") != NULL)
				check_example(&c, dgpm_node_get(&items[i], "facts"), "facts");
	}
	return c.good;
}
