/* Workbooks, read back by the reader of spreadsheets: amounts exact, rates the quotient itself, text never a
 * formula. */
#include "book/book.h"
#include "print/workbook.h"
#include "unit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

#include "../io/faulty.h"

pid_t fork(void);
FAULTY(pid_t, fork, (void), (), -1)
FAULTY(int, memfd_create, (const char *name, unsigned flags), (name, flags), -1)

static const struct dgpm_col cols[] = {
	{ "name", "NAME", DGPM_COL_NAME },
	{ "year", "YEAR", DGPM_COL_YEAR },
	{ "amount_yen", "AMOUNT", DGPM_COL_YEN },
	{ "rate", "RATE", DGPM_COL_RATE },
};

static const struct {
	const char *name;
	int64_t amount, part, whole; /* whole 0: no rate */
	const char *want;
} rows[] = {
	{ "=1+1", 9007199254740991, 1, 3, "=1+1|2021|9007199254740991|0.333333333333333" },
	{ "beyond", INT64_MAX, 2, 3, "beyond|2021|9223372036854775807|0.666666666666667" },
	{ "less", -1, -1, 8, "less|2021|-1|-0.125" },
	{ "none", 0, 0, 0, "none|2021|0|" },
};

struct got {
	struct dgpm_arena *arena;
	const char *rows[8];
	size_t n;
};

static bool take(void *ctx, const struct dgpm_book_row *row)
{
	struct got *g = ctx;
	const char *line = "";

	ck_assert_uint_lt(g->n, DGPM_COUNT(g->rows));
	for (uint32_t c = 0; c < DGPM_COUNT(cols); c++)
		line = dgpm_arena_printf(g->arena, "%s%s%.*s", line, c == 0 ? "" : "|",
					 c < row->n ? (int)row->cells[c].text.n : 0,
					 c < row->n && row->cells[c].text.n != 0 ? row->cells[c].text.s : "");
	g->rows[g->n++] = line;
	return true;
}

START_TEST(read_back)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *diags = dgpm_diags_new(a);
	struct dgpm_workbook *w = dgpm_workbook_new(a, "en");
	struct dgpm_grid *g = dgpm_grid_new(a, cols, DGPM_COUNT(cols));
	char path[] = "/tmp/dgpm-test-XXXXXX";
	struct got got = { .arena = a };
	struct dgpm_book *book;
	struct dgpm_out *out;
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	close(fd);
	for (size_t i = 0; i < DGPM_COUNT(rows); i++) {
		dgpm_grid_cstr(g, rows[i].name);
		dgpm_grid_int(g, 2021);
		dgpm_grid_int(g, rows[i].amount);
		dgpm_grid_ratio(g, rows[i].part, rows[i].whole);
	}
	dgpm_workbook_add(w, "t", g, &(struct dgpm_print){ .lang = "en" });
	ck_assert_int_eq(dgpm_out_open(&out, a, diags, path, NULL), 0);
	ck_assert_int_eq(dgpm_workbook_write(w, out, diags), 0);
	ck_assert_int_eq(dgpm_out_close(out, diags), 0);
	ck_assert_int_eq(dgpm_book_open(&book, a, diags, path, AT_FDCWD, path, &(struct dgpm_book_how){ 0 }), 0);
	ck_assert_int_eq(dgpm_book_read(book, diags, 0, take, &got), 0);
	ck_assert_uint_eq(got.n, DGPM_COUNT(rows) + 1);
	ck_assert_str_eq(got.rows[0], "NAME|YEAR|AMOUNT (yen)|RATE");
	for (size_t i = 0; i < DGPM_COUNT(rows); i++)
		ck_assert_str_eq(got.rows[i + 1], rows[i].want);
	dgpm_book_close(book);
	unlink(path);
	dgpm_arena_free(a);
}
END_TEST

