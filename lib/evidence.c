/* What a rule judged of a project, in words, and where it stands. */
#include "evidence.h"
#include "dgpm/text.h"
#include "i18n.h"
#include "rule_paths.h"

#define MOST_ITEMS 5 /* of a list among the facts that are told */

/* The card key a fact is counted from; the others are of the ledger or of no place. */
static const struct {
	const char *facts, *key;
} card_keys[] = {
	{ "reviews.", "reviews" },
	{ "findings.", "reviews" },
	{ "decision.", "decision" },
	{ "class.", "classification" },
	{ "plan.", "plan.date" },
	{ "benefits.", "benefits.date" },
	{ "execution_reported", "execution.reports" },
	{ "milestones.", "milestones" },
	{ "procurements.", "procurements" },
	{ "bids.", "procurements" },
	{ "indicators.", "indicators" },
	{ "monitoring.", "monitoring" },
	{ "reductions.", "reductions" },
	{ "span.", "span" },
	{ "lifecycle.", "lifecycle_cost" },
	{ "articles.", "service_design" },
	{ "similar.", "similar_systems" },
	{ "risks.", "security.risks" },
	{ "procedures.", "bpr.procedures" },
	{ "mid_term_plan.", "mid_term_plan" },
	{ "team.", "team" },
};

struct paths {
	const char **items;
	size_t n, cap;
	struct dgpm_arena *arena;
};

/* Each once, and of a path and one that leads on from it the longer. */
static bool keep(void *ctx, const char *path, const struct dgpm_node *key)
{
	struct paths *p = ctx;
	size_t length = strlen(path);

	(void)key;
	for (size_t i = 0; i < p->n; i++) {
		size_t n = strlen(p->items[i]);

		if (strncmp(p->items[i], path, length) == 0 &&
		    (n == length || p->items[i][length] == '.' || p->items[i][length] == '['))
			return true;
		if (n < length && strncmp(p->items[i], path, n) == 0 && (path[n] == '.' || path[n] == '[')) {
			p->items[i] = path;
			return true;
		}
	}
	if (p->n == p->cap) {
		p->cap = p->cap != 0 ? p->cap * 2 : 8;
		p->items = dgpm_arena_grow(p->arena, p->items, p->n, p->cap, sizeof *p->items);
	}
	p->items[p->n++] = path;
	return true;
}

struct telling {
	const struct evidence *e;
	const char *text;
	struct dgpm_loc ledger, card; /* the first place of each; path NULL: none */
};

static void add(struct telling *t, const char *label, const char *value, const char *rows)
{
	/* Of a map the rows say more than the number of its keys. */
	if (rows != NULL && value == NULL)
		value = rows;
	t->text = dgpm_arena_printf(t->e->arena, "%s%s%s: %s%s%s", t->text != NULL ? t->text : "",
				    t->text != NULL ? "; " : "", label, value,
				    rows != NULL && value != rows ? " = " : "",
				    rows != NULL && value != rows ? rows : "");
}

static const char *value_text(struct dgpm_arena *a, const char *path, const struct dgpm_node *node)
{
	size_t n = strlen(path);
	char number[DGPM_INT_BUF];
	int64_t value;

	if (dgpm_node_str(node).s == NULL)
		return dgpm_arena_printf(a, P_("%u entry", "%u entries", node->n), node->n);
	if (n > 4 && strcmp(path + n - 4, "_yen") == 0 && dgpm_node_int(node, &value))
		return dgpm_arena_strdup(a, dgpm_int_format(number, value, ','));
	return dgpm_text_escape(a, dgpm_node_str(node)).s;
}

static void place_of_fact(struct telling *t, const char *fact)
{
	const struct dgpm_node *node;

	for (size_t i = 0; i < DGPM_COUNT(card_keys) && t->card.path == NULL; i++) {
		if (strncmp(fact, card_keys[i].facts, strlen(card_keys[i].facts)) != 0)
			continue;
		node = dgpm_node_at(t->e->card->root, card_keys[i].key);
		if (node != NULL)
			t->card = dgpm_node_loc(node, t->e->card->path);
	}
}

static void tell_fact(struct telling *t, const char *fact, const char *label, const struct dgpm_node *node,
		      const struct dgpm_node *item)
{
	struct dgpm_loc at = { 0 };
	const char *rows = evidence_ledger(&at, t->e, fact, item);

	add(t, label, rows != NULL && node->kind == DGPM_MAP ? NULL : value_text(t->e->arena, label, node), rows);
	if (rows == NULL)
		place_of_fact(t, fact);
	else if (t->ledger.path == NULL)
		t->ledger = at;
}

/* "facts.execution.accounts[].rate": each item by its name. */
static void tell_items(struct telling *t, const char *path, const struct dgpm_node *list, const char *key)
{
	for (uint32_t i = 0; i < list->n && i < MOST_ITEMS; i++) {
		const struct dgpm_node *item = &list->items[i], *node = dgpm_node_at(item, key);
		const struct dgpm_node *name = dgpm_node_get(item, "account");

		if (name == NULL)
			name = dgpm_node_get(item, "name");
		if (node != NULL && dgpm_node_cstr(name) != NULL)
			tell_fact(t, path + 6, dgpm_arena_printf(t->e->arena, "%s %s", name->text, key), node, item);
	}
}

static void tell(struct telling *t, const char *path)
{
	bool is_fact = strncmp(path, "facts.", 6) == 0;
	const char *brackets = strstr(path, "[]");
	const struct dgpm_node *node;

	if (brackets == NULL) {
		node = dgpm_node_at(t->e->joined, path);
		if (node != NULL && is_fact)
			tell_fact(t, path + 6, path + 6, node, NULL);
	} else {
		node = dgpm_node_at(t->e->joined,
				    dgpm_arena_strndup(t->e->arena, path, (size_t)(brackets - path)));
		if (node == NULL || node->kind != DGPM_LIST)
			return;
		if (is_fact && brackets[2] == '.')
			tell_items(t, path, node, brackets + 3);
		path = dgpm_arena_strndup(t->e->arena, path, (size_t)(brackets - path));
	}
	if (node == NULL || is_fact)
		return;
	/* Several keys of the items of one list: the list is told once. */
	if (t->text == NULL || strstr(t->text, dgpm_arena_printf(t->e->arena, "%s: ", path)) == NULL)
		add(t, path, value_text(t->e->arena, path, node), NULL);
	if (t->card.path == NULL)
		t->card = dgpm_node_loc(node, t->e->card->path);
}

const char *evidence_of(struct dgpm_loc *at, const struct evidence *e, const struct dgpm_rule *rule)
{
	struct paths paths = { .arena = e->arena };
	struct telling t = { .e = e };

	rule_paths_of(e->arena, dgpm_node_get(rule->node, "require"), keep, &paths);
	for (size_t i = 0; i < rule->n_needs; i++)
		(void)keep(&paths, rule->needs[i].path, NULL);
	for (size_t i = 0; i < paths.n; i++)
		tell(&t, paths.items[i]);
	if (t.ledger.path != NULL)
		*at = t.ledger;
	else if (t.card.path != NULL)
		*at = t.card;
	return t.text;
}
