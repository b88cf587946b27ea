/* Spreadsheets while a call of the system fails: each time the same rows are read, or it is told that they were not. */
#include "book/book.h"
#include "unit.h"

#include "dump.h"

#include <sys/types.h>

#include "../io/faulty.h"

FAULTY(int, dup, (int fd), (fd), -1)

#define BOOKS "tests/unit/book/books"

static const char *const books[] = { "kinds.xlsx", "kinds.ods", "sample.xls",  "libreoffice-texts.xls", "cp932.csv",
				     "euc.csv",	   "tabs.tsv",	"utf16le.csv", "password.ods",		"page.xls" };
static const struct fault kinds[] = {
	{ "openat", 0, EMFILE, 1 }, { "open", 0, EMFILE, 1 }, { "fstat", 0, EIO, 1 },	  { "lseek", 0, EIO, 1 },
	{ "read", 0, EIO, 1 },	    { "read", 0, EINTR, 1 },  { "read", 0, 0, 1 },	  { "pread", 0, EIO, 1 },
	{ "pread", 0, EINTR, 1 },   { "pread", 0, 0, 1 },     { "fdopen", 0, ENOMEM, 1 }, { "dup", 0, EMFILE, 1 },
};

START_TEST(told)
{
	const char *name = books[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const char *path = dgpm_arena_cat(a, BOOKS "/", name), *want = dump_file(a, name, AT_FDCWD, path, NULL);
	size_t n_failed = 0;

	for (size_t k = 0; k < DGPM_COUNT(kinds); k++)
		for (int nth = 1; nth < 200; nth++) {
			struct fault f = kinds[k];
			const char *got;
			bool happened;

			f.nth = nth;
			faulty_add(f);
			got = dump_file(a, name, AT_FDCWD, path, NULL);
			happened = faulty[0].nth <= 0;
			faulty_none();
			if (!happened)
				break;
			n_failed++;
			if (kinds[k].error == EINTR || kinds[k].error == 0)
				ck_assert_msg(strcmp(got, want) == 0, "%s: %s %d: got\n%s", name, f.call, nth, got);
			else
				ck_assert_msg(strcmp(got, want) == 0 || strstr(got, " IO-01 ") != NULL ||
						      strstr(got, " BOOK-04 ") != NULL,
					      "%s: %s %d: got\n%s", name, kinds[k].call, nth, got);
		}
	ck_assert_uint_ge(n_failed, 4);
	dgpm_arena_free(a);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("faults", &tc);

	tcase_add_loop_test(tc, told, 0, DGPM_COUNT(books));
	return s;
}
