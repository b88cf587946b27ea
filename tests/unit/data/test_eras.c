/* Fiscal years, dates, eras. */
#include "data/eras.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

static struct dgpm_arena *arena;
static struct dgpm_diags *diags;
static const struct dgpm_eras *eras;

static const struct dgpm_node *parse(const char *path, struct dgpm_str text)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct dgpm_node *root;

	ck_assert_msg(dgpm_doc_parse(&root, arena, diags, path, text, &limits) == 0, "%s", unit_diags(arena, diags));
	return root;
}

/* Tests run at the root of the project: the eras are the shipped ones. */
static void setup(void)
{
	size_t size = 0;
	char *text = NULL;
	FILE *f = fopen("schemas/eras.yaml", "r");
	int rc;

	arena = dgpm_arena_new(NULL, NULL);
	diags = dgpm_diags_new(arena);
	ck_assert_msg(f != NULL, "schemas/eras.yaml");
	(void)!getdelim(&text, &size, '\0', f);
	(void)fclose(f);
	rc = dgpm_eras_load(&eras, arena, diags, parse("eras.yaml", dgpm_str_of(text)), "eras.yaml");
	free(text);
	unit_contract(rc, eras, diags);
	ck_assert_msg(rc == 0, "%s", unit_diags(arena, diags));
}

static void teardown(void)
{
	dgpm_arena_free(arena);
}

static const struct {
	const char *text, *era;
	int want; /* 0: not a year */
} year_cases[] = {
	{ "2021", NULL, 2021 },
	{ "２０２１年度", NULL, 2021 },
	{ "2021年度", NULL, 2021 },
	{ " 2021 年度 ", NULL, 2021 },
	{ "FY2021", NULL, 2021 },
	{ "fy 2021", NULL, 2021 },
	{ "ＦＹ２０２１", NULL, 2021 },
	{ "1868", NULL, 1868 },
	{ "2200", NULL, 2200 },
	{ "1867", NULL, 0 },
	{ "2201", NULL, 0 },
	{ "02021", NULL, 0 },
	{ "20211", NULL, 0 },
	{ "202", NULL, 0 },
	{ "-2021", NULL, 0 },
	{ "2021.0", NULL, 0 },
	{ "2021年", NULL, 0 },     /* a calendar year */
	{ "2021-04", NULL, 0 },
	{ "FY21", NULL, 0 },
	{ "FY", NULL, 0 },
	{ "2021 2022", NULL, 0 },
	/* eras */
	{ "令和3年度", NULL, 2021 },
	{ "令和３年度", NULL, 2021 },
	{ "令和 3 年度", NULL, 2021 },
	{ "令和元年度", NULL, 2019 },
	{ "令和元", NULL, 2019 },
	{ "令3", NULL, 2021 },
	{ "令3年度", NULL, 2021 },
	{ "R3", NULL, 2021 },
	{ "r3", NULL, 2021 },
	{ "R03", NULL, 2021 },
	{ "R3年度", NULL, 2021 },
	{ "R元年度", NULL, 2019 },
	{ "Ｒ３", NULL, 2021 },
	{ "R7", NULL, 2025 },
	{ "㋿3年度", NULL, 2021 },
	{ "㋿元年度", NULL, 2019 },
	{ "㍻31", NULL, 2019 },
	{ "㍼64", NULL, 1989 },
	{ "㍽15年度", NULL, 1926 },
	{ "㍾元年度", NULL, 1868 },
	{ "H28", NULL, 2016 },
	{ "平28", NULL, 2016 },
	{ "S3", NULL, 1928 },
	{ "T1", NULL, 1912 },
	{ "M1", NULL, 1868 },
	/* where an era ends: the calendar year in which the next began */
	{ "平成31年度", NULL, 2019 },
	{ "平成32年度", NULL, 0 },
	{ "平成40年度", NULL, 0 },
	{ "昭和64年度", NULL, 1989 },
	{ "平成元年度", NULL, 1989 },
	{ "昭和65年度", NULL, 0 },
	{ "昭和元年度", NULL, 1926 },
	{ "大正15年度", NULL, 1926 },
	{ "大正16年度", NULL, 0 },
	{ "明治45年度", NULL, 1912 },
	{ "大正元年度", NULL, 1912 },
	{ "明治46年度", NULL, 0 },
	{ "令和182年度", NULL, 2200 },
	{ "令和183年度", NULL, 0 },
	{ "令和0年度", NULL, 0 },
	{ "R0", NULL, 0 },
	{ "R00", NULL, 0 },
	{ "令和", NULL, 0 },
	{ "令和年度", NULL, 0 },
	{ "令和-1年度", NULL, 0 },
	{ "令和3年", NULL, 0 },
	{ "令和3年3月", NULL, 0 },
	{ "令和三年度", NULL, 0 },
	{ "令和元元年度", NULL, 0 },
	{ "令和2021年度", NULL, 0 },
	{ "元年度", NULL, 0 },
	/* the whole text only */
	{ "CMS3.5", NULL, 0 },
	{ "S3.5", NULL, 0 },
	{ "AWS S3", NULL, 0 },
	{ "S3 bucket", NULL, 0 },
	{ "H28当初", NULL, 0 },
	{ "R3R4", NULL, 0 },
	{ "x2021", NULL, 0 },
	{ "", NULL, 0 },
	{ " ", NULL, 0 },
	{ "\xff", NULL, 0 },
	/* both ways to write it, when they agree */
	{ "令和3年度（2021年度）", NULL, 2021 },
	{ "令和3年度(2021)", NULL, 2021 },
	{ "2021年度（令和3年度）", NULL, 2021 },
	{ "2019年度（平成31年度）", NULL, 2019 },
	{ "2021（R3）", NULL, 2021 },
	{ "FY2021 ( R3 )", NULL, 2021 },
	{ "令和3年度（2022年度）", NULL, 0 },
	{ "令和3年度（令和3年度）", NULL, 0 },
	{ "2021（2021）", NULL, 0 },
	{ "令和3年度（2021年度", NULL, 0 },
	{ "令和3年度2021年度", NULL, 0 },
	{ "令和3年度（）", NULL, 0 },
	{ "令和3年度（2021年度）当初", NULL, 0 },
	{ "2021（3年度）", "令和", 0 },
	/* a bare number, when the era is known */
	{ "28年度", "平成", 2016 },
	{ "28", "平成", 2016 },
	{ "２８年度", "平成", 2016 },
	{ "元年度", "令和", 2019 },
	{ "31年度", "平成", 2019 },
	{ "32年度", "平成", 0 },
	{ "0", "平成", 0 },
	{ "28年度（2016年度）", "平成", 2016 },
	{ "2016", "平成", 2016 },
	{ "R3", "平成", 2021 },
	{ "28年度", NULL, 0 },
	{ "28", NULL, 0 },
	{ "28年度", "平生", 0 },
};

