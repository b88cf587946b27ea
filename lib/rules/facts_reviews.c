/* Facts from the reviews on the card: what was held by the day, what it left open, what is due next. */
#include "rules/facts_parts.h"

static const char *const stages[] = { "pre-request", "request", "execution" };
enum { PRE_REQUEST, REQUEST, EXECUTION };

/* What is open among the findings of one review. */
struct open_findings {
	int64_t open, not_closed, unanswered, overdue, next_due_days; /* the last -1: none is to come */
	struct dgpm_date last_due; /* of those overdue */
};

/* Closed after the day is not closed yet. */
static bool is_closed(const struct dgpm_node *finding, struct dgpm_date today)
{
	struct dgpm_date closed;

	return dgpm_node_text_is(finding, "status", "closed") &&
	       !(dgpm_node_date(finding, "closed", &closed) && dgpm_date_cmp(closed, today) > 0);
}

static struct open_findings count_findings(const struct dgpm_node *review, struct dgpm_date today)
{
	struct open_findings c = { .next_due_days = -1 };
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(review, "findings", &items);

	for (uint32_t i = 0; i < n; i++) {
		bool closed = is_closed(&items[i], today),
		     answered = dgpm_node_text_is(&items[i], "status", "answered");
		struct dgpm_date due;
		int64_t days;

		c.open += !closed && !answered && dgpm_node_get(&items[i], "status") != NULL;
		c.not_closed += !closed;
		/* Without a status it is as open as one that says so. */
		c.unanswered += !closed && !answered && dgpm_node_str(dgpm_node_get(&items[i], "answer")).n == 0;
		if (closed || !dgpm_node_date(&items[i], "due", &due))
			continue;
		days = dgpm_date_days(today, due);
		if (days >= 0 && (c.next_due_days < 0 || days < c.next_due_days))
			c.next_due_days = days;
		if (days >= 0)
			continue;
		c.overdue++;
		if (c.overdue == 1 || dgpm_date_cmp(due, c.last_due) > 0)
			c.last_due = due;
	}
	return c;
}

/* A review without a date counts as held: only a later day makes it a plan. */
static bool is_held(const struct dgpm_node *review, struct dgpm_date today)
{
	struct dgpm_date date;

	return !dgpm_node_date(review, "date", &date) || dgpm_date_cmp(date, today) <= 0;
}

/* The last review of a stage and year: of those held by the day, or of those still to come. */
static const struct dgpm_node *last_of(const struct dgpm_node *root, const char *stage, int fiscal_year,
				       struct dgpm_date today, bool held)
{
	const struct dgpm_node *items = NULL, *last = NULL;
	uint32_t n = dgpm_node_items(root, "reviews", &items);
	struct dgpm_date last_date = { 0 };

	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_date date = { 0 };
		int64_t year;

		if (!dgpm_node_text_is(&items[i], "stage", stage) ||
		    !dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &year) || year != fiscal_year ||
		    is_held(&items[i], today) != held)
			continue;
		(void)dgpm_node_date(&items[i], "date", &date);
		if (last == NULL || dgpm_date_cmp(date, last_date) >= 0) {
			last = &items[i];
			last_date = date;
		}
	}
	return last;
}

const struct dgpm_node *dgpm_facts_last_review(const struct dgpm_node *root, const char *stage, int fiscal_year,
					  struct dgpm_date today)
{
	return last_of(root, stage, fiscal_year, today, true);
}

/* S3 5.1 ③: 費用の妥当性, 仕様の適正性, 業務改革. */
static int64_t views_checked(const struct dgpm_node *review)
{
	static const char *const views[] = { "cost", "specification", "bpr" };
	const struct dgpm_node *checks = dgpm_node_get(review, "checks");
	int64_t n = 0;

	for (size_t i = 0; i < DGPM_COUNT(views); i++)
		n += dgpm_node_get(checks, views[i]) != NULL;
	return n;
}