/* All sheets of a workbook, written and read back: their names, their rows. */
static const char *back(struct dgpm_arena *a, struct dgpm_workbook *w)
{
	struct dgpm_diags *diags = dgpm_diags_new(a);
	char path[] = "/tmp/dgpm-test-XXXXXX";
	const char *all = "";
	struct dgpm_book *book;
	struct dgpm_out *out;

	close(mkstemp(path));
	ck_assert_int_eq(dgpm_out_open(&out, a, diags, path, NULL), 0);
	ck_assert_int_eq(dgpm_workbook_write(w, out, diags), 0);
	ck_assert_int_eq(dgpm_out_close(out, diags), 0);
	ck_assert_int_eq(dgpm_book_open(&book, a, diags, path, AT_FDCWD, path, &(struct dgpm_book_how){ 0 }), 0);
	for (size_t i = 0; i < dgpm_book_n_sheets(book); i++) {
		struct got got = { .arena = a };

		all = dgpm_arena_cat(a, all, "[", dgpm_book_sheet(book, i)->name, "]\n");
		ck_assert_int_eq(dgpm_book_read(book, diags, i, take, &got), 0);
		for (size_t r = 0; r < got.n; r++)
			all = dgpm_arena_cat(a, all, got.rows[r], "\n");
	}
	dgpm_book_close(book);
	unlink(path);
	return all;
}

#define NOTES                                                                                                          \
	"[notes]\nAmounts are whole yen, exact; nothing is rounded. Rates are executed over budget, shown in "         \
	"percent.|||\nA blank cell is no value, which is not zero.|||\ndgpm " DGPM_VERSION "|||\n"

/* A report that is written line by line: whole numbers are numbers, all else is the text it is. */
START_TEST(from_csv)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_workbook *w = dgpm_workbook_new(a, "en");
	const struct dgpm_print how = { .lang = "en", .format = DGPM_FORMAT_CSV };

	ck_assert(dgpm_workbook_is_empty(w));
	dgpm_workbook_add_csv(w, a, "", &how);
	ck_assert(dgpm_workbook_is_empty(w));
	dgpm_workbook_add_csv(
		w, a, "a,b,c,d\n1,-2,007,-\n\"x, \"\"y\"\"\nz\",,1234567890123456789,1.5\nonly\n0,-0,9x,=1\n", &how);
	ck_assert_str_eq(back(a, w), "[report]\na|b|c|d\n1|-2|007|-\nx, \"y\"\\nz||1234567890123456789|1.5\nonly|||\n"
				     "0|-0|9x|=1\n" NOTES);
	dgpm_arena_free(a);
}
END_TEST

/* Sheets are named by their titles, as far as a name may say them; notes and control characters are escaped. */
START_TEST(sheets)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_workbook *w = dgpm_workbook_new(a, "en");
	struct dgpm_grid *g = dgpm_grid_new(a, cols, 1), *none = dgpm_grid_new(a, cols, 1);
	const struct dgpm_print how = { .lang = "en" };

	dgpm_grid_cstr(g, "bell\a");
	dgpm_workbook_add(w, "a/b: [c]*?\\'", g, &how);
	dgpm_workbook_add(w, "予算と執行の表の題名で三十一字を超えるほど長いものを付けたとき", none, &how);
	dgpm_workbook_add(w, NULL, none, &how);
	dgpm_workbook_note(w, "");
	dgpm_workbook_note(w, "note\033");
	ck_assert_str_eq(back(a, w), "[1 a b   c     ]\nNAME|||\nbell\\x07|||\n[2 "
				     "予算と執行の表の題名で三十一字を超えるほど長いものを付けた]\nNAME|||\n"
				     "[3 table]\nNAME|||\n" NOTES "|||\nnote\\x1B|||\n");
	dgpm_arena_free(a);
}
END_TEST

