/* The indicators of cards: a policy a project, without a grade. */
#include "base/list.h"
#include "evaluate/parts.h"
#include "portfolio/select.h"

struct run {
	const struct dgpm_portfolio *portfolio;
	const struct dgpm_organizations *organizations;
	struct dgpm_date date;
	struct evaluate_list *lists; /* one a worker */
};

static struct dgpm_indicator keep(struct dgpm_arena *a, struct dgpm_indicator ind);

static const char *kept(struct dgpm_arena *a, const char *text)
{
	return text != NULL ? dgpm_arena_strdup(a, text) : NULL;
}

static void keep_measure(struct dgpm_arena *a, struct dgpm_measure *m)
{
	m->text = kept(a, m->text);
}

/* What was read from a card's nodes, which go with the next card. */
static struct dgpm_indicator keep(struct dgpm_arena *a, struct dgpm_indicator ind)
{
	struct dgpm_moved *moved = dgpm_arena_array(a, ind.n_moved, sizeof *moved);

	ind.id = kept(a, ind.id);
	ind.name = kept(a, ind.name);
	ind.unit = kept(a, ind.unit);
	ind.of = kept(a, ind.of);
	ind.printed = kept(a, ind.printed);
	keep_measure(a, &ind.baseline);
	keep_measure(a, &ind.target);
	keep_measure(a, &ind.actual);
	for (size_t i = 0; i < ind.n_years; i++) {
		keep_measure(a, &ind.years[i].target);
		keep_measure(a, &ind.years[i].actual);
	}
	for (size_t i = 0; i < ind.n_moved; i++) {
		moved[i] = ind.moved[i];
		keep_measure(a, &moved[i].from);
		keep_measure(a, &moved[i].to);
	}
	ind.moved = moved;
	for (size_t i = 0; i < ind.n_parts; i++)
		ind.parts[i] = keep(a, ind.parts[i]);
	return ind;
}

static void one_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct run *run = ctx;
	struct evaluate_list *list = &run->lists[w->index];
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "indicators", &items);
	struct dgpm_policy *p;

	if (n == 0 || !dgpm_portfolio_selects(run->portfolio, w->scratch, card))
		return;
	p = DGPM_PUSH(w->keep, list->items, list->n, list->cap);
	*p = (struct dgpm_policy){
		.id = dgpm_arena_strdup(w->keep, card->id),
		.title = dgpm_arena_strdup(w->keep, card->name),
		.organization = dgpm_arena_strdup(w->keep,
						  dgpm_organization_code(run->organizations, card->organization)),
		.path = card->path,
		.date = run->date,
		.unit = DGPM_UNIT_MILLION,
		.n = n,
	};
	p->project_id = p->id;
	p->indicators = dgpm_arena_array(w->keep, n, sizeof *p->indicators);
	for (uint32_t i = 0; i < n; i++) {
		dgpm_indicator_read(&p->indicators[i], w->keep, &items[i], card->path);
		p->indicators[i] = keep(w->keep, p->indicators[i]);
	}
}

static int cmp_policies(const void *pa, const void *pb)
{
	const struct dgpm_policy *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	return c != 0 ? c : strcmp(a->path, b->path);
}

void evaluate_cards(struct evaluate_list *out, struct dgpm_evaluation *e, struct dgpm_arena *arena,
		    struct dgpm_diags *diags, struct dgpm_portfolio *p, struct dgpm_date date, unsigned threads)
{
	struct run run = { p, dgpm_portfolio_organizations(p), date, NULL };
	size_t from = out->n;

	run.lists = dgpm_arena_array(arena, threads, sizeof *run.lists);
	dgpm_portfolio_cards(p, diags, threads, one_card, &run, &e->cards);
	for (unsigned t = 0; t < threads; t++)
		for (size_t i = 0; i < run.lists[t].n; i++)
			*DGPM_PUSH(arena, out->items, out->n, out->cap) = run.lists[t].items[i];
	if (out->n > from)
		dgpm_sort(out->items + from, out->n - from, sizeof *out->items, cmp_policies);
}
