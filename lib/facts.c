/* Facts of a project, in one pass over its card and its sums. */
#include "dgpm/facts.h"
#include "build.h"
#include "i18n.h"

#include <stdlib.h>

#define ARTICLES 12 /* サービス設計12箇条: S1 1-1-1 */

static const struct dgpm_fact list[] = {
	{ "facts.stage", "string", N_("the review stage being judged") },
	{ "facts.date", "date", N_("the day of the review") },
	{ "facts.fiscal_year", "integer", N_("the fiscal year under review: the one the budget is asked for") },
	{ "facts.ledger.rows", "integer", N_("ledger rows of the project, any year; absent when no ledger was read") },
	{ "facts.ledger.year.<stage>.rows", "integer", N_("rows of a ledger stage in the year under review") },
	{ "facts.ledger.year.<stage>.total_yen", "yen", N_("their sum") },
	{ "facts.ledger.year.<stage>.development_yen", "yen", N_("of it development; likewise modification_yen, "
								  "operation_yen, unspecified_yen") },
	{ "facts.ledger.previous.<stage>.rows", "integer", N_("the same of the fiscal year before; likewise the sums") },
	{ "facts.running_cost_yen", "yen", N_("operation and modification of the latest year that has any: executed, "
					      "else initial, else planned, else required") },
	{ "facts.class.designated", "boolean", N_("the class is designated") },
	{ "facts.class.applied", "boolean", N_("an application for a class is dated on or before the day of the review") },
	{ "facts.reviews.<stage>.result", "string", N_("the last review of that stage for the year under review") },
	{ "facts.reviews.<stage>.date", "date", N_("its day") },
	{ "facts.reviews.<stage>.open", "integer", N_("its findings that are still open") },
	{ "facts.span.years", "integer", N_("fiscal years of the span") },
	{ "facts.lifecycle.missing_years", "integer", N_("of them without a life-cycle cost") },
	{ "facts.indicators.measurable", "integer", N_("indicators with a numeric target and its year") },
	{ "facts.articles.answered", "integer", N_("service-design articles answered, of 12") },
	{ "facts.articles.unexplained", "integer", N_("of them not applicable without a note") },
	{ "facts.similar.undecided", "integer", N_("similar systems found, without a decision") },
	{ "facts.risks.accepted", "integer", N_("risks accepted") },
	{ "facts.risks.no_review_date", "integer", N_("accepted risks without a review date") },
	{ "facts.risks.review_overdue", "integer", N_("accepted risks whose review date is past") },
	{ "facts.risks.untreated", "integer", N_("risks without a treatment") },
	{ "facts.risks.unevaluated", "integer", N_("risks without an evaluation") },
	{ "facts.procedures.online", "integer", N_("procedures put online") },
	{ "facts.procedures.online_unused", "integer", N_("of them with no use a year") },
	{ "facts.procedures.online_uncounted", "integer", N_("of them without a count of yearly uses") },
	{ "facts.mid_term_plan.listed", "boolean", N_("the project stands in the mid-term plan, by its card or a plan; "
						      "absent when neither the card nor a plan of its organization "
						      "says so either way") },
	{ "facts.team.cost_per_member_yen", "yen", N_("running cost a member of the team") },
};

const struct dgpm_fact *dgpm_fact_list(size_t *n)
{
	*n = DGPM_COUNT(list);
	return list;
}

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

/* Items of a list at a dot path; 0 when there is none. */
static uint32_t items_of(const struct dgpm_node *root, const char *path, const struct dgpm_node **items)
{
	const struct dgpm_node *node = dgpm_node_at(root, path);

	if (node == NULL || node->kind != DGPM_LIST)
		return 0;
	*items = node->items;
	return node->n;
}

static bool date_at(const struct dgpm_node *map, const char *key, struct dgpm_date *out)
{
	const struct dgpm_node *node = dgpm_node_get(map, key);

	return node != NULL && dgpm_date_parse(out, dgpm_node_str(node));
}

static bool text_is(const struct dgpm_node *map, const char *key, const char *text)
{
	return dgpm_str_is(dgpm_node_str(dgpm_node_get(map, key)), text);
}

/* Sums of one ledger stage in one year. */
struct stage_sum {
	int64_t rows;
	bool broken; /* a sum that does not fit: said elsewhere (SUM-01), absent here */
	bool has[DGPM_N_EXPENSES];
	dgpm_yen total, by[DGPM_N_EXPENSES];
};

