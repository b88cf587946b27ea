/* CSV and TSV behind the interface of spreadsheets: one sheet, every cell a text. */
#include "book/readers.h"
#include "book/encoding.h"
#include "io/csv.h"
#include "base/text.h"
#include "base/i18n.h"

#include <errno.h>
#include <stdlib.h>
#include <strings.h>

#define RECORD_LIMIT ((size_t)16 << 20)

struct csv_own {
	enum book_encoding encoding;
	char delim;
	const char *bad_byte; /* what to say of a byte that has no meaning */
};

struct csv_read {
	struct dgpm_book *book;
	struct dgpm_diags *diags;
	struct csvin in;
	struct csvin_split split;
	struct csvin_block block;
	struct book_decoder decoder;
	struct dgpm_value *cells; /* malloc'ed */
	uint32_t cap, row;
	bool has_nul;
};

static void io_error(struct dgpm_book *book, struct dgpm_diags *diags)
{
	char buf[128];

	dgpm_diag_addf(diags, DGPM_MSG_IO_01, book_loc(book, 0, 0), NULL, "%s", strerror_r(errno, buf, sizeof buf));
}

/* A tab, when the name or the first line says so. */
static int find_delim(struct dgpm_book *book, struct csv_own *own)
{
	const size_t room = (size_t)1 << 16;
	size_t n = strlen(book->shown), tabs = 0, commas = 0;
	struct book_decoder d;
	ssize_t k;
	char *buf;

	own->delim = ',';
	if (n > 4 && strcasecmp(book->shown + n - 4, ".tsv") == 0) {
		own->delim = '\t';
		return 0;
	}
	buf = malloc(room);
	if (buf == NULL || book_decoder_open(&d, book->fd, own->encoding) != 0) {
		free(buf);
		return -1;
	}
	k = book_decoder_read(&d, buf, room);
	for (ssize_t i = 0; i < k && !csvin_is_eol(buf[i]); i++) {
		tabs += buf[i] == '\t';
		commas += buf[i] == ',';
	}
	if (tabs != 0 && commas == 0)
		own->delim = '\t';
	book_decoder_close(&d);
	free(buf);
	return k < 0 ? -1 : 0;
}

static int open_csv(struct dgpm_book *book, struct dgpm_diags *diags)
{
	struct csv_own *own = dgpm_arena_array(book->arena, 1, sizeof *own);
	const char *name = strrchr(book->shown, '/');
	bool ambiguous = false;
	enum book_encoding found;

	book->own = own;
	if (book_encoding_of(&found, &ambiguous, book->fd) != 0)
		goto failed;
	own->encoding = found;
	own->bad_byte = found == BOOK_CP932 ? _("neither UTF-8 nor CP932") :
					      dgpm_arena_printf(book->arena, _("not %s"), book_encoding_name(found));
	if (book->how.encoding != NULL) {
		if (!book_encoding_find(&own->encoding, book->how.encoding)) {
			dgpm_diag_add(diags, DGPM_MSG_BOOK_11, book_loc(book, 0, 0), book->how.encoding);
			return -1;
		}
		/* "utf-16" leaves the order of bytes to the BOM. */
		if (own->encoding == BOOK_UTF_16LE && found == BOOK_UTF_16BE)
			own->encoding = found;
		own->bad_byte = dgpm_arena_printf(book->arena, _("not %s"), book_encoding_name(own->encoding));
	} else if (ambiguous) {
		dgpm_diag_add(diags, DGPM_MSG_BOOK_12, book_loc(book, 0, 0), NULL);
	}
	book->encoding = book_encoding_name(own->encoding);
	if (find_delim(book, own) != 0)
		goto failed;
	return book_add_sheet(book, diags, name != NULL ? name + 1 : book->shown, false);
failed:
	io_error(book, diags);
	return -1;
}

/* A record that is left out. */
static void bad_row(struct csv_read *r, enum dgpm_msg msg, const char *at, const char *detail)
{
	struct dgpm_loc loc = { .path = r->book->shown };

	/* To count to the column of each of a million would take long. */
	if (book_tells_unread(r->book))
		csvin_place(&r->split, at, &loc.line, &loc.column);
	else
		loc.line = r->split.line;
	book_unread(r->book, r->diags, msg, loc, detail);
}

static void bad_byte(struct csv_read *r, const char *at, unsigned value)
{
	const struct csv_own *own = r->book->own;
	const char *detail = NULL;

	if (book_tells_unread(r->book))
		detail = dgpm_arena_printf(r->book->arena, _("the byte 0x%02X is %s"), value, own->bad_byte);
	bad_row(r, DGPM_MSG_BOOK_10, at, detail);
}

static unsigned hex(const char *s)
{
	return (unsigned)strtoul((const char[]){ s[0], s[1], '\0' }, NULL, 16);
}

