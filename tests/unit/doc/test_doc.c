/* The YAML and JSON reader: kinds, places, faults and limits, each as a table. */
#include "doc/doc.h"
#include "io/read.h"
#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct dgpm_arena *arena;
static struct dgpm_diags *diags;

static void set_up(void)
{
	arena = dgpm_arena_new(NULL, NULL);
	diags = dgpm_diags_new(arena);
}

static void tear_down(void)
{
	dgpm_arena_free(arena);
}

static const struct dgpm_node *parse_with(struct dgpm_str text, struct dgpm_doc_limits limits)
{
	const struct dgpm_node *root;
	int rc;

	dgpm_diags_clear(diags);
	rc = dgpm_doc_parse(&root, arena, diags, "f", text, &limits);
	unit_contract(rc, root, diags);
	return root;
}

static const struct dgpm_node *parse(struct dgpm_str text)
{
	return parse_with(text, (struct dgpm_doc_limits)DGPM_DOC_LIMITS);
}

/* The tree in one line: kind letter, place, text; to compare at once. */
static char *show(const struct dgpm_node *node)
{
	static const char letters[] = "zbnslm";
	char *all = dgpm_arena_printf(arena, "%c%u:%u", letters[node->kind], node->line, node->column);

	if (node->kind == DGPM_MAP) {
		for (uint32_t i = 0; i < node->n; i++)
			all = dgpm_arena_printf(arena, "%s%s%s=%s", all, i == 0 ? "{" : " ", show(&node->pairs[i].key),
						show(&node->pairs[i].value));
		return dgpm_arena_printf(arena, "%s}", all);
	}
	if (node->kind == DGPM_LIST) {
		for (uint32_t i = 0; i < node->n; i++)
			all = dgpm_arena_printf(arena, "%s%s%s", all, i == 0 ? "[" : " ", show(&node->items[i]));
		return dgpm_arena_printf(arena, "%s]", all);
	}
	return dgpm_arena_printf(arena, "%s(%s)", all, node->text);
}

#define NO_INT INT64_C(-77)

static const struct scalar_case {
	const char *text;
	enum dgpm_kind kind;
	bool integer, yes;
	int64_t value;
} scalar_cases[] = {
	{ "~", DGPM_NULL, false, false, NO_INT },
	{ "null", DGPM_NULL, false, false, NO_INT },
	{ "Null", DGPM_NULL, false, false, NO_INT },
	{ "NULL", DGPM_NULL, false, false, NO_INT },
	{ "nULL", DGPM_STRING, false, false, NO_INT },
	{ "true", DGPM_BOOL, false, true, NO_INT },
	{ "True", DGPM_BOOL, false, true, NO_INT },
	{ "TRUE", DGPM_BOOL, false, true, NO_INT },
	{ "false", DGPM_BOOL, false, false, NO_INT },
	{ "False", DGPM_BOOL, false, false, NO_INT },
	{ "FALSE", DGPM_BOOL, false, false, NO_INT },
	{ "yes", DGPM_STRING, false, false, NO_INT },
	{ "no", DGPM_STRING, false, false, NO_INT },
	{ "on", DGPM_STRING, false, false, NO_INT },
	{ "off", DGPM_STRING, false, false, NO_INT },
	{ "2021-04-01", DGPM_STRING, false, false, NO_INT },
	{ "1_000", DGPM_STRING, false, false, NO_INT },
	{ "1,000", DGPM_STRING, false, false, NO_INT },
	{ "0b1", DGPM_STRING, false, false, NO_INT },
	{ "12:30", DGPM_STRING, false, false, NO_INT },
	{ "0", DGPM_NUMBER, true, false, 0 },
	{ "-0", DGPM_NUMBER, true, false, 0 },
	{ "+12", DGPM_NUMBER, true, false, 12 },
	{ "-12", DGPM_NUMBER, true, false, -12 },
	{ "0012", DGPM_NUMBER, true, false, 12 },
	{ "0o17", DGPM_NUMBER, true, false, 15 },
	{ "0o18", DGPM_STRING, false, false, NO_INT },
	{ "-0o17", DGPM_STRING, false, false, NO_INT },
	{ "0x1fA", DGPM_NUMBER, true, false, 0x1fa },
	{ "0x", DGPM_STRING, false, false, NO_INT },
	{ "0xg", DGPM_STRING, false, false, NO_INT },
	{ "0x7fffffffffffffff", DGPM_NUMBER, true, false, INT64_MAX },
	{ "0x8000000000000000", DGPM_NUMBER, true, false, NO_INT },
	{ "1.0", DGPM_NUMBER, true, false, 1 },
	{ "1.", DGPM_NUMBER, true, false, 1 },
	{ "1.5", DGPM_NUMBER, false, false, NO_INT },
	{ ".5", DGPM_NUMBER, false, false, NO_INT },
	{ "-.5", DGPM_NUMBER, false, false, NO_INT },
	{ ".", DGPM_STRING, false, false, NO_INT },
	{ "-.", DGPM_STRING, false, false, NO_INT },
	{ "1e3", DGPM_NUMBER, true, false, 1000 },
	{ "1.25e2", DGPM_NUMBER, true, false, 125 },
	{ "1.25e1", DGPM_NUMBER, false, false, NO_INT },
	{ "1200e-2", DGPM_NUMBER, true, false, 12 },
	{ "1200e-3", DGPM_NUMBER, false, false, NO_INT },
	{ "0e-5", DGPM_NUMBER, true, false, 0 },
	{ "0.000", DGPM_NUMBER, true, false, 0 },
	{ "1E+2", DGPM_NUMBER, true, false, 100 },
	{ "1e", DGPM_STRING, false, false, NO_INT },
	{ "1e+", DGPM_STRING, false, false, NO_INT },
	{ "e3", DGPM_STRING, false, false, NO_INT },
	{ "1.2.3", DGPM_STRING, false, false, NO_INT },
	{ "1ex", DGPM_STRING, false, false, NO_INT },
	{ "1e5x", DGPM_STRING, false, false, NO_INT },
	{ "93e17", DGPM_NUMBER, true, false, NO_INT },
	{ "0x99999999999999999", DGPM_NUMBER, true, false, NO_INT },
	{ ".NaN", DGPM_NUMBER, false, false, NO_INT },
	{ "9223372036854775807", DGPM_NUMBER, true, false, INT64_MAX },
	{ "9223372036854775808", DGPM_NUMBER, true, false, NO_INT },
	{ "-9223372036854775808", DGPM_NUMBER, true, false, INT64_MIN },
	{ "-9223372036854775809", DGPM_NUMBER, true, false, NO_INT },
	{ "9223372036854775807000e-3", DGPM_NUMBER, true, false, INT64_MAX },
	{ "1e18", DGPM_NUMBER, true, false, INT64_C(1000000000000000000) },
	{ "1e19", DGPM_NUMBER, true, false, NO_INT },
	{ "1e999999999999999999999", DGPM_NUMBER, true, false, NO_INT },
	{ "1e-999999999999999999999", DGPM_NUMBER, false, false, NO_INT },
	{ ".inf", DGPM_NUMBER, false, false, NO_INT },
	{ "-.INF", DGPM_NUMBER, false, false, NO_INT },
	{ "+.Inf", DGPM_NUMBER, false, false, NO_INT },
	{ ".nan", DGPM_NUMBER, false, false, NO_INT },
	{ ".NAN", DGPM_NUMBER, false, false, NO_INT },
	{ "-.nan", DGPM_STRING, false, false, NO_INT },
	{ ".iNF", DGPM_STRING, false, false, NO_INT },
	{ "+", DGPM_STRING, false, false, NO_INT },
	{ "一", DGPM_STRING, false, false, NO_INT },
	{ "１２", DGPM_STRING, false, false, NO_INT },
};

