/* Validation of a portfolio: references first gathered from every card, then looked up. */
#include "review/validate.h"
#include "review/excess.h"
#include "review/lifecycle.h"
#include "review/samples.h"
#include "review/settings.h"
#include "review/years.h"
#include "data/settings.h"
#include "io/read.h"
#include "portfolio/each.h"
#include "portfolio/targets.h"
#include "rules/facts.h"
#include "base/i18n.h"

#include <stdlib.h>

/* A project that a card names, to be looked up when all cards are known. */
struct ref {
	const char *id;
	struct dgpm_loc at;
};

struct parent {
	const char *child, *parent;
	struct dgpm_loc at;
};

/* Who may have the budget of a project: its organization, and those it moved from and to. */
struct owner {
	const char *id;
	const struct dgpm_organization *organization;
};

struct run {
	const struct review_samples *samples; /* NULL: they cannot be read, which is told */
	const struct dgpm_organizations *organizations;
	const char *lang;
	struct dgpm_lists *refs, *waived; /* of struct ref */
	struct dgpm_lists *parents;       /* of struct parent */
	struct dgpm_lists *owners;        /* of struct owner */
	struct review_lifecycle *lifecycle;
};

static void add_ref(struct dgpm_lists *refs, struct dgpm_worker *w, const struct dgpm_node *node, const char *path)
{
	struct dgpm_str id = dgpm_node_str(node);

	if (id.s == NULL)
		return;
	*(struct ref *)dgpm_lists_add(refs, w) =
		(struct ref){ dgpm_arena_strndup(w->keep, id.s, id.n), dgpm_node_loc(node, path) };
}

static void add_parent(struct run *run, struct dgpm_worker *w, const struct dgpm_card *card)
{
	const struct dgpm_node *parent = dgpm_node_get(card->root, "parent");
	struct dgpm_str id = dgpm_node_str(parent);

	if (id.s == NULL)
		return;
	add_ref(run->refs, w, parent, card->path);
	*(struct parent *)dgpm_lists_add(run->parents, w) =
		(struct parent){ dgpm_arena_strdup(w->keep, card->id), dgpm_arena_strndup(w->keep, id.s, id.n),
				 dgpm_node_loc(parent, card->path) };
}

static void add_owner(struct run *run, struct dgpm_worker *w, const char *id, const struct dgpm_node *node)
{
	struct dgpm_str text = dgpm_node_str(node);
	const struct dgpm_organization *o = text.s != NULL ? dgpm_organizations_find(run->organizations, text) : NULL;

	if (o != NULL)
		*(struct owner *)dgpm_lists_add(run->owners, w) = (struct owner){ dgpm_arena_strdup(w->keep, id), o };
}

static void check_organization(const struct run *run, struct dgpm_worker *w, const struct dgpm_node *node,
			       const char *path)
{
	struct dgpm_str text = dgpm_node_str(node);

	if (text.s != NULL && dgpm_organizations_find(run->organizations, text) == NULL)
		dgpm_diag_add(w->diags, DGPM_MSG_REF_05, dgpm_node_loc(node, path), text.s);
}

/* An organization that ended before the project began is told with who took its work over. */
static void check_ended(const struct run *run, struct dgpm_worker *w, const struct dgpm_card *card)
{
	const struct dgpm_node *node = dgpm_node_get(card->root, "organization");
	const struct dgpm_organization *o = dgpm_organizations_find(run->organizations, dgpm_node_str(node));
	char until[11];

	if (o == NULL || o->until.year == 0 || strtol(card->id, NULL, 10) <= dgpm_date_fiscal_year(o->until))
		return;
	dgpm_date_format(until, o->until);
	if (o->successor != NULL)
		dgpm_diag_addf(w->diags, DGPM_MSG_REF_08, dgpm_node_loc(node, card->path), o->code,
			       _("'%s', until %s; its work went to %s (%s)"), o->name, until,
			       dgpm_organization_text(o->successor, run->lang), o->successor->code);
	else
		dgpm_diag_addf(w->diags, DGPM_MSG_REF_08, dgpm_node_loc(node, card->path), o->code, _("'%s', until %s"),
			       o->name, until);
}

/* Rules are known when the packs of the portfolio have been read, after the cards. */
static void add_waivers(struct run *run, struct dgpm_worker *w, const struct dgpm_card *card)
{
	const struct dgpm_node *list = card->waivers;

	for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++)
		add_ref(run->waived, w, dgpm_node_get(&list->items[i], "rule"), card->path);
}

