/* Machine-readability: what a text looks like, and what is told of small tables made for one rule each. */
#include "data/data.h"
#include "sheetlint/look.h"
#include "unit.h"

#include "../../fuzz/book.h"

static const struct look_case {
	const char *text;
	enum sheetlint_look want;
} look_cases[] = {
	{ "1200", SHEETLINT_PLAIN },     { "-5", SHEETLINT_PLAIN },         { "0.25", SHEETLINT_PLAIN },
	{ "01", SHEETLINT_PLAIN },       { "1,200", SHEETLINT_DECORATED },  { "約3400円", SHEETLINT_DECORATED },
	{ "△5", SHEETLINT_DECORATED },   { "１２", SHEETLINT_DECORATED },   { "1200千円", SHEETLINT_DECORATED },
	{ "1.", SHEETLINT_DECORATED },   { "¥300", SHEETLINT_DECORATED },   { "－", SHEETLINT_MARK },
	{ "***", SHEETLINT_MARK },       { "不明", SHEETLINT_MARK },        { "-", SHEETLINT_MARK },
	{ "総務省", SHEETLINT_WORD },    { "第1課", SHEETLINT_WORD },       { "5.2.1", SHEETLINT_WORD },
	{ "2021年4月", SHEETLINT_WORD }, { "10:30", SHEETLINT_WORD },       { "1a", SHEETLINT_WORD },
	{ "3(4)", SHEETLINT_WORD },      { "", SHEETLINT_WORD },            { "A1", SHEETLINT_WORD },
	{ "\xff\xfe", SHEETLINT_WORD },
};

START_TEST(look)
{
	const struct look_case *c = &look_cases[_i];

	ck_assert_msg(sheetlint_look(dgpm_str_of(c->text)) == c->want, "'%s': %d", c->text,
		      (int)sheetlint_look(dgpm_str_of(c->text)));
}
END_TEST

static const struct is_case {
	const char *name;
	bool (*is)(struct dgpm_str s);
	const char *text;
	bool want;
} is_cases[] = {
	{ "spaced", sheetlint_is_spaced, "東　京", true },
	{ "spaced", sheetlint_is_spaced, "山田　太郎", false },
	{ "spaced", sheetlint_is_spaced, " a", true },
	{ "spaced", sheetlint_is_spaced, "a ", true },
	{ "spaced", sheetlint_is_spaced, "a  b", true },
	{ "spaced", sheetlint_is_spaced, "a b", false },
	{ "spaced", sheetlint_is_spaced, "a\nb", true },
	{ "spaced", sheetlint_is_spaced, "", false },
	{ "several", sheetlint_is_several, "1,200(300)", true },
	{ "several", sheetlint_is_several, "1,200（300）", true },
	{ "several", sheetlint_is_several, "総務省（本省）", false },
	{ "several", sheetlint_is_several, "一\n二", true },
	{ "several", sheetlint_is_several, "一\n", false },
	{ "several", sheetlint_is_several, "1(", false },
	{ "platform", sheetlint_is_platform, "①", true },
	{ "platform", sheetlint_is_platform, "㈱", true },
	{ "platform", sheetlint_is_platform, "ｱ", true },
	{ "platform", sheetlint_is_platform, "髙", false },
	{ "platform", sheetlint_is_platform, "株式会社", false },
	{ "ditto", sheetlint_is_ditto, "〃", true },
	{ "ditto", sheetlint_is_ditto, "同上", true },
	{ "ditto", sheetlint_is_ditto, "同", false },
	{ "other", sheetlint_is_other, "その他（詳しい説明）", true },
	{ "other", sheetlint_is_other, "その他", false },
	{ "other", sheetlint_is_other, "その他（）", false },
	{ "note", sheetlint_is_note, "※ 速報値", true },
	{ "note", sheetlint_is_note, "出典 総務省", true },
	{ "note", sheetlint_is_note, "総務省", false },
	{ "era", sheetlint_is_era, "令和3年度", true },
	{ "era", sheetlint_is_era, "令和元年度", true },
	{ "era", sheetlint_is_era, "R3", true },
	{ "era", sheetlint_is_era, "H30.4.1", true },
	{ "era", sheetlint_is_era, "2021年度（令和3年度）", false },
	{ "era", sheetlint_is_era, "令和の改革", false },
	{ "era", sheetlint_is_era, "Research", false },
	{ "western", sheetlint_holds_western, "2021年度", true },
	{ "western", sheetlint_holds_western, "２０２１", true },
	{ "western", sheetlint_holds_western, "3021", false },
	{ "western", sheetlint_holds_western, "令和3年", false },
};