START_TEST(scalar)
{
	const struct scalar_case *c = &scalar_cases[_i];
	const struct dgpm_node *root = parse(dgpm_str_of(c->text)), *other;
	int64_t value = NO_INT;

	ck_assert_msg(root != NULL, "%s: %s", c->text, unit_diags(arena, diags));
	ck_assert_msg(root->kind == c->kind && root->integer == c->integer && root->yes == c->yes, "%s: %s", c->text,
		      show(root));
	ck_assert_str_eq(root->text, c->text);
	ck_assert(!root->quoted);
	ck_assert_msg(dgpm_node_int(root, &value) == (c->value != NO_INT) && value == c->value, "%s: %jd", c->text,
		      (intmax_t)value);
	/* In quotes and with the tag "!" all is text; an anchor changes nothing. */
	other = parse(dgpm_str_of(dgpm_arena_printf(arena, "- '%s'\n- ! %s\n- &x %s\n- *x\n- &a ! %s\n- !!str %s\n",
						    c->text, c->text, c->text, c->text, c->text)));
	ck_assert_msg(other != NULL && other->n == 6, "%s: %s", c->text, unit_diags(arena, diags));
	for (uint32_t i = 0; i < 6; i++) {
		ck_assert_msg(other->items[i].kind == (i == 2 || i == 3 ? (uint8_t)c->kind : DGPM_STRING), "%s: %u",
			      c->text, i);
		ck_assert_str_eq(other->items[i].text, c->text);
		ck_assert(other->items[i].quoted == (i == 0));
	}
}
END_TEST

