/* Conversion: units as sheets say them, and the header that is left without them; spaces around texts. */
#include "base/buf.h"

#include "converted.h"

#define NONE DGPM_UNIT_YEN /* not looked at */

static const struct unit_case {
	const char *text;
	enum unit_said want;
	enum dgpm_unit unit;
} unit_cases[] = {
	/* Alone. */
	{ "円", UNIT_SAID, DGPM_UNIT_YEN },
	{ "千円", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "yen", UNIT_SILENT, NONE },
	{ "金額は百万円", UNIT_SAID, DGPM_UNIT_MILLION },
	{ "5千円", UNIT_SILENT, NONE },
	{ "ドル", UNIT_SILENT, NONE },
	{ "", UNIT_SILENT, NONE },
	{ "人", UNIT_SILENT, NONE },
	/* With the word. */
	{ "単位：千円", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "単位は億円", UNIT_SAID, DGPM_UNIT_OKU },
	{ "単位 百万円", UNIT_SAID, DGPM_UNIT_MILLION },
	{ "単位＝円", UNIT_SAID, DGPM_UNIT_YEN },
	{ "千円単位", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "単位：人", UNIT_OTHER, NONE },
	{ "単位", UNIT_SILENT, NONE },
	{ "個別単位の表", UNIT_SILENT, NONE },
	{ "単位：ドル", UNIT_UNREAD, NONE },
	{ "単位：USD", UNIT_UNREAD, NONE },
	{ "単位：元", UNIT_UNREAD, NONE },
	{ "単位：€", UNIT_UNREAD, NONE },
	{ "単位：1人当たり円", UNIT_UNREAD, NONE },
	{ "単位：千円、人", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "単位：千円、単位：百万円", UNIT_UNREAD, NONE },
	{ "単位：千円、単位：千円", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "単位：ドル、単位：千円", UNIT_UNREAD, NONE },
	{ "単位：千円、単位：ドル", UNIT_UNREAD, NONE },
	{ "単位：千円（単位未満四捨五入）", UNIT_SAID, DGPM_UNIT_THOUSAND },
	/* What is said of rounding is no unit. */
	{ "単位未満は四捨五入", UNIT_SILENT, NONE },
	{ "千円未満切捨て", UNIT_SILENT, NONE },
	{ "百万円以上", UNIT_SILENT, NONE },
	/* In brackets. */
	{ "予算額（千円）", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "予算額【百万円】", UNIT_SAID, DGPM_UNIT_MILLION },
	{ "予算額〔億円〕", UNIT_SAID, DGPM_UNIT_OKU },
	{ "予算額[円]", UNIT_SAID, DGPM_UNIT_YEN },
	{ "予算額<千円>", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "予算額（税込、千円）", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "予算額（税込・千円）", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "予算額（税込/千円）", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "予算額（1,000円）", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "予算額（,千円）", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "予算額（千円,）", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "予算額（500円）", UNIT_UNREAD, NONE },
	{ "予算額（100円）", UNIT_UNREAD, NONE },
	{ "予算額（千円）（百万円）", UNIT_UNREAD, NONE },
	{ "予算額（千円）（見込み）", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "予算額（千ドル）", UNIT_UNREAD, NONE },
	{ "予算額（thousand yen）", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "budget (JPY)", UNIT_SAID, DGPM_UNIT_YEN },
	{ "budget (USD)", UNIT_UNREAD, NONE },
	{ "budget (million Yen)", UNIT_SAID, DGPM_UNIT_MILLION },
	{ "BUDGET (YEN)", UNIT_SAID, DGPM_UNIT_YEN },
	{ "予算額（＄）", UNIT_UNREAD, NONE },
	{ "予算額（ユーロ）", UNIT_UNREAD, NONE },
	{ "予算額（千円", UNIT_SAID, DGPM_UNIT_THOUSAND },
	{ "予算額）千円（", UNIT_SILENT, NONE },
};

START_TEST(unit_said)
{
	const struct unit_case *c = &unit_cases[_i];
	struct convert_input in = { .scratch = arena };
	enum dgpm_unit unit = DGPM_UNIT_YEN;
	enum unit_said said = convert_unit_said(&unit, &in, dgpm_str_of(c->text));

	ck_assert_msg(said == c->want, "%s: %d", c->text, (int)said);
	if (said == UNIT_SAID)
		ck_assert_msg(unit == c->unit, "%s: unit %d", c->text, (int)unit);
}
END_TEST

