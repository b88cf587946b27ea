/* Money: sums, amounts as ministries write them, rounding. */
#include "base/yen.h"

#include "unit.h"

#define YEN DGPM_UNIT_YEN
#define THOUSAND DGPM_UNIT_THOUSAND
#define MILLION DGPM_UNIT_MILLION
#define OKU DGPM_UNIT_OKU
#define AMOUNT DGPM_CELL_AMOUNT
#define NONE DGPM_CELL_NO_VALUE
#define BAD DGPM_CELL_BAD
#define OVERFLOWS DGPM_CELL_OVERFLOW

static const struct amount_case {
	const char *cell;
	enum dgpm_unit unit;
	enum dgpm_cell kind;
	dgpm_yen want; /* 77: left as it was */
} amount_cases[] = {
	/* the budget table of S4 */
	{ "92,490", MILLION, AMOUNT, 92490000000 },
	{ "△1,200", THOUSAND, AMOUNT, -1200000 },
	{ "－", MILLION, NONE, 77 },
	/* digits and separators */
	{ "0", YEN, AMOUNT, 0 },
	{ "-0", YEN, AMOUNT, 0 },
	{ "007", YEN, AMOUNT, 7 },
	{ "１２３", YEN, AMOUNT, 123 },
	{ "１，２３４", YEN, AMOUNT, 1234 },
	{ "1，234,567", YEN, AMOUNT, 1234567 },
	{ "1,234,567", YEN, AMOUNT, 1234567 },
	{ "1234567", YEN, AMOUNT, 1234567 },
	{ " 12 ", YEN, AMOUNT, 12 },
	{ "　12　", YEN, AMOUNT, 12 },
	{ "12\n", YEN, AMOUNT, 12 },
	{ "1234,567", YEN, BAD, 77 },
	{ "12,34", YEN, BAD, 77 },
	{ "1,2345", YEN, BAD, 77 },
	{ "1,,234", YEN, BAD, 77 },
	{ ",123", YEN, BAD, 77 },
	{ "123,", YEN, BAD, 77 },
	{ "1 234", YEN, BAD, 77 },
	{ "1、234", YEN, BAD, 77 },
	{ "1'234", YEN, BAD, 77 },
	/* minus */
	{ "-5", YEN, AMOUNT, -5 },
	{ "－５", YEN, AMOUNT, -5 },
	{ "−5", YEN, AMOUNT, -5 },
	{ "▲5", YEN, AMOUNT, -5 },
	{ "△ 5", YEN, AMOUNT, -5 },
	{ "(5)", YEN, AMOUNT, -5 },
	{ "（1,200）", THOUSAND, AMOUNT, -1200000 },
	{ "( 5 )", YEN, AMOUNT, -5 },
	{ "(5", YEN, BAD, 77 },
	{ "5)", YEN, BAD, 77 },
	{ "()", YEN, BAD, 77 },
	{ "(-5)", YEN, BAD, 77 },
	{ "△(5)", YEN, BAD, 77 },
	{ "△△5", YEN, BAD, 77 },
	{ "--5", YEN, BAD, 77 },
	{ "5-", YEN, BAD, 77 },
	{ "+5", YEN, BAD, 77 },
	{ "△", YEN, BAD, 77 },
	{ "―5", YEN, BAD, 77 }, /* a dash that only fills an empty cell */
	/* no value is not zero */
	{ "", YEN, NONE, 77 },
	{ " 　\t", YEN, NONE, 77 },
	{ "-", YEN, NONE, 77 },
	{ "－", YEN, NONE, 77 },
	{ "−", YEN, NONE, 77 },
	{ "―", YEN, NONE, 77 },
	{ "—", YEN, NONE, 77 },
	{ "ー", YEN, NONE, 77 },
	{ " － ", YEN, NONE, 77 },
	{ "…", YEN, BAD, 77 }, /* in statistics: not known */
	{ "--", YEN, BAD, 77 },
	/* currency and unit */
	{ "￥1,200", YEN, AMOUNT, 1200 },
	{ "¥1,200", YEN, AMOUNT, 1200 },
	{ "\\1,200", YEN, AMOUNT, 1200 },
	{ "-\\1,200", YEN, AMOUNT, -1200 },
	{ "￥-1,200", YEN, AMOUNT, -1200 },
	{ "￥", YEN, BAD, 77 },
	{ "￥￥5", YEN, BAD, 77 },
	{ "-￥-5", YEN, BAD, 77 },
	{ "1,200円", MILLION, AMOUNT, 1200 },
	{ "1,200千円", YEN, AMOUNT, 1200000 },
	{ "1,200 千円", YEN, AMOUNT, 1200000 },
	{ "12百万円", THOUSAND, AMOUNT, 12000000 },
	/* several terms */
	{ "1億2,000万円", THOUSAND, AMOUNT, 120000000 },
	{ "1億2,000万", YEN, AMOUNT, 120000000 },
	{ "1億2,000万", THOUSAND, BAD, 77 },
	{ "１億２千万円", MILLION, AMOUNT, 120000000 },
	{ "2兆3,456億円", YEN, AMOUNT, 2345600000000 },
	{ "1億5円", YEN, AMOUNT, 100000005 },
	{ "3千5百万円", YEN, AMOUNT, 35000000 },
	{ "1.5億円", YEN, AMOUNT, 150000000 },
	{ "0.00000001億円", YEN, AMOUNT, 1 },
	{ "1.5億2万円", YEN, BAD, 77 },
	{ "5万円", THOUSAND, AMOUNT, 50000 },
	{ "▲5万円", THOUSAND, AMOUNT, -50000 },
	{ "(5)万円", THOUSAND, AMOUNT, -50000 },
	{ "10億円", YEN, AMOUNT, 1000000000 },
	{ "1万2億円", YEN, BAD, 77 },
	{ "1億1億円", YEN, BAD, 77 },
	{ "5千", YEN, BAD, 77 },
	{ "億円", YEN, BAD, 77 },
	{ "1億 2,000万円", YEN, AMOUNT, 120000000 },
	{ "9223372兆円", YEN, AMOUNT, 9223372000000000000 },
	{ "9223373兆円", YEN, OVERFLOWS, 77 },
	{ "99999999999999999999999兆円", YEN, OVERFLOWS, 77 },
	{ "5,400億円", YEN, AMOUNT, 540000000000 },
	{ "△3億円", YEN, AMOUNT, -300000000 },
	{ "（3億円）", YEN, AMOUNT, -300000000 },
	{ "（3）億円", YEN, AMOUNT, -300000000 },
	{ "（3億円）円", YEN, BAD, 77 },
	{ "3億円円", YEN, BAD, 77 },
	{ "3億", YEN, AMOUNT, 300000000 },
	{ "3万円", YEN, AMOUNT, 30000 },
	{ "1億2,000万円", YEN, AMOUNT, 120000000 },
	{ "円", YEN, BAD, 77 },
	{ "5 yen", YEN, BAD, 77 },
	{ "5%", YEN, BAD, 77 },
	/* decimals, when the result is whole yen */
	{ "1.5", MILLION, AMOUNT, 1500000 },
	{ "１．５", MILLION, AMOUNT, 1500000 },
	{ "-1.5", MILLION, AMOUNT, -1500000 },
	{ "1,234.567", THOUSAND, AMOUNT, 1234567 },
	{ "0.000001", MILLION, AMOUNT, 1 },
	{ "0.00000001", OKU, AMOUNT, 1 },
	{ "1.05", OKU, AMOUNT, 105000000 },
	{ "34482000.0", YEN, AMOUNT, 34482000 },
	{ "5.000000000000000000000000", YEN, AMOUNT, 5 },
	{ "1.5億円", YEN, AMOUNT, 150000000 },
	{ "0.5", YEN, DGPM_CELL_FRACTION, 77 },
	{ "1.5円", MILLION, DGPM_CELL_FRACTION, 77 },
	{ "1.2345", THOUSAND, DGPM_CELL_FRACTION, 77 },
	{ "0.0000001", MILLION, DGPM_CELL_FRACTION, 77 },
	{ "0.000000001", OKU, DGPM_CELL_FRACTION, 77 },
	{ "1.", MILLION, BAD, 77 },
	{ ".5", MILLION, BAD, 77 },
	{ "1.5.0", MILLION, BAD, 77 },
	{ "1.500,000", MILLION, BAD, 77 },
	{ "1e3", YEN, BAD, 77 },
	/* the ends of 64 bits */
	{ "9223372036854775807", YEN, AMOUNT, INT64_MAX },
	{ "-9223372036854775808", YEN, AMOUNT, INT64_MIN },
	{ "△9,223,372,036,854,775,808", YEN, AMOUNT, INT64_MIN },
	{ "-92233720368.54775808", OKU, AMOUNT, INT64_MIN },
	{ "9223372036854775808", YEN, OVERFLOWS, 77 },
	{ "-9223372036854775809", YEN, OVERFLOWS, 77 },
	{ "9223372036854775807", THOUSAND, OVERFLOWS, 77 },
	{ "9223372036854776", THOUSAND, OVERFLOWS, 77 },
	{ "92233720368.54775808", OKU, OVERFLOWS, 77 },
	{ "18446744073709551617", YEN, OVERFLOWS, 77 }, /* 2^64 + 1 would be 1 */
	{ "340282366920938463463374607431768211457", YEN, OVERFLOWS, 77 }, /* 2^128 + 1 */
	{ "99999999999999999999999999999999999999999999999999x", YEN, BAD, 77 },
	{ "00000000000000000000000000000000000000000000000000001", YEN, AMOUNT, 1 },
	/* what tables hold beside amounts */
	{ "約1,200", YEN, BAD, 77 },
	{ "1,200程度", YEN, BAD, 77 },
	{ "***", YEN, BAD, 77 },
	{ "#REF!", YEN, BAD, 77 },
	{ "#####", YEN, BAD, 77 },
	{ "N/A", YEN, BAD, 77 },
	{ "皆増", YEN, BAD, 77 },
	{ "0x10", YEN, BAD, 77 },
	{ "\xef\xbc", YEN, BAD, 77 },
	{ "1\xff", YEN, BAD, 77 },
	{ "一二三", YEN, BAD, 77 },
	{ "①", YEN, BAD, 77 },
};

