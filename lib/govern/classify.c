/* Classifying the systems of a portfolio: each card by itself, then those that must be built together. */
#include "govern/classify.h"
#include "doc/build.h"
#include "govern/classify_data.h"
#include "portfolio/each.h"
#include "rules/facts.h"
#include "base/i18n.h"
#include "portfolio/select.h"

#define MAX_STEPS 32 /* questions on a route: more is a circle in the data */

struct row {
	struct dgpm_classified c;
	const char **related;
	size_t n_related;
	bool pulled; /* in the queue of those whose partners are to be looked at */
};

struct run {
	struct dgpm_facts_in facts;
	struct classes_model model;
	struct dgpm_lists *rows; /* of struct row */
};

/* What stands at a dot path, as text: a scalar, or the items of a list of scalars. */
static const char *value_at(struct dgpm_arena *a, const struct dgpm_node *joined, const char *path, const char *file,
			    struct dgpm_loc *at)
{
	const struct dgpm_node *node = path != NULL ? dgpm_node_at(joined, path) : NULL;
	const char *text = NULL;
	char number[DGPM_INT_BUF];
	int64_t yen;

	if (node == NULL)
		return NULL;
	if (node->line != 0)
		*at = dgpm_node_loc(node, file);
	/* Yen are read with separators. */
	if (strlen(path) > 4 && strcmp(path + strlen(path) - 4, "_yen") == 0 && dgpm_node_int(node, &yen))
		return dgpm_arena_strdup(a, dgpm_int_format(number, yen, ','));
	if (node->kind != DGPM_LIST)
		return dgpm_arena_strdup(a, dgpm_node_str(node).s);
	for (uint32_t i = 0; i < node->n; i++) {
		struct dgpm_str item = dgpm_node_str(&node->items[i]);

		if (item.s != NULL)
			text = dgpm_arena_printf(a, "%s%s%s", text != NULL ? text : "", text != NULL ? ", " : "",
						 item.s);
	}
	return text;
}

static bool claims(const struct classes_model *m, const bool *holds, const char *id)
{
	for (size_t i = 0; i < m->n_criteria; i++)
		if (strcmp(m->criteria[i].id, id) == 0)
			return holds[i];
	return false;
}

static void add_step(struct dgpm_classified *c, struct dgpm_arena *keep, struct dgpm_step step)
{
	struct dgpm_step *steps = dgpm_arena_grow(keep, c->trail, c->n_trail, c->n_trail + 1, sizeof *steps);

	steps[c->n_trail++] = step;
	c->trail = steps;
}

/* S1 4-2-1: class 1 if any of its criteria holds, class 2 if any of its own does, else 3. */
static void classify_national(const struct run *run, struct dgpm_worker *w, const struct dgpm_node *joined,
			      struct dgpm_classified *c)
{
	const struct classes_model *m = &run->model;
	bool *holds = dgpm_arena_array(w->scratch, m->n_criteria, sizeof *holds);

	for (size_t i = 0; i < m->n_criteria; i++)
		holds[i] = dgpm_schema_holds(w->run, m->criteria[i].holds, joined, NULL, NULL);
	c->suggested = 3;
	for (size_t i = 0; i < m->n_criteria; i++) {
		const struct classes_criterion *x = &m->criteria[i];
		struct dgpm_step step = { .id = x->id, .title = x->title, .source = x->source, .holds = true };

		if (!holds[i] || (x->unless != NULL && claims(m, holds, x->unless)))
			continue;
		step.value = value_at(w->keep, joined, x->at, c->path, &step.at);
		add_step(c, w->keep, step);
		c->bears[x->class] = true;
		if (x->class < c->suggested)
			c->suggested = x->class;
	}
	/* Class 3 is what is neither 1 nor 2 (S1 4-2-1(3)): a card that says nothing of the criteria is not shown to
	 * be. */
	if (c->suggested == 3 && dgpm_node_at(joined, "classification.criteria") == NULL &&
	    dgpm_node_at(joined, "facts.yearly_cost_yen") == NULL) {
		c->suggested = 0;
		c->unknown = true;
	}
}

