/* Every cell of a book that has a value, a line each: sheet, row, column, text. For comparing what readers read. */
#include "book/book.h"

#include <fcntl.h>
#include <stdio.h>

struct at {
	struct dgpm_book *book;
	size_t sheet;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A cell is a line; spaces around it are nobody's: a reader of CSV takes them off. */
static void put(struct dgpm_str text)
{
	while (text.n != 0 && is_space(text.s[0]))
		text.s++, text.n--;
	while (text.n != 0 && is_space(text.s[text.n - 1]))
		text.n--;
	for (size_t i = 0; i < text.n; i++)
		putchar((unsigned char)text.s[i] < 0x20 ? ' ' : text.s[i]);
}

static bool row(void *ctx, const struct dgpm_book_row *r)
{
	const struct at *at = ctx;

	for (uint32_t i = 0; i < r->n; i++) {
		const struct dgpm_value *v = &r->cells[i];

		if (v->kind == DGPM_VALUE_NONE || v->covered)
			continue;
		printf("%s\t%u\t%u\t", dgpm_book_sheet(at->book, at->sheet)->name, (unsigned)r->row, (unsigned)i + 1);
		put(v->text);
		putchar('\n');
	}
	return true;
}

int main(int argc, char **argv)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct dgpm_book_how how = { .threads = 1 };
	struct at at = { 0 };
	int rc;

	if (argc != 2) {
		fputs("usage: cells BOOK\n", stderr);
		return 2;
	}
	rc = dgpm_book_open(&at.book, a, d, argv[1], AT_FDCWD, argv[1], &how);
	for (at.sheet = 0; rc == 0 && at.sheet < dgpm_book_n_sheets(at.book); at.sheet++)
		rc = dgpm_book_read(at.book, d, at.sheet, row, &at);
	for (size_t i = 0; i < dgpm_diags_count(d); i++)
		fprintf(stderr, "%s: %s\n", dgpm_diags_at(d, i)->rule, dgpm_diags_at(d, i)->message);
	dgpm_arena_free(a);
	return rc == 0 ? 0 : 2;
}
