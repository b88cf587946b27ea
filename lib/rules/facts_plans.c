/* Facts from mid-term plans. */
#include "rules/facts_parts.h"

#include <stdlib.h>

struct dgpm_planned {
	struct dgpm_str *ids;
	size_t n, cap;
	const struct dgpm_organization **organizations;
	size_t n_organizations;
};

static int cmp_ids(const void *a, const void *b)
{
	return dgpm_str_cmp(*(const struct dgpm_str *)a, *(const struct dgpm_str *)b);
}

static void add_measures(struct dgpm_arena *arena, struct dgpm_planned *p, const struct dgpm_node *measures)
{
	for (uint32_t i = 0; measures != NULL && measures->kind == DGPM_LIST && i < measures->n; i++) {
		struct dgpm_str id = dgpm_node_str(dgpm_node_get(&measures->items[i], "project_id"));

		if (id.s == NULL)
			continue;
		if (p->n == p->cap) {
			p->cap = p->cap != 0 ? p->cap * 2 : 32;
			p->ids = dgpm_arena_grow(arena, p->ids, p->n, p->cap, sizeof *p->ids);
		}
		p->ids[p->n++] = id;
	}
}

const struct dgpm_planned *dgpm_planned_new(struct dgpm_arena *arena, const struct dgpm_organizations *organizations,
					    const struct dgpm_other *others, size_t n)
{
	struct dgpm_planned *p = dgpm_arena_array(arena, 1, sizeof *p);

	p->organizations = dgpm_arena_array(arena, n, sizeof(const struct dgpm_organization *));
	for (size_t i = 0; i < n; i++) {
		struct dgpm_str name = dgpm_node_str(dgpm_node_get(others[i].root, "organization"));

		if (strcmp(others[i].kind, "dgpm/plan@1") != 0)
			continue;
		p->organizations[p->n_organizations++] = dgpm_organizations_find(organizations, name);
		add_measures(arena, p, dgpm_node_get(others[i].root, "measures"));
	}
	if (p->n != 0)
		qsort(p->ids, p->n, sizeof *p->ids, cmp_ids);
	return p;
}

/* Whether the organization of a card has a plan among those read. */
static bool has_plan(const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	const struct dgpm_organization *own =
		dgpm_organizations_find(in->organizations, dgpm_str_of(card->organization));

	for (size_t i = 0; own != NULL && i < in->planned->n_organizations; i++)
		if (in->planned->organizations[i] == own)
			return true;
	return false;
}

void facts_of_plans(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	const struct dgpm_node *listed = dgpm_node_at(card->root, "mid_term_plan.listed");
	struct dgpm_str id = dgpm_str_of(card->id);
	struct build_map m = build_map_new(facts->arena, 1);
	bool in_plan =
		in->planned->n != 0 && bsearch(&id, in->planned->ids, in->planned->n, sizeof id, cmp_ids) != NULL;

	/* A plan of another organization says nothing of this project. */
	if (listed == NULL && !in_plan && !has_plan(in, card))
		return;
	build_bool(&m, "listed", in_plan || dgpm_node_true(listed));
	build_sub(facts, "mid_term_plan", &m);
}

