/* Plans beside cards and ledgers: which systems they hold, and what the ledger says of their money. */
#include "base/list.h"
#include "plan/parts.h"
#include "portfolio/each.h"

#define TARGET_FROM 2020 /* S1 4-4-2: operation and modification, FY2020 to FY2025, 30 % */
#define TARGET_TO 2025
#define TARGET_CUT 3     /* tenths */

struct reading {
	const struct dgpm_organizations *organizations;
	struct dgpm_lists *cards;
};

static void one_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct reading *r = ctx;
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "reductions", &items);
	struct dgpm_plan_year *reductions = NULL;
	struct dgpm_plan_card *c;
	int64_t class = 0, yen, year;

	if (strcmp(card->sector, "national") != 0)
		return;
	c = dgpm_lists_add(r->cards, w);
	(void)dgpm_node_int(dgpm_node_at(card->root, "classification.class"), &class);
	c->id = dgpm_arena_strdup(w->keep, card->id);
	c->name = dgpm_arena_strdup(w->keep, card->name);
	c->organization = dgpm_arena_strdup(w->keep, dgpm_organization_code(r->organizations, card->organization));
	c->class = (int)class;
	c->retired = strcmp(card->phase, "retirement") == 0;
	c->claims = dgpm_node_true(dgpm_node_at(card->root, "mid_term_plan.listed"));
	c->ministry_priority = dgpm_node_text_is(dgpm_node_get(card->root, "priority"), "level", "ministry");
	c->at = dgpm_node_loc(dgpm_node_get(card->root, "id"), card->path);
	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_plan_year *y;

		if (!dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &year) ||
		    !dgpm_node_int(dgpm_node_get(&items[i], "prospect_yen"), &yen))
			continue;
		y = plan_year(w->keep, &reductions, &c->n_reductions, (int)year);
		plan_add(&y->has[DGPM_PLAN_SAVING], &y->yen[DGPM_PLAN_SAVING], yen);
	}
	c->reductions = reductions;
}

static int cmp_ids(const void *pa, const void *pb)
{
	const struct dgpm_plan_card *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	return c != 0 ? c : strcmp(a->at.path, b->at.path);
}

struct dgpm_plan_card *plan_cards(size_t *n, struct dgpm_plans *plans, struct dgpm_arena *arena,
				  struct dgpm_diags *diags, struct dgpm_portfolio *p, unsigned threads)
{
	struct reading r = { dgpm_portfolio_organizations(p), NULL };

	r.cards = dgpm_lists_new(arena, threads, sizeof(struct dgpm_plan_card));
	dgpm_portfolio_cards(p, diags, threads, one_card, &r, &plans->cards);
	return dgpm_lists_join(r.cards, arena, cmp_ids, n);
}

