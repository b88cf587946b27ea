/*
 * What the parts of xlsx and ods say, case by case: as programs write them, and as nobody should. Each case is a whole
 * book in one part or two; all else in it is the least that makes a book.
 */
#include "book/book.h"
#include "unit.h"

#include "dump.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

struct file {
	const char *name, *text;
};

/* A book of these parts, as text: the rows, then what was told. */
static const char *dump_parts(struct dgpm_arena *a, const char *name, const struct file *parts, size_t n,
			      const struct dgpm_book_how *how)
{
	zip_source_t *out = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(out, ZIP_TRUNCATE, NULL);
	int fd = memfd_create("book", MFD_CLOEXEC);
	const char *got;
	char buf[4096];
	zip_int64_t k;

	zip_source_keep(out);
	for (size_t i = 0; i < n; i++)
		if (parts[i].text != NULL)
			ck_assert_int_ge(zip_file_add(zip, parts[i].name,
						      zip_source_buffer(zip, parts[i].text, strlen(parts[i].text), 0),
						      0),
					 0);
	ck_assert_int_eq(zip_close(zip), 0);
	ck_assert_int_eq(zip_source_open(out), 0);
	while ((k = zip_source_read(out, buf, sizeof buf)) > 0)
		ck_assert_int_eq(write(fd, buf, (size_t)k), k);
	zip_source_close(out);
	zip_source_free(out);
	got = dump_file(a, name, AT_FDCWD, dgpm_arena_printf(a, "/proc/self/fd/%d", fd), how);
	close(fd);
	return got;
}

#define ROOT "<Relationships><Relationship Id='r' Type='x/officeDocument' Target='xl/w.xml'/></Relationships>"
#define WORKBOOK "<workbook><sheets><sheet name='S' r:id='s'/></sheets></workbook>"
#define RELATIONS                                                                                                      \
	"<Relationships><Relationship Id='s' Type='x/worksheet' Target='s.xml'/><Relationship Id='t' "                 \
	"Type='x/sharedStrings' Target='t.xml'/><Relationship Id='y' Type='x/styles' Target='y.xml'/></Relationships>"

