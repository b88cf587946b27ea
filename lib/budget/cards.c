/* Keys of the cards that the budget table joins to ledger rows by project. */
#include "budget/parts.h"
#include "portfolio/each.h"

struct found {
	const char *id, *path;
	const char *text[BUDGET_N_CARD_COLS];
};

static void keep_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct dgpm_str class = dgpm_node_str(dgpm_node_at(card->root, "classification.class"));

	*(struct found *)dgpm_lists_add(ctx, w) = (struct found){
		.id = dgpm_arena_strdup(w->keep, card->id),
		.path = card->path,
		.text = { class.s != NULL ? dgpm_arena_strndup(w->keep, class.s, class.n) : NULL,
			  dgpm_arena_strdup(w->keep, card->sector), dgpm_arena_strdup(w->keep, card->phase),
			  dgpm_arena_strdup(w->keep, card->name) },
	};
}

/* Of two cards with one ID (REF-01) the one of the lower path counts. */
static int cmp_found(const void *pa, const void *pb)
{
	const struct found *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	return c != 0 ? c : strcmp(a->path, b->path);
}

void budget_cards_read(struct budget_cards *cards, struct dgpm_arena *arena, struct dgpm_diags *diags,
			    struct dgpm_portfolio *p, unsigned threads, struct dgpm_cards_stats *stats)
{
	struct dgpm_lists *lists = dgpm_lists_new(arena, threads, sizeof(struct found));
	const struct found *all;
	size_t n;

	dgpm_portfolio_cards(p, diags, threads, keep_card, lists, stats);
	all = dgpm_lists_join(lists, arena, cmp_found, &n);
	cards->ids.arena = arena;
	for (size_t c = 0; c < BUDGET_N_CARD_COLS; c++)
		cards->texts[c].arena = arena;
	cards->values = dgpm_arena_array(arena, n, sizeof *cards->values);
	for (size_t i = 0; i < n; i++) {
		uint32_t id;

		if (i != 0 && strcmp(all[i].id, all[i - 1].id) == 0)
			continue;
		id = names_number(&cards->ids, dgpm_str_of(all[i].id));
		for (size_t c = 0; c < BUDGET_N_CARD_COLS; c++)
			cards->values[id][c] = all[i].text[c] == NULL ? BUDGET_NONE :
				names_number(&cards->texts[c], dgpm_str_of(all[i].text[c]));
	}
}
