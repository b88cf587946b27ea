/*
 * Files made to harm: small, and asking for a thousand times as much. Each is told by a limit, in little time and
 * memory. HOSTILE_DIR=DIR keeps the files there.
 */
#include "book/book.h"
#include "unit.h"

#include "../../fuzz/ole.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zip.h>

#define MOST_MEMORY ((long)256 << 10) /* KiB */

struct archive {
	zip_source_t *out;
	zip_t *zip;
};

static struct archive archive(void)
{
	struct archive a = { .out = zip_source_buffer_create(NULL, 0, 0, NULL) };

	a.zip = zip_open_from_source(a.out, ZIP_TRUNCATE, NULL);
	ck_assert_ptr_nonnull(a.zip);
	zip_source_keep(a.out);
	return a;
}

static void add(struct archive *a, const char *name, char *s, size_t n)
{
	ck_assert_int_ge(zip_file_add(a->zip, name, zip_source_buffer(a->zip, s, n, 1), 0), 0);
}

static void add_text(struct archive *a, const char *name, const char *text)
{
	add(a, name, strdup(text), strlen(text));
}

/* A part that is written by fprintf. */
struct part {
	struct archive *to;
	const char *name;
	FILE *f;
	char *s;
	size_t n;
};

static FILE *part(struct part *p, struct archive *to, const char *name)
{
	*p = (struct part){ .to = to, .name = name };
	p->f = open_memstream(&p->s, &p->n);
	ck_assert_ptr_nonnull(p->f);
	return p->f;
}

static void part_end(struct part *p)
{
	fclose(p->f);
	add(p->to, p->name, p->s, p->n);
}

static void again(FILE *f, const char *s, size_t n)
{
	while (n-- != 0)
		fputs(s, f);
}

static int file_of(struct archive *a)
{
	int fd = memfd_create("hostile", 0);
	char buf[65536];
	zip_int64_t k;

	ck_assert_int_eq(zip_close(a->zip), 0);
	ck_assert_int_eq(zip_source_open(a->out), 0);
	while ((k = zip_source_read(a->out, buf, sizeof buf)) > 0)
		ck_assert_int_eq(write(fd, buf, (size_t)k), k);
	zip_source_close(a->out);
	zip_source_free(a->out);
	return fd;
}

/* An xlsx of `n` sheets, all but the first of the part `rest`; its own parts are added by the caller. */
static struct archive xlsx(size_t n, const char *rest)
{
	struct archive a = archive();
	struct part p;
	FILE *f;

	add_text(&a, "_rels/.rels",
		 "<Relationships><Relationship Id='r' Type='/officeDocument' "
		 "Target='xl/workbook.xml'/></Relationships>");
	f = part(&p, &a, "xl/workbook.xml");
	fputs("<workbook><sheets>", f);
	for (size_t i = 0; i < n; i++)
		fprintf(f, "<sheet name='s%zu' r:id='i%zu'/>", i, i);
	fputs("</sheets></workbook>", f);
	part_end(&p);
	f = part(&p, &a, "xl/_rels/workbook.xml.rels");
	fputs("<Relationships><Relationship Id='t' Type='/sharedStrings' Target='t.xml'/><Relationship Id='y' "
	      "Type='/styles' Target='y.xml'/>", f);
	for (size_t i = 0; i < n; i++)
		fprintf(f, "<Relationship Id='i%zu' Type='/worksheet' Target='%s'/>", i, i == 0 ? "s.xml" : rest);
	fputs("</Relationships>", f);
	part_end(&p);
	return a;
}

static void plain(struct archive *a, const char *sheet, const char *texts, const char *styles)
{
	if (sheet != NULL)
		add_text(a, "xl/s.xml", sheet);
	if (texts != NULL)
		add_text(a, "xl/t.xml", texts);
	if (styles != NULL)
		add_text(a, "xl/y.xml", styles);
}
#define SHEET "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"
#define TEXTS "<sst><si><t>a</t></si></sst>"
#define STYLES "<styleSheet/>"

static int many_sheets(void)
{
	struct archive a = xlsx(100000, "s.xml");

	plain(&a, SHEET, TEXTS, STYLES);
	return file_of(&a);
}