START_TEST(year_read)
{
	int got = 77;
	bool is = dgpm_fiscal_year_parse(&got, eras, dgpm_str_of(year_cases[_i].text), year_cases[_i].era);
	int want = year_cases[_i].want != 0 ? year_cases[_i].want : 77;

	ck_assert_msg(is == (year_cases[_i].want != 0) && got == want, "'%s': %d", year_cases[_i].text, got);
}
END_TEST

START_TEST(year_without_eras)
{
	int got = 77;
	char buf[48];

	ck_assert(dgpm_fiscal_year_parse(&got, NULL, DGPM_STR("2021年度"), "平成") && got == 2021);
	ck_assert(!dgpm_fiscal_year_parse(&got, NULL, DGPM_STR("R3"), NULL) && got == 2021);
	ck_assert(!dgpm_fiscal_year_parse(&got, eras, DGPM_STR("2021\0"), NULL));
	ck_assert_str_eq(dgpm_fiscal_year_wareki(buf, sizeof buf, NULL, 2021), "2021年度");
}
END_TEST

static const struct {
	int year;
	const char *want;
} wareki_cases[] = {
	{ 1867, "1867年度" },     { 1868, "明治元年度" },  { 1911, "明治44年度" }, { 1912, "大正元年度" },
	{ 1925, "大正14年度" },   { 1926, "昭和元年度" },  { 1988, "昭和63年度" }, { 1989, "平成元年度" },
	{ 1990, "平成2年度" },    { 2018, "平成30年度" },  { 2019, "令和元年度" }, { 2020, "令和2年度" },
	{ 2021, "令和3年度" },    { 2200, "令和182年度" },
};

START_TEST(wareki)
{
	char buf[48];

	ck_assert_str_eq(dgpm_fiscal_year_wareki(buf, sizeof buf, eras, wareki_cases[_i].year), wareki_cases[_i].want);
}
END_TEST

START_TEST(wareki_back)
{
	char buf[48];

	for (int year = DGPM_YEAR_MIN; year <= DGPM_YEAR_MAX; year++) {
		int got = 0;

		dgpm_fiscal_year_wareki(buf, sizeof buf, eras, year);
		ck_assert_msg(dgpm_fiscal_year_parse(&got, eras, dgpm_str_of(buf), NULL) && got == year, "%s", buf);
	}
}
END_TEST

static const struct {
	const char *list, *want; /* the place */
} bad_eras[] = {
	{ "{name: 令和, from: 2019-05-01}", "1:1 CODE-01" },
	{ "[]", "1:1 CODE-01" },
	{ "[令和]", "1:2 CODE-01" },
	{ "[{name: 令和}]", "1:2 CODE-01" },
	{ "[{name: 令和, from: 2019-05}]", "1:19 CODE-01" },
	{ "[{name: 令和, from: 2019-02-29}]", "1:19 CODE-01" },
	{ "[{name: 3, from: 2019-05-01}]", "1:9 CODE-01" },
	{ "[{name: b, from: 2019-05-01}, {name: a, from: 1989-01-08}]", "1:47 CODE-01" },
	{ "[{name: b, from: 2019-05-01}, {name: B, from: 2029-01-08}]", "1:38 CODE-01" },
	{ "[{name: b, from: 2019-05-01, initials: [b]}, {name: c, from: 2029-01-08, initials: [x, B]}]",
	  "1:88 CODE-01" },
	{ "[{name: b, from: 2019-05-01, initials: x}]", "1:40 CODE-01" },
	{ "[{name: b, from: 2019-05-01, initials: ['']}]", "1:41 CODE-01" },
	{ "[{name: 平成, from: 1989-01-08}, {name: c, from: 2029-01-08, square: ㍻}]", "1:68 CODE-01" },
	{ "[{name: a-name-that-is-far-too-long, from: 2019-05-01}]", "1:9 CODE-01" },
};

