/* Spreadsheets: what the readers share. */
#ifndef BOOK_INSIDE_H
#define BOOK_INSIDE_H

#include "book/book.h"

struct book_reader {
	int (*open)(struct dgpm_book *book, struct dgpm_diags *diags);
	int (*read)(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, dgpm_book_row_fn fn, void *ctx);
	void (*close)(struct dgpm_book *book);
};
extern const struct book_reader book_csv, book_xlsx, book_ods, book_xls;

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

/* One more cell or record that cannot be read: told while they are few. `detail` may be NULL. */
void book_unread(struct dgpm_book *book, struct dgpm_diags *diags, enum dgpm_msg msg, struct dgpm_loc at,
		 const char *detail);
/* Whether the next one is told: to make no text for nothing. */
bool book_tells_unread(const struct dgpm_book *book);

/* Rows and columns of the largest sheet a spreadsheet program makes. */
#define BOOK_MAX_ROWS 1048576u
#define BOOK_MAX_COLUMNS 16384u

/* The place of a cell for diagnostics: row as line. */
struct dgpm_loc book_loc(const struct dgpm_book *book, uint32_t row, uint32_t column);

/* Sheets for `n`, zeroed; the merged ranges of one, sorted, or -1 after BOOK-13 where two overlap. */
void book_add_sheet(struct dgpm_book *book, const char *name, bool hidden);
int book_set_merged(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, struct dgpm_merged *merged,
		    size_t n) DGPM_MUST_CHECK;

/* "B12" at *p: column and row from 1, *p behind it. False: no reference. */
bool book_parse_ref(const char **p, uint32_t *column, uint32_t *row);

/*
 * Columns that are hidden, as ranges in ascending order.
 */
struct book_hidden {
	struct book_range {
		uint32_t first, last;
	} *ranges;
	size_t n, cap;
};
void book_hide(struct book_hidden *h, struct dgpm_arena *a, uint32_t first, uint32_t last);

/*
 * One sheet's rows put together out of cells: gaps filled, merged cells given their value, rows told in order.
 *
 * A row is book_rows_begin(), cells in ascending columns, book_rows_end(). Texts are appended to `text` and handed to
 * book_rows_put() as an offset, or live outside.
 */
struct book_rows {
	struct dgpm_book *book;
	struct dgpm_diags *diags;
	size_t sheet;
	dgpm_book_row_fn fn;
	void *ctx;
	struct dgpm_arena *scratch;
	struct book_hidden hidden;
	char *text;
	size_t n_text, cap_text;
	struct dgpm_value *cells;
	size_t *at;                 /* offset into text, or BOOK_OUTSIDE: cells[i].text.s is set */
	uint32_t n, cap;
	struct dgpm_value *gap_cells; /* the same for rows that are not in the file */
	size_t *gap_at;
	uint32_t gap_cap;
	uint32_t row, told;         /* the last row told */
	bool row_hidden;
	uint32_t *hidden_rows;      /* rows without a cell since the last row told */
	size_t n_hidden_rows, cap_hidden_rows;
	size_t next_merged;
	struct book_active *active;
	size_t n_active, cap_active;
	bool stopped;               /* the caller has had enough */
};
#define BOOK_OUTSIDE SIZE_MAX

void book_rows_open(struct book_rows *r, struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet,
		    dgpm_book_row_fn fn, void *ctx);
void book_rows_close(struct book_rows *r);
/* -1 after BOOK-14 when the row does not come after the last. */
int book_rows_begin(struct book_rows *r, uint32_t row, bool hidden) DGPM_MUST_CHECK;
void book_rows_grow(struct book_rows *r, size_t want);
/* -1 after BOOK-08 or BOOK-14. */
int book_rows_put(struct book_rows *r, uint32_t column, const struct dgpm_value *v, size_t at) DGPM_MUST_CHECK;
/* False: the caller has had enough. */
bool book_rows_end(struct book_rows *r);

static inline void book_rows_text(struct book_rows *r, const char *s, size_t n)
{
	if (r->cap_text - r->n_text < n)
		book_rows_grow(r, n);
	memcpy(r->text + r->n_text, s, n);
	r->n_text += n;
}

#endif