/* False: the record has a byte without meaning, which is told. */
static bool check_bytes(struct csv_read *r)
{
	const struct csv_own *own = r->book->own;
	const struct csvin_split *sp = &r->split;
	size_t n = (size_t)(sp->record_end - sp->record);
	const char *bad;

	if (!sp->any_high)
		return true;
	if (own->encoding == BOOK_UTF_8) {
		size_t valid = dgpm_utf8_valid(sp->record, n);

		if (valid != n)
			bad_byte(r, sp->record + valid, (unsigned char)sp->record[valid]);
		return valid == n;
	}
	bad = memchr(sp->record, (unsigned char)BOOK_BAD_BYTE, n);
	if (bad != NULL)
		bad_byte(r, bad, n - (size_t)(bad - sp->record) > 2 ? hex(bad + 1) : 0);
	return bad == NULL;
}

static int tell_row(struct csv_read *r, dgpm_book_row_fn fn, void *ctx)
{
	const struct csvin_split *sp = &r->split;
	uint32_t n = (uint32_t)sp->n;
	struct dgpm_book_row row;

	if (n > r->cap) {
		struct dgpm_value *p = realloc(r->cells, sizeof *p * n);

		if (p == NULL)
			return -1;
		r->cells = p;
		r->cap = n;
	}
	for (uint32_t i = 0; i < n; i++)
		r->cells[i] = (struct dgpm_value){ .kind = sp->fields[i].n != 0 ? DGPM_VALUE_TEXT : DGPM_VALUE_NONE,
						   .text = sp->fields[i] };
	row = (struct dgpm_book_row){ .row = r->row, .line = sp->line, .cells = r->cells, .n = n };
	return fn(ctx, &row) ? 1 : 0;
}

/* The first NUL character of a file that seems to be UTF-16 without a BOM: how to say so. */
static const char *utf_16(struct csv_read *r)
{
	const char *name = r->has_nul || r->book->how.encoding != NULL ? NULL : book_encoding_hint(r->book->fd);

	r->has_nul = true;
	if (name == NULL)
		return NULL;
	return dgpm_arena_printf(r->book->arena, _("UTF-16 without a mark? '--encoding %s' reads it"), name);
}

/* What stands at the splitter: 1 go on, 0 enough, -1 no memory. */
static int take(struct csv_read *r, enum csvin_what what, dgpm_book_row_fn fn, void *ctx)
{
	static const enum dgpm_msg msgs[] = {
		[CSVIN_STRAY_QUOTE] = DGPM_MSG_CSV_13,
		[CSVIN_OPEN_QUOTE] = DGPM_MSG_CSV_02,
		[CSVIN_LONG] = DGPM_MSG_CSV_06,
	};

	if (what == CSVIN_NO_MEMORY)
		return -1;
	r->row++;
	if (what != CSVIN_ROW) {
		bad_row(r, msgs[what], r->split.error, NULL);
	} else if (r->split.any_nul) {
		bad_row(r, DGPM_MSG_CSV_10,
			memchr(r->split.record, '\0', (size_t)(r->split.record_end - r->split.record)),
			utf_16(r));
	} else if (r->split.n > r->book->how.max_columns) {
		bad_row(r, DGPM_MSG_BOOK_08, r->split.record,
			book_tells_unread(r->book) ? dgpm_arena_printf(r->book->arena,
								       _("%zu columns, the limit is %u"), r->split.n,
								       r->book->how.max_columns) :
						     NULL);
	} else if (check_bytes(r)) {
		return tell_row(r, fn, ctx);
	}
	return 1;
}

static int read_csv(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, dgpm_book_row_fn fn, void *ctx)
{
	const struct csv_own *own = book->own;
	struct csv_read r = { .book = book, .diags = diags };
	int rc = -1, got = 1;

	(void)sheet;
	if (book_decoder_open(&r.decoder, book->fd, own->encoding) != 0) {
		io_error(book, diags);
		return -1;
	}
	csvin_open(&r.in, book->fd, CSVIN_BLOCK, RECORD_LIMIT);
	r.in.delim = own->delim;
	if (own->encoding != BOOK_UTF_8) {
		r.in.read = book_decoder_read;
		r.in.ctx = &r.decoder;
	}
	errno = ENOMEM;
	if (csvin_split_open(&r.split, RECORD_LIMIT) != 0)
		goto out;
	csvin_split_delim(&r.split, own->delim);
	/* One more than may be: of a record with a million fields the others are only counted. */
	r.split.keep = (size_t)book->how.max_columns + 1;
	while (got > 0 && (got = csvin_next(&r.in, &r.block)) > 0) {
		enum csvin_what what;

		csvin_split_block(&r.split, &r.block);
		while (got > 0 && (what = csvin_record(&r.split)) != CSVIN_END)
			got = take(&r, what, fn, ctx);
	}
	rc = got < 0 ? -1 : 0;
out:
	if (rc != 0)
		io_error(book, diags);
	csvin_split_close(&r.split);
	csvin_block_free(&r.block);
	csvin_close(&r.in);
	book_decoder_close(&r.decoder);
	free(r.cells);
	return rc;
}

static void close_csv(struct dgpm_book *book)
{
	(void)book;
}

const struct book_reader book_csv = { open_csv, read_csv, close_csv };