START_TEST(eras_refused)
{
	const struct dgpm_eras *none;
	int rc = dgpm_eras_load(&none, arena, diags, parse("x.yaml", dgpm_str_of(bad_eras[_i].list)), "x.yaml");
	const char *got = unit_diags(arena, diags);

	unit_contract(rc, none, diags);
	ck_assert_int_eq(rc, -1);
	ck_assert_msg(strncmp(got, bad_eras[_i].want, strlen(bad_eras[_i].want)) == 0, "%s", got);
}
END_TEST

static const struct {
	const char *text;
	int fiscal_year; /* 0: no date */
} date_cases[] = {
	{ "2021-04-01", 2021 },
	{ "2021-03-31", 2020 },
	{ "2021-12-31", 2021 },
	{ "2022-01-01", 2021 },
	{ "2020-02-29", 2019 },
	{ "2000-02-29", 1999 },
	{ "0001-04-01", 1 },
	{ "9999-12-31", 9999 },
	{ "2021-02-29", 0 },
	{ "1900-02-29", 0 },
	{ "2021-04-31", 0 },
	{ "2021-13-01", 0 },
	{ "2021-00-01", 0 },
	{ "2021-01-00", 0 },
	{ "2021-01-32", 0 },
	{ "0000-01-01", 0 },
	{ "2021-4-1", 0 },
	{ "2021/04/01", 0 },
	{ "20210401", 0 },
	{ "2021-04-01 ", 0 },
	{ " 2021-04-01", 0 },
	{ "2021-04-01T00:00:00Z", 0 },
	{ "２０２１-04-01", 0 },
	{ "+021-04-01", 0 },
	{ "2021-0x-01", 0 },
	{ "", 0 },
};

START_TEST(date_read)
{
	struct dgpm_date d = { 77, 7, 7 };
	bool is = dgpm_date_parse(&d, dgpm_str_of(date_cases[_i].text));
	char buf[11];

	ck_assert_msg(is == (date_cases[_i].fiscal_year != 0), "%s", date_cases[_i].text);
	if (!is) {
		ck_assert(d.year == 77 && d.month == 7 && d.day == 7);
		return;
	}
	ck_assert_int_eq(dgpm_date_fiscal_year(d), date_cases[_i].fiscal_year);
	ck_assert_str_eq(dgpm_date_format(buf, d), date_cases[_i].text);
}
END_TEST

/* Every day of the years 1 to 2299 in turn is one more than the day before. */
START_TEST(date_calendar)
{
	struct dgpm_date first = { 1, 1, 1 }, before = first;
	int32_t n = 0;

	for (unsigned year = 1; year < 2300; year++)
		for (unsigned month = 1; month <= 12; month++)
			for (unsigned day = 1; day <= 31; day++) {
				char text[32];
				struct dgpm_date d;

				(void)snprintf(text, sizeof text, "%04u-%02u-%02u", year, month, day);
				if (!dgpm_date_parse(&d, dgpm_str_of(text)))
					continue;
				ck_assert_msg(dgpm_date_days(first, d) == n, "%s", text);
				ck_assert_msg(dgpm_date_days(d, first) == -n, "%s", text);
				ck_assert(n == 0 || (dgpm_date_cmp(before, d) < 0 && dgpm_date_cmp(d, before) > 0));
				before = d;
				n++;
			}
	ck_assert_int_eq(dgpm_date_days((struct dgpm_date){ 1970, 1, 1 }, (struct dgpm_date){ 2019, 5, 1 }), 18017);
	ck_assert_int_eq(dgpm_date_days(first, (struct dgpm_date){ 9999, 12, 31 }), 3652058);
	ck_assert_int_eq(dgpm_date_cmp(before, before), 0);
}
END_TEST

START_TEST(date_none)
{
	char buf[11] = "x";

	ck_assert_str_eq(dgpm_date_format(buf, (struct dgpm_date){ 0, 0, 0 }), "");
	ck_assert_int_lt(dgpm_date_cmp((struct dgpm_date){ 0, 0, 0 }, (struct dgpm_date){ 1, 1, 1 }), 0);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("year", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, year_read, 0, DGPM_COUNT(year_cases));
	tcase_add_test(tc, year_without_eras);
	tcase_add_loop_test(tc, wareki, 0, DGPM_COUNT(wareki_cases));
	tcase_add_test(tc, wareki_back);
	tcase_add_loop_test(tc, eras_refused, 0, DGPM_COUNT(bad_eras));
	tcase_add_loop_test(tc, date_read, 0, DGPM_COUNT(date_cases));
	tcase_add_test(tc, date_calendar);
	tcase_add_test(tc, date_none);
	return s;
}
