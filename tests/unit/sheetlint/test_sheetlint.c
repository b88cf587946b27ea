/* Machine-readability: what a text looks like, and what is told of small tables made for one rule each. */
#include "data/data.h"
#include "sheetlint/look.h"
#include "unit.h"

#include "../../fuzz/book.h"

static const struct look_case {
	const char *text;
	enum sheetlint_look want;
} look_cases[] = {
	{ "1200", SHEETLINT_PLAIN },
	{ "-5", SHEETLINT_PLAIN },
	{ "0.25", SHEETLINT_PLAIN },
	{ "01", SHEETLINT_PLAIN },
	{ "1,200", SHEETLINT_DECORATED },
	{ "約3400円", SHEETLINT_DECORATED },
	{ "△5", SHEETLINT_DECORATED },
	{ "１２", SHEETLINT_DECORATED },
	{ "1200千円", SHEETLINT_DECORATED },
	{ "1.", SHEETLINT_DECORATED },
	{ "¥300", SHEETLINT_DECORATED },
	{ "－", SHEETLINT_MARK },
	{ "***", SHEETLINT_MARK },
	{ "不明", SHEETLINT_MARK },
	{ "-", SHEETLINT_MARK },
	{ "総務省", SHEETLINT_WORD },
	{ "第1課", SHEETLINT_WORD },
	{ "5.2.1", SHEETLINT_WORD },
	{ "2021年4月", SHEETLINT_WORD },
	{ "10:30", SHEETLINT_WORD },
	{ "1a", SHEETLINT_WORD },
	{ "3(4)", SHEETLINT_WORD },
	{ "", SHEETLINT_WORD },
	{ "A1", SHEETLINT_WORD },
	{ "\xff\xfe", SHEETLINT_WORD },
	/* What may stand before digits, and what behind. */
	{ "約5", SHEETLINT_DECORATED },
	{ "▲5", SHEETLINT_DECORATED },
	{ "− 5", SHEETLINT_DECORATED },
	{ "－5", SHEETLINT_DECORATED },
	{ "￥5", SHEETLINT_DECORATED },
	{ "+5", SHEETLINT_DECORATED },
	{ "\\5", SHEETLINT_DECORATED },
	{ "- 5", SHEETLINT_DECORATED },
	{ "-\t5", SHEETLINT_DECORATED },
	{ "-　5", SHEETLINT_DECORATED },
	{ "-\xc2\xa0"
	  "5",
	  SHEETLINT_DECORATED },
	{ "約約約5", SHEETLINT_WORD },
	{ "5世帯員数", SHEETLINT_DECORATED },
	{ "5世帯員数合計", SHEETLINT_WORD },
	{ "5月", SHEETLINT_WORD },
	{ "5日", SHEETLINT_WORD },
	{ "10：30", SHEETLINT_WORD },
	{ "1/2", SHEETLINT_WORD },
	{ "1-2", SHEETLINT_WORD },
	{ "１，２００", SHEETLINT_DECORATED },
	{ "１．５", SHEETLINT_DECORATED },
	{ "５．２．１", SHEETLINT_WORD },
	{ "5千,円", SHEETLINT_DECORATED },
	{ "1,200a", SHEETLINT_DECORATED },
	{ "5%", SHEETLINT_DECORATED },
	{ "1A", SHEETLINT_WORD },
	{ ".5", SHEETLINT_WORD },
	{ "-x", SHEETLINT_WORD },
	{ "1.2.", SHEETLINT_WORD },
	{ ":", SHEETLINT_WORD },
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
	{ "several", sheetlint_is_several, "一\n\n二", true },
	{ "several", sheetlint_is_several, "\n二", false },
	{ "several", sheetlint_is_several, "(300)", false },
	{ "several", sheetlint_is_several, "1,200(前年)", false },
	{ "several", sheetlint_is_several, "－(300)", false },
	{ "several", sheetlint_is_several, "1200(約300)", true },
	{ "platform", sheetlint_is_platform, "①", true },
	{ "platform", sheetlint_is_platform, "㈱", true },
	{ "platform", sheetlint_is_platform, "ｱ", true },
	{ "platform", sheetlint_is_platform, "Ⅳ", true },
	{ "platform", sheetlint_is_platform, "㈲", true },
	{ "platform", sheetlint_is_platform, "㈹", true },
	{ "platform", sheetlint_is_platform, "㊥", true },
	{ "platform", sheetlint_is_platform, "㍉", true },
	{ "platform", sheetlint_is_platform, "㍻", true },
	{ "platform", sheetlint_is_platform, "㎡", true },
	{ "platform", sheetlint_is_platform, "№", true },
	{ "platform", sheetlint_is_platform, "℡", true },
	{ "platform", sheetlint_is_platform, "〝", true },
	{ "platform", sheetlint_is_platform, "〟", true },
	{ "platform", sheetlint_is_platform, "㋿", true },
	{ "platform", sheetlint_is_platform, "\xee\x80\x80", true }, /* U+E000, a character of one's own */
	{ "platform", sheetlint_is_platform, "㉑", false },
	{ "platform", sheetlint_is_platform, "㊀", false },
	{ "platform", sheetlint_is_platform, "㍘", false },
	{ "platform", sheetlint_is_platform, "㎀", false },
	{ "platform", sheetlint_is_platform, "㏿", false },
	{ "platform", sheetlint_is_platform, "→", false },
	{ "platform", sheetlint_is_platform, "ａ", false },
	{ "platform", sheetlint_is_platform, "￥", false },
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
	{ "era", sheetlint_is_era, "㋿3年度", true },
	{ "era", sheetlint_is_era, "R３", false },
	{ "era", sheetlint_is_era, "S63.1", true },
	{ "era", sheetlint_is_era, "R3年度", true },
	{ "era", sheetlint_is_era, "R3a", false },
	{ "era", sheetlint_is_era, "R", false },
	{ "era", sheetlint_is_era, "R3.4.1から8.3.31まで", false },
	{ "era", sheetlint_is_era, "", false },
	{ "western", sheetlint_holds_western, "2021年度", true },
	{ "western", sheetlint_holds_western, "２０２１", true },
	{ "western", sheetlint_holds_western, "3021", false },
	{ "western", sheetlint_holds_western, "1999", true },
	{ "western", sheetlint_holds_western, "１９９９", true },
	{ "western", sheetlint_holds_western, "", false },
	{ "western", sheetlint_holds_western, "令和3年", false },
};

