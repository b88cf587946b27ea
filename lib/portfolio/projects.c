/* The list of projects. */
#include "portfolio/projects.h"
#include "base/text.h"
#include "base/i18n.h"

#include <stdlib.h>

struct rows {
	struct dgpm_project *items;
	size_t n, cap;
};

struct run {
	struct dgpm_str match; /* folded; s NULL: all */
	struct rows *rows;     /* one a worker */
};

static bool holds(struct dgpm_arena *a, struct dgpm_str text, struct dgpm_str match)
{
	struct dgpm_str folded;

	if (text.s == NULL)
		return false;
	folded = dgpm_text_fold(a, text);
	return memmem(folded.s, folded.n, match.s, match.n) != NULL;
}

static bool matches(struct dgpm_arena *a, const struct dgpm_card *card, struct dgpm_str match)
{
	static const char *const keys[] = { "id", "name", "name_en" };
	const struct dgpm_node *aliases = dgpm_node_get(card->root, "aliases");

	if (match.s == NULL)
		return true;
	for (size_t i = 0; i < DGPM_COUNT(keys); i++)
		if (holds(a, dgpm_node_str(dgpm_node_get(card->root, keys[i])), match))
			return true;
	for (uint32_t i = 0; aliases != NULL && aliases->kind == DGPM_LIST && i < aliases->n; i++)
		if (holds(a, dgpm_node_str(&aliases->items[i]), match))
			return true;
	return false;
}

static void add_project(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct run *run = ctx;
	struct rows *rows = &run->rows[w->index];
	struct dgpm_str class = dgpm_node_str(dgpm_node_at(card->root, "classification.class"));

	if (!matches(w->scratch, card, run->match))
		return;
	if (rows->n == rows->cap) {
		rows->cap = rows->cap != 0 ? rows->cap * 2 : 64;
		rows->items = dgpm_arena_grow(w->keep, rows->items, rows->n, rows->cap, sizeof *rows->items);
	}
	rows->items[rows->n++] = (struct dgpm_project){
		.id = dgpm_arena_strdup(w->keep, card->id),
		.organization = dgpm_arena_strdup(w->keep, card->organization),
		.name = dgpm_arena_strdup(w->keep, card->name),
		.class = class.s != NULL ? dgpm_arena_strndup(w->keep, class.s, class.n) : NULL,
		.sector = dgpm_arena_strdup(w->keep, card->sector),
		.phase = dgpm_arena_strdup(w->keep, card->phase),
		.path = card->path,
	};
}

static int latest_year(struct dgpm_arena *arena, const struct dgpm_totals *totals)
{
	struct dgpm_arena *scratch = dgpm_arena_like(arena);
	size_t n_names, n;
	const struct dgpm_totals_name *names = dgpm_totals_projects(totals, arena, &n_names);
	int year = 0;

	for (size_t i = 0; i < n_names; i++) {
		const struct dgpm_total *t = dgpm_totals_of(totals, scratch, names[i].text, &n);

		for (size_t k = 0; k < n; k++)
			if (t[k].stage == DGPM_LS_INITIAL && t[k].fiscal_year > year)
				year = t[k].fiscal_year;
		dgpm_arena_reset(scratch);
	}
	dgpm_arena_free(scratch);
	return year;
}

static void sum_up(struct dgpm_project *project, struct dgpm_arena *scratch, const struct dgpm_totals *totals,
		   int year, struct dgpm_diags *diags)
{
	size_t n;
	const struct dgpm_total *t = dgpm_totals_of(totals, scratch, dgpm_str_of(project->id), &n);

	for (size_t i = 0; i < n; i++) {
		if (!dgpm_ledger_stage_is_available(t[i].stage) || t[i].fiscal_year != year)
			continue;
		if (t[i].overflow || !dgpm_yen_add(&project->total_yen, project->total_yen, t[i].sum_yen)) {
			dgpm_diag_add(diags, DGPM_MSG_SUM_01, t[i].first, project->id);
			project->has_total = false;
			return;
		}
		project->has_total = true;
	}
}

struct sortable {
	struct dgpm_project project;
	const struct dgpm_organization *organization;
};

static int cmp_projects(const void *pa, const void *pb)
{
	const struct sortable *a = pa, *b = pb;
	int c = dgpm_organization_cmp(a->organization, b->organization);

	if (c == 0)
		c = strcmp(a->project.id, b->project.id);
	return c != 0 ? c : strcmp(a->project.path, b->project.path);
}

void dgpm_projects_list(struct dgpm_projects *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			struct dgpm_portfolio *p, const char *match, int fiscal_year, unsigned threads)
{
	struct dgpm_arena *scratch = dgpm_arena_like(arena);
	struct run run = { 0 };
	const struct dgpm_totals *totals;
	struct dgpm_project *items;
	struct sortable *all;
	size_t n = 0;

	*out = (struct dgpm_projects){ 0 };
	if (threads < 1)
		threads = 1;
	if (match != NULL)
		run.match = dgpm_text_fold(arena, dgpm_str_of(match));
	run.rows = dgpm_arena_array(arena, threads, sizeof *run.rows);
	totals = dgpm_portfolio_totals(p, diags, threads, &out->ledgers);
	dgpm_portfolio_cards(p, diags, threads, add_project, &run, &out->cards);
	dgpm_portfolio_check_empty(p, diags, &out->cards, NULL);
	out->fiscal_year = fiscal_year != 0 ? fiscal_year : latest_year(arena, totals);
	for (unsigned t = 0; t < threads; t++)
		n += run.rows[t].n;
	all = dgpm_arena_array(arena, n, sizeof *all);
	for (unsigned t = 0; t < threads; t++)
		for (size_t i = 0; i < run.rows[t].n; i++) {
			struct sortable *s = &all[out->n++];

			s->project = run.rows[t].items[i];
			s->organization = dgpm_organizations_find(dgpm_portfolio_organizations(p),
								  dgpm_str_of(s->project.organization));
			sum_up(&s->project, scratch, totals, out->fiscal_year, diags);
			dgpm_arena_reset(scratch);
		}
	dgpm_arena_free(scratch);
	if (n != 0)
		qsort(all, n, sizeof *all, cmp_projects);
	items = dgpm_arena_array(arena, n, sizeof *items);
	for (size_t i = 0; i < n; i++)
		items[i] = all[i].project;
	out->items = items;
}
