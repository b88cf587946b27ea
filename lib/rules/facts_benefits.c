/* What a project brings against what it costs over its life, and how long ago either was looked at (S1 4-4-1,
 * 4-4-2). */
#include "rules/facts_parts.h"

/* S1 4-4-1: 利用者側の効果, 行政機関側の効果, 業務改革による効果. */
static const char *const sides[] = { "users", "administration", "bpr" };

struct benefits {
	int64_t told;   /* sides with a figure: yen, hours or cases */
	bool in_yen;    /* every one of them in yen */
	dgpm_yen yearly;
	bool fits;
};

static struct benefits benefits_of(const struct dgpm_card *card)
{
	const struct dgpm_node *all = dgpm_node_get(card->root, "benefits");
	struct benefits b = { .in_yen = true, .fits = true };

	for (size_t i = 0; i < DGPM_COUNT(sides); i++) {
		const struct dgpm_node *side = dgpm_node_get(all, sides[i]);
		int64_t yen;

		if (dgpm_node_int(dgpm_node_get(side, "amount_yen"), &yen)) {
			b.told++;
			b.fits = b.fits && dgpm_yen_add(&b.yearly, b.yearly, yen);
		} else if (dgpm_node_get(side, "hours") != NULL || dgpm_node_get(side, "cases") != NULL) {
			b.told++;
			b.in_yen = false;
		}
	}
	return b;
}

/* The cost of all years of the card, and of it what is paid once; the years in which it runs. */
struct life {
	dgpm_yen total, once, running;
	int64_t years, years_running;
	bool fits;
};

static void add_cost(struct life *l, dgpm_yen *to, const struct dgpm_node *year, const char *key, bool *any)
{
	int64_t yen;

	if (!dgpm_node_int(dgpm_node_get(year, key), &yen))
		return;
	*any |= yen != 0;
	l->fits = l->fits && dgpm_yen_add(&l->total, l->total, yen) && dgpm_yen_add(to, *to, yen);
}

static struct life life_of(const struct dgpm_card *card)
{
	const struct dgpm_node *years = NULL;
	uint32_t n = dgpm_node_items(card->root, "lifecycle_cost.years", &years);
	struct life l = { .fits = true };

	for (uint32_t i = 0; i < n; i++) {
		bool runs = false, other = false;

		add_cost(&l, &l.once, &years[i], "development_yen", &other);
		add_cost(&l, &l.once, &years[i], "parallel_running_yen", &other);
		add_cost(&l, &l.running, &years[i], "modification_yen", &other);
		add_cost(&l, &l.running, &years[i], "operation_yen", &runs);
		l.years++;
		l.years_running += runs;
	}
	return l;
}

/* Benefits are told a year: they come in the years in which the system runs. */
static void worth_facts(struct build_map *m, const struct benefits *b, const struct life *l)
{
	int64_t years = l->years_running != 0 ? l->years_running : l->years, rate, net;
	dgpm_yen total;

	if (!b->in_yen || b->told == 0 || !b->fits)
		return;
	build_int(m, "yearly_yen", b->yearly);
	if (l->years == 0 || !l->fits || __builtin_mul_overflow(b->yearly, years, &total))
		return;
	build_int(m, "total_yen", total);
	if (l->total > 0 && dgpm_rate(&rate, total, l->total, 4))
		build_int(m, "ratio", rate);
	net = b->yearly - l->running / (years != 0 ? years : 1);
	if (net > 0 && l->once >= 0)
		build_int(m, "payback_years", l->once / net + (l->once % net != 0));
}

/* The years that are over since the system began, or since the last for which what it brought is recorded. */
static void verified_facts(struct build_map *m, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	const struct dgpm_node *actuals = NULL;
	uint32_t n = dgpm_node_items(card->root, "benefits.actuals", &actuals);
	int64_t last, year;

	if (!dgpm_node_int(dgpm_node_at(card->root, "span.from"), &last))
		return;
	last--;
	for (uint32_t i = 0; i < n; i++)
		if (dgpm_node_int(dgpm_node_get(&actuals[i], "fiscal_year"), &year) && year > last)
			last = year;
	year = dgpm_date_fiscal_year(in->date) - 1 - last;
	build_int(m, "unverified_years", year > 0 ? year : 0);
}

static void age_facts(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 1);
	struct dgpm_date date;

	if (!dgpm_node_date(dgpm_node_get(card->root, "cost_structure"), "date", &date) ||
	    dgpm_date_cmp(date, in->date) > 0)
		return;
	build_int(&m, "age_years", dgpm_date_fiscal_year(in->date) - dgpm_date_fiscal_year(date));
	build_sub(facts, "cost_structure", &m);
}

static void support_facts(struct build_map *facts, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 1);
	struct dgpm_date ends;
	int64_t to;

	if (!dgpm_node_date(dgpm_node_get(card->root, "technology"), "support_ends", &ends) ||
	    !dgpm_node_int(dgpm_node_at(card->root, "span.to"), &to))
		return;
	build_int(&m, "years_without_support", to > dgpm_date_fiscal_year(ends) ? to - dgpm_date_fiscal_year(ends) : 0);
	build_sub(facts, "technology", &m);
}

void facts_of_benefits(struct build_map *facts, struct build_map *lifecycle, const struct dgpm_facts_in *in,
		       const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 7);
	struct benefits b = benefits_of(card);
	struct life l = life_of(card);
	const struct dgpm_node *review = dgpm_facts_last_review(card->root, "pre-request", in->fiscal_year, in->date);
	struct dgpm_date date, reviewed;

	build_int(&m, "told", b.told);
	worth_facts(&m, &b, &l);
	verified_facts(&m, in, card);
	if (dgpm_node_date(dgpm_node_get(card->root, "benefits"), "date", &date) &&
	    dgpm_node_date(review, "date", &reviewed))
		build_bool(&m, "refined", dgpm_date_cmp(date, reviewed) > 0 && dgpm_date_cmp(date, in->date) <= 0);
	build_sub(facts, "benefits", &m);
	if (l.years != 0 && l.fits)
		build_int(lifecycle, "total_yen", l.total);
	age_facts(facts, in, card);
	support_facts(facts, card);
}