/* The rows of a sheet of an xlsx, its shared texts, its styles. */
static const struct xlsx_case {
	const char *what, *rows, *texts, *styles, *want;
} xlsx_cases[] = {
	{ "each type of a cell",
	  "<row r='1'><c r='A1' t='n'><v>1.50</v></c><c r='B1' t='s'><v>0</v></c><c r='C1' t='str'><f>x</f><v>f</v></c>"
	  "<c r='D1' t='inlineStr'><is><t> i </t></is></c><c r='E1' t='b'><v>1</v></c><c r='F1' t='b'><v>0</v></c>"
	  "<c r='G1' t='e'><v>#REF!</v></c><c r='H1' t='d'><v>2021-04-01T00:00:00.000Z</v></c>"
	  "<c r='I1' t='d'><v>2021-04-01T12:00:00</v></c><c r='J1' t='b'><v>false</v></c>"
	  "<c r='K1' t='d'><v>2021-04-01</v></c></row>",
	  "<si><t>shared</t></si>", NULL,
	  "== xlsx S, 0 merged\n"
	  "1 | N:1.5 | T:shared | Tf:f | T:i | B:true | B:false | E:#REF! | D:2021-04-01 | D:2021-04-01T12:00:00 | "
	  "B:false | D:2021-04-01\n" },
	{ "nothing says where it is: one after the other",
	  "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", NULL, NULL,
	  "== xlsx S, 0 merged\n"
	  "1 | N:1 | N:2\n"
	  "2 | N:3\n" },
	{ "rows and columns that were passed over",
	  "<row r='2'><c r='B2'><v>1</v></c><c r='D2'><v>2</v></c></row>"
	  "<row r='4'><c r='A4'><v>3</v></c></row>",
	  NULL, NULL,
	  "== xlsx S, 0 merged\n"
	  "1\n"
	  "2 | -: | N:1 | -: | N:2\n"
	  "3\n"
	  "4 | N:3\n" },
	{ "a row whose number is none", "<row r='x'><c><v>1</v></c></row><row r=''><c><v>2</v></c></row>", NULL, NULL,
	  "== xlsx S, 0 merged\n"
	  "1 | N:1\n"
	  "2 | N:2\n" },
	{ "a row that comes again", "<row r='2'><c><v>1</v></c></row><row r='2'><c><v>2</v></c></row>", NULL, NULL,
	  "== xlsx S, 0 merged\n"
	  "1\n"
	  "2 | N:1\n"
	  "2:0 BOOK-14 a cell that cannot be read: S!2: the row does not come after the one before\n" },
	{ "a row beyond the last", "<row r='1048577'><c><v>1</v></c></row>", NULL, NULL,
	  "== xlsx S, 0 merged\n"
	  "1048577:0 BOOK-14 a cell that cannot be read: S!1048577: the row does not come after the one before\n" },
	{ "a cell that says it is another", "<row r='1'><c r='A2'><v>1</v></c></row>", NULL, NULL,
	  "== xlsx S, 0 merged\n"
	  "1:1 BOOK-14 a cell that cannot be read: S!A1: it says it is 'A2'\n" },
	{ "a cell that is nowhere", "<row r='1'><c r='A0'><v>1</v></c></row>", NULL, NULL,
	  "== xlsx S, 0 merged\n"
	  "1:1 BOOK-14 a cell that cannot be read: S!A1: it says it is 'A0'\n" },
	{ "a cell with more than a place", "<row r='1'><c r='A1:B2'><v>1</v></c></row>", NULL, NULL,
	  "== xlsx S, 0 merged\n"
	  "1:1 BOOK-14 a cell that cannot be read: S!A1: it says it is 'A1:B2'\n" },
	{ "a cell before the one before", "<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>2</v></c></row>", NULL, NULL,
	  "== xlsx S, 0 merged\n"
	  "1:1 BOOK-14 a cell that cannot be read: S!A1: the cell does not come after the one before\n" },
	{ "cells outside of rows, values outside of cells",
	  "<c><v>1</v></c><v>2</v><row r='1'><v>3</v><t>4</t><f>5</f></row>", NULL, NULL, "== xlsx S, 0 merged\n" },
	{ "a row in a row", "<row r='1'><c r='A1'><v>1</v></c><row r='2'><c r='A2'><v>2</v></c></row></row>", NULL,
	  NULL,
	  "== xlsx S, 0 merged\n"
	  "1:0 BOOK-14 a cell that cannot be read: S!1: the row does not come after the one before\n" },
	{ "a cell in a cell", "<row r='1'><c r='A1'><v>1</v><c r='B1'><v>2</v></c></c></row>", NULL, NULL,
	  "== xlsx S, 0 merged\n"
	  "1:1 BOOK-14 a cell that cannot be read: S!A1: the cell does not come after the one before\n" },
	{ "no number", "<row><c><v>1 000</v></c><c><v>1e</v></c><c><v>2</v></c></row>", NULL, NULL,
	  "== xlsx S, 0 merged\n"
	  "1 | E:1 000 | E:1e | N:2\n"
	  "1:1 BOOK-14 a cell that cannot be read: S!A1: not a number\n"
	  "1:2 BOOK-14 a cell that cannot be read: S!B1: not a number\n" },
	{ "a text that is none of the book", "<row><c t='s'><v>1</v></c><c t='s'><v>-1</v></c><c t='s'><v/></c></row>",
	  "<si><t>a</t></si>", NULL,
	  "== xlsx S, 0 merged\n"
	  "1 | E:1 | E:-1\n"
	  "1:1 BOOK-09 a text that is not in the table of texts: S!A1 names number 1 of 1\n"
	  "1:2 BOOK-09 a text that is not in the table of texts: S!B1 names number -1 of 1\n" },
	{ "an empty text is nothing; a formula without a value is told",
	  "<row><c t='s'><v>0</v></c><c><f>A1</f></c><c t='str'><f>A1</f></c><c><f>A1</f><v>1</v></c></row>",
	  "<si><t></t></si>", NULL,
	  "== xlsx S, 0 merged\n"
	  "1 | -: | -f: | -f: | Nf:1\n" },
	{ "furigana is no part of a text",
	  "<row><c t='s'><v>0</v></c><c t='inlineStr'><is><t>漢</t><rPh><t>カン</t></rPh><r><t xml:space='preserve'> "
	  "字 "
	  "</t></r></is></c></row>",
	  "<si><r><t>総</t></r><rPh><t>ソウ</t></rPh><r><t xml:space='preserve'>務 </t></r></si>", NULL,
	  "== xlsx S, 0 merged\n"
	  "1 | T:総務  | T:漢 字 \n" },
	{ "spaces at the ends of a text, and what XML cannot hold",
	  "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='inlineStr'><is><t> a_x0009_b </t></is></c></row>",
	  "<si><t> a </t></si><si><t xml:space='preserve'> a_x000A_b_xZ</t></si>", NULL,
	  "== xlsx S, 0 merged\n"
	  "1 | T:a | T: a\n"
	  "b_xZ | T:a\tb\n" },
	{ "hidden rows and columns",
	  "<cols><col min='2' max='3' hidden='1'/><col max='1' hidden='true'/><col min='5' max='99999' hidden='1'/>"
	  "<col min='4' hidden='1'/></cols><row r='1' hidden='1'><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c>"
	  "<c><v>4</v></c><c><v>5</v></c></row><row r='2' hidden='0'><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c>"
	  "<c><v>4</v></c><c><v>5</v></c></row>",
	  NULL, NULL,
	  "== xlsx S, 0 merged\n"
	  "1 hidden | Nh:1 | Nh:2 | Nh:3 | Nh:4 | Nh:5\n"
	  "2 | Nh:1 | Nh:2 | Nh:3 | N:4 | Nh:5\n" },
	{ "numbers as their format shows them",
	  "<row><c s='1'><v>44287</v></c><c s='2'><v>1234567</v></c><c s='3'><v>0.5</v></c><c s='4'><v>1234567</v></c>"
	  "<c s='9'><v>1</v></c><c s='x'><v>1</v></c><c s='5'><v>1.5</v></c><c s='6'><v>-1</v></c><c "
	  "s='7'><v>1</v></c></row>",
	  NULL,
	  "<numFmts><numFmt numFmtId='164' formatCode='#,##0,'/><numFmt numFmtId='165' formatCode='#,##0,,'/>"
	  "<numFmt numFmtId='166' formatCode='[h]:mm'/><numFmt numFmtId='167'/><numFmt formatCode='0'/></numFmts>"
	  "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf/><xf numFmtId='14'/><xf numFmtId='164'/>"
	  "<xf numFmtId='20'/><xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='14'/><xf numFmtId='9'/></cellXfs>",
	  "== xlsx S, 0 merged\n"
	  "1 | D:2021-04-01 | N:1234.567 | T:12:00:00 | N:1.234567 | N:1 | N:1 | T:36:00:00 | N:-1 | N:1\n" },
	{ "colours: of a fill what is seen",
	  "<row><c s='0'><v>0</v></c><c s='1'><v>1</v></c><c s='2'><v>2</v></c><c s='3'><v>3</v></c><c "
	  "s='4'><v>4</v></c>"
	  "<c s='5'><v>5</v></c><c s='6'><v>6</v></c><c s='7'><v>7</v></c><c s='8'><v>8</v></c><c "
	  "s='9'><v>9</v></c></row>",
	  NULL,
	  "<fills><patternFill patternType='solid'/><fgColor rgb='FF000000'/><fill/><fill><patternFill><fgColor "
	  "rgb='FF00FF00'/></patternFill></fill><fill><patternFill patternType='solid'><fgColor "
	  "rgb='FFFFFF00'/></patternFill>"
	  "</fill><fill><patternFill patternType='solid'><fgColor theme='4' "
	  "tint='0.4'/></patternFill></fill><fill><patternFill "
	  "patternType='solid'><fgColor theme='4' tint='-0.25'/></patternFill></fill><fill><patternFill "
	  "patternType='solid'>"
	  "<fgColor theme='1' tint='9'/></patternFill></fill><fill><patternFill patternType='solid'><fgColor "
	  "theme='100'/>"
	  "</patternFill></fill><fill><patternFill patternType='solid'><fgColor "
	  "indexed='10'/></patternFill></fill><fill>"
	  "<patternFill patternType='solid'><fgColor indexed='64'/></patternFill></fill><fill><patternFill "
	  "patternType='solid'>"
	  "<fgColor/></patternFill></fill><fill><patternFill patternType='solid'/></fill><fill><patternFill "
	  "patternType='solid'>"
	  "<fgColor rgb='yellow'/></patternFill></fill></fills><cellXfs><xf fillId='1'/><xf fillId='2'/><xf "
	  "fillId='3'/>"
	  "<xf fillId='4'/><xf fillId='5'/><xf fillId='6'/><xf fillId='7'/><xf fillId='8'/><xf fillId='10'/><xf "
	  "fillId='11'/>"
	  "</cellXfs>",
	  "== xlsx S, 0 merged\n"
	  "1 | N:0 | N:1 #FFFF00 | N:2 #theme4+40 | N:3 #theme4-25 | N:4 #theme1 | N:5 | N:6 #FF0000 | N:7 | N:8 | "
	  "N:9\n" },
	{ "merged ranges",
	  "</sheetData><mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='C1'/><mergeCell ref='D1:D1'/></mergeCells>"
	  "<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='C1'><v>2</v></c></row>"
	  "<row r='2'><c r='C2'><v>3</v></c></row>",
	  NULL, NULL,
	  "== xlsx S, 1 merged\n"
	  "1 | N:1 | Nc:1 | N:2\n"
	  "2 | Nc:1 | Nc:1 | N:3\n" },
	{ "a merged range that is none", "</sheetData><mergeCells><mergeCell ref='B1:A1'/></mergeCells><sheetData>",
	  NULL, NULL, "0:0 BOOK-14 a cell that cannot be read: xl/s.xml: B1:A1\n" },
	{ "one that ends above", "</sheetData><mergeCells><mergeCell ref='A2:A1'/></mergeCells><sheetData>", NULL, NULL,
	  "0:0 BOOK-14 a cell that cannot be read: xl/s.xml: A2:A1\n" },
	{ "one of words", "</sheetData><mergeCells><mergeCell ref='here'/></mergeCells><sheetData>", NULL, NULL,
	  "0:0 BOOK-14 a cell that cannot be read: xl/s.xml: here\n" },
	{ "one without a place", "</sheetData><mergeCells><mergeCell/></mergeCells><sheetData>", NULL, NULL,
	  "== xlsx S, 0 merged\n" },
	{ "two in one another",
	  "</sheetData><mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='B2:C3'/></mergeCells><sheetData>", NULL,
	  NULL, "2:2 BOOK-13 merged ranges overlap: S!B2 lies in two of them\n" },
};

