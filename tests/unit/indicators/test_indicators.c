/* Indicators: numbers held exactly, and the marks at their limits. */
#include "indicators/indicators.h"
#include "unit.h"

static const struct measure_case {
	const char *text, *shown; /* NULL: no number */
} measure_cases[] = {
	{ "0", "0" },		 { "-0", "0" },	     { "1234567", "1,234,567" }, { "-1234.50", "-1,234.5" },
	{ "99.99", "99.99" },	 { "0.000000001", "0.000000001" }, { "0.0000000001", NULL },
	{ "1e6", "1,000,000" },	 { "1e18", NULL },   { "999999999999999999", "999,999,999,999,999,999" },
	{ "1000000000000000000", NULL }, { "", NULL }, { "－", NULL },		 { "10%", NULL },
	{ ".inf", NULL },	 { "0x1f", "31" },   { "1_000", NULL },		 { "100.0", "100" },
};

START_TEST(measure_read)
{
	const struct measure_case *c = &measure_cases[_i];
	struct dgpm_arena *arena = dgpm_arena_new(NULL, NULL);
	struct dgpm_measure m;
	bool good = dgpm_measure_read(&m, dgpm_str_of(c->text));

	ck_assert_msg(good == (c->shown != NULL), "%s", c->text);
	if (good)
		ck_assert_str_eq(dgpm_measure_shown(arena, &m), c->shown);
	else
		ck_assert_msg(m.kind == DGPM_MEASURE_TEXT, "%s", c->text);
	dgpm_arena_free(arena);
}
END_TEST

static struct dgpm_measure number(const char *text)
{
	struct dgpm_measure m = { 0 };

	if (text != NULL)
		ck_assert(dgpm_measure_read(&m, dgpm_str_of(text)));
	return m;
}

static const struct mark_case {
	const char *name;
	enum dgpm_direction direction;
	const char *baseline, *target, *actual; /* NULL: none */
	int target_fy, actual_fy;
	int64_t near;
	enum dgpm_mark want;
} mark_cases[] = {
	{ "reached", DGPM_AT_LEAST, "0", "10", "10", 2020, 2020, 9000, DGPM_MARK_ACHIEVED },
	{ "near, exactly", DGPM_AT_LEAST, "0", "10", "9", 2020, 2020, 9000, DGPM_MARK_NEARLY },
	{ "just not near", DGPM_AT_LEAST, "0", "10", "8.999999999", 2020, 2020, 9000, DGPM_MARK_NOT },
	{ "nothing is near", DGPM_AT_LEAST, "0", "10", "9.999999999", 2020, 2020, 10000, DGPM_MARK_NOT },
	{ "at most", DGPM_AT_MOST, "40.1", "32", "60.3", 2020, 2020, 9000, DGPM_MARK_NOT },
	{ "at most, near", DGPM_AT_MOST, "40", "30", "31", 2020, 2020, 9000, DGPM_MARK_NEARLY },
	{ "a target of 0", DGPM_AT_MOST, "10", "0", "0", 2020, 2020, 9000, DGPM_MARK_ACHIEVED },
	{ "0 of 0", DGPM_AT_LEAST, "0", "0", "0", 2020, 2020, 9000, DGPM_MARK_ACHIEVED },
	{ "0, no baseline", DGPM_AT_MOST, NULL, "0", "1", 2020, 2020, 9000, DGPM_MARK_NO_BASELINE },
	{ "target at the baseline", DGPM_AT_MOST, "4", "4", "16", 2020, 2020, 9000, DGPM_MARK_NOT },
	{ "target behind it", DGPM_AT_MOST, "4", "16", "9", 2020, 2020, 9000, DGPM_MARK_ACHIEVED },
	{ "negative", DGPM_AT_LEAST, "-10", "-5", "-5.5", 2020, 2020, 9000, DGPM_MARK_NEARLY },
	{ "before its year", DGPM_AT_LEAST, "0", "10", "11", 2025, 2018, 9000, DGPM_MARK_ACHIEVED },
	{ "still running", DGPM_AT_LEAST, "0", "10", "9", 2021, 2018, 9000, DGPM_MARK_RUNNING },
	{ "due, older actual", DGPM_AT_LEAST, "0", "10", "9", 2020, 2019, 9000, DGPM_MARK_NO_ACTUAL },
	{ "actual after its year", DGPM_AT_LEAST, "550", "1000", "1067", 2017, 2018, 9000, DGPM_MARK_ACHIEVED },
	{ "no actual", DGPM_AT_LEAST, "0", "10", NULL, 2020, 0, 9000, DGPM_MARK_NO_ACTUAL },
	{ "no actual yet", DGPM_AT_LEAST, "0", "10", NULL, 2021, 0, 9000, DGPM_MARK_RUNNING },
	{ "no target", DGPM_AT_LEAST, "0", NULL, "5", 0, 2020, 9000, DGPM_MARK_NO_TARGET },
	{ "no direction", DGPM_DIRECTION_UNKNOWN, "0", "10", "10", 2020, 2020, 9000, DGPM_MARK_NO_DIRECTION },
	{ "largest there is", DGPM_AT_LEAST, "-999999999999999999", "999999999999999999", "0", 2020, 2020, 5000,
	  DGPM_MARK_NEARLY },
};

START_TEST(marks)
{
	const struct mark_case *c = &mark_cases[_i];
	struct dgpm_arena *arena = dgpm_arena_new(NULL, NULL);
	struct dgpm_indicator ind = { .direction = (uint8_t)c->direction, .baseline = number(c->baseline) };

	if (c->target_fy != 0)
		dgpm_indicator_year(arena, &ind, c->target_fy)->target = number(c->target);
	if (c->actual_fy != 0)
		dgpm_indicator_year(arena, &ind, c->actual_fy)->actual = number(c->actual);
	dgpm_indicator_settle(&ind);
	dgpm_indicator_mark(&ind, c->near, (struct dgpm_date){ 2021, 6, 30 });
	ck_assert_msg(ind.mark == c->want, "%s: %s", c->name, dgpm_mark_name((enum dgpm_mark)ind.mark));
	dgpm_arena_free(arena);
}
END_TEST

START_TEST(way)
{
	struct dgpm_arena *arena = dgpm_arena_new(NULL, NULL);
	struct dgpm_indicator ind = { .direction = DGPM_AT_MOST, .baseline = number("40.1") };

	dgpm_indicator_year(arena, &ind, 2018)->target = number("32");
	dgpm_indicator_year(arena, &ind, 2018)->actual = number("60.3");
	dgpm_indicator_settle(&ind);
	dgpm_indicator_mark(&ind, 9000, (struct dgpm_date){ 2019, 8, 31 });
	ck_assert(ind.has_way && ind.worse);
	ck_assert_int_eq(ind.way, -24938); /* -249.38 % */
	dgpm_arena_free(arena);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("indicators", &tc);

	tcase_add_loop_test(tc, measure_read, 0, DGPM_COUNT(measure_cases));
	tcase_add_loop_test(tc, marks, 0, DGPM_COUNT(mark_cases));
	tcase_add_test(tc, way);
	return s;
}
