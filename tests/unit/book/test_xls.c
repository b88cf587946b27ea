/* xls: books made record by record, of every kind that other programs write, and of some that none does. */
#include "book/book.h"
#include "unit.h"

#include "../../fuzz/ole.h"
#include "dump.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define MOST ((size_t)12 << 20)

/* The stream of a workbook that grows. */
struct made {
	uint8_t *s;
	size_t n, record;
	size_t offsets[8]; /* of the BOUNDSHEET records, for what they point at */
	size_t n_offsets;
	bool is_8;
};

static void byte(struct made *m, unsigned n)
{
	m->s[m->n++] = (uint8_t)n;
}

static void two(struct made *m, unsigned n)
{
	byte(m, n & 0xff);
	byte(m, n >> 8 & 0xff);
}

static void four(struct made *m, uint32_t n)
{
	two(m, n & 0xffff);
	two(m, n >> 16);
}

static void bytes(struct made *m, const void *s, size_t n)
{
	memcpy(m->s + m->n, s, n);
	m->n += n;
}

static void begin(struct made *m, unsigned id)
{
	m->record = m->n;
	two(m, id);
	two(m, 0);
}

static void end(struct made *m)
{
	ole_put2(m->s + m->record + 2, (unsigned)(m->n - m->record - 4));
}

static void bof(struct made *m, unsigned what)
{
	begin(m, 0x0809);
	two(m, m->is_8 ? 0x0600 : 0x0500);
	two(m, what);
	four(m, 0);
	end(m);
}

static void eof(struct made *m)
{
	begin(m, 0x000a);
	end(m);
}

static struct made book(bool is_8)
{
	struct made m = { .s = malloc(MOST), .is_8 = is_8 };

	bof(&m, 5);
	return m;
}

static void page(struct made *m, unsigned n)
{
	begin(m, 0x0042);
	two(m, n);
	end(m);
}

/* A sheet that sheet_here() begins. `state` 1 is hidden; `type` 2 a chart. */
static void sheet(struct made *m, const char *name, unsigned state, unsigned type)
{
	begin(m, 0x0085);
	m->offsets[m->n_offsets++] = m->n;
	four(m, 0);
	byte(m, state);
	byte(m, type);
	byte(m, (unsigned)strlen(name));
	if (m->is_8)
		byte(m, 0);
	bytes(m, name, strlen(name));
	end(m);
}

static void sheet_here(struct made *m, size_t i)
{
	ole_put4(m->s + m->offsets[i], (uint32_t)m->n);
	bof(m, 0x10);
}

static void format(struct made *m, unsigned id, const char *code)
{
	begin(m, 0x041e);
	two(m, id);
	if (m->is_8)
		two(m, (unsigned)strlen(code));
	byte(m, m->is_8 ? 0 : (unsigned)strlen(code));
	bytes(m, code, strlen(code));
	end(m);
}

