/* Spreadsheets in a zip archive: its entries, within limits. */
#ifndef BOOK_ZIP_H
#define BOOK_ZIP_H

#include "book/inside.h"

#include <zip.h>

struct book_zip {
	zip_t *zip;
	uint64_t unpacked; /* bytes, of all entries since it was opened or a sheet's reading began */
};

/* Open the archive of book->fd and say which spreadsheet it is; -1 after BOOK-01, -03 or -04. */
int book_zip_open(struct dgpm_book *book, struct dgpm_diags *diags) DGPM_MUST_CHECK;
void book_zip_close(struct dgpm_book *book);

/* Whether the archive has this entry. */
bool book_zip_has(const struct dgpm_book *book, const char *name);

/* An entry that is being read. */
struct book_entry {
	struct dgpm_book *book;
	struct dgpm_diags *diags;
	const char *name;
	zip_file_t *file;
	uint64_t packed, total, size; /* size: what the archive says */
};

/* -1 after BOOK-03, -04 or -05. */
int book_entry_open(struct book_entry *e, struct dgpm_book *book, struct dgpm_diags *diags, const char *name)
	DGPM_MUST_CHECK;
/* Bytes read, 0 at the end, -1 when it is damaged, -2 when it is too large. Says nothing: for any thread. */
int64_t book_entry_get(struct book_entry *e, void *buf, size_t n) DGPM_MUST_CHECK;
/* Tell what book_entry_get() returned. */
void book_entry_tell(const struct book_entry *e, int64_t got);
/* The two together: bytes read, 0 at the end, -1 after a diagnostic. */
int64_t book_entry_read(struct book_entry *e, void *buf, size_t n) DGPM_MUST_CHECK;
void book_entry_close(struct book_entry *e);

#endif