static int cmp_refs(const void *pa, const void *pb)
{
	const struct ref *a = pa, *b = pb;
	int c = strcmp(a->at.path, b->at.path);

	if (c == 0 && a->at.line != b->at.line)
		c = a->at.line < b->at.line ? -1 : 1;
	return c != 0 ? c : (a->at.column > b->at.column) - (a->at.column < b->at.column);
}

/* Whether a rule that is not known stands in a pack that was not read: left out, or not among the files named. */
static bool may_be_elsewhere(const struct dgpm_portfolio *p, const struct dgpm_rules *rules, const char *id)
{
	size_t n = strcspn(id, "-") + 1;

	if (dgpm_rule_left_out(p, id))
		return true;
	for (size_t i = 0; i < dgpm_rules_count(rules); i++)
		if (strncmp(dgpm_rules_at(rules, i)->id, id, n) == 0)
			return false;
	return dgpm_portfolio_is_named(p);
}

static void check_waivers(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
			  const struct run *run)
{
	struct dgpm_rules *rules;
	const struct ref *refs;
	size_t n;

	if (dgpm_rules_load(&rules, arena, diags, dgpm_portfolio_data(p),
			    &(struct dgpm_rules_how){ .portfolio = p, .checks = true }) != 0)
		return;
	refs = dgpm_lists_join(run->waived, arena, cmp_refs, &n);
	for (size_t i = 0; i < n; i++)
		if (dgpm_rules_find(rules, dgpm_str_of(refs[i].id)) == NULL && !may_be_elsewhere(p, rules, refs[i].id))
			dgpm_diag_add_near(diags, DGPM_MSG_REF_06, refs[i].at, refs[i].id,
					   dgpm_rules_nearest(rules, dgpm_str_of(refs[i].id)));
	dgpm_rules_close(rules);
}

/* `key` of each item of a list, or the items themselves. */
static const struct dgpm_node *item(const struct dgpm_node *list, uint32_t i, const char *key)
{
	return key != NULL ? dgpm_node_get(&list->items[i], key) : &list->items[i];
}

static void check_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	static const struct {
		const char *list, *key;
	} projects[] = { { "related", NULL }, { "replaces", NULL }, { "similar_systems.hits", "project" } };
	static const char *const ends[] = { "from", "to" };
	struct run *run = ctx;
	const struct dgpm_node *list;

	dgpm_diags_project(w->diags, card->id);
	check_organization(run, w, dgpm_node_get(card->root, "organization"), card->path);
	check_ended(run, w, card);
	list = dgpm_node_get(card->root, "transfers");
	for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++)
		for (size_t e = 0; e < DGPM_COUNT(ends); e++) {
			check_organization(run, w, item(list, i, ends[e]), card->path);
			add_owner(run, w, card->id, item(list, i, ends[e]));
		}
	add_owner(run, w, card->id, dgpm_node_get(card->root, "organization"));
	add_waivers(run, w, card);
	review_years_check(w->diags, card->root, card->path);
	add_parent(run, w, card);
	review_lifecycle_add(run->lifecycle, w, card);
	if (run->samples != NULL)
		(void)review_samples_tell(run->samples, w, card, NULL);
	for (size_t k = 0; k < DGPM_COUNT(projects); k++) {
		list = dgpm_node_at(card->root, projects[k].list);
		for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++)
			add_ref(run->refs, w, item(list, i, projects[k].key), card->path);
	}
	dgpm_diags_project(w->diags, NULL);
}

static int cmp_parents(const void *pa, const void *pb)
{
	return strcmp(((const struct parent *)pa)->child, ((const struct parent *)pb)->child);
}

/* Two cards of one ID (REF-01) stand in the order of their paths. */
static int cmp_cards(const void *pa, const void *pb)
{
	const struct parent *a = pa, *b = pb;
	int c = strcmp(a->child, b->child);

	return c != 0 ? c : strcmp(a->at.path, b->at.path);
}

static const struct parent *parent_of(const struct parent *list, size_t n, const char *child)
{
	struct parent key = { .child = child };

	return n != 0 ? bsearch(&key, list, n, sizeof key, cmp_parents) : NULL;
}

