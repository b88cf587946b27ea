/* Plans held against the rules of schemas/plan-rules.yaml: the facts of a plan are a map, a rule is a JSON Schema over
 * it. */
#include "base/buf.h"
#include "base/i18n.h"
#include "base/list.h"
#include "base/wide.h"
#include "data/checks.h"
#include "data/settings.h"
#include "doc/build.h"
#include "plan/parts.h"

#define FILE_NAME "plan-rules.yaml"
#define MOST_FACTS 24
#define PLAN_TO 2025

/* What is counted: how many, and which. */
struct counted {
	const char *name;
	struct dgpm_buf ids;
	size_t n;
};

struct check {
	struct dgpm_plan *plan;
	struct dgpm_arena *arena;
	struct dgpm_date date;
	const struct dgpm_plan_card *cards; /* of all organizations, by ID */
	size_t n_cards;
	int64_t size_yen, drift_percent;
	struct counted facts[MOST_FACTS];
	size_t n_facts;
	struct build_map map;
};

static struct counted *fact(struct check *c, const char *name)
{
	c->facts[c->n_facts] = (struct counted){ .name = name, .ids = { .arena = c->arena } };
	return &c->facts[c->n_facts++];
}

static void count(struct counted *f, const char *id)
{
	f->n++;
	dgpm_buf_sep(&f->ids, ", ");
	dgpm_buf_add(&f->ids, id);
}

static const char *measure_id(const struct dgpm_plan_measure *m)
{
	return m->id != NULL ? m->id : m->project_id;
}

static bool has_analysis(const struct dgpm_plan *p, const char *id, const char *kind)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(p->root, "analyses", &items);

	for (uint32_t i = 0; i < n; i++)
		if (dgpm_node_text_is(&items[i], "project_id", id) && dgpm_node_text_is(&items[i], "kind", kind))
			return true;
	return false;
}

/* The latest day of a list of the plan's, year 0: none. */
static struct dgpm_date last_of(const struct dgpm_plan *p, const char *list, struct dgpm_date until)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(p->root, list, &items);
	struct dgpm_date last = { 0 }, day;

	for (uint32_t i = 0; i < n; i++)
		if (dgpm_node_date(&items[i], "date", &day) && dgpm_date_cmp(day, until) <= 0 &&
		    (last.year == 0 || dgpm_date_cmp(day, last) > 0))
			last = day;
	return last;
}

/* S1 of 2021-12-24 asks for plans by the end of FY2021; before the day comes nothing is late. */
static bool is_dated(const struct check *c)
{
	static const struct dgpm_date policy = { 2021, 12, 24 }, due = { 2022, 3, 31 };
	struct dgpm_date revised = last_of(c->plan, "revisions", c->date);

	return dgpm_date_cmp(c->date, due) <= 0 || (revised.year != 0 && dgpm_date_cmp(revised, policy) >= 0) ||
	       (c->plan->date.year != 0 && dgpm_date_cmp(c->plan->date, policy) >= 0 &&
		dgpm_date_cmp(c->plan->date, due) <= 0);
}

static void count_cards(struct check *c)
{
	struct counted *systems = fact(c, "systems"), *unanalysed = fact(c, "unanalysed"),
		       *unmatched = fact(c, "unmatched"), *priority = fact(c, "priority_not_main"),
		       *class3 = fact(c, "class3_unlisted");

	for (size_t i = 0; i < c->plan->n_cards; i++) {
		const struct dgpm_plan_card *card = &c->plan->cards[i];

		count(systems, card->id);
		if (c->plan->root == NULL)
			continue;
		if (card->listed && card->has_running && card->running_yen >= c->size_yen &&
		    !(has_analysis(c->plan, card->id, "work") && has_analysis(c->plan, card->id, "cost")))
			count(unanalysed, card->id);
		if (card->claims && !card->listed)
			count(unmatched, card->id);
		if (card->ministry_priority && !card->main)
			count(priority, card->id);
		if (card->class == 3 && !card->listed)
			count(class3, card->id);
	}
	/* A system on its way out may well have the measure to retire it, until that is overdue. */
	for (size_t i = 0; i < c->plan->n_measures; i++)
		if (!c->plan->measures[i].has_card || (c->plan->measures[i].retired && c->plan->measures[i].overdue))
			count(unmatched, measure_id(&c->plan->measures[i]));
}