static const struct tree_case {
	const char *text, *want;
} tree_cases[] = {
	{ "", "z1:1()" },
	{ "# only a comment\n", "z1:1()" },
	{ "---\n", "z2:1()" },
	{ "a: 1\nb:\n  - x\n  - {c: y}\n", "m1:1{s1:1(a)=n1:4(1) s2:1(b)=l3:3[s3:5(x) m4:5{s4:6(c)=s4:9(y)}]}" },
	{ "\xef\xbb\xbf"
	  "a: b",
	  "m1:1{s1:1(a)=s1:4(b)}" },
	{ "名前: 値 # 注\n次: [一, 二]\n", "m1:1{s1:1(名前)=s1:5(値) s2:1(次)=l2:4[s2:5(一) s2:8(二)]}" },
	{ "{\"💩\": 1, \"b\": 2}", "m1:1{s1:2(💩)=n1:7(1) s1:10(b)=n1:15(2)}" },
	{ "a: &x {k: 1}\nb: *x\nc: [*x]\n",
	  "m1:1{s1:1(a)=m1:4{s1:8(k)=n1:11(1)} s2:1(b)=m2:4{s1:8(k)=n1:11(1)} s3:1(c)=l3:4[m3:5{s1:8(k)=n1:11(1)}]}" },
	{ "1: a\ntrue: b\n~: c\n'': d\n", "m1:1{s1:1(1)=s1:4(a) s2:1(true)=s2:7(b) s3:1(~)=s3:4(c) s4:1()=s4:5(d)}" },
	{ "&k 1: a\nb: *k\n*k : c\n", NULL },
	{ "<<: {a: 1}\na: 2\n", "m1:1{s1:1(<<)=m1:5{s1:6(a)=n1:9(1)} s2:1(a)=n2:4(2)}" },
	/* no line breaks in YAML 1.2; the stand-ins are chosen around what is there */
	{ "a: x\u2028y\nb: \"\u2029 \\uE000\\u2028\"\n\xc2\x85: '\u2028'\n",
	  "m1:1{s1:1(a)=s1:4(x\u2028y) s2:1(b)=s2:4(\u2029 \xee\x80\x80\u2028) s3:1(\xc2\x85)=s3:4(\u2028)}" },
	{ "{\"\u2028\": \"\\uD83D\\uDCA9\u2028\", \"b\": 1}", "m1:1{s1:2(\u2028)=s1:7(💩\u2028) s1:24(b)=n1:29(1)}" },
	{ "a: \xef\xbb\xbf\n", "m1:1{s1:1(a)=s1:4(\xef\xbb\xbf)}" },
	{ "a: |\n  x\n  y\nb: >-\n  x\n  y\n", "m1:1{s1:1(a)=s1:4(x\ny\n) s4:1(b)=s4:4(x y)}" },
	{ "a:\nb: ''\n", "m1:1{s1:1(a)=z1:3() s2:1(b)=s2:4()}" },
	{ "a: x\r\nb: y\r\n", "m1:1{s1:1(a)=s1:4(x) s2:1(b)=s2:4(y)}" },
	{ "[!!int \"12\", !!float 1, !!bool 'true', !!null '', !!map {}, !!seq []]",
	  "l1:1[n1:2(12) n1:14(1) b1:25(true) z1:40() m1:51} l1:61]]" },
	{ "[! {}, ! , !<tag:yaml.org,2002:str> 1]", "l1:1[m1:2} s1:8() s1:12(1)]" },
	{ "%YAML 1.2\n---\na: 1\n...\n", "m3:1{s3:1(a)=n3:4(1)}" },
	{ "a: &x 1\nb: &x 2\nc: *x\n", "m1:1{s1:1(a)=n1:4(1) s2:1(b)=n2:4(2) s3:1(c)=n3:4(2)}" },
	{ "&x [&x 1, *x]", "l1:1[n1:5(1) n1:11(1)]" },
	/* JSON that libyaml cannot read as it is */
	{ "{\"a\":1,\"b\":[true,null,-1.5e3]}",
	  "m1:1{s1:2(a)=n1:6(1) s1:8(b)=l1:12[b1:13(true) z1:18(null) n1:23(-1.5e3)]}" },
	{ "\t{\n\t\"a\"\t:\t[\n\t\t1\n\t]\n}\n\t", "m1:2{s2:2(a)=l2:8[n3:3(1)]}" },
	{ "{\"a\"\n:\n1, \"b\": 2}", "m1:1{s1:2(a)=n3:1(1) s3:4(b)=n3:9(2)}" },
	{ "{\"\\uD83D\\uDCA9\": \"\\ud83d\\udca9\", \"b\": 1}", "m1:1{s1:2(💩)=s1:18(💩) s1:34(b)=n1:39(1)}" },
	{ "\"\\/\\u3042\\\\uD83D\\\\\"", "s1:1(/あ\\uD83D\\)" },
	{ "a: \"\\uD83D\\uDCA9\"\nb: '\\uD83D\\uDCA9' # \\uD83D\\uDCA9\n"
	  "c: \\uD83D\\uDCA9\nd: [\\uD83D\\uDCA9, \"\\uD83D\\uDCA9\", e]",
	  "m1:1{s1:1(a)=s1:4(💩) s2:1(b)=s2:4(\\uD83D\\uDCA9) s3:1(c)=s3:4(\\uD83D\\uDCA9) "
	  "s4:1(d)=l4:4[s4:5(\\uD83D\\uDCA9) s4:19(💩) s4:35(e)]}" },
};

