/* CSV cells, JSON strings, aligned columns, a grid in its three forms. */
#include "print/csv.h"
#include "print/grid.h"
#include "print/json.h"
#include "print/text.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#define S(literal)                                                                                                     \
	{                                                                                                              \
		(literal), sizeof(literal) - 1                                                                         \
	}

static struct dgpm_arena *arena;
static struct dgpm_diags *diags;
static struct dgpm_out *out;
static FILE *stream;
static char *said;
static size_t n_said, n_held; /* written, and of it held against what was wanted */

static void setup(void)
{
	arena = dgpm_arena_new(NULL, NULL);
	diags = dgpm_diags_new(arena);
	n_held = 0;
	stream = open_memstream(&said, &n_said);
	ck_assert_ptr_nonnull(stream);
	ck_assert_int_eq(dgpm_out_open(&out, arena, diags, NULL, stream), 0);
}

static void teardown(void)
{
	fclose(stream);
	free(said);
	dgpm_arena_free(arena);
}

/* What was written since the last time. */
static void says(const char *want)
{
	fflush(stream);
	ck_assert_str_eq(said + n_held, want);
	n_held = n_said;
}

static const struct {
	struct dgpm_str text;
	const char *plain, *excel;
} cells[] = {
	{ S(""), "", "" },
	{ S("総務省"), "総務省", "総務省" },
	{ S("a,b"), "\"a,b\"", "\"a,b\"" },
	{ S("a\"b"), "\"a\"\"b\"", "\"a\"\"b\"" },
	{ S(" a"), "\" a\"", "\" a\"" },
	{ S("a "), "\"a \"", "\"a \"" },
	{ S("a\nb\r\nc\rd"), "a b c d", "a b c d" },
	{ S("-12.5"), "-12.5", "-12.5" },
	{ S("-"), "-", "'-" },
	{ S("=1+1"), "=1+1", "'=1+1" },
	{ S("+81,3"), "\"+81,3\"", "\"'+81,3\"" },
	{ S("-1+cmd"), "-1+cmd", "'-1+cmd" },
	{ S("@x"), "@x", "'@x" },
	{ S("\ta"), "\ta", "'\ta" },
};

START_TEST(csv)
{
	struct dgpm_csv w = csv_begin(out, false);
	const char *whole;

	csv_cell(&w, cells[_i].text);
	csv_text(&w, NULL);
	csv_int(&w, INT64_MIN);
	csv_end(&w);
	whole = dgpm_arena_cat(arena, cells[_i].plain, ",,-9223372036854775808\n");
	says(whole);
	w = csv_begin(out, true);
	csv_plain(&w, "%d", -3);
	csv_cell(&w, cells[_i].text);
	csv_end(&w);
	says(dgpm_arena_cat(arena, "\xef\xbb\xbf-3,", cells[_i].excel, "\r\n"));
	/* A row that is CSV already comes to the same. */
	w = (struct dgpm_csv){ .out = out, .excel = true };
	whole = dgpm_arena_cat(arena, "x,", cells[_i].plain, "\n");
	csv_rows(&w, whole, strlen(whole));
	says(dgpm_arena_cat(arena, "x,", cells[_i].excel, "\r\n"));
}
END_TEST

/* A key that is read again keeps its line breaks, in quotes. */
static const struct {
	struct dgpm_str text;
	const char *plain, *excel;
} lines[] = {
	{ S(""), "", "" },
	{ S("one line, \"two\" words"), "\"one line, \"\"two\"\" words\"", "\"one line, \"\"two\"\" words\"" },
	{ S("a\nb"), "\"a\nb\"", "\"a\nb\"" },
	{ S("a\rb"), "\"a\rb\"", "\"a\rb\"" },
	{ S("\"a\"\nb"), "\"\"\"a\"\"\nb\"", "\"\"\"a\"\"\nb\"" },
	{ S("a\nb\""), "\"a\nb\"\"\"", "\"a\nb\"\"\"" },
	{ S("=a\nb"), "\"=a\nb\"", "\"'=a\nb\"" },
};