static void xf(struct made *m, unsigned id)
{
	begin(m, 0x00e0);
	two(m, 0);
	two(m, id);
	bytes(m, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
	end(m);
}

static void cell(struct made *m, unsigned id, unsigned row, unsigned column, unsigned style)
{
	begin(m, id);
	two(m, row);
	two(m, column);
	two(m, style);
}

static void number(struct made *m, unsigned row, unsigned column, unsigned style, double value)
{
	cell(m, 0x0203, row, column, style);
	bytes(m, &value, 8);
	end(m);
}

static void rk(struct made *m, unsigned row, unsigned column, uint32_t value)
{
	cell(m, 0x027e, row, column, 0);
	four(m, value);
	end(m);
}

/* LABEL, or RSTRING with one change of font behind its text. */
static void label(struct made *m, unsigned id, unsigned row, unsigned column, const char *s, size_t n)
{
	cell(m, id, row, column, 0);
	two(m, (unsigned)n);
	if (m->is_8)
		byte(m, 0);
	bytes(m, s, n);
	if (id == 0x00d6)
		bytes(m, "\1\0\0\0\0", 5);
	end(m);
}

static void flag(struct made *m, unsigned row, unsigned column, unsigned value, bool error)
{
	cell(m, 0x0205, row, column, 0);
	byte(m, value);
	byte(m, error);
	end(m);
}

static void shared(struct made *m, unsigned row, unsigned column, uint32_t i)
{
	cell(m, 0x00fd, row, column, 0);
	four(m, i);
	end(m);
}

/* What a formula gave last: eight bytes. */
static void formula(struct made *m, unsigned row, unsigned column, const void *value)
{
	cell(m, 0x0006, row, column, 0);
	bytes(m, value, 8);
	bytes(m, "\0\0\0\0\0\0\0\0", 8);
	end(m);
}
#define IS_TEXT "\0\0\0\0\0\0\xff\xff"
#define IS_TRUE "\1\0\1\0\0\0\xff\xff"
#define IS_REF "\2\0\x17\0\0\0\xff\xff"
#define IS_EMPTY "\3\0\0\0\0\0\xff\xff"

static void string(struct made *m, const char *s)
{
	begin(m, 0x0207);
	two(m, (unsigned)strlen(s));
	if (m->is_8)
		byte(m, 0);
	bytes(m, s, strlen(s));
	end(m);
}

static void hidden_row(struct made *m, unsigned row, bool hidden)
{
	begin(m, 0x0208);
	two(m, row);
	bytes(m, "\0\0\0\0\0\0\0\0\0\0", 10);
	two(m, hidden ? 0x20 : 0);
	two(m, 0);
	end(m);
}

static void hidden_columns(struct made *m, unsigned first, unsigned last)
{
	begin(m, 0x007d);
	two(m, first);
	two(m, last);
	four(m, 0);
	two(m, 1);
	two(m, 0);
	end(m);
}

static const char *dump_bytes(struct dgpm_arena *a, const void *s, size_t n)
{
	int fd = memfd_create("book", 0);
	char path[64];
	const char *got;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, s, n), (ssize_t)n);
	snprintf(path, sizeof path, "/dev/fd/%d", fd);
	got = dump_file(a, "made.xls", AT_FDCWD, path, NULL);
	close(fd);
	return got;
}

/* Read it as a file, and let go of it. */
static const char *dump_made(struct dgpm_arena *a, struct made *m, const char *stream, bool mini)
{
	size_t n;
	uint8_t *file = ole_file(&n, stream, m->s, m->n, mini);
	const char *got = dump_bytes(a, file, n);

	free(file);
	free(m->s);
	return got;
}

#define CHECK(made, want)                                                                                             \
	do {                                                                                                          \
		struct dgpm_arena *arena = dgpm_arena_new(NULL, NULL);                                                \
		const char *got = dump_made(arena, &(made), (made).is_8 ? "Workbook" : "Book", false);                \
                                                                                                                      \
		ck_assert_msg(strcmp(got, want) == 0, "got\n%swant\n%s", got, want);                                  \
		dgpm_arena_free(arena);                                                                               \
	} while (0)

/* One sheet with nothing behind what is put into it. */
static struct made begin_sheet(bool is_8, unsigned code_page)
{
	struct made m = book(is_8);

	if (code_page != 0)
		page(&m, code_page);
	sheet(&m, "a", 0, 0);
	eof(&m);
	sheet_here(&m, 0);
	return m;
}