START_TEST(tree)
{
	const struct tree_case *c = &tree_cases[_i];
	const struct dgpm_node *root = parse(dgpm_str_of(c->text));

	if (c->want == NULL) { /* *k is the key 1 again */
		ck_assert_ptr_null(root);
		ck_assert_str_eq(unit_diags(arena, diags), "3:1 YAML-02 a key is given twice: '1'\n");
		return;
	}
	ck_assert_msg(root != NULL, "%s: %s", c->text, unit_diags(arena, diags));
	ck_assert_str_eq(show(root), c->want);
}
END_TEST

/* A constant where DGPM_STR() is none. */
#define T(literal) { (literal), sizeof(literal) - 1 }

static const struct fault_case {
	struct dgpm_str text;
	const char *want; /* each line as unit_diags() begins it */
	uint32_t also;    /* the line of the second place; 0: none */
} fault_cases[] = {
	{ T("a: 1\nb: 2\na: 3\n"), "3:1 YAML-02 a key is given twice: 'a'", 1 },
	{ T("{a: 1, 名: 2, \"a\": 3}"), "1:14 YAML-02 a key is given twice: 'a'", 1 },
	{ T("a: *x\n"), "1:4 YAML-03 an alias to an anchor that is not known here: 'x'", 0 },
	{ T("&x {a: *x}\n"), "1:8 YAML-03 an alias to an anchor that is not known here: 'x' would contain itself", 0 },
	{ T("&x {*x : a}\n"), "1:5 YAML-03 an alias", 0 },
	{ T("a: \x83n\x83\x8d\x81[\n"), "1:4 YAML-06 not UTF-8: bytes 83; the file looks like CP932 (Shift_JIS)", 0 },
	{ T("# あ\nあ: \xff\n"), "2:4 YAML-06 not UTF-8: bytes FF", 0 },
	{ T("a: \xe3\x81"), "1:4 YAML-06 not UTF-8: bytes E3 81", 0 },
	{ T("a: \xc0\x80"), "1:4 YAML-06 not UTF-8: bytes C0", 0 },
	{ T("a: \xed\xa0\x80"), "1:4 YAML-06 not UTF-8: bytes ED A0 80", 0 },
	{ T("a: \xf4\x90\x80\x80"), "1:4 YAML-06 not UTF-8: bytes F4 90 80 80", 0 },
	{ T("\xff\xfe\x61\x00"), "1:1 YAML-06 not UTF-8: the file looks like UTF-16LE", 0 },
	{ T("\xfe\xff\x00\x61"), "1:1 YAML-06 not UTF-8: the file looks like UTF-16BE", 0 },
	{ T("\xff\xfe\x00\x00\x61\x00\x00\x00"), "1:1 YAML-06 not UTF-8: the file looks like UTF-32LE", 0 },
	{ T("\x00\x00\xfe\xff"), "1:1 YAML-06 not UTF-8: the file looks like UTF-32BE", 0 },
	{ T("\xef\xbb\xbf\x61: \xff"), "1:4 YAML-06", 0 },
	{ T("あ: x\0y\n"), "1:5 YAML-07 a NUL or another control character: U+0000", 0 },
	{ T("a: x\n\x1b"), "2:1 YAML-07 a NUL or another control character: U+001B", 0 },
	{ T("a: \x7f"), "1:4 YAML-07 a NUL or another control character: U+007F", 0 },
	{ T("a: \xc2\x80"), "1:4 YAML-07 a NUL or another control character: U+0080", 0 },
	{ T("a: \xef\xbf\xbf"), "1:4 YAML-07 a NUL or another control character: U+FFFF", 0 },
	{ T("a: 1\n---\nb: 2\n"), "2:1 YAML-08", 0 },
	{ T("---\n---\n"), "2:1 YAML-08", 0 },
	{ T("{a: 1}\n...\n{b: 1}\n"), "3:1 YAML-01 not well-formed YAML: the document has ended", 0 },
	{ T("? [a]\n: 1\n? {b: 1}\n: 2\n"), "1:3 YAML-09 a key that is not plain text\n3:3 YAML-09", 0 },
	{ T("{[a]: 1}"), "1:2 YAML-09", 0 },
	{ T("a: !x 1\nb: !!set {}\nc: !!timestamp 2021-04-01"),
	  "1:4 YAML-10 a tag dgpm does not know: '!x'\n2:4 YAML-10 a tag dgpm does not know: 'tag:yaml.org,2002:set'\n"
	  "3:4 YAML-10",
	  0 },
	{ T("[!!int x, !!int 1.0, !!bool yes, !!null 0, !!float a, !!map x, !!seq {}, !!str []]"),
	  "1:2 YAML-01 not well-formed YAML: the value does not fit its tag !!int\n"
	  "1:11 YAML-01 not well-formed YAML: the value does not fit its tag !!int\n"
	  "1:22 YAML-01 not well-formed YAML: the value does not fit its tag !!bool\n"
	  "1:34 YAML-01 not well-formed YAML: the value does not fit its tag !!null\n"
	  "1:44 YAML-01 not well-formed YAML: the value does not fit its tag !!float\n"
	  "1:55 YAML-01 not well-formed YAML: the value does not fit its tag !!map\n"
	  "1:64 YAML-01 not well-formed YAML: the value does not fit its tag !!seq\n"
	  "1:74 YAML-01 not well-formed YAML: the value does not fit its tag !!str",
	  0 },
	{ T("a: \"x\nb: 1\n"), "3:1 YAML-01 not well-formed YAML: a quote is opened and never closed", 1 },
	{ T("a: 'x\n"), "2:1 YAML-01 not well-formed YAML: a quote is opened and never closed", 1 },
	{ T("a:\n\tb: 1\n"), "2:1 YAML-01 not well-formed YAML: a tab", 0 },
	{ T("a: b: c\n"), "1:5 YAML-01 not well-formed YAML: a second ': '", 0 },
	{ T("a: 1\nbc\nd: 2\n"), "2:1 YAML-01 not well-formed YAML: a line that is neither", 0 },
	{ T("a: 1\n  b: 2\n"), "2:4 YAML-01", 0 },
	{ T("a: [1, 2\nb: 3\n"), "2:2 YAML-01 not well-formed YAML: a ',' or ']' is expected here", 1 },
	{ T("a: {b: 1\nc: [1\n"), "2:2 YAML-01 not well-formed YAML: a ',' or '}' is expected here", 1 },
	{ T("a: @x\n"), "1:4 YAML-01 not well-formed YAML: a value cannot begin with this character", 0 },
	{ T("あ: \"い\" う\n"), "1:8 YAML-01 not well-formed YAML: a key is expected here", 1 },
	{ T("a: \"\\q\"\n"), "1:5 YAML-01 not well-formed YAML: a backslash", 1 },
	{ T("a: \"\\uD83D\"\n"), "1:5 YAML-01 not well-formed YAML: an escape for half a character", 1 },
	{ T("x: [\"\\uD83D\\uDCA9\", \"\\uDCA9\"]\n"), "1:22 YAML-01 not well-formed YAML: an escape for half", 1 },
	{ T("a: \"\x7f\" # \x7f\n"), "1:10 YAML-07 a NUL or another control character: U+007F", 0 },
	{ T("- \"\x7f\"\n- あ\xc2\x80\n"), "2:4 YAML-07 a NUL or another control character: U+0080", 0 },
	{ T("a: |\n  \xc2\x80\n"), "2:3 YAML-07 a NUL or another control character: U+0080", 0 },
	{ T("a: \"\xc2\x80\x01\"\n"), "1:6 YAML-07 a NUL or another control character: U+0001", 0 },
	{ T("[ \"key\"\n  :value ]"), "2:3 YAML-01", 1 },
	{ T("a: !h!x 1\n"), "1:4 YAML-01 not well-formed YAML: a tag with a prefix", 0 },
	{ T("%YAML 3.0\n---\na: 1\n"), "1:1 YAML-01 not well-formed YAML: a %YAML line", 0 },
};

