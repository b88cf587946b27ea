/* The ledger rows behind a fact. */
#include "review/evidence.h"
#include "rules/costs.h"

#define STAGE(stage) DGPM_LS_BIT(DGPM_LS_##stage)
#define USED (STAGE(EXECUTED) | STAGE(CARRYOVER_OUT))

/* How a fact is made of sums: of stages of the year under review, or of the year and stage that the fact chose. */
enum pick { OF_STAGES, ACTUAL, BASELINE, LATEST };

#define TARGET 0u /* the expenses of the target */

static const struct origin {
	const char *fact;
	enum pick pick;
	unsigned stages, expenses;
	char op;        /* what is done with the rest: '-', '/' or ',', which only names it; 0: there is none */
	unsigned rest;  /* stages, as one sum; 0: the path of the target */
	bool general;   /* special accounts do not count */
} origins[] = {
	{ "request.over_required_yen", .stages = STAGE(REQUEST), .expenses = COSTS_ALL, .op = '-',
	  .rest = STAGE(REQUIRED) },
	{ "request.by_agency", .stages = STAGE(REQUEST), .expenses = COSTS_ALL, .general = true },
	{ "budget.changed", .stages = STAGE(INITIAL), .expenses = COSTS_ALL, .op = ',', .rest = STAGE(REQUEST) },
	{ "reduction.requested_yen", .stages = STAGE(REQUEST), .expenses = TARGET },
	{ "reduction.over_request_yen", .stages = STAGE(REQUEST), .expenses = TARGET, .op = '-' },
	{ "reduction.actual_yen", ACTUAL, .expenses = TARGET },
	{ "reduction.over_actual_yen", ACTUAL, .expenses = TARGET, .op = '-' },
	{ "reduction.baseline_yen", BASELINE, .expenses = TARGET },
	{ "reduction.path_yen", BASELINE, .expenses = TARGET },
	{ "running_cost_yen", LATEST, .expenses = COSTS_RUNNING },
	{ "team.cost_per_member_yen", LATEST, .expenses = COSTS_RUNNING },
	{ "yearly_cost_yen", LATEST, .expenses = COSTS_ALL },
	{ "execution.accounts[].available_yen", .stages = DGPM_LS_AVAILABLE, .expenses = COSTS_ALL },
	{ "execution.accounts[].executed_yen", .stages = STAGE(EXECUTED), .expenses = COSTS_ALL },
	{ "execution.accounts[].carryover_out_yen", .stages = STAGE(CARRYOVER_OUT), .expenses = COSTS_ALL },
	{ "execution.accounts[].used_yen", .stages = USED, .expenses = COSTS_ALL },
	{ "execution.accounts[].excess_yen", .stages = USED, .expenses = COSTS_ALL, .op = '-',
	  .rest = DGPM_LS_AVAILABLE },
	{ "execution.accounts[].unexplained_yen", .stages = USED, .expenses = COSTS_ALL, .op = '-',
	  .rest = DGPM_LS_AVAILABLE },
	{ "execution.accounts[].rate", .stages = STAGE(EXECUTED), .expenses = COSTS_ALL, .op = '/',
	  .rest = DGPM_LS_AVAILABLE },
	{ "execution.accounts[].carryover_rate", .stages = STAGE(CARRYOVER_OUT), .expenses = COSTS_ALL, .op = '/',
	  .rest = DGPM_LS_AVAILABLE },
};

/* The groups of the project. */
struct groups {
	const struct dgpm_total *items;
	size_t n;
	struct dgpm_str account; /* only of this one; s NULL: all */
	bool general;            /* no special account */
	unsigned expenses;
};

/* The stages: bits 1 << enum dgpm_ledger_stage. */
static struct dgpm_sum sum_of(const struct groups *g, int fiscal_year, unsigned stages)
{
	struct dgpm_sum sum = { 0 };

	for (size_t i = 0; i < g->n; i++) {
		const struct dgpm_total *t = &g->items[i];

		if (t->fiscal_year != fiscal_year || (stages & 1u << t->stage) == 0 ||
		    (g->expenses & 1u << t->expense) == 0 ||
		    (g->account.s != NULL && !dgpm_str_eq(g->account, t->account)) ||
		    (g->general && t->account_kind != DGPM_ACCOUNT_GENERAL))
			continue;
		dgpm_sum_add(&sum, t);
	}
	return sum;
}

/* "request 120 (a.csv:3)", behind what stands already and the sign. */
static const char *add(const char *text, const char *sign, struct dgpm_loc *at, const struct evidence *e,
		       const struct dgpm_sum *sum, int fiscal_year, const char *name)
{
	const char *year = "";
	char yen[DGPM_INT_BUF];

	if (!sum->any || sum->broken)
		return text;
	if (text == NULL)
		*at = sum->first;
	if (fiscal_year != e->in->fiscal_year)
		year = dgpm_arena_printf(e->arena, " FY%d", fiscal_year);
	return dgpm_arena_printf(e->arena, "%s%s%s%s %s (%s:%u)", text != NULL ? text : "", text != NULL ? sign : "",
				 name, year, dgpm_int_format(yen, sum->yen, ','), sum->first.path, sum->first.line);
}

