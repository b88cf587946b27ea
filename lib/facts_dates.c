/* Facts that hang on dates: what was reviewed, what is open, what is overdue. */
#include "facts.h"

static void class_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	const struct dgpm_node *class = dgpm_node_get(card->root, "classification");
	struct build_map m = build_map_new(facts->arena, 2);
	struct dgpm_date date;

	build_bool(&m, "designated",
		   dgpm_node_get(class, "class") != NULL && dgpm_node_get(class, "designated") != NULL);
	build_bool(&m, "applied", facts_date(dgpm_node_get(class, "application"), "date", &date) &&
					  dgpm_date_cmp(date, in->date) <= 0);
	build_sub(facts, "class", &m);
}

/* What is open among the findings of one review. */
struct open_findings {
	int64_t open, not_closed, unanswered, overdue;
};

static struct open_findings count_findings(const struct dgpm_node *review, struct dgpm_date today)
{
	struct open_findings c = { 0 };
	const struct dgpm_node *items = NULL;
	uint32_t n = facts_items(review, "findings", &items);

	for (uint32_t i = 0; i < n; i++) {
		bool open = facts_text_is(&items[i], "status", "open");
		bool closed = facts_text_is(&items[i], "status", "closed");
		struct dgpm_date due;

		c.open += open;
		c.not_closed += !closed;
		/* Without a status it is as open as one that says so. */
		c.unanswered += (open || dgpm_node_get(&items[i], "status") == NULL) &&
				dgpm_node_str(dgpm_node_get(&items[i], "answer")).n == 0;
		c.overdue += !closed && facts_date(&items[i], "due", &due) && dgpm_date_cmp(due, today) < 0;
	}
	return c;
}

const struct dgpm_node *facts_last_review(const struct dgpm_node *root, const char *stage, int fiscal_year)
{
	const struct dgpm_node *items = NULL, *last = NULL;
	uint32_t n = facts_items(root, "reviews", &items);
	struct dgpm_date last_date = { 0 };

	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_date date = { 0 };
		int64_t year;

		if (!facts_text_is(&items[i], "stage", stage) ||
		    !dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &year) || year != fiscal_year)
			continue;
		(void)facts_date(&items[i], "date", &date);
		if (last == NULL || dgpm_date_cmp(date, last_date) >= 0) {
			last = &items[i];
			last_date = date;
		}
	}
	return last;
}

/* The last review of each stage for the year under review, and what all reviews left open. */
static void review_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	static const char *const stages[] = { "pre-request", "request", "execution" };
	struct build_map m = build_map_new(facts->arena, 3), findings = build_map_new(facts->arena, 2);
	const struct dgpm_node *items = NULL;
	uint32_t n = facts_items(card->root, "reviews", &items);
	int64_t open = 0, overdue = 0;

	for (size_t s = 0; s < DGPM_COUNT(stages); s++) {
		const struct dgpm_node *last = facts_last_review(card->root, stages[s], in->fiscal_year);
		struct open_findings c;
		struct build_map one;

		if (last == NULL)
			continue;
		c = count_findings(last, in->date);
		one = build_map_new(facts->arena, 6);
		build_node(&one, "result", dgpm_node_get(last, "result"));
		build_node(&one, "date", dgpm_node_get(last, "date"));
		build_node(&one, "fiscal_year", dgpm_node_get(last, "fiscal_year"));
		build_int(&one, "open", c.open);
		build_int(&one, "unanswered", c.unanswered);
		build_int(&one, "overdue", c.overdue);
		build_sub(&m, stages[s], &one);
	}
	build_sub(facts, "reviews", &m);
	for (uint32_t i = 0; i < n; i++) {
		struct open_findings c = count_findings(&items[i], in->date);

		open += c.not_closed;
		overdue += c.overdue;
	}
	build_int(&findings, "open", open);
	build_int(&findings, "overdue", overdue);
	build_sub(facts, "findings", &findings);
}

static void risk_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 5);
	const struct dgpm_node *items = NULL;
	uint32_t n = facts_items(card->root, "security.risks", &items);
	int64_t accepted = 0, undated = 0, overdue = 0, untreated = 0, unevaluated = 0;

	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_date review;

		untreated += dgpm_node_get(&items[i], "treatment") == NULL;
		unevaluated += dgpm_node_get(&items[i], "evaluation") == NULL;
		if (!facts_text_is(&items[i], "treatment", "accept"))
			continue;
		accepted++;
		if (!facts_date(&items[i], "review_by", &review))
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
	uint32_t n = facts_items(indicator, "actuals", &actuals);
	int64_t y;

	for (uint32_t i = 0; i < n; i++)
		if (dgpm_node_int(dgpm_node_get(&actuals[i], "fiscal_year"), &y) && y == year &&
		    dgpm_node_get(&actuals[i], "value") != NULL)
			return true;
	return false;
}

