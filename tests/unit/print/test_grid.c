/* Grids: lines that are broken, tables that are made to fit, rows that are chosen. */
#include "base/text.h"
#include "print/grid.h"
#include "print/markdown.h"
#include "unit.h"

#include <stdlib.h>

static const struct break_case {
	const char *text;
	size_t columns, first; /* bytes of the first line */
} break_cases[] = {
	{ "", 10, 0 },
	{ "fits", 4, 4 },
	{ "two words", 5, 4 },
	{ "two words", 3, 4 }, /* the space hangs over */
	{ "unbreakable", 5, 5 },
	{ "日本語の文", 6, 9 },
	{ "日本語の文", 5, 6 },
	{ "日本。次", 4, 3 },	     /* a full stop begins no line */
	{ "額（円）", 4, 3 },	     /* an opening bracket ends none */
	{ "金額 1,200,000", 10, 7 }, /* a number is never broken */
	{ "漢", 1, 3 },		     /* at least one character */
};

START_TEST(breaks)
{
	const struct break_case *c = &break_cases[_i];
	size_t n = dgpm_text_break(c->text, strlen(c->text), c->columns);

	ck_assert_msg(n == c->first, "'%s' at %zu: %zu bytes", c->text, c->columns, n);
}
END_TEST

static const struct dgpm_col cols[] = {
	{ "id", "ID", DGPM_COL_TEXT },
	{ "organization", "ORG", DGPM_COL_NAME },
	{ "name", "NAME", DGPM_COL_NAME },
	{ "empty", "EMPTY", DGPM_COL_TEXT },
	{ "same", "SAME", DGPM_COL_TEXT },
	{ "year", "FY", DGPM_COL_YEAR },
	{ "amount_yen", "AMOUNT", DGPM_COL_YEN },
};

static struct dgpm_grid *sample(struct dgpm_arena *a)
{
	static const struct row {
		const char *id, *name;
		int64_t amount;
	} rows[] = { { "2021-A-0001", "登記情報システムの更改", 3000 },
		     { "2021-A-0002", "short", -1 },
		     { "2021-A-0003", "a name that is really too long for a narrow terminal", 5000 } };
	struct dgpm_grid *g = dgpm_grid_new(a, cols, DGPM_COUNT(cols));

	dgpm_grid_main(g);
	for (size_t i = 0; i < DGPM_COUNT(rows); i++) {
		dgpm_grid_cstr(g, rows[i].id);
		dgpm_grid_short(g, "Ministry of Long Names", "MLN");
		dgpm_grid_cstr(g, rows[i].name);
		dgpm_grid_none(g);
		dgpm_grid_cstr(g, "x");
		dgpm_grid_int(g, 2021);
		if (rows[i].amount >= 0)
			dgpm_grid_int(g, rows[i].amount);
		else
			dgpm_grid_none(g);
	}
	dgpm_grid_sum(g, false);
	dgpm_grid_cstr(g, "total");
	for (size_t i = 1; i < DGPM_COUNT(cols) - 1; i++)
		dgpm_grid_none(g);
	dgpm_grid_int(g, 8000);
	return g;
}

static const char *printed(struct dgpm_arena *a, const struct dgpm_grid *g, const struct dgpm_print *how)
{
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct dgpm_out *out;
	char *text = NULL;
	const char *copy;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	ck_assert_int_eq(dgpm_out_open(&out, a, d, NULL, f), 0);
	dgpm_grid_print(g, out, how);
	ck_assert_int_eq(dgpm_out_close(out, d), 0);
	fclose(f);
	copy = dgpm_arena_strdup(a, text);
	free(text);
	return copy;
}

static const unsigned widths[] = { 60, 66, 72, 80, 100, 120 };

