/* What the other rooms found, at the cards and organizations it is about. */
#include "report/figures.h"
#include "base/map.h"

/* The organizations by their codes, now that they are in their order. */
static struct dgpm_map map_orgs(struct figures *f)
{
	struct dgpm_map map = { .arena = f->arena };

	dgpm_map_reserve(&map, f->n_orgs);
	for (size_t i = 0; i < f->n_orgs; i++) {
		struct dgpm_str code = dgpm_str_of(f->orgs[i].code);

		(void)dgpm_map_put(&map, dgpm_hash(code), figures_is_org, f, &code, (uint32_t)i);
	}
	return map;
}

static struct figures_org *find_org(struct figures *f, const struct dgpm_map *map, const char *code)
{
	struct dgpm_str key = dgpm_str_of(code);
	uint32_t at = dgpm_map_get(map, dgpm_hash(key), figures_is_org, f, &key);

	return at != DGPM_MAP_NONE ? &f->orgs[at] : NULL;
}

static void spread_plans(struct figures *f, const struct dgpm_map *map)
{
	for (size_t i = 0; f->plans != NULL && i < f->plans->n; i++) {
		struct figures_org *o = find_org(f, map, f->plans->items[i].organization);

		if (o != NULL)
			o->plan = &f->plans->items[i];
	}
}

static struct figures_card *card_of_finding(const struct figures *f, const struct dgpm_diag *d)
{
	return d->project_id != NULL && d->severity >= DGPM_NOTE ? figures_find(f, dgpm_str_of(d->project_id)) : NULL;
}

/* The findings of each project, so that its sheet does not look through those of all. */
static void index_findings(struct figures *f)
{
	for (int fill = 0; fill < 2; fill++) {
		for (size_t s = 0; s < FIGURES_STAGES; s++)
			for (size_t i = 0; f->stages[s].review != NULL && i < dgpm_diags_count(f->stages[s].diags);
			     i++) {
				const struct dgpm_diag *d = dgpm_diags_at(f->stages[s].diags, i);
				struct figures_card *c = card_of_finding(f, d);

				if (c == NULL)
					continue;
				if (c->found != NULL)
					c->found[c->n_found] = (struct figures_found){ d, f->stages[s].title };
				c->n_found++;
			}
		/* Counted first, then filled in. */
		for (size_t i = 0; fill == 0 && i < f->n_cards; i++)
			if (f->cards[i].n_found != 0) {
				f->cards[i].found =
					dgpm_arena_array(f->arena, f->cards[i].n_found, sizeof *f->cards[i].found);
				f->cards[i].n_found = 0;
			}
	}
}

void figures_spread(struct figures *f)
{
	struct dgpm_map map = map_orgs(f);

	spread_plans(f, &map);
	for (size_t i = 0; f->has_classes && i < f->classes.n; i++) {
		const struct dgpm_classified *c = &f->classes.items[i];
		struct figures_card *card = figures_find(f, dgpm_str_of(c->id));
		int class = c->designated != 0 ? c->designated : c->suggested;

		if (card == NULL)
			continue;
		card->classified = c;
		if (class >= 1 && class <= 3)
			find_org(f, &map, card->organization)->n_class[class]++;
	}
	for (size_t s = 0; s < FIGURES_STAGES; s++)
		for (size_t i = 0; f->stages[s].review != NULL && i < f->stages[s].review->n_projects; i++) {
			const struct dgpm_reviewed *r = &f->stages[s].review->projects[i];
			struct figures_card *card = figures_find(f, dgpm_str_of(r->id));

			if (card == NULL)
				continue;
			card->reviewed[s] = r;
			if (s == 0)
				find_org(f, &map, card->organization)->n_errors += r->errors;
		}
	index_findings(f);
}