static void indicator_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 2);
	const struct dgpm_node *items = NULL, *targets = NULL;
	uint32_t n = facts_items(card->root, "indicators", &items);
	int64_t measurable = 0, unrecorded = 0, year;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t n_targets = facts_items(&items[i], "targets", &targets);

		for (uint32_t t = 0; t < n_targets; t++)
			unrecorded += dgpm_node_int(dgpm_node_get(&targets[t], "fiscal_year"), &year) &&
				      year < dgpm_date_fiscal_year(in->date) && !has_actual(&items[i], year);
		if (facts_text_is(&items[i], "direction", "qualitative"))
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
	build_sub(facts, "indicators", &m);
}

static void milestone_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 2);
	const struct dgpm_node *items = NULL;
	uint32_t n = facts_items(card->root, "milestones", &items);
	int64_t overdue = 0, next = 0;
	bool has_next = false;

	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_date due;
		int64_t days;

		if (dgpm_node_get(&items[i], "done") != NULL || !facts_date(&items[i], "due", &due))
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

/* S1 4-7: monitoring is held phase by phase. */
static void monitoring_facts(struct build_map *facts, const struct dgpm_card *card)
{
	const struct dgpm_node *monitoring = dgpm_node_get(card->root, "monitoring"), *items = NULL;
	struct build_map m = build_map_new(facts->arena, 1);
	uint32_t n = facts_items(monitoring, "meetings", &items);
	bool met = false;

	if (dgpm_node_get(monitoring, "designated") == NULL)
		return;
	for (uint32_t i = 0; i < n; i++)
		met |= facts_text_is(&items[i], "phase", card->phase);
	build_bool(&m, "met_in_phase", met);
	build_sub(facts, "monitoring", &m);
}

/* The plan and the benefits, against the budget and the review they have to follow. */
static void refined_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map plan = build_map_new(facts->arena, 1), benefits = build_map_new(facts->arena, 1);
	const struct dgpm_node *review = facts_last_review(card->root, "pre-request", in->fiscal_year);
	struct dgpm_date date, reviewed;
	/* The budget of a year goes to the Diet in January before it. */
	struct dgpm_date formed = { (int16_t)in->fiscal_year, 1, 1 };

	if (facts_date(dgpm_node_get(card->root, "plan"), "date", &date)) {
		build_bool(&plan, "after_budget", dgpm_date_cmp(date, formed) >= 0);
		build_sub(facts, "plan", &plan);
	}
	if (facts_date(dgpm_node_get(card->root, "benefits"), "date", &date) && facts_date(review, "date", &reviewed)) {
		build_bool(&benefits, "refined", dgpm_date_cmp(date, reviewed) > 0);
		build_sub(facts, "benefits", &benefits);
	}
}

/* Whether a report on the execution of the year had been made by the day (S1 4-5). */
static bool execution_reported(const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = facts_items(card->root, "execution.reports", &items);

	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_date date;
		int64_t year;

		if (dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &year) && year == in->fiscal_year &&
		    facts_date(&items[i], "date", &date) && dgpm_date_cmp(date, in->date) <= 0)
			return true;
	}
	return false;
}

/* Reduction measures of years that are over whose result is not told (S1 4-3, 4-4-2). */
static void reduction_results(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 1);
	const struct dgpm_node *items = NULL;
	uint32_t n = facts_items(card->root, "reductions", &items);
	int64_t unrecorded = 0, year;

	for (uint32_t i = 0; i < n; i++)
		unrecorded += dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &year) &&
			      year < dgpm_date_fiscal_year(in->date) && dgpm_node_get(&items[i], "actual_yen") == NULL;
	build_int(&m, "unrecorded", unrecorded);
	build_sub(facts, "reductions", &m);
}

const char *dgpm_stage_due(const struct dgpm_node *card, struct dgpm_date date, int fiscal_year)
{
	/* Ministries hand in their requests by the end of August of the year before. */
	struct dgpm_date handed_in = { (int16_t)(fiscal_year - 1), 9, 1 };
	const struct dgpm_node *before = facts_last_review(card, "pre-request", fiscal_year);
	const struct dgpm_node *request = facts_last_review(card, "request", fiscal_year);

	if (dgpm_date_fiscal_year(date) >= fiscal_year || facts_text_is(request, "result", "approved") ||
	    facts_text_is(request, "result", "conditional"))
		return "execution";
	if (dgpm_date_cmp(date, handed_in) >= 0 || facts_text_is(before, "result", "approved") ||
	    facts_text_is(before, "result", "conditional"))
		return "request";
	return "pre-request";
}

void facts_of_dates(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	build_text(facts, "stage_due", dgpm_stage_due(card->root, in->date, in->fiscal_year));
	build_bool(facts, "year_over", dgpm_date_fiscal_year(in->date) > in->fiscal_year);
	build_bool(facts, "execution_reported", execution_reported(in, card));
	class_facts(facts, in, card);
	review_facts(facts, in, card);
	risk_facts(facts, in, card);
	indicator_facts(facts, in, card);
	milestone_facts(facts, in, card);
	monitoring_facts(facts, card);
	refined_facts(facts, in, card);
	reduction_results(facts, in, card);
}