/* A text that was cut would look whole: beyond what a cell can hold it is told, and nothing is written. */
START_TEST(too_long)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const struct dgpm_print how = { .lang = "en" };

	for (int i = 0; i < 4; i++) {
		struct dgpm_diags *diags = dgpm_diags_new(a);
		struct dgpm_workbook *w = dgpm_workbook_new(a, "en");
		struct dgpm_grid *g = dgpm_grid_new(a, cols, 1);
		size_t n = i % 2 == 0 ? 32767 : 32768;
		char *text = dgpm_arena_array(a, 3 * n + 1, 1);
		struct dgpm_out *out;
		FILE *null = fopen("/dev/null", "we");

		/* Characters are counted, not bytes. */
		for (size_t k = 0; k < n; k++)
			memcpy(text + 3 * k, "あ", 3);
		dgpm_grid_cstr(g, i < 2 ? text : "short");
		dgpm_workbook_add(w, NULL, g, &how);
		dgpm_workbook_note(w, i < 2 ? "short" : text);
		ck_assert_int_eq(dgpm_out_open(&out, a, diags, NULL, null), 0);
		ck_assert_int_eq(dgpm_workbook_write(w, out, diags), i % 2 == 0 ? 0 : -1);
		ck_assert_uint_eq(dgpm_diags_count(diags), (size_t)(i % 2));
		if (i % 2 != 0)
			ck_assert_str_eq(dgpm_diags_at(diags, 0)->message,
					 "cannot be written: a text has more characters than a cell can hold, 32,767: "
					 "write CSV");
		fclose(null);
	}
	dgpm_arena_free(a);
}
END_TEST

static const struct {
	const char *what;
	struct fault fault;
	const char *told; /* NULL: nothing fails */
} write_cases[] = {
	{ "a signal comes", { "read", 1, EINTR, 1 }, NULL },
	{ "no temporary file", { "mkstemp", 1, ENOSPC, 1 }, "cannot be written: No space left on device" },
	{ "no place for what the library says",
	  { "memfd_create", 1, EMFILE, 1 },
	  "cannot be written: Too many open files" },
	{ "no process", { "fork", 1, EAGAIN, 1 }, "cannot be written: Resource temporarily unavailable" },
	{ "the process does not get to its work",
	  { "dup2", 1, EMFILE, 1 },
	  "cannot be written: the workbook did not become whole: memory or room for temporary files ran out" },
	{ "the library has something to say",
	  { "lseek", 1, EIO, 1 },
	  "cannot be written: the workbook did not become whole: memory or room for temporary files ran out" },
	{ "it is not read from its beginning", { "lseek", 2, EIO, 1 }, "cannot be written: Input/output error" },
	{ "it is not read to its end", { "read", 1, EIO, 1 }, "cannot be written: Input/output error" },
};

START_TEST(written)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *diags = dgpm_diags_new(a);
	struct dgpm_workbook *w = dgpm_workbook_new(a, "en");
	struct dgpm_grid *g = dgpm_grid_new(a, cols, 1);
	FILE *null = fopen("/dev/null", "we");
	const char *want = write_cases[_i].told;
	struct dgpm_out *out;
	int rc;

	dgpm_grid_cstr(g, "x");
	dgpm_workbook_add(w, NULL, g, &(struct dgpm_print){ .lang = "en" });
	ck_assert_int_eq(dgpm_out_open(&out, a, diags, NULL, null), 0);
	faulty_add(write_cases[_i].fault);
	rc = dgpm_workbook_write(w, out, diags);
	faulty_none();
	ck_assert_int_eq(rc, want != NULL ? -1 : 0);
	ck_assert_uint_eq(dgpm_diags_count(diags), want != NULL ? 1 : 0);
	if (want != NULL)
		ck_assert_str_eq(dgpm_diags_at(diags, 0)->message, want);
	fclose(null);
	dgpm_arena_free(a);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("workbook", &tc);

	tcase_add_test(tc, read_back);
	tcase_add_test(tc, from_csv);
	tcase_add_test(tc, sheets);
	tcase_add_test(tc, too_long);
	tcase_add_loop_test(tc, written, 0, DGPM_COUNT(write_cases));
	return s;
}