START_TEST(xlsx)
{
	const struct xlsx_case *c = &xlsx_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const struct file parts[] = {
		{ "_rels/.rels", ROOT },
		{ "xl/w.xml", WORKBOOK },
		{ "xl/_rels/w.xml.rels", RELATIONS },
		{ "xl/s.xml", dgpm_arena_cat(a, "<worksheet><sheetData>", c->rows, "</sheetData></worksheet>") },
		{ "xl/t.xml", dgpm_arena_cat(a, "<sst>", c->texts != NULL ? c->texts : "", "</sst>") },
		{ "xl/y.xml", dgpm_arena_cat(a, "<styleSheet>", c->styles != NULL ? c->styles : "", "</styleSheet>") },
	};
	const char *got = dump_parts(a, "b.xlsx", parts, DGPM_COUNT(parts), NULL);

	ck_assert_msg(c->want != NULL && strcmp(got, c->want) == 0, "%s: got\n%s", c->what, got);
	dgpm_arena_free(a);
}
END_TEST

/* Digits that no amount has: so many are read exactly, shown in thousands too; more are told, and never cut or kept. */
START_TEST(long_numbers)
{
	static const size_t lengths[] = { 1, 15, 199, 200, 201, 389, 390, 400, 401, 70000 };
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);

	for (size_t i = 0; i < DGPM_COUNT(lengths); i++) {
		size_t n = lengths[i];
		char *digits = dgpm_arena_array(a, n + 1, 1);
		const char *got, *whole, *scaled;
		struct file parts[] = {
			{ "_rels/.rels", ROOT },
			{ "xl/w.xml", WORKBOOK },
			{ "xl/_rels/w.xml.rels", RELATIONS },
			{ "xl/s.xml", NULL },
			{ "xl/t.xml", "<sst/>" },
			{ "xl/y.xml", "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='#,##0,'/></numFmts>"
				      "<cellXfs><xf/><xf numFmtId='164'/></cellXfs></styleSheet>" },
		};

		memset(digits, '7', n);
		parts[3].text = dgpm_arena_cat(a, "<worksheet><sheetData><row><c><v>", digits, "</v></c><c s='1'><v>",
					       digits, "</v></c></row></sheetData></worksheet>");
		got = dump_parts(a, "b.xlsx", parts, DGPM_COUNT(parts), NULL);
		if (n > 200) {
			ck_assert_msg(
				strstr(got,
				       "1:1 BOOK-14 a cell that cannot be read: S!A1: not a number\n1:2 BOOK-14") !=
					NULL,
				"%zu digits: %s", n, got);
			continue;
		}
		whole = n > 3 ? dgpm_arena_strndup(a, digits, n - 3) : n == 1 ? "0.00" : "";
		scaled = dgpm_arena_cat(a, "1 | N:", digits, " | N:", whole, n > 3 ? "." : "", n > 3 ? "777" : "7",
					"\n");
		ck_assert_msg(strstr(got, scaled) != NULL, "%zu digits: %s", n, got);
	}
	dgpm_arena_free(a);
}
END_TEST