static const struct dgpm_plan_card *card_of(const struct check *c, const char *id)
{
	for (size_t i = 0; i < c->n_cards; i++)
		if (strcmp(c->cards[i].id, id) == 0)
			return &c->cards[i];
	return NULL;
}

/* The card foresees another saving in a year for which both speak. */
static bool saving_is_apart(const struct check *c, const struct dgpm_plan_measure *m)
{
	const struct dgpm_plan_card *card = card_of(c, m->project_id);

	for (size_t i = 0; card != NULL && i < m->n_years; i++)
		for (size_t k = 0; k < card->n_reductions; k++)
			if (m->years[i].fiscal_year == card->reductions[k].fiscal_year &&
			    m->years[i].has[DGPM_PLAN_SAVING] &&
			    m->years[i].yen[DGPM_PLAN_SAVING] != card->reductions[k].yen[DGPM_PLAN_SAVING])
				return true;
	return false;
}

static void count_measures(struct check *c)
{
	struct counted *incomplete = fact(c, "incomplete"), *overdue = fact(c, "overdue"),
		       *apart = fact(c, "saving_apart"), *unsplit = fact(c, "unsplit");

	for (size_t i = 0; i < c->plan->n_measures; i++) {
		const struct dgpm_plan_measure *m = &c->plan->measures[i];

		if (m->viewpoint == NULL || m->due_fy == 0 || m->status == NULL ||
		    (!m->has[DGPM_PLAN_INVESTMENT] && !m->has[DGPM_PLAN_SAVING]))
			count(incomplete, measure_id(m));
		if (m->overdue && !m->has_note && m->first_due_fy == 0)
			count(overdue, measure_id(m));
		if (saving_is_apart(c, m))
			count(apart, measure_id(m));
		if (m->has[DGPM_PLAN_UNSPLIT] || m->has[DGPM_PLAN_UNSPLIT_ACTUAL])
			count(unsplit, measure_id(m));
	}
}

/* A revision after the budget of a year was made answers it: budgets of a year are made by the end of March before. */
static void count_drift(struct check *c)
{
	struct counted *drift = fact(c, "drift");
	struct dgpm_date revised = last_of(c->plan, "revisions", c->date);

	for (size_t i = 0; i < c->plan->n_years; i++) {
		const struct dgpm_plan_year *y = &c->plan->years[i];
		wide planned = y->yen[DGPM_PLAN_INVESTMENT], apart = (wide)y->ledger_yen - planned;

		if (!y->has[DGPM_PLAN_INVESTMENT] || !y->has_ledger ||
		    (revised.year != 0 && dgpm_date_fiscal_year(revised) >= y->fiscal_year))
			continue;
		if ((apart < 0 ? -apart : apart) * 100 > (planned < 0 ? -planned : planned) * c->drift_percent)
			count(drift, dgpm_arena_printf(c->arena, "%d", y->fiscal_year));
	}
}

static void count_topics(struct check *c)
{
	struct counted *missing = fact(c, "topics_missing");

	for (size_t i = 0; i < c->plan->n_topics; i++) {
		const struct dgpm_plan_topic *t = &c->plan->topics[i];

		if (!t->present || (t->wants_schedule && !t->has_schedule) || (t->wants_kpi && !t->has_kpi))
			count(missing, t->id);
	}
}