/* Each small by itself, but read once for every sheet. */
static int one_part(void)
{
	struct archive a = xlsx(9999, "s.xml");
	struct part p;
	FILE *f = part(&p, &a, "xl/s.xml");

	fputs("<worksheet><sheetData>", f);
	again(f, "<row><c><v>1</v></c></row>\n", 400000);
	fputs("</sheetData></worksheet>", f);
	part_end(&p);
	plain(&a, NULL, TEXTS, STYLES);
	return file_of(&a);
}

static int nested_elements(void)
{
	struct archive a = xlsx(1, "");
	struct part p;
	FILE *f = part(&p, &a, "xl/s.xml");

	fputs("<worksheet><sheetData><row>", f);
	again(f, "<x>", 5000000);
	part_end(&p);
	plain(&a, NULL, TEXTS, STYLES);
	return file_of(&a);
}

static int long_tag(void)
{
	struct archive a = xlsx(1, "");
	struct part p;
	FILE *f = part(&p, &a, "xl/s.xml");

	fputs("<worksheet><sheetData><row r='", f);
	again(f, "1111111111", 1500000);
	fputs("'/></sheetData></worksheet>", f);
	part_end(&p);
	plain(&a, NULL, TEXTS, STYLES);
	return file_of(&a);
}

static int long_value(void)
{
	struct archive a = xlsx(1, "");
	struct part p;
	FILE *f = part(&p, &a, "xl/s.xml");

	fputs("<worksheet><sheetData><row><c t='str'><v>", f);
	for (unsigned i = 1; i <= 2500000; i++)
		fprintf(f, "%08u", i * 2654435761u % 100000000);
	fputs("</v></c></row></sheetData></worksheet>", f);
	part_end(&p);
	plain(&a, NULL, TEXTS, STYLES);
	return file_of(&a);
}

static int wide_ranges(void)
{
	struct archive a = xlsx(1, "");
	struct part p;
	FILE *f = part(&p, &a, "xl/s.xml");

	fputs("<worksheet><sheetData/><mergeCells>", f);
	for (unsigned i = 1; i <= 200000; i++)
		fprintf(f, "<mergeCell ref='A%u:XFD%u'/>", i, i);
	fputs("</mergeCells></worksheet>", f);
	part_end(&p);
	plain(&a, NULL, TEXTS, STYLES);
	return file_of(&a);
}

/* A text of 60 KB over 256 columns of a million rows. */
static int covered_text(void)
{
	struct archive a = xlsx(1, "");
	struct part p;
	FILE *f = part(&p, &a, "xl/s.xml");

	fputs("<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c></row><row r='1048576'><c "
	      "r='IW1048576'><v>1</v>"
	      "</c></row></sheetData><mergeCells><mergeCell ref='A1:IV1048576'/></mergeCells></worksheet>",
	      f);
	part_end(&p);
	f = part(&p, &a, "xl/t.xml");
	fputs("<sst><si><t>", f);
	again(f, "0123456789", 6000);
	fputs("</t></si></sst>", f);
	part_end(&p);
	plain(&a, NULL, NULL, STYLES);
	return file_of(&a);
}

static int shared_texts(void)
{
	struct archive a = xlsx(1, "");
	struct part p;
	FILE *f = part(&p, &a, "xl/t.xml");

	fputs("<sst>", f);
	again(f, "<si><t>0123456789012345678901234567890123456789012345678901234567890123456789</t></si>", 1200000);
	fputs("</sst>", f);
	part_end(&p);
	plain(&a, SHEET, NULL, STYLES);
	return file_of(&a);
}

/* One text of 4 MiB, which a row of cells names. */
static int text_in_every_cell(void)
{
	struct archive a = xlsx(1, "");
	struct part p;
	FILE *f = part(&p, &a, "xl/t.xml");

	fputs("<sst><si><t>", f);
	again(f, "0123456789", 419430);
	fputs("</t></si></sst>", f);
	part_end(&p);
	f = part(&p, &a, "xl/s.xml");
	fputs("<worksheet><sheetData><row>", f);
	again(f, "<c t='s'><v>0</v></c>", 16000);
	fputs("</row></sheetData></worksheet>", f);
	part_end(&p);
	plain(&a, NULL, NULL, STYLES);
	return file_of(&a);
}