/* How the parts of an xlsx hang together. */
static const struct whole_case {
	const char *what, *root, *workbook, *relations, *name, *part, *want;
} whole_cases[] = {
	{ "no workbook", "<Relationships/>", NULL, NULL, NULL, NULL,
	  "0:0 BOOK-01 not a spreadsheet dgpm reads: a zip archive without a spreadsheet\n" },
	{ "a relationship that leads outside, one that says less than it should",
	  "<Relationships><Relationship Id='e' Type='x/officeDocument' Target='http://x/' TargetMode='External'/>"
	  "<Relationship Id='r' Type='x/officeDocument'/><Relationship Type='x/officeDocument' Target='y'/>"
	  "<Relationship Id='z' Target='y'/><Other/><Relationship Id='r' TargetMode='Internal' Type='officeDocument' "
	  "Target='/xl/./w.xml'/></Relationships>",
	  WORKBOOK, RELATIONS, NULL, NULL,
	  "== xlsx S, 0 merged\n"
	  "1 | N:1\n" },
	{ "targets with steps up and along", ROOT, WORKBOOK,
	  "<Relationships><Relationship Id='s' Type='x/worksheet' Target='../xl//sheets/../s.xml'/></Relationships>",
	  NULL, NULL,
	  "== xlsx S, 0 merged\n"
	  "1 | N:1\n" },
	{ "a sheet that is not there", ROOT, WORKBOOK,
	  "<Relationships><Relationship Id='s' Type='x/worksheet' Target='../../none.xml'/></Relationships>", NULL,
	  NULL, "0:0 BOOK-04 the file is damaged or cut off: none.xml: the archive has no such part\n" },
	{ "no sheet that has cells", ROOT,
	  "<workbook><sheets><sheet name='S' r:id='s'/><sheet r:id='s'/><sheet name='S'/><sheet name='S' "
	  "r:id='none'/></sheets>"
	  "</workbook>",
	  "<Relationships><Relationship Id='s' Type='x/chartsheet' Target='s.xml'/></Relationships>", NULL, NULL,
	  "0:0 BOOK-01 not a spreadsheet dgpm reads: a workbook without a sheet\n" },
	{ "a hidden sheet", ROOT,
	  "<workbook><workbookPr date1904='1'/><sheets><sheet name='S' r:id='s' state='veryHidden'/><sheet name='T' "
	  "r:id='s' "
	  "state='visible'/></sheets></workbook>",
	  RELATIONS, NULL, NULL,
	  "== xlsx S (hidden), 0 merged\n"
	  "1 | N:1\n"
	  "== xlsx T, 0 merged\n"
	  "1 | N:1\n" },
	{ "drawings", ROOT, WORKBOOK, RELATIONS, "xl/_rels/s.xml.rels",
	  "<Relationships><Relationship Id='d' Type='x/drawing' Target='d.xml'/></Relationships>",
	  "== xlsx S, 0 merged, objects\n"
	  "1 | N:1\n" },
	{ "a part of relationships that is no XML", ROOT, WORKBOOK, RELATIONS, "xl/_rels/s.xml.rels", "<",
	  "0:0 BOOK-06 not well-formed XML inside: xl/_rels/s.xml.rels, line 1: unclosed token\n" },
	{ "texts that are no XML", ROOT, WORKBOOK, RELATIONS, "xl/t.xml", "<sst><si></sst>",
	  "== xlsx S, 0 merged\n"
	  "0:0 BOOK-06 not well-formed XML inside: xl/t.xml, line 1: mismatched tag\n" },
	{ "styles that are no XML", ROOT, WORKBOOK, RELATIONS, "xl/y.xml", "",
	  "== xlsx S, 0 merged\n"
	  "0:0 BOOK-06 not well-formed XML inside: xl/y.xml, line 1: no element found\n" },
};