static void add_total(struct stage_sum *s, const struct dgpm_total *t)
{
	s->rows += (int64_t)t->rows;
	s->has[t->expense] = true;
	if (t->overflow || !dgpm_yen_add(&s->total, s->total, t->sum_yen) ||
	    !dgpm_yen_add(&s->by[t->expense], s->by[t->expense], t->sum_yen))
		s->broken = true;
}

static void build_year(struct dgpm_arena *arena, struct build_map *ledger, const char *key,
		       const struct stage_sum sums[DGPM_N_LEDGER_STAGES])
{
	static const char *const names[] = { "development_yen", "modification_yen", "operation_yen", "unspecified_yen" };
	struct build_map year = build_map_new(arena, 4);

	for (int s = 0; s < DGPM_N_LEDGER_STAGES; s++) {
		struct build_map stage;

		if (sums[s].rows == 0)
			continue;
		stage = build_map_new(arena, 6);
		build_int(&stage, "rows", sums[s].rows);
		if (!sums[s].broken) {
			build_int(&stage, "total_yen", sums[s].total);
			for (int e = 0; e < DGPM_N_EXPENSES; e++)
				if (sums[s].has[e])
					build_int(&stage, names[e], sums[s].by[e]);
		}
		build_sub(&year, dgpm_ledger_stage_name((enum dgpm_ledger_stage)s), &stage);
	}
	build_sub(ledger, key, &year);
}

/* Operation and modification of the latest year that has any, by the first stage of the order that says something. */
static bool running_cost(const struct dgpm_total *t, size_t n, dgpm_yen *out)
{
	static const enum dgpm_ledger_stage order[] = { DGPM_LS_EXECUTED, DGPM_LS_INITIAL, DGPM_LS_PLANNED,
							DGPM_LS_REQUIRED };

	/* The sums are sorted by year: the groups of a year stand together, the latest at the end. */
	for (size_t end = n; end != 0;) {
		size_t start = end;

		while (start != 0 && t[start - 1].fiscal_year == t[end - 1].fiscal_year)
			start--;
		for (size_t o = 0; o < DGPM_COUNT(order); o++) {
			bool any = false, fits = true;
			dgpm_yen sum = 0;

			for (size_t i = start; i < end; i++) {
				if (t[i].stage != order[o] || (t[i].expense != DGPM_EXPENSE_OPERATION &&
							       t[i].expense != DGPM_EXPENSE_MODIFICATION))
					continue;
				any = true;
				fits = fits && !t[i].overflow && dgpm_yen_add(&sum, sum, t[i].sum_yen);
			}
			if (any) {
				*out = sum;
				return fits;
			}
		}
		end = start;
	}
	return false;
}

static void ledger_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card,
			 bool *has_running, dgpm_yen *running)
{
	struct build_map ledger = build_map_new(facts->arena, 3);
	struct stage_sum year[DGPM_N_LEDGER_STAGES] = { 0 }, previous[DGPM_N_LEDGER_STAGES] = { 0 };
	const struct dgpm_total *t;
	int64_t rows = 0;
	size_t n;

	*has_running = false;
	if (in->totals == NULL)
		return;
	t = dgpm_totals_of(in->totals, dgpm_str_of(card->id), &n);
	for (size_t i = 0; i < n; i++) {
		rows += (int64_t)t[i].rows;
		if (t[i].fiscal_year == in->fiscal_year)
			add_total(&year[t[i].stage], &t[i]);
		else if (t[i].fiscal_year == in->fiscal_year - 1)
			add_total(&previous[t[i].stage], &t[i]);
	}
	build_int(&ledger, "rows", rows);
	build_year(facts->arena, &ledger, "year", year);
	build_year(facts->arena, &ledger, "previous", previous);
	build_sub(facts, "ledger", &ledger);
	*has_running = running_cost(t, n, running);
	if (*has_running)
		build_int(facts, "running_cost_yen", *running);
}

static void class_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	const struct dgpm_node *class = dgpm_node_get(card->root, "classification");
	struct build_map m = build_map_new(facts->arena, 2);
	struct dgpm_date date;

	build_bool(&m, "designated", dgpm_node_get(class, "class") != NULL && dgpm_node_get(class, "designated") != NULL);
	build_bool(&m, "applied", date_at(dgpm_node_get(class, "application"), "date", &date) &&
					  dgpm_date_cmp(date, in->date) <= 0);
	build_sub(facts, "class", &m);
}

