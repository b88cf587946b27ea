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

struct decision {
	const char *id, *title, *source;
	enum dgpm_bulk_group group;
};

struct procedure {
	const char *title, *todo;
	const struct dgpm_schema *holds;
};

struct model {
	int special_from_fy, review_from_fy, procedures_from_fy;
	struct decision *decisions;
	size_t n_decisions;
	struct procedure *procedures;
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
	const struct dgpm_codes *codes;
	struct dgpm_lists *rows; /* of struct sortable */
};

static const char *const group_names[DGPM_N_BULK_GROUPS] = { "request", "waiting", "out" };

const char *dgpm_bulk_group_name(enum dgpm_bulk_group group)
{
	return group_names[group];
}

/* DGPM_N_BULK_GROUPS: none. */
static enum dgpm_bulk_group group_named(const char *name)
{
	size_t i = 0;

	while (i < DGPM_N_BULK_GROUPS && (name == NULL || strcmp(group_names[i], name) != 0))
		i++;
	return (enum dgpm_bulk_group)i;
}

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
	m->decisions = dgpm_arena_array(arena, n, sizeof *m->decisions);
	for (uint32_t i = 0; i < n; i++)
		m->decisions[m->n_decisions++] = (struct decision){
			.id = dgpm_node_cstr(dgpm_node_get(&list[i], "id")),
			.title = dgpm_data_text(data, dgpm_node_get(&list[i], "title")),
			.source = params_sources(arena, dgpm_node_get(&list[i], "source"), NULL, NULL),
			.group = group_named(dgpm_node_cstr(dgpm_node_get(&list[i], "group"))),
		};
	n = dgpm_node_items(root, "procedures", &list);
	m->procedures = dgpm_arena_array(arena, n, sizeof *m->procedures);
	for (uint32_t i = 0; i < n; i++) {
		struct procedure *x = &m->procedures[m->n_procedures++];

		x->title = dgpm_data_text(data, dgpm_node_get(&list[i], "title"));
		x->todo = dgpm_data_text(data, dgpm_node_get(&list[i], "todo"));
		x->holds = params_compile(&p, dgpm_node_get(&list[i], "holds"));
		p.failed |= x->title == NULL || x->holds == NULL;
	}
	p.failed |= !load_published(out, arena, data, root);
	for (size_t i = 0; i < DGPM_COUNT(needed); i++) {
		const struct decision *d = decision_of(m, needed[i]);

		p.failed |= d == NULL || d->title == NULL || d->group == DGPM_N_BULK_GROUPS;
	}
	if (!p.failed && !s.failed)
		return 0;
	dgpm_diag_add(diags, DGPM_MSG_DATA_01, dgpm_node_loc(root, FILE_NAME), NULL);
	close_model(m);
	return -1;
}

struct found {
	const char *id, *detail, *todo;
};

/* Procedures that are not done, in the user's language, and what to do about the first; NULL: all are. */
static const char *lacking(const struct run *run, struct dgpm_worker *w, const struct dgpm_node *joined,
			   const char **todo)
{
	const char *text = NULL;

	for (size_t i = 0; i < run->model.n_procedures; i++) {
		const struct procedure *x = &run->model.procedures[i];

		if (dgpm_schema_holds(w->run, x->holds, joined, NULL, NULL))
			continue;
		if (text == NULL)
			*todo = x->todo;
		text = dgpm_arena_printf(w->keep, "%s%s%s", text != NULL ? text : "", text != NULL ? ", " : "",
					 x->title);
	}
	return text;
}

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

static const char *result_text(const struct run *run, const char *result)
{
	const char *lang = dgpm_data_lang(dgpm_portfolio_data(run->p));

	return result == NULL ? _("no result") :
				dgpm_code_text(run->codes, "review-result", dgpm_str_of(result), lang);
}