START_TEST(biff5_japanese)
{
	struct made m = book(false);

	page(&m, 932);
	format(&m, 164, "yyyy\"\x94\x4e\"m\"\x8c\x8e\"d\"\x93\xfa\"");
	xf(&m, 0);
	xf(&m, 164);
	xf(&m, 14);
	sheet(&m, "\x97\x5c\x8e\x5a", 0, 0);
	sheet(&m, "\x89\x42\x82\xb5", 1, 0);
	sheet(&m, "\x90\x7d", 0, 2);
	eof(&m);
	sheet_here(&m, 0);
	hidden_columns(&m, 3, 3);
	hidden_row(&m, 1, true);
	label(&m, 0x0204, 0, 0, "\x8f\xc8\x92\xa1\x96\xbc", 6);
	label(&m, 0x0204, 0, 1, "\x87\x40\x87\x8a\xfb\xfc", 6); /* 1 in a circle, (kabu), a ladder-high taka */
	label(&m, 0x00d6, 0, 2, "\xb1\xb2", 2);                 /* narrow katakana, with a change of font */
	number(&m, 0, 3, 1, 44287);
	number(&m, 1, 0, 2, 44287.5);
	rk(&m, 1, 1, 0xfffffffe);      /* -1, whole */
	rk(&m, 1, 2, 1234 << 2 | 3);   /* 12.34 */
	rk(&m, 1, 3, 0x3ff00000);      /* 1, upper half */
	formula(&m, 2, 0, IS_TEXT);
	string(&m, "\x89\x7e");
	formula(&m, 2, 1, IS_TRUE);
	formula(&m, 2, 2, IS_REF);
	formula(&m, 2, 3, IS_EMPTY);
	flag(&m, 3, 0, 0, false);
	flag(&m, 3, 1, 7, true);
	eof(&m);
	sheet_here(&m, 1);
	eof(&m);
	CHECK(m, "== xls 予算, 0 merged\n"
		 "1 | T:省庁名 | T:①㈱髙 | T:ｱｲ | Dh:2021-04-01\n"
		 "2 hidden | Dh:2021-04-01T12:00:00 | Nh:-1 | Nh:12.34 | Nh:1\n"
		 "3 | Tf:円 | Bf:true | Ef:#REF! | -fh:\n"
		 "4 | B:false | E:#DIV/0!\n"
		 "== xls 隠し (hidden), 0 merged\n");
}
END_TEST

static const struct page_case {
	unsigned page;
	const char *s, *want;
} page_cases[] = {
	{ 0, "caf\xe9", "T:café" },            /* none named: Western Europe */
	{ 1252, "\x80", "T:€" },
	{ 32769, "\x80", "T:€" },
	{ 10001, "\x89\x7e", "T:円" },         /* the Mac's Japanese */
	{ 936, "\xc8\xcb", "T:人" },
	{ 949, "\xc7\xd1", "T:한" },
	{ 1251, "\xc4", "T:Д" },
	{ 12345, "plain", "T:plain" },         /* not known, and not needed */
	{ 12345, "caf\xe9", NULL },
	{ 932, "\x89\x7e\x81", NULL },         /* half a character */
	{ 932, "\xfd", NULL },
	{ 932, "", "" },
};

START_TEST(code_page)
{
	const struct page_case *c = &page_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct made m = begin_sheet(false, c->page);
	const char *got, *want;

	label(&m, 0x0204, 0, 0, c->s, strlen(c->s));
	number(&m, 0, 1, 0, 7);
	eof(&m);
	got = dump_made(a, &m, "Book", false);
	want = c->want != NULL ?
		dgpm_arena_printf(a, "== xls a, 0 merged\n1 | %s | N:7\n", *c->want != '\0' ? c->want : "-:") :
		dgpm_arena_printf(a, "== xls a, 0 merged\n1 | E: | N:7\n1:1 BOOK-10 a byte that has no meaning: a!A1: "
				     "the byte 0x%02X in code page %u\n",
				  (unsigned char)c->s[strlen(c->s) - 1], c->page);
	ck_assert_msg(strcmp(got, want) == 0, "page %u: got\n%swant\n%s", c->page, got, want);
	dgpm_arena_free(a);
}
END_TEST

/* The table of shared texts over the borders of records: in the middle of a text, in the width of its characters,
 * within furigana, and right behind what leads a text. */
