/* Spreadsheets: what the readers share. */
#ifndef BOOK_INSIDE_H
#define BOOK_INSIDE_H

#include "book/book.h"

#include <sys/types.h>

struct book_reader;

struct dgpm_book {
	enum dgpm_book_kind kind;
	const struct book_reader *reader;
	struct dgpm_arena *arena;
	const char *shown;
	int fd;
	struct dgpm_book_how how;  /* with no 0 left in it */
	const char *encoding;
	struct dgpm_sheet *sheets;
	size_t n_sheets;
	struct book_zip *zip;      /* of xlsx and ods */
	void *own;                 /* the reader's */
	/* Of the last reading. */
	bool broke_off;
	size_t n_unread;           /* cells, or records of CSV, that cannot be read */
	struct dgpm_untold *untold;
	size_t n_untold, cap_untold;
};

/* Cells or records of one sheet that cannot be read, told one by one. */
#define BOOK_MAX_TOLD 1000

/* One more cell or record that cannot be read: told while they are few. `detail` may be NULL. */
void book_unread(struct dgpm_book *book, struct dgpm_diags *diags, enum dgpm_msg msg, struct dgpm_loc at,
		 const char *detail);
/* Whether the next one is told: to make no text for nothing. */
bool book_tells_unread(const struct dgpm_book *book);

/* Rows and columns of the largest sheet a spreadsheet program makes. */
#define BOOK_MAX_ROWS 1048576u
#define BOOK_MAX_COLUMNS 16384u

/* Bytes from a place of a file, as many as there are: fewer than `n` at its end alone. -1: errno says why. */
ssize_t book_read_at(int fd, void *buf, size_t n, off_t at);

/* The place of a cell for diagnostics: row as line. */
struct dgpm_loc book_loc(const struct dgpm_book *book, uint32_t row, uint32_t column);

void book_add_sheet(struct dgpm_book *book, const char *name, bool hidden);

/* "B12" at *p: column and row from 1, *p behind it. False: no reference. */
bool book_parse_ref(const char **p, uint32_t *column, uint32_t *row);

#endif
