/* Workbooks, read back by the reader of spreadsheets: amounts exact, rates the quotient itself, text never a
 * formula. */
#include "book/book.h"
#include "print/workbook.h"
#include "unit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

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

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("workbook", &tc);

	tcase_add_test(tc, read_back);
	return s;
}
