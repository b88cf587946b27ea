/* What of an evaluation does not agree with itself: EVA-01 ... EVA-12. */
#include "evaluate/parts.h"
#include "base/buf.h"
#include "base/i18n.h"

struct check {
	const struct dgpm_policy *policy;
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	const struct dgpm_checks *rules;
};

/* One of the rules of evaluation.yaml, with its value; DGPM_FATAL: the severity it has there. */
static void tell(const struct check *c, enum dgpm_msg msg, enum dgpm_severity severity, struct dgpm_loc at,
		 const char *value, const char *detail)
{
	const struct dgpm_check *rule = dgpm_check_find(c->rules, dgpm_msg_info(msg)->id);

	if (rule == NULL || rule->off)
		return;
	dgpm_diag_push(c->diags,
		       &(struct dgpm_diag){ .severity = severity != DGPM_FATAL ? severity : rule->severity,
					    .rule = rule->id,
					    .project_id = c->policy->project_id,
					    .at = at,
					    .message = dgpm_arena_printf(c->arena, "%s: %s", rule->message, detail),
					    .remedy = rule->remedy,
					    .source = rule->source,
					    .value = value });
}

static struct dgpm_loc place_of(const struct check *c, const char *key)
{
	const struct dgpm_node *node = dgpm_node_get(c->policy->root, key);

	return dgpm_node_loc(node != NULL ? node : c->policy->root, c->policy->path);
}

static const char *shown(const struct check *c, const struct dgpm_measure *m)
{
	const char *text = dgpm_measure_shown(c->arena, m);

	return text != NULL ? text : "－";
}

static const char *name_of(const struct check *c, const struct dgpm_indicator *ind)
{
	return dgpm_arena_printf(c->arena, "'%s'", ind->id != NULL ? ind->id : ind->name);
}

/* An amount that is too large in yen has no value in the table: that is told. */
static void check_amounts(const struct check *c, const struct dgpm_node *years, uint32_t n)
{
	static const char *const names[] = { "initial", "supplementary", "carryover", "total", "executed" };
	int64_t amount, yen;

	for (uint32_t i = 0; i < n; i++)
		for (size_t k = 0; k < DGPM_COUNT(names); k++) {
			const struct dgpm_node *node = dgpm_node_get(&years[i], names[k]);

			if (dgpm_node_int(node, &amount) &&
			    __builtin_mul_overflow(amount, dgpm_unit_yen(c->policy->unit), &yen))
				dgpm_diag_add(c->diags, DGPM_MSG_SUM_01, dgpm_node_loc(node, c->policy->path),
					      c->policy->id);
		}
}

/* Rounding may move each part, and the total, by half a unit. */
static void check_budget(const struct check *c)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(c->policy->root, "budget.years", &items);

	check_amounts(c, items, n);
	for (size_t i = 0; i < c->policy->n_years; i++) {
		const struct dgpm_policy_year *y = &c->policy->years[i];
		dgpm_yen unit = dgpm_unit_yen(c->policy->unit), apart;
		struct dgpm_loc at = place_of(c, "budget");
		char added[DGPM_INT_BUF], total[DGPM_INT_BUF];
		int64_t year, parts = 1;

		if (!y->apart)
			continue;
		for (uint32_t k = 0; k < n; k++)
			if (dgpm_node_int(dgpm_node_get(&items[k], "fiscal_year"), &year) && year == y->fiscal_year)
				at = dgpm_node_loc(dgpm_node_get(&items[k], "total"), c->policy->path);
		for (int k = 0; k < DGPM_POLICY_TOTAL; k++)
			parts += y->has[k];
		if (!dgpm_yen_sub(&apart, y->added_yen, y->yen[DGPM_POLICY_TOTAL]))
			apart = INT64_MAX;
		tell(c, DGPM_MSG_EVA_01,
		     apart < -(parts * unit / 2) || apart > parts * unit / 2 ? DGPM_ERROR : DGPM_FATAL, at,
		     dgpm_arena_printf(c->arena, "%d", y->fiscal_year),
		     dgpm_arena_printf(
			     c->arena, _("FY%d: %s added up, %s printed"), y->fiscal_year,
			     dgpm_int_format(added, dgpm_yen_round(y->added_yen, c->policy->unit), ','),
			     dgpm_int_format(total, dgpm_yen_round(y->yen[DGPM_POLICY_TOTAL], c->policy->unit), ',')));
	}
}

