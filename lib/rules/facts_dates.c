/* Facts that hang on dates: what is there by the day, what is overdue. The reviews: facts_reviews.c. */
#include "indicators/indicators.h"
#include "rules/facts_parts.h"

static bool by_day(const struct dgpm_node *map, const char *key, const struct dgpm_facts_in *in)
{
	struct dgpm_date date;

	return dgpm_node_date(map, key, &date) && dgpm_date_cmp(date, in->date) <= 0;
}

/* A designation after the day is not there yet; an earlier one that was kept is (S1 4-2-2). */
static bool designated(const struct dgpm_node *class, const struct dgpm_facts_in *in)
{
	const struct dgpm_node *history = NULL;
	uint32_t n;

	if (dgpm_node_get(class, "class") == NULL || dgpm_node_get(class, "designated") == NULL)
		return false;
	if (by_day(class, "designated", in))
		return true;
	n = dgpm_node_items(class, "history", &history);
	for (uint32_t i = 0; i < n; i++)
		if (by_day(&history[i], "designated", in))
			return true;
	return false;
}

static void class_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	const struct dgpm_node *class = dgpm_node_get(card->root, "classification");
	struct build_map m = build_map_new(facts->arena, 2);

	build_bool(&m, "designated", designated(class, in));
	build_bool(&m, "applied", by_day(dgpm_node_get(class, "application"), "date", in));
	build_sub(facts, "class", &m);
}

/* What the card dates after the day of the review: it is a plan, not a fact, and rules must not count it. */
static void later_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	static const struct {
		const char *map, *key, *name;
	} dated[] = {
		{ "plan", "date", "plan" },
		{ "benefits", "date", "benefits" },
		{ "cloud", "considered", "cloud" },
		{ "similar_systems", "surveyed", "similar_systems" },
		{ "bpr.as_is", "date", "as_is" },
		{ "bpr.to_be", "date", "to_be" },
		{ "accessibility.self_assessment", "date", "self_assessment" },
		{ "security.assessment", "date", "assessment" },
		{ "execution.plan", "date", "execution_plan" },
		{ "execution.commitments_plan", "date", "commitments_plan" },
		{ "agency_involvement", "date", "agency_involvement" },
		{ "agency_id", "assigned", "agency_id" },
		{ "cloud.migration", "considered", "migration" },
		{ "decision", "explained", "explained" },
		{ "local", "consulted", "consulted" },
	};
	struct build_map m = { 0 };
	struct dgpm_date date;

	for (size_t i = 0; i < DGPM_COUNT(dated); i++) {
		const struct dgpm_node *map = dgpm_node_at(card->root, dated[i].map);

		if (map == NULL || !dgpm_node_date(map, dated[i].key, &date) || dgpm_date_cmp(date, in->date) <= 0)
			continue;
		if (m.arena == NULL)
			m = build_map_new(facts->arena, DGPM_COUNT(dated));
		build_bool(&m, dated[i].name, true);
	}
	if (m.arena != NULL)
		build_sub(facts, "not_yet", &m);
}

static void risk_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 5);
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "security.risks", &items);
	int64_t accepted = 0, undated = 0, overdue = 0, untreated = 0, unevaluated = 0;

	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_date review;

		untreated += dgpm_node_get(&items[i], "treatment") == NULL;
		unevaluated += dgpm_node_get(&items[i], "evaluation") == NULL;
		if (!dgpm_node_text_is(&items[i], "treatment", "accept"))
			continue;
		accepted++;
		if (!dgpm_node_date(&items[i], "review_by", &review))
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

/* Whether a year's actual is recorded. */
static bool has_actual(const struct dgpm_node *indicator, int64_t year)
{
	const struct dgpm_node *actuals = NULL;
	uint32_t n = dgpm_node_items(indicator, "actuals", &actuals);
	int64_t y;

	for (uint32_t i = 0; i < n; i++)
		if (dgpm_node_int(dgpm_node_get(&actuals[i], "fiscal_year"), &y) && y == year &&
		    dgpm_node_get(&actuals[i], "value") != NULL)
			return true;
	return false;
}