START_TEST(fault)
{
	const struct fault_case *c = &fault_cases[_i];
	const char *got, *want = c->want;

	ck_assert_msg(parse(c->text) == NULL, "%s: read", c->text.s);
	dgpm_diags_sort(diags);
	got = unit_diags(arena, diags);
	/* Each wanted line is how a line begins, and there are no others. */
	for (; *want != '\0'; got = strchr(got, '\n') + 1) {
		size_t n = strcspn(want, "\n");

		ck_assert_msg(strncmp(got, want, n) == 0, "%s: %s, not %s", c->text.s, got, want);
		want += n + (want[n] != '\0');
	}
	ck_assert_msg(*got == '\0', "%s: also %s", c->text.s, got);
	ck_assert_msg(dgpm_diags_at(diags, 0)->also.line == c->also, "%s: second place %u", c->text.s,
		      dgpm_diags_at(diags, 0)->also.line);
}
END_TEST

/* Legal in JSON, and in the quotes of YAML, though libyaml knows nothing of it. */
static const struct legal_case {
	struct dgpm_str text;
	const char *want, *notes;
} legal_cases[] = {
	{ T("[\"\x7f\", \"あ\xc2\x80い\", 1]"), "l1:1[s1:2(\x7f) s1:7(あ\xc2\x80い) n1:14(1)]", "" },
	{ T("{\"\xef\xbf\xbe\": \"\xef\xbf\xbf\xef\xbb\xbf\"}"),
	  "m1:1{s1:2(\xef\xbf\xbe)=s1:7(\xef\xbf\xbf\xef\xbb\xbf)}", "" },
	{ T("a: '\x7f' \nb: \"\xc2\x9f\"\n"), "m1:1{s1:1(a)=s1:4(\x7f) s2:1(b)=s2:4(\xc2\x9f)}", "" },
	/* A character of private use, and an escape for one, are not taken for a stand-in. */
	{ T("[\"\x7f\", \"\xee\x84\x80\", \"\\uE101\"]"),
	  "l1:1[s1:2(\x7f) s1:7(\xee\x84\x80) s1:12(\xee\x84\x81)]", "" },
	{ T("[\"\xc2\x80\\uD83D\\uDCA9\"]"), "l1:1[s1:2(\xc2\x80\xf0\x9f\x92\xa9)]", "" },
	{ T("[\"a\\uDCA9b\", 2]"), "l1:1[s1:2(a\xef\xbf\xbd" "b) n1:14(2)]", "1:4 YAML-12" },
	{ T("[\n\"\\uD83D\\uD83D\\uDCA9\", 2]"), "l1:1[s2:1(\xef\xbf\xbd\xf0\x9f\x92\xa9) n2:23(2)]", "2:2 YAML-12" },
	{ T("[\"\\uD83D\", \"\xc2\x80\"]"), "l1:1[s1:2(\xef\xbf\xbd) s1:12(\xc2\x80)]", "1:3 YAML-12" },
	{ T("{\"a\"\n: 1}"), "m1:1{s1:2(a)=n2:3(1)}", "" },
};