static struct found decide(const struct run *run, struct dgpm_worker *w, const struct dgpm_card *card,
			   const struct dgpm_node *joined, struct dgpm_str account)
{
	const struct dgpm_node *exempt = dgpm_node_at(card->root, "classification.exempt");
	const struct dgpm_node *review = dgpm_facts_last_review(card->root, "pre-request",
								   run->facts.fiscal_year, run->facts.date);
	const char *result = dgpm_node_cstr(dgpm_node_get(review, "result")),
		   *date = dgpm_node_cstr(dgpm_node_get(review, "date")), *text, *todo = NULL;

	if (exempt != NULL)
		return (struct found){ "exempt", exempt_detail(w->keep, exempt), NULL };
	if (dgpm_account_kind(account) != DGPM_ACCOUNT_GENERAL)
		return run->facts.fiscal_year < run->model.special_from_fy ?
			       (struct found){ "special-account", NULL, NULL } :
			       (struct found){ "involved", involved_detail(w->keep, card->root), NULL };
	if (!dgpm_node_true(dgpm_node_get(card->root, "consolidated")))
		return (struct found){ "not-consolidated", NULL, NULL };
	if (review == NULL && run->facts.fiscal_year >= run->model.review_from_fy)
		return (struct found){ "no-review", NULL, NULL };
	if (review != NULL &&
	    (result == NULL || (strcmp(result, "approved") != 0 && strcmp(result, "conditional") != 0)))
		return (struct found){ "review-not-passed",
				       dgpm_arena_printf(w->keep, "%s%s%s", result_text(run, result),
							 date != NULL ? " " : "", date != NULL ? date : ""),
				       NULL };
	text = run->facts.fiscal_year >= run->model.procedures_from_fy ? lacking(run, w, joined, &todo) : NULL;
	if (text != NULL)
		return (struct found){ "procedure-not-done", text, todo };
	if (dgpm_node_at(joined, "facts.request.by_agency") != NULL &&
	    !dgpm_node_true(dgpm_node_at(joined, "facts.request.by_agency")))
		return (struct found){ "agency", dgpm_arena_strdup(w->keep, _("the ledger has the request under the "
									      "ministry")),
				       NULL };
	return (struct found){ "agency", NULL, NULL };
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
		.group = d->group,
		.detail = f.detail,
		.todo = f.todo,
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

/* The rows of one card. */
struct accounts {
	const struct run *run;
	struct dgpm_worker *w;
	const struct dgpm_card *card;
	const struct dgpm_node *joined;
	struct dgpm_consolidated **rows; /* as many as there can be */
	size_t n;
};

/* The row of an account, made where there is none yet. */
static struct dgpm_consolidated *row_of(struct accounts *x, struct dgpm_str account)
{
	for (size_t i = 0; i < x->n; i++)
		if (dgpm_str_is(account, x->rows[i]->account))
			return x->rows[i];
	return x->rows[x->n++] = add_row(x->run, x->w, x->card, x->joined, account);
}

static void add_year(struct accounts *x, const struct dgpm_total *t, size_t n)
{
	const struct dgpm_facts_in *facts = &x->run->facts;

	for (size_t i = 0; i < n; i++) {
		bool in_bulk = (t[i].stage == DGPM_LS_INITIAL || t[i].stage == DGPM_LS_TRANSFER_IN) &&
			       dgpm_facts_by_agency(facts->organizations, facts->fiscal_year, t[i].organization);
		bool counts = t[i].stage == DGPM_LS_REQUEST || t[i].stage == DGPM_LS_ALLOCATED ||
			      t[i].stage == DGPM_LS_EXECUTED || in_bulk;

		struct dgpm_consolidated *c;

		if (t[i].fiscal_year != facts->fiscal_year || !counts)
			continue;
		c = row_of(x, t[i].account);
		add_to(in_bulk                         ? &c->appropriated :
		       t[i].stage == DGPM_LS_REQUEST   ? &c->request :
		       t[i].stage == DGPM_LS_ALLOCATED ? &c->allocated :
							 &c->executed,
		       &t[i], x->w->diags);
	}
}

static void consolidate_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct run *run = ctx;
	struct dgpm_node facts = dgpm_facts(w->scratch, &run->facts, card);
	struct dgpm_node joined = build_joined(w->scratch, card->root, "facts", &facts);
	struct accounts x = { .run = run, .w = w, .card = card, .joined = &joined };
	const struct dgpm_node *accounts = NULL;
	uint32_t n_accounts = dgpm_node_items(card->root, "accounts", &accounts);
	size_t n;
	const struct dgpm_total *t = dgpm_totals_of(run->facts.totals, w->scratch, dgpm_str_of(card->id), &n);

	if (strcmp(card->sector, "national") != 0 || !dgpm_portfolio_selects(run->p, w->scratch, card))
		return;
	dgpm_diags_project(w->diags, card->id);
	x.rows = dgpm_arena_array(w->scratch, n + n_accounts + 1, sizeof(struct dgpm_consolidated *));
	add_year(&x, t, n);
	/* Nothing in the ledger: the accounts of the card. */
	for (uint32_t i = 0, none = x.n == 0; none && i < n_accounts; i++)
		(void)row_of(&x, dgpm_node_str(&accounts[i]));
	if (x.n == 0)
		(void)row_of(&x, dgpm_str_of("general"));
	for (size_t i = 0; i < n; i++)
		if (t[i].fiscal_year == run->facts.fiscal_year - 1 && dgpm_ledger_stage_is_available(t[i].stage))
			add_to(&row_of(&x, t[i].account)->last_year, &t[i], w->diags);
	add_execution(run, x.rows[0], card);
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

static void add_part(struct dgpm_bulk_part *part, const struct dgpm_consolidated *c, struct dgpm_diags *diags)
{
	part->n++;
	sum_amount(&part->last_year, &c->last_year, diags, c);
	sum_amount(&part->request, &c->request, diags, c);
}

/* By group and decision, in the order of the data. */
static void sum_parts(struct dgpm_consolidation *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      const struct model *m)
{
	struct dgpm_bulk_part *parts = dgpm_arena_array(arena, m->n_decisions, sizeof *parts);

	for (size_t g = 0; g < DGPM_N_BULK_GROUPS; g++) {
		out->by_group[g].group = (enum dgpm_bulk_group)g;
		for (size_t k = 0; k < m->n_decisions; k++) {
			struct dgpm_bulk_part *part = &parts[out->n_parts];

			if (m->decisions[k].group != g || m->decisions[k].id == NULL)
				continue;
			*part = (struct dgpm_bulk_part){ .decision = m->decisions[k].id,
							 .group = m->decisions[k].group };
			for (size_t i = 0; i < out->n; i++)
				if (strcmp(out->items[i].decision, part->decision) == 0)
					add_part(part, &out->items[i], diags);
			out->n_parts += part->n != 0;
		}
	}
	for (size_t i = 0; i < out->n; i++) {
		add_part(&out->by_group[out->items[i].group], &out->items[i], diags);
		add_part(&out->all, &out->items[i], diags);
	}
	out->parts = parts;
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
	run.codes = dgpm_data_codes(dgpm_portfolio_data(p), diags);
	if (run.codes == NULL || load(&run.model, out, arena, diags, dgpm_portfolio_data(p)) != 0)
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
	sum_parts(out, arena, diags, &run.model);
	close_model(&run.model);
	return 0;
}
