/* Facts from the ledger. */
#include "rules/costs.h"
#include "rules/facts_parts.h"

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
	static const char *const names[] = { "development_yen", "modification_yen", "operation_yen",
					     "unspecified_yen" };
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

static void sums_facts(struct build_map *facts, const struct dgpm_total *t, size_t n,
		       const struct stage_sum year[DGPM_N_LEDGER_STAGES],
		       const struct stage_sum previous[DGPM_N_LEDGER_STAGES])
{
	struct build_map ledger = build_map_new(facts->arena, 4);
	int64_t rows = 0, year_rows = 0;

	for (size_t i = 0; i < n; i++)
		rows += (int64_t)t[i].rows;
	for (int s = 0; s < DGPM_N_LEDGER_STAGES; s++)
		year_rows += year[s].rows;
	build_int(&ledger, "rows", rows);
	/* Absent rather than zero: where no row speaks of the year, nothing is known of its money. */
	if (year_rows != 0)
		build_int(&ledger, "year_rows", year_rows);
	build_year(facts->arena, &ledger, "year", year);
	build_year(facts->arena, &ledger, "previous", previous);
	build_sub(facts, "ledger", &ledger);
}

static bool known(const struct stage_sum *s)
{
	return s->rows != 0 && !s->broken;
}

bool dgpm_facts_by_agency(const struct dgpm_organizations *organizations, int fiscal_year, struct dgpm_str organization)
{
	const struct dgpm_organization *o = dgpm_organizations_find(organizations, organization);

	return o != NULL && (strcmp(o->code, "DA") == 0 || (fiscal_year < 2022 && strcmp(o->code, "CAS") == 0));
}

static void request_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_total *t, size_t n,
			  const struct stage_sum year[DGPM_N_LEDGER_STAGES])
{
	struct build_map request = build_map_new(facts->arena, 2), budget = build_map_new(facts->arena, 1);
	const struct stage_sum *asked = &year[DGPM_LS_REQUEST];
	bool by_agency = true, any = false;
	dgpm_yen over;

	/* Special accounts are not consolidated: there the Agency takes part in another way (S1 4-5). */
	for (size_t i = 0; i < n; i++) {
		if (t[i].fiscal_year != in->fiscal_year || t[i].stage != DGPM_LS_REQUEST ||
		    t[i].account_kind != DGPM_ACCOUNT_GENERAL)
			continue;
		any = true;
		by_agency &= dgpm_facts_by_agency(in->organizations, in->fiscal_year, t[i].organization);
	}
	if (any)
		build_bool(&request, "by_agency", by_agency);
	if (known(asked) && known(&year[DGPM_LS_REQUIRED]) &&
	    dgpm_yen_sub(&over, asked->total, year[DGPM_LS_REQUIRED].total))
		build_int(&request, "over_required_yen", over);
	build_sub(facts, "request", &request);
	if (known(asked) && known(&year[DGPM_LS_INITIAL])) {
		build_bool(&budget, "changed", asked->total != year[DGPM_LS_INITIAL].total);
		build_sub(facts, "budget", &budget);
	}
}

/* One account of the year: what was available, spent and carried out. */
struct account_sum {
	bool available, executed, carried, broken;
	struct dgpm_terms had, used;
	dgpm_yen available_yen, executed_yen, carried_yen;
};

static void add_to_account(struct account_sum *a, const struct dgpm_total *t)
{
	bool *has;
	dgpm_yen *sum;

	switch (t->stage) {
	case DGPM_LS_INITIAL:
	case DGPM_LS_SUPPLEMENTARY:
	case DGPM_LS_CARRYOVER_IN:
	case DGPM_LS_TRANSFER_IN:
	case DGPM_LS_RESERVE:
		has = &a->available;
		sum = &a->available_yen;
		break;
	case DGPM_LS_EXECUTED:
		has = &a->executed;
		sum = &a->executed_yen;
		break;
	case DGPM_LS_CARRYOVER_OUT:
		has = &a->carried;
		sum = &a->carried_yen;
		break;
	default:
		return;
	}
	dgpm_terms_add(has == &a->available ? &a->had : &a->used, t);
	*has = true;
	a->broken |= t->overflow || !dgpm_yen_add(sum, *sum, t->sum_yen);
}

