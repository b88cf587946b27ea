/* What the fuzz targets of spreadsheets share: a book is read to its end, and held to what book.h promises. */
#ifndef FUZZ_BOOK_H
#define FUZZ_BOOK_H

#include "book/book.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

struct seen {
	const struct dgpm_book *book;
	uint32_t row;
	size_t rows;
};

/* What book.h promises of each row. */
static inline bool fuzz_row(void *ctx, const struct dgpm_book_row *row)
{
	struct seen *s = ctx;
	size_t sum = 0;

	if (row->row <= s->row)
		abort();
	if (dgpm_book_kind(s->book) != DGPM_BOOK_CSV && row->row != s->row + 1)
		abort();
	s->row = row->row;
	for (uint32_t i = 0; i < row->n; i++) {
		const struct dgpm_value *v = &row->cells[i];

		if (v->kind > DGPM_VALUE_ERROR || (v->kind == DGPM_VALUE_NONE && v->text.n != 0))
			abort();
		for (size_t k = 0; k < v->text.n; k++)
			sum += (unsigned char)v->text.s[k];
	}
	return ++s->rows < 10000 || sum == 1;
}

/* A file in memory that holds these bytes. */
static inline int fuzz_file(const void *data, size_t size)
{
	int fd = memfd_create("book", 0);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	return fd;
}

struct fuzz_part {
	char key;
	const char *name, *text;
};

/* A file that holds an archive of these parts, with `data` as the one of this key. */
static inline int fuzz_archive(const struct fuzz_part *parts, size_t n, char key, const void *data, size_t size)
{
	zip_source_t *out = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(out, ZIP_TRUNCATE, NULL);
	int fd = memfd_create("book", 0);
	char buf[4096];
	zip_int64_t k;

	if (zip == NULL || fd < 0)
		abort();
	zip_source_keep(out);
	for (size_t i = 0; i < n; i++) {
		bool is = parts[i].key == key;
		zip_int64_t at = zip_file_add(zip, parts[i].name,
					      zip_source_buffer(zip, is ? data : parts[i].text,
								is ? size : strlen(parts[i].text), 0), 0);

		if (at < 0 || zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0) != 0)
			abort();
	}
	if (zip_close(zip) != 0 || zip_source_open(out) != 0)
		abort();
	while ((k = zip_source_read(out, buf, sizeof buf)) > 0)
		if (write(fd, buf, (size_t)k) != k)
			abort();
	zip_source_close(out);
	zip_source_free(out);
	return fd;
}

/* Closes the file. */
static inline void fuzz_read(int fd)
{
	struct dgpm_book_how how = { .max_entry = 1 << 20, .max_ratio = 100, .max_columns = 300 };
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct dgpm_book *book;
	char path[64];

	snprintf(path, sizeof path, "/dev/fd/%d", fd);
	if (dgpm_book_open(&book, a, d, "book", AT_FDCWD, path, &how) != 0) {
		if (book != NULL || dgpm_diags_count(d) == 0)
			abort();
	} else {
		for (size_t i = 0; i < dgpm_book_n_sheets(book) && i < 8; i++) {
			struct seen s = { .book = book };
			size_t before = dgpm_diags_count(d);

			if (dgpm_book_read(book, d, i, fuzz_row, &s) != 0 && dgpm_diags_count(d) == before)
				abort();
		}
		dgpm_book_close(book);
	}
	dgpm_arena_free(a);
	close(fd);
}

#endif