/* Every style has a format of its own, which is looked for among as many. */
static int many_formats(void)
{
	struct archive a = xlsx(1, "");
	struct part p;
	FILE *f = part(&p, &a, "xl/y.xml");

	fputs("<styleSheet><numFmts>", f);
	for (unsigned i = 0; i < 65536; i++)
		fprintf(f, "<numFmt numFmtId='%u' formatCode='0'/>", 1000 + i);
	fputs("</numFmts><cellXfs>", f);
	again(f, "<xf numFmtId='66535'/>", 65536);
	fputs("</cellXfs></styleSheet>", f);
	part_end(&p);
	plain(&a, SHEET, TEXTS, NULL);
	return file_of(&a);
}

static FILE *content(struct part *p, struct archive *a)
{
	FILE *f;

	*a = archive();
	f = part(p, a, "content.xml");
	fputs("<d>", f);
	return f;
}

static int content_end(struct part *p)
{
	fputs("</d>", p->f);
	part_end(p);
	return file_of(p->to);
}

static int repeated_text(void)
{
	struct archive a;
	struct part p;
	FILE *f = content(&p, &a);

	fputs("<table table:name='t'><table-row><table-cell office:value-type='string' "
	      "table:number-columns-repeated='16384'><text:p>", f);
	again(f, "0123456789", 90000);
	fputs("</text:p></table-cell></table-row></table>", f);
	return content_end(&p);
}

/* 180 MB of nothing but ends of lines, in 180 KB. */
static int empty_paragraphs(void)
{
	struct archive a;
	struct part p;
	FILE *f = content(&p, &a);

	fputs("<table table:name='t'><table-row><table-cell office:value-type='string'>", f);
	again(f, "<text:p/>", 20000000);
	fputs("</table-cell></table-row></table>", f);
	return content_end(&p);
}

static int repeated_rows(void)
{
	struct archive a;
	struct part p;
	FILE *f = content(&p, &a);

	fputs("<table table:name='t'><table-row table:number-rows-repeated='1048576'><table-cell "
	      "office:value-type='float' "
	      "office:value='1' table:number-columns-repeated='16384'/></table-row></table>",
	      f);
	return content_end(&p);
}

/* Rows of a few hundred bytes, each told many times. */
static int repeated_often(void)
{
	struct archive a;
	struct part p;
	FILE *f = content(&p, &a);

	fputs("<table table:name='t'>", f);
	again(f, "<table-row table:number-rows-repeated='100'><table-cell office:value-type='float' office:value='1' "
		 "table:number-columns-repeated='16384'/></table-row>", 10000);
	fputs("</table>", f);
	return content_end(&p);
}

static int many_tables(void)
{
	struct archive a;
	struct part p;
	FILE *f = content(&p, &a);

	again(f, "<table table:name='t'/>", 1000000);
	return content_end(&p);
}

/* Cells name styles, of which there are many: looked for one by one they take for ever. */
static int many_styles(void)
{
	struct archive a;
	struct part p;
	FILE *f = content(&p, &a);

	fputs("<number-style style:name='n'><number number:display-factor='1000'/></number-style>", f);
	for (unsigned i = 0; i < 50000; i++)
		fprintf(f, "<style style:name='c%u' style:data-style-name='m%u'/>", i, i);
	fputs("<table table:name='t'>", f);
	again(f,
	      "<table-row><table-cell table:style-name='c49999' office:value-type='float' "
	      "office:value='1'/></table-row>",
	      100000);
	fputs("</table>", f);
	return content_end(&p);
}

static int many_hidden_styles(void)
{
	struct archive a;
	struct part p;
	FILE *f = content(&p, &a);

	for (unsigned i = 0; i < 50000; i++)
		fprintf(f, "<style style:name='c%u'><table-properties table:display='false'/></style>", i);
	for (unsigned i = 0; i < 9000; i++)
		fprintf(f, "<table table:name='t%u' table:style-name='c%u'/>", i, 50000 + i);
	return content_end(&p);
}