START_TEST(shared_texts)
{
	struct made m = book(true);

	sheet(&m, "a", 0, 0);
	begin(&m, 0x00fc);
	four(&m, 9);
	four(&m, 7);
	bytes(&m, "\0\0\0", 3);                 /* 0: empty */
	bytes(&m, "\4\0\1" "a\0b\0", 7);        /* 1: wide, then narrow */
	end(&m);
	begin(&m, 0x003c);
	bytes(&m, "\0" "cd", 3);
	bytes(&m, "\2\0\x0c\1\0\6\0\0\0" "xy" "\1\0\0\0", 15); /* 2: a change of font, furigana that go on */
	bytes(&m, "fur", 3);
	end(&m);
	begin(&m, 0x003c);
	bytes(&m, "iga", 3);
	bytes(&m, "\3\0\1\xb7\x5d\x3d\xd8", 7);  /* 3: wide, cut between the halves of a pair */
	end(&m);
	begin(&m, 0x003c);
	bytes(&m, "\1\x00\xde", 3);
	bytes(&m, "\2\0\0", 3);                 /* 4: nothing but what leads it */
	end(&m);
	begin(&m, 0x003c);
	bytes(&m, "\1\x42\x30\x44\x30", 5);
	bytes(&m, "\1\0\1\x00\xdc", 5);         /* 5: half a pair */
	bytes(&m, "\5\0\0" "no", 5);            /* 6: breaks off */
	end(&m);
	eof(&m);
	sheet_here(&m, 0);
	for (uint32_t i = 0; i < 8; i++)
		shared(&m, i, 0, i == 7 ? 0xffffffff : i);
	eof(&m);
	CHECK(m, "== xls a, 0 merged\n"
		 "1\n2 | T:abcd\n3 | T:xy\n4 | T:嶷😀\n5 | T:あい\n6 | T:\xef\xbf\xbd\n7 | E:\n8 | E:\n"
		 "7:1 BOOK-09 a text that is not in the table of texts: a!A7 names number 6 of 6\n"
		 "8:1 BOOK-09 a text that is not in the table of texts: a!A8 names number 4294967295 of 6\n");
}
END_TEST

START_TEST(biff8_cells)
{
	struct made m = book(true);

	begin(&m, 0x0022);
	two(&m, 1);
	end(&m);
	format(&m, 170, "#,##0,");
	xf(&m, 0);
	xf(&m, 170);
	xf(&m, 14);
	xf(&m, 21);
	sheet(&m, "a", 2, 0);
	eof(&m);
	sheet_here(&m, 0);
	begin(&m, 0x0225); /* rows are hidden unless they say otherwise */
	two(&m, 2);
	two(&m, 0);
	end(&m);
	for (unsigned row = 0; row < 6; row++)
		hidden_row(&m, row, false);
	number(&m, 3, 1, 1, 1234567); /* not in order */
	number(&m, 0, 0, 2, 0);
	number(&m, 0, 1, 3, 0.5);
	number(&m, 0, 2, 0, 1);       /* given twice: the later holds */
	number(&m, 0, 2, 0, 2);
	number(&m, 0, 3, 99, 0.1);    /* a style that is not there */
	cell(&m, 0x00bd, 1, 0, 0);    /* MULRK: the cell's style is that of its first number */
	four(&m, 1 << 2 | 2);
	two(&m, 0);
	four(&m, 2 << 2 | 2);
	two(&m, 1);
	end(&m);
	label(&m, 0x0204, 2, 0, "label", 5);
	label(&m, 0x00d6, 2, 1, "rich", 4);
	formula(&m, 4, 0, IS_TEXT);
	begin(&m, 0x04bc);            /* what several formulas share */
	four(&m, 0);
	end(&m);
	begin(&m, 0x0207);            /* a long text */
	two(&m, 6);
	byte(&m, 0);
	bytes(&m, "abc", 3);
	end(&m);
	begin(&m, 0x003c);
	bytes(&m, "\1d\0e\0f\0", 7);
	end(&m);
	formula(&m, 4, 1, IS_TEXT);   /* whose text is not there */
	number(&m, 4, 2, 0, -0.0);
	number(&m, 4, 3, 0, 1e300);
	number(&m, 4, 4, 0, __builtin_inf());
	formula(&m, 4, 5, "\0\0\0\0\0\0\x14\x40");
	number(&m, 6, 0, 0, 5);       /* a row without a record of its own */
	begin(&m, 0x00e5);
	two(&m, 3);
	bytes(&m, "\0\0\1\0\5\0\6\0", 8);
	bytes(&m, "\1\0\0\0\0\0\0\0", 8);      /* ends before it begins */
	bytes(&m, "\0\0\0\0\0\0\0\1", 8);      /* beyond the last column */
	end(&m);
	bof(&m, 0x20);                /* a chart within the sheet */
	number(&m, 9, 9, 0, 9);
	eof(&m);
	eof(&m);
	CHECK(m, "== xls a (hidden), 1 merged\n"
		 "1 | D:1904-01-01 | T:12:00:00 | N:2 | N:0.1 | -: | -: | -c:\n"
		 "2 | N:1 | N:2 | -: | -: | -: | -c: | -c:\n"
		 "3 | T:label | T:rich\n"
		 "4 | -: | N:1234.567\n"
		 "5 | Tf:abcdef | -f: | N:0 | E: | E: | Nf:5\n"
		 "6\n"
		 "7 hidden | Nh:5\n"
		 "5:4 BOOK-14 a cell that cannot be read: a!D5: not a number\n"
		 "5:5 BOOK-14 a cell that cannot be read: a!E5: not a number\n");
}
END_TEST

