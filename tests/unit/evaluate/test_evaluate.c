/* Evaluation: the grade that marks suggest, the budget of a policy, S4's own sheet. */
#include "evaluate/parts.h"
#include "fixture.h"

static void teardown(void)
{
	ck_assert_str_eq(unit_diags(a, d), "");
	fixture_close();
}

/* A letter an indicator: A achieved, O well over, N nearly, X not, W not and worse, R running, ? no actual; a small
 * letter is not primary. */
static const struct grade_case {
	const char *name, *marks;
	const char *want; /* NULL: no grade */
	bool confirmed, halfway;
} grade_cases[] = {
	{ "all well over", "OOa", "over", false, false },
	{ "one primary just reached", "OAo", "achieved", false, false },
	{ "all achieved", "AAa", "achieved", false, false },
	{ "S4: one that is not primary was missed", "AAax", "progress", true, false },
	{ "near, and not primary", "AAn", "progress", true, false },
	{ "a primary one near", "ANa", "progress", false, false },
	{ "a primary one missed", "AXa", "little-progress", false, false },
	{ "missed and worse than at the start", "AWa", "not-towards", false, false },
	{ "worse, but not primary", "Aw", "progress", true, false },
	{ "none is marked primary: all count", "ax", "little-progress", false, false },
	{ "some still run", "AR", "achieved", false, true },
	{ "nothing has ended", "RRr", NULL, false, false },
	{ "one has no mark", "A?", NULL, false, false },
	{ "no indicators", "", NULL, false, false },
};

static struct dgpm_indicator indicator_of(char c)
{
	struct dgpm_indicator ind = { .primary = c < 'a', .has_primary = true, .has_way = true };

	switch (c & ~0x20) {
	case 'O':
		ind.way = 20000;
		ind.mark = DGPM_MARK_ACHIEVED;
		break;
	case 'A':
		ind.way = 10000;
		ind.mark = DGPM_MARK_ACHIEVED;
		break;
	case 'N':
		ind.mark = DGPM_MARK_NEARLY;
		break;
	case 'R':
		ind.mark = DGPM_MARK_RUNNING;
		break;
	default:
		ind.mark = c == '?' ? DGPM_MARK_NO_ACTUAL : DGPM_MARK_NOT;
		ind.worse = (c & ~0x20) == 'W';
	}
	return ind;
}

START_TEST(grades)
{
	const struct grade_case *c = &grade_cases[_i];
	struct dgpm_indicator items[8];
	struct dgpm_policy policy = { .indicators = items };
	struct evaluate_settings settings;

	ck_assert_int_eq(evaluate_settings(&settings, a, d, data, NULL), 0);
	for (; c->marks[policy.n] != '\0'; policy.n++)
		items[policy.n] = indicator_of(c->marks[policy.n]);
	evaluate_grade(&policy, &settings);
	if (c->want == NULL) {
		ck_assert_msg(policy.grade == NULL, "%s: %s", c->name, policy.grade);
		ck_assert_msg(policy.no_grade != NULL, "%s", c->name);
		return;
	}
	ck_assert_msg(policy.grade != NULL, "%s: %s", c->name, policy.no_grade);
	ck_assert_str_eq(policy.grade, c->want);
	ck_assert_msg(policy.grade_confirmed == c->confirmed && policy.grade_halfway == c->halfway, "%s", c->name);
}
END_TEST

static const struct budget_case {
	const char *name, *year; /* of `years` in millions */
	bool has_total, apart, has_rate;
	dgpm_yen total;
	int64_t rate;
} budget_cases[] = {
	{ "added", "initial: 10, supplementary: 2, carryover: 3, executed: 12", true, false, true, 15000000, 8000 },
	{ "printed, one more than its parts", "initial: 10, supplementary: 2, carryover: 3, total: 16, executed: 8",
	  true, true, true, 16000000, 5000 },
	{ "only the initial is known: the year is under way", "initial: 76461", false, false, false, 0, 0 },
	{ "a total of 0 has no rate", "initial: 0, supplementary: 0, executed: 0", true, false, false, 0, 0 },
	{ "less than nothing", "initial: 10, supplementary: -10, executed: 5", true, false, false, 0, 0 },
	{ "nothing is known", "", false, false, false, 0, 0 },
};

START_TEST(budgets)
{
	const struct budget_case *c = &budget_cases[_i];
	const char *text = dgpm_arena_printf(a, "budget: {unit: million, years: [{fiscal_year: 2020%s%s}]}",
					     *c->year != '\0' ? ", " : "", c->year);
	struct dgpm_policy policy = { 0 };

	policy.root = fixture_doc(text);
	evaluate_budget(&policy, a, NULL);
	ck_assert_uint_eq(policy.n_years, 1);
	ck_assert_msg(policy.years[0].has[DGPM_POLICY_TOTAL] == c->has_total, "%s", c->name);
	ck_assert_msg(policy.years[0].apart == c->apart, "%s", c->name);
	ck_assert_msg(policy.years[0].has_rate == c->has_rate, "%s", c->name);
	if (c->has_total)
		ck_assert_int_eq(policy.years[0].yen[DGPM_POLICY_TOTAL], c->total);
	if (c->has_rate)
		ck_assert_int_eq(policy.years[0].rate, c->rate);
}
END_TEST

/* The figures are those printed in S4; the marks and the grade as well. */
START_TEST(s4)
{
	struct dgpm_evaluate_how how = { .date = { 2021, 12, 28 }, .threads = 2 };
	struct dgpm_diags *found = dgpm_diags_new(a);
	const struct dgpm_policy *p;
	struct dgpm_evaluation *e;

	ck_assert_int_eq(dgpm_evaluate(&e, a, found, data, fixture_portfolio("examples/japan-it"), &how), 0);
	p = &e->policies[0];
	ck_assert_str_eq(p->id, "MIC-31-8");
	ck_assert_uint_eq(p->n_indicators, 10);
	ck_assert_uint_eq(p->n, 11);
	ck_assert_uint_eq(p->marks[DGPM_MARK_ACHIEVED], 10);
	ck_assert_uint_eq(p->marks[DGPM_MARK_NOT], 1);
	for (size_t i = 0; i < p->n; i++)
		ck_assert_str_eq(p->indicators[i].printed, dgpm_mark_name((enum dgpm_mark)p->indicators[i].mark));
	ck_assert_str_eq(p->grade, p->printed_grade);
	ck_assert_uint_eq(p->n_years, 4);
	ck_assert_int_eq(p->years[2].yen[DGPM_POLICY_TOTAL], 65336000000);
	ck_assert_int_eq(p->years[2].added_yen, 65337000000);
	ck_assert(!p->years[3].has[DGPM_POLICY_TOTAL]);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("evaluate", &tc);

	tcase_add_checked_fixture(tc, fixture_open, teardown);
	tcase_add_loop_test(tc, grades, 0, DGPM_COUNT(grade_cases));
	tcase_add_loop_test(tc, budgets, 0, DGPM_COUNT(budget_cases));
	tcase_add_test(tc, s4);
	return s;
}