START_TEST(legal)
{
	const struct legal_case *c = &legal_cases[_i];
	const struct dgpm_node *root = parse(c->text);

	ck_assert_msg(root != NULL, "%s: %s", c->text.s, unit_diags(arena, diags));
	ck_assert_str_eq(show(root), c->want);
	ck_assert_msg(strncmp(unit_diags(arena, diags), c->notes, strlen(c->notes)) == 0 &&
			      dgpm_diags_count(diags) == (*c->notes != '\0'),
		      "%s: %s", c->text.s, unit_diags(arena, diags));
}
END_TEST

static const struct stream_case {
	struct dgpm_str text;
	const char *want, *notes; /* documents, a line each */
} stream_cases[] = {
	{ T(""), "z1:1()\n", "" },
	{ T("a: 1\n---\n- b\n...\n---\n"), "m1:1{s1:1(a)=n1:4(1)}\nl3:1[s3:3(b)]\nz6:1()\n", "" },
	{ T("a: !x 1\n"), "m1:1{s1:1(a)=s1:4(1)}\n", "1:4 YAML-13" },
	{ T("? [a, {b: c}]\n: 1\n"), "m1:1{s1:3([a, {b: c}])=n2:3(1)}\n", "1:3 YAML-14" },
	/* An anchor is known in its own document alone. */
	{ T("- &a 1\n- *a\n---\n- *a\n"), NULL, "4:3 YAML-03" },
	{ T("a: 1\n---\nb: [\n"), NULL, "4:1 YAML-01" },
};

START_TEST(stream)
{
	const struct stream_case *c = &stream_cases[_i];
	const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct dgpm_node *docs;
	const char *got = "";
	size_t n;
	int rc;

	dgpm_diags_clear(diags);
	rc = dgpm_docs_parse(&docs, &n, arena, diags, "f", c->text, &limits);
	unit_contract(rc, docs, diags);
	for (size_t i = 0; i < n; i++)
		got = dgpm_arena_printf(arena, "%s%s\n", got, show(&docs[i]));
	ck_assert_str_eq(got, c->want != NULL ? c->want : "");
	ck_assert_msg(strncmp(unit_diags(arena, diags), c->notes, strlen(c->notes)) == 0 &&
			      dgpm_diags_count(diags) == (*c->notes != '\0'),
		      "%s: %s", c->text.s, unit_diags(arena, diags));
}
END_TEST

START_TEST(nul_escape)
{
	const struct dgpm_node *root = parse(DGPM_STR("\"a\\0b\": \"\\0\"\nc: d"));

	ck_assert_ptr_nonnull(root);
	ck_assert_uint_eq(root->pairs[0].key.n, 3);
	ck_assert_uint_eq(root->pairs[0].value.n, 1);
	ck_assert_ptr_null(dgpm_node_cstr(&root->pairs[0].value));
	ck_assert(dgpm_node_str(&root->pairs[0].value).n == 1);
	ck_assert_ptr_null(dgpm_node_get(root, "a"));
	ck_assert_str_eq(dgpm_node_cstr(dgpm_node_get(root, "c")), "d");
}
END_TEST

