/* Facts of a project, in one pass over its card and its sums. */
#include "rules/facts_parts.h"

uint32_t facts_items(const struct dgpm_node *root, const char *path, const struct dgpm_node **items)
{
	const struct dgpm_node *node = dgpm_node_at(root, path);

	if (node == NULL || node->kind != DGPM_LIST)
		return 0;
	*items = node->items;
	return node->n;
}

bool facts_date(const struct dgpm_node *map, const char *key, struct dgpm_date *out)
{
	const struct dgpm_node *node = dgpm_node_get(map, key);

	return node != NULL && dgpm_date_parse(out, dgpm_node_str(node));
}

bool facts_text_is(const struct dgpm_node *map, const char *key, const char *text)
{
	return dgpm_str_is(dgpm_node_str(dgpm_node_get(map, key)), text);
}

struct dgpm_node dgpm_facts(struct dgpm_arena *arena, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map facts = build_map_new(arena, 40);
	char buf[11];

	build_text(&facts, "stage", in->stage);
	build_text(&facts, "date", dgpm_arena_strdup(arena, dgpm_date_format(buf, in->date)));
	build_int(&facts, "fiscal_year", in->fiscal_year);
	facts_of_ledger(&facts, in, card);
	facts_of_dates(&facts, in, card);
	facts_of_reviews(&facts, in, card);
	facts_of_card(&facts, card);
	facts_of_similar(&facts, in, card);
	facts_of_plans(&facts, in, card);
	return build_done(&facts);
}
