/* Spreadsheets: each file of tests/unit/book/books/ that has a NAME.want beside it is read and compared as text. */
#include "book/encoding.h"
#include "book/number.h"
#include "book/xlsx.h"
#include "io/csv.h"
#include "book/book.h"
#include "io/read.h"
#include "unit.h"

#include "dump.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

#define BOOKS "tests/unit/book/books"

static struct dirent **names;
static int n_names;

static int is_want(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 5 && strcmp(e->d_name + n - 5, ".want") == 0;
}

START_TEST(file_read)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *diags = dgpm_diags_new(a);
	const char *want_name = names[_i]->d_name;
	const char *name = dgpm_arena_strndup(a, want_name, strlen(want_name) - 5), *got;
	int dir = open(BOOKS, O_RDONLY | O_DIRECTORY);
	struct dgpm_str want;

	ck_assert_int_ge(dir, 0);
	ck_assert_int_eq(dgpm_file_read(&want, a, diags, want_name, dir, want_name, 1 << 20), 0);
	got = dump_file(a, name, dir, name, NULL);
	if (getenv("BOOK_UPDATE") != NULL) {
		FILE *f = fopen(dgpm_arena_printf(a, BOOKS "/%s", want_name), "w");

		fputs(got, f);
		fclose(f);
	}
	ck_assert_msg(strcmp(got, want.s) == 0, "%s: got\n%s", name, got);
	close(dir);
	dgpm_arena_free(a);
}
END_TEST

/* Said by --encoding, not found out. */
static const struct said_case {
	const char *file, *encoding, *want;
} said_cases[] = {
	{ "euc.csv", "euc-jp",
	  "== csv euc.csv, 0 merged, euc-jp\n1 line 1 | T:省名 | T:金額\n2 line 2 | T:総務省 | T:1\n" },
	{ "cp932.csv", "Shift_JIS", NULL },
	{ "cp932.csv", "windows-31j", NULL },
	{ "utf16be.csv", "utf-16", NULL },
	{ "euc.csv", "utf-8",
	  "== csv euc.csv, 0 merged, utf-8\n1:1 BOOK-10 a byte that has no meaning: the byte 0xBE is not utf-8\n"
	  "2:1 BOOK-10 a byte that has no meaning: the byte 0xC1 is not utf-8\n" },
	{ "utf8.csv", "latin-1", "0:0 BOOK-11 not an encoding dgpm knows: 'latin-1'\n" },
};

START_TEST(encoding_said)
{
	const struct said_case *c = &said_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_book_how how = { .encoding = c->encoding };
	int dir = open(BOOKS, O_RDONLY | O_DIRECTORY);
	const char *got = dump_file(a, c->file, dir, c->file, &how);
	const char *want = c->want != NULL ? c->want : dump_file(a, c->file, dir, c->file, NULL);

	ck_assert_msg(strcmp(got, want) == 0, "%s as %s: got\n%s", c->file, c->encoding, got);
	close(dir);
	dgpm_arena_free(a);
}
END_TEST

static const struct number_case {
	const char *text, *want; /* NULL: no number */
} number_cases[] = {
	{ "0", "0" },           { "12", "12" },           { "007", "7" },          { "-0", "0" },
	{ "-12.50", "-12.5" },  { "+3", "3" },            { ".5", "0.5" },         { "5.", "5" },
	{ "1.2E+7", "12000000" }, { "1.25e1", "12.5" },   { "1E-3", "0.001" },     { "12.5E-3", "0.0125" },
	{ "0.30000000000000004", "0.3" }, { "34482000.0", "34482000" },
	{ "9007199254740993", "9007199254740993" },       { "0.000", "0" },        { "1e0", "1" },
	{ "0E+99999999", "0" }, { "1E+999999", NULL },    { "1E-999999", NULL },   { "", NULL },
	{ "-", NULL },          { "1,200", NULL },        { "1e", NULL },          { "NaN", NULL },
	{ "0x10", NULL },       { "1 ", NULL },           { ".", NULL },
	{ "1234.1000000000001", "1234.1" },               { "999999999999999.9", "999999999999999.9" },
	{ "99999999.99999999", "100000000" },             { "1.2345678901234567E+16", "12345678901234567" },
	{ "-1E+20", "-100000000000000000000" },
	{ "0.1e1", "1" },       { "00.010e2", "1" },      { "100e-2", "1" },
};

