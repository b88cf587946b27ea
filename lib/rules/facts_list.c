/* The finite list of facts, and what a path of a rule is in it. */
#include "rules/facts.h"
#include "base/text.h"
#include "base/i18n.h"

#define MOST_STEPS 5 /* of the longest name */

static const struct dgpm_fact list[] = {
	{ "facts.stage", "string", N_("the review stage being judged") },
	{ "facts.date", "date", N_("the day of the review") },
	{ "facts.fiscal_year", "integer", N_("the fiscal year under review: the one the budget is asked for") },
	{ "facts.stage_due", "string", N_("the stage the project is due for, by its reviews and the day") },
	{ "facts.year_over", "boolean", N_("the year under review was over on that day") },
	{ "facts.ledger.rows", "integer",
	  N_("ledger rows of the project, any year; absent when no ledger was read") },
	{ "facts.ledger.year_rows", "integer",
	  N_("ledger rows of the year under review; absent when there is none") },
	{ "facts.ledger.year.<stage>.rows", "integer", N_("rows of the year under review") },
	{ "facts.ledger.year.<stage>.total_yen", "yen", N_("sum of the year under review") },
	{ "facts.ledger.year.<stage>.development_yen", "yen", N_("new development of the year under review") },
	{ "facts.ledger.year.<stage>.modification_yen", "yen", N_("modification of the year under review") },
	{ "facts.ledger.year.<stage>.operation_yen", "yen", N_("operation of the year under review") },
	{ "facts.ledger.year.<stage>.unspecified_yen", "yen",
	  N_("amounts of the year under review that do not say which expense") },
	{ "facts.ledger.previous.<stage>.rows", "integer", N_("rows of the fiscal year before") },
	{ "facts.ledger.previous.<stage>.total_yen", "yen", N_("sum of the fiscal year before") },
	{ "facts.ledger.previous.<stage>.development_yen", "yen", N_("new development of the fiscal year before") },
	{ "facts.ledger.previous.<stage>.modification_yen", "yen", N_("modification of the fiscal year before") },
	{ "facts.ledger.previous.<stage>.operation_yen", "yen", N_("operation of the fiscal year before") },
	{ "facts.ledger.previous.<stage>.unspecified_yen", "yen",
	  N_("amounts of the fiscal year before that do not say which expense") },
	{ "facts.running_cost_yen", "yen",
	  N_("operation and modification of the latest year that has any, up to the year under review: executed "
	     "once the year is over, else initial, else planned, else required") },
	{ "facts.yearly_cost_yen", "yen", N_("the same of all expenses") },
	{ "facts.class.designated", "boolean", N_("the class was designated by that day") },
	{ "facts.class.applied", "boolean",
	  N_("an application for a class is dated on or before the day of the review") },
	{ "facts.reviews.<stage>.result", "string",
	  N_("the last review of that stage for the year under review that was held by the day") },
	{ "facts.reviews.<stage>.date", "date", N_("day of the review") },
	{ "facts.reviews.<stage>.fiscal_year", "integer", N_("fiscal year the review was about") },
	{ "facts.reviews.<stage>.open", "integer", N_("findings of the review that are still open") },
	{ "facts.reviews.<stage>.unanswered", "integer",
	  N_("findings of the review open or without status, not answered") },
	{ "facts.reviews.<stage>.overdue", "integer", N_("findings not closed whose due date is past") },
	{ "facts.reviews.<stage>.checks", "integer",
	  N_("how many of cost, specification and redesign it says were checked, of 3") },
	{ "facts.reviews.<stage>.planned", "date", N_("where none was held yet: the day of the one to come") },
	{ "facts.passed_any_review", "boolean", N_("a review of any stage and year, held by the day, passed it") },
	{ "facts.findings.open", "integer", N_("findings not closed, of all reviews held by the day") },
	{ "facts.findings.overdue", "integer",
	  N_("findings not closed whose due date is past, of all reviews held by the day") },
	{ "facts.findings.next_due_days", "integer", N_("days to the next due date of those not closed") },
	{ "facts.findings.repeated", "integer", N_("execution reviews that left findings not closed") },
	{ "facts.decision.answers", "boolean",
	  N_("the decision was made by the day, in the year under review or later, and, unless it ends the project, "
	     "not before what is overdue was due and the execution review was held") },
	{ "facts.results.errors", "integer",
	  N_("errors of the other rules of the stage, waived ones left out; for rules with `after: results`") },
	{ "facts.results.warnings", "integer", N_("their warnings, likewise") },
	{ "facts.not_yet.plan", "boolean", N_("plan.date is after the day; absent else") },
	{ "facts.not_yet.benefits", "boolean", N_("benefits.date is after the day; absent else") },
	{ "facts.not_yet.cloud", "boolean", N_("cloud.considered is after the day; absent else") },
	{ "facts.not_yet.similar_systems", "boolean", N_("similar_systems.surveyed is after the day; absent else") },
	{ "facts.not_yet.as_is", "boolean", N_("bpr.as_is.date is after the day; absent else") },
	{ "facts.not_yet.to_be", "boolean", N_("bpr.to_be.date is after the day; absent else") },
	{ "facts.not_yet.self_assessment", "boolean",
	  N_("accessibility.self_assessment.date is after the day; absent else") },
	{ "facts.not_yet.assessment", "boolean", N_("security.assessment.date is after the day; absent else") },
	{ "facts.not_yet.execution_plan", "boolean", N_("execution.plan.date is after the day; absent else") },
	{ "facts.not_yet.agency_involvement", "boolean",
	  N_("agency_involvement.date is after the day; absent else") },
	{ "facts.not_yet.commitments_plan", "boolean",
	  N_("execution.commitments_plan.date is after the day; absent else") },
	{ "facts.not_yet.agency_id", "boolean", N_("agency_id.assigned is after the day; absent else") },
	{ "facts.not_yet.migration", "boolean", N_("cloud.migration.considered is after the day; absent else") },
	{ "facts.not_yet.explained", "boolean", N_("decision.explained is after the day; absent else") },
	{ "facts.not_yet.consulted", "boolean", N_("local.consulted is after the day; absent else") },
	{ "facts.request.over_required_yen", "yen", N_("request less required amount of the year under review") },
	{ "facts.request.by_agency", "boolean",
	  N_("the request of the year, of the general account alone, stands under "
	     "the Digital Agency, before FY2022 under the Cabinet Secretariat") },
	{ "facts.budget.changed", "boolean", N_("the initial budget of the year differs from the request") },
	{ "facts.plan.after_budget", "boolean",
	  N_("the plan document is dated when the draft budget of the year is there (schemas/review.yaml) or later, "
	     "and not after the day") },
	{ "facts.benefits.refined", "boolean",
	  N_("cost and benefit are dated after the pre-request review of the year") },
	{ "facts.benefits.told", "integer",
	  N_("benefits to users, administration and by redesign that have a figure: yen, hours or cases") },
	{ "facts.benefits.yearly_yen", "yen", N_("their sum a year; absent unless all are in yen") },
	{ "facts.benefits.total_yen", "yen",
	  N_("that in every year of the life-cycle cost in which the system runs") },
	{ "facts.benefits.ratio", "integer",
	  N_("benefits of all years in which it runs as a share of the life-cycle cost, in 1/10000") },
	{ "facts.benefits.payback_years", "integer",
	  N_("years, rounded up, in which benefits less running cost repay what is spent once") },
	{ "facts.benefits.unverified_years", "integer",
	  N_("years that are over since the span began, or since the last with an actual benefit") },
	{ "facts.lifecycle.total_yen", "yen", N_("the life-cycle cost of all years that are given") },
	{ "facts.cost_structure.age_years", "integer",
	  N_("fiscal years since the cost structure was analysed; absent when it was not, by the day") },
	{ "facts.technology.years_without_support", "integer",
	  N_("fiscal years of the span after the year in which support ends") },
	{ "facts.execution.planned_yen", "yen", N_("what the plan of execution on the card comes to") },
	{ "facts.execution.allocated_yen", "yen", N_("allocated in the year under review") },
	{ "facts.execution.executed_yen", "yen", N_("executed in the year under review") },
	{ "facts.execution.over_allocated_yen", "yen", N_("executed less allocated") },
	{ "facts.execution.reported_yen", "yen", N_("executed, by the last report of the year on the card") },
	{ "facts.execution.over_executed_yen", "yen", N_("reported less executed") },
	{ "facts.execution.accounts", "array",
	  N_("accounts with amounts in the year under review, each with these keys") },
	{ "facts.execution.accounts[].account", "string", N_("the account: general, or special with its name") },
	{ "facts.execution.accounts[].available_yen", "yen",
	  N_("initial, supplementary, carried in, transferred in and reserve") },
	{ "facts.execution.accounts[].executed_yen", "yen", N_("executed") },
	{ "facts.execution.accounts[].carryover_out_yen", "yen", N_("carried over to the next year") },
	{ "facts.execution.accounts[].used_yen", "yen", N_("executed and carried over") },
	{ "facts.execution.accounts[].excess_yen", "yen",
	  N_("executed and carried over less available: below zero when there is room") },
	{ "facts.execution.accounts[].unexplained_yen", "yen",
	  N_("the same, but 0 where all of it may come of rounding: half a unit an amount") },
	{ "facts.execution.accounts[].rate", "integer", N_("executed of available, in 1/10000") },
	{ "facts.execution.accounts[].rate_basis", "string",
	  N_("what the rate is of: gross, or net of what is carried over (total_basis of dgpm.yaml)") },
	{ "facts.execution.accounts[].carryover_rate", "integer", N_("carried over of available, in 1/10000") },
	{ "facts.execution_reported", "boolean", N_("a report on the execution of the year was made by that day") },
	{ "facts.milestones.overdue", "integer", N_("milestones not done whose due date is past") },
	{ "facts.milestones.next_due_days", "integer", N_("days to the next milestone") },
	{ "facts.procurements.year", "array", N_("the procurements of the year under review, with these keys") },
	{ "facts.procurements.year[].name", "string", N_("the name of the procurement") },
	{ "facts.procurements.year[].amount_yen", "yen", N_("its amount") },
	{ "facts.procurements.year[].checked", "boolean", N_("it was checked on its own, by the day") },
	{ "facts.bids.single_streak", "integer",
	  N_("longest run of contracts won by one contractor as the only bidder") },
	{ "facts.bids.contractor", "string", N_("that contractor") },
	{ "facts.bids.same_streak", "integer",
	  N_("longest run of contracts won by one contractor, whoever else bid") },
	{ "facts.bids.same_contractor", "string", N_("that contractor") },
	{ "facts.indicators.unrecorded", "integer", N_("past years with a target but without an actual") },
	{ "facts.monitoring.met_in_phase", "boolean",
	  N_("designated for monitoring: a meeting was held in this phase") },
	{ "facts.monitoring.unanswered", "integer", N_("advice of its meetings without a response, not closed") },
	{ "facts.special_account", "boolean",
	  N_("the card or a ledger row of the year names a special account or an earmarked source") },
	{ "facts.reduction.target_id", "string", N_("the reduction target of operation and modification") },
	{ "facts.reduction.baseline_fy", "integer", N_("its baseline year") },
	{ "facts.reduction.baseline_yen", "yen", N_("operation and modification of that year") },
	{ "facts.reduction.path_yen", "yen", N_("where the path stands in the year under review") },
	{ "facts.reduction.requested_yen", "yen", N_("operation and modification requested for the year") },
	{ "facts.reduction.actual_yen", "yen", N_("the same executed once the year is over, else initial") },
	{ "facts.reduction.over_request_yen", "yen", N_("operation and modification requested less the path") },
	{ "facts.reduction.over_actual_yen", "yen", N_("operation and modification less the path") },
	{ "facts.reductions.unrecorded", "integer", N_("reduction measures of past years without an actual") },
	{ "facts.span.years", "integer", N_("fiscal years of the span") },
	{ "facts.lifecycle.missing_years", "integer",
	  N_("fiscal years of the span without an amount of life-cycle cost") },
	{ "facts.indicators.missed", "integer",
	  N_("indicators whose targets of two years in a row were missed, without a plan or decision dated since") },
	{ "facts.indicators.measurable", "integer", N_("indicators with a numeric target and its year") },
	{ "facts.articles.answered", "integer", N_("service-design articles answered, of 12") },
	{ "facts.articles.unexplained", "integer", N_("service-design articles not applicable without a note") },
	{ "facts.similar.undecided", "integer", N_("similar systems found, without a decision") },
	{ "facts.similar.found", "integer",
	  N_("other projects that `dgpm overlap` brings together with it, without a decision or relation on "
	     "either card") },
	{ "facts.risks.accepted", "integer", N_("risks accepted") },
	{ "facts.risks.no_review_date", "integer", N_("accepted risks without a review date") },
	{ "facts.risks.review_overdue", "integer", N_("accepted risks whose review date is past") },
	{ "facts.risks.untreated", "integer", N_("risks without a treatment") },
	{ "facts.risks.unevaluated", "integer", N_("risks without an evaluation") },
	{ "facts.procedures.online", "integer", N_("procedures that are online or are to be") },
	{ "facts.procedures.online_unused", "integer", N_("online procedures with no use a year") },
	{ "facts.procedures.online_uncounted", "integer", N_("online procedures without a count of yearly uses") },
	{ "facts.mid_term_plan.listed", "boolean",
	  N_("the project stands in the mid-term plan, by its card or a plan; "
	     "absent when neither the card nor a plan of its organization "
	     "says so either way") },
	{ "facts.team.cost_per_member_yen", "yen", N_("running cost a member of the team") },
};

