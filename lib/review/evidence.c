/* What a rule judged of a project, in words, and where it stands. */
#include "review/evidence.h"
#include "base/text.h"
#include "base/i18n.h"
#include "rules/paths.h"

#define MOST_ITEMS 5   /* of a list among the facts that are told */
#define MOST_REASONS 3 /* why a rule does not apply */

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
	struct dgpm_loc failed, ledger, card; /* the first place of each; path NULL: none */
};

/* A value or an amount once: what a text of the telling begins an entry with, or has among the amounts. */
static bool is_told(const struct telling *t, const char *label)
{
	const char *head = dgpm_arena_printf(t->e->arena, "%s: ", label), *at = t->text;

	for (; at != NULL && (at = strstr(at, head)) != NULL; at++)
		if (at == t->text || (at - t->text >= 2 && memcmp(at - 2, "; ", 2) == 0))
			return true;
	return false;
}

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
	const char *rows;

	if (is_told(t, label))
		return;
	rows = evidence_ledger(&at, t->e, fact, item);
	add(t, label, rows != NULL && node->kind == DGPM_MAP ? NULL : value_text(t->e->arena, label, node), rows);
	if (rows == NULL)
		place_of_fact(t, fact);
	else if (t->ledger.path == NULL)
		t->ledger = at;
}

/* "general rate", the key of an item by its name; NULL: it has none. */
static const char *item_label(struct dgpm_arena *a, const struct dgpm_node *item, const char *key)
{
	const struct dgpm_node *name = dgpm_node_get(item, "account");

	if (name == NULL)
		name = dgpm_node_get(item, "name");
	return dgpm_node_cstr(name) != NULL ? dgpm_arena_printf(a, "%s %s", name->text, key) : NULL;
}

