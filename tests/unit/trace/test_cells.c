/* From the source of a figure back to the cell: places as they are written, what a manifest knows of columns, JSON. */
#include "data/data.h"
#include "trace/cells_parts.h"
#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct dgpm_arena *arena;
static struct dgpm_diags *diags;
static char dir[] = "/tmp/dgpm-cells-XXXXXX";

static void setup(void)
{
	arena = dgpm_arena_new(NULL, NULL);
	diags = dgpm_diags_new(arena);
	memcpy(dir + sizeof dir - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

static void teardown(void)
{
	(void)unlink(dgpm_arena_printf(arena, "%s/a.csv", dir));
	(void)unlink(dgpm_arena_printf(arena, "%s/a.json", dir));
	ck_assert_int_eq(rmdir(dir), 0);
	dgpm_arena_free(arena);
}

static void write_file(const char *name, const char *text)
{
	FILE *f = fopen(dgpm_arena_printf(arena, "%s/%s", dir, name), "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_ge(fputs(text, f), 0);
	ck_assert_int_eq(fclose(f), 0);
}

static const struct cell_case {
	const char *text;
	bool good;
	uint32_t column, row;
} cell_cases[] = {
	{ "C12", true, 3, 12 },
	{ "12", true, 0, 12 },
	{ "AA1", true, 27, 1 },
	{ "", false, 0, 0 },
	{ "C", false, 0, 0 },
	{ "C0", false, 0, 0 },
	{ "c12", false, 0, 0 },
	{ "C12x", false, 0, 0 },
	{ "12C", false, 0, 0 },
	{ "C[12", false, 0, 0 },
	{ "1/2", false, 0, 0 },
	{ "AAAAAAAAAAAAAAAA1", false, 0, 0 },
	{ "C9999999999999999", false, 0, 0 },
};

START_TEST(cell_parsed)
{
	const struct cell_case *c = &cell_cases[_i];
	struct where w;

	ck_assert_msg(trace_parse_cell(&w, c->text) == c->good, "%s", c->text);
	if (c->good)
		ck_assert_msg(w.column == c->column && w.row == c->row, "%s: %u, %u", c->text, w.column, w.row);
}
END_TEST

#define WIDE "ID,名,当初,補正,庁費,旅費\nx,甲,5,5,5,7\ny,乙,5,6,,\n"
#define ROW(stage, item)                                                                                               \
	{                                                                                                              \
		"2021", "x", "MHLW", "general", "operation", stage, "5000", item, "a.csv!2", ""                        \
	}

static void write_wide(char sum[DGPM_SHA256_TEXT])
{
	uint64_t bytes;

	write_file("a.csv", WIDE);
	ck_assert_int_eq(dgpm_file_sha256(sum, &bytes, AT_FDCWD, dgpm_arena_printf(arena, "%s/a.csv", dir)), 0);
}

static const struct column_case {
	const char *what, *columns, *want;
	const char *cells[DGPM_TRACE_CELLS];
} column_cases[] = {
	{ "no manifest says it: all that hold it", NULL, "当初: 5; 補正: 5; 庁費: 5", ROW("initial", "") },
	{ "one column", "[[\"D\",\"2021\",\"operation\",\"supplementary\",\"\"]]", "補正: 5",
	  ROW("supplementary", "") },
	{ "another stage", "[[\"D\",\"2021\",\"operation\",\"supplementary\",\"\"]]", "当初: 5; 補正: 5; 庁費: 5",
	  ROW("initial", "") },
	{ "another year", "[[\"D\",\"2020\",\"operation\",\"initial\",\"\"]]", "当初: 5; 補正: 5; 庁費: 5",
	  ROW("initial", "") },
	{ "another item", "[[\"E\",\"2021\",\"operation\",\"initial\",\"庁費\"]]", "当初: 5; 補正: 5; 庁費: 5",
	  ROW("initial", "旅費") },
	{ "an item", "[[\"E\",\"2021\",\"operation\",\"initial\",\"庁費\"]]", "庁費: 5", ROW("initial", "庁費") },
	{ "an item with a number", "[[\"E\",\"2021\",\"operation\",\"initial\",\"庁費\"]]", "庁費: 5",
	  ROW("initial", "庁費 (12)") },
	{ "a number alone", "[[\"E\",\"2021\",\"operation\",\"initial\",\"\"]]", "庁費: 5", ROW("initial", "(2)") },
	{ "brackets that hold none", "[[\"E\",\"2021\",\"operation\",\"initial\",\"庁費\"]]",
	  "当初: 5; 補正: 5; 庁費: 5", ROW("initial", "庁費 (a)") },
	{ "no bracket in front", "[[\"E\",\"2021\",\"operation\",\"initial\",\"庁費\"]]", "当初: 5; 補正: 5; 庁費: 5",
	  ROW("initial", "庁費 2)") },
	{ "digits alone", "[[\"E\",\"2021\",\"operation\",\"initial\",\"庁費\"]]", "当初: 5; 補正: 5; 庁費: 5",
	  ROW("initial", "22)") },
	{ "items come from the row", "[[\"D\",\"2021\",\"operation\",\"initial\",null]]", "補正: 5",
	  ROW("initial", "何か") },
	{ "two columns: the first that holds it",
	  "[[\"D\",\"2021\",\"operation\",\"initial\",\"\"],[\"E\",\"2021\",\"operation\",\"initial\",\"\"]]",
	  "補正: 5", ROW("initial", "") },
	{ "two columns, one of which holds it",
	  "[[\"E\",\"2021\",\"operation\",\"initial\",\"\"],[\"F\",\"2021\",\"operation\",\"initial\",\"\"]]",
	  "庁費: 5", ROW("initial", "") },
	{ "two columns, none of which holds it",
	  "[[\"A\",\"2021\",\"operation\",\"initial\",\"\"],[\"F\",\"2021\",\"operation\",\"initial\",\"\"]]",
	  "当初: 5; 補正: 5; 庁費: 5", ROW("initial", "") },
	{ "a column that the row does not have", "[[\"Z\",\"2021\",\"operation\",\"initial\",\"\"]]",
	  "ID: x; 名: 甲; 当初: 5; 補正: 5; 庁費: 5; 旅費: 7", ROW("initial", "") },
	{ "cells that are not there", "[[\"D\",\"\",\"\",\"\",\"\"]]", "補正: 5", { "", "x" } },
	/* A manifest that somebody has changed. */
	{ "no list", "{}", "当初: 5; 補正: 5; 庁費: 5", ROW("initial", "") },
	{ "no JSON", "[[\"D\"", "当初: 5; 補正: 5; 庁費: 5", ROW("initial", "") },
	{ "nothing", "", "当初: 5; 補正: 5; 庁費: 5", ROW("initial", "") },
	{ "entries of another kind", "[5,[\"D\"],[\"D\",\"2021\",\"operation\",\"initial\",\"\",\"\"]]",
	  "当初: 5; 補正: 5; 庁費: 5", ROW("initial", "") },
	{ "a column in small letters", "[[\"d\",\"2021\",\"operation\",\"initial\",\"\"]]", "当初: 5; 補正: 5; 庁費: 5",
	  ROW("initial", "") },
	{ "a column beyond all", "[[\"AAAAAAAAAAAA\",\"2021\",\"operation\",\"initial\",\"\"]]",
	  "ID: x; 名: 甲; 当初: 5; 補正: 5; 庁費: 5; 旅費: 7", ROW("initial", "") },
};

/* Of a file that is another by now nothing is known: all that hold the amount. */
START_TEST(column_of_changed)
{
	static const char *const cells[] = ROW("initial", "");
	const char *const dirs[] = { dir };
	struct dgpm_manifest_file file = { .file = "a.csv",
					   .sha256 = "of another",
					   .columns = "[[\"D\",\"2021\",\"operation\",\"initial\",\"\"]]" };
	struct dgpm_manifest manifest = { &file, 1 };
	struct dgpm_traced item = { .source = "a.csv!2", .amount_yen = 5000, .cells = cells };

	write_file("a.csv", WIDE);
	dgpm_trace(&item, 1, arena, diags, &(struct dgpm_trace_how){ &manifest, dirs, 1 });
	ck_assert_int_eq(item.state, DGPM_TRACED_OTHER);
	ck_assert_str_eq(item.text, "当初: 5; 補正: 5; 庁費: 5");
}
END_TEST

START_TEST(column_known)
{
	const struct column_case *c = &column_cases[_i];
	const char *const dirs[] = { dir };
	char sum[DGPM_SHA256_TEXT];
	struct dgpm_manifest_file file = { .file = "a.csv", .sha256 = sum, .columns = c->columns };
	struct dgpm_manifest manifest = { &file, 1 };
	struct dgpm_traced item = { .source = "a.csv!2", .amount_yen = 5000, .cells = c->cells };

	write_wide(sum);
	dgpm_trace(&item, 1, arena, diags, &(struct dgpm_trace_how){ &manifest, dirs, 1 });
	ck_assert_msg(item.text != NULL && strcmp(item.text, c->want) == 0, "%s: got '%s'", c->what, item.text);
}
END_TEST

/* Figures that are the same in everything stand in the columns in their order. */
START_TEST(same_figures)
{
	static const char *const cells[] = ROW("initial", ""), *const other[] = ROW("executed", "");
	const char *const dirs[] = { dir };
	char sum[DGPM_SHA256_TEXT];
	struct dgpm_manifest_file file = {
		.file = "a.csv",
		.sha256 = sum,
		.columns = "[[\"C\",\"2021\",\"operation\",\"initial\",\"\"],[\"D\",\"2021\",\"operation\",\"initial\","
			   "\"\"],[\"E\",\"2021\",\"operation\",\"initial\",\"\"],[\"F\",\"2021\",\"operation\","
			   "\"executed\",\"\"]]"
	};
	struct dgpm_manifest manifest = { &file, 1 };
	struct dgpm_traced items[6] = { { .source = "a.csv!2", .amount_yen = 5000, .cells = cells },
					{ .source = "a.csv!2", .amount_yen = 7000, .cells = other },
					{ .source = "a.csv!2", .amount_yen = 5000, .cells = cells },
					{ .source = "a.csv!2", .amount_yen = 5000, .cells = cells },
					{ .source = "a.csv!3", .amount_yen = 6000, .cells = cells },
					{ .source = "a.csv!2", .amount_yen = 5000 } };
	static const char *const want[] = { "当初: 5", "旅費: 7", "補正: 5",
					    "庁費: 5", "補正: 6", "当初: 5; 補正: 5; 庁費: 5" };

	write_wide(sum);
	dgpm_trace(items, DGPM_COUNT(items), arena, diags, &(struct dgpm_trace_how){ &manifest, dirs, 1 });
	for (size_t i = 0; i < DGPM_COUNT(items); i++)
		ck_assert_str_eq(items[i].text, want[i]);
}
END_TEST

#define LIST "[{\"a\": {\"b\": [1, {\"c\": \"x\"}]}}, {\"a\": 2}, 5]"

static const struct json_case {
	const char *text, *pointer, *want; /* NULL: it leads nowhere */
} json_cases[] = {
	{ LIST, "/0/a/b/0", "1" },
	{ LIST, "/0/a/b/1/c", "x" },
	{ LIST, "/1/a", "2" },
	{ LIST, "/0/a/b", "" },
	{ LIST, "/0/a/b/2", NULL },
	{ LIST, "/0/a/b/-", NULL },
	{ LIST, "/0/a/b/:", NULL },
	{ LIST, "/0/a/b/", NULL },
	{ LIST, "/0/a/b/1234567890", NULL },
	{ LIST, "/0/a/b/0/x", NULL },
	{ LIST, "/0/z", NULL },
	{ LIST, "/2", "5" },
	{ LIST, "/3/a", NULL },
	{ LIST, "/99999999999/a", NULL },
	{ "{\"a\": null, \"b\": true}", "/a", "null" },
	{ "{\"a\": null, \"b\": true}", "/b", "true" },
	{ "{\"a\": 1}\n{\"a\": 2}\n", "/1/a", "2" },
	{ "[{\"a\": 1} {\"a\": 2}]", "/1/a", NULL },
	{ "[{\"a\": 1}, {", "/1/a", NULL },
	{ "", "/0/a", NULL },
};

START_TEST(json_followed)
{
	const struct json_case *c = &json_cases[_i];
	const char *const dirs[] = { dir };
	struct dgpm_manifest manifest = { 0 };
	struct dgpm_traced item = { .source = dgpm_arena_printf(arena, "a.json!%s", c->pointer) };

	write_file("a.json", c->text);
	dgpm_trace(&item, 1, arena, diags, &(struct dgpm_trace_how){ &manifest, dirs, 1 });
	ck_assert_msg(item.state == (c->want != NULL ? DGPM_TRACED_UNKNOWN : DGPM_TRACED_LOST), "%s: %d", c->pointer,
		      (int)item.state);
	if (c->want != NULL)
		ck_assert_msg(strcmp(item.text, c->want) == 0, "%s: '%s'", c->pointer, item.text);
	ck_assert_int_eq(dgpm_diags_count(diags) != 0, c->want == NULL);
}
END_TEST

/* Several of one file, in whichever order they come. */
START_TEST(json_in_any_order)
{
	static const char *const pointers[] = { "a.json!/2/a", "a.json!/0/a", "a.json!/0/b", "a.json!/1/a" };
	static const char *const want[] = { "3", "1", "0", "2" };
	const char *const dirs[] = { dir };
	struct dgpm_manifest manifest = { 0 };
	struct dgpm_traced items[4] = { 0 };

	write_file("a.json", "[{\"a\": 1, \"b\": 0}, {\"a\": 2}, {\"a\": 3}]");
	for (size_t i = 0; i < DGPM_COUNT(items); i++)
		items[i].source = pointers[i];
	dgpm_trace(items, DGPM_COUNT(items), arena, diags, &(struct dgpm_trace_how){ &manifest, dirs, 1 });
	for (size_t i = 0; i < DGPM_COUNT(items); i++)
		ck_assert_str_eq(items[i].text, want[i]);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("cells", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, cell_parsed, 0, DGPM_COUNT(cell_cases));
	tcase_add_loop_test(tc, column_known, 0, DGPM_COUNT(column_cases));
	tcase_add_test(tc, column_of_changed);
	tcase_add_test(tc, same_figures);
	tcase_add_loop_test(tc, json_followed, 0, DGPM_COUNT(json_cases));
	tcase_add_test(tc, json_in_any_order);
	return s;
}