START_TEST(csv_kept)
{
	struct dgpm_csv w = csv_begin(out, false);

	csv_text(&w, "x");
	csv_lines(&w, lines[_i].text);
	csv_end(&w);
	says(dgpm_arena_cat(arena, "x,", lines[_i].plain, "\n"));
	w = csv_begin(out, true);
	csv_lines(&w, lines[_i].text);
	csv_end(&w);
	says(dgpm_arena_cat(arena, "\xef\xbb\xbf", lines[_i].excel, "\r\n"));
}
END_TEST

/* Rows that are CSV already and do not end. */
START_TEST(csv_rows_cut)
{
	struct dgpm_csv w = { .out = out, .excel = true };
	static const char *const rows[] = { "a,=b", "a,\"=b\"", "", "," };
	static const char *const want[] = { "a,'=b", "a,\"'=b\"", "", "," };

	for (size_t i = 0; i < DGPM_COUNT(rows); i++) {
		csv_rows(&w, rows[i], strlen(rows[i]));
		says(want[i]);
	}
	w.excel = false;
	csv_rows(&w, "=a\n", 3);
	says("=a\n");
}
END_TEST

static const struct {
	struct dgpm_str text;
	const char *json;
} strings[] = {
	{ S(""), "\"\"" },
	{ S("あ\"い\\う/"), "\"あ\\\"い\\\\う/\"" },
	{ S("\n\t\x01\x1f\x7f"), "\"\\n\\u0009\\u0001\\u001f\\u007f\"" },
	{ S("a\0b"), "\"a\\u0000b\"" },
	{ S("\xff"), "\"\xef\xbf\xbd\"" },
	{ S("ok\xe3\x81"), "\"ok\xef\xbf\xbd\xef\xbf\xbd\"" },
	{ S("\"\xff\"\xff"), "\"\\\"\xef\xbf\xbd\\\"\xef\xbf\xbd\"" },
};

START_TEST(json)
{
	struct jsonw w = { .out = out };
	char buf[JSON_ROOM(40) + 1], *end = json_put(buf, strings[_i].text);

	*end = '\0';
	ck_assert_str_eq(buf, strings[_i].json);
	jsonw_open(&w, NULL, '{');
	jsonw_str(&w, "k", strings[_i].text);
	jsonw_text(&w, "left out", NULL);
	jsonw_null(&w, "n");
	jsonw_line(&w, 1);
	jsonw_open(&w, "list", '[');
	jsonw_bool(&w, NULL, true);
	jsonw_int(&w, NULL, -1);
	jsonw_close(&w, ']');
	jsonw_close(&w, '}');
	says(dgpm_arena_cat(arena, "{\"k\": ", strings[_i].json, ", \"n\": null,\n \"list\": [true, -1]}"));
}
END_TEST

START_TEST(columns)
{
	struct texttable t = texttable_new(arena, "lrl");
	static const char *const texts[] = { "府省", "億円", "備考", "総務省", "1,200", NULL,
					     "a",    "5",    "b",    "c",      NULL,	NULL };

	for (size_t i = 0; i < DGPM_COUNT(texts); i++)
		texttable_add(&t, texts[i]);
	texttable_print(&t, out, 2);
	says("  府省     億円  備考\n"
	     "  総務省  1,200\n"
	     "  a           5  b\n"
	     "  c\n");
	texttable_print(&(struct texttable){ .arena = arena, .n_cols = 3, .right = "lrl" }, out, 2);
	says("");
}
END_TEST

START_TEST(wrap)
{
	ck_assert_str_eq(texttable_cut(arena, "あいうえお", 10), "あいうえお");
	ck_assert_str_eq(texttable_cut(arena, "あいうえお", 9), "あいうえ…");
	ck_assert_str_eq(texttable_cut(arena, "a\033b", 9), "a\\x1Bb");
	dgpm_text_wrap(arena, out, "  remedy: ", "one two three four five six seven", 2, 30);
	says("  remedy: one two three four\n"
	     "  five six seven\n");
	dgpm_text_wrap(arena, out, "", "いろはにほへとちりぬるを", 0, 24);
	says("いろはにほへとちりぬるを\n");
	dgpm_text_wrap(arena, out, "", "いろはにほへとちりぬるをわ", 0, 24);
	says("いろはにほへとちりぬるを\nわ\n");
}
END_TEST