START_TEST(amount_read)
{
	const struct amount_case *c = &amount_cases[_i];
	dgpm_yen got = 77;
	enum dgpm_cell kind = dgpm_yen_parse(&got, dgpm_str_of(c->cell), c->unit);

	ck_assert_msg(kind == c->kind, "'%s': kind %d", c->cell, (int)kind);
	ck_assert_msg(got == c->want, "'%s': got %jd", c->cell, (intmax_t)got);
}
END_TEST

START_TEST(amount_with_nul)
{
	dgpm_yen got = 77;

	ck_assert_int_eq(dgpm_yen_parse(&got, DGPM_STR("12\0"), YEN), BAD);
	ck_assert_int_eq(dgpm_yen_parse(&got, DGPM_STR("\0"), YEN), BAD);
	ck_assert_int_eq(dgpm_yen_parse(&got, DGPM_STR("-\0"), YEN), BAD);
	ck_assert_int_eq(dgpm_yen_parse_plain(&got, "12\0", 3), BAD);
	ck_assert_int_eq(dgpm_yen_parse(&got, (struct dgpm_str){ NULL, 0 }, YEN), NONE);
	ck_assert_int_eq(got, 77);
}
END_TEST

static const struct {
	const char *cell;
	enum dgpm_cell kind;
	dgpm_yen want;
} plain_cases[] = {
	{ "0", AMOUNT, 0 },
	{ "-1", AMOUNT, -1 },
	{ "007", AMOUNT, 7 },
	{ "123456789012345678", AMOUNT, 123456789012345678 },
	{ "9223372036854775807", AMOUNT, INT64_MAX },
	{ "-9223372036854775808", AMOUNT, INT64_MIN },
	{ "0000000000000000000000000000000009223372036854775807", AMOUNT, INT64_MAX },
	{ "9223372036854775808", OVERFLOWS, 77 },
	{ "-9223372036854775809", OVERFLOWS, 77 },
	{ "18446744073709551617", OVERFLOWS, 77 },
	{ "184467440737095516170", OVERFLOWS, 77 },
	{ "99999999999999999999999x", BAD, 77 },
	{ "", NONE, 77 },
	{ "-", BAD, 77 },
	{ "+1", BAD, 77 },
	{ "1,000", BAD, 77 },
	{ "1.0", BAD, 77 },
	{ " 1", BAD, 77 },
	{ "1 ", BAD, 77 },
	{ "--1", BAD, 77 },
	{ "1-", BAD, 77 },
	{ "１", BAD, 77 },
	{ "1円", BAD, 77 },
	{ "/", BAD, 77 },
	{ ":", BAD, 77 },
};