static const struct dgpm_plan_card *find_card(const struct dgpm_plan_card *cards, size_t n, const char *id)
{
	struct dgpm_plan_card key = { .id = id, .at = { .path = "" } };
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (strcmp(cards[mid].id, key.id) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && strcmp(cards[lo].id, id) == 0 ? &cards[lo] : NULL;
}

/* The last year that was over on the day with executed amounts of these cards. */
static int last_executed(const struct dgpm_plan *plan, struct dgpm_arena *arena, const struct dgpm_totals *totals,
			 int most)
{
	int last = 0;

	for (size_t i = 0; i < plan->n_cards; i++) {
		size_t n;
		const struct dgpm_total *g = dgpm_totals_of(totals, arena, dgpm_str_of(plan->cards[i].id), &n);

		for (size_t k = 0; k < n; k++)
			if (g[k].stage == DGPM_LS_EXECUTED && g[k].fiscal_year > last && g[k].fiscal_year <= most)
				last = g[k].fiscal_year;
	}
	return last;
}

/* A sum that does not fit was told by validate; it is no value here. */
static void add_sum(bool *has, dgpm_yen *to, struct dgpm_sum sum)
{
	if (sum.any && !sum.broken)
		plan_add(has, to, sum.yen);
}

static void add_running(struct dgpm_plan *plan, struct dgpm_arena *arena, const struct dgpm_totals *totals)
{
	for (size_t i = 0; i < plan->n_cards; i++) {
		struct dgpm_plan_card *c = &plan->cards[i];
		size_t n;
		const struct dgpm_total *g = dgpm_totals_of(totals, arena, dgpm_str_of(c->id), &n);

		add_sum(&c->has_running, &c->running_yen,
			dgpm_totals_sum(g, n, plan->running_fy, 1u << DGPM_LS_EXECUTED, DGPM_ANY_EXPENSE));
		add_sum(&plan->has_target, &plan->base_yen,
			dgpm_totals_sum(g, n, TARGET_FROM, 1u << DGPM_LS_EXECUTED,
					1u << DGPM_EXPENSE_OPERATION | 1u << DGPM_EXPENSE_MODIFICATION));
		if (c->has_running)
			plan->over |= !plan_add(&plan->has_running, &plan->running_yen, c->running_yen);
		if (c->has_running && c->listed)
			plan->over |= !plan_add(&plan->has_listed_running, &plan->listed_running_yen, c->running_yen);
	}
	/* Half-up of a whole number of yen: three tenths. */
	plan->target_yen = plan->base_yen / 10 * TARGET_CUT + (plan->base_yen % 10 * TARGET_CUT + 5) / 10;
}

/* Whether a measure plans an investment in a year. */
static bool invests(const struct dgpm_plan_measure *m, int fiscal_year)
{
	for (size_t i = 0; i < m->n_years; i++)
		if (m->years[i].fiscal_year == fiscal_year)
			return m->years[i].has[DGPM_PLAN_INVESTMENT];
	return false;
}

/* Of each year what the ledger has for the projects that are to invest: initial, else request, of building and
 * modifying. */
static void add_ledger(struct dgpm_plan *plan, struct dgpm_arena *arena, const struct dgpm_totals *totals)
{
	struct dgpm_plan_year *years = (struct dgpm_plan_year *)plan->years;

	for (size_t y = 0; y < plan->n_years; y++)
		for (size_t i = 0; i < plan->n_measures; i++) {
			const unsigned building = 1u << DGPM_EXPENSE_DEVELOPMENT | 1u << DGPM_EXPENSE_MODIFICATION;
			struct dgpm_sum initial, request;
			const struct dgpm_total *g;
			bool again = false;
			size_t n;

			if (!invests(&plan->measures[i], years[y].fiscal_year))
				continue;
			/* A project with several measures counts once. */
			for (size_t k = 0; k < i; k++)
				again |= invests(&plan->measures[k], years[y].fiscal_year) &&
					 strcmp(plan->measures[k].project_id, plan->measures[i].project_id) == 0;
			g = dgpm_totals_of(totals, arena, dgpm_str_of(plan->measures[i].project_id), &n);
			if (again)
				continue;
			initial = dgpm_totals_sum(g, n, years[y].fiscal_year, 1u << DGPM_LS_INITIAL, building);
			request = dgpm_totals_sum(g, n, years[y].fiscal_year, 1u << DGPM_LS_REQUEST, building);
			add_sum(&years[y].has_ledger, &years[y].ledger_yen, initial.any ? initial : request);
		}
}

static int cmp_running(const void *pa, const void *pb)
{
	const struct dgpm_plan_card *a = pa, *b = pb;

	if (a->has_running != b->has_running)
		return a->has_running ? -1 : 1;
	if (a->running_yen != b->running_yen)
		return a->running_yen > b->running_yen ? -1 : 1;
	return cmp_ids(a, b);
}

void plan_cover(struct dgpm_plan *plan, struct dgpm_arena *arena, const struct dgpm_plan_card *cards, size_t n,
		const struct dgpm_totals *totals, struct dgpm_date date)
{
	plan->cards = dgpm_arena_array(arena, n, sizeof *plan->cards);
	for (size_t i = 0; i < plan->n_measures; i++) {
		const struct dgpm_plan_card *c = find_card(cards, n, plan->measures[i].project_id);

		plan->measures[i].has_card = c != NULL;
		plan->measures[i].retired = c != NULL && c->retired;
	}
	for (size_t i = 0; i < n; i++) {
		struct dgpm_plan_card c = cards[i];

		if (strcmp(c.organization, plan->organization) != 0 || c.retired)
			continue;
		plan->n_class1 += c.class == 1;
		plan->n_unclassified += c.class == 0;
		if (c.class != 2 && c.class != 3)
			continue;
		for (size_t k = 0; k < plan->n_measures; k++)
			if (strcmp(plan->measures[k].project_id, c.id) == 0) {
				c.listed = true;
				c.main |= plan->measures[k].main;
			}
		plan->n_listed += c.listed;
		plan->cards[plan->n_cards++] = c;
	}
	plan->running_fy = last_executed(plan, arena, totals, dgpm_date_fiscal_year(date) - 1);
	add_running(plan, arena, totals);
	add_ledger(plan, arena, totals);
	for (size_t y = 0; y < plan->n_years; y++)
		if (plan->years[y].fiscal_year <= TARGET_TO && plan->years[y].has[DGPM_PLAN_SAVING])
			plan->over |= !plan_add(&plan->has_saving_2025, &plan->saving_2025_yen,
						plan->years[y].yen[DGPM_PLAN_SAVING]);
	dgpm_sort(plan->cards, plan->n_cards, sizeof *plan->cards, cmp_running);
}