START_TEST(is)
{
	const struct is_case *c = &is_cases[_i];

	ck_assert_msg(c->is(dgpm_str_of(c->text)) == c->want, "%s: '%s'", c->name, c->text);
}
END_TEST

static const struct fuzz_part parts[] = {
	{ '\0', "_rels/.rels",
	  "<Relationships><Relationship Id='r' Type='/officeDocument' Target='xl/workbook.xml'/></Relationships>" },
	{ '\0', "xl/workbook.xml", "<workbook><sheets><sheet name='a' r:id='s'/></sheets></workbook>" },
	{ '\0', "xl/_rels/workbook.xml.rels",
	  "<Relationships><Relationship Id='s' Type='/worksheet' Target='s.xml'/></Relationships>" },
	{ 's', "xl/s.xml", "" },
};

/* Rows by ';', cells by ','; a cell that begins with '#' is a number, '=' a formula, '!' hides its row. */
static int sheet_of(struct dgpm_arena *a, const char *rows)
{
	const char *xml = "<worksheet><sheetData>";

	while (*rows != '\0') {
		bool hidden = *rows == '!';

		rows += hidden;
		xml = dgpm_arena_printf(a, "%s<row%s>", xml, hidden ? " hidden='1'" : "");
		while (*rows != '\0' && *rows != ';') {
			int n = (int)strcspn(rows, ",;");

			if (*rows == '#')
				xml = dgpm_arena_printf(a, "%s<c><v>%.*s</v></c>", xml, n - 1, rows + 1);
			else if (*rows == '=')
				xml = dgpm_arena_printf(a, "%s<c><f>A1</f><v>%.*s</v></c>", xml, n - 1, rows + 1);
			else
				xml = dgpm_arena_printf(a, "%s<c t='inlineStr'><is><t>%.*s</t></is></c>", xml, n, rows);
			rows += n;
			rows += *rows == ',';
		}
		xml = dgpm_arena_printf(a, "%s</row>", xml);
		rows += *rows == ';';
	}
	xml = dgpm_arena_printf(a, "%s</sheetData></worksheet>", xml);
	return fuzz_archive(parts, DGPM_COUNT(parts), 's', xml, strlen(xml));
}