/* Sheets whose records lie in one another, each to be read to the end. */
static int nested_sheets(void)
{
	size_t n = 0, most = (size_t)2 << 20, whole;
	uint8_t *s = calloc(1, most), *file;
	int fd = memfd_create("hostile", 0);

	ole_put4(s, 0x00100809);
	ole_put2(s + 4, 0x0600);
	n = 20;
	for (unsigned i = 0; i < 9000; i++) {
		ole_put4(s + n, 0x00090085);
		ole_put4(s + n + 4, 4 + 16 + 9000 * 13 + 4 + i * 20);
		s[n + 10] = 1;
		s[n + 12] = 'a';
		n += 13;
	}
	ole_put4(s + n, 0x0000000a);
	n += 4;
	for (unsigned i = 0; i < 9000; i++, n += 20)
		ole_put4(s + n, 0x00100809);
	for (; n + 4 < most; n += 4)
		ole_put4(s + n, 0x00000001);
	file = ole_file(&whole, "Workbook", s, n, false);
	ck_assert_int_eq(write(fd, file, whole), (ssize_t)whole);
	free(file);
	free(s);
	return fd;
}

/* Every sheet at one place, and in it rows to the end: each small by itself, but read once for every sheet. */
static int one_sheet(void)
{
	enum { SHEETS = 9000, CELLS = 60000 };
	size_t n = 20, most = (size_t)2 << 20, whole;
	uint8_t *s = calloc(1, most), *file;
	int fd = memfd_create("hostile", 0);

	ole_put4(s, 0x00100809);
	ole_put2(s + 4, 0x0600);
	for (unsigned i = 0; i < SHEETS; i++, n += 13) {
		ole_put4(s + n, 0x00090085);
		ole_put4(s + n + 4, 20 + SHEETS * 13 + 4);
		s[n + 10] = 1;
		s[n + 12] = 'a';
	}
	ole_put4(s + n, 0x0000000a);
	n += 4;
	ole_put4(s + n, 0x00100809);
	ole_put2(s + n + 4, 0x0600);
	ole_put2(s + n + 6, 0x0010);
	n += 20;
	for (unsigned i = 0; i < CELLS; i++, n += 18) {
		ole_put4(s + n, 0x000e0203);
		ole_put2(s + n + 4, i);
	}
	ole_put4(s + n, 0x0000000a);
	n += 4;
	file = ole_file(&whole, "Workbook", s, n, false);
	ck_assert_int_eq(write(fd, file, whole), (ssize_t)whole);
	free(file);
	free(s);
	return fd;
}

/* What a file says of itself is the most there is, and nothing of it is there. */
static int great_claims(void)
{
	size_t n = 20, most = (size_t)2 << 20, whole;
	uint8_t *s = calloc(1, most), *file;
	int fd = memfd_create("hostile", 0);

	ole_put4(s, 0x00100809);
	ole_put2(s + 4, 0x0600);
	ole_put4(s + n, 0x00090085);
	ole_put4(s + n + 4, 0x7ffffff0);
	s[n + 10] = 1;
	s[n + 12] = 'a';
	n += 13;
	/* Two thousand million texts, each of which goes on in the next record. */
	ole_put4(s + n, 0x000800fc);
	ole_put4(s + n + 4, 0x7fffffff);
	ole_put4(s + n + 8, 0x7fffffff);
	n += 12;
	for (; n + 64 < most; n += 7) {
		ole_put4(s + n, 0x0003003c);
		s[n + 4] = s[n + 5] = 0xff;
	}
	ole_put4(s + n, 0x0000000a);
	n += 4;
	file = ole_file(&whole, "Workbook", s, n, false);
	ck_assert_int_eq(write(fd, file, whole), (ssize_t)whole);
	free(file);
	free(s);
	return fd;
}

