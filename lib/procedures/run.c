/* The procedures of a portfolio or of an inventory. */
#include "base/list.h"
#include "data/settings.h"
#include "portfolio/each.h"
#include "portfolio/select.h"
#include "procedures/parts.h"

#define FILE_NAME "procedure-rules.yaml"

struct run {
	const struct dgpm_portfolio *portfolio;
	const struct dgpm_organizations *organizations;
	struct dgpm_checks rules;
	int64_t many_uses;
	struct dgpm_lists *lists;
};

static void one_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct run *run = ctx;
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "bpr.procedures", &items);
	const char *id = n != 0 ? dgpm_arena_strdup(w->keep, card->id) : NULL;
	const char *organization = n != 0 ? dgpm_arena_strdup(w->keep, dgpm_organization_code(run->organizations,
											      card->organization)) :
					    NULL;

	if (!dgpm_portfolio_selects(run->portfolio, w->scratch, card))
		return;
	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_procedure *p = dgpm_lists_add(run->lists, w);

		p->organization = organization;
		p->project_id = id;
		p->at = dgpm_node_loc(&items[i], card->path);
		procedures_read(p, w->keep, &items[i]);
		procedures_check(p, &items[i], card->phase, run->many_uses, &run->rules, w);
	}
}

static int cmp_text(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

static int cmp_places(const void *pa, const void *pb)
{
	const struct dgpm_procedure *a = pa, *b = pb;
	int c = cmp_text(a->organization, b->organization);

	if (c == 0)
		c = cmp_text(a->project_id, b->project_id);
	if (c == 0)
		c = cmp_text(a->at.path, b->at.path);
	if (c == 0)
		c = (a->at.line > b->at.line) - (a->at.line < b->at.line);
	return c != 0 ? c : (a->at.column > b->at.column) - (a->at.column < b->at.column);
}

static int cmp_ids(const void *pa, const void *pb)
{
	const struct dgpm_procedure *const *a = pa, *const *b = pb;
	int c = cmp_text((*a)->id, (*b)->id);

	return c != 0 ? c : cmp_places(*a, *b);
}

/* Two cards that serve one procedure: to be looked at, as dgpm overlap does with systems. */
static void check_twice(const struct dgpm_procedures *all, struct dgpm_arena *arena, struct dgpm_diags *diags)
{
	const struct dgpm_procedure **with_id = dgpm_arena_array(arena, all->n, sizeof *with_id);
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++)
		if (all->items[i].id != NULL)
			with_id[n++] = &all->items[i];
	dgpm_sort(with_id, n, sizeof *with_id, cmp_ids);
	for (size_t i = 1; i < n; i++)
		if (strcmp(with_id[i]->id, with_id[i - 1]->id) == 0)
			dgpm_diag_add2(diags, DGPM_MSG_PRC_02, with_id[i]->at, with_id[i]->id, with_id[i - 1]->at,
				       with_id[i - 1]->name);
}

static int from_cards(struct dgpm_procedures *all, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      struct dgpm_data *data, struct dgpm_portfolio *p, unsigned threads)
{
	const struct dgpm_node *given = dgpm_node_get(dgpm_portfolio_config(p), "procedures");
	const struct dgpm_node *root = dgpm_data_doc(data, diags, FILE_NAME);
	struct settings s = { .own = dgpm_node_get(root, "params"), .given = dgpm_node_get(given, "params") };
	struct run run = { .portfolio = p, .organizations = dgpm_portfolio_organizations(p) };

	if (root == NULL ||
	    dgpm_checks_load(&run.rules, arena, diags, data, FILE_NAME, dgpm_node_get(given, "rules")) != 0)
		return -1;
	run.many_uses = settings_int(&s, "many_uses");
	run.lists = dgpm_lists_new(arena, threads, sizeof(struct dgpm_procedure));
	dgpm_portfolio_cards(p, diags, threads, one_card, &run, &all->cards);
	dgpm_portfolio_check_empty(p, diags, &all->cards, NULL);
	all->items = dgpm_lists_join(run.lists, arena, cmp_places, &all->n);
	dgpm_checks_close(&run.rules);
	return 0;
}

int dgpm_procedures(struct dgpm_procedures **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    struct dgpm_data *data, struct dgpm_portfolio *p, const struct dgpm_procedures_how *how)
{
	struct dgpm_procedures *all = dgpm_arena_array(arena, 1, sizeof *all);
	struct procedures_list list = { 0 };

	*out = all;
	all->table = how->profile != NULL;
	all->published = dgpm_node_get(dgpm_data_doc(data, diags, "kpi/s3-2020.yaml"), "attachments");
	if (!all->table && from_cards(all, arena, diags, data, p, how->threads < 1 ? 1 : how->threads) != 0)
		return -1;
	if (all->table) {
		if (procedures_tables(&list, arena, diags, data, p, how) != 0)
			return -1;
		all->items = list.items;
		all->n = list.n;
		dgpm_sort(all->items, all->n, sizeof *all->items, cmp_places);
	}
	check_twice(all, arena, diags);
	return 0;
}
