/* Keys of the cards that the budget table joins to ledger rows by project. */
#include "budget/parts.h"

struct found {
	const char *id, *path;
	const char *text[LEDGERTABLE_N_CARD_COLS];
};

struct gathered {
	struct found *items;
	size_t n, cap;
};

static void keep_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct gathered *g = &((struct gathered *)ctx)[w->index];
	struct dgpm_str class = dgpm_node_str(dgpm_node_at(card->root, "classification.class"));

	if (g->n == g->cap) {
		g->cap = g->cap != 0 ? g->cap * 2 : 64;
		g->items = dgpm_arena_grow(w->keep, g->items, g->n, g->cap, sizeof *g->items);
	}
	g->items[g->n++] = (struct found){
		.id = dgpm_arena_strdup(w->keep, card->id),
		.path = card->path,
		.text = { class.s != NULL ? dgpm_arena_strndup(w->keep, class.s, class.n) : NULL,
			  dgpm_arena_strdup(w->keep, card->sector), dgpm_arena_strdup(w->keep, card->phase),
			  dgpm_arena_strdup(w->keep, card->name) },
	};
}

void ledgertable_cards_read(struct ledgertable_cards *cards, struct dgpm_arena *arena, struct dgpm_diags *diags,
			    struct dgpm_portfolio *p, unsigned threads, struct dgpm_cards_stats *stats)
{
	struct gathered *all = dgpm_arena_array(arena, threads, sizeof *all);
	const char **path;
	size_t n = 0;

	dgpm_portfolio_cards(p, diags, threads, keep_card, all, stats);
	for (unsigned t = 0; t < threads; t++)
		n += all[t].n;
	cards->ids.arena = arena;
	for (size_t c = 0; c < LEDGERTABLE_N_CARD_COLS; c++)
		cards->texts[c].arena = arena;
	cards->values = dgpm_arena_array(arena, n, sizeof *cards->values);
	path = dgpm_arena_array(arena, n, sizeof *path);
	for (unsigned t = 0; t < threads; t++)
		for (size_t i = 0; i < all[t].n; i++) {
			const struct found *f = &all[t].items[i];
			uint32_t id = names_number(&cards->ids, dgpm_str_of(f->id));

			/* Of two cards with one ID (REF-01) the one of the lower path counts, whoever read it first. */
			if (path[id] != NULL && strcmp(path[id], f->path) <= 0)
				continue;
			path[id] = f->path;
			for (size_t c = 0; c < LEDGERTABLE_N_CARD_COLS; c++)
				cards->values[id][c] = f->text[c] == NULL ? LEDGERTABLE_NONE :
					names_number(&cards->texts[c], dgpm_str_of(f->text[c]));
		}
}