/* The last review of each stage for the year under review. */
static void review_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	static const char *const stages[] = { "pre-request", "request", "execution" };
	struct build_map m = build_map_new(facts->arena, 3);
	const struct dgpm_node *items = NULL;
	uint32_t n = items_of(card->root, "reviews", &items);

	for (size_t s = 0; s < DGPM_COUNT(stages); s++) {
		const struct dgpm_node *last = NULL, *findings = NULL;
		struct dgpm_date last_date = { 0 };
		struct build_map one;
		int64_t open = 0;
		uint32_t n_findings;

		for (uint32_t i = 0; i < n; i++) {
			struct dgpm_date date = { 0 };
			int64_t year;

			if (!text_is(&items[i], "stage", stages[s]) ||
			    !dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &year) || year != in->fiscal_year)
				continue;
			(void)date_at(&items[i], "date", &date);
			if (last == NULL || dgpm_date_cmp(date, last_date) >= 0) {
				last = &items[i];
				last_date = date;
			}
		}
		if (last == NULL)
			continue;
		n_findings = items_of(last, "findings", &findings);
		for (uint32_t i = 0; i < n_findings; i++)
			open += text_is(&findings[i], "status", "open");
		one = build_map_new(facts->arena, 4);
		build_node(&one, "result", dgpm_node_get(last, "result"));
		build_node(&one, "date", dgpm_node_get(last, "date"));
		build_node(&one, "fiscal_year", dgpm_node_get(last, "fiscal_year"));
		build_int(&one, "open", open);
		build_sub(&m, stages[s], &one);
	}
	build_sub(facts, "reviews", &m);
}

static void span_facts(struct build_map *facts, const struct dgpm_card *card)
{
	const struct dgpm_node *years = NULL;
	struct build_map span = build_map_new(facts->arena, 1), life = build_map_new(facts->arena, 1);
	int64_t from, to, covered = 0;
	uint32_t n;

	if (!dgpm_node_int(dgpm_node_at(card->root, "span.from"), &from) ||
	    !dgpm_node_int(dgpm_node_at(card->root, "span.to"), &to) || from > to)
		return;
	build_int(&span, "years", to - from + 1);
	build_sub(facts, "span", &span);
	n = items_of(card->root, "lifecycle_cost.years", &years);
	for (int64_t y = from; y <= to; y++)
		for (uint32_t i = 0; i < n; i++) {
			int64_t year;

			if (dgpm_node_int(dgpm_node_get(&years[i], "fiscal_year"), &year) && year == y) {
				covered++;
				break;
			}
		}
	build_int(&life, "missing_years", to - from + 1 - covered);
	build_sub(facts, "lifecycle", &life);
}

static void indicator_facts(struct build_map *facts, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 1);
	const struct dgpm_node *items = NULL, *targets = NULL;
	uint32_t n = items_of(card->root, "indicators", &items);
	int64_t measurable = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t n_targets = items_of(&items[i], "targets", &targets);

		if (text_is(&items[i], "direction", "qualitative"))
			continue;
		for (uint32_t t = 0; t < n_targets; t++) {
			const struct dgpm_node *value = dgpm_node_get(&targets[t], "value");

			if (value != NULL && value->kind == DGPM_NUMBER &&
			    dgpm_node_get(&targets[t], "fiscal_year") != NULL) {
				measurable++;
				break;
			}
		}
	}
	build_int(&m, "measurable", measurable);
	build_sub(facts, "indicators", &m);
}

static void article_facts(struct build_map *facts, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 2);
	const struct dgpm_node *items = NULL;
	uint32_t n = items_of(card->root, "service_design", &items);
	bool seen[ARTICLES + 1] = { false };
	int64_t answered = 0, unexplained = 0;

	for (uint32_t i = 0; i < n; i++) {
		int64_t article;

		if (!dgpm_node_int(dgpm_node_get(&items[i], "article"), &article) || article < 1 || article > ARTICLES ||
		    dgpm_node_get(&items[i], "status") == NULL)
			continue;
		answered += !seen[article];
		seen[article] = true;
		unexplained += text_is(&items[i], "status", "not-applicable") &&
			       dgpm_node_str(dgpm_node_get(&items[i], "note")).n == 0;
	}
	build_int(&m, "answered", answered);
	build_int(&m, "unexplained", unexplained);
	build_sub(facts, "articles", &m);
}

