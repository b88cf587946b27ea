/* Spreadsheets: rows put together out of the cells that a reader finds. */
#ifndef BOOK_ROWS_H
#define BOOK_ROWS_H

#include "book/inside.h"

/* The merged ranges of a sheet, which are sorted; -1 after BOOK-13 where two overlap. */
int book_set_merged(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, struct dgpm_merged *merged,
		    size_t n) DGPM_MUST_CHECK;

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
	size_t n_bytes;             /* of text in the row at hand */
	uint64_t made, made_bytes;  /* cells that stand once in the file, and were told again */
	bool stopped;               /* the caller has had enough */
	bool failed;                /* or a limit was reached, which is told */
};
#define BOOK_OUTSIDE SIZE_MAX

void book_rows_open(struct book_rows *r, struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet,
		    dgpm_book_row_fn fn, void *ctx);
void book_rows_close(struct book_rows *r);
/* -1 after BOOK-14 when the row does not come after the last. */
int book_rows_begin(struct book_rows *r, uint32_t row, bool hidden) DGPM_MUST_CHECK;
void book_rows_grow(struct book_rows *r, size_t want);
/* Tell a limit that was reached, BOOK-16, or too many columns, BOOK-08; both give -1. */
enum book_beyond { BOOK_BEYOND_ROW, BOOK_BEYOND_MADE };
int book_rows_beyond(struct book_rows *r, uint32_t row, uint32_t column, enum book_beyond limit);
int book_rows_wide(struct book_rows *r, uint32_t row, uint32_t column);
/* Count cells that stand once in the file and are told again; -1 after BOOK-16. */
int book_rows_made(struct book_rows *r, uint32_t row, uint32_t column, uint64_t cells, uint64_t bytes) DGPM_MUST_CHECK;
/* -1 after BOOK-08, BOOK-14 or BOOK-16. */
int book_rows_put(struct book_rows *r, uint32_t column, const struct dgpm_value *v, size_t at) DGPM_MUST_CHECK;
/* False: `stopped`, as the caller has had enough, or `failed`. */
bool book_rows_end(struct book_rows *r);

static inline void book_rows_text(struct book_rows *r, const char *s, size_t n)
{
	if (r->cap_text - r->n_text < n)
		book_rows_grow(r, n);
	memcpy(r->text + r->n_text, s, n);
	r->n_text += n;
}

#endif