START_TEST(is)
{
	const struct is_case *c = &is_cases[_i];

	ck_assert_msg(c->is(dgpm_str_of(c->text)) == c->want, "%s: '%s'", c->name, c->text);
}
END_TEST

#define SHEETS "<workbook><sheets><sheet name='a' r:id='s'/></sheets></workbook>"

static struct fuzz_part parts[] = {
	{ '\0', "_rels/.rels",
	  "<Relationships><Relationship Id='r' Type='/officeDocument' Target='xl/workbook.xml'/></Relationships>" },
	{ '\0', "xl/workbook.xml", SHEETS },
	{ '\0', "xl/_rels/workbook.xml.rels",
	  "<Relationships><Relationship Id='s' Type='/worksheet' Target='s.xml'/>"
	  "<Relationship Id='e' Type='/worksheet' Target='e.xml'/></Relationships>" },
	{ 's', "xl/s.xml", "" },
	{ '\0', "xl/e.xml", "<worksheet/>" },
};

/* What a sheet has beside its rows. */
struct beside {
	const char *workbook, *before, *behind;
};

/* Rows by ';', cells by ','; a cell that begins with '#' is a number, '=' a formula, '!' hides its row. */
static int sheet_of(struct dgpm_arena *a, const char *rows, const struct beside *beside)
{
	const char *xml =
		dgpm_arena_printf(a, "<worksheet>%s<sheetData>", beside->before != NULL ? beside->before : "");

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
	xml = dgpm_arena_printf(a, "%s</sheetData>%s</worksheet>", xml, beside->behind != NULL ? beside->behind : "");
	parts[1].text = beside->workbook != NULL ? beside->workbook : SHEETS;
	return fuzz_archive(parts, DGPM_COUNT(parts), 's', xml, strlen(xml));
}

