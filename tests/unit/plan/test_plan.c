/* Plans: sums that do not mix what cannot be summed, coverage and money of the sample, a year's place. */
#include "fixture.h"
#include "plan/parts.h"

START_TEST(years)
{
	static const int in[] = { 2022, 2020, 2025, 2022, 2021, 2020 }, out[] = { 2020, 2021, 2022, 2025 };
	struct dgpm_plan_year *all = NULL;
	size_t n = 0;

	for (size_t i = 0; i < DGPM_COUNT(in); i++)
		ck_assert_int_eq(plan_year(a, &all, &n, in[i])->fiscal_year, in[i]);
	ck_assert_uint_eq(n, DGPM_COUNT(out));
	for (size_t i = 0; i < n; i++)
		ck_assert_int_eq(all[i].fiscal_year, out[i]);
}
END_TEST

/* What does not fit is left out, never wrapped around. */
START_TEST(adds)
{
	bool has = false;
	dgpm_yen sum = INT64_MAX - 1;

	plan_add(&has, &sum, 2);
	ck_assert(!has);
	ck_assert_int_eq(sum, INT64_MAX - 1);
	plan_add(&has, &sum, 1);
	ck_assert(has);
	ck_assert_int_eq(sum, INT64_MAX);
}
END_TEST

static const struct dgpm_plan_year *year_of(const struct dgpm_plan *p, int fiscal_year)
{
	for (size_t i = 0; i < p->n_years; i++)
		if (p->years[i].fiscal_year == fiscal_year)
			return &p->years[i];
	return NULL;
}

START_TEST(sample)
{
	static const struct dgpm_date date = { 2021, 12, 28 };
	const struct dgpm_plan_year *y;
	const struct dgpm_plan *p;
	struct dgpm_plans *plans;

	ck_assert_int_eq(dgpm_plans(&plans, a, d, fixture_portfolio("examples/sample"), date, 2), 0);
	ck_assert_uint_eq(plans->n, 1);
	p = &plans->items[0];
	ck_assert_uint_eq(p->n_measures, 7);
	ck_assert_uint_eq(p->n_cards, 10);
	ck_assert_uint_eq(p->n_listed, 5);
	/* Largest first. */
	for (size_t i = 1; i < p->n_cards; i++)
		ck_assert(p->cards[i - 1].running_yen >= p->cards[i].running_yen);
	y = year_of(p, 2022);
	ck_assert_ptr_nonnull(y);
	/* 600 + 84 million are investment; 340 nobody tells, and is not added to either. */
	ck_assert_int_eq(y->yen[DGPM_PLAN_INVESTMENT], 684000000);
	ck_assert_int_eq(y->yen[DGPM_PLAN_UNSPLIT], 340000000);
	ck_assert(!y->has[DGPM_PLAN_SAVING] && !y->has[DGPM_PLAN_INVESTMENT_ACTUAL]);
	ck_assert(p->has_target && p->has_saving_2025);
	ck_assert_int_eq(p->saving_2025_yen, 12000000);
	/* 30 % of what was executed. */
	ck_assert_int_eq(p->target_yen, p->base_yen / 10 * 3);
}
END_TEST

/* A day later than the due year: open measures are overdue, those done or stopped are not. */
START_TEST(overdue)
{
	static const struct {
		const char *status;
		int year;
		bool want;
	} cases[] = { { "running", 2022, true }, { "planned", 2022, true }, { "done", 2022, false },
		      { "stopped", 2022, false }, { "running", 2021, false } };
	struct dgpm_portfolio *portfolio = fixture_portfolio("examples/sample");

	for (size_t i = 0; i < DGPM_COUNT(cases); i++) {
		const char *text = dgpm_arena_printf(
			a, "{organization: SMP, measures: [{project_id: 2021-SMP-0001, due_fy: 2021, status: %s}]}",
			cases[i].status);
		struct dgpm_other doc = { .kind = "dgpm/plan@1", .path = "plan.yaml" };
		struct dgpm_date day = { (int16_t)cases[i].year, 5, 1 };
		struct dgpm_plan plan;

		doc.root = fixture_doc(text);
		plan_read(&plan, a, portfolio, &doc, day);
		ck_assert_msg(plan.measures[0].overdue == cases[i].want, "%s in %d", cases[i].status, cases[i].year);
		ck_assert_uint_eq(plan.n_overdue, cases[i].want);
	}
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("plan", &tc);

	tcase_add_checked_fixture(tc, fixture_open, fixture_close);
	tcase_add_test(tc, years);
	tcase_add_test(tc, adds);
	tcase_add_test(tc, sample);
	tcase_add_test(tc, overdue);
	return s;
}
