/* Consolidated appropriation: each account of each national project of a year gets a decision and its reason. */
#include "govern/consolidate.h"
#include "doc/build.h"
#include "portfolio/each.h"
#include "rules/facts.h"
#include "base/i18n.h"
#include "data/params.h"
#include "data/settings.h"
#include "portfolio/select.h"

#define FILE_NAME "consolidation.yaml"
#define MAX_DECISIONS 16
#define MAX_PROCEDURES 16

struct decision {
	const char *id, *title, *source;
};

struct procedure {
	const char *title;
	const struct dgpm_schema *holds;
};

struct model {
	int special_from_fy, review_from_fy, procedures_from_fy;
	struct decision decisions[MAX_DECISIONS];
	size_t n_decisions;
	struct procedure procedures[MAX_PROCEDURES];
	size_t n_procedures;
};

struct sortable {
	struct dgpm_consolidated c;
	const struct dgpm_organization *organization;
};

struct run {
	const struct dgpm_portfolio *p;
	struct model model;
	struct dgpm_facts_in facts;
	struct dgpm_lists *rows; /* of struct sortable */
};

static void close_model(struct model *m)
{
	for (size_t i = 0; i < m->n_procedures; i++)
		if (m->procedures[i].holds != NULL)
			dgpm_schema_close(m->procedures[i].holds);
	m->n_procedures = 0;
}

static const struct decision *decision_of(const struct model *m, const char *id)
{
	for (size_t i = 0; i < m->n_decisions; i++)
		if (m->decisions[i].id != NULL && strcmp(m->decisions[i].id, id) == 0)
			return &m->decisions[i];
	return NULL;
}

static const char *const bulk_kinds[DGPM_N_BULK_KINDS] = { "request", "appropriated", "executed" };

/* Of the year; false: one of them is not as it must be. */
static bool load_published(struct dgpm_consolidation *out, struct dgpm_arena *arena, struct dgpm_data *data,
			   const struct dgpm_node *root)
{
	const struct dgpm_node *list = NULL;
	uint32_t n = dgpm_node_items(root, "published", &list);
	struct dgpm_published *all = dgpm_arena_array(arena, n, sizeof *all);

	out->published = all;
	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_published *x = &all[out->n_published];
		const char *kind = dgpm_node_cstr(dgpm_node_get(&list[i], "kind"));
		int64_t year = 0;

		if (!dgpm_node_int(dgpm_node_get(&list[i], "fiscal_year"), &year))
			return false;
		if (year != out->fiscal_year)
			continue;
		while (x->kind < DGPM_N_BULK_KINDS && (kind == NULL || strcmp(bulk_kinds[x->kind], kind) != 0))
			x->kind++;
		x->about = dgpm_node_true(dgpm_node_get(&list[i], "about"));
		x->has_systems = dgpm_node_int(dgpm_node_get(&list[i], "systems"), &x->systems);
		x->by = dgpm_data_text(data, dgpm_node_get(&list[i], "by"));
		x->source = params_sources(arena, dgpm_node_get(&list[i], "source"), NULL, NULL);
		if (x->kind == DGPM_N_BULK_KINDS || x->by == NULL || x->source == NULL ||
		    !dgpm_node_int(dgpm_node_get(&list[i], "amount_yen"), &x->amount_yen) || x->amount_yen <= 0)
			return false;
		out->n_published++;
	}
	return true;
}

static int load(struct model *m, struct dgpm_consolidation *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		struct dgpm_data *data)
{
	static const char *const needed[] = {
		"exempt",	     "special-account",	   "involved", "not-consolidated", "no-review",
		"review-not-passed", "procedure-not-done", "agency",
	};
	const struct dgpm_node *root = dgpm_data_doc(data, diags, FILE_NAME), *list = NULL;
	struct params p = { .arena = arena, .diags = diags, .data = data, .path = FILE_NAME };
	struct settings s = { dgpm_node_get(root, "params"), NULL, false };
	uint32_t n;

	if (root == NULL)
		return -1;
	m->special_from_fy = (int)settings_int(&s, "special_from_fy");
	m->review_from_fy = (int)settings_int(&s, "review_from_fy");
	m->procedures_from_fy = (int)settings_int(&s, "procedures_from_fy");
	n = dgpm_node_items(root, "decisions", &list);
	for (uint32_t i = 0; i < n && i < MAX_DECISIONS; i++)
		m->decisions[m->n_decisions++] = (struct decision){
			.id = dgpm_node_cstr(dgpm_node_get(&list[i], "id")),
			.title = dgpm_data_text(data, dgpm_node_get(&list[i], "title")),
			.source = params_sources(arena, dgpm_node_get(&list[i], "source"), NULL, NULL),
		};
	n = dgpm_node_items(root, "procedures", &list);
	for (uint32_t i = 0; i < n && i < MAX_PROCEDURES; i++) {
		struct procedure *x = &m->procedures[m->n_procedures++];

		x->title = dgpm_data_text(data, dgpm_node_get(&list[i], "title"));
		x->holds = params_compile(&p, dgpm_node_get(&list[i], "holds"));
		p.failed |= x->title == NULL || x->holds == NULL;
	}
	p.failed |= !load_published(out, arena, data, root);
	for (size_t i = 0; i < DGPM_COUNT(needed); i++) {
		const struct decision *d = decision_of(m, needed[i]);

		p.failed |= d == NULL || d->title == NULL;
	}
	if (!p.failed && !s.failed)
		return 0;
	dgpm_diag_add(diags, DGPM_MSG_DATA_01, dgpm_node_loc(root, FILE_NAME), NULL);
	close_model(m);
	return -1;
}