START_TEST(fits)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const char *text = printed(a, sample(a), &(struct dgpm_print){ .lang = "en", .width = widths[_i] });

	ck_assert_ptr_null(strstr(text, "EMPTY "));
	ck_assert_ptr_nonnull(strstr(text, "2021-A-0003"));
	ck_assert_ptr_nonnull(strstr(text, "5,000"));
	for (const char *line = text, *end; *line != '\0'; line = end + 1) {
		end = strchr(line, '\n');
		ck_assert_ptr_nonnull(end);
		ck_assert_msg(dgpm_text_width(line, (size_t)(end - line)) <= widths[_i], "at %u:\n%s", widths[_i],
			      text);
		ck_assert_msg(end == line || end[-1] != ' ', "a space at the end of a line:\n%s", text);
	}
	dgpm_arena_free(a);
}
END_TEST

/* Colours stand around what they are for: the head is bold, the foot is dim. Units are told below. */
START_TEST(colored)
{
	static const struct {
		enum dgpm_unit unit;
		const char *foot;
	} units[] = { { DGPM_UNIT_YEN, "\nunit: yen; － no value\n" },
		      { DGPM_UNIT_THOUSAND, "\nunit: thousand yen, rounded half-up; － no value\n" },
		      { DGPM_UNIT_MILLION, "\nunit: million yen, rounded half-up; － no value\n" },
		      { DGPM_UNIT_OKU, "\nunit: 100 million yen, rounded half-up; － no value\n" } };
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);

	for (size_t i = 0; i < DGPM_COUNT(units); i++) {
		struct dgpm_print how = { .lang = "en", .unit = units[i].unit };
		const char *plain = printed(a, sample(a), &how), *with;

		ck_assert_msg(strstr(plain, units[i].foot) != NULL, "%s", plain);
		how.color = true;
		with = printed(a, sample(a), &how);
		ck_assert_int_eq(strncmp(with, "\033[1m", 4), 0);
		ck_assert_msg(strstr(with, "AMOUNT\n\033[0m") != NULL, "%s", with);
		ck_assert_ptr_nonnull(strstr(with, dgpm_arena_cat(a, "\033[2m", units[i].foot + 1)));
		ck_assert_str_eq(with + strlen(with) - 4, "\033[0m");
		ck_assert_uint_eq(strlen(with), strlen(plain) + 16);
	}
	dgpm_arena_free(a);
}
END_TEST

/* What would be markup is text; a table is told as far as there is room. */
START_TEST(markdown)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_buf b = { .arena = a };
	struct dgpm_choice none = { .columns = (const char *const[]){ "nothing" }, .n_columns = 1 };
	const char *text;

	markdown_text(&b, "a <b> & *c* [d](e) | `f` _g_ # h! ~i~ \\j\nk\tl\033");
	ck_assert_str_eq(dgpm_buf_text(&b),
			 "a &lt;b> &amp; \\*c\\* \\[d\\](e) \\| \\`f\\` \\_g\\_ \\# h\\! \\~i\\~ \\\\j k l\\\\x1B");
	text = printed(a, sample(a), &(struct dgpm_print){ .lang = "en", .markdown = true });
	ck_assert_msg(
		strstr(text, "| ID | ORG | NAME | EMPTY | SAME | FY | AMOUNT |\n|---|---|---|---|---|--:|--:|\n") !=
			NULL,
		"%s", text);
	text = printed(a, sample(a), &(struct dgpm_print){ .lang = "en", .markdown = true, .choice = &none });
	ck_assert_str_eq(text, "");
	ck_assert_str_eq(none.unknown, "nothing");
	dgpm_arena_free(a);
}
END_TEST

START_TEST(wraps_when_explained)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const char *text = printed(a, sample(a), &(struct dgpm_print){ .lang = "en", .width = 60, .explain = true });

	ck_assert_ptr_null(strstr(text, "…"));
	ck_assert_ptr_nonnull(strstr(text, "terminal"));
	dgpm_arena_free(a);
}
END_TEST