/* The stages of the year, each for itself: "executed 900 (a.csv:6) + carryover_out 300 (a.csv:7)". */
static const char *of_stages(struct dgpm_loc *at, const struct evidence *e, const struct groups *g, unsigned stages)
{
	const char *text = NULL;

	/* What was executed stands before what was carried out. */
	for (int i = 0; i < DGPM_N_LEDGER_STAGES; i++) {
		int s = (i + DGPM_LS_EXECUTED) % DGPM_N_LEDGER_STAGES;
		struct dgpm_sum sum;

		if ((stages & 1u << s) == 0)
			continue;
		sum = sum_of(g, e->in->fiscal_year, 1u << s);
		text = add(text, " + ", at, e, &sum, e->in->fiscal_year,
			   dgpm_ledger_stage_name((enum dgpm_ledger_stage)s));
	}
	return text;
}

/* The year and stage that the fact chose. */
static const char *of_cost(struct dgpm_loc *at, const struct evidence *e, const struct groups *g, enum pick pick)
{
	const struct costs costs = { e->in, g->items, g->n, g->expenses };
	const struct dgpm_target *t = e->in->reduction;
	struct cost cost;
	struct dgpm_sum sum;

	if (pick == LATEST ? !costs_latest(&cost, &costs) :
			     t == NULL || !costs_of_year(&cost, &costs,
							 pick == ACTUAL ? e->in->fiscal_year : t->baseline_fy,
							 t->stages, t->n_stages))
		return NULL;
	sum = sum_of(g, cost.fiscal_year, 1u << cost.stage);
	return add(NULL, "", at, e, &sum, cost.fiscal_year, dgpm_ledger_stage_name(cost.stage));
}

/* " - path 90 [executed FY2020 100 (a.csv:2)]", the path and the baseline it comes from */
static const char *add_path(const char *text, const struct evidence *e, const struct groups *g)
{
	const char *baseline;
	char yen[DGPM_INT_BUF];
	struct dgpm_loc at;
	int64_t path;

	baseline = of_cost(&at, e, g, BASELINE);
	if (baseline == NULL || !dgpm_node_int(dgpm_node_at(e->joined, "facts.reduction.path_yen"), &path))
		return text;
	return dgpm_arena_printf(e->arena, "%s - path %s [%s]", text, dgpm_int_format(yen, path, ','), baseline);
}

static const char *add_rest(const char *text, const struct evidence *e, const struct groups *g, const struct origin *o)
{
	const char *sign = o->op == ',' ? ", " : o->op == '/' ? " / " : " - ", *name = "available";
	struct dgpm_sum sum = sum_of(g, e->in->fiscal_year, o->rest);

	for (int s = 0; s < DGPM_N_LEDGER_STAGES; s++)
		if (o->rest == 1u << s)
			name = dgpm_ledger_stage_name((enum dgpm_ledger_stage)s);
	return add(text, sign, &(struct dgpm_loc){ 0 }, e, &sum, e->in->fiscal_year, name);
}

/* "ledger.year.request.total_yen" */
static const char *plain_sum(struct dgpm_loc *at, const struct evidence *e, const struct groups *g, const char *fact)
{
	int fiscal_year = e->in->fiscal_year;

	if (strncmp(fact, "ledger.year.", 12) == 0) {
		fact += 12;
	} else if (strncmp(fact, "ledger.previous.", 16) == 0) {
		fact += 16;
		fiscal_year--;
	} else {
		return NULL;
	}
	for (int s = 0; s < DGPM_N_LEDGER_STAGES; s++) {
		struct dgpm_sum sum;

		if (!dgpm_str_is((struct dgpm_str){ fact, strcspn(fact, ".") },
				 dgpm_ledger_stage_name((enum dgpm_ledger_stage)s)))
			continue;
		sum = sum_of(g, fiscal_year, 1u << s);
		return add(NULL, "", at, e, &sum, fiscal_year, dgpm_ledger_stage_name((enum dgpm_ledger_stage)s));
	}
	return NULL;
}

const char *evidence_ledger(struct dgpm_loc *at, const struct evidence *e, const char *fact,
			    const struct dgpm_node *item)
{
	struct groups g = { .account = dgpm_node_str(dgpm_node_get(item, "account")), .expenses = COSTS_ALL };
	const struct origin *o = origins, *end = origins + DGPM_COUNT(origins);
	const char *text;

	if (e->in->totals == NULL)
		return NULL;
	g.items = dgpm_totals_of(e->in->totals, e->arena, dgpm_str_of(e->card->id), &g.n);
	while (o < end && strcmp(o->fact, fact) != 0)
		o++;
	if (o == end)
		return plain_sum(at, e, &g, fact);
	g.general = o->general;
	g.expenses = o->expenses;
	if (o->expenses == TARGET)
		g.expenses = e->in->reduction != NULL ? e->in->reduction->expenses : 0;
	text = o->pick == OF_STAGES ? of_stages(at, e, &g, o->stages) : of_cost(at, e, &g, o->pick);
	if (text == NULL || o->op == 0)
		return text;
	return o->rest == 0 ? add_path(text, e, &g) : add_rest(text, e, &g, o);
}
