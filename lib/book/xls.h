/* xls: what its parts share. */
#ifndef BOOK_XLS_H
#define BOOK_XLS_H

#include "book/biff.h"
#include "book/number.h"
#include "book/rows.h"

struct xls {
	struct biff biff;
	bool from_1904;
	enum book_format *formats; /* of each extended format, which cells name */
	size_t n_formats;
	struct xls_text {
		uint32_t at, end;  /* in the stream: of the text, and of the record it begins in */
	} *texts;                  /* that cells share */
	uint32_t n_texts;
	struct xls_sheet {
		uint32_t offset;   /* of its records in the stream */
		size_t n_cells;    /* counted when the book was opened, some perhaps twice */
	} *sheets;
	size_t cap_sheets;
};

/* The shared text, behind what is in `out`; false: there is none of this number. */
bool xls_shared_text(struct biff_text *out, const struct xls *x, uint32_t i);
/* Find where each stands; those behind a place where the table breaks off are not there. */
void xls_find_texts(struct xls *x, struct dgpm_arena *a, const struct biff_record *sst);

int xls_read_sheet(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, dgpm_book_row_fn fn, void *ctx)
	DGPM_MUST_CHECK;

#endif