/* The last year of two in a row whose own targets were missed, up to the day; 0: there is none. */
static int missed_twice(struct dgpm_arena *arena, const struct dgpm_node *node, int until)
{
	struct dgpm_indicator ind;
	const struct dgpm_indicator_year *last[2] = { NULL, NULL };

	dgpm_indicator_read(&ind, arena, node, "");
	for (size_t i = 0; i < ind.n_years; i++)
		if (ind.years[i].fiscal_year < until && ind.years[i].met != DGPM_MET_UNKNOWN) {
			last[0] = last[1];
			last[1] = &ind.years[i];
		}
	return last[0] != NULL && last[0]->met == DGPM_MET_NO && last[1]->met == DGPM_MET_NO &&
			       last[1]->fiscal_year == last[0]->fiscal_year + 1 ?
		       last[1]->fiscal_year :
		       0;
}

/* Whether the plan, or a decision on the project, is dated after a fiscal year was over. */
static bool answered_after(const struct dgpm_facts_in *in, const struct dgpm_node *card, int fiscal_year)
{
	static const char *const maps[] = { "plan", "decision" };
	struct dgpm_date day;

	for (size_t i = 0; i < DGPM_COUNT(maps); i++)
		if (dgpm_node_date(dgpm_node_get(card, maps[i]), "date", &day) && dgpm_date_cmp(day, in->date) <= 0 &&
		    dgpm_date_fiscal_year(day) > fiscal_year)
			return true;
	return false;
}

static void indicator_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 3);
	const struct dgpm_node *items = NULL, *targets = NULL;
	uint32_t n = dgpm_node_items(card->root, "indicators", &items);
	int64_t measurable = 0, unrecorded = 0, missed = 0, year;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t n_targets = dgpm_node_items(&items[i], "targets", &targets);
		int twice = missed_twice(facts->arena, &items[i], dgpm_date_fiscal_year(in->date));

		missed += twice != 0 && !answered_after(in, card->root, twice);
		for (uint32_t t = 0; t < n_targets; t++)
			unrecorded += dgpm_node_int(dgpm_node_get(&targets[t], "fiscal_year"), &year) &&
				      year < dgpm_date_fiscal_year(in->date) && !has_actual(&items[i], year);
		if (dgpm_node_text_is(&items[i], "direction", "qualitative"))
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
	build_int(&m, "unrecorded", unrecorded);
	build_int(&m, "missed", missed);
	build_sub(facts, "indicators", &m);
}

static void milestone_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 2);
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "milestones", &items);
	int64_t overdue = 0, next = 0;
	bool has_next = false;

	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_date due;
		int64_t days;

		/* What nobody knows to be reached or not is no delay. */
		if (by_day(&items[i], "done", in) || !dgpm_node_date(&items[i], "due", &due) ||
		    dgpm_node_true(dgpm_node_get(&items[i], "unknown")))
			continue;
		days = dgpm_date_days(in->date, due);
		overdue += days < 0;
		if (days >= 0 && (!has_next || days < next)) {
			next = days;
			has_next = true;
		}
	}
	build_int(&m, "overdue", overdue);
	if (has_next)
		build_int(&m, "next_due_days", next);
	build_sub(facts, "milestones", &m);
}