START_TEST(plain_read)
{
	dgpm_yen got = 77;
	enum dgpm_cell kind = dgpm_yen_parse_plain(&got, plain_cases[_i].cell, strlen(plain_cases[_i].cell));

	ck_assert_msg(kind == plain_cases[_i].kind, "'%s': kind %d", plain_cases[_i].cell, (int)kind);
	ck_assert_msg(got == plain_cases[_i].want, "'%s': got %jd", plain_cases[_i].cell, (intmax_t)got);
}
END_TEST

START_TEST(checked_sums)
{
	dgpm_yen x = 77;

	ck_assert(dgpm_yen_add(&x, INT64_MAX - 1, 1) && x == INT64_MAX);
	ck_assert(dgpm_yen_add(&x, x, INT64_MIN) && x == -1);
	ck_assert(dgpm_yen_sub(&x, x, INT64_MAX) && x == INT64_MIN);
	ck_assert(!dgpm_yen_add(&x, INT64_MAX, 1) && x == INT64_MIN);
	ck_assert(!dgpm_yen_sub(&x, 0, INT64_MIN) && x == INT64_MIN);
	ck_assert(!dgpm_yen_sub(&x, x, 1) && x == INT64_MIN);
}
END_TEST

START_TEST(units)
{
	static const char *const bad[] = { "", "円 ", "YEN", "万円", "thousands", "億" };
	static const dgpm_yen yen[] = { 1, 1000, 1000000, 100000000 };
	static const char *const ja[] = { "円", "千円", "百万円", "億円" };
	static const char *const en[] = { "yen", "thousand", "million", "oku" };
	enum dgpm_unit u = OKU;

	for (size_t i = 0; i < DGPM_COUNT(bad); i++)
		ck_assert(!dgpm_unit_parse(&u, dgpm_str_of(bad[i])) && u == OKU);
	for (size_t i = 0; i < DGPM_COUNT(yen); i++) {
		ck_assert(dgpm_unit_parse(&u, dgpm_str_of(ja[i])) && (size_t)u == i);
		ck_assert(dgpm_unit_parse(&u, dgpm_str_of(en[i])) && (size_t)u == i);
		ck_assert_int_eq(dgpm_unit_yen(u), yen[i]);
		ck_assert_str_eq(dgpm_unit_name_ja(u), ja[i]);
	}
}
END_TEST