/* Procedures that are not done, in the user's language; NULL: all are. */
static const char *lacking(const struct run *run, struct dgpm_worker *w, const struct dgpm_node *joined)
{
	const char *text = NULL;

	for (size_t i = 0; i < run->model.n_procedures; i++)
		if (!dgpm_schema_holds(w->run, run->model.procedures[i].holds, joined, NULL, NULL))
			text = dgpm_arena_printf(w->keep, "%s%s%s", text != NULL ? text : "", text != NULL ? ", " : "",
						 run->model.procedures[i].title);
	return text;
}

struct found {
	const char *id, *detail;
};

static const char *exempt_detail(struct dgpm_arena *a, const struct dgpm_node *exempt)
{
	const char *by = dgpm_node_cstr(dgpm_node_get(exempt, "by")),
		   *date = dgpm_node_cstr(dgpm_node_get(exempt, "date"));

	return date != NULL ? dgpm_arena_printf(a, "%s (%s)", by, date) : by;
}

/* How the Agency takes part is agreed with it (S1 4-5): when, or that the card does not say. */
static const char *involved_detail(struct dgpm_arena *a, const struct dgpm_node *root)
{
	const char *date = dgpm_node_cstr(dgpm_node_at(root, "agency_involvement.date"));

	return date != NULL ? dgpm_arena_printf(a, _("agreed on %s"), date) :
			      dgpm_arena_strdup(a, _("the card does not say how (agency_involvement)"));
}

static struct found decide(const struct run *run, struct dgpm_worker *w, const struct dgpm_card *card,
			   const struct dgpm_node *joined, struct dgpm_str account)
{
	const struct dgpm_node *exempt = dgpm_node_at(card->root, "classification.exempt");
	const struct dgpm_node *review = dgpm_facts_last_review(card->root, "pre-request",
								   run->facts.fiscal_year, run->facts.date);
	const char *result = dgpm_node_cstr(dgpm_node_get(review, "result")),
		   *date = dgpm_node_cstr(dgpm_node_get(review, "date")), *text;

	if (exempt != NULL)
		return (struct found){ "exempt", exempt_detail(w->keep, exempt) };
	if (dgpm_account_kind(account) != DGPM_ACCOUNT_GENERAL)
		return run->facts.fiscal_year < run->model.special_from_fy ?
			       (struct found){ "special-account", NULL } :
			       (struct found){ "involved", involved_detail(w->keep, card->root) };
	if (!dgpm_node_true(dgpm_node_get(card->root, "consolidated")))
		return (struct found){ "not-consolidated", NULL };
	if (review == NULL && run->facts.fiscal_year >= run->model.review_from_fy)
		return (struct found){ "no-review", NULL };
	if (review != NULL &&
	    (result == NULL || (strcmp(result, "approved") != 0 && strcmp(result, "conditional") != 0)))
		return (struct found){ "review-not-passed",
				       dgpm_arena_printf(w->keep, "%s%s%s", result != NULL ? result : _("no result"),
							 date != NULL ? " " : "", date != NULL ? date : "") };
	text = run->facts.fiscal_year >= run->model.procedures_from_fy ? lacking(run, w, joined) : NULL;
	if (text != NULL)
		return (struct found){ "procedure-not-done", text };
	if (dgpm_node_at(joined, "facts.request.by_agency") != NULL &&
	    !dgpm_node_true(dgpm_node_at(joined, "facts.request.by_agency")))
		return (struct found){ "agency", dgpm_arena_strdup(w->keep, _("the ledger has the request under the "
									      "ministry")) };
	return (struct found){ "agency", NULL };
}