/* S1 地方 1-1 to 1-3: from question to question until an outcome, or until an answer is missing. */
static void find_route(const struct run *run, struct dgpm_worker *w, const struct dgpm_node *joined,
		       struct dgpm_classified *c)
{
	const struct classes_model *m = &run->model;
	const char *next = m->start;

	for (int n = 0; n < MAX_STEPS; n++) {
		const struct classes_question *q = classes_question_of(m, next);
		const struct classes_outcome *o = q == NULL ? classes_outcome_of(m, next) : NULL;
		struct dgpm_step step;

		if (o != NULL) {
			c->route = o->id;
			c->route_title = o->title;
			add_step(c, w->keep, (struct dgpm_step){ .id = o->id, .title = o->title, .source = o->source,
								 .holds = true });
			return;
		}
		if (q == NULL)
			return;
		if (dgpm_node_at(joined, q->needs) == NULL) {
			c->route_title = dgpm_arena_printf(w->keep, _("undecided: %s is not on the card"), q->needs);
			return;
		}
		step = (struct dgpm_step){ .id = q->id, .title = q->ask, .source = q->source };
		step.holds = dgpm_schema_holds(w->run, q->test, joined, NULL, NULL);
		step.value = value_at(w->keep, joined, q->needs, c->path, &step.at);
		add_step(c, w->keep, step);
		next = step.holds ? q->yes : q->no;
	}
}

static const char *consolidation_of(const struct dgpm_node *root)
{
	const struct dgpm_node *accounts = dgpm_node_get(root, "accounts");

	if (dgpm_node_at(root, "classification.exempt") != NULL)
		return "exempt";
	if (dgpm_node_true(dgpm_node_get(root, "consolidated")))
		return "consolidated";
	for (uint32_t i = 0; accounts != NULL && accounts->kind == DGPM_LIST && i < accounts->n; i++)
		if (dgpm_account_kind(dgpm_node_str(&accounts->items[i])) != DGPM_ACCOUNT_GENERAL)
			return "special-account";
	return "not-consolidated";
}

/* S1 4-2-2: every change of class is kept, the older first, all before the present designation. */
static void check_history(struct dgpm_worker *w, const struct dgpm_card *card)
{
	const struct dgpm_node *class = dgpm_node_get(card->root, "classification");
	const struct dgpm_node *history = dgpm_node_get(class, "history");
	struct dgpm_date last = { 0 }, date, now;

	if (dgpm_node_get(class, "exempt") != NULL && dgpm_node_true(dgpm_node_get(card->root, "consolidated")))
		dgpm_diag_add(w->diags, DGPM_MSG_CLS_03, dgpm_node_loc(dgpm_node_get(class, "exempt"), card->path),
			      NULL);
	for (uint32_t i = 0; history != NULL && history->kind == DGPM_LIST && i < history->n; i++) {
		const struct dgpm_node *day = dgpm_node_get(&history->items[i], "designated");

		if (day == NULL || !dgpm_date_parse(&date, dgpm_node_str(day)))
			continue;
		if (dgpm_date_cmp(date, last) < 0 ||
		    (dgpm_date_parse(&now, dgpm_node_str(dgpm_node_get(class, "designated"))) &&
		     dgpm_date_cmp(date, now) > 0))
			dgpm_diag_add(w->diags, DGPM_MSG_CLS_02, dgpm_node_loc(day, card->path), day->text);
		last = date;
	}
}

static void keep_related(struct row *row, struct dgpm_worker *w, const struct dgpm_node *list)
{
	if (list == NULL || list->kind != DGPM_LIST)
		return;
	row->related = dgpm_arena_array(w->keep, list->n, sizeof *row->related);
	for (uint32_t i = 0; i < list->n; i++)
		if (dgpm_node_cstr(&list->items[i]) != NULL)
			row->related[row->n_related++] = dgpm_arena_strdup(w->keep, list->items[i].text);
}