static void stage_facts(struct build_map *reviews, const struct dgpm_facts_in *in, const struct dgpm_card *card,
			const char *stage)
{
	const struct dgpm_node *last = last_of(card->root, stage, in->fiscal_year, in->date, true), *planned;
	struct build_map one;
	struct open_findings c;

	if (last == NULL) {
		planned = last_of(card->root, stage, in->fiscal_year, in->date, false);
		if (planned == NULL)
			return;
		one = build_map_new(reviews->arena, 2);
		build_node(&one, "fiscal_year", dgpm_node_get(planned, "fiscal_year"));
		build_node(&one, "planned", dgpm_node_get(planned, "date"));
		build_sub(reviews, stage, &one);
		return;
	}
	c = count_findings(last, in->date);
	one = build_map_new(reviews->arena, 7);
	build_node(&one, "result", dgpm_node_get(last, "result"));
	build_node(&one, "date", dgpm_node_get(last, "date"));
	build_node(&one, "fiscal_year", dgpm_node_get(last, "fiscal_year"));
	build_int(&one, "open", c.open);
	build_int(&one, "unanswered", c.unanswered);
	build_int(&one, "overdue", c.overdue);
	build_int(&one, "checks", views_checked(last));
	build_sub(reviews, stage, &one);
}

/*
 * Whether a decision answers what stands now (S1 4-6(3)): one made by the day, in the year under review or later, and,
 * unless it puts an end to the project, not before the due date of what is overdue and the last execution review.
 */
static void decision_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card,
			   const struct open_findings *all)
{
	const struct dgpm_node *decision = dgpm_node_get(card->root, "decision"), *review;
	struct dgpm_date date, reviewed, year = { (int16_t)in->fiscal_year, 4, 1 };
	struct build_map m;
	bool answers;

	if (decision == NULL || !dgpm_node_date(decision, "date", &date))
		return;
	answers = dgpm_date_cmp(date, in->date) <= 0 && dgpm_date_cmp(date, year) >= 0;
	if (!dgpm_node_text_is(decision, "kind", "stop") && !dgpm_node_text_is(decision, "kind", "retire")) {
		review = dgpm_facts_last_review(card->root, stages[EXECUTION], in->fiscal_year, in->date);
		answers = answers && (all->overdue == 0 || dgpm_date_cmp(date, all->last_due) >= 0) &&
			  (!dgpm_node_date(review, "date", &reviewed) || dgpm_date_cmp(date, reviewed) >= 0);
	}
	m = build_map_new(facts->arena, 1);
	build_bool(&m, "answers", answers);
	build_sub(facts, "decision", &m);
}

struct dgpm_open_findings dgpm_facts_open_findings(const struct dgpm_node *root, struct dgpm_date today)
{
	struct dgpm_open_findings all = { 0, 0 };
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(root, "reviews", &items);

	for (uint32_t i = 0; i < n; i++)
		if (is_held(&items[i], today)) {
			struct open_findings c = count_findings(&items[i], today);

			all.n += c.not_closed;
			all.overdue += c.overdue;
		}
	return all;
}

