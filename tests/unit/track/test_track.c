/* Targets and tracking: rates, aims, paths, forecasts, levers. */
#include "track/track.h"
#include "unit.h"

#include <inttypes.h>

static const struct cut_case {
	const char *text;
	int64_t want; /* -1: not a rate */
} cut_cases[] = {
	{ "0.30", 300000 },  { "0.3", 300000 },      { "1", 1000000 }, { "1.0", 1000000 }, { "0", 0 },
	{ "0.000001", 1 },   { "0.333333", 333333 }, { "1.000001", -1 }, { "1.3", -1 },    { "2", -1 },
	{ "0.0000001", -1 }, { ".3", -1 },           { "0.", -1 },     { "", -1 },         { "-0.3", -1 },
	{ "0.3.1", -1 },     { "3e-1", -1 },         { "99999999999999999999", -1 },
};

START_TEST(cut_parse)
{
	const struct cut_case *c = &cut_cases[_i];
	int64_t got = -1;

	ck_assert_msg(dgpm_cut_parse(&got, dgpm_str_of(c->text)) == (c->want >= 0), "%s", c->text);
	ck_assert_msg(got == c->want, "%s: %" PRId64, c->text, got);
}
END_TEST

static const struct aim_case {
	const char *name;
	struct dgpm_aim aim;
	dgpm_yen baseline, want; /* -1: none */
} aim_cases[] = {
	{ "30 %", { 2021, DGPM_AIM_CUT, 300000 }, 400000000000, 280000000000 },
	{ "half up", { 2021, DGPM_AIM_CUT, 500000 }, 3, 2 },
	{ "all of it", { 2021, DGPM_AIM_CUT, 1000000 }, 77, 0 },
	{ "no overflow", { 2021, DGPM_AIM_CUT, 1 }, INT64_MAX, 9223362813482738952 },
	{ "an amount less", { 2020, DGPM_AIM_CUT_YEN, 15600000000 }, 53952000000, 38352000000 },
	{ "more than there is", { 2020, DGPM_AIM_CUT_YEN, 78 }, 77, -1 },
	{ "an amount", { 2020, DGPM_AIM_AMOUNT, 5 }, 77, 5 },
	{ "nothing said", { 2020, DGPM_AIM_NONE, 5 }, 77, -1 },
};

START_TEST(aim_yen)
{
	const struct aim_case *c = &aim_cases[_i];
	dgpm_yen got = -1;

	ck_assert_msg(dgpm_aim_yen(&got, &c->aim, c->baseline) == (c->want >= 0), "%s", c->name);
	ck_assert_msg(got == c->want, "%s: %" PRId64, c->name, got);
}
END_TEST

static const struct dgpm_aim steps[] = { { 2022, DGPM_AIM_CUT, 100000 }, { 2023, DGPM_AIM_AMOUNT, 800 } };

static const struct path_case {
	int year;
	size_t n_milestones;
	dgpm_yen want; /* -1: none */
} path_cases[] = {
	{ 2019, 0, -1 },  { 2020, 0, 1000 }, { 2021, 0, 940 }, { 2024, 0, 760 }, { 2025, 0, 700 }, { 2030, 0, 700 },
	{ 2020, 2, 1000 }, { 2021, 2, 950 }, { 2022, 2, 900 }, { 2023, 2, 800 }, { 2024, 2, 750 }, { 2025, 2, 700 },
};

START_TEST(path)
{
	const struct path_case *c = &path_cases[_i];
	struct dgpm_target t = { .baseline_fy = 2020, .aim = { 2025, DGPM_AIM_CUT, 300000 }, .milestones = steps,
				 .n_milestones = c->n_milestones };
	dgpm_yen got = -1;

	ck_assert_msg(dgpm_target_path(&got, &t, 1000, c->year) == (c->want >= 0), "%d", c->year);
	ck_assert_msg(got == c->want, "%d: %" PRId64, c->year, got);
}
END_TEST

static const struct line_case {
	const char *name;
	int years[4];
	dgpm_yen values[4];
	size_t n;
	int at;
	dgpm_yen want; /* -1: none */
} line_cases[] = {
	{ "a straight line", { 2013, 2014, 2015 }, { 100, 90, 80 }, 3, 2020, 30 },
	{ "a gap between", { 2013, 2015 }, { 100, 80 }, 2, 2016, 70 },
	{ "half up once", { 2013, 2014, 2016 }, { 0, 1, 1 }, 3, 2015, 1 }, /* 13/14 */
	{ "at the half", { 2013, 2015 }, { 0, 1 }, 2, 2014, 1 },
	{ "one year", { 2013 }, { 100 }, 1, 2014, -1 },
	{ "the same year twice", { 2013, 2013 }, { 100, 90 }, 2, 2014, -1 },
	{ "below zero is no cost", { 2013, 2014 }, { 100, 50 }, 2, 2016, -1 },
	{ "down to zero", { 2013, 2014 }, { 100, 50 }, 2, 2015, 0 },
	{ "too much", { 2013, 2014 }, { 0, INT64_MAX }, 2, 2016, -1 },
	{ "large", { 2013, 2014 }, { INT64_MAX, INT64_MAX }, 2, 2100, INT64_MAX },
};

START_TEST(least_squares)
{
	const struct line_case *c = &line_cases[_i];
	dgpm_yen got = -1;

	ck_assert_msg(dgpm_least_squares(&got, c->years, c->values, c->n, c->at) == (c->want >= 0), "%s", c->name);
	ck_assert_msg(got == c->want, "%s: %" PRId64, c->name, got);
}
END_TEST