START_TEST(number)
{
	const struct number_case *c = &number_cases[_i];
	char to[BOOK_NUMBER_ROOM];
	struct dgpm_str got = { NULL, 0 };
	bool is = book_number(&got, to, dgpm_str_of(c->text));

	ck_assert_msg(is == (c->want != NULL), "'%s': %s", c->text, is ? "is read" : "is not read");
	if (is)
		ck_assert_msg(dgpm_str_is(got, c->want), "'%s': %.*s", c->text, (int)got.n, got.s);
}
END_TEST

static const struct format_case {
	const char *code;
	enum book_format want;
} format_cases[] = {
	{ "General", BOOK_AS_NUMBER },
	{ "G/標準", BOOK_AS_NUMBER },
	{ "#,##0;[Red]-#,##0", BOOK_AS_NUMBER },
	{ "#,##0;[赤]▲#,##0", BOOK_AS_NUMBER },
	{ "0.00E+00", BOOK_AS_NUMBER },
	{ "0\"年度\"", BOOK_AS_NUMBER },
	{ "\"day \"0", BOOK_AS_NUMBER },
	{ "\\d0", BOOK_AS_NUMBER },
	{ "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", BOOK_AS_NUMBER },
	{ "[DBNum1]General", BOOK_AS_NUMBER },
	{ "0%", BOOK_AS_NUMBER },
	{ "@", BOOK_AS_NUMBER },
	{ "#,##0,", BOOK_AS_THOUSANDS },
	{ "#,##0,\"千円\";[赤]▲#,##0,\"千円\"", BOOK_AS_THOUSANDS },
	{ "0.0,,", BOOK_AS_MILLIONS },
	{ "#,##0,,,_ ", BOOK_AS_BILLIONS },
	{ "#,##0\",\"", BOOK_AS_NUMBER },
	{ "yyyy/m/d", BOOK_AS_DATE },
	{ "YYYY\"年\"M\"月\"", BOOK_AS_DATE },
	{ "[$-411]ge.m.d;@", BOOK_AS_DATE },
	{ "[$-411]ggge\"年\"m\"月\"d\"日\"", BOOK_AS_DATE },
	{ "[$-F800]dddd, mmmm dd, yyyy", BOOK_AS_DATE },
	{ "aaa", BOOK_AS_DATE },
	{ "mmm-yy", BOOK_AS_DATE },
	{ "m\"月\"", BOOK_AS_DATE },
	{ "yyyy/m/d h:mm AM/PM", BOOK_AS_DATE },
	{ "h:mm AM/PM", BOOK_AS_TIME },
	{ "mm:ss.0", BOOK_AS_TIME },
	{ "h:mm A/P", BOOK_AS_TIME },
	{ "yyyy/m/d h A/P", BOOK_AS_DATE },
	{ "[hm]0", BOOK_AS_NUMBER },
	{ "[]0", BOOK_AS_NUMBER },
	{ "[h0", BOOK_AS_NUMBER },
	{ "0E-0", BOOK_AS_NUMBER },
	{ "e", BOOK_AS_DATE },
	{ "g", BOOK_AS_DATE },
	{ "b", BOOK_AS_DATE },
	{ "a", BOOK_AS_NUMBER },
	{ "0,\"", BOOK_AS_THOUSANDS },
	{ "[h]:mm:ss", BOOK_AS_DURATION },
	{ "[mm]", BOOK_AS_DURATION },
};

static const struct scaled_case {
	const char *text, *want;
	enum book_format format;
} scaled_cases[] = {
	{ "1234567", "1234.567", BOOK_AS_THOUSANDS },
	{ "1200000", "1200", BOOK_AS_THOUSANDS },
	{ "1000", "1", BOOK_AS_THOUSANDS },
	{ "999", "0.999", BOOK_AS_THOUSANDS },
	{ "-5", "-0.005", BOOK_AS_THOUSANDS },
	{ "0", "0", BOOK_AS_THOUSANDS },
	{ "-1200.5", "-1.2005", BOOK_AS_THOUSANDS },
	{ "0.5", "0.0005", BOOK_AS_THOUSANDS },
	{ "92490000000", "92490", BOOK_AS_MILLIONS },
	{ "92490000000", "92.49", BOOK_AS_BILLIONS },
};