static void add_to(struct dgpm_amount *sum, const struct dgpm_total *t, struct dgpm_diags *diags)
{
	if (!t->overflow && dgpm_yen_add(&sum->yen, sum->yen, t->sum_yen))
		sum->known = true;
	else
		dgpm_diag_add(diags, DGPM_MSG_SUM_01, t->first, NULL);
}

static struct dgpm_consolidated *add_row(const struct run *run, struct dgpm_worker *w, const struct dgpm_card *card,
					 const struct dgpm_node *joined, struct dgpm_str account)
{
	struct found f = decide(run, w, card, joined, account);
	const struct decision *d = decision_of(&run->model, f.id);
	struct sortable *row = dgpm_lists_add(run->rows, w);
	struct dgpm_consolidated *c = &row->c;

	row->organization = dgpm_organizations_find(run->facts.organizations, dgpm_str_of(card->organization));
	*c = (struct dgpm_consolidated){
		.id = dgpm_arena_strdup(w->keep, card->id),
		.organization = dgpm_arena_strdup(w->keep, card->organization),
		.name = dgpm_arena_strdup(w->keep, card->name),
		.path = card->path,
		.account = dgpm_arena_strndup(w->keep, account.s, account.n),
		.decision = d->id,
	};
	c->reason = dgpm_arena_printf(w->keep, "%s%s%s [%s]", d->title, f.detail != NULL ? ": " : "",
				      f.detail != NULL ? f.detail : "", d->source);
	return c;
}

/* The report and the plan of the execution (S1 4-5): once a project, on its first row. */
static void add_execution(const struct run *run, struct dgpm_consolidated *c, const struct dgpm_card *card)
{
	const struct dgpm_node *reports = NULL;
	uint32_t n = dgpm_node_items(card->root, "execution.reports", &reports);

	c->first = true;
	c->has_plan = dgpm_node_at(card->root, "execution.plan") != NULL;
	for (uint32_t i = 0; i < n; i++) {
		int64_t year = 0;

		if (!dgpm_node_int(dgpm_node_get(&reports[i], "fiscal_year"), &year) || year != run->facts.fiscal_year)
			continue;
		/* The last report says how much by then. */
		c->has_report = true;
		c->reported.known = dgpm_node_int(dgpm_node_get(&reports[i], "executed_yen"), &c->reported.yen);
	}
}

static void consolidate_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct run *run = ctx;
	struct dgpm_node facts = dgpm_facts(w->scratch, &run->facts, card);
	struct dgpm_node joined = build_joined(w->scratch, card->root, "facts", &facts);
	const struct dgpm_node *accounts = NULL;
	uint32_t n_accounts = dgpm_node_items(card->root, "accounts", &accounts);
	struct dgpm_consolidated *c = NULL, *first = NULL;
	size_t n;
	const struct dgpm_total *t = dgpm_totals_of(run->facts.totals, w->scratch, dgpm_str_of(card->id), &n);

	if (strcmp(card->sector, "national") != 0 || !dgpm_portfolio_selects(run->p, w->scratch, card))
		return;
	dgpm_diags_project(w->diags, card->id);
	for (size_t i = 0; i < n; i++) {
		bool in_bulk = (t[i].stage == DGPM_LS_INITIAL || t[i].stage == DGPM_LS_TRANSFER_IN) &&
			       dgpm_facts_by_agency(run->facts.organizations, run->facts.fiscal_year,
						    t[i].organization);
		bool counts = t[i].stage == DGPM_LS_REQUEST || t[i].stage == DGPM_LS_ALLOCATED ||
			      t[i].stage == DGPM_LS_EXECUTED || in_bulk;

		if (t[i].fiscal_year != run->facts.fiscal_year || !counts)
			continue;
		if (c == NULL || !dgpm_str_is(t[i].account, c->account))
			c = add_row(run, w, card, &joined, t[i].account);
		if (first == NULL)
			first = c;
		add_to(in_bulk                         ? &c->appropriated :
		       t[i].stage == DGPM_LS_REQUEST   ? &c->request :
		       t[i].stage == DGPM_LS_ALLOCATED ? &c->allocated :
							 &c->executed,
		       &t[i], w->diags);
	}
	/* Nothing in the ledger: the accounts of the card. */
	for (uint32_t i = 0; c == NULL && i < n_accounts; i++) {
		struct dgpm_consolidated *of_card = add_row(run, w, card, &joined, dgpm_node_str(&accounts[i]));

		if (first == NULL)
			first = of_card;
	}
	if (first == NULL)
		first = add_row(run, w, card, &joined, dgpm_str_of("general"));
	add_execution(run, first, card);
	dgpm_diags_project(w->diags, NULL);
}

