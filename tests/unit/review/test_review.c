/* Review: the suggestion, and the day and year of a review. */
#include "review/run.h"
#include "unit.h"

static const struct judgement_case {
	const char *name, *want;
	size_t errors, warnings, unknown_errors, passed, failed, waived;
} judgement_cases[] = {
	{ "all passed", "approve", 0, 0, 0, 3, 0, 0 },
	{ "a note is no condition", "approve", 0, 0, 0, 3, 1, 0 },
	{ "a warning", "conditional", 0, 1, 0, 3, 1, 0 },
	{ "an error outweighs", "return", 1, 1, 1, 3, 2, 0 },
	{ "an error that cannot be computed", "undecided", 0, 1, 1, 3, 1, 0 },
	{ "nothing judged", "undecided", 0, 0, 0, 0, 0, 0 },
	{ "all waived", "approve", 0, 0, 0, 0, 0, 2 },
};

START_TEST(judgements)
{
	const struct judgement_case *c = &judgement_cases[_i];
	struct dgpm_reviewed r = { .errors = c->errors, .warnings = c->warnings, .unknown_errors = c->unknown_errors };

	r.n[DGPM_PASS] = c->passed;
	r.n[DGPM_FAIL] = c->failed;
	r.n[DGPM_WAIVED] = c->waived;
	ck_assert_msg(strcmp(dgpm_reviewed_judgement(&r), c->want) == 0, "%s: %s", c->name,
		      dgpm_reviewed_judgement(&r));
}
END_TEST

static const struct when_case {
	const char *name;
	struct dgpm_review_how how;
	const char *config; /* dgpm.yaml; NULL: none */
	int year;
	struct dgpm_date date;
	bool own_years;
} when_cases[] = {
	{ "today, the stage due", { .today = { 2021, 6, 30 } }, NULL, 2021, { 2021, 6, 30 }, true },
	{ "March is of the year before", { .today = { 2022, 3, 31 } }, NULL, 2021, { 2022, 3, 31 }, true },
	{ "before the request of the next year", { .today = { 2021, 6, 30 }, .stage = "pre-request" }, NULL, 2022,
	  { 2021, 6, 30 }, false },
	{ "execution of the year", { .today = { 2021, 6, 30 }, .stage = "execution" }, NULL, 2021, { 2021, 6, 30 },
	  false },
	{ "dgpm.yaml", { .today = { 2030, 1, 1 } }, "review: {date: 2021-08-02, fiscal_year: 2023}", 2023,
	  { 2021, 8, 2 }, false },
	{ "what is given counts", { .today = { 2030, 1, 1 }, .date = { 2020, 5, 1 }, .fiscal_year = 2019 },
	  "review: {date: 2021-08-02, fiscal_year: 2023}", 2019, { 2020, 5, 1 }, false },
};

START_TEST(when)
{
	const struct when_case *c = &when_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *d = dgpm_diags_new(a);
	const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct dgpm_node *config = NULL;
	struct dgpm_review review = { .stage = c->how.stage };

	if (c->config != NULL)
		ck_assert_int_eq(dgpm_doc_parse(&config, a, d, "dgpm.yaml", dgpm_str_of(c->config), &limits), 0);
	review_when(&review, &c->how, config);
	ck_assert_msg(review.fiscal_year == c->year, "%s: FY%d", c->name, review.fiscal_year);
	ck_assert_msg(dgpm_date_cmp(review.date, c->date) == 0, "%s: the day", c->name);
	ck_assert_msg(review.own_years == c->own_years, "%s: own years", c->name);
	dgpm_arena_free(a);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("review", &tc);

	tcase_add_loop_test(tc, judgements, 0, DGPM_COUNT(judgement_cases));
	tcase_add_loop_test(tc, when, 0, DGPM_COUNT(when_cases));
	return s;
}