START_TEST(scaled)
{
	const struct scaled_case *c = &scaled_cases[_i];
	char to[BOOK_NUMBER_ROOM];
	struct dgpm_str got = book_scaled(to, dgpm_str_of(c->text), c->format);

	ck_assert_msg(dgpm_str_is(got, c->want), "%s: %.*s", c->text, (int)got.n, got.s);
}
END_TEST

START_TEST(format)
{
	const struct format_case *c = &format_cases[_i];

	ck_assert_msg(book_format_of(dgpm_str_of(c->code)) == c->want, "%s", c->code);
}
END_TEST

/* Every character of CP932 by our table is the one iconv gives, whatever the size of the block. */
START_TEST(cp932_table)
{
	char in[65536 * 3], *want = malloc(sizeof in * 2), *got = malloc(sizeof in * 2), *p = in, *o = want;
	size_t n = 0, n_in, n_out = sizeof in * 2, n_got = 0;
	iconv_t cd = iconv_open("UTF-8", "CP932");
	struct book_decoder d;
	ssize_t k;
	int fd = memfd_create("cp932", 0);

	for (unsigned c = 0x20; c < 0x10000; c++) {
		char pair[2] = { (char)(c >> 8), (char)c }, to[8], *from = pair, *t = to;
		size_t len = c < 0x100 ? 1 : 2, left, room = sizeof to;

		if (len == 1)
			from = pair + 1;
		left = len;
		iconv(cd, NULL, NULL, NULL, NULL);
		if ((c > 0x7f && c < 0xa1) || (c > 0xdf && c < 0x8140) || iconv(cd, &from, &left, &t, &room) != 0)
			continue;
		memcpy(in + n, len == 1 ? pair + 1 : pair, len);
		n += len;
	}
	n_in = n;
	iconv(cd, NULL, NULL, NULL, NULL);
	ck_assert_uint_eq(iconv(cd, &p, &n_in, &o, &n_out), 0);
	ck_assert_int_eq(write(fd, in, n), (ssize_t)n);
	ck_assert_int_eq(book_decoder_open(&d, fd, BOOK_CP932), 0);
	while ((k = book_decoder_read(&d, got + n_got, 16 + (size_t)_i * 7)) > 0)
		n_got += (size_t)k;
	ck_assert_int_eq(k, 0);
	ck_assert_msg(n_got == (size_t)(o - want) && memcmp(got, want, n_got) == 0, "%zu bytes for %zu", n_got,
		      (size_t)(o - want));
	book_decoder_close(&d);
	close(fd);
	iconv_close(cd);
	free(want);
	free(got);
}
END_TEST

START_TEST(stop_early)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *diags = dgpm_diags_new(a);
	static const char *const files[] = { "kinds.xlsx", "kinds.ods", "utf8.csv", "sample.xls" };

	for (size_t i = 0; i < DGPM_COUNT(files); i++) {
		struct dump d = { .a = a, .all = "", .most = 1 };
		struct dgpm_book *book;
		const char *path = dgpm_arena_printf(a, BOOKS "/%s", files[i]);

		ck_assert_int_eq(dgpm_book_open(&book, a, diags, path, AT_FDCWD, path, NULL), 0);
		ck_assert_int_eq(dgpm_book_read(book, diags, 0, dump_row, &d), 0);
		ck_assert_uint_eq(d.rows, 1);
		/* And again, from its beginning. */
		d.rows = 0;
		ck_assert_int_eq(dgpm_book_read(book, diags, 0, dump_row, &d), 0);
		ck_assert_uint_eq(d.rows, 1);
		dgpm_book_close(book);
	}
	dgpm_arena_free(a);
}
END_TEST

/* Rows without the line that says what the file is. */
static const char *rows_of(struct dgpm_arena *a, const char *file)
{
	const char *path = dgpm_arena_printf(a, BOOKS "/%s", file);
	char *s = dgpm_arena_strdup(a, dump_file(a, file, AT_FDCWD, path, NULL)), *to = s;

	for (const char *p = s; *p != '\0';) {
		size_t n = strcspn(p, "\n") + 1;

		if (strncmp(p, "==", 2) != 0) {
			memmove(to, p, n);
			to += n;
		}
		p += n;
	}
	*to = '\0';
	return s;
}

