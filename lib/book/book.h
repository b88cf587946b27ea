/*
 * Spreadsheets as ministries publish them: CSV, xlsx, xls and ods behind one stream of rows.
 *
 * In:     a file, named or standard input, of which nothing is trusted: what it is is told by its content, and what one
 *         file may ask for (inside.h: BOOK_MAX_...) is bounded whatever it says of itself.
 * Out:    its sheets with their merged ranges; then rows, one at a time, of cells whose numbers are exact decimals.
 *         What cannot be read is told with sheet and cell, and is never taken for nothing or for 0.
 * Drives: open.c. It looks at the first bytes and chooses a reader (readers.h): csv.c, xlsx.c, ods.c, xls.c. All but
 *         that of CSV put their cells together in rows.c; xlsx and ods stand on xml.c, zip.c and ahead.c, xls on ole.c
 *         and biff.c. book.c is what all of them use.
 * Thread: a book, its arena and its diagnostics belong to the thread that opened it; several books may be open in
 *         several threads. A large part of a zip archive is unpacked ahead by a thread of its own (ahead.c).
 */
#ifndef BOOK_BOOK_H
#define BOOK_BOOK_H

#include "diag/diag.h"

enum dgpm_book_kind { DGPM_BOOK_CSV, DGPM_BOOK_XLSX, DGPM_BOOK_XLS, DGPM_BOOK_ODS };

enum dgpm_value_kind {
	DGPM_VALUE_NONE,   /* nothing stands there */
	DGPM_VALUE_TEXT,
	DGPM_VALUE_NUMBER, /* text is the exact decimal the file holds, to 15 digits, without exponent: "34482000" */
	DGPM_VALUE_DATE,   /* text is YYYY-MM-DD, with THH:MM:SS where the file has a time */
	DGPM_VALUE_BOOL,   /* "true", "false" */
	DGPM_VALUE_ERROR   /* "#REF!" */
};

/* One cell. Texts hold during the call only. */
struct dgpm_value {
	uint8_t kind;          /* enum dgpm_value_kind */
	bool formula : 1;      /* the value is what a formula last gave */
	bool uncalculated : 1; /* DGPM_VALUE_NONE, as the program that wrote the formula left its value out */
	bool scaled : 1;       /* shown in thousands or more by its format: the text is what is shown, exact */
	bool covered : 1;      /* part of a merged range, but not its first cell: the value is the first cell's */
	bool hidden : 1;       /* its row or column is hidden */
	uint16_t unreadable; /* DGPM_VALUE_ERROR that the reader has told, by this enum dgpm_msg; else 0 */
	uint32_t color;      /* what the cell is filled with, of xlsx and ods: see dgpm_color_text(); 0: nothing */
	struct dgpm_str text;
};

/* One row. Rows without a cell are told too when a later row has one (n == 0). */
struct dgpm_book_row {
	uint32_t row;      /* from 1, as the spreadsheet counts; of CSV the record */
	uint32_t line;     /* CSV: the physical line on which it starts; else 0 */
	bool hidden;
	const struct dgpm_value *cells; /* from column A on */
	uint32_t n;
};

/* A range merged into one cell, from 1, inclusive. */
struct dgpm_merged {
	uint32_t first_row, first_column, last_row, last_column;
};

struct dgpm_sheet {
	const char *name;  /* CSV: the file's name */
	bool hidden;
	bool objects;      /* images, shapes, charts */
	const struct dgpm_merged *merged; /* known when the book is open */
	size_t n_merged;
};

struct dgpm_book;

struct dgpm_book_how {
	const char *encoding;   /* of CSV: "utf-8", "cp932", "euc-jp", "utf-16"; NULL: UTF-8 when all is, else CP932 */
	size_t max_entry;       /* bytes a zip entry may inflate to; 0: 2 GiB */
	unsigned max_ratio;     /* inflated to packed; 0: 1000 */
	uint32_t max_columns;   /* 0: 16384 */
	unsigned threads;       /* 1: none of its own; else large parts are unpacked on a second */
};

/*
 * Open a book: what it is is told by its content, not its name.
 *
 * Shape:  `path` below `dirfd`; "-" is standard input, which must be a file: dgpm_spool_stdin() of io/spool.h
 *         sees to that.
 * Owner:  *out lives in `arena`; dgpm_book_close() lets go of files.
 * Errors: -1 after BOOK-.. : truncated, too large, encrypted, HTML or something else under a spreadsheet's name, ...
 * Source: ISO/IEC 29500 (xlsx), ISO/IEC 26300 (ods), RFC 4180.
 */
int dgpm_book_open(struct dgpm_book **out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *shown,
		   int dirfd, const char *path, const struct dgpm_book_how *how) DGPM_MUST_CHECK;
void dgpm_book_close(struct dgpm_book *book);

enum dgpm_book_kind dgpm_book_kind(const struct dgpm_book *book);
const char *dgpm_book_encoding(const struct dgpm_book *book); /* of CSV the one that was used; else NULL */
bool dgpm_book_encoding_is(const char *name);		       /* whether it is one that CSV is read in */
size_t dgpm_book_n_sheets(const struct dgpm_book *book);
const struct dgpm_sheet *dgpm_book_sheet(const struct dgpm_book *book, size_t i);

/* Called for every row in order; false ends the reading early. */
typedef bool (*dgpm_book_row_fn)(void *ctx, const struct dgpm_book_row *row);

/*
 * Stream the rows of one sheet; may be called again, for another sheet or the same.
 *
 * Shape:  memory does not grow with the rows (shared strings of xlsx apart, which have a limit).
 * Errors: -1 after a diagnostic with sheet and cell; rows before it have been told. A cell that cannot be read is told
 *         and handed over as such; of CSV a record that cannot be read is told and left out; the others are read, and
 *         the result is -1 all the same. After 1000 of them BOOK-15 says how many more there are.
 * Covers: a covered cell has the value of its range's first cell; beyond the row's own last cell only where the range
 *         is at most 256 columns wide.
 */
int dgpm_book_read(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, dgpm_book_row_fn fn, void *ctx)
	DGPM_MUST_CHECK;

/* Of the last reading: whether it broke off before the end of the sheet. */
bool dgpm_book_broke_off(const struct dgpm_book *book);

/* Of CSV: records that the last reading left out, and did not tell one by one as there were too many. */
struct dgpm_untold {
	uint32_t line;
	enum dgpm_msg msg;
};
const struct dgpm_untold *dgpm_book_untold(const struct dgpm_book *book, size_t *n);

/* "book.xlsx!Sheet1!C12", or "file.csv!12" (the line), into `arena`: what a ledger's `source` says. */
const char *dgpm_book_place(const struct dgpm_book *book, struct dgpm_arena *arena, size_t sheet, uint32_t row,
			    uint32_t line, uint32_t column);

/*
 * A colour in words, of DGPM_COLOR_ROOM bytes: "FFFF00" by its red, green and blue; "theme4" where the book has it from
 * its theme, "theme4+40" and "theme4-25" lighter and darker by so many percent; "none".
 */
#define DGPM_COLOR_ROOM 16
struct dgpm_str dgpm_color_text(char buf[DGPM_COLOR_ROOM], uint32_t color);

/* "A", "AA" for a column from 1. */
const char *dgpm_column_name(char buf[8], uint32_t column);

#endif