/* The last review of each stage for the year under review, and what all reviews left open. */
void facts_of_reviews(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 3), findings = build_map_new(facts->arena, 3);
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "reviews", &items);
	struct open_findings all = { .next_due_days = -1 };
	int64_t repeated = 0;
	bool passed_any = false;

	build_text(facts, "stage_due", dgpm_due(card->root, in->date, in->fiscal_year, in->judged).stage);
	for (size_t s = 0; n != 0 && s < DGPM_COUNT(stages); s++)
		stage_facts(&m, in, card, stages[s]);
	build_sub(facts, "reviews", &m);
	for (uint32_t i = 0; i < n; i++) {
		struct open_findings c;

		if (!is_held(&items[i], in->date))
			continue;
		passed_any |= dgpm_node_text_is(&items[i], "result", "approved") ||
			      dgpm_node_text_is(&items[i], "result", "conditional");
		c = count_findings(&items[i], in->date);
		all.not_closed += c.not_closed;
		if (c.next_due_days >= 0 && (all.next_due_days < 0 || c.next_due_days < all.next_due_days))
			all.next_due_days = c.next_due_days;
		if (c.overdue != 0 && (all.overdue == 0 || dgpm_date_cmp(c.last_due, all.last_due) > 0))
			all.last_due = c.last_due;
		all.overdue += c.overdue;
		repeated += c.not_closed != 0 && dgpm_node_text_is(&items[i], "stage", stages[EXECUTION]);
	}
	build_bool(facts, "passed_any_review", passed_any);
	build_int(&findings, "open", all.not_closed);
	build_int(&findings, "overdue", all.overdue);
	if (all.next_due_days >= 0)
		build_int(&findings, "next_due_days", all.next_due_days);
	build_int(&findings, "repeated", repeated);
	build_sub(facts, "findings", &findings);
	decision_facts(facts, in, card, &all);
}

static bool passed(const struct dgpm_node *card, int stage, int fiscal_year, struct dgpm_date date)
{
	const struct dgpm_node *review = dgpm_facts_last_review(card, stages[stage], fiscal_year, date);

	return dgpm_node_text_is(review, "result", "approved") || dgpm_node_text_is(review, "result", "conditional");
}

/* The stage of one year, whatever becomes of the others. */
static int stage_of_year(const struct dgpm_node *card, struct dgpm_date date, int fiscal_year)
{
	/* Ministries hand in their requests by the end of August of the year before. */
	struct dgpm_date handed_in = { (int16_t)(fiscal_year - 1), 9, 1 };

	if (dgpm_date_fiscal_year(date) >= fiscal_year || passed(card, REQUEST, fiscal_year, date))
		return EXECUTION;
	if (dgpm_date_cmp(date, handed_in) >= 0 || passed(card, PRE_REQUEST, fiscal_year, date))
		return REQUEST;
	return PRE_REQUEST;
}

/* Whether the round of the year of the day calls for the request of the next year (`next`), or for what is executed. */
static int stage_of_day(const struct dgpm_node *card, struct dgpm_date date, int next)
{
	struct dgpm_date handed_in = { (int16_t)(next - 1), 9, 1 }, formed = { (int16_t)next, 1, 1 };

	if (dgpm_date_cmp(date, formed) >= 0)
		return EXECUTION;
	if (dgpm_date_cmp(date, handed_in) >= 0)
		return passed(card, REQUEST, next, date) ? EXECUTION : REQUEST;
	return passed(card, PRE_REQUEST, next, date) ? EXECUTION : PRE_REQUEST;
}

struct dgpm_due dgpm_due(const struct dgpm_node *card, struct dgpm_date date, int fiscal_year, unsigned judged)
{
	int now = dgpm_date_fiscal_year(date), year = fiscal_year != 0 ? fiscal_year : now + 1, stage;
	int executed = fiscal_year != 0 ? fiscal_year : now;
	int64_t from;

	if (judged == 0)
		judged = DGPM_EVERY_STAGE;
	if (fiscal_year == 0 && !(dgpm_node_int(dgpm_node_at(card, "span.from"), &from) && from > now)) {
		stage = stage_of_day(card, date, year);
	} else {
		stage = stage_of_year(card, date, year);
		executed = year;
	}
	/* Where nobody reviews the request, the review before it stays due until it is passed. */
	if (stage == REQUEST && (judged & 1u << REQUEST) == 0)
		stage = executed <= now && passed(card, PRE_REQUEST, year, date) ? EXECUTION : PRE_REQUEST;
	for (int s = PRE_REQUEST; (judged & 1u << stage) == 0 && s <= EXECUTION; s++)
		if ((judged & 1u << s) != 0)
			stage = s;
	return (struct dgpm_due){ stages[stage], stage == EXECUTION ? executed : year };
}