static void classify_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct run *run = ctx;
	struct row *row = dgpm_lists_add(run->rows, w);
	struct dgpm_node facts = dgpm_facts(w->scratch, &run->facts, card);
	struct dgpm_node joined = build_joined(w->scratch, card->root, "facts", &facts);
	const struct dgpm_node *class = dgpm_node_get(card->root, "classification");
	struct dgpm_classified *c = &row->c;
	int64_t designated = 0;

	*c = (struct dgpm_classified){ .id = dgpm_arena_strdup(w->keep, card->id),
				       .organization = dgpm_arena_strdup(w->keep, card->organization),
				       .name = dgpm_arena_strdup(w->keep, card->name),
				       .sector = dgpm_arena_strdup(w->keep, card->sector),
				       .path = card->path,
				       .at = dgpm_node_loc(class != NULL ? class : card->root, card->path) };
	keep_related(row, w, dgpm_node_get(card->root, "related"));
	if (dgpm_node_get(class, "designated") != NULL &&
	    dgpm_node_int(dgpm_node_get(class, "class"), &designated))
		c->designated = (int)designated;
	c->consolidation = consolidation_of(card->root);
	c->status = "not-classified";
	dgpm_diags_project(w->diags, card->id);
	check_history(w, card);
	dgpm_diags_project(w->diags, NULL);
	if (strcmp(card->sector, "national") == 0) {
		classify_national(run, w, &joined, c);
		c->status = c->designated != 0                                   ? "designated" :
			    dgpm_node_get(class, "application") != NULL ? "application-pending" :
									  "undesignated";
	} else if (strcmp(card->sector, "local") == 0) {
		find_route(run, w, &joined, c);
	} else if (strcmp(card->sector, "quasi-public") == 0) {
		c->field = dgpm_arena_strdup(w->keep, dgpm_node_cstr(dgpm_node_get(card->root, "quasi_public_field")));
	}
}

static int cmp_rows(const void *pa, const void *pb)
{
	const struct dgpm_classified *a = &((const struct row *)pa)->c, *b = &((const struct row *)pb)->c;
	int c = strcmp(a->id, b->id);

	return c != 0 ? c : strcmp(a->path, b->path);
}