START_TEST(reach)
{
	const struct dgpm_node *root = parse(DGPM_STR("a: {b: {c: 7}, n: ~, l: [1], t: true, f: 1.5}\n"));
	int64_t v;

	ck_assert(dgpm_node_int(dgpm_node_at(root, "a.b.c"), &v) && v == 7);
	ck_assert_ptr_null(dgpm_node_at(root, "a.b.c.d"));
	ck_assert_ptr_null(dgpm_node_at(root, "a.x.c"));
	ck_assert_ptr_null(dgpm_node_at(root, ""));
	ck_assert_ptr_null(dgpm_node_at(NULL, "a"));
	ck_assert_ptr_null(dgpm_node_str(dgpm_node_at(root, "a.n")).s);
	ck_assert_ptr_null(dgpm_node_str(dgpm_node_at(root, "a.l")).s);
	ck_assert(dgpm_str_is(dgpm_node_str(dgpm_node_at(root, "a.t")), "true"));
	ck_assert(dgpm_node_true(dgpm_node_at(root, "a.t")) && !dgpm_node_true(NULL));
	ck_assert_ptr_null(dgpm_node_cstr(dgpm_node_at(root, "a.f")));
	ck_assert_str_eq(dgpm_node_type_name(dgpm_node_at(root, "a.f")), "number");
	ck_assert_str_eq(dgpm_node_type_name(dgpm_node_at(root, "a.b.c")), "integer");
	ck_assert_str_eq(dgpm_node_type_name(dgpm_node_at(root, "a.l")), "array");
	ck_assert_str_eq(dgpm_node_type_name(root), "object");
	ck_assert_uint_eq(dgpm_node_loc(dgpm_node_at(root, "a.b.c"), "f").column, 12);
}
END_TEST

static struct dgpm_str repeat(const char *before, const char *s, size_t n, const char *after)
{
	size_t len = strlen(s), b = strlen(before), e = strlen(after);
	char *p = dgpm_arena_alloc(arena, b + n * len + e + 1);

	memcpy(p, before, b);
	for (size_t i = 0; i < n; i++)
		memcpy(p + b + i * len, s, len);
	memcpy(p + b + n * len, after, e + 1);
	return (struct dgpm_str){ p, b + n * len + e };
}

START_TEST(limits)
{
	struct dgpm_doc_limits l = { .bytes = 100, .depth = 5, .expanded = 6 };

	ck_assert_ptr_nonnull(parse_with(repeat("", " ", 100, ""), l));
	ck_assert_ptr_null(parse_with(repeat("", " ", 101, ""), l));
	ck_assert_str_eq(unit_diags(arena, diags),
			 "0:0 IO-03 the file is larger than the limit: 101 bytes, the limit is 100\n");
	ck_assert_ptr_nonnull(parse_with(DGPM_STR("[[[[[x]]]]]"), l));
	ck_assert_ptr_null(parse_with(DGPM_STR("[[[[[[x]]]]]]"), l));
	ck_assert_str_eq(unit_diags(arena, diags), "1:6 YAML-05 nested too deep: more than 5 levels\n");
	ck_assert_ptr_nonnull(parse_with(DGPM_STR("[&a [[x]], [[*a]]]"), l));
	ck_assert_ptr_null(parse_with(DGPM_STR("[&a [[x]], [[[*a]]]]"), l));
	ck_assert_str_eq(unit_diags(arena, diags), "1:15 YAML-05 nested too deep: more than 5 levels\n");
	ck_assert_ptr_nonnull(parse_with(DGPM_STR("[&a {x: y}, *a, *a]"), l));
	ck_assert_ptr_null(parse_with(DGPM_STR("[&a {x: y}, *a, *a, *a]"), l));
	ck_assert_str_eq(unit_diags(arena, diags), "1:21 YAML-04 aliases expand to too many values: more than 6\n");
	ck_assert_ptr_null(parse_with(DGPM_STR("[&a [1], &b [*a, *a], *b]"), l));
	ck_assert_str_eq(unit_diags(arena, diags), "1:23 YAML-04 aliases expand to too many values: more than 6\n");
}
END_TEST

START_TEST(large)
{
	struct dgpm_doc_limits l = DGPM_DOC_LIMITS;
	const struct dgpm_node *root;
	char *text = dgpm_arena_alloc(arena, 100001 * 16), *p = text;

	l.depth = 900;
	ck_assert_ptr_nonnull(parse_with(repeat("", "[", 900, repeat("", "]", 900, "").s), l));
	ck_assert_ptr_null(parse_with(repeat("", "[", 100000, ""), l));
	ck_assert_uint_eq(dgpm_diags_at(diags, 0)->at.column, 901);
	/* Keys so many that comparing each with each would not end. */
	for (int i = 0; i < 100000; i++)
		p += sprintf(p, "k%d: %d\n", i, i);
	strcpy(p, "k500: x");
	root = parse((struct dgpm_str){ text, (size_t)(p - text) });
	ck_assert_msg(root != NULL && root->n == 100000, "%s", unit_diags(arena, diags));
	ck_assert_ptr_null(parse(dgpm_str_of(text)));
	ck_assert_str_eq(unit_diags(arena, diags), "100001:1 YAML-02 a key is given twice: 'k500'\n");
	ck_assert_uint_eq(dgpm_diags_at(diags, 0)->also.line, 501);
	/* A long key in JSON, and one on the same line after it. */
	root = parse(repeat("{\"", "長", 2000, "\": 1, \"b\": 2}"));
	ck_assert_msg(root != NULL && root->n == 2, "%s", unit_diags(arena, diags));
	ck_assert_uint_eq(root->pairs[1].key.column, 2009);
	/* Many anchors and many mended escapes. */
	for (p = text, *p++ = '['; p < text + 800000;)
		p += sprintf(p, "&a%d x, ", (int)(p - text));
	strcpy(p, "*a1]");
	ck_assert_ptr_nonnull(parse(dgpm_str_of(text)));
	root = parse(repeat("[", "\"\\uD83D\\uDCA9\",", 50000, "x]"));
	ck_assert_msg(root != NULL && root->n == 50001, "%s", unit_diags(arena, diags));
	ck_assert_uint_eq(root->items[50000].column, 15 * 50000 + 2);
}
END_TEST