/* What cannot be read, and why. */
static struct made password(void)
{
	struct made m = book(true);

	begin(&m, 0x002f);
	two(&m, 1);
	end(&m);
	eof(&m);
	return m;
}

static struct made no_sheet(void)
{
	struct made m = book(true);

	sheet(&m, "chart", 0, 2);
	eof(&m);
	return m;
}

static struct made no_end(void)
{
	struct made m = begin_sheet(true, 0);

	number(&m, 0, 0, 0, 1);
	return m;
}

static struct made no_end_of_globals(void)
{
	struct made m = book(true);

	sheet(&m, "a", 0, 0);
	return m;
}

static struct made cut_record(void)
{
	struct made m = begin_sheet(true, 0);

	number(&m, 0, 0, 0, 1);
	eof(&m);
	m.n -= 2;
	return m;
}

static struct made nowhere(void)
{
	struct made m = book(true);

	sheet(&m, "a", 0, 0);
	ole_put4(m.s + m.offsets[0], 0x7fffffff);
	eof(&m);
	return m;
}

static struct made not_a_sheet(void)
{
	struct made m = book(true);

	sheet(&m, "a", 0, 0);
	ole_put4(m.s + m.offsets[0], 12);
	eof(&m);
	return m;
}

static struct made one_for_all(void)
{
	struct made m = book(true);
	size_t begins;

	for (int i = 0; i < 8; i++)
		sheet(&m, "s", 0, 0);
	eof(&m);
	begins = m.n;
	sheet_here(&m, 0);
	for (unsigned i = 0; i < 50; i++)
		number(&m, i, 0, 0, i);
	eof(&m);
	for (size_t i = 1; i < 8; i++)
		ole_put4(m.s + m.offsets[i], (uint32_t)begins);
	return m;
}

static struct made no_records(void)
{
	struct made m = book(true);

	memset(m.s, 0, m.n);
	return m;
}

static struct made cut_label(void)
{
	struct made m = begin_sheet(true, 0);

	cell(&m, 0x0204, 0, 0, 0);
	bytes(&m, "\x09\0\0abc", 6);
	end(&m);
	eof(&m);
	return m;
}

static struct made two_ranges(void)
{
	struct made m = begin_sheet(true, 0);

	begin(&m, 0x00e5);
	two(&m, 2);
	bytes(&m, "\0\0\1\0\0\0\1\0", 8);
	bytes(&m, "\1\0\2\0\1\0\2\0", 8);
	end(&m);
	eof(&m);
	return m;
}