static const struct hostile {
	const char *name;
	int (*make)(void);
	const char *want; /* a part of what is told; "" where it is read all the same */
} hostile[] = {
	{ "many-sheets.xlsx", many_sheets,
	  "BOOK-16 beyond a limit that every spreadsheet has: more than 10000 sheets" },
	{ "one-part.xlsx", one_part, "BOOK-05" },
	{ "nested-elements.xlsx", nested_elements, "xl/s.xml, line 1: elements in one another, more than 256" },
	{ "long-tag.xlsx", long_tag, "xl/s.xml, line 1: a tag of more than 4 MiB" },
	{ "long-value.xlsx", long_value, "s0!A1: more than 16 MiB of text in one row" },
	{ "wide-ranges.xlsx", wide_ranges, "s0: merged ranges come to more than 67108864 columns" },
	{ "covered-text.xlsx", covered_text, "repeated and merged cells come to more than 16777216, or 256 MiB" },
	{ "shared-texts.xlsx", shared_texts, "xl/t.xml holds more than 64 MiB of texts" },
	{ "text-in-every-cell.xlsx", text_in_every_cell, "s0!E1: more than 16 MiB of text in one row" },
	{ "many-formats.xlsx", many_formats, "" },
	{ "repeated-text.ods", repeated_text, "BOOK-16 beyond a limit that every spreadsheet has: t!" },
	{ "empty-paragraphs.ods", empty_paragraphs,
	  "t!A1: more paragraphs, breaks and parts in one cell than the limit" },
	{ "repeated-rows.ods", repeated_rows,
	  "t!A1: repeated and merged cells come to more than 16777216, or 256 MiB" },
	{ "repeated-often.ods", repeated_often, "repeated and merged cells come to more than 16777216, or 256 MiB" },
	{ "many-tables.ods", many_tables, "more than 10000 sheets" },
	{ "many-styles.ods", many_styles, "" },
	{ "many-hidden-styles.ods", many_hidden_styles, "9000 sheets in " },
	{ "nested-sheets.xls", nested_sheets, "BOOK-04" },
	{ "one-sheet.xls", one_sheet, "its records are another sheet's" },
	{ "great-claims.xls", great_claims, "BOOK-" },
};

static bool on_row(void *ctx, const struct dgpm_book_row *row)
{
	size_t *n = ctx;

	*n += row->n;
	return true;
}

/* In a process of its own, for its memory to be seen: what is told goes to `to`. */
static void read_book(int fd, int to)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct dgpm_book *book;
	size_t n = 0;
	int rc;

	rc = dgpm_book_open(&book, a, d, "hostile", AT_FDCWD, dgpm_arena_printf(a, "/dev/fd/%d", fd), NULL);
	for (size_t i = 0; rc == 0 && i < dgpm_book_n_sheets(book) && dgpm_diags_count(d) < 10; i++)
		if (dgpm_book_read(book, d, i, on_row, &n) != 0)
			rc = -1;
	dprintf(to, "%d %s", rc, unit_diags(a, d));
	_exit(0);
}

static void keep(const char *name, int fd)
{
	const char *dir = getenv("HOSTILE_DIR");
	char buf[65536], path[4096];
	ssize_t k;
	FILE *f;

	if (dir == NULL)
		return;
	snprintf(path, sizeof path, "%s/%s", dir, name);
	f = fopen(path, "w");
	for (off_t at = 0; (k = pread(fd, buf, sizeof buf, at)) > 0; at += k)
		fwrite(buf, 1, (size_t)k, f);
	fclose(f);
}

START_TEST(told)
{
	const struct hostile *h = &hostile[_i];
	int fd = h->make(), to[2], status;
	char got[4096] = "";
	struct rusage used;
	double seconds;
	pid_t child;

	keep(h->name, fd);
	ck_assert_int_eq(pipe(to), 0);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0)
		read_book(fd, to[1]);
	close(to[1]);
	ck_assert_int_eq(wait4(child, &status, 0, &used), child);
	ck_assert_int_ge(read(to[0], got, sizeof got - 1), 0);
	close(to[0]);
	close(fd);
	seconds = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
		  (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
	if (getenv("HOSTILE_DIR") != NULL)
		fprintf(stderr, "%s: %.2f s, %ld MiB: %.*s\n", h->name, seconds, used.ru_maxrss >> 10,
			(int)strcspn(got, "\n"), got);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s: fell", h->name);
	ck_assert_msg(*h->want != '\0' ? strncmp(got, "-1 ", 3) == 0 && strstr(got, h->want) != NULL
				       : strcmp(got, "0 ") == 0,
		      "%s: got %s", h->name, got);
#if !defined(__SANITIZE_ADDRESS__)
	ck_assert_msg(used.ru_maxrss <= MOST_MEMORY, "%s: %ld KiB", h->name, used.ru_maxrss);
	/* Ten times what it takes: a machine may be slow, but not everything. */
	ck_assert_msg(seconds < 20, "%s: %f s", h->name, seconds);
#endif
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("hostile", &tc);

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, told, 0, DGPM_COUNT(hostile));
	return s;
}
