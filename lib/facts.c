/* Facts of a project, in one pass over its card and its sums. */
#include "facts.h"
#include "i18n.h"

static const struct dgpm_fact list[] = {
	{ "facts.stage", "string", N_("the review stage being judged") },
	{ "facts.date", "date", N_("the day of the review") },
	{ "facts.fiscal_year", "integer", N_("the fiscal year under review: the one the budget is asked for") },
	{ "facts.stage_due", "string", N_("the stage the project is due for, by its reviews and the day") },
	{ "facts.year_over", "boolean", N_("the year under review was over on that day") },
	{ "facts.ledger.rows", "integer", N_("ledger rows of the project, any year; absent when no ledger was read") },
	{ "facts.ledger.year.<stage>.rows", "integer", N_("rows of a ledger stage in the year under review") },
	{ "facts.ledger.year.<stage>.total_yen", "yen", N_("their sum") },
	{ "facts.ledger.year.<stage>.development_yen", "yen",
	  N_("of it development; likewise modification_yen, "
	     "operation_yen, unspecified_yen") },
	{ "facts.ledger.previous.<stage>.rows", "integer",
	  N_("the same of the fiscal year before; likewise the sums") },
	{ "facts.running_cost_yen", "yen",
	  N_("operation and modification of the latest year that has any: executed once the year is over, "
	     "else initial, else planned, else required") },
	{ "facts.yearly_cost_yen", "yen", N_("the same of all expenses") },
	{ "facts.class.designated", "boolean", N_("the class was designated by that day") },
	{ "facts.class.applied", "boolean",
	  N_("an application for a class is dated on or before the day of the review") },
	{ "facts.reviews.<stage>.result", "string",
	  N_("the last review of that stage for the year under review that was held by the day") },
	{ "facts.reviews.<stage>.date", "date", N_("its day") },
	{ "facts.reviews.<stage>.open", "integer", N_("its findings that are still open") },
	{ "facts.reviews.<stage>.unanswered", "integer", N_("its findings open or without status, not answered") },
	{ "facts.reviews.<stage>.overdue", "integer", N_("findings not closed whose due date is past") },
	{ "facts.reviews.<stage>.planned", "date", N_("where none was held yet: the day of the one to come") },
	{ "facts.findings.open", "integer", N_("findings not closed, of all reviews held by the day") },
	{ "facts.findings.overdue", "integer", N_("of them those whose due date is past") },
	{ "facts.findings.repeated", "integer", N_("execution reviews that left findings not closed") },
	{ "facts.decision.answers", "boolean",
	  N_("the decision was made by the day, in the year under review or later, and, unless it ends the project, not "
	     "before what is overdue was due and the execution review was held") },
	{ "facts.results.errors", "integer",
	  N_("errors of the other rules of the stage, waived ones left out; for rules with `after: results`") },
	{ "facts.results.warnings", "integer", N_("their warnings, likewise") },
	{ "facts.not_yet.<item>", "boolean",
	  N_("dated after the day: plan, benefits, cloud, similar_systems, as_is, to_be, self_assessment, assessment, "
	     "execution_plan, agency_involvement; absent else") },
	{ "facts.request.over_required_yen", "yen", N_("request less required amount of the year under review") },
	{ "facts.request.by_agency", "boolean",
	  N_("the request of the year, special accounts left out, stands under "
	     "the Digital Agency, before FY2022 under the Cabinet Secretariat") },
	{ "facts.budget.changed", "boolean", N_("the initial budget of the year differs from the request") },
	{ "facts.plan.after_budget", "boolean",
	  N_("the plan document is dated on or after 1 January before the year, and not after the day") },
	{ "facts.benefits.refined", "boolean",
	  N_("cost and benefit are dated after the pre-request review of the year") },
	{ "facts.execution.accounts", "array",
	  N_("an item an account of the year: account, available_yen, executed_yen, "
	     "carryover_out_yen, rate and carryover_rate in 1/10000, excess_yen") },
	{ "facts.execution_reported", "boolean", N_("a report on the execution of the year was made by that day") },
	{ "facts.milestones.overdue", "integer", N_("milestones not done whose due date is past") },
	{ "facts.milestones.next_due_days", "integer", N_("days to the next milestone") },
	{ "facts.procurements.year", "array",
	  N_("the procurements of the year under review: name, amount_yen, checked (on its own, by the day)") },
	{ "facts.bids.single_streak", "integer",
	  N_("longest run of contracts won by one contractor as the only bidder") },
	{ "facts.bids.contractor", "string", N_("that contractor") },
	{ "facts.indicators.unrecorded", "integer", N_("past years with a target but without an actual") },
	{ "facts.monitoring.met_in_phase", "boolean",
	  N_("designated for monitoring: a meeting was held in this phase") },
	{ "facts.special_account", "boolean", N_("the card or a ledger row of the year names a special account") },
	{ "facts.reduction.baseline_yen", "yen",
	  N_("operation and modification of the baseline year of the reduction "
	     "target; likewise target_id, baseline_fy") },
	{ "facts.reduction.path_yen", "yen", N_("where the path stands in the year under review") },
	{ "facts.reduction.requested_yen", "yen", N_("operation and modification requested for the year") },
	{ "facts.reduction.actual_yen", "yen", N_("the same executed once the year is over, else initial") },
	{ "facts.reduction.over_request_yen", "yen", N_("requested less the path") },
	{ "facts.reduction.over_actual_yen", "yen", N_("actual less the path") },
	{ "facts.reductions.unrecorded", "integer", N_("reduction measures of past years without an actual") },
	{ "facts.span.years", "integer", N_("fiscal years of the span") },
	{ "facts.lifecycle.missing_years", "integer", N_("of them without an amount of life-cycle cost") },
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

uint32_t facts_items(const struct dgpm_node *root, const char *path, const struct dgpm_node **items)
{
	const struct dgpm_node *node = dgpm_node_at(root, path);

	if (node == NULL || node->kind != DGPM_LIST)
		return 0;
	*items = node->items;
	return node->n;
}

bool facts_date(const struct dgpm_node *map, const char *key, struct dgpm_date *out)
{
	const struct dgpm_node *node = dgpm_node_get(map, key);

	return node != NULL && dgpm_date_parse(out, dgpm_node_str(node));
}

bool facts_text_is(const struct dgpm_node *map, const char *key, const char *text)
{
	return dgpm_str_is(dgpm_node_str(dgpm_node_get(map, key)), text);
}

struct dgpm_node dgpm_facts(struct dgpm_arena *arena, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map facts = build_map_new(arena, 40);
	char buf[11];

	build_text(&facts, "stage", in->stage);
	build_text(&facts, "date", dgpm_arena_strdup(arena, dgpm_date_format(buf, in->date)));
	build_int(&facts, "fiscal_year", in->fiscal_year);
	facts_of_ledger(&facts, in, card);
	facts_of_dates(&facts, in, card);
	facts_of_reviews(&facts, in, card);
	facts_of_card(&facts, card);
	facts_of_plans(&facts, in, card);
	return build_done(&facts);
}