static struct dgpm_node account_node(struct dgpm_arena *arena, struct dgpm_str name, const struct account_sum *a,
				     bool net)
{
	struct build_map m = build_map_new(arena, 10);
	dgpm_yen used, excess;
	int64_t rate;

	build_text(&m, "account", dgpm_arena_strndup(arena, name.s, name.n));
	if (a->available)
		build_int(&m, "available_yen", a->available_yen);
	if (a->executed)
		build_int(&m, "executed_yen", a->executed_yen);
	if (a->carried)
		build_int(&m, "carryover_out_yen", a->carried_yen);
	if ((a->executed || a->carried) && dgpm_yen_add(&used, a->executed_yen, a->carried_yen))
		build_int(&m, "used_yen", used);
	if (!a->available)
		return build_done(&m);
	if (a->executed && dgpm_yen_sub(&used, a->available_yen, net ? a->carried_yen : 0) &&
	    dgpm_rate(&rate, a->executed_yen, used, 4)) {
		build_int(&m, "rate", rate);
		build_text(&m, "rate_basis", net ? "net" : "gross");
	}
	if (a->carried && dgpm_rate(&rate, a->carried_yen, a->available_yen, 4))
		build_int(&m, "carryover_rate", rate);
	if (a->executed && dgpm_yen_add(&used, a->executed_yen, a->carried_yen) &&
	    dgpm_yen_sub(&excess, used, a->available_yen)) {
		build_int(&m, "excess_yen", excess);
		build_int(&m, "unexplained_yen",
			  excess > 0 && excess <= dgpm_rounding(&a->had, &a->used) ? 0 : excess);
	}
	return build_done(&m);
}

/* What the last report of the year says was executed. */
static bool reported(int64_t *out, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "execution.reports", &items);
	struct dgpm_date last = { 0 }, date;
	bool any = false;
	int64_t year, yen;

	for (uint32_t i = 0; i < n; i++) {
		if (!dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &year) || year != in->fiscal_year ||
		    !dgpm_node_int(dgpm_node_get(&items[i], "executed_yen"), &yen) ||
		    !dgpm_node_date(&items[i], "date", &date) || dgpm_date_cmp(date, in->date) > 0 ||
		    (any && dgpm_date_cmp(date, last) < 0))
			continue;
		any = true;
		last = date;
		*out = yen;
	}
	return any;
}

/* The year's money as a whole: planned, allocated, executed and reported (S1 4-5). */
static void spending_facts(struct build_map *m, const struct dgpm_facts_in *in, const struct dgpm_card *card,
			   const struct stage_sum year[DGPM_N_LEDGER_STAGES])
{
	const struct stage_sum *allocated = &year[DGPM_LS_ALLOCATED], *executed = &year[DGPM_LS_EXECUTED];
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "execution.plan.contracts", &items);
	dgpm_yen planned = 0, told, over;
	bool fits = n != 0;
	int64_t yen;

	for (uint32_t i = 0; i < n; i++)
		if (dgpm_node_int(dgpm_node_get(&items[i], "amount_yen"), &yen))
			fits = fits && dgpm_yen_add(&planned, planned, yen);
	if (fits)
		build_int(m, "planned_yen", planned);
	if (known(allocated))
		build_int(m, "allocated_yen", allocated->total);
	if (known(executed))
		build_int(m, "executed_yen", executed->total);
	if (known(allocated) && known(executed) && dgpm_yen_sub(&over, executed->total, allocated->total))
		build_int(m, "over_allocated_yen", over);
	if (!reported(&told, in, card))
		return;
	build_int(m, "reported_yen", told);
	if (known(executed) && dgpm_yen_sub(&over, told, executed->total))
		build_int(m, "over_executed_yen", over);
}

/* The groups are sorted by year, then account: each account's stand together. */
static void execution_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_total *t,
			    size_t n, const struct dgpm_card *card,
			    const struct stage_sum year[DGPM_N_LEDGER_STAGES])
{
	struct build_map m = build_map_new(facts->arena, 7);
	struct dgpm_node *items = dgpm_arena_array(facts->arena, n, sizeof *items);
	uint32_t n_items = 0;

	for (size_t i = 0, next; i < n; i = next) {
		struct account_sum sum = { 0 };

		for (next = i; next < n && t[next].fiscal_year == t[i].fiscal_year &&
			       dgpm_str_eq(t[next].account, t[i].account);
		     next++)
			add_to_account(&sum, &t[next]);
		if (t[i].fiscal_year == in->fiscal_year && (sum.available || sum.executed || sum.carried) &&
		    !sum.broken)
			items[n_items++] = account_node(facts->arena, t[i].account, &sum, in->net);
	}
	build_list(&m, "accounts", items, n_items);
	spending_facts(&m, in, card, year);
	build_sub(facts, "execution", &m);
}

