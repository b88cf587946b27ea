/*
 * Fuzz the readers of spreadsheets. The first byte says what the rest is: 'f' a whole file, 's' a sheet of an xlsx, 't'
 * its shared texts, 'y' its styles, 'w' its workbook, 'o' the content of an ods, where the other parts are made up
 * around it; 'x' an xls for what we read of it ourselves.
 */
#include "book/biff.h"
#include "book/book.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
	char key;
	const char *name, *text;
} parts[] = {
	{ '\0', "_rels/.rels",
	  "<Relationships><Relationship Id='r' Type='/officeDocument' Target='xl/workbook.xml'/></Relationships>" },
	{ 'w', "xl/workbook.xml", "<workbook><sheets><sheet name='a' r:id='s'/></sheets></workbook>" },
	{ '\0', "xl/_rels/workbook.xml.rels",
	  "<Relationships><Relationship Id='s' Type='/worksheet' Target='s.xml'/>"
	  "<Relationship Id='t' Type='/sharedStrings' Target='t.xml'/>"
	  "<Relationship Id='y' Type='/styles' Target='y.xml'/></Relationships>" },
	{ 's', "xl/s.xml",
	  "<worksheet><sheetData><row r='1'><c t='s'><v>0</v></c><c s='1'><v>44287.5</v></c></row></sheetData>"
	  "</worksheet>" },
	{ 't', "xl/t.xml", "<sst><si><t>x</t></si></sst>" },
	{ 'y', "xl/y.xml", "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>" },
	{ 'o', "content.xml", NULL },
};

/* A file that holds an archive with `data` as the part of this key. */
static int archive(char key, const uint8_t *data, size_t size)
{
	zip_source_t *out = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(out, ZIP_TRUNCATE, NULL);
	int fd = memfd_create("book", 0);
	char buf[4096];
	zip_int64_t k;

	if (zip == NULL || fd < 0)
		abort();
	zip_source_keep(out);
	for (size_t i = 0; i < DGPM_COUNT(parts); i++) {
		bool is = parts[i].key == key;
		zip_int64_t at;

		if ((key == 'o') != (parts[i].key == 'o'))
			continue;
		at = zip_file_add(zip, parts[i].name,
				  zip_source_buffer(zip, is ? (const void *)data : parts[i].text,
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

struct seen {
	const struct dgpm_book *book;
	uint32_t row;
	size_t rows;
};

/* What book.h promises of each row. */
static bool on_row(void *ctx, const struct dgpm_book_row *row)
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

static void read_biff(const uint8_t *data, size_t size)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	int fd = memfd_create("book", 0);
	struct biff b;

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	if (biff_open(&b, a, fd, 1 << 20))
		for (size_t i = 0; i < b.n_sheets; i++)
			for (size_t k = 1; k < b.sheets[i]->n_cells; k++)
				if (b.sheets[i]->cells[k].row < b.sheets[i]->cells[k - 1].row)
					abort();
	close(fd);
	dgpm_arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dgpm_book_how how = { .max_entry = 1 << 20, .max_ratio = 100, .max_columns = 300 };
	struct dgpm_arena *a;
	struct dgpm_diags *d;
	struct dgpm_book *book;
	char path[64];
	int fd;

	if (size == 0 || size > 1 << 16 || memchr("fstywox", data[0], 7) == NULL)
		return 0;
	if (data[0] == 'x') {
		read_biff(data + 1, size - 1);
		return 0;
	}
	if (data[0] == 'f') {
		/* freexl is not ours to fuzz. */
		if (size > 8 && memcmp(data + 1, "\xD0\xCF\x11\xE0", 4) == 0)
			return 0;
		fd = memfd_create("book", 0);
		if (fd < 0 || write(fd, data + 1, size - 1) != (ssize_t)size - 1)
			abort();
	} else {
		fd = archive((char)data[0], data + 1, size - 1);
	}
	snprintf(path, sizeof path, "/dev/fd/%d", fd);
	a = dgpm_arena_new(NULL, NULL);
	d = dgpm_diags_new(a);
	if (dgpm_book_open(&book, a, d, "book", AT_FDCWD, path, &how) != 0) {
		if (book != NULL || dgpm_diags_count(d) == 0)
			abort();
	} else {
		for (size_t i = 0; i < dgpm_book_n_sheets(book) && i < 8; i++) {
			struct seen s = { .book = book };
			size_t before = dgpm_diags_count(d);

			if (dgpm_book_read(book, d, i, on_row, &s) != 0 && dgpm_diags_count(d) == before)
				abort();
		}
		dgpm_book_close(book);
	}
	dgpm_arena_free(a);
	close(fd);
	return 0;
}
