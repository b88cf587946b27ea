/*
 * Write a budget table as offices keep it, 12 columns with a figure in one of them, none given twice:
 * gen_sheet csv ROWS FILE (CP932, about 125 bytes a row), gen_sheet xlsx ROWS FILE
 */
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ROWS_OF_PROJECT 24

enum { YEAR, ID, ORGANIZATION, SECTION, ACCOUNT, EXPENSE, STAGE, NAME, ITEM, AMOUNT, NUMBER, NOTE, COLUMNS };

static const char *const headers[COLUMNS] = { "年度",	  "事業ID", "府省庁", "局・課",	  "会計",     "経費区分",
					      "段階", "事業名", "内訳",	"金額(円)", "整理番号", "備考" };
static const char *const organizations[] = { "総務省",	   "財務省",	 "厚生労働省", "国土交通省",
					     "デジタル庁", "経済産業省", "文部科学省", "農林水産省" };
static const char *const codes[] = { "MIC", "MOF", "MHLW", "MLIT", "DA", "METI", "MEXT", "MAFF" };
static const char *const expenses[] = { "整備経費", "運用経費", "改修", "区分なし" };
static const char *const stages[] = { "当初予算", "補正予算", "執行額", "要求額", "翌年度繰越", "所要額" };

/* The cells of a row; years, amounts and numbers are numbers in xlsx. */
static void make_row(char cells[COLUMNS][64], unsigned long i)
{
	unsigned long project = i / ROWS_OF_PROJECT, k = i % ROWS_OF_PROJECT;

	snprintf(cells[YEAR], 64, "%lu", 2014 + k / 6 * 2);
	snprintf(cells[ID], 64, "2021-%s-%06lu", codes[project % COUNT(codes)], project);
	snprintf(cells[ORGANIZATION], 64, "%s", organizations[project % COUNT(organizations)]);
	snprintf(cells[SECTION], 64, "大臣官房第%lu課", project % 9 + 1);
	snprintf(cells[ACCOUNT], 64, "一般会計");
	snprintf(cells[EXPENSE], 64, "%s", expenses[(k + project) % COUNT(expenses)]);
	snprintf(cells[STAGE], 64, "%s", stages[k % COUNT(stages)]);
	snprintf(cells[NAME], 64, "システム%lu 運用経費", project);
	snprintf(cells[ITEM], 64, "第%lu号", k);
	snprintf(cells[AMOUNT], 64, "%lu", (i * 2654435761u + 12345) % 10000000000);
	snprintf(cells[NUMBER], 64, "%lu", 100000 + i);
	snprintf(cells[NOTE], 64, "%s", i % 7 == 0 ? "概数" : "");
}

static int write_csv(FILE *out, unsigned long rows)
{
	iconv_t cd = iconv_open("CP932", "UTF-8");
	char cells[COLUMNS][64], line[COLUMNS * 65 + 2], sjis[sizeof line];

	for (unsigned long i = 0; i <= rows && cd != (iconv_t)-1; i++) {
		size_t n = 0, left = sizeof sjis, n_in;
		char *to = sjis, *from = line;

		if (i != 0)
			make_row(cells, i - 1);
		for (int c = 0; c < COLUMNS; c++)
			n += (size_t)sprintf(line + n, "%s%s", i != 0 ? cells[c] : headers[c],
					     c + 1 < COLUMNS ? "," : "\r\n");
		n_in = n;
		if (iconv(cd, &from, &n_in, &to, &left) == (size_t)-1)
			return -1;
		fwrite(sjis, 1, sizeof sjis - left, out);
	}
	return cd == (iconv_t)-1 ? -1 : iconv_close(cd);
}

static const char *const entries[][2] = {
	{ "[Content_Types].xml",
	  "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
	  "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
	  "ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
	  "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
	  "<Override PartName=\"/xl/worksheets/sheet1.xml\" "
	  "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
	  "<Override PartName=\"/xl/sharedStrings.xml\" "
	  "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/>"
	  "<Override PartName=\"/xl/styles.xml\" "
	  "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>" },
	{ "_rels/.rels",
	  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
	  "Id=\"rId1\" "
	  "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
	  "Target=\"xl/workbook.xml\"/></Relationships>" },
	{ "xl/workbook.xml",
	  "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
	  "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet "
	  "name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>" },
	{ "xl/_rels/workbook.xml.rels",
	  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
	  "Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" "
	  "Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
	  "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" "
	  "Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" "
	  "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" "
	  "Target=\"styles.xml\"/></Relationships>" },
	/* Styles 0 to 2, which cells name. */
	{ "xl/styles.xml",
	  "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"1\"><font>"
	  "<sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill "
	  "patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders "
	  "count=\"1\">"
	  "<border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf "
	  "numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"3\"><xf "
	  "numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"49\" fontId=\"0\" "
	  "fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"1\" fontId=\"0\" fillId=\"0\" borderId=\"0\" "
	  "xfId=\"0\"/></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"
	  "</cellStyles></styleSheet>" },
};