const struct dgpm_fact *dgpm_fact_list(size_t *n)
{
	*n = DGPM_COUNT(list);
	return list;
}

static const char *const review_stages[] = { "pre-request", "request", "execution" };

/* The nth word that <stage> of a fact stands for; NULL: there are no more. */
static const char *stage_word(const char *fact, size_t nth)
{
	if (strncmp(fact, "facts.reviews.", 14) == 0)
		return nth < DGPM_COUNT(review_stages) ? review_stages[nth] : NULL;
	return nth < DGPM_N_LEDGER_STAGES ? dgpm_ledger_stage_name((enum dgpm_ledger_stage)nth) : NULL;
}

static bool is_stage(const char *fact, struct dgpm_str step)
{
	const char *word;

	for (size_t i = 0; (word = stage_word(fact, i)) != NULL; i++)
		if (dgpm_str_is(step, word))
			return true;
	return false;
}

/* Step by step: whether a fact is at the path, or below it. */
static bool leads_to(const char *fact, const char *path)
{
	const char *at = fact;

	/* The first step is "facts" of all; most facts end at the first letter behind it. */
	if (path[0] != fact[0] || (strncmp(path, "facts.", 6) == 0 && path[6] != fact[6]))
		return false;
	for (;;) {
		const char *end = strchrnul(path, '.'), *stop = strchrnul(at, '.');
		struct dgpm_str step = { path, (size_t)(end - path) }, own = { at, (size_t)(stop - at) };
		bool many = own.n > 2 && own.s[own.n - 1] == ']' && *end == '\0';

		/* A list may be asked for as a whole. */
		if (many && step.n == own.n - 2)
			own.n -= 2;
		if (dgpm_str_is(own, "<stage>") ? !is_stage(fact, step) : !dgpm_str_eq(own, step))
			return false;
		if (*end == '\0' || *stop == '\0')
			return *end == '\0';
		path = end + 1;
		at = stop + 1;
	}
}