START_TEST(whole)
{
	const struct whole_case *c = &whole_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const struct file parts[] = {
		{ "_rels/.rels", c->root },
		{ "xl/w.xml", c->workbook },
		{ "xl/_rels/w.xml.rels", c->relations },
		{ "xl/s.xml", "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>" },
		{ c->name, c->part },
		{ c->name == NULL || strcmp(c->name, "xl/t.xml") != 0 ? "xl/t.xml" : "t", "<sst/>" },
		{ c->name == NULL || strcmp(c->name, "xl/y.xml") != 0 ? "xl/y.xml" : "y", "<styleSheet/>" },
	};
	const char *got = dump_parts(a, "b.xlsx", parts, DGPM_COUNT(parts), NULL);

	ck_assert_msg(c->want != NULL && strcmp(got, c->want) == 0, "%s: got\n%s", c->what, got);
	dgpm_arena_free(a);
}
END_TEST

/* The tables of an ods, what stands before them, its styles. */
static const struct ods_case {
	const char *what, *tables, *automatic, *styles, *want;
} ods_cases[] = {
	{ "each type of a cell",
	  "<table:table table:name='T'><table:table-row>"
	  "<table:table-cell office:value-type='float' office:value='1.50'><text:p>1.5</text:p></table:table-cell>"
	  "<table:table-cell office:value-type='percentage' office:value='0.5'><text:p>50%</text:p></table:table-cell>"
	  "<table:table-cell office:value-type='percentage' office:value='0.5'/>"
	  "<table:table-cell office:value-type='currency' office:value='-1'/>"
	  "<table:table-cell office:value-type='date' office:date-value='2021-04-01T00:00:00.000'/>"
	  "<table:table-cell office:value-type='date' office:date-value='2021-04-01T12:30:00'/>"
	  "<table:table-cell office:value-type='time' office:time-value='PT25H01M02,5S'/>"
	  "<table:table-cell office:value-type='time' office:time-value='PT999999999H'/>"
	  "<table:table-cell office:value-type='boolean' office:boolean-value='true'/>"
	  "<table:table-cell office:value-type='string' "
	  "office:string-value='said'><text:p>shown</text:p></table:table-cell>"
	  "<table:table-cell office:value-type='string' "
	  "calcext:value-type='error'><text:p>#REF!</text:p></table:table-cell>"
	  "<table:table-cell office:value-type='float' office:value='x'/>"
	  "</table:table-row></table:table>",
	  NULL, NULL,
	  "== ods T, 0 merged\n"
	  "1 | N:1.5 | N:0.5 | N:0.5 | N:-1 | D:2021-04-01 | D:2021-04-01T12:30:00 | T:25:01:02 | T:999999:00:00 | "
	  "B:true | T:said | E:#REF! | E:x\n"
	  "1:12 BOOK-14 a cell that cannot be read: T!L1: not a number\n" },
	{ "texts: paragraphs, spaces, tabs, lines; notes, drawings and furigana beside them",
	  "<table:table table:name='T'><table:table-row><table:table-cell office:value-type='string'>"
	  "<office:annotation><text:p>note</text:p></office:annotation>"
	  "<text:p>a<text:s text:c='2'/>b<text:tab/>c<text:line-break/>d<text:s/></text:p><text:p>"
	  "<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text></text:ruby></text:p>"
	  "</table:table-cell><table:table-cell office:value-type='float' office:value='1'>"
	  "<text:p>1<text:s/><text:tab/><text:line-break/></text:p><text:p>x</text:p></table:table-cell>"
	  "<text:p>outside</text:p></table:table-row></table:table>",
	  NULL, NULL,
	  "== ods T, 0 merged\n"
	  "1 | T:a  b\tc\n"
	  "d \n"
	  "漢 | N:1\n" },
	{ "each kind of object counts, and its table is no sheet",
	  "<table:table table:name='frame'><draw:frame><table:table table:name='x'/></draw:frame></table:table>"
	  "<table:table table:name='shape'><draw:custom-shape/></table:table><table:table "
	  "table:name='rect'><draw:rect/></table:table>"
	  "<table:table table:name='group'><draw:g/></table:table><table:table "
	  "table:name='line'><draw:line/></table:table>"
	  "<table:table table:name='shapes'><table:shapes/></table:table><table:table "
	  "table:name='form'><office:forms/></table:table>"
	  "<draw:frame/>",
	  NULL, NULL,
	  "== ods frame, 0 merged, objects\n"
	  "== ods shape, 0 merged, objects\n"
	  "== ods rect, 0 merged, objects\n"
	  "== ods group, 0 merged, objects\n"
	  "== ods line, 0 merged, objects\n"
	  "== ods shapes, 0 merged, objects\n"
	  "== ods form, 0 merged\n" },
	{ "formulas that have no value",
	  "<table:table table:name='T'><table:table-row><table:table-cell table:formula='x'/>"
	  "<table:table-cell table:formula='x' office:value-type='string'/>"
	  "<table:table-cell table:formula='x' office:value-type='float' office:value='1'/>"
	  "</table:table-row></table:table>",
	  NULL, NULL,
	  "== ods T, 0 merged\n"
	  "1 | -f: | -: | Nf:1\n" },
	{ "rows and cells again",
	  "<table:table table:name='T'><table:table-row table:number-rows-repeated='2'>"
	  "<table:table-cell table:number-columns-repeated='2' office:value-type='float' office:value='1'/>"
	  "<table:table-cell/><table:table-cell "
	  "office:value-type='string'><text:p>x</text:p></table:table-cell></table:table-row>"
	  "<table:table-row table:number-rows-repeated='0' table:visibility='collapse'><table:table-cell "
	  "office:value-type='float' "
	  "office:value='2'/></table:table-row>"
	  "<table:table-row table:number-rows-repeated='2' table:visibility='collapse'/><table:table-row "
	  "table:visibility='visible'>"
	  "<table:table-cell office:value-type='float' office:value='3'/></table:table-row>"
	  "<table:table-row table:number-rows-repeated='70000' "
	  "table:visibility='filter'><table:table-cell/></table:table-row>"
	  "<table:table-row table:number-rows-repeated='900000'/></table:table>",
	  NULL, NULL,
	  "== ods T, 0 merged\n"
	  "1 | N:1 | N:1 | -: | T:x\n"
	  "2 | N:1 | N:1 | -: | T:x\n"
	  "3 hidden | Nh:2\n"
	  "4 hidden\n"
	  "5 hidden\n"
	  "6 | N:3\n" },
	{ "a row in a row",
	  "<table:table table:name='T'><table:table-row><table:table-row/></table:table-row></table:table>", NULL, NULL,
	  "1:1 BOOK-14 a cell that cannot be read: T!A1: the row does not come after the one before\n" },
	{ "a cell in a cell",
	  "<table:table "
	  "table:name='T'><table:table-row><table:table-cell><table:table-cell/></table:table-cell></table:table-row>"
	  "</table:table>",
	  NULL, NULL, "1:1 BOOK-14 a cell that cannot be read: T!A1: the cell does not come after the one before\n" },
	{ "a table in a cell is none of its rows",
	  "<table:table table:name='T'><table:table-row><table:table-cell office:value-type='float' office:value='1'>"
	  "<table:table table:name='U'><table:table-row><table:table-cell office:value-type='float' office:value='2'/>"
	  "</table:table-row></table:table></table:table-cell></table:table-row></table:table>",
	  NULL, NULL,
	  "== ods T, 0 merged\n"
	  "1 | N:1\n" },
	{ "merged cells, to the last of the sheet",
	  "<table:table table:name='T'><table:table-row><table:table-cell table:number-columns-spanned='2' "
	  "table:number-rows-spanned='2' office:value-type='float' office:value='1'/><table:covered-table-cell "
	  "office:value-type='float' office:value='9'/></table:table-row>"
	  "<table:table-row><table:covered-table-cell table:number-columns-repeated='2'/><table:table-cell "
	  "table:number-columns-spanned='99999' table:number-rows-spanned='9999999'/></table:table-row></table:table>",
	  NULL, NULL,
	  "== ods T, 2 merged\n"
	  "1 | N:1 | Nc:1\n" },
	{ "a merged range beyond the last row",
	  "<table:table table:name='T'><table:table-row "
	  "table:number-rows-repeated='1048576'/><table:table-row><table:table-cell "
	  "table:number-columns-spanned='2'/></table:table-row></table:table>",
	  NULL, NULL, "1048577:1 BOOK-14 a cell that cannot be read: T!A1048577: more merged ranges than the limit\n" },
	{ "beyond the last column",
	  "<table:table table:name='T'><table:table-row><table:table-cell "
	  "table:number-columns-repeated='16384'/><table:table-cell "
	  "table:number-columns-spanned='2'/></table:table-row></table:table>",
	  NULL, NULL, "1:16385 BOOK-14 a cell that cannot be read: T!XFE1: more merged ranges than the limit\n" },
	{ "hidden columns and tables",
	  "<table:table table:name='T' table:style-name='hid'><table:table-column table:visibility='collapse'/>"
	  "<table:table-column table:number-columns-repeated='16383'/><table:table-column table:visibility='collapse'/>"
	  "<table:table-column table:visibility='collapse'/>"
	  "<table:table-row><table:table-cell office:value-type='float' office:value='1'/><table:table-cell "
	  "office:value-type='float' "
	  "office:value='2'/></table:table-row></table:table><table:table table:name='U' table:style-name='seen'/>"
	  "<table:table table:style-name='plain'/>",
	  "<style:style style:name='hid'><style:table-properties table:display='false'/></style:style>"
	  "<style:style style:name='seen'><style:table-properties table:display='true'/></style:style>"
	  "<style:style style:name='plain'><style:table-properties/></style:style><style:table-properties "
	  "table:display='false'/>"
	  "<style:style><style:table-properties table:display='false'/></style:style>",
	  NULL,
	  "== ods T (hidden), 0 merged\n"
	  "1 | Nh:1 | N:2\n"
	  "== ods U, 0 merged\n"
	  "== ods , 0 merged\n" },
	{ "numbers shown in thousands, by cell and by column",
	  "<table:table table:name='T'><table:table-column table:default-cell-style-name='k'/><table:table-column "
	  "table:number-columns-repeated='2'/><table:table-column table:default-cell-style-name='plain'/>"
	  "<table:table-column table:default-cell-style-name='filled'/><table:table-row>"
	  "<table:table-cell office:value-type='float' office:value='1234567'/>"
	  "<table:table-cell table:style-name='m' office:value-type='float' office:value='1234567'/>"
	  "<table:table-cell table:style-name='g' office:value-type='float' office:value='1234567'/>"
	  "<table:table-cell office:value-type='float' office:value='5'/>"
	  "<table:table-cell office:value-type='float' office:value='6'/>"
	  "<table:table-cell office:value-type='float' office:value='7'/>"
	  "<table:table-cell table:style-name='none' office:value-type='float' office:value='8'/>"
	  "<table:table-cell table:style-name='k' office:value-type='float' office:value='x'/>"
	  "</table:table-row></table:table>",
	  "<number:number-style style:name='n3'><number:number number:display-factor='1000'/></number:number-style>"
	  "<number:currency-style style:name='n6'><number:number "
	  "number:display-factor='1000000'/></number:currency-style>"
	  "<number:number-style><number:number number:display-factor='1000'/></number:number-style>"
	  "<number:number number:display-factor='1000'/>"
	  "<style:style style:name='k' style:data-style-name='n3'/><style:style style:name='m' "
	  "style:data-style-name='n6'/>"
	  "<style:style style:name='g' style:data-style-name='n9'/><style:style style:name='g' "
	  "style:data-style-name='n9'/>"
	  "<style:style style:data-style-name='n3'/><style:style style:name='plain' style:data-style-name='later'/>"
	  "<style:style style:name='filled'><style:table-cell-properties fo:background-color='#ffff00'/></style:style>"
	  "<style:style style:name='filled'><style:table-cell-properties fo:background-color='#ffff00'/></style:style>"
	  "<style:style style:name='clear'><style:table-cell-properties "
	  "fo:background-color='transparent'/></style:style>"
	  "<style:style style:name='clear'><style:table-cell-properties/></style:style>"
	  "<style:table-cell-properties fo:background-color='#ffff00'/>",
	  "<number:number-style style:name='n9'><number:number "
	  "number:display-factor='1000000000'/></number:number-style>",
	  "== ods T, 0 merged\n"
	  "1 | N:1234.567 | N:1.234567 | N:0.001234567 | N:5 | N:6 #FFFF00 | N:7 | N:8 | E:x\n"
	  "1:8 BOOK-14 a cell that cannot be read: T!H1: not a number\n" },
	{ "no table", "", NULL, NULL, "0:0 BOOK-01 not a spreadsheet dgpm reads: a workbook without a sheet\n" },
	{ "styles that are no XML", "<table:table table:name='T'/>", NULL, "<",
	  "== ods T, 0 merged\n"
	  "0:0 BOOK-06 not well-formed XML inside: styles.xml, line 1: not well-formed (invalid token)\n" },
};