/* An xlsx whose sheet, of `n` rows 1, 2, 3 ..., is large enough to be unpacked on a thread of its own. */
static int large_book(struct dgpm_arena *a, unsigned n)
{
	static const char rels[] = "<R><Relationship Id='r' Type='/officeDocument' Target='w.xml'/></R>";
	static const char book[] = "<workbook><sheets><sheet name='a' r:id='s'/></sheets></workbook>";
	static const char sheets[] = "<R><Relationship Id='s' Type='/worksheet' Target='s.xml'/></R>";
	const size_t room = (size_t)n * 80 + 200;
	char *xml = dgpm_arena_alloc(a, room), *p = xml;
	struct {
		const char *name, *text;
	} parts[] = { { "_rels/.rels", rels }, { "w.xml", book }, { "_rels/w.xml.rels", sheets }, { "s.xml", xml } };
	char path[] = P_tmpdir "/dgpm-book-XXXXXX";
	int fd = mkstemp(path), error;
	zip_t *zip = zip_open(path, ZIP_TRUNCATE, &error);

	p += sprintf(p, "<worksheet><sheetData>");
	for (unsigned i = 1; i <= n; i++)
		p += sprintf(p, "<row r=\"%u\"><c r=\"A%u\"><v>%u</v></c></row>", i, i, i);
	p += sprintf(p, "</sheetData><mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells></worksheet>");
	ck_assert_ptr_nonnull(zip);
	for (size_t i = 0; i < DGPM_COUNT(parts); i++)
		ck_assert_int_ge(zip_file_add(zip, parts[i].name,
					      zip_source_buffer(zip, parts[i].text, strlen(parts[i].text), 0), 0), 0);
	ck_assert_int_eq(zip_close(zip), 0);
	close(fd);
	fd = open(path, O_RDONLY);
	unlink(path);
	return fd;
}

struct sum {
	uint64_t sum;
	unsigned rows, most;
};

static bool sum_row(void *ctx, const struct dgpm_book_row *row)
{
	struct sum *s = ctx;

	for (size_t i = 0; row->n == 1 && i < row->cells[0].text.n; i++)
		s->sum += (uint64_t)(row->cells[0].text.s[i] - '0') * row->row;
	return ++s->rows != s->most;
}

/* With a thread that unpacks ahead and without, to the end and to the middle: the same rows. */
START_TEST(read_ahead)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *diags = dgpm_diags_new(a);
	int fd = large_book(a, 120000);
	char path[32];
	uint64_t sums[3] = { 0 };

	snprintf(path, sizeof path, "/dev/fd/%d", fd);
	for (unsigned i = 0; i < 3; i++) {
		struct dgpm_book_how how = { .threads = i };
		struct sum s = { .most = i == 2 ? 60000 : 0 };
		struct dgpm_book *book;

		ck_assert_int_eq(dgpm_book_open(&book, a, diags, "large.xlsx", AT_FDCWD, path, &how), 0);
		ck_assert_uint_eq(dgpm_book_sheet(book, 0)->n_merged, 1);
		ck_assert_int_eq(dgpm_book_read(book, diags, 0, sum_row, &s), 0);
		ck_assert_uint_eq(s.rows, i == 2 ? 60000 : 120000);
		sums[i] = s.sum;
		dgpm_book_close(book);
	}
	ck_assert_uint_eq(sums[0], sums[1]);
	close(fd);
	dgpm_arena_free(a);
}
END_TEST

/* One workbook saved in three forms is read the same. */
START_TEST(same_in_each_form)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);

	ck_assert_str_eq(rows_of(a, "sample.xls"), rows_of(a, "sample.xlsx"));
	ck_assert_str_eq(rows_of(a, "sample.ods"), rows_of(a, "sample.xlsx"));
	dgpm_arena_free(a);
}
END_TEST