bool dgpm_fact_known(const char *path)
{
	for (size_t i = 0; i < DGPM_COUNT(list); i++)
		if (leads_to(list[i].name, path))
			return true;
	return strcmp(path, "facts") == 0;
}

static size_t steps(const char *path)
{
	size_t n = 1;

	for (; (path = strchr(path, '.')) != NULL; path++)
		n++;
	return n;
}

const char *dgpm_fact_type(const char *path)
{
	size_t n = steps(path), length = strlen(path);

	for (size_t i = 0; i < DGPM_COUNT(list); i++) {
		const char *name = list[i].name;

		/* Of a list as a whole the type of its items says nothing. */
		if (steps(name) == n && (path[length - 1] == ']') == (name[strlen(name) - 1] == ']') &&
		    leads_to(name, path))
			return list[i].type;
	}
	return NULL;
}

/* Its first clause: the others say when it has no value, or what counts where. */
static const char *meaning(struct dgpm_arena *arena, const char *text)
{
	static const char *const ends[] = { "; ", ": ", "。", "；", "：" };
	size_t n = strlen(text);

	for (size_t i = 0; i < DGPM_COUNT(ends); i++) {
		const char *at = strstr(text, ends[i]);

		if (at != NULL && at != text && (size_t)(at - text) < n)
			n = (size_t)(at - text);
	}
	return text[n] == '\0' ? text : dgpm_arena_strndup(arena, text, n);
}