/* The procurements of the year under review, and whether each was checked on its own by the day (S1 4-6(3)). */
static void procurement_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "procurements", &items), n_year = 0;
	struct dgpm_node *year_items = NULL;
	struct build_map m;
	int64_t year;

	for (uint32_t i = 0; i < n; i++) {
		struct build_map one;

		if (!dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &year) || year != in->fiscal_year)
			continue;
		if (year_items == NULL)
			year_items = dgpm_arena_array(facts->arena, n, sizeof *year_items);
		one = build_map_new(facts->arena, 3);
		build_node(&one, "name", dgpm_node_get(&items[i], "name"));
		build_node(&one, "amount_yen", dgpm_node_get(&items[i], "amount_yen"));
		build_bool(&one, "checked", by_day(&items[i], "checked", in));
		year_items[n_year++] = build_done(&one);
	}
	if (n_year == 0)
		return;
	m = build_map_new(facts->arena, 1);
	build_list(&m, "year", year_items, n_year);
	build_sub(facts, "procurements", &m);
}

/* S1 4-7: monitoring is held phase by phase. */
static void monitoring_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	const struct dgpm_node *monitoring = dgpm_node_get(card->root, "monitoring"), *items = NULL;
	struct build_map m = build_map_new(facts->arena, 2);
	uint32_t n = dgpm_node_items(monitoring, "meetings", &items);
	int64_t unanswered = 0;
	bool met = false;

	if (!by_day(monitoring, "designated", in))
		return;
	for (uint32_t i = 0; i < n; i++) {
		const struct dgpm_node *advice = NULL;
		uint32_t n_advice = dgpm_node_items(&items[i], "advice", &advice);

		if (!by_day(&items[i], "date", in))
			continue;
		met |= dgpm_node_text_is(&items[i], "phase", card->phase);
		for (uint32_t k = 0; k < n_advice; k++)
			unanswered += dgpm_node_str(dgpm_node_get(&advice[k], "response")).n == 0 &&
				      !dgpm_node_text_is(&advice[k], "status", "closed");
	}
	build_bool(&m, "met_in_phase", met);
	build_int(&m, "unanswered", unanswered);
	build_sub(facts, "monitoring", &m);
}

/* The plan against the budget it has to follow. */
static void refined_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map plan = build_map_new(facts->arena, 1);
	struct dgpm_date date;
	/* The cabinet decides on the draft budget of a year in the last days of the December before it. */
	struct dgpm_date formed = { (int16_t)(in->fiscal_year - 1), (uint8_t)in->budget_month,
				    (uint8_t)in->budget_day };

	if (dgpm_node_date(dgpm_node_get(card->root, "plan"), "date", &date)) {
		build_bool(&plan, "after_budget",
			   dgpm_date_cmp(date, formed) >= 0 && dgpm_date_cmp(date, in->date) <= 0);
		build_sub(facts, "plan", &plan);
	}
}

/* Whether a report on the execution of the year had been made by the day (S1 4-5). */
static bool execution_reported(const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "execution.reports", &items);

	for (uint32_t i = 0; i < n; i++) {
		int64_t year;

		if (dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &year) && year == in->fiscal_year &&
		    by_day(&items[i], "date", in))
			return true;
	}
	return false;
}

/* Reduction measures of years that are over whose result is not told (S1 4-3, 4-4-2). */
static void reduction_results(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 1);
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "reductions", &items);
	int64_t unrecorded = 0, year;

	for (uint32_t i = 0; i < n; i++)
		unrecorded += dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &year) &&
			      year < dgpm_date_fiscal_year(in->date) && dgpm_node_get(&items[i], "actual_yen") == NULL;
	build_int(&m, "unrecorded", unrecorded);
	build_sub(facts, "reductions", &m);
}

void facts_of_dates(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	build_bool(facts, "year_over", dgpm_date_fiscal_year(in->date) > in->fiscal_year);
	build_bool(facts, "execution_reported", execution_reported(in, card));
	class_facts(facts, in, card);
	risk_facts(facts, in, card);
	indicator_facts(facts, in, card);
	milestone_facts(facts, in, card);
	monitoring_facts(facts, in, card);
	procurement_facts(facts, in, card);
	refined_facts(facts, in, card);
	reduction_results(facts, in, card);
	later_facts(facts, in, card);
}