/* "facts.execution.accounts[].rate": each item by its name. */
static void tell_items(struct telling *t, const char *path, const struct dgpm_node *list, const char *key)
{
	for (uint32_t i = 0; i < list->n && i < MOST_ITEMS; i++) {
		const struct dgpm_node *item = &list->items[i], *node = dgpm_node_at(item, key);
		const char *label = item_label(t->e->arena, item, key);

		if (node != NULL && label != NULL)
			tell_fact(t, path + 6, label, node, item);
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
	if (!is_told(t, path))
		add(t, path, value_text(t->e->arena, path, node), NULL);
	if (t->card.path == NULL)
		t->card = dgpm_node_loc(node, t->e->card->path);
}

/* "/milestones/2/status" as "milestones[2].status" */
static const char *dotted(struct dgpm_arena *a, const char *pointer)
{
	const char *out = "";

	for (size_t n; *pointer == '/'; pointer += n) {
		const char *step = ++pointer;

		n = strcspn(step, "/");
		out = n != 0 && strspn(step, "0123456789") >= n ?
			      dgpm_arena_printf(a, "%s[%.*s]", out, (int)n, step) :
			      dgpm_arena_printf(a, "%s%s%.*s", out, *out != '\0' ? "." : "", (int)n, step);
	}
	return out;
}

/* A value that fails, wherever the rule asks it; a fact's place is its own, not that of the first one told. */
static void tell_failed(struct telling *t, const struct dgpm_failed *f)
{
	struct dgpm_arena *a = t->e->arena;
	const char *label = f->fact, *key;
	const struct dgpm_node *node;

	if (f->fact == NULL) {
		if (f->on_card && f->value != NULL)
			add(t, dotted(a, f->pointer), dgpm_text_escape(a, dgpm_str_of(f->value)).s, NULL);
		return;
	}
	key = strstr(f->fact, "[].");
	if (f->item != NULL && key != NULL) {
		node = dgpm_node_at(f->item, key + 3);
		label = item_label(a, f->item, key + 3);
	} else {
		node = dgpm_node_at(t->e->joined, dgpm_arena_printf(a, "facts.%s", f->fact));
	}
	if (node == NULL || label == NULL)
		return;
	tell_fact(t, f->fact, label, node, f->item);
	if (t->failed.path == NULL)
		t->failed = t->ledger.path != NULL ? t->ledger : t->card;
}

/* The facts that the message names, and those that call for a rule which follows the results of others: beside what is
 * asked they say why. An amount that stands in a sum already is not told again. */
static void tell_named(struct telling *t, const struct dgpm_rule *rule, const struct paths *asked)
{
	struct dgpm_arena *a = t->e->arena;
	struct paths named = { .arena = a };
	const char *open = rule->message, *close;

	for (; (open = strchr(open, '{')) != NULL && (close = strchr(open, '}')) != NULL; open = close)
		(void)keep(&named, dgpm_arena_strndup(a, open + 1, (size_t)(close - open - 1)), NULL);
	if (rule->after_results)
		rule_paths_of(a, dgpm_node_get(rule->node, "when"), keep, &named);
	for (size_t i = 0; i < named.n; i++) {
		const char *path = named.items[i], *rows;
		struct dgpm_loc at;
		size_t k = 0;

		while (k < asked->n && strcmp(asked->items[k], path) != 0)
			k++;
		/* Stage, day and year stand above the sheet. */
		if (k < asked->n || strncmp(path, "facts.", 6) != 0 || strstr(path, "[]") != NULL ||
		    strcmp(path, "facts.stage") == 0 || strcmp(path, "facts.date") == 0 ||
		    strcmp(path, "facts.fiscal_year") == 0)
			continue;
		rows = evidence_ledger(&at, t->e, path + 6, NULL);
		if (rows == NULL || t->text == NULL || strstr(t->text, rows) == NULL)
			tell(t, path);
	}
}

const char *evidence_of(struct dgpm_loc *at, const struct evidence *e, const struct dgpm_rule *rule,
			const struct dgpm_judged *judged)
{
	struct paths paths = { .arena = e->arena };
	struct telling t = { .e = e };

	rule_paths_of(e->arena, dgpm_node_get(rule->node, "require"), keep, &paths);
	for (size_t i = 0; i < rule->n_needs; i++)
		(void)keep(&paths, rule->needs[i].path, NULL);
	for (size_t i = 0; i < judged->n_failed && i < MOST_ITEMS; i++)
		tell_failed(&t, &judged->failed[i]);
	if (judged->n_failed != 0)
		tell_named(&t, rule, &paths);
	for (size_t i = 0; i < paths.n; i++)
		tell(&t, paths.items[i]);
	if (judged->n_failed == 0)
		tell_named(&t, rule, &paths);
	if (t.failed.path != NULL)
		*at = t.failed;
	else if (t.ledger.path != NULL)
		*at = t.ledger;
	/* What is missing on the card stands nowhere: where it failed, the place is the rule's. */
	else if (t.card.path != NULL && (judged->n_failed == 0 || rule->at == NULL))
		*at = t.card;
	return t.text;
}

/* What a condition fails on a card, at most MOST_REASONS of it. */
struct against {
	struct telling *t;
	size_t n;
};

static void tell_against(void *ctx, const struct dgpm_schema_failure *failure)
{
	struct against *to = ctx;
	struct telling *t = to->t;
	const struct dgpm_node *node = failure->missing != NULL ? NULL : failure->node;
	const char *pointer = failure->pointer, *path;

	if (to->n == MOST_REASONS || pointer == NULL || (*pointer == '\0' && failure->missing == NULL))
		return;
	if (failure->missing != NULL)
		pointer = dgpm_arena_cat(t->e->arena, pointer, "/", failure->missing->text);
	path = dotted(t->e->arena, pointer);
	if (strcmp(path, "facts") == 0)
		return;
	if (strncmp(path, "facts.", 6) == 0)
		path += 6;
	if (is_told(t, path))
		return;
	add(t, path, node != NULL ? value_text(t->e->arena, path, node) : "－", NULL);
	to->n++;
}

const char *evidence_against(const struct evidence *e, struct dgpm_schema_run *run, const struct dgpm_rule *rule)
{
	struct paths paths = { .arena = e->arena };
	struct telling t = { .e = e };
	struct against to = { &t, 0 };

	(void)dgpm_schema_places(run, rule->when, e->joined, tell_against, &to);
	if (t.text != NULL)
		return t.text;
	rule_paths_of(e->arena, dgpm_node_get(rule->node, "when"), keep, &paths);
	for (size_t i = 0; i < paths.n && i < MOST_REASONS; i++)
		tell(&t, paths.items[i]);
	return t.text;
}