static void count_shortfall(struct check *c)
{
	struct counted *shortfall = fact(c, "shortfall");
	dgpm_yen short_yen;
	char buf[DGPM_INT_BUF];

	build_bool(&c->map, "has_target", c->plan->has_target && c->plan->from <= PLAN_TO);
	if (!c->plan->has_target || !dgpm_yen_sub(&short_yen, c->plan->target_yen, c->plan->saving_2025_yen))
		return;
	build_int(&c->map, "shortfall_yen", short_yen > 0 ? short_yen : 0);
	if (short_yen > 0)
		count(shortfall, dgpm_arena_printf(c->arena, _("%s yen"), dgpm_int_format(buf, short_yen, ',')));
}

static struct dgpm_node facts_of(struct check *c)
{
	struct dgpm_date looked = last_of(c->plan, "progress", c->date),
			 revised = last_of(c->plan, "revisions", c->date);

	if (revised.year != 0 && (looked.year == 0 || dgpm_date_cmp(revised, looked) > 0))
		looked = revised;
	c->map = build_map_new(c->arena, MOST_FACTS);
	build_bool(&c->map, "has_plan", c->plan->root != NULL || c->plan->n_cards == 0);
	if (c->plan->to != 0)
		build_int(&c->map, "years", dgpm_node_get(c->plan->root, "period_reason") != NULL ?
						    5 :
						    c->plan->to - c->plan->from + 1);
	build_bool(&c->map, "dated", is_dated(c));
	build_bool(&c->map, "coordinated", dgpm_node_get(c->plan->root, "coordinated") != NULL);
	build_bool(&c->map, "looked_at", looked.year != 0 && dgpm_date_days(looked, c->date) <= 366);
	count_cards(c);
	count_measures(c);
	count_drift(c);
	count_topics(c);
	count_shortfall(c);
	for (size_t i = 0; i < c->n_facts; i++)
		build_int(&c->map, c->facts[i].name, (int64_t)c->facts[i].n);
	return build_done(&c->map);
}

/* {count} and {ids} of what the rule counts. */
static const char *filled(const struct check *c, const struct dgpm_check *r)
{
	const struct counted *of = NULL;
	struct dgpm_buf b = { .arena = c->arena };

	for (size_t i = 0; r->of != NULL && i < c->n_facts; i++)
		if (strcmp(c->facts[i].name, r->of) == 0)
			of = &c->facts[i];
	for (const char *at = r->message; *at != '\0';) {
		if (of != NULL && strncmp(at, "{count}", 7) == 0) {
			dgpm_buf_addf(&b, "%zu", of->n);
			at += 7;
		} else if (of != NULL && strncmp(at, "{ids}", 5) == 0) {
			dgpm_buf_add(&b, dgpm_buf_text(&of->ids));
			at += 5;
		} else {
			dgpm_buf_char(&b, *at++);
		}
	}
	return dgpm_buf_text(&b);
}

static struct dgpm_loc place_of(const struct check *c, const struct dgpm_check *r)
{
	const struct dgpm_node *node = r->at != NULL ? dgpm_node_get(c->plan->root, r->at) : NULL;

	if (c->plan->root == NULL)
		return c->plan->n_cards != 0 ? c->plan->cards[0].at : (struct dgpm_loc){ 0 };
	return dgpm_node_loc(node != NULL ? node : dgpm_node_get(c->plan->root, "title"), c->plan->path);
}

static void judge(struct check *c, struct dgpm_schema_run *run, struct dgpm_diags *diags,
		  const struct dgpm_check *rules, size_t n)
{
	struct dgpm_node facts = facts_of(c);

	for (size_t i = 0; i < n; i++) {
		const struct dgpm_check *r = &rules[i];

		if (!dgpm_check_fails(r, run, &facts))
			continue;
		c->plan->n_errors += r->severity == DGPM_ERROR;
		c->plan->n_warnings += r->severity == DGPM_WARNING;
		c->plan->n_notes += r->severity == DGPM_NOTE;
		dgpm_diag_push(diags, &(struct dgpm_diag){ .severity = r->severity, .rule = r->id, .at = place_of(c, r),
							   .message = dgpm_arena_printf(c->arena, "%s: %s",
											c->plan->organization,
											filled(c, r)),
							   .remedy = r->remedy, .source = r->source,
							   .value = c->plan->organization });
	}
}