static const struct bad_case {
	const char *what, *stream;
	struct made (*make)(void);
	const char *want;
} bad_cases[] = {
	{ "password", "Workbook", password, "0:0 BOOK-03 protected by a password\n" },
	{ "no sheet", "Workbook", no_sheet, "0:0 BOOK-01 not a spreadsheet dgpm reads: a workbook without a sheet\n" },
	{ "no end", "Workbook", no_end, "0:0 BOOK-04 the file is damaged or cut off: a: its records break off\n" },
	{ "no end of the globals", "Workbook", no_end_of_globals,
	  "0:0 BOOK-04 the file is damaged or cut off: its records break off\n" },
	{ "cut record", "Workbook", cut_record,
	  "0:0 BOOK-04 the file is damaged or cut off: a: its records break off\n" },
	{ "offset beyond", "Workbook", nowhere,
	  "0:0 BOOK-04 the file is damaged or cut off: a: its records break off\n" },
	{ "offset elsewhere", "Workbook", not_a_sheet,
	  "0:0 BOOK-04 the file is damaged or cut off: a: its records break off\n" },
	{ "one for all", "Workbook", one_for_all,
	  "0:0 BOOK-04 the file is damaged or cut off: s: its records are another sheet's\n" },
	{ "no records", "Workbook", no_records, "0:0 BOOK-04 the file is damaged or cut off: its records break off\n" },
	{ "cut text", "Workbook", cut_label,
	  "== xls a, 0 merged\n1 | E:\n1:1 BOOK-14 a cell that cannot be read: a!A1: the text breaks off\n" },
	{ "ranges overlap", "Workbook", two_ranges, "2:2 BOOK-13 merged ranges overlap: a!B2 lies in two of them\n" },
	{ "Word", "WordDocument", no_sheet, "0:0 BOOK-01 not a spreadsheet dgpm reads: a Word document\n" },
	{ "slides", "PowerPoint Document", no_sheet, "0:0 BOOK-01 not a spreadsheet dgpm reads: a presentation\n" },
	{ "encrypted", "EncryptedPackage", no_sheet, "0:0 BOOK-03 protected by a password\n" },
	{ "other", "Contents", no_sheet,
	  "0:0 BOOK-04 the file is damaged or cut off: the stream 'Workbook' is missing\n" },
};

START_TEST(bad_book)
{
	const struct bad_case *c = &bad_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct made m = c->make();
	const char *got = dump_made(a, &m, c->stream, false);

	ck_assert_msg(strcmp(got, c->want) == 0, "%s: got\n%swant\n%s", c->what, got, c->want);
	dgpm_arena_free(a);
}
END_TEST

/* The same book in sectors, in pieces of 64 bytes, and so large that the head cannot name all of its table. */
START_TEST(container)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const char *want = "== xls a, 0 merged\n1 | N:1\n";

	for (int kind = 0; kind < 3; kind++) {
		struct made m = begin_sheet(true, 0);
		const char *got;

		number(&m, 0, 0, 0, 1);
		while (kind == 2 && m.n < (size_t)9 << 20) {
			begin(&m, 0x0201); /* an empty cell, as good as any other record to fill a file with */
			memset(m.s + m.n, 0, 8000);
			m.n += 8000;
			end(&m);
		}
		eof(&m);
		got = dump_made(a, &m, "Workbook", kind == 1);
		ck_assert_msg(strcmp(got, want) == 0, "kind %d: got\n%s", kind, got);
	}
	dgpm_arena_free(a);
}
END_TEST

/* However a file is cut, it is told, or all is there all the same; nothing is left out in silence. */
START_TEST(cut_file)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct made m = begin_sheet(true, 0);
	const char *whole, *got;
	size_t n;
	uint8_t *file;

	for (unsigned i = 0; i < 400; i++)
		number(&m, i, 0, 0, i);
	eof(&m);
	file = ole_file(&n, "Workbook", m.s, m.n, false);
	whole = dump_bytes(a, file, n);
	for (size_t k = 8; k < n; k += 251) {
		got = dump_bytes(a, file, k);
		ck_assert_msg(strstr(got, "BOOK-04") != NULL || strcmp(got, whole) == 0, "cut at %zu: %s", k, got);
	}
	free(file);
	free(m.s);
	dgpm_arena_free(a);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("xls", &tc);

	tcase_add_test(tc, biff5_japanese);
	tcase_add_loop_test(tc, code_page, 0, DGPM_COUNT(page_cases));
	tcase_add_test(tc, shared_texts);
	tcase_add_test(tc, biff8_cells);
	tcase_add_loop_test(tc, bad_book, 0, DGPM_COUNT(bad_cases));
	tcase_add_test(tc, container);
	tcase_add_test(tc, cut_file);
	return s;
}