/* Prose that happens to speak of yen is no unit of a table. */
START_TEST(unit_in_prose)
{
	struct convert_input in = { .scratch = arena };
	struct dgpm_buf text = { .arena = arena };
	enum dgpm_unit unit;

	while (text.n < 200)
		dgpm_buf_add(&text, "説明");
	dgpm_buf_add(&text, "（単位：千円）");
	ck_assert_int_eq(convert_unit_said(&unit, &in, dgpm_str_of(dgpm_buf_text(&text))), UNIT_SILENT);
	ck_assert(!convert_unit_is_all(&in, dgpm_str_of(dgpm_buf_text(&text))));
}
END_TEST

static const struct split_case {
	const char *header, *bare;
	enum unit_said want;
} split_cases[] = {
	{ "予算額(千円)", "予算額", UNIT_SAID },
	{ "予算額(千円)※1", "予算額", UNIT_SAID },
	{ "予算額(千円)(※)", "予算額", UNIT_SAID },
	{ "予算額(千円)*2", "予算額", UNIT_SAID },
	{ "予算額(千円)注3)", "予算額", UNIT_SAID },
	{ "予算額【百万円】当初", "予算額当初", UNIT_SAID },
	{ "(千円)予算額", "予算額", UNIT_SAID },
	{ "予算額(千円)(見込み)", "予算額(見込み)", UNIT_SAID },
	{ "予算額(見込み)(千円)", "予算額(見込み)", UNIT_SAID },
	{ "予算額(税込、千円)(単位:千円)", "予算額", UNIT_SAID },
	{ "予算額(千円未満切捨て)", "予算額(千円未満切捨て)", UNIT_SILENT },
	{ "予算額(見込み)", "予算額(見込み)", UNIT_SILENT },
	{ "予算額※1", "予算額※1", UNIT_SILENT },
	{ "予算額(千ドル)", "予算額", UNIT_UNREAD },
};

START_TEST(unit_split)
{
	const struct split_case *c = &split_cases[_i];
	struct convert_input in = { .scratch = arena };
	enum dgpm_unit unit;
	enum unit_said said;
	struct dgpm_str bare = convert_unit_split(&said, &unit, &in, dgpm_str_of(c->header));

	ck_assert_msg(said == c->want, "%s: %d", c->header, (int)said);
	ck_assert_msg(dgpm_str_is(bare, c->bare), "%s: %.*s", c->header, (int)bare.n, bare.s);
}
END_TEST

static const struct all_case {
	const char *text;
	bool want;
} all_cases[] = {
	{ "千円", true },     { "単位：千円", true },	   { "単位：ドル", true }, { "単位", false },
	{ "単位の表", true }, { "予算額（千円）", false }, { "当初", false },	   { "", false },
};

START_TEST(unit_is_all)
{
	struct convert_input in = { .scratch = arena };

	ck_assert_msg(convert_unit_is_all(&in, dgpm_str_of(all_cases[_i].text)) == all_cases[_i].want, "%s",
		      all_cases[_i].text);
}
END_TEST

static const struct trim_case {
	const char *text, *want;
} trim_cases[] = {
	{ "a", "a" },
	{ "", "" },
	{ " a\t", "a" },
	{ "\r\n a \v", "a" },
	{ "　a　", "a" },
	{ " 　a b　 ", "a b" },
	{ "　 ", "" },
	{ "あ　い", "あ　い" },
	{ "\u3001a\u3001", "\u3001a\u3001" },
	{ "\x1f", "\x1f" },
	{ "ぐ\u2000", "ぐ\u2000" },
};

START_TEST(trimmed)
{
	struct dgpm_str got = convert_trimmed(dgpm_str_of(trim_cases[_i].text));

	ck_assert_msg(dgpm_str_is(got, trim_cases[_i].want), "'%s': '%.*s'", trim_cases[_i].text, (int)got.n, got.s);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("convert-units", &tc);

	tcase_add_checked_fixture(tc, setup_here, teardown);
	tcase_add_loop_test(tc, unit_said, 0, DGPM_COUNT(unit_cases));
	tcase_add_test(tc, unit_in_prose);
	tcase_add_loop_test(tc, unit_split, 0, DGPM_COUNT(split_cases));
	tcase_add_loop_test(tc, unit_is_all, 0, DGPM_COUNT(all_cases));
	tcase_add_loop_test(tc, trimmed, 0, DGPM_COUNT(trim_cases));
	return s;
}