static struct row *find_row(struct row *rows, size_t n, const char *id)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strcmp(rows[mid].c.id, id);

		if (c == 0)
			return &rows[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* `to` must be built together with `from`, which is of class 2. */
static void pull(struct dgpm_arena *arena, const struct classes_model *m, struct row *to, const struct row *from,
		 struct row **queue, size_t *n_queue)
{
	const struct classes_criterion *criterion = NULL;

	if (to == NULL || to->pulled || strcmp(to->c.sector, "national") != 0 ||
	    (to->c.suggested != 3 && !to->c.unknown))
		return;
	for (size_t i = 0; i < m->n_criteria; i++)
		if (strcmp(m->criteria[i].id, "built-together") == 0)
			criterion = &m->criteria[i];
	if (criterion == NULL)
		return;
	to->c.suggested = 2;
	add_step(&to->c, arena, (struct dgpm_step){ .id = criterion->id, .title = criterion->title,
						    .source = criterion->source, .holds = true, .value = from->c.id });
	to->pulled = true;
	queue[(*n_queue)++] = to;
}

/* Partners of partners too: each row enters the queue once. The way back is found by turning the relation round. */
static void pull_related(struct dgpm_arena *arena, const struct classes_model *m, struct row *rows, size_t n)
{
	struct row **queue = dgpm_arena_array(arena, n, sizeof(struct row *));
	size_t n_queue = 0, at = 0, *namer, *next;
	size_t *first = dgpm_arena_array(arena, n + 1, sizeof *first); /* of its namers, by row */

	/* Counting sort by the row that is named. */
	for (size_t i = 0; i < n; i++)
		for (size_t r = 0; r < rows[i].n_related; r++) {
			const struct row *named = find_row(rows, n, rows[i].related[r]);

			if (named != NULL)
				first[(size_t)(named - rows) + 1]++;
		}
	for (size_t i = 0; i < n; i++)
		first[i + 1] += first[i];
	namer = dgpm_arena_array(arena, first[n], sizeof *namer);
	next = dgpm_arena_array(arena, n + 1, sizeof *next);
	memcpy(next, first, (n + 1) * sizeof *next);
	for (size_t i = 0; i < n; i++)
		for (size_t r = 0; r < rows[i].n_related; r++) {
			const struct row *named = find_row(rows, n, rows[i].related[r]);

			if (named != NULL)
				namer[next[named - rows]++] = i;
		}
	for (size_t i = 0; i < n; i++)
		if (rows[i].c.suggested == 2) {
			rows[i].pulled = true;
			queue[n_queue++] = &rows[i];
		}
	while (at < n_queue) {
		struct row *from = queue[at++];

		for (size_t r = 0; r < from->n_related; r++)
			pull(arena, m, find_row(rows, n, from->related[r]), from, queue, &n_queue);
		for (size_t b = first[from - rows]; b < first[from - rows + 1]; b++)
			pull(arena, m, &rows[namer[b]], from, queue, &n_queue);
	}
}

/* No document orders class 1 before 2: where criteria of both hold, either designation goes with them (S1 4-2-1,
 * 4-2-2). */
static void judge_status(struct dgpm_diags *diags, struct dgpm_classified *c)
{
	bool goes;

	if (c->suggested == 0) {
		if (c->unknown && strcmp(c->status, "application-pending") != 0)
			c->status = "cannot-compute";
		return;
	}
	if (c->designated == 0)
		return;
	goes = c->designated == c->suggested || c->bears[c->designated];
	c->status = goes ? "match" : "mismatch";
	if (goes)
		return;
	dgpm_diags_project(diags, c->id);
	dgpm_diag_addf(diags, DGPM_MSG_CLS_01, c->at, dgpm_diag_value(diags, "%d %d", c->designated, c->suggested),
		       _("designated %d, the criteria that hold suggest %d"), c->designated, c->suggested);
	dgpm_diags_project(diags, NULL);
}

int dgpm_classify(struct dgpm_classes *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		  struct dgpm_portfolio *p, struct dgpm_date date, unsigned threads)
{
	const struct dgpm_node *settings = dgpm_node_get(dgpm_portfolio_config(p), "classes");
	const struct dgpm_organizations *organizations = dgpm_portfolio_organizations(p);
	struct dgpm_classified *items;
	struct run run = { 0 };
	struct row *rows;
	size_t n = 0;

	*out = (struct dgpm_classes){ 0 };
	if (classes_load(&run.model, arena, diags, dgpm_portfolio_data(p), settings) != 0)
		return -1;
	run.facts = (struct dgpm_facts_in){
		.stage = "pre-request",
		.date = date,
		.fiscal_year = dgpm_date_fiscal_year(date) + 1,
		.totals = dgpm_portfolio_totals(p, diags, threads, &out->ledgers),
		.organizations = organizations,
		.planned = dgpm_planned_new(arena, organizations, NULL, 0),
	};
	run.rows = dgpm_lists_new(arena, threads, sizeof(struct row));
	dgpm_portfolio_cards(p, diags, threads, classify_card, &run, &out->cards);
	dgpm_portfolio_check_empty(p, diags, &out->cards, NULL);
	rows = dgpm_lists_join(run.rows, arena, cmp_rows, &n);
	out->n = n;
	pull_related(arena, &run.model, rows, n);
	items = dgpm_arena_array(arena, n, sizeof *items);
	out->n = 0;
	for (size_t i = 0; i < n; i++) {
		if (!dgpm_portfolio_is_selected(p, dgpm_str_of(rows[i].c.id)))
			continue;
		judge_status(diags, &rows[i].c);
		items[out->n++] = rows[i].c;
	}
	out->items = items;
	classes_close(&run.model);
	return 0;
}