START_TEST(place)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *diags = dgpm_diags_new(a);
	struct dgpm_book *book;
	char name[8];

	ck_assert_str_eq(dgpm_column_name(name, 1), "A");
	ck_assert_str_eq(dgpm_column_name(name, 26), "Z");
	ck_assert_str_eq(dgpm_column_name(name, 27), "AA");
	ck_assert_str_eq(dgpm_column_name(name, 16384), "XFD");
	ck_assert_int_eq(dgpm_book_open(&book, a, diags, "b.xlsx", AT_FDCWD, BOOKS "/sheets.xlsx", NULL), 0);
	ck_assert_str_eq(dgpm_book_place(book, a, 1, 12, 0, 3), "b.xlsx!結合!C12");
	dgpm_book_close(book);
	ck_assert_int_eq(dgpm_book_open(&book, a, diags, "d/c.csv", AT_FDCWD, BOOKS "/utf8.csv", NULL), 0);
	ck_assert_str_eq(dgpm_book_place(book, a, 0, 3, 4, 2), "d/c.csv!4");
	ck_assert_str_eq(dgpm_book_sheet(book, 0)->name, "c.csv");
	dgpm_book_close(book);
	dgpm_arena_free(a);
}
END_TEST

/* The header of book.h: each limit can be lowered. */
START_TEST(limits)
{
	static const struct {
		const char *file;
		struct dgpm_book_how how;
		const char *id;
	} cases[] = {
		{ "kinds.xlsx", { .max_entry = 100 }, "BOOK-05" },
		{ "kinds.xlsx", { .max_columns = 3 }, "BOOK-08" },
		{ "kinds.ods", { .max_columns = 2 }, "BOOK-08" },
		{ "utf8.csv", { .max_columns = 2 }, "BOOK-08" },
		{ "bomb.xlsx", { .max_ratio = 10 }, "BOOK-05" },
	};
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	int dir = open(BOOKS, O_RDONLY | O_DIRECTORY);
	const char *got = dump_file(a, cases[_i].file, dir, cases[_i].file, &cases[_i].how);

	ck_assert_msg(strstr(got, cases[_i].id) != NULL, "%s: got\n%s", cases[_i].file, got);
	close(dir);
	dgpm_arena_free(a);
}
END_TEST

/* What stands for a character that XML cannot hold, and the spaces at both ends. */
static const struct xlsx_case {
	const char *text, *unescaped, *trimmed;
} xlsx_cases[] = {
	{ "plain", "plain", "plain" },
	{ "a_x000A_b", "a\nb", "a_x000A_b" },
	{ "_x3042__x00e9_", "あé", "_x3042__x00e9_" },
	{ "_xD83D_", "_xD83D_", "_xD83D_" },   /* half a pair */
	{ "_x00G0_", "_x00G0_", "_x00G0_" },
	{ "_x004", "_x004", "_x004" },
	{ "_x0041-_x0042_", "_x0041-B", "_x0041-_x0042_" },
	{ " a b \t\r\n", " a b \t\r\n", "a b" },
	{ " \n ", " \n ", "" },
	{ "", "", "" },
};

START_TEST(xlsx_texts)
{
	const struct xlsx_case *c = &xlsx_cases[_i];
	char text[64];
	size_t n = strlen(c->text);

	memcpy(text, c->text, n);
	ck_assert(dgpm_str_is((struct dgpm_str){ text, xlsx_unescape(text, n) }, c->unescaped));
	memcpy(text, c->text, n);
	ck_assert(dgpm_str_is((struct dgpm_str){ text, xlsx_trim(text, n) }, c->trimmed));
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("book", &tc);

	n_names = scandir(BOOKS, &names, is_want, alphasort);
	if (n_names <= 0)
		abort();
	tcase_add_loop_test(tc, file_read, 0, n_names);
	tcase_add_loop_test(tc, encoding_said, 0, DGPM_COUNT(said_cases));
	tcase_add_loop_test(tc, number, 0, DGPM_COUNT(number_cases));
	tcase_add_loop_test(tc, format, 0, DGPM_COUNT(format_cases));
	tcase_add_loop_test(tc, scaled, 0, DGPM_COUNT(scaled_cases));
	tcase_add_loop_test(tc, cp932_table, 0, 8);
	tcase_add_loop_test(tc, limits, 0, 5);
	tcase_add_loop_test(tc, xlsx_texts, 0, DGPM_COUNT(xlsx_cases));
	tcase_add_test(tc, stop_early);
	tcase_add_test(tc, place);
	tcase_add_test(tc, read_ahead);
	tcase_add_test(tc, same_in_each_form);
	return s;
}