/* The first cell of a head runs on over blank ones, is no reason for a wide column, and goes when rows are sorted. */
START_TEST(heads)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_choice sorted = { .sort = "amount" };
	struct dgpm_grid *g = dgpm_grid_new(a, cols, DGPM_COUNT(cols));
	const char *text;

	dgpm_grid_main(g);
	dgpm_grid_head(g);
	dgpm_grid_cstr(g, "a head that is wider than its column by far");
	for (size_t i = 1; i < DGPM_COUNT(cols) - 1; i++)
		dgpm_grid_cstr(g, "");
	dgpm_grid_int(g, 12);
	for (int i = 1; i <= 2; i++) {
		dgpm_grid_cstr(g, i == 1 ? "A-1" : "A-2");
		for (size_t c = 1; c < DGPM_COUNT(cols) - 2; c++)
			dgpm_grid_cstr(g, "text");
		dgpm_grid_int(g, 2021);
		dgpm_grid_int(g, i);
	}
	text = printed(a, g, &(struct dgpm_print){ .lang = "en", .width = 60 });
	ck_assert_str_eq(text, "ID   ORG   NAME  EMPTY  SAME  FY    AMOUNT\n"
			       "a head that is wider than its column …  12\n"
			       "A-1  text  text  text   text  2021       1\n"
			       "A-2  text  text  text   text  2021       2\n"
			       "unit: yen; － no value\n");
	text = printed(a, g, &(struct dgpm_print){ .lang = "en", .width = 60, .choice = &sorted });
	ck_assert_ptr_null(strstr(text, "a head"));
	ck_assert_ptr_nonnull(strstr(text, "A-2"));
	dgpm_arena_free(a);
}
END_TEST

static const struct choice_case {
	const char *columns[3];
	size_t n_columns;
	const char *sort;
	bool descending;
	size_t top;
	const char *csv;
} choice_cases[] = {
	{ { "id", "amount" },
	  2,
	  "amount_yen",
	  true,
	  0,
	  "id,amount_yen\n2021-A-0003,5000\n2021-A-0001,3000\n2021-A-0002,\ntotal,8000\n" },
	{ { "id", "amount" },
	  2,
	  "AMOUNT",
	  false,
	  0,
	  "id,amount_yen\n2021-A-0001,3000\n2021-A-0003,5000\n2021-A-0002,\ntotal,8000\n" },
	{ { "id" }, 1, NULL, false, 1, "id\n2021-A-0001\ntotal\n" },
	{ { "ids" }, 1, NULL, false, 1, "" },
};

START_TEST(choices)
{
	const struct choice_case *c = &choice_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_choice choice = { .columns = c->columns,
				      .n_columns = c->n_columns,
				      .sort = c->sort,
				      .descending = c->descending,
				      .top = c->top };
	const char *text = printed(a, sample(a),
				   &(struct dgpm_print){ .format = DGPM_FORMAT_CSV, .lang = "en", .choice = &choice });

	ck_assert_str_eq(text, c->csv);
	ck_assert((choice.unknown != NULL) == (*c->csv == '\0'));
	dgpm_arena_free(a);
}
END_TEST

START_TEST(eras)
{
	static const struct dgpm_print_era known[] = { { 'R', 2019 }, { 'H', 1989 } };
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const struct dgpm_print how = { .lang = "ja", .eras = known, .n_eras = 2 };

	ck_assert_str_eq(dgpm_print_year(a, &how, 2021), "R3");
	ck_assert_str_eq(dgpm_print_year(a, &how, 2018), "H30");
	ck_assert_str_eq(dgpm_print_year(a, &how, 1980), "1980");
	dgpm_arena_free(a);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("grid", &tc);

	tcase_add_loop_test(tc, breaks, 0, DGPM_COUNT(break_cases));
	tcase_add_loop_test(tc, fits, 0, DGPM_COUNT(widths));
	tcase_add_test(tc, colored);
	tcase_add_test(tc, markdown);
	tcase_add_test(tc, wraps_when_explained);
	tcase_add_test(tc, heads);
	tcase_add_loop_test(tc, choices, 0, DGPM_COUNT(choice_cases));
	tcase_add_test(tc, eras);
	return s;
}