static const struct table_case {
	const char *what, *rows, *rule;
	const char *want; /* how what is told ends; "": nothing is; NULL: something is */
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
	{ "headers over two rows", "名,予算,;,当初,補正;あ,#1,#2;い,#3,#4", "L2-03", ": a!row 2\n" },
	{ "both rows of them are told", "名,予算,;,当初,補正;あ,#1,#2;い,#3,#4", "L3-01", ": a!row 2\n" },
	{ "the lower row is the wider", "名,予算;,当初,補正;あ,#1,#2;い,#3,#4", "L2-03", ": a!row 2\n" },
	{ "more findings than are shown", "名,額（円）;あ,#1;い,=1;う,=1;え,=1;お,=1;か,=1;き,=1", "L2-06",
	  ": a!B3 '1', B4 '1', B5 '1', B6 '1', B7 '1' and 1 more\n" },
	{ "more of a column", "名,額（円）;あ,1件;い,2件;う,3件;え,4件;お,5件;か,6件;き,7件", "L2-01",
	  ": a!B2 '1件', B3 '2件', B4 '3件', B5 '4件', B6 '5件' and 2 more\n" },
	{ "marks, more than are looked at", "名,額（円）;あ,#1;い,#2;う,#3;え,－;お,－;か,－;き,－;く,－;け,－",
	  "L3-03", ": a!B5 '－', B6 '－', B7 '－', B8 '－', B9 '－' and 1 more\n" },
	{ "a mark that a note defines", "名,額（円）;あ,#1;い,#2;う,－;;※ － は該当なし", "L3-03", "" },
	{ "blank amounts are not told without --all", "名,額（円）;あ,#1;い,#2;う,;え,;お,;か,;き,;く,", "L1-09", "" },
	{ "an empty column divides", "名,,額（円）;あ,,#1;い,,#2", "L1-03", ": a!B1\n" },
	{ "a column without a header", "名,,額（円）;あ,x,#1;い,y,#2", "L1-05", ": a!B1\n" },
	{ "no header at all", "#1,#2;#3,#4", "L1-05", ": a!row 1\n" },
	{ "years side by side", "名,2019年度,2020年度,2021年度;あ,#1,#2,#3", "L3-09",
	  ": a!B1 '2019年度', C1 '2020年度', D1 '2021年度'\n" },
	{ "two years are not a series", "名,2019年度,2020年度,計;あ,#1,#2,#3", "L3-09", "" },
	{ "years that differ in more than digits", "名,2019年度,2020年度末,2021;あ,#1,#2,#3", "L3-09", "" },
	{ "an era in the header", "名,令和3年度;あ,#1;い,#2", "L3-05", ": a!B1 '令和3年度'\n" },
	{ "an era in the cells", "名,開始年;あ,令和3年;い,令和4年", "L3-05", ": a!B2 '令和3年', B3 '令和4年'\n" },
	{ "no column of time", "名,額（円）;あ,#1;い,#2", "L3-05", "" },
	{ "names of prefectures cut short", "都道府県,額（円）;東京,#1;神奈川,#2", "L3-06",
	  ": a!A2 '東京', A3 '神奈川'\n" },
	{ "a code beside them", "都道府県,団体コード;東京,130001;神奈川,140007", "L3-06", "" },
	{ "one value written in two ways", "名,区分;あ,ＡＢ;い,AB;う,ab", "L2-04",
	  ": a!B2 'ＡＢ', B3 'AB', B4 'ab'\n" },
	{ "the first column left out", "局,課;甲,一;,二;,三;乙,四", "L2-02", ": a!A3, A4\n" },
	{ "ditto", "局,課;甲,一;〃,二;乙,三", "L2-02", ": a!A3 '〃'\n" },
	{ "a note in the middle is beside the table", "名,額（円）;あ,#1;;※ 参考;い,#2", "L1-04", "" },
	{ "a note at the end", "名,額（円）;あ,#1;い,#2;;※ 参考", "L1-04", ": a!A5 '※ 参考'\n" },
	{ "a title above", "題名;;名,額（円）;あ,#1", "L1-04", ": a!A1 '題名'\n" },
	{ "the table below a title", "題名;;名,額（円）;あ,#1", "L3-01", ": a!row 3\n" },
	{ "a gap behind the headers", "名,額（円）;;あ,#1;い,#2", "L3-01", ": a!row 3\n" },
	{ "a hidden empty row", "名,額（円）;あ,#1;!;い,#2", "L1-13", ": a!row 3\n" },
};