/* A chain of parents that comes back is told once, at the card of the circle whose ID is lowest. */
static void check_parents(struct dgpm_arena *arena, struct dgpm_diags *diags, const struct run *run)
{
	const struct parent *all;
	uint8_t *state;
	size_t n;

	all = dgpm_lists_join(run->parents, arena, cmp_cards, &n);
	state = dgpm_arena_array(arena, n, 1); /* 0: not seen, 1: on the present chain, 2: done */
	for (size_t i = 0; i < n; i++) {
		const struct parent *at = &all[i];

		while (at != NULL && state[at - all] == 0) {
			state[at - all] = 1;
			at = parent_of(all, n, at->parent);
		}
		if (at != NULL && state[at - all] == 1) {
			const struct parent *lowest = at, *step = parent_of(all, n, at->parent);

			for (; step != NULL && step != at; step = parent_of(all, n, step->parent))
				if (strcmp(step->child, lowest->child) < 0)
					lowest = step;
			dgpm_diags_project(diags, lowest->child);
			dgpm_diag_add(diags, DGPM_MSG_REF_04, lowest->at, lowest->parent);
			dgpm_diags_project(diags, NULL);
		}
		for (at = &all[i]; at != NULL && state[at - all] == 1; at = parent_of(all, n, at->parent))
			state[at - all] = 2;
	}
}

static void check_refs(struct dgpm_arena *arena, struct dgpm_diags *diags, const struct dgpm_portfolio *p,
		       const struct run *run)
{
	size_t n;
	const struct ref *refs = dgpm_lists_join(run->refs, arena, cmp_refs, &n);

	for (size_t i = 0; i < n; i++)
		if (!dgpm_portfolio_knows(p, dgpm_str_of(refs[i].id)))
			dgpm_diag_add(diags, DGPM_MSG_REF_03, refs[i].at, refs[i].id);
}

static void check_plans(struct dgpm_arena *arena, struct dgpm_diags *diags, const struct dgpm_portfolio *p,
			const struct run *run, const struct dgpm_other *others, size_t n, size_t *n_plans)
{
	struct dgpm_worker w = { .keep = arena, .diags = diags };

	*n_plans = 0;
	for (size_t i = 0; i < n; i++) {
		const struct dgpm_node *measures = dgpm_node_get(others[i].root, "measures");

		if (strcmp(others[i].kind, "dgpm/plan@1") != 0)
			continue;
		++*n_plans;
		check_organization(run, &w, dgpm_node_get(others[i].root, "organization"), others[i].path);
		for (uint32_t m = 0; measures != NULL && measures->kind == DGPM_LIST && m < measures->n; m++) {
			const struct dgpm_node *id = item(measures, m, "project_id");
			struct dgpm_str text = dgpm_node_str(id);

			if (text.s != NULL && !dgpm_portfolio_is_named(p) && !dgpm_portfolio_knows(p, text))
				dgpm_diag_add(diags, DGPM_MSG_REF_03, dgpm_node_loc(id, others[i].path), text.s);
		}
	}
}

/* Whether a list of a sheet has an item of this ID. */
static bool has_id(const struct dgpm_node *root, const char *list, struct dgpm_str id)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(root, list, &items);

	for (uint32_t i = 0; i < n; i++)
		if (dgpm_str_eq(dgpm_node_str(dgpm_node_get(&items[i], "id")), id))
			return true;
	return false;
}

static void check_indicator_named(struct dgpm_diags *diags, const struct dgpm_other *sheet,
				  const struct dgpm_node *id)
{
	struct dgpm_str text = dgpm_node_str(id);

	if (text.s != NULL && !has_id(sheet->root, "indicators", text))
		dgpm_diag_add(diags, DGPM_MSG_REF_09, dgpm_node_loc(id, sheet->path), text.s);
}