static void special_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_total *t, size_t n,
			  const struct dgpm_card *card)
{
	const struct dgpm_node *items = NULL;
	uint32_t n_items = dgpm_node_items(card->root, "accounts", &items);
	bool special = false;

	for (uint32_t i = 0; i < n_items; i++)
		special |= dgpm_account_kind(dgpm_node_str(&items[i])) != DGPM_ACCOUNT_GENERAL;
	for (size_t i = 0; i < n; i++)
		special |= t[i].fiscal_year == in->fiscal_year && t[i].account_kind != DGPM_ACCOUNT_GENERAL;
	build_bool(facts, "special_account", special);
}

/* The expenses of a target in one stage; false: no row, or a sum that does not fit. */
static bool sum_of(const struct stage_sum *s, unsigned expenses, dgpm_yen *out)
{
	bool any = false;

	*out = 0;
	for (int e = 0; e < DGPM_N_EXPENSES; e++) {
		if ((expenses & 1u << e) == 0 || !s->has[e])
			continue;
		any = true;
		if (s->broken || !dgpm_yen_add(out, *out, s->by[e]))
			return false;
	}
	return any;
}

static void reduction_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_total *t,
			    size_t n, const struct stage_sum year[DGPM_N_LEDGER_STAGES], const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 8);
	const struct dgpm_target *target = in->reduction;
	struct dgpm_str sector = dgpm_node_str(target != NULL ? dgpm_node_get(target->scope, "sector") : NULL);
	struct costs costs = { in, t, n, target != NULL ? target->expenses : 0 };
	struct cost baseline, actual;
	dgpm_yen path, requested, over;

	if (target == NULL || (sector.s != NULL && !dgpm_str_is(sector, card->sector)))
		return;
	if (!costs_of_year(&baseline, &costs, target->baseline_fy, target->stages, target->n_stages) ||
	    !dgpm_target_path(&path, target, baseline.yen, in->fiscal_year))
		return;
	build_text(&m, "target_id", target->id);
	build_int(&m, "baseline_fy", target->baseline_fy);
	build_int(&m, "baseline_yen", baseline.yen);
	build_int(&m, "path_yen", path);
	if (sum_of(&year[DGPM_LS_REQUEST], target->expenses, &requested) && dgpm_yen_sub(&over, requested, path)) {
		build_int(&m, "requested_yen", requested);
		build_int(&m, "over_request_yen", over);
	}
	if (costs_of_year(&actual, &costs, in->fiscal_year, target->stages, target->n_stages) &&
	    dgpm_yen_sub(&over, actual.yen, path)) {
		build_int(&m, "actual_yen", actual.yen);
		build_int(&m, "over_actual_yen", over);
	}
	build_sub(facts, "reduction", &m);
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

void facts_of_ledger(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct stage_sum year[DGPM_N_LEDGER_STAGES] = { 0 }, previous[DGPM_N_LEDGER_STAGES] = { 0 };
	const struct dgpm_total *t = NULL;
	struct cost yearly, running = { 0 };
	bool has_running;
	size_t n = 0;

	if (in->totals != NULL)
		t = dgpm_totals_of(in->totals, facts->arena, dgpm_str_of(card->id), &n);
	special_facts(facts, in, t, n, card);
	if (in->totals == NULL)
		return;
	for (size_t i = 0; i < n; i++) {
		if (t[i].fiscal_year == in->fiscal_year)
			add_total(&year[t[i].stage], &t[i]);
		else if (t[i].fiscal_year == in->fiscal_year - 1)
			add_total(&previous[t[i].stage], &t[i]);
	}
	sums_facts(facts, t, n, year, previous);
	if (costs_latest(&yearly, &(struct costs){ in, t, n, COSTS_ALL }))
		build_int(facts, "yearly_cost_yen", yearly.yen);
	has_running = costs_latest(&running, &(struct costs){ in, t, n, COSTS_RUNNING });
	if (has_running)
		build_int(facts, "running_cost_yen", running.yen);
	team_facts(facts, card, has_running, running.yen);
	request_facts(facts, in, t, n, year);
	execution_facts(facts, in, t, n, card, year);
	reduction_facts(facts, in, t, n, year, card);
}