static void risk_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 5);
	const struct dgpm_node *items = NULL;
	uint32_t n = items_of(card->root, "security.risks", &items);
	int64_t accepted = 0, undated = 0, overdue = 0, untreated = 0, unevaluated = 0;

	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_date review;

		untreated += dgpm_node_get(&items[i], "treatment") == NULL;
		unevaluated += dgpm_node_get(&items[i], "evaluation") == NULL;
		if (!text_is(&items[i], "treatment", "accept"))
			continue;
		accepted++;
		if (!date_at(&items[i], "review_by", &review))
			undated++;
		else
			overdue += dgpm_date_cmp(review, in->date) < 0;
	}
	build_int(&m, "accepted", accepted);
	build_int(&m, "no_review_date", undated);
	build_int(&m, "review_overdue", overdue);
	build_int(&m, "untreated", untreated);
	build_int(&m, "unevaluated", unevaluated);
	build_sub(facts, "risks", &m);
}

static void procedure_facts(struct build_map *facts, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 3);
	const struct dgpm_node *items = NULL;
	uint32_t n = items_of(card->root, "bpr.procedures", &items);
	int64_t online = 0, unused = 0, uncounted = 0;

	for (uint32_t i = 0; i < n; i++) {
		int64_t uses;

		if (!dgpm_node_true(dgpm_node_get(&items[i], "online")))
			continue;
		online++;
		if (!dgpm_node_int(dgpm_node_get(&items[i], "yearly_uses"), &uses))
			uncounted++;
		else
			unused += uses == 0;
	}
	build_int(&m, "online", online);
	build_int(&m, "online_unused", unused);
	build_int(&m, "online_uncounted", uncounted);
	build_sub(facts, "procedures", &m);
}

static void similar_facts(struct build_map *facts, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 1);
	const struct dgpm_node *items = NULL;
	uint32_t n = items_of(card->root, "similar_systems.hits", &items);
	int64_t undecided = 0;

	for (uint32_t i = 0; i < n; i++)
		undecided += dgpm_node_get(&items[i], "decision") == NULL;
	build_int(&m, "undecided", undecided);
	build_sub(facts, "similar", &m);
}

static void plan_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	const struct dgpm_node *listed = dgpm_node_at(card->root, "mid_term_plan.listed");
	struct dgpm_str id = dgpm_str_of(card->id);
	struct build_map m = build_map_new(facts->arena, 1);
	bool in_plan = in->planned->n != 0 && bsearch(&id, in->planned->ids, in->planned->n, sizeof id, cmp_ids) != NULL;

	/* A plan of another organization says nothing of this project. */
	if (listed == NULL && !in_plan && !has_plan(in, card))
		return;
	build_bool(&m, "listed", in_plan || dgpm_node_true(listed));
	build_sub(facts, "mid_term_plan", &m);
}

static void team_facts(struct build_map *facts, const struct dgpm_card *card, bool has_running, dgpm_yen running)
{
	struct build_map m = build_map_new(facts->arena, 1);
	int64_t members, each;

	if (!has_running || !dgpm_node_int(dgpm_node_at(card->root, "team.members"), &members) || members < 1 ||
	    !dgpm_rate(&each, running, members, 0))
		return;
	build_int(&m, "cost_per_member_yen", each);
	build_sub(facts, "team", &m);
}

struct dgpm_node dgpm_facts(struct dgpm_arena *arena, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map facts = build_map_new(arena, 18);
	char buf[11];
	bool has_running;
	dgpm_yen running = 0;

	build_text(&facts, "stage", in->stage);
	build_text(&facts, "date", dgpm_arena_strdup(arena, dgpm_date_format(buf, in->date)));
	build_int(&facts, "fiscal_year", in->fiscal_year);
	ledger_facts(&facts, in, card, &has_running, &running);
	class_facts(&facts, in, card);
	review_facts(&facts, in, card);
	span_facts(&facts, card);
	indicator_facts(&facts, card);
	article_facts(&facts, card);
	similar_facts(&facts, card);
	risk_facts(&facts, in, card);
	procedure_facts(&facts, card);
	plan_facts(&facts, in, card);
	team_facts(&facts, card, has_running, running);
	return build_done(&facts);
}