static const struct {
	dgpm_yen yen;
	enum dgpm_unit unit;
	int64_t want;
} round_cases[] = {
	{ 0, MILLION, 0 },
	{ 499, THOUSAND, 0 },
	{ 500, THOUSAND, 1 },
	{ 1499, THOUSAND, 1 },
	{ 1500, THOUSAND, 2 },
	{ -499, THOUSAND, 0 },
	{ -500, THOUSAND, -1 },
	{ -1499, THOUSAND, -1 },
	{ -1500, THOUSAND, -2 },
	{ 49999999, OKU, 0 },
	{ 50000000, OKU, 1 },
	{ 92490499999, MILLION, 92490 },
	{ 92490500000, MILLION, 92491 },
	{ 7, YEN, 7 },
	{ INT64_MAX, YEN, INT64_MAX },
	{ INT64_MIN, YEN, INT64_MIN },
	{ INT64_MAX, THOUSAND, 9223372036854776 },  /* ...775,807: up */
	{ INT64_MIN, THOUSAND, -9223372036854776 },
	{ INT64_MAX, OKU, 92233720369 },
	{ INT64_MIN, OKU, -92233720369 },
};

START_TEST(rounded)
{
	int64_t got = dgpm_yen_round(round_cases[_i].yen, round_cases[_i].unit);

	ck_assert_msg(got == round_cases[_i].want, "%jd: got %jd", (intmax_t)round_cases[_i].yen, (intmax_t)got);
}
END_TEST

