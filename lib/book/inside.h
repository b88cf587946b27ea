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
	size_t size;               /* of the file */
	struct dgpm_book_how how;  /* with no 0 left in it */
	const char *encoding;
	struct dgpm_sheet *sheets;
	size_t n_sheets, cap_sheets;
	struct book_zip *zip;      /* of xlsx and ods */
	void *own;                 /* the reader's */
	uint64_t merged_width;     /* of the merged ranges of all sheets */
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

/* What one file may ask for, so that none ends the run or starves it; beyond is BOOK-16. */
#define BOOK_MAX_SHEETS 10000u
#define BOOK_MAX_ROW ((size_t)16 << 20)      /* bytes of text in one row, as in a record of CSV */
#define BOOK_MAX_MADE ((uint64_t)16 << 20)   /* cells of a sheet that stand once in the file and are told again */
#define BOOK_MAX_MADE_BYTES ((uint64_t)256 << 20) /* and their texts */
#define BOOK_MAX_MERGED ((size_t)1 << 18)    /* ranges of a sheet */
#define BOOK_MAX_MERGED_WIDTH ((uint64_t)64 << 20) /* columns of all of a book together */
#define BOOK_MAX_REREAD ((uint64_t)4 << 30)  /* bytes of XML of an ods of many sheets, read once for each */
#define BOOK_MAX_INSIDE ((size_t)1 << 16)    /* elements in a cell of ods: no program makes a text of so many parts */
#define BOOK_MAX_DEPTH 256u                  /* of XML */
#define BOOK_MAX_TAG ((size_t)4 << 20)       /* bytes of one tag of XML */

/* Bytes from a place of a file, as many as there are: fewer than `n` at its end alone. -1: errno says why. */
ssize_t book_read_at(int fd, void *buf, size_t n, off_t at);

/* The place of a cell for diagnostics: row as line. */
struct dgpm_loc book_loc(const struct dgpm_book *book, uint32_t row, uint32_t column);

/* One more sheet; -1 after BOOK-16 when there are as many as there may be. `name` is copied. */
int book_add_sheet(struct dgpm_book *book, struct dgpm_diags *diags, const char *name, bool hidden) DGPM_MUST_CHECK;

/* "B12" at *p: column and row from 1, *p behind it. False: no reference. */
bool book_parse_ref(const char **p, uint32_t *column, uint32_t *row);

#endif
