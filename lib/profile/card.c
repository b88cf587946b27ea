/* Reading profiles: the shape of a card. */
#include "profile/tree.h"
#include "base/i18n.h"

#define MAX_DEPTH 16

static void read_tree(struct profile_reader *r, struct tree *out, const struct dgpm_node *node, int depth);

/* A map is a value to be made when it has a word of values with what belongs to it; else it is part of the card. */
static bool is_spec(const struct dgpm_node *node)
{
	static const struct {
		const char *word;
		uint8_t kind;
	} words[] = {
		{ "column", DGPM_STRING }, { "text", DGPM_STRING }, { "first", DGPM_LIST },
		{ "account", DGPM_MAP },   { "from", DGPM_STRING },
	};

	if (node->kind != DGPM_MAP)
		return node->kind != DGPM_LIST;
	for (size_t i = 0; i < DGPM_COUNT(words); i++) {
		const struct dgpm_node *value = dgpm_node_get(node, words[i].word);

		if (value != NULL && value->kind == words[i].kind)
			return true;
	}
	return false;
}

static void read_items(struct profile_reader *r, struct tree *out, const struct dgpm_node *node, int depth)
{
	struct tree *items = dgpm_arena_array(r->arena, node->n, sizeof *items);

	out->items = items;
	out->n = node->n;
	for (uint32_t i = 0; i < node->n; i++) {
		read_tree(r, &items[i], node->kind == DGPM_LIST ? &node->items[i] : &node->pairs[i].value, depth + 1);
		if (node->kind == DGPM_MAP)
			items[i].key = node->pairs[i].key.text;
	}
}

/* Years, whole numbers and yen are numbers in the card. */
static bool is_number(const struct profile_reader *r, const struct spec *spec)
{
	if (spec->kind == SPEC_FIRST)
		return spec->n != 0 && is_number(r, &spec->items[0]);
	if (spec->kind == SPEC_TEXT)
		return spec->rigid;
	if (spec->kind != SPEC_COLUMN || spec->column < 0 || spec->map != NULL)
		return false;
	switch (r->p->columns[spec->column].as) {
	case AS_AMOUNT:
	case AS_YEAR:
	case AS_WHOLE:
		return true;
	default:
		return false;
	}
}

static void read_tree(struct profile_reader *r, struct tree *out, const struct dgpm_node *node, int depth)
{
	const struct dgpm_node *rows = dgpm_node_get(node, "each_row"), *collect = dgpm_node_get(node, "collect");
	const struct dgpm_node *whole = dgpm_node_get(node, "whole");

	*out = (struct tree){ 0 };
	if (depth > MAX_DEPTH) {
		profile_wrong(r, node, _("a card is not nested that deep"));
		return;
	}
	if (rows != NULL) {
		struct tree *item = dgpm_arena_array(r->arena, 1, sizeof *item);

		out->kind = TREE_EACH_ROW;
		out->items = item;
		out->n = 1;
		read_tree(r, item, rows, depth + 1);
	} else if (whole != NULL && whole->kind == DGPM_MAP) {
		out->kind = TREE_WHOLE;
		read_items(r, out, whole, depth);
	} else if (collect != NULL || is_spec(node)) {
		struct spec *spec = dgpm_arena_array(r->arena, 1, sizeof *spec);

		profile_spec(r, spec, collect != NULL ? collect : node);
		out->kind = collect != NULL ? TREE_COLLECT : TREE_LEAF;
		out->spec = spec;
		out->leaf = r->p->n_leaves++;
		out->rigid = is_number(r, spec);
	} else {
		out->kind = node->kind == DGPM_LIST ? TREE_LIST : TREE_MAP;
		read_items(r, out, node, depth);
	}
}

void profile_card(struct profile_reader *r, const struct dgpm_node *root)
{
	const struct dgpm_node *card = dgpm_node_get(root, "card");
	struct tree *tree = dgpm_arena_array(r->arena, 1, sizeof *tree);

	read_tree(r, tree, card, 0);
	r->p->card = tree;
}