static const struct lever_case {
	dgpm_yen gap;
	int64_t rate;
	size_t want;
} lever_cases[] = {
	{ 0, 300000, 0 },  { -5, 300000, 0 },  { 1, 300000, 1 },  { 30, 300000, 1 },
	{ 31, 300000, 2 }, { 45, 300000, 2 },  { 46, 300000, 3 }, { 48, 300000, 3 },
	{ 49, 300000, 4 }, { 160, 1000000, 3 }, { 161, 1000000, 4 },
};

START_TEST(levers)
{
	static const struct dgpm_lever all[] = { { .amount_yen = 100 }, { .amount_yen = 50 }, { .amount_yen = 10 } };
	const struct lever_case *c = &lever_cases[_i];

	ck_assert_uint_eq(dgpm_levers_needed(all, DGPM_COUNT(all), c->gap, c->rate), c->want);
}
END_TEST

static const struct target_case {
	const char *name, *text, *want; /* the diagnostics; NULL: it is read */
} target_cases[] = {
	{ "good", "id: a\nbaseline: {fiscal_year: 2020}\ntarget: {fiscal_year: 2025, cut: 0.3}\n"
		  "path: [{fiscal_year: 2023, cut: 0.1}]\n", NULL },
	{ "backwards", "id: a\nbaseline: {fiscal_year: 2025}\ntarget: {fiscal_year: 2020, cut: 0.3}\n", "TGT-02" },
	{ "the same year", "id: a\nbaseline: {fiscal_year: 2025}\ntarget: {fiscal_year: 2025, cut: 0.3}\n", "TGT-02" },
	{ "more than all", "id: a\ntarget: {fiscal_year: 2025, cut: \"1.1\"}\n", "TGT-03" },
	{ "negative", "id: a\ntarget: {fiscal_year: 2025, cut_yen: -1}\n", "TGT-03" },
	{ "a year twice", "id: a\nbaseline: {fiscal_year: 2020}\ntarget: {fiscal_year: 2025, cut: 0.3}\n"
			  "path: [{fiscal_year: 2023, cut: 0.1}, {fiscal_year: 2023, cut: 0.2}]\n", "TGT-04" },
	{ "outside", "id: a\nbaseline: {fiscal_year: 2020}\ntarget: {fiscal_year: 2025, cut: 0.3}\n"
		     "path: [{fiscal_year: 2025, cut: 0.1}]\n", "TGT-04" },
};

START_TEST(read_target)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct target_case *c = &target_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *diags = dgpm_diags_new(a);
	const struct dgpm_node *root;
	struct dgpm_target t;
	struct dgpm_data *data;

	ck_assert_int_eq(dgpm_data_open(&data, a, diags, "schemas", "en"), 0);
	ck_assert_int_eq(dgpm_doc_parse(&root, a, diags, "t.yaml", dgpm_str_of(c->text), &limits), 0);
	ck_assert_msg(dgpm_target_read(&t, a, diags, data, root, "t.yaml") == (c->want == NULL), "%s", c->name);
	if (c->want != NULL)
		ck_assert_msg(dgpm_diags_count(diags) == 1 && strcmp(dgpm_diags_at(diags, 0)->rule, c->want) == 0,
			      "%s: %s", c->name, unit_diags(a, diags));
	dgpm_data_close(data);
	dgpm_arena_free(a);
}
END_TEST

/* The built-in ones hold to the schema the portfolio's are held to. */
START_TEST(built_in)
{
	static const char *const ids[] = { "hello-work", "local-2018-2026", "national-tax", "ops-2013-2021",
					   "opsmod-2020-2025", "platform-2" };
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *diags = dgpm_diags_new(a);
	struct dgpm_schema_run *run = dgpm_schema_run_new(a);
	struct dgpm_targets targets;
	struct dgpm_data *data;
	int rc;

	ck_assert_int_eq(dgpm_data_open(&data, a, diags, "schemas", "ja"), 0);
	rc = dgpm_targets_load(&targets, a, diags, data, NULL, 1);
	ck_assert_msg(rc == 0, "%s", unit_diags(a, diags));
	ck_assert_uint_eq(targets.n, DGPM_COUNT(ids));
	for (size_t i = 0; i < targets.n; i++) {
		const struct dgpm_node *doc = dgpm_data_doc(data, diags, targets.items[i].at.path);

		ck_assert_str_eq(targets.items[i].id, ids[i]);
		ck_assert_ptr_nonnull(targets.items[i].source);
		ck_assert_uint_eq(dgpm_schema_check(run, dgpm_data_schema(data, diags, "target"), doc,
						    targets.items[i].at.path, DGPM_ERROR, diags), 0);
	}
	dgpm_schema_run_free(run);
	dgpm_data_close(data);
	dgpm_arena_free(a);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("track", &tc);

	tcase_add_loop_test(tc, cut_parse, 0, (int)DGPM_COUNT(cut_cases));
	tcase_add_loop_test(tc, aim_yen, 0, (int)DGPM_COUNT(aim_cases));
	tcase_add_loop_test(tc, path, 0, (int)DGPM_COUNT(path_cases));
	tcase_add_loop_test(tc, least_squares, 0, (int)DGPM_COUNT(line_cases));
	tcase_add_loop_test(tc, levers, 0, (int)DGPM_COUNT(lever_cases));
	tcase_add_loop_test(tc, read_target, 0, (int)DGPM_COUNT(target_cases));
	tcase_add_test(tc, built_in);
	return s;
}