const char *dgpm_fact_meaning(struct dgpm_arena *arena, const struct dgpm_codes *codes, const char *lang,
			      const char *path)
{
	for (size_t i = 0; i < DGPM_COUNT(list); i++) {
		const char *mark = strstr(list[i].name, "<stage>"), *word, *code_list;
		size_t head = mark != NULL ? (size_t)(mark - list[i].name) : 0;

		if (!leads_to(list[i].name, path) || strlen(path) <= head)
			continue;
		if (mark == NULL && steps(path) == steps(list[i].name))
			return meaning(arena, _(list[i].text));
		if (mark == NULL)
			continue;
		code_list = strncmp(path, "facts.reviews.", 14) == 0 ? "review-stage" : "ledger-stage";
		word = dgpm_arena_strndup(arena, path + head, strcspn(path + head, "."));
		if (codes != NULL)
			word = dgpm_code_text(codes, code_list, dgpm_str_of(word), lang);
		return steps(path) < steps(list[i].name) ? word :
							   dgpm_arena_printf(arena, _("%s, %s"), word,
								     meaning(arena, _(list[i].text)));
	}
	return NULL;
}

/* A fact and the maps on the way to it. */
static size_t add_steps(struct dgpm_arena *arena, const char **names, size_t n, const char *fact)
{
	for (size_t i = strcspn(fact, ".") + 1; fact[i - 1] != '\0'; i++)
		if (fact[i] == '.')
			names[n++] = dgpm_arena_strndup(arena, fact, i);
	names[n++] = fact;
	return n;
}

const char *dgpm_fact_nearest(struct dgpm_arena *arena, const char *path)
{
	const char **names = dgpm_arena_array(arena, DGPM_COUNT(list) * DGPM_N_LEDGER_STAGES * MOST_STEPS,
					      sizeof *names);
	size_t n = 0;

	for (size_t i = 0; i < DGPM_COUNT(list); i++) {
		const char *mark = strstr(list[i].name, "<stage>"), *word;

		if (mark == NULL)
			n = add_steps(arena, names, n, list[i].name);
		for (size_t k = 0; mark != NULL && (word = stage_word(list[i].name, k)) != NULL; k++)
			n = add_steps(arena, names, n,
				      dgpm_arena_printf(arena, "%.*s%s%s", (int)(mark - list[i].name), list[i].name,
							word, mark + 7));
	}
	return dgpm_text_nearest(dgpm_str_of(path), names, n);
}
