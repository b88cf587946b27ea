/* Spreadsheets: the readers that open.c chooses from. */
#ifndef BOOK_READERS_H
#define BOOK_READERS_H

#include "book/inside.h"

struct book_reader {
	int (*open)(struct dgpm_book *book, struct dgpm_diags *diags);
	int (*read)(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, dgpm_book_row_fn fn, void *ctx);
	void (*close)(struct dgpm_book *book);
};
extern const struct book_reader book_csv, book_xlsx, book_ods, book_xls;

#endif
