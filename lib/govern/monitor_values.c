/* What dgpm monitor measures beside the facts: uses, benefit, slips, cost against the first plan, execution. */
#include "rules/facts.h"
#include "base/i18n.h"
#include "govern/monitor_parts.h"
#include "data/settings.h"

static void card_values(struct build_map *m, const struct dgpm_card *card)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "bpr.procedures", &items);
	int64_t uses = 0, single = 0, value, users = 0, administration = 0;
	bool any = false;

	for (uint32_t i = 0; i < n; i++)
		any |= dgpm_node_int(dgpm_node_get(&items[i], "yearly_uses"), &value) &&
		       !__builtin_add_overflow(uses, value, &uses);
	if (any)
		build_int(m, "yearly_uses", uses);
	any = dgpm_node_int(dgpm_node_at(card->root, "benefits.users.amount_yen"), &users);
	any |= dgpm_node_int(dgpm_node_at(card->root, "benefits.administration.amount_yen"), &administration);
	if (any && dgpm_yen_add(&users, users, administration))
		build_int(m, "benefit_yen", users);
	n = dgpm_node_items(card->root, "procurements", &items);
	for (uint32_t i = 0; i < n; i++)
		single += dgpm_node_int(dgpm_node_get(&items[i], "bidders"), &value) && value == 1;
	build_int(m, "single_bids", single);
}

/* The worst slip against the first due date. A due date that was moved does not hide it. */
static void slip_values(struct build_map *m, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "milestones", &items);
	int32_t worst = 0;
	int64_t moved = 0;
	const char *text = NULL;

	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_date due = { 0 }, first, now;
		bool has_due = dgpm_node_date(&items[i], "due", &due);
		bool has_first = dgpm_node_date(&items[i], "first_due", &first);
		bool done = dgpm_node_date(&items[i], "done", &now);
		char a[11], b[11];
		int32_t days;

		if ((!has_due && !has_first) || (!done && dgpm_node_true(dgpm_node_get(&items[i], "unknown"))))
			continue;
		if (!has_first)
			first = due;
		moved += has_first && has_due && dgpm_date_cmp(first, due) != 0;
		/* Not done: it will be the due date at the soonest, and today when that is past. */
		if (!done) {
			now = has_due ? due : first;
			if (dgpm_date_cmp(now, in->date) < 0)
				now = in->date;
		}
		days = dgpm_date_days(first, now);
		if (days <= worst)
			continue;
		worst = days;
		text = dgpm_arena_printf(m->arena, "%s %s > %s", dgpm_node_cstr(dgpm_node_get(&items[i], "name")),
					 dgpm_date_format(a, first), dgpm_date_format(b, now));
	}
	if (worst == 0)
		return;
	build_int(m, "slip_days", worst);
	build_int(m, "moved_milestones", moved);
	build_text(m, "slip", moved != 0 ? dgpm_arena_printf(m->arena, _("%s; due dates moved: %d"), text, (int)moved) :
					   text);
}

/* Sums of one fiscal year. */
struct year_sums {
	struct dgpm_sum planned, required, executed, available, carried_out;
};

static void add_sum(struct year_sums *y, const struct dgpm_total *t)
{
	if (t->stage == DGPM_LS_PLANNED)
		dgpm_sum_add(&y->planned, t);
	else if (t->stage == DGPM_LS_REQUIRED)
		dgpm_sum_add(&y->required, t);
	else if (t->stage == DGPM_LS_EXECUTED)
		dgpm_sum_add(&y->executed, t);
	else if (t->stage == DGPM_LS_CARRYOVER_OUT)
		dgpm_sum_add(&y->carried_out, t);
	else if (dgpm_ledger_stage_is_available(t->stage))
		dgpm_sum_add(&y->available, t);
}

static bool is_broken(const struct year_sums *y)
{
	return y->planned.broken || y->required.broken || y->executed.broken || y->available.broken ||
	       y->carried_out.broken;
}

/* Whole percent, rounded down: 79.9 is below 80, and 19.9 does not reach 20. False when it does not fit. */
static bool percent_of(int64_t *out, dgpm_yen part, dgpm_yen whole)
{
	dgpm_yen hundred, back;

	if (!dgpm_rate(out, part, whole, 2))
		return false;
	if (!__builtin_mul_overflow(part, 100, &hundred) && !__builtin_mul_overflow(*out, whole, &back) &&
	    back > hundred)
		(*out)--;
	return true;
}

/* Cost against the first plan over the years that have both; execution rate of the last year that is over. */
static void cost_values(struct build_map *m, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	dgpm_yen plan = 0, spent = 0, over = 0;
	int64_t percent;
	int from = 0, to = 0;
	size_t n;
	const struct dgpm_total *t = dgpm_totals_of(in->totals, m->arena, dgpm_str_of(card->id), &n);
	struct year_sums last = { 0 };
	int last_year = 0;

	for (size_t i = 0; i < n;) {
		struct year_sums y = { 0 };
		int year = t[i].fiscal_year;
		dgpm_yen first;

		for (; i < n && t[i].fiscal_year == year; i++)
			add_sum(&y, &t[i]);
		/* The year that still runs says nothing yet. */
		if (is_broken(&y) || !y.executed.any || year >= dgpm_date_fiscal_year(in->date))
			continue;
		if (y.available.any) {
			last = y;
			last_year = year;
		}
		if (!y.planned.any && !y.required.any)
			continue;
		first = y.planned.any ? y.planned.yen : y.required.yen;
		if (!dgpm_yen_add(&plan, plan, first) || !dgpm_yen_add(&spent, spent, y.executed.yen))
			return;
		from = from == 0 ? year : from;
		to = year;
	}
	if (plan > 0 && dgpm_yen_sub(&over, spent, plan) && percent_of(&percent, over, plan)) {
		build_int(m, "overrun_percent", percent);
		build_text(m, "overrun", dgpm_arena_printf(m->arena, "FY%d-FY%d", from, to));
	}
	/* By the basis of the sheets: gross, or net of what went on into the next year and could not be spent in
	 * this. */
	if (last_year != 0 && dgpm_yen_sub(&over, last.available.yen, in->net ? last.carried_out.yen : 0) && over > 0 &&
	    percent_of(&percent, last.executed.yen, over)) {
		build_int(m, "execution_percent", percent);
		build_text(m, "execution", dgpm_arena_printf(m->arena, in->net ? _("FY%d, net") : _("FY%d, gross"),
							     last_year));
	}
}

struct dgpm_node monitor_values(struct dgpm_arena *a, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(a, 12);

	card_values(&m, card);
	slip_values(&m, in, card);
	cost_values(&m, in, card);
	return build_done(&m);
}