START_TEST(ods)
{
	const struct ods_case *c = &ods_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const struct file parts[] = {
		{ "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
		{ "content.xml",
		  dgpm_arena_cat(a, "<office:document-content>", c->automatic != NULL ? c->automatic : "", c->tables,
				 "</office:document-content>") },
		{ "styles.xml", c->styles != NULL ? dgpm_arena_cat(a, "<s>", c->styles, "</s>") : NULL },
	};
	const char *got = dump_parts(a, "b.ods", parts, DGPM_COUNT(parts), NULL);

	ck_assert_msg(c->want != NULL && strcmp(got, c->want) == 0, "%s: got\n%s", c->what, got);
	dgpm_arena_free(a);
}
END_TEST

/* Said by the caller: columns of a sheet, and how often a part may be packed. */
START_TEST(said)
{
	static const struct dgpm_book_how narrow = { .max_columns = 2 };
	static const struct file parts[] = {
		{ "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
		{ "content.xml", "<d><table name='T'><table-row><table-cell value-type='float' value='1'/><table-cell "
				 "value-type='float' "
				 "value='2'/><table-cell value-type='float' value='3'/></table-row></table></d>" },
	};
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);

	ck_assert_str_eq(dump_parts(a, "b.ods", parts, DGPM_COUNT(parts), &narrow),
			 "== ods T, 0 merged\n1:3 BOOK-08 more columns than the limit: T!C1, the limit is 2\n");
	dgpm_arena_free(a);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("parts", &tc);

	tcase_add_loop_test(tc, xlsx, 0, DGPM_COUNT(xlsx_cases));
	tcase_add_test(tc, long_numbers);
	tcase_add_loop_test(tc, whole, 0, DGPM_COUNT(whole_cases));
	tcase_add_loop_test(tc, ods, 0, DGPM_COUNT(ods_cases));
	tcase_add_test(tc, said);
	return s;
}