static void check_primary(const struct check *c)
{
	struct dgpm_buf ids = { .arena = c->arena };
	struct dgpm_loc at = place_of(c, "indicators");

	for (size_t i = 0; i < c->policy->n; i++) {
		const struct dgpm_indicator *ind = &c->policy->indicators[i];

		if (!ind->primary_in_text || ind->primary || ind->id == NULL)
			continue;
		if (ids.n == 0)
			at = ind->at;
		dgpm_buf_sep(&ids, ", ");
		dgpm_buf_add(&ids, ind->id);
	}
	if (ids.n != 0)
		tell(c, DGPM_MSG_EVA_02, DGPM_FATAL, at, dgpm_buf_text(&ids), dgpm_buf_text(&ids));
}

/* Printed within one unit of its last place: rounding. */
static void check_relative(const struct check *c, const struct dgpm_indicator *ind)
{
	wide apart = ind->target.scaled - ind->relative.scaled;

	if (ind->relative.kind != DGPM_MEASURE_NUMBER || ind->target.kind != DGPM_MEASURE_NUMBER || apart == 0)
		return;
	tell(c, DGPM_MSG_EVA_03, apart <= DGPM_MEASURE_ONE && apart >= -DGPM_MEASURE_ONE ? DGPM_FATAL : DGPM_WARNING,
	     ind->relative_at, ind->id,
	     dgpm_arena_printf(c->arena, _("%s: %s by the actual of FY%d, %s written"), name_of(c, ind),
			       shown(c, &ind->relative), ind->relative_fy, shown(c, &ind->target)));
}

static void check_way(const struct check *c, const struct dgpm_indicator *ind)
{
	wide way = ind->target.scaled - ind->baseline.scaled;
	bool behind = ind->baseline.kind == DGPM_MEASURE_NUMBER && ind->target.kind == DGPM_MEASURE_NUMBER &&
		      ((ind->direction == DGPM_AT_MOST && way > 0) || (ind->direction == DGPM_AT_LEAST && way < 0));

	if (ind->worse && ind->mark != DGPM_MARK_ACHIEVED)
		tell(c, DGPM_MSG_EVA_04, DGPM_FATAL, ind->at, ind->id,
		     dgpm_arena_printf(c->arena, _("%s: baseline %s, actual %s (FY%d)"), name_of(c, ind),
				       shown(c, &ind->baseline), shown(c, &ind->actual), ind->actual_fy));
	if (behind)
		tell(c, DGPM_MSG_EVA_11, DGPM_FATAL, ind->at, ind->id,
		     dgpm_arena_printf(c->arena, _("%s: baseline %s, target %s (FY%d)"), name_of(c, ind),
				       shown(c, &ind->baseline), shown(c, &ind->target), ind->target_fy));
}

/* After the first actual: by the day it was changed on, or, where no day is told, as there is an actual at all. */
static void check_moved(const struct check *c, const struct dgpm_indicator *ind)
{
	for (size_t i = 0; i < ind->n_moved; i++) {
		const struct dgpm_moved *m = &ind->moved[i];

		if (ind->first_actual_fy == 0 ||
		    (m->changed.year != 0 && dgpm_date_fiscal_year(m->changed) < ind->first_actual_fy))
			continue;
		tell(c, DGPM_MSG_EVA_12, DGPM_FATAL, m->at, ind->id,
		     dgpm_arena_printf(c->arena,
				       strcmp(m->what, "target") == 0 ? _("%s: the target of FY%d was %s, and is %s") :
									_("%s: the baseline of FY%d was %s, and is %s"),
				       name_of(c, ind), m->fiscal_year, shown(c, &m->from), shown(c, &m->to)));
	}
}

