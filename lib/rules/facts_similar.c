/* Similar systems: what is decided on the card, and what a comparison of all cards found beside it. */
#include "rules/facts_parts.h"

static int64_t found_of(const struct dgpm_similar *s, const char *id)
{
	size_t lo = 0, hi = s->n, first;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (strcmp(s->ids[mid], id) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (first = lo; lo < s->n && strcmp(s->ids[lo], id) == 0; lo++)
		;
	return (int64_t)(lo - first);
}

void facts_of_similar(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 2);
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "similar_systems.hits", &items);
	int64_t undecided = 0;

	for (uint32_t i = 0; i < n; i++)
		undecided += dgpm_node_get(&items[i], "decision") == NULL;
	build_int(&m, "undecided", undecided);
	if (in->similar != NULL)
		build_int(&m, "found", found_of(in->similar, card->id));
	build_sub(facts, "similar", &m);
}