/* What an evaluation sheet names: its organization, projects, and its own indicators. */
static void check_sheets(struct dgpm_arena *arena, struct dgpm_diags *diags, const struct dgpm_portfolio *p,
			 const struct run *run, const struct dgpm_other *others, size_t n)
{
	struct dgpm_worker w = { .keep = arena, .diags = diags };

	for (size_t i = 0; i < n; i++) {
		const struct dgpm_node *root = others[i].root, *items = NULL, *named = NULL;
		uint32_t n_items;

		if (strcmp(others[i].kind, "dgpm/evaluation@1") != 0)
			continue;
		check_organization(run, &w, dgpm_node_get(root, "organization"), others[i].path);
		n_items = dgpm_node_items(root, "projects", &items);
		for (uint32_t k = 0; k < n_items; k++) {
			struct dgpm_str id = dgpm_node_str(&items[k]);

			if (id.s != NULL && !dgpm_portfolio_is_named(p) && !dgpm_portfolio_knows(p, id))
				dgpm_diag_add(diags, DGPM_MSG_REF_03, dgpm_node_loc(&items[k], others[i].path), id.s);
		}
		n_items = dgpm_node_items(root, "objectives", &items);
		for (uint32_t k = 0; k < n_items; k++) {
			uint32_t n_named = dgpm_node_items(&items[k], "indicators", &named);

			for (uint32_t j = 0; j < n_named; j++)
				check_indicator_named(diags, &others[i], &named[j]);
		}
		n_items = dgpm_node_items(root, "next", &items);
		for (uint32_t k = 0; k < n_items; k++)
			check_indicator_named(diags, &others[i], dgpm_node_get(&items[k], "indicator"));
		n_items = dgpm_node_items(root, "indicators", &items);
		for (uint32_t k = 0; k < n_items; k++) {
			const struct dgpm_node *of = dgpm_node_get(&items[k], "of");

			/* Nor is one a second target of itself. */
			if (of != NULL && dgpm_str_eq(dgpm_node_str(of),
						      dgpm_node_str(dgpm_node_get(&items[k], "id"))))
				dgpm_diag_add(diags, DGPM_MSG_REF_09, dgpm_node_loc(of, others[i].path),
					      dgpm_node_cstr(of));
			else
				check_indicator_named(diags, &others[i], of);
		}
	}
}

/* Each organization that no list knows is told once, at the first row that has it. */
static void check_ledger_organizations(struct dgpm_arena *arena, struct dgpm_diags *diags, const struct run *run,
				       const struct dgpm_totals *totals)
{
	size_t n;
	const struct dgpm_totals_name *names = dgpm_totals_organizations(totals, arena, &n);

	for (size_t i = 0; i < n; i++)
		if (dgpm_organizations_find(run->organizations, names[i].text) == NULL)
			dgpm_diag_add(diags, DGPM_MSG_REF_05, names[i].first, names[i].text.s);
}

static int cmp_owners(const void *pa, const void *pb)
{
	const struct owner *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	return c != 0 ? c : dgpm_organization_cmp(a->organization, b->organization);
}

/* Whether an organization is one of those of a project; true also where the card names none that is known. */
static bool owns(const struct owner *all, size_t n, struct dgpm_str id, const struct dgpm_organization *organization)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (dgpm_str_cmp(dgpm_str_of(all[mid].id), id) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == n || !dgpm_str_is(id, all[lo].id))
		return true;
	for (; lo < n && dgpm_str_is(id, all[lo].id); lo++)
		if (all[lo].organization == organization)
			return true;
	return false;
}

/*
 * Money of a project under an organization that is not its own: told once for each, at its first row. Whoever requests
 * in bulk may have the money of any of them (S1 4-5).
 */
static void check_ledger_owners(struct dgpm_arena *arena, struct dgpm_diags *diags, const struct run *run,
				const struct dgpm_totals *totals)
{
	struct dgpm_arena *scratch = dgpm_arena_like(arena);
	size_t n_owners, n_projects, n;
	const struct owner *owners = dgpm_lists_join(run->owners, arena, cmp_owners, &n_owners);
	const struct dgpm_totals_name *projects = dgpm_totals_projects(totals, arena, &n_projects);

	for (size_t i = 0; i < n_projects; i++) {
		const struct dgpm_total *t = dgpm_totals_of(totals, scratch, projects[i].text, &n);
		const struct dgpm_organization **told =
			dgpm_arena_array(scratch, n, sizeof(const struct dgpm_organization *));
		size_t n_told = 0;

		for (size_t k = 0; k < n; k++) {
			const struct dgpm_organization *o =
				dgpm_organizations_find(run->organizations, t[k].organization);
			bool known = o == NULL ||
				     dgpm_facts_by_agency(run->organizations, t[k].fiscal_year, t[k].organization) ||
				     owns(owners, n_owners, projects[i].text, o);

			for (size_t j = 0; j < n_told; j++)
				known |= told[j] == o;
			if (known)
				continue;
			told[n_told++] = o;
			dgpm_diags_project(diags, projects[i].text.s);
			dgpm_diag_add(diags, DGPM_MSG_LED_10, t[k].first, t[k].organization.s);
			dgpm_diags_project(diags, NULL);
		}
		dgpm_arena_reset(scratch);
	}
	dgpm_arena_free(scratch);
}