START_TEST(grid)
{
	static const struct dgpm_head_item items[] = { { "date", "2022-06-30", 0 }, { "cards", NULL, 2 } };
	static const struct dgpm_col cols[] = {
		{ "name", "name", DGPM_COL_TEXT },
		{ "code", NULL, DGPM_COL_TEXT },
		{ "yen", "amount", DGPM_COL_YEN },
		{ "rate", "rate", DGPM_COL_RATE },
	};
	struct dgpm_grid *g = dgpm_grid_new(arena, cols, DGPM_COUNT(cols));

	dgpm_grid_print(g, out, &(struct dgpm_print){ .format = DGPM_FORMAT_JSON });
	says("{\"schema\": \"dgpm/table-report@1\", \"version\": \"" DGPM_VERSION "\", \"rows\": []}\n");
	dgpm_grid_print(g, out, &(struct dgpm_print){ .format = DGPM_FORMAT_TEXT });
	says("");
	dgpm_grid_cstr(g, "システム, A");
	dgpm_grid_cstr(g, NULL);
	dgpm_grid_int(g, -1500);
	dgpm_grid_rate(g, 1235);
	dgpm_grid_cstr(g, "B");
	dgpm_grid_cstr(g, "=x");
	dgpm_grid_none(g);
	dgpm_grid_int(g, -7);
	ck_assert_uint_eq(dgpm_grid_rows(g), 2);
	dgpm_grid_print(g, out, &(struct dgpm_print){ .format = DGPM_FORMAT_CSV });
	says("name,code,yen,rate\n"
	     "\"システム, A\",,-1500,0.1235\n"
	     "B,=x,,-0.0007\n");
	dgpm_grid_print(g, out, &(struct dgpm_print){ .format = DGPM_FORMAT_CSV, .excel = true });
	says("\xef\xbb\xbfname,code,yen,rate\r\n"
	     "\"システム, A\",,-1500,0.1235\r\n"
	     "B,'=x,,-0.0007\r\n");
	dgpm_grid_report(g, "amounts");
	dgpm_grid_print(g, out,
			&(struct dgpm_print){ .format = DGPM_FORMAT_JSON,
					      .head = &(struct dgpm_head){ "list", items, DGPM_COUNT(items) } });
	says("{\"schema\": \"dgpm/amounts@1\", \"version\": \"" DGPM_VERSION
	     "\", \"run\": {\"command\": \"list\", \"date\": "
	     "\"2022-06-30\", \"cards\": 2}, \"rows\": [\n"
	     "  {\"name\": \"システム, A\", \"code\": null, \"yen\": -1500, \"rate\": 0.1235},\n"
	     "  {\"name\": \"B\", \"code\": \"=x\", \"yen\": null, \"rate\": -0.0007}\n"
	     "]}\n");
	/* -1,500 yen are -1.5 thousand: half-up away from zero. */
	dgpm_grid_print(g, out, &(struct dgpm_print){ .format = DGPM_FORMAT_TEXT, .unit = DGPM_UNIT_THOUSAND });
	says("name         amount   rate\n"
	     "システム, A      -2  12.4%\n"
	     "B                －  -0.1%\n"
	     "unit: thousand yen, rounded half-up; － no value\n");
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("print", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, csv, 0, (int)DGPM_COUNT(cells));
	tcase_add_loop_test(tc, csv_kept, 0, DGPM_COUNT(lines));
	tcase_add_test(tc, csv_rows_cut);
	tcase_add_loop_test(tc, json, 0, (int)DGPM_COUNT(strings));
	tcase_add_test(tc, columns);
	tcase_add_test(tc, wrap);
	tcase_add_test(tc, grid);
	return s;
}