/* Every file below a directory must be read. */
static size_t parse_all(const char *dir)
{
	struct dirent **names;
	int n = scandir(dir, &names, NULL, alphasort);
	size_t files = 0;

	for (int i = 0; i < n; i++) {
		const char *name = names[i]->d_name, *path = dgpm_arena_printf(arena, "%s/%s", dir, name);
		size_t len = strlen(name);
		struct stat st;

		if (name[0] != '.' && stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
			files += parse_all(path);
		} else if (len > 5 && strcmp(name + len - 5, ".json") == 0) {
			struct dgpm_str text;

			ck_assert(dgpm_file_read(&text, arena, diags, path, AT_FDCWD, path, 1 << 20) == 0);
			ck_assert_msg(parse(text) != NULL, "%s: %s", path, unit_diags(arena, diags));
			files++;
		}
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	return files;
}

START_TEST(suite)
{
	const char *shared = getenv("SHARED");
	const char *dir;

	if (shared == NULL || *shared == '\0')
		shared = "../shared";
	dir = dgpm_arena_printf(arena, "%s/data/json-schema-test-suite", shared);
	if (access(dir, R_OK) != 0)
		printf("skipped: the JSON Schema test suite is not at %s\n", dir);
	else
		ck_assert_uint_gt(parse_all(dir), 50);
}
END_TEST

static void refused(const char *path, size_t limit, const char *want)
{
	struct dgpm_str text;
	int rc;

	dgpm_diags_clear(diags);
	rc = dgpm_file_read(&text, arena, diags, "shown", AT_FDCWD, path, limit);
	unit_contract(rc, text.s, diags);
	ck_assert_msg(rc == -1, "%s: read", path);
	if (want != NULL)
		ck_assert_str_eq(unit_diags(arena, diags), want);
	ck_assert_str_eq(dgpm_diags_at(diags, 0)->at.path, "shown");
}

START_TEST(file)
{
	char dir[] = "/var/tmp/dgpm-unit-XXXXXX";
	const char *path, *fifo;
	struct dgpm_str text;
	FILE *f;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	path = dgpm_arena_printf(arena, "%s/a", dir);
	fifo = dgpm_arena_printf(arena, "%s/fifo", dir);
	f = fopen(path, "w");
	ck_assert(f != NULL && fwrite("ab\0c", 1, 4, f) == 4 && fclose(f) == 0 && mkfifo(fifo, 0600) == 0);
	ck_assert(dgpm_file_read(&text, arena, diags, "shown", AT_FDCWD, path, 4) == 0);
	ck_assert(text.n == 4 && memcmp(text.s, "ab\0c", 5) == 0);
	refused(path, 3, "0:0 IO-03 the file is larger than the limit: 4 bytes, the limit is 3\n");
	refused(dir, 9, "0:0 IO-02 not a regular file: a directory\n");
	refused(fifo, 9, "0:0 IO-02 not a regular file: a FIFO\n");
	refused("/dev/null", 9, "0:0 IO-02 not a regular file: a device\n");
	unlink(fifo);
	unlink(path);
	refused(path, 9, "0:0 IO-01 cannot be read: No such file or directory\n");
	rmdir(dir);
	/* Files that say they are empty and are not. */
	if (access("/proc/self/status", R_OK) == 0) {
		ck_assert(dgpm_file_read(&text, arena, diags, "p", AT_FDCWD, "/proc/self/status", 1 << 20) == 0);
		ck_assert(text.n > 100 && strlen(text.s) == text.n);
		refused("/proc/self/status", 1, NULL);
	}
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("doc", &tc);

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, scalar, 0, (int)DGPM_COUNT(scalar_cases));
	tcase_add_loop_test(tc, tree, 0, (int)DGPM_COUNT(tree_cases));
	tcase_add_loop_test(tc, fault, 0, (int)DGPM_COUNT(fault_cases));
	tcase_add_loop_test(tc, legal, 0, DGPM_COUNT(legal_cases));
	tcase_add_loop_test(tc, stream, 0, DGPM_COUNT(stream_cases));
	tcase_add_test(tc, nul_escape);
	tcase_add_test(tc, reach);
	tcase_add_test(tc, limits);
	tcase_add_test(tc, large);
	tcase_add_test(tc, suite);
	tcase_add_test(tc, file);
	return s;
}
