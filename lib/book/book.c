/* Spreadsheets: their sheets, places in them, and cells that cannot be read. */
#include "book/inside.h"
#include "base/i18n.h"
#include "base/list.h"
#include "io/read.h"

#include <errno.h>
#include <unistd.h>

ssize_t book_read_at(int fd, void *buf, size_t n, off_t at)
{
	return dgpm_read_at(fd, buf, n, at);
}

struct dgpm_loc book_loc(const struct dgpm_book *book, uint32_t row, uint32_t column)
{
	return (struct dgpm_loc){ .path = book->shown, .line = row, .column = column };
}

const char *dgpm_column_name(char buf[8], uint32_t column)
{
	char *p = buf + 7;

	for (*p = '\0'; column != 0; column = (column - 1) / 26)
		*--p = (char)('A' + (column - 1) % 26);
	return memmove(buf, p, (size_t)(buf + 8 - p));
}

bool book_parse_ref(const char **p, uint32_t *column, uint32_t *row)
{
	const char *s = *p;
	uint32_t c = 0, r = 0;

	s += *s == '$';
	for (; (*s | 0x20) >= 'a' && (*s | 0x20) <= 'z' && c < BOOK_MAX_COLUMNS * 32; s++)
		c = c * 26 + (uint32_t)((*s | 0x20) - 'a' + 1);
	s += *s == '$';
	for (; *s >= '0' && *s <= '9' && r <= BOOK_MAX_ROWS; s++)
		r = r * 10 + (uint32_t)(*s - '0');
	*p = s;
	*column = c;
	*row = r;
	return c != 0 && c <= BOOK_MAX_COLUMNS && r != 0 && r <= BOOK_MAX_ROWS;
}

enum dgpm_book_kind dgpm_book_kind(const struct dgpm_book *book)
{
	return book->kind;
}

const char *dgpm_book_encoding(const struct dgpm_book *book)
{
	return book->encoding;
}

size_t dgpm_book_n_sheets(const struct dgpm_book *book)
{
	return book->n_sheets;
}

const struct dgpm_sheet *dgpm_book_sheet(const struct dgpm_book *book, size_t i)
{
	return &book->sheets[i];
}

bool book_tells_unread(const struct dgpm_book *book)
{
	return book->n_unread < BOOK_MAX_TOLD;
}

void book_unread(struct dgpm_book *book, struct dgpm_diags *diags, enum dgpm_msg msg, struct dgpm_loc at,
		 const char *detail)
{
	if (book->n_unread++ < BOOK_MAX_TOLD) {
		if (detail != NULL)
			dgpm_diag_addf(diags, msg, at, NULL, "%s", detail);
		else
			dgpm_diag_add(diags, msg, at, NULL);
		return;
	}
	if (book->kind != DGPM_BOOK_CSV)
		return;
	if (book->n_untold == book->cap_untold) {
		book->cap_untold = book->cap_untold != 0 ? book->cap_untold * 2 : 256;
		book->untold = dgpm_arena_grow(book->arena, book->untold, book->n_untold, book->cap_untold,
					       sizeof *book->untold);
	}
	book->untold[book->n_untold++] = (struct dgpm_untold){ at.line, msg };
}

bool dgpm_book_broke_off(const struct dgpm_book *book)
{
	return book->broke_off;
}

const struct dgpm_untold *dgpm_book_untold(const struct dgpm_book *book, size_t *n)
{
	*n = book->n_untold;
	return book->untold;
}

const char *dgpm_book_place(const struct dgpm_book *book, struct dgpm_arena *arena, size_t sheet, uint32_t row,
			    uint32_t line, uint32_t column)
{
	char name[8];

	if (book->kind == DGPM_BOOK_CSV)
		return dgpm_arena_printf(arena, "%s!%u", book->shown, line);
	return dgpm_arena_printf(arena, "%s!%s!%s%u", book->shown, book->sheets[sheet].name,
				 dgpm_column_name(name, column), row);
}

int book_add_sheet(struct dgpm_book *book, struct dgpm_diags *diags, const char *name, bool hidden)
{
	if (book->n_sheets == BOOK_MAX_SHEETS) {
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_16, book_loc(book, 0, 0), NULL,
			       _("more than %u sheets"), BOOK_MAX_SHEETS);
		return -1;
	}
	*DGPM_PUSH(book->arena, book->sheets, book->n_sheets, book->cap_sheets) =
		(struct dgpm_sheet){ .name = dgpm_arena_strdup(book->arena, name), .hidden = hidden };
	return 0;
}