static const struct table_case {
	const char *what, *rows, *rule; /* NULL: the rule is kept */
	const char *want;
} table_cases[] = {
	{ "digits kept as text are the odd ones among numbers", "名,額（円）;あ,#1;い,#2;う,#3;え,4", "L2-01",
	  "5:2 L2-01 numbers are numbers, without text: separators, units or marks in numbers, or numbers and digits "
	  "kept as text in one column: a!B5 '4'\n" },
	{ "a number is the odd one among codes", "名,コード;あ,01;い,02;う,03;え,#4", "L2-01",
	  "5:2 L2-01 numbers are numbers, without text: separators, units or marks in numbers, or numbers and digits "
	  "kept as text in one column: a!B5 '4'\n" },
	{ "codes alone", "名,コード;あ,01;い,02;う,03", "L2-01", "" },
	{ "numbers alone", "名,額（円）;あ,#1;い,#2", "L2-01", "" },
	{ "a formula", "名,額（円）;あ,=1;い,#2", "L2-06",
	  "2:2 L2-06 values instead of formulas: formulas: a!B2 '1'\n" },
	{ "a hidden row", "名,額（円）;!あ,#1;い,#2", "L1-13",
	  "2:0 L1-13 no hidden rows or columns left: hidden rows, columns or sheets: a!row 2\n" },
	{ "two tables", "名,額（円）;あ,#1;い,#2;;名,率（%）;あ,#3", "L1-02",
	  "5:1 L1-02 one table a sheet: another table begins: a!A5 '名'\n" },
	{ "an empty row", "名,額（円）;あ,#1;;い,#2", "L1-03",
	  "3:0 L1-03 the table is not divided: empty rows or columns divide the table: a!row 3\n" },
	{ "a mark that nothing defines", "名,額（円）;あ,#1;い,#2;う,－", "L3-03", NULL },
	{ "headers twice", "名,名;あ,い", "L2-03", NULL },
	{ "no unit", "名,予算額;あ,#1;い,#2", "L3-04", NULL },
	{ "a unit", "名,予算額（千円）;あ,#1;い,#2", "L3-04", "" },
	{ "a unit beside the table", "単位：千円;名,予算額,乙;あ,#1,#2;い,#2,#3", "L3-04", "" },
};

/* What is told of one rule; of a case without words to compare, that something is. */
START_TEST(table)
{
	const struct table_case *c = &table_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *diags = dgpm_diags_new(a), *of_rule = dgpm_diags_new(a);
	int fd = sheet_of(a, c->rows);
	const char *path = dgpm_arena_printf(a, "/dev/fd/%d", fd), *got;
	struct dgpm_sheetlint_stats stats;
	struct dgpm_sheetlint_how how = { 0 };
	struct dgpm_data *data;

	ck_assert_int_eq(dgpm_data_open(&data, a, diags, "schemas", "en"), 0);
	ck_assert_int_eq(dgpm_sheetlint(&stats, a, diags, data, AT_FDCWD, &path, 1, &how), 0);
	ck_assert_uint_eq(stats.files, 1);
	ck_assert_uint_eq(stats.sheets, 1);
	for (size_t i = 0; i < dgpm_diags_count(diags); i++)
		if (strcmp(dgpm_diags_at(diags, i)->rule, c->rule) == 0)
			dgpm_diag_push(of_rule, dgpm_diags_at(diags, i));
	got = unit_diags(a, of_rule);
	if (c->want == NULL)
		ck_assert_msg(*got != '\0', "%s: nothing is told", c->what);
	else
		ck_assert_msg(strcmp(got, c->want) == 0, "%s: got\n%s", c->what, got);
	close(fd);
	dgpm_arena_free(a);
}
END_TEST

/* Rows before the headers whose texts are large are not all kept: the headers are looked for among those there are. */
START_TEST(long_rows)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct sheetlint *l = dgpm_arena_array(a, 1, sizeof *l);
	char *text = dgpm_arena_alloc(a, 4 << 20);
	struct dgpm_value cells[2] = { { .kind = DGPM_VALUE_TEXT, .text = { text, 4 << 20 } },
				       { .kind = DGPM_VALUE_TEXT, .text = { text, 4 << 20 } } };

	memset(text, 'a', 4 << 20);
	l->arena = l->memo.arena = a;
	for (uint32_t i = 1; i <= 10; i++)
		sheetlint_row(l, &(struct dgpm_book_row){ .row = i, .cells = cells, .n = 2 });
	ck_assert(l->settled);
	ck_assert_uint_eq(l->n_ahead, 3);
	ck_assert_uint_eq(l->rows, 10);
	sheetlint_end(l);
	dgpm_arena_free(a);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("sheetlint", &tc);

	tcase_add_loop_test(tc, look, 0, DGPM_COUNT(look_cases));
	tcase_add_loop_test(tc, is, 0, DGPM_COUNT(is_cases));
	tcase_add_loop_test(tc, table, 0, DGPM_COUNT(table_cases));
	tcase_add_test(tc, long_rows);
	return s;
}
