/* The list of projects. */
#include "portfolio/projects.h"
#include "portfolio/each.h"
#include "portfolio/select.h"
#include "base/text.h"
#include "base/i18n.h"

struct sortable {
	struct dgpm_project project;
	const struct dgpm_organization *organization;
};

struct run {
	const struct dgpm_portfolio *p;
	const struct dgpm_organizations *organizations;
	struct dgpm_str *matches; /* folded; none: all */
	size_t n_matches;
	struct dgpm_lists *rows; /* of struct sortable */
};

static bool holds(struct dgpm_arena *a, struct dgpm_str text, struct dgpm_str match)
{
	struct dgpm_str folded;

	if (text.s == NULL)
		return false;
	folded = dgpm_text_fold(a, text);
	return memmem(folded.s, folded.n, match.s, match.n) != NULL;
}

static bool matches(const struct run *run, struct dgpm_arena *a, const struct dgpm_card *card, struct dgpm_str match)
{
	static const char *const keys[] = { "id", "name", "name_en", "organization" };
	const struct dgpm_node *aliases = NULL;
	uint32_t n_aliases = dgpm_node_items(card->root, "aliases", &aliases);
	const struct dgpm_organization none = { 0 }, *found =
		dgpm_organizations_find(run->organizations, dgpm_str_of(card->organization));
	const struct dgpm_organization *o = found != NULL ? found : &none;
	const char *const names[] = { o->name, o->brief, o->code, o->name_en };

	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		if (holds(a, dgpm_str_of(names[i]), match))
			return true;
	for (size_t i = 0; i < DGPM_COUNT(keys); i++)
		if (holds(a, dgpm_node_str(dgpm_node_get(card->root, keys[i])), match))
			return true;
	for (uint32_t i = 0; i < n_aliases; i++)
		if (holds(a, dgpm_node_str(&aliases[i]), match))
			return true;
	return false;
}

static bool matches_any(const struct run *run, struct dgpm_arena *a, const struct dgpm_card *card)
{
	for (size_t i = 0; i < run->n_matches; i++)
		if (matches(run, a, card, run->matches[i]))
			return true;
	return run->n_matches == 0;
}

static void add_project(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct run *run = ctx;
	struct sortable *row;
	struct dgpm_str class = dgpm_node_str(dgpm_node_at(card->root, "classification.class"));

	if (!dgpm_portfolio_selects(run->p, w->scratch, card) || !matches_any(run, w->scratch, card))
		return;
	row = dgpm_lists_add(run->rows, w);
	row->organization = dgpm_organizations_find(run->organizations, dgpm_str_of(card->organization));
	row->project = (struct dgpm_project){
		.id = dgpm_arena_strdup(w->keep, card->id),
		.organization = dgpm_arena_strdup(w->keep, card->organization),
		.name = dgpm_arena_strdup(w->keep, card->name),
		.name_en = dgpm_arena_strdup(w->keep, dgpm_node_cstr(dgpm_node_get(card->root, "name_en"))),
		.class = class.s != NULL ? dgpm_arena_strndup(w->keep, class.s, class.n) : NULL,
		.sector = dgpm_arena_strdup(w->keep, card->sector),
		.phase = dgpm_arena_strdup(w->keep, card->phase),
		.path = card->path,
	};
}

/* The latest year in which a project has a budget; 0: none. */
static int latest_year(const struct dgpm_total *t, size_t n)
{
	int year = 0;

	for (size_t i = 0; i < n; i++)
		if (dgpm_ledger_stage_is_available(t[i].stage) && t[i].fiscal_year > year)
			year = t[i].fiscal_year;
	return year;
}

static void sum_up(struct dgpm_project *project, struct dgpm_arena *scratch, const struct dgpm_totals *totals,
		   int year, struct dgpm_diags *diags)
{
	size_t n;
	const struct dgpm_total *t = dgpm_totals_of(totals, scratch, dgpm_str_of(project->id), &n);
	struct dgpm_sum sum;

	if (year == 0)
		year = latest_year(t, n);
	sum = dgpm_totals_sum(t, n, year, DGPM_LS_AVAILABLE, DGPM_ANY_EXPENSE);
	if (!sum.any)
		return;
	project->fiscal_year = year;
	project->total_yen = sum.yen;
	project->has_total = !sum.broken;
	if (sum.broken)
		dgpm_diag_add(diags, DGPM_MSG_SUM_01, sum.first, project->id);
}

static int cmp_projects(const void *pa, const void *pb)
{
	const struct sortable *a = pa, *b = pb;
	int c = dgpm_organization_cmp(a->organization, b->organization);

	if (c == 0)
		c = strcmp(a->project.id, b->project.id);
	return c != 0 ? c : strcmp(a->project.path, b->project.path);
}

void dgpm_projects_list(struct dgpm_projects *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			struct dgpm_portfolio *p, const char *const *match, size_t n_match, int fiscal_year,
			unsigned threads)
{
	struct dgpm_arena *scratch = dgpm_arena_like(arena);
	struct run run = { .p = p, .organizations = dgpm_portfolio_organizations(p) };
	const struct dgpm_totals *totals;
	struct dgpm_project *items;
	struct sortable *all;

	*out = (struct dgpm_projects){ 0 };
	run.matches = dgpm_arena_array(arena, n_match, sizeof *run.matches);
	for (size_t i = 0; i < n_match; i++)
		run.matches[run.n_matches++] = dgpm_text_fold(arena, dgpm_str_of(match[i]));
	run.rows = dgpm_lists_new(arena, threads, sizeof(struct sortable));
	totals = dgpm_portfolio_totals(p, diags, threads, &out->ledgers);
	dgpm_portfolio_cards(p, diags, threads, add_project, &run, &out->cards);
	dgpm_portfolio_check_empty(p, diags, &out->cards, NULL);
	out->fiscal_year = fiscal_year;
	all = dgpm_lists_join(run.rows, arena, cmp_projects, &out->n);
	items = dgpm_arena_array(arena, out->n, sizeof *items);
	for (size_t i = 0; i < out->n; i++) {
		sum_up(&all[i].project, scratch, totals, out->fiscal_year, diags);
		items[i] = all[i].project;
		dgpm_arena_reset(scratch);
	}
	dgpm_arena_free(scratch);
	out->items = items;
}
