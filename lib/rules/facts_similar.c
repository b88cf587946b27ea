/* Similar systems: what is decided on the card, and what a comparison of all cards found beside it. */
#include "govern/overlap.h"
#include "base/text.h"
#include "rules/facts_parts.h"

struct dgpm_similar {
	const char **ids; /* sorted: one each time a project is part of a hit */
	size_t n;
};

const struct dgpm_similar *dgpm_similar_new(struct dgpm_arena *arena, struct dgpm_diags *diags,
					    struct dgpm_portfolio *p, unsigned threads)
{
	struct dgpm_similar *s = dgpm_arena_array(arena, 1, sizeof *s);
	struct dgpm_overlap_how how = { .min_score = -1, .threads = threads };
	struct dgpm_diags *own = dgpm_diags_new(arena);
	struct dgpm_overlaps found;

	/* What is wrong with cards is told when they are judged. */
	if (dgpm_overlap(&found, arena, own, p, &how) != 0) {
		dgpm_diags_merge(diags, own);
		return NULL;
	}
	s->ids = dgpm_arena_array(arena, found.n * 2, sizeof *s->ids);
	for (size_t i = 0; i < found.n; i++) {
		if (found.items[i].common)
			continue;
		s->ids[s->n++] = found.items[i].id;
		s->ids[s->n++] = found.items[i].other_id;
	}
	dgpm_texts_sort(s->ids, s->n);
	return s;
}

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
	uint32_t n = facts_items(card->root, "similar_systems.hits", &items);
	int64_t undecided = 0;

	for (uint32_t i = 0; i < n; i++)
		undecided += dgpm_node_get(&items[i], "decision") == NULL;
	build_int(&m, "undecided", undecided);
	if (in->similar != NULL)
		build_int(&m, "found", found_of(in->similar, card->id));
	build_sub(facts, "similar", &m);
}