/* A project of the ledger without a card is told once, at its first row, with the number of its rows. */
static void check_ledger_projects(struct dgpm_arena *arena, struct dgpm_diags *diags, const struct dgpm_portfolio *p,
				  const struct dgpm_totals *totals)
{
	size_t n;
	const struct dgpm_totals_name *names = dgpm_totals_projects(totals, arena, &n);

	for (size_t i = 0; i < n; i++) {
		if (dgpm_portfolio_knows(p, names[i].text))
			continue;
		dgpm_diags_project(diags, names[i].text.s);
		dgpm_diag_addf(diags, DGPM_MSG_REF_02, names[i].first, names[i].text.s,
			       P_("'%s', in %zu row", "'%s', in %zu rows", names[i].rows), names[i].text.s,
			       names[i].rows);
		dgpm_diags_project(diags, NULL);
	}
}

void dgpm_validate_totals(const struct dgpm_totals *totals, struct dgpm_arena *arena, struct dgpm_diags *diags,
			  struct dgpm_portfolio *p)
{
	struct review_excess excess = { .arena = arena, .diags = diags, .portfolio = p };

	dgpm_totals_check(totals, arena, diags, review_excess_tell, &excess);
	review_excess_close(&excess);
}

static void check_budget_day(struct dgpm_diags *diags, struct dgpm_portfolio *p)
{
	const struct dgpm_node *root = dgpm_data_doc(dgpm_portfolio_data(p), diags, "review.yaml");
	struct settings s = { dgpm_node_get(root, "params"), dgpm_node_get(dgpm_portfolio_config(p), "review"), false };
	int64_t month = settings_int(&s, "budget_month"), day = settings_int(&s, "budget_day");

	if (!s.failed)
		(void)review_budget_day(p, diags, month, day);
}

void dgpm_validate(struct dgpm_validated *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		   struct dgpm_portfolio *p, unsigned threads)
{
	struct run run = { .organizations = dgpm_portfolio_organizations(p),
			   .lang = dgpm_data_lang(dgpm_portfolio_data(p)) };
	const struct dgpm_totals *totals;
	const struct dgpm_other *others;
	size_t n_others;

	*out = (struct dgpm_validated){ 0 };
	run.samples = review_samples_read(arena, diags, dgpm_portfolio_data(p));
	run.refs = dgpm_lists_new(arena, threads, sizeof(struct ref));
	run.waived = dgpm_lists_new(arena, threads, sizeof(struct ref));
	run.parents = dgpm_lists_new(arena, threads, sizeof(struct parent));
	run.owners = dgpm_lists_new(arena, threads, sizeof(struct owner));
	run.lifecycle = review_lifecycle_new(arena, threads);
	totals = dgpm_portfolio_totals(p, diags, threads, &out->ledgers);
	dgpm_portfolio_cards(p, diags, threads, check_card, &run, &out->cards);
	others = dgpm_portfolio_others(p, diags, threads, &n_others);
	/* A ledger of a header alone, as `dgpm init` writes it, begins a portfolio. */
	out->fresh = out->cards.n_read + out->cards.n_left_out == 0 && n_others == 0 && out->ledgers.n_ledgers != 0 &&
		     out->ledgers.rows_read + out->ledgers.rows_left_out == 0 && !dgpm_portfolio_is_named(p);
	if (n_others == 0 && !out->fresh)
		dgpm_portfolio_check_empty(p, diags, &out->cards, &out->ledgers);
	check_waivers(arena, diags, p, &run);
	review_settings_check(arena, diags, p);
	check_budget_day(diags, p);
	check_parents(arena, diags, &run);
	check_plans(arena, diags, p, &run, others, n_others, &out->n_plans);
	check_sheets(arena, diags, p, &run, others, n_others);
	for (size_t i = 0; i < n_others; i++)
		review_years_check(diags, others[i].root, others[i].path);
	dgpm_targets_check(arena, diags, p, threads);
	check_ledger_organizations(arena, diags, &run, totals);
	if (!dgpm_portfolio_is_named(p)) {
		check_refs(arena, diags, p, &run);
		check_ledger_projects(arena, diags, p, totals);
		check_ledger_owners(arena, diags, &run, totals);
	}
	dgpm_validate_totals(totals, arena, diags, p);
	review_lifecycle_check(run.lifecycle, arena, diags, totals);
}