static const struct {
	dgpm_yen numerator, denominator;
	int decimals;
	bool fits;
	int64_t want;
} rate_cases[] = {
	{ 123, 1000, 3, true, 123 },
	{ 1, 3, 3, true, 333 },
	{ 2, 3, 3, true, 667 },
	{ 1, 2, 0, true, 1 },
	{ 1, 8, 2, true, 13 },     /* 0.125 */
	{ -1, 8, 2, true, -13 },
	{ 1, -8, 2, true, -13 },
	{ -1, -8, 2, true, 13 },
	{ -1, 2, 0, true, -1 },
	{ 124999, 1000000, 2, true, 12 },
	{ -124999, 1000000, 2, true, -12 },
	{ 0, 5, 4, true, 0 },
	{ 0, -5, 4, true, 0 },
	{ 115000, 400000, 4, true, 2875 }, /* S3 5.2 */
	{ INT64_MAX, INT64_MAX, 18, true, 1000000000000000000 },
	{ INT64_MIN, INT64_MIN, 3, true, 1000 },
	{ INT64_MIN, 1, 0, true, INT64_MIN },
	{ INT64_MIN, INT64_MAX, 0, true, -1 },
	{ INT64_MAX - 1, INT64_MAX, 18, true, 1000000000000000000 },
	{ 1, INT64_MIN, 0, true, 0 },
	{ INT64_MIN / 2, INT64_MIN, 0, true, 1 },      /* exactly a half */
	{ INT64_MIN / 2 + 1, INT64_MIN, 0, true, 0 },  /* a hair below */
	{ INT64_MIN, -1, 0, false, 77 },
	{ INT64_MAX, 1, 1, false, 77 },
	{ INT64_MIN, 1, 18, false, 77 },
	{ 1, 0, 3, false, 77 },
	{ 0, 0, 3, false, 77 },
	{ 1, 1, -1, false, 77 },
	{ 1, 1, 19, false, 77 },
};

START_TEST(rate)
{
	int64_t got = 77;
	bool fits = dgpm_rate(&got, rate_cases[_i].numerator, rate_cases[_i].denominator, rate_cases[_i].decimals);

	ck_assert_int_eq(fits, rate_cases[_i].fits);
	ck_assert_int_eq(got, rate_cases[_i].want);
}
END_TEST

static const struct {
	int64_t value;
	char separator;
	const char *want;
} format_cases[] = {
	{ 0, ',', "0" },
	{ 999, ',', "999" },
	{ 1000, ',', "1,000" },
	{ -1000, ',', "-1,000" },
	{ -999, ',', "-999" },
	{ 1234567, ',', "1,234,567" },
	{ 1234567, '\0', "1234567" },
	{ INT64_MAX, ',', "9,223,372,036,854,775,807" },
	{ INT64_MIN, ',', "-9,223,372,036,854,775,808" },
	{ INT64_MIN, '\0', "-9223372036854775808" },
};

START_TEST(formatted)
{
	char buf[DGPM_INT_BUF];

	dgpm_int_format(buf, format_cases[_i].value, format_cases[_i].separator);
	ck_assert_str_eq(buf, format_cases[_i].want);
}
END_TEST

static const struct unit_case {
	const char *text;
	dgpm_yen want; /* 0: refused */
} unit_cases[] = {
	{ "円", 1 },	    { "千円", 1000 },	     { "1,000円", 1000 },      { "1000円", 1000 },
	{ "百万円", 1000000 }, { "100万円", 1000000 },   { "十億円", 1000000000 },	{ "10億円", 1000000000 },
	{ "万円", 10000 },  { "億円", 100000000 },   { "兆円", 1000000000000 }, { "十万円", 100000 },
	{ "yen", 1 },	    { "millionyen", 1000000 }, { "百円", 100 },		{ "千億円", 100000000000 },
	{ "5円", 0 },	    { "0円", 0 },	     { "50円", 0 },		{ "千", 0 },
	{ "ドル", 0 },	    { "円滑", 0 },	     		{ "", 0 },
	{ "万億円", 0 },     { "10000兆円", 0 },	     { "円円", 0 },
};

START_TEST(unit_said)
{
	const struct unit_case *c = &unit_cases[_i];
	enum dgpm_unit unit = DGPM_UNIT_YEN;
	bool said = dgpm_unit_said(&unit, dgpm_str_of(c->text));

	ck_assert_msg(said == (c->want != 0), "%s", c->text);
	ck_assert_msg(!said || dgpm_unit_yen(unit) == c->want, "%s: %jd", c->text, (intmax_t)dgpm_unit_yen(unit));
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("yen", &tc);

	tcase_add_loop_test(tc, amount_read, 0, DGPM_COUNT(amount_cases));
	tcase_add_test(tc, amount_with_nul);
	tcase_add_loop_test(tc, plain_read, 0, DGPM_COUNT(plain_cases));
	tcase_add_test(tc, checked_sums);
	tcase_add_test(tc, units);
	tcase_add_loop_test(tc, rounded, 0, DGPM_COUNT(round_cases));
	tcase_add_loop_test(tc, rate, 0, DGPM_COUNT(rate_cases));
	tcase_add_loop_test(tc, formatted, 0, DGPM_COUNT(format_cases));
	tcase_add_loop_test(tc, unit_said, 0, DGPM_COUNT(unit_cases));
	return s;
}
