/* The ledger rows behind a fact. */
#include "evidence.h"

#define RUNNING (1u << DGPM_EXPENSE_OPERATION | 1u << DGPM_EXPENSE_MODIFICATION)
#define ALL (RUNNING | 1u << DGPM_EXPENSE_DEVELOPMENT | 1u << DGPM_EXPENSE_UNSPECIFIED)
#define STAGE(stage) (1u << DGPM_LS_##stage)
#define AVAILABLE (STAGE(INITIAL) | STAGE(SUPPLEMENTARY) | STAGE(CARRYOVER_IN) | STAGE(RESERVE))
#define USED (STAGE(EXECUTED) | STAGE(CARRYOVER_OUT))

/* How a fact is made of sums: of these stages of the year under review; or the sum is the amount of another fact. */
static const struct origin {
	const char *fact;
	unsigned stages, expenses;
	const char *equal; /* the fact whose amount is a sum of some year and stage */
} origins[] = {
	{ "request.over_required_yen", STAGE(REQUEST) | STAGE(REQUIRED), ALL, NULL },
	{ "request.by_agency", STAGE(REQUEST), ALL, NULL },
	{ "budget.changed", STAGE(REQUEST) | STAGE(INITIAL), ALL, NULL },
	{ "reduction.requested_yen", STAGE(REQUEST), RUNNING, NULL },
	{ "reduction.over_request_yen", STAGE(REQUEST), RUNNING, NULL },
	{ "reduction.actual_yen", 0, RUNNING, "facts.reduction.actual_yen" },
	{ "reduction.over_actual_yen", 0, RUNNING, "facts.reduction.actual_yen" },
	{ "reduction.baseline_yen", 0, RUNNING, "facts.reduction.baseline_yen" },
	{ "reduction.path_yen", 0, RUNNING, "facts.reduction.baseline_yen" },
	{ "running_cost_yen", 0, RUNNING, "facts.running_cost_yen" },
	{ "team.cost_per_member_yen", 0, RUNNING, "facts.running_cost_yen" },
	{ "yearly_cost_yen", 0, ALL, "facts.yearly_cost_yen" },
	{ "execution.accounts[].available_yen", AVAILABLE, ALL, NULL },
	{ "execution.accounts[].executed_yen", STAGE(EXECUTED), ALL, NULL },
	{ "execution.accounts[].carryover_out_yen", STAGE(CARRYOVER_OUT), ALL, NULL },
	{ "execution.accounts[].used_yen", USED, ALL, NULL },
	{ "execution.accounts[].excess_yen", USED, ALL, NULL },
	{ "execution.accounts[].rate", STAGE(EXECUTED), ALL, NULL },
	{ "execution.accounts[].carryover_rate", STAGE(CARRYOVER_OUT), ALL, NULL },
};

/* The groups of the project. */
struct groups {
	const struct dgpm_total *items;
	size_t n;
	struct dgpm_str account; /* only of this one; s NULL: all */
};

struct sum {
	dgpm_yen yen;
	struct dgpm_loc first;
	bool any, broken;
};

static bool before(struct dgpm_loc a, struct dgpm_loc b)
{
	int c = strcmp(a.path, b.path);

	return c < 0 || (c == 0 && a.line < b.line);
}

static struct sum sum_of(const struct groups *g, int fiscal_year, int stage, unsigned expenses)
{
	struct sum sum = { 0 };

	for (size_t i = 0; i < g->n; i++) {
		const struct dgpm_total *t = &g->items[i];

		if (t->fiscal_year != fiscal_year || t->stage != stage || (expenses & 1u << t->expense) == 0 ||
		    (g->account.s != NULL && !dgpm_str_eq(g->account, t->account)))
			continue;
		if (!sum.any || before(t->first, sum.first))
			sum.first = t->first;
		sum.any = true;
		sum.broken |= t->overflow || !dgpm_yen_add(&sum.yen, sum.yen, t->sum_yen);
	}
	return sum;
}

/* "request 120 (a.csv:3)", added to what stands already. */
static const char *add(const char *text, struct dgpm_loc *at, const struct evidence *e, const struct sum *sum,
		       int fiscal_year, int stage)
{
	const char *name = dgpm_ledger_stage_name((enum dgpm_ledger_stage)stage), *year = "";
	char yen[DGPM_INT_BUF];

	if (!sum->any || sum->broken)
		return text;
	if (text == NULL)
		*at = sum->first;
	if (fiscal_year != e->in->fiscal_year)
		year = dgpm_arena_printf(e->arena, " FY%d", fiscal_year);
	return dgpm_arena_printf(e->arena, "%s%s%s%s %s (%s:%u)", text != NULL ? text : "", text != NULL ? ", " : "",
				 name, year, dgpm_int_format(yen, sum->yen, ','), sum->first.path, sum->first.line);
}

/* The latest year and the stage whose sum is the amount of a fact. */
static const char *find_equal(struct dgpm_loc *at, const struct evidence *e, const struct groups *g,
			      const struct origin *o)
{
	static const int order[] = { DGPM_LS_EXECUTED, DGPM_LS_INITIAL, DGPM_LS_PLANNED, DGPM_LS_REQUIRED,
				     DGPM_LS_REQUEST };
	int64_t wanted;

	if (!dgpm_node_int(dgpm_node_at(e->joined, o->equal), &wanted))
		return NULL;
	for (size_t i = g->n; i-- > 0;)
		for (size_t s = 0; s < DGPM_COUNT(order); s++) {
			struct sum sum = sum_of(g, g->items[i].fiscal_year, order[s], o->expenses);

			if (sum.any && !sum.broken && sum.yen == wanted)
				return add(NULL, at, e, &sum, g->items[i].fiscal_year, order[s]);
		}
	return NULL;
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
		struct sum sum;

		if (!dgpm_str_is((struct dgpm_str){ fact, strcspn(fact, ".") },
				 dgpm_ledger_stage_name((enum dgpm_ledger_stage)s)))
			continue;
		sum = sum_of(g, fiscal_year, s, ALL);
		return add(NULL, at, e, &sum, fiscal_year, s);
	}
	return NULL;
}

const char *evidence_ledger(struct dgpm_loc *at, const struct evidence *e, const char *fact,
			    const struct dgpm_node *item)
{
	struct groups g = { .account = dgpm_node_str(dgpm_node_get(item, "account")) };
	const struct origin *o = origins, *end = origins + DGPM_COUNT(origins);
	const char *text = NULL;

	if (e->in->totals == NULL)
		return NULL;
	g.items = dgpm_totals_of(e->in->totals, e->arena, dgpm_str_of(e->card->id), &g.n);
	while (o < end && strcmp(o->fact, fact) != 0)
		o++;
	if (o == end)
		return plain_sum(at, e, &g, fact);
	if (o->equal != NULL)
		return find_equal(at, e, &g, o);
	/* Backwards: executed stands before carried over, the request before what was asked for it. */
	for (int s = DGPM_N_LEDGER_STAGES; s-- > 0;)
		if ((o->stages & 1u << s) != 0) {
			struct sum sum = sum_of(&g, e->in->fiscal_year, s, o->expenses);

			text = add(text, at, e, &sum, e->in->fiscal_year, s);
		}
	return text;
}