/* A target whose year is over asks for an actual, of its year or, of the final one, of a later one. */
static void check_actuals(const struct check *c, const struct dgpm_indicator *ind)
{
	int over = dgpm_date_fiscal_year(c->policy->date);

	for (size_t i = 0; i < ind->n_parts; i++)
		check_actuals(c, &ind->parts[i]);
	for (size_t i = 0; ind->n_parts == 0 && i < ind->n_years; i++) {
		const struct dgpm_indicator_year *y = &ind->years[i];

		if (y->target.kind == DGPM_MEASURE_NONE || y->actual.kind != DGPM_MEASURE_NONE ||
		    y->judged != DGPM_MET_UNKNOWN || y->fiscal_year >= over ||
		    (y->fiscal_year == ind->target_fy && ind->actual_fy > y->fiscal_year))
			continue;
		tell(c, DGPM_MSG_EVA_08, DGPM_FATAL, y->target_at,
		     dgpm_arena_printf(c->arena, "%s %d", ind->id != NULL ? ind->id : ind->name, y->fiscal_year),
		     dgpm_arena_printf(c->arena, _("%s: FY%d"), name_of(c, ind), y->fiscal_year));
	}
}

static const struct dgpm_node *next_of(const struct check *c, const struct dgpm_indicator *ind)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(c->policy->root, "next", &items);
	const char *id = ind->of != NULL ? ind->of : ind->id;

	for (uint32_t i = 0; id != NULL && i < n; i++)
		if (dgpm_node_text_is(&items[i], "indicator", id))
			return &items[i];
	return NULL;
}

/* What a sheet makes of its marks. */
static void check_sheet(const struct check *c, const struct dgpm_indicator *ind)
{
	const struct dgpm_node *next = next_of(c, ind);
	bool missed = ind->mark == DGPM_MARK_NOT || ind->mark == DGPM_MARK_NEARLY;

	if (ind->printed != NULL && strcmp(ind->printed, dgpm_mark_name((enum dgpm_mark)ind->mark)) != 0)
		tell(c, DGPM_MSG_EVA_05, DGPM_FATAL, ind->printed_at, ind->id,
		     dgpm_arena_printf(c->arena, _("%s: printed '%s', computed '%s'"), name_of(c, ind), ind->printed,
				       dgpm_mark_name((enum dgpm_mark)ind->mark)));
	if (missed && next == NULL && dgpm_node_get(c->policy->root, "analysis") == NULL)
		tell(c, DGPM_MSG_EVA_07, DGPM_FATAL, ind->at, ind->id, name_of(c, ind));
	if (next != NULL && !dgpm_node_text_is(next, "kind", "continue") && ind->target_fy != 0 && !ind->due)
		tell(c, DGPM_MSG_EVA_09, DGPM_FATAL, dgpm_node_loc(next, c->policy->path), ind->id,
		     dgpm_arena_printf(c->arena, _("%s: its target is of FY%d"), name_of(c, ind), ind->target_fy));
}

static void check_policy(const struct check *c)
{
	const struct dgpm_policy *p = c->policy;
	const struct dgpm_node *budget = dgpm_node_get(p->root, "budget_reflection");
	bool missed = p->marks[DGPM_MARK_NOT] + p->marks[DGPM_MARK_NEARLY] != 0;

	check_budget(c);
	check_primary(c);
	if (p->grade != NULL && p->printed_grade != NULL && strcmp(p->grade, p->printed_grade) != 0)
		tell(c, DGPM_MSG_EVA_06, DGPM_FATAL, place_of(c, "grade"), p->printed_grade,
		     dgpm_arena_printf(c->arena, _("printed '%s', suggested '%s'"), p->printed_grade, p->grade));
	if (missed && dgpm_node_text_is(budget, "direction", "expand") && dgpm_node_get(budget, "text") == NULL)
		tell(c, DGPM_MSG_EVA_10, DGPM_FATAL, dgpm_node_loc(budget, p->path), p->id, p->id);
}

void evaluate_check(const struct dgpm_policy *policy, bool table, const struct dgpm_checks *rules,
		    struct dgpm_arena *arena, struct dgpm_diags *diags)
{
	struct check c = { policy, arena, diags, rules };

	/* Of a table what its rows say against each other: what they lack is counted. */
	for (size_t i = 0; table && i < policy->n; i++)
		check_moved(&c, &policy->indicators[i]);
	if (table)
		return;

	if (policy->root != NULL)
		check_policy(&c);
	for (size_t i = 0; i < policy->n; i++) {
		const struct dgpm_indicator *ind = &policy->indicators[i];

		check_relative(&c, ind);
		check_way(&c, ind);
		check_moved(&c, ind);
		check_actuals(&c, ind);
		if (policy->root != NULL)
			check_sheet(&c, ind);
	}
}