/* Texts that were told already, by a hash. */
#define SLOTS (1u << 18)
struct strings {
	FILE *out;
	unsigned long n;
	struct {
		char *text;
		unsigned long at;
	} slots[SLOTS];
};

static unsigned long shared(struct strings *s, const char *text)
{
	uint32_t i = 2166136261u;

	for (const char *c = text; *c != '\0'; c++)
		i = (i ^ (unsigned char)*c) * 16777619u;
	for (i %= SLOTS; s->slots[i].text != NULL && strcmp(s->slots[i].text, text) != 0; i = (i + 1) % SLOTS)
		;
	if (s->slots[i].text == NULL) {
		s->slots[i].text = strdup(text);
		s->slots[i].at = s->n++;
		fprintf(s->out, "<si><t>%s</t></si>", text);
	}
	return s->slots[i].at;
}

static void write_sheet(FILE *sheet, FILE *texts, unsigned long rows)
{
	static struct strings s;
	char cells[COLUMNS][64];

	s.out = texts;
	fputs("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">", texts);
	fprintf(sheet,
		"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension "
		"ref=\"A1:L%lu\"/><sheetData>",
		rows + 1);
	for (unsigned long i = 0; i <= rows; i++) {
		fprintf(sheet, "<row r=\"%lu\" spans=\"1:12\">", i + 1);
		if (i != 0)
			make_row(cells, i - 1);
		for (int c = 0; c < COLUMNS; c++) {
			const char *text = i != 0 ? cells[c] : headers[c];

			if (*text == '\0')
				fprintf(sheet, "<c r=\"%c%lu\" s=\"1\"/>", 'A' + c, i + 1);
			else if (i != 0 && (c == YEAR || c == AMOUNT || c == NUMBER))
				fprintf(sheet, "<c r=\"%c%lu\" s=\"2\"><v>%s</v></c>", 'A' + c, i + 1, text);
			else
				fprintf(sheet, "<c r=\"%c%lu\" s=\"1\" t=\"s\"><v>%lu</v></c>", 'A' + c, i + 1,
					shared(&s, text));
		}
		fputs("</row>", sheet);
	}
	fputs("</sheetData></worksheet>", sheet);
	fputs("</sst>", texts);
}

static int add_entry(zip_t *zip, const char *name, const char *s, size_t n)
{
	zip_source_t *source = zip_source_buffer(zip, s, n, 0);

	return source != NULL && zip_file_add(zip, name, source, 0) >= 0 ? 0 : -1;
}

static int write_xlsx(const char *path, unsigned long rows)
{
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	char *s[2] = { NULL, NULL };
	size_t n[2];
	FILE *sheet = open_memstream(&s[0], &n[0]), *texts = open_memstream(&s[1], &n[1]);
	int rc = zip != NULL && sheet != NULL && texts != NULL ? 0 : -1;

	if (rc == 0) {
		write_sheet(sheet, texts, rows);
		rc = fclose(sheet) | fclose(texts);
	}
	for (size_t i = 0; i < COUNT(entries) && rc == 0; i++)
		rc = add_entry(zip, entries[i][0], entries[i][1], strlen(entries[i][1]));
	if (rc != 0 || add_entry(zip, "xl/worksheets/sheet1.xml", s[0], n[0]) != 0 ||
	    add_entry(zip, "xl/sharedStrings.xml", s[1], n[1]) != 0 || zip_close(zip) != 0)
		rc = -1;
	free(s[0]);
	free(s[1]);
	return rc;
}

int main(int argc, char **argv)
{
	unsigned long rows = argc == 4 ? strtoul(argv[2], NULL, 10) : 0;
	FILE *out;

	if (rows != 0 && strcmp(argv[1], "xlsx") == 0)
		return write_xlsx(argv[3], rows) == 0 ? 0 : 2;
	if (rows == 0 || strcmp(argv[1], "csv") != 0) {
		fputs("usage: gen_sheet csv|xlsx ROWS FILE\n", stderr);
		return 2;
	}
	out = fopen(argv[3], "w");
	return out != NULL && write_csv(out, rows) == 0 && fclose(out) == 0 ? 0 : 2;
}