static int cmp_rows(const void *pa, const void *pb)
{
	const struct sortable *a = pa, *b = pb;
	int c = dgpm_organization_cmp(a->organization, b->organization);

	if (c == 0 && a->organization == NULL)
		c = strcmp(a->c.organization, b->c.organization);
	if (c == 0)
		c = strcmp(a->c.id, b->c.id);
	if (c == 0)
		c = strcmp(a->c.path, b->c.path);
	return c != 0 ? c : strcmp(a->c.account, b->c.account);
}

static void sum_amount(struct dgpm_amount *sum, const struct dgpm_amount *part, struct dgpm_diags *diags,
		       const struct dgpm_consolidated *c)
{
	if (!part->known)
		return;
	if (dgpm_yen_add(&sum->yen, sum->yen, part->yen))
		sum->known = true;
	else
		dgpm_diag_add(diags, DGPM_MSG_SUM_01, (struct dgpm_loc){ .path = c->path }, c->id);
}

/* A system in bulk has one account there, the general one. */
static void sum_bulk(struct dgpm_bulk_sum *sum, const struct dgpm_amount *part, struct dgpm_diags *diags,
		     const struct dgpm_consolidated *c)
{
	sum->n += part->known;
	sum_amount(&sum->sum, part, diags, c);
}

static struct dgpm_consolidation_group *group_of(struct dgpm_consolidation_group *groups, size_t *n,
						 const struct dgpm_consolidated *c)
{
	const char *account = dgpm_account_kind_name(dgpm_account_kind(dgpm_str_of(c->account)));

	/* Rows come organization by organization: its groups are the last two at most. */
	for (size_t i = *n; i > 0 && strcmp(groups[i - 1].organization, c->organization) == 0; i--)
		if (strcmp(groups[i - 1].account, account) == 0)
			return &groups[i - 1];
	groups[*n] = (struct dgpm_consolidation_group){ .organization = c->organization, .account = account };
	return &groups[(*n)++];
}

static void sum_up(struct dgpm_consolidation *out, struct dgpm_arena *arena, struct dgpm_diags *diags)
{
	struct dgpm_consolidation_group *groups = dgpm_arena_array(arena, out->n, sizeof *groups);
	const char *counted = "";

	for (size_t i = 0; i < out->n; i++) {
		const struct dgpm_consolidated *c = &out->items[i];
		struct dgpm_consolidation_group *g = group_of(groups, &out->n_groups, c);
		bool agency = strcmp(c->decision, "agency") == 0;

		g->n_agency += agency;
		g->n_stays += !agency;
		g->n_unknown += !c->request.known;
		sum_amount(agency ? &g->agency : &g->stays, &c->request, diags, c);
		if (!agency)
			continue;
		out->n_systems += strcmp(counted, c->id) != 0;
		counted = c->id;
		sum_bulk(&out->bulk[DGPM_BULK_REQUEST], &c->request, diags, c);
		sum_bulk(&out->bulk[DGPM_BULK_APPROPRIATED], &c->appropriated, diags, c);
		sum_bulk(&out->bulk[DGPM_BULK_EXECUTED], &c->executed, diags, c);
	}
	out->groups = groups;
}

int dgpm_consolidate(struct dgpm_consolidation *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     struct dgpm_portfolio *p, struct dgpm_date date, int fiscal_year, unsigned threads)
{
	const struct dgpm_organizations *organizations = dgpm_portfolio_organizations(p);
	struct dgpm_consolidated *items;
	struct run run = { .p = p };
	struct sortable *all;
	size_t n;

	*out = (struct dgpm_consolidation){ .fiscal_year = fiscal_year };
	if (load(&run.model, out, arena, diags, dgpm_portfolio_data(p)) != 0)
		return -1;
	run.facts = (struct dgpm_facts_in){
		.stage = "request",
		.date = date,
		.fiscal_year = fiscal_year,
		.totals = dgpm_portfolio_totals(p, diags, threads, &out->ledgers),
		.organizations = organizations,
		.planned = dgpm_planned_new(arena, organizations, NULL, 0),
	};
	run.rows = dgpm_lists_new(arena, threads, sizeof(struct sortable));
	dgpm_portfolio_cards(p, diags, threads, consolidate_card, &run, &out->cards);
	dgpm_portfolio_check_empty(p, diags, &out->cards, NULL);
	all = dgpm_lists_join(run.rows, arena, cmp_rows, &n);
	out->n = n;
	items = dgpm_arena_array(arena, n, sizeof *items);
	for (size_t i = 0; i < n; i++) {
		items[i] = all[i].c;
		/* A card may name its organization; all of one stand together. */
		if (all[i].organization != NULL)
			items[i].organization = all[i].organization->code;
	}
	out->items = items;
	sum_up(out, arena, diags);
	close_model(&run.model);
	return 0;
}