static bool is_for(const struct dgpm_node *topic, const char *organization)
{
	const struct dgpm_node *only = NULL;
	uint32_t n = dgpm_node_items(topic, "only", &only);

	for (uint32_t i = 0; i < n; i++)
		if (dgpm_str_is(dgpm_node_str(&only[i]), organization))
			return true;
	return n == 0;
}

static void read_topics(struct dgpm_plan *plan, struct dgpm_arena *arena, const struct dgpm_data *data,
			const struct dgpm_node *root)
{
	const struct dgpm_node *asked = NULL, *said = NULL;
	uint32_t n = dgpm_node_items(root, "topics", &asked), n_said = dgpm_node_items(plan->root, "topics", &said);
	struct dgpm_plan_topic *topics = dgpm_arena_array(arena, n, sizeof *topics);

	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_plan_topic *t = &topics[plan->n_topics];

		if (!is_for(&asked[i], plan->organization))
			continue;
		plan->n_topics++;
		*t = (struct dgpm_plan_topic){ .id = dgpm_node_cstr(dgpm_node_get(&asked[i], "id")),
					       .title = dgpm_data_text(data, dgpm_node_get(&asked[i], "title")),
					       .section = dgpm_node_str(dgpm_node_get(&asked[i], "section")).s,
					       .wants_schedule = dgpm_node_true(dgpm_node_get(&asked[i], "schedule")),
					       .wants_kpi = dgpm_node_true(dgpm_node_get(&asked[i], "kpi")) };
		for (uint32_t k = 0; t->id != NULL && k < n_said; k++) {
			if (!dgpm_node_text_is(&said[k], "id", t->id))
				continue;
			t->present = true;
			t->has_schedule |= dgpm_node_get(&said[k], "schedule") != NULL;
			t->has_kpi |= dgpm_node_get(&said[k], "kpi") != NULL;
		}
		plan->n_topics_present += t->present;
	}
	plan->topics = topics;
}

int plan_check(struct dgpm_plan *plans, size_t n, const struct dgpm_plan_card *cards, size_t n_cards,
	       struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p, struct dgpm_date date)
{
	struct dgpm_data *data = dgpm_portfolio_data(p);
	const struct dgpm_node *root = dgpm_data_doc(data, diags, FILE_NAME);
	const struct dgpm_node *given = dgpm_node_get(dgpm_portfolio_config(p), "plan");
	struct settings s = { .own = dgpm_node_get(root, "params"), .given = dgpm_node_get(given, "params") };
	struct dgpm_checks rules;
	struct dgpm_schema_run *run;
	int64_t size, drift;

	if (root == NULL || dgpm_checks_load(&rules, arena, diags, data, FILE_NAME, dgpm_node_get(given, "rules")) != 0)
		return -1;
	size = settings_int(&s, "size_yen");
	drift = settings_int(&s, "drift_percent");
	if (s.failed) {
		dgpm_diag_add(diags, DGPM_MSG_DATA_01, dgpm_node_loc(root, FILE_NAME), NULL);
		dgpm_checks_close(&rules);
		return -1;
	}
	run = dgpm_schema_run_new(arena);
	for (size_t i = 0; i < n; i++) {
		struct check c = { .plan = &plans[i], .arena = arena, .date = date, .cards = cards, .n_cards = n_cards,
				   .size_yen = size, .drift_percent = drift };

		read_topics(&plans[i], arena, data, root);
		judge(&c, run, diags, rules.items, rules.n);
	}
	dgpm_schema_run_free(run);
	dgpm_checks_close(&rules);
	return 0;
}
