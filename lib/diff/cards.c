/* The cards of both sides: those of A kept in few bytes, those of B held against them as they are read. */
#include "diff/parts.h"
#include "portfolio/select.h"

struct slot {
	struct diff_card *items;
	size_t n, cap;
	struct dgpm_buf space; /* a card is packed here */
};

struct pass {
	const struct dgpm_portfolio *portfolio;
	const struct dgpm_diff_how *how;
	const struct diff_fields *fields;
	const struct diff_cards *against;
	struct slot *slots;
};

static int cmp_cards(const void *pa, const void *pb)
{
	const struct diff_card *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	return c != 0 ? c : strcmp(a->path, b->path);
}

const struct diff_card *diff_card_find(const struct diff_cards *cards, const char *id)
{
	size_t lo = 0, hi = cards->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strcmp(cards->items[mid].id, id);

		if (c == 0)
			return &cards->items[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static bool is_building(const char *phase)
{
	return phase != NULL && (strcmp(phase, "planning") == 0 || strcmp(phase, "development") == 0 ||
				 strcmp(phase, "renewal") == 0);
}

static void keep_replaces(struct diff_card *to, struct dgpm_arena *keep, const struct dgpm_node *root)
{
	const struct dgpm_node *list = dgpm_node_get(root, "replaces");

	if (list == NULL || list->kind != DGPM_LIST)
		return;
	to->replaces = dgpm_arena_array(keep, list->n, sizeof *to->replaces);
	to->replaces_line = list->line;
	for (uint32_t i = 0; i < list->n; i++)
		if (dgpm_node_cstr(&list->items[i]) != NULL)
			to->replaces[to->n_replaces++] = dgpm_arena_strdup(keep, dgpm_node_cstr(&list->items[i]));
}

static void take_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct pass *pass = ctx;
	struct slot *s = &pass->slots[w->index];
	struct diff_card *to = DGPM_PUSH(w->keep, s->items, s->n, s->cap);
	const struct diff_card *before;

	*to = (struct diff_card){ .id = dgpm_arena_strdup(w->keep, card->id),
				  .path = card->path,
				  .name = dgpm_arena_strdup(w->keep, card->name),
				  .organization = dgpm_arena_strdup(w->keep, card->organization),
				  .building = is_building(card->phase),
				  .selected = dgpm_portfolio_selects(pass->portfolio, w->scratch, card) };
	keep_replaces(to, w->keep, card->root);
	s->space.arena = w->keep;
	before = pass->against != NULL ? diff_card_find(pass->against, card->id) : NULL;
	to->packed = diff_pack(w->keep, &s->space, card->root, before != NULL ? &before->packed : NULL);
	if (before == NULL)
		return;
	if (before->packed.bytes != to->packed.bytes || pass->how->n_unchanged != 0) {
		const struct dgpm_node *root = diff_unpack(w->scratch, &before->packed);
		struct diff_changes changes = { 0 };
		struct diff_walk walk = { .keep = w->scratch, .scratch = w->scratch, .fields = pass->fields,
					  .to = &changes, .project_id = to->id };

		diff_trees(&walk, root, card->root);
		diff_unchanged(&walk, pass->how, root, card->root);
		diff_sort_changes(&changes, w->scratch);
		diff_keep_changes(&to->changes, w->keep, &s->space, &changes);
	}
}

void diff_cards_read(struct diff_cards *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    struct dgpm_portfolio *p, const struct dgpm_diff_how *how, const struct diff_fields *fields,
		    const struct diff_cards *against, struct dgpm_cards_stats *stats)
{
	unsigned threads = how->threads;
	struct pass pass = { .portfolio = p, .how = how, .fields = fields, .against = against };
	struct diff_card *items;
	size_t n = 0, kept = 0;

	pass.slots = dgpm_arena_array(arena, threads < 1 ? 1 : threads, sizeof *pass.slots);
	dgpm_portfolio_cards(p, diags, threads, take_card, &pass, stats);
	for (unsigned t = 0; t < (threads < 1 ? 1 : threads); t++)
		n += pass.slots[t].n;
	items = dgpm_arena_array(arena, n, sizeof *items);
	n = 0;
	for (unsigned t = 0; t < (threads < 1 ? 1 : threads); t++) {
		if (pass.slots[t].n != 0)
			memcpy(&items[n], pass.slots[t].items, pass.slots[t].n * sizeof *items);
		n += pass.slots[t].n;
	}
	dgpm_sort(items, n, sizeof *items, cmp_cards);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || strcmp(items[kept - 1].id, items[i].id) != 0)
			items[kept++] = items[i];
	*out = (struct diff_cards){ items, kept };
}