static const struct beside_case {
	struct table_case table;
	struct beside beside;
} beside_cases[] = {
	{ { "a hidden column", "名,額（円）;あ,#1;い,#2", "L1-13", ": a!B1 '額（円）'\n" },
	  { .before = "<cols><col min='2' max='2' hidden='1'/></cols>" } },
	{ { "a hidden row does not keep a hidden column back", "!名,額（円）;あ,#1;い,#2", "L1-13",
	    ": a!row 1, B2 '1'\n" },
	  { .before = "<cols><col min='2' max='2' hidden='1'/></cols>" } },
	{ { "a hidden sheet", "名,額（円）;あ,#1", "L1-13", ": a\n" },
	  { .workbook = "<workbook><sheets><sheet name='a' state='hidden' r:id='s'/></sheets></workbook>" } },
	{ { "merged cells", "名,額（円）;あ,#1;,#2", "L1-12", ": a!A2:A3\n" },
	  { .behind = "<mergeCells><mergeCell ref='A2:A3'/></mergeCells>" } },
	{ { "a merged cell counts once as a formula", "名,額（円）;あ,=1;い,", "L2-06", ": a!B2 '1'\n" },
	  { .behind = "<mergeCells><mergeCell ref='B2:B3'/></mergeCells>" } },
	{ { "a row that a merged cell goes through does not divide", "名,額（円）;あ,#1;,;い,#2", "L1-03", "" },
	  { .behind = "<mergeCells><mergeCell ref='A2:B3'/></mergeCells>" } },
	{ { "an empty merged range does", "名,額（円）;あ,#1;,;い,#2", "L1-03", ": a!row 3\n" },
	  { .behind = "<mergeCells><mergeCell ref='A3:B3'/></mergeCells>" } },
	{ { "an empty sheet behind is none", "名,額（円）;あ,#1", "L1-05", "" },
	  { .workbook = "<workbook><sheets><sheet name='a' r:id='s'/><sheet name='b' r:id='e'/></sheets>"
			"</workbook>" } },
};

static bool ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), n_end = strlen(end);

	return n >= n_end && strcmp(text + n - n_end, end) == 0 && (n == 0) == (n_end == 0);
}

/* What is told of one rule; of a case without words to compare, that something is. */
static void check_table(const struct table_case *c, const struct beside *beside)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *diags = dgpm_diags_new(a), *of_rule = dgpm_diags_new(a);
	int fd = sheet_of(a, c->rows, beside);
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
		ck_assert_msg(ends_with(got, c->want), "%s: got\n%s", c->what, got);
	close(fd);
	dgpm_data_close(data);
	dgpm_arena_free(a);
}

START_TEST(table)
{
	check_table(&table_cases[_i], &(struct beside){ 0 });
}
END_TEST

START_TEST(beside)
{
	check_table(&beside_cases[_i].table, &beside_cases[_i].beside);
}
END_TEST

/* Rules of somebody's own, by the folder of data that is chosen: what lacks in them is not judged. */
static const struct rules_case {
	const char *yaml;
	int rc;
	const char *want;
} rules_cases[] = {
	{ "texts: []\n", -1, "1:1 CODE-01 not a usable entry of a code list: 'rules'\n" },
	{ "rules: L1-01\n", -1, "1:1 CODE-01 not a usable entry of a code list: 'rules'\n" },
	{ "rules: []\n", 0, "" },
	{ "rules: [{id: L1-05}]\n", 0, "" },
	{ "prefectures: 東京都\nrules: [{id: L1-05, title: {en: headers}}]\n", 0, "1:0 L1-05 headers: a!1\n" },
	{ "rules: [{id: L1-05, title: {en: headers}, kinds: [csv]}]\n", 0, "" },
};

START_TEST(own_rules)
{
	const struct rules_case *c = &rules_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *diags = dgpm_diags_new(a);
	char dir[] = "/tmp/dgpm-sheet-rules-XXXXXX";
	int fd = sheet_of(a, "#1,#2;#3,#4", &(struct beside){ 0 });
	const char *path = dgpm_arena_printf(a, "/dev/fd/%d", fd), *rules;
	struct dgpm_sheetlint_stats stats;
	struct dgpm_sheetlint_how how = { 0 };
	struct dgpm_data *data;
	FILE *f;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	rules = dgpm_arena_printf(a, "%s/sheet-rules.yaml", dir);
	f = fopen(rules, "w");
	ck_assert_ptr_nonnull(f);
	ck_assert_int_ge(fputs(c->yaml, f), 0);
	ck_assert_int_eq(fclose(f), 0);
	ck_assert_int_eq(dgpm_data_open(&data, a, diags, dir, "en"), 0);
	ck_assert_int_eq(dgpm_sheetlint(&stats, a, diags, data, AT_FDCWD, &path, 1, &how), c->rc);
	ck_assert_str_eq(unit_diags(a, diags), c->want);
	dgpm_data_close(data);
	close(fd);
	ck_assert_int_eq(unlink(rules), 0);
	ck_assert_int_eq(rmdir(dir), 0);
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
	tcase_add_loop_test(tc, beside, 0, DGPM_COUNT(beside_cases));
	tcase_add_loop_test(tc, own_rules, 0, DGPM_COUNT(rules_cases));
	tcase_add_test(tc, long_rows);
	return s;
}
