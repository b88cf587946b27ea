/* xls, the binary workbooks of before 2007: what stands before the sheets, and what of each must be known
 * beforehand. */
#include "book/xls.h"
#include "book/ole.h"
#include "book/readers.h"
#include "base/i18n.h"
#include "base/list.h"

#include <errno.h>

/* No such book is larger: 65,536 rows a sheet. */
#define XLS_LIMIT ((size_t)512 << 20)

static int damaged(struct dgpm_book *book, struct dgpm_diags *diags, const char *why)
{
	dgpm_diag_addf(diags, DGPM_MSG_BOOK_04, book_loc(book, 0, 0), NULL, "%s", why);
	return -1;
}

static int failed(struct dgpm_book *book, struct dgpm_diags *diags, int error)
{
	char buf[128];

	dgpm_diag_addf(diags, DGPM_MSG_IO_01, book_loc(book, 0, 0), NULL, "%s",
		       strerror_r(error, buf, sizeof buf));
	return -1;
}

static int no_book(struct dgpm_book *book, struct dgpm_diags *diags, const struct ole *o)
{
	struct dgpm_loc at = book_loc(book, 0, 0);

	if (ole_has(o, "EncryptedPackage"))
		dgpm_diag_add(diags, DGPM_MSG_BOOK_03, at, NULL);
	else if (ole_has(o, "WordDocument"))
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_01, at, NULL, "%s", _("a Word document"));
	else if (ole_has(o, "PowerPoint Document"))
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_01, at, NULL, "%s", _("a presentation"));
	else
		return damaged(book, diags, _("the stream 'Workbook' is missing"));
	return -1;
}

/* The stream of records. A book that two programs can read holds both streams; the later one is the better. */
static int read_stream(struct dgpm_book *book, struct dgpm_diags *diags, struct biff *b)
{
	struct ole o;
	const char *name;
	int error, rc = 0;

	if (book->size > XLS_LIMIT) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_03, book_loc(book, 0, 0), NULL,
			       _("%zu bytes, the limit is %zu"), book->size, XLS_LIMIT);
		return -1;
	}
	if (!ole_open(&o, book->fd, book->size)) {
		error = errno;
		ole_close(&o);
		return error != 0 ? failed(book, diags, error) :
				    damaged(book, diags, _("the table of its parts cannot be followed"));
	}
	name = ole_has(&o, "Workbook") ? "Workbook" : "Book";
	if (!ole_has(&o, name)) {
		rc = no_book(book, diags, &o);
	} else if ((b->s = ole_stream(&o, name, &b->n)) == NULL) {
		error = errno;
		rc = error != 0 ? failed(book, diags, error) : damaged(book, diags, _("its records break off"));
	}
	ole_close(&o);
	return rc;
}

struct globals {
	struct dgpm_book *book;
	struct dgpm_diags *diags;
	struct xls *xls;
	uint16_t *ids;         /* of the format of each extended format */
	size_t n_ids, cap_ids;
	uint8_t *formats;      /* enum book_format by the format's number */
};

/* A text in a record of the book; a byte that has no meaning is no reason not to read it. */
static struct dgpm_str text_of(struct globals *g, const struct biff_record *r, size_t at, enum biff_length length)
{
	struct biff_text text = { .arena = g->book->arena };
	struct biff_cursor c = biff_cursor(&g->xls->biff, r, at);
	uint8_t bad;

	(void)biff_text(&text, &c, length, &bad);
	return (struct dgpm_str){ text.s, text.n };
}

static int read_boundsheet(struct globals *g, const struct biff_record *r)
{
	struct dgpm_str name;

	/* Sheets of charts and of macros have no cells. */
	if (r->n < 8 || r->p[5] != 0)
		return 0;
	name = text_of(g, r, 6, BIFF_LENGTH_1);
	DGPM_ROOM(g->book->arena, g->xls->sheets, g->book->n_sheets, g->xls->cap_sheets, 1);
	g->xls->sheets[g->book->n_sheets] = (struct xls_sheet){ .offset = book_get4(r->p) };
	return book_add_sheet(g->book, g->diags, dgpm_arena_strndup(g->book->arena, name.s, name.n),
			      (r->p[4] & 3) != 0);
}

static int read_global(struct globals *g, const struct biff_record *r)
{
	struct biff *b = &g->xls->biff;

	switch (r->id) {
	case BIFF_FILEPASS:
		dgpm_diag_add(g->diags, DGPM_MSG_BOOK_03, book_loc(g->book, 0, 0), NULL);
		return -1;
	case BIFF_CODEPAGE:
		if (r->n >= 2 && !b->is_8)
			biff_page(b, book_get2(r->p));
		return 0;
	case BIFF_DATEMODE:
		g->xls->from_1904 = r->n >= 2 && book_get2(r->p) == 1;
		return 0;
	case BIFF_BOUNDSHEET:
		return read_boundsheet(g, r);
	case BIFF_FORMAT:
		if (r->n >= 4)
			g->formats[book_get2(r->p)] = (uint8_t)book_format_of(
				text_of(g, r, 2, b->is_8 ? BIFF_LENGTH_2 : BIFF_LENGTH_1));
		return 0;
	case BIFF_XF:
		if (r->n >= 4)
			*DGPM_PUSH(g->book->arena, g->ids, g->n_ids, g->cap_ids) = (uint16_t)book_get2(r->p + 2);
		return 0;
	case BIFF_SST:
		if (b->is_8 && g->xls->n_texts == 0)
			xls_find_texts(g->xls, g->book->arena, r);
		return 0;
	default:
		return 0;
	}
}

static int read_globals(struct dgpm_book *book, struct dgpm_diags *diags, struct xls *x)
{
	struct globals g = { .book = book, .diags = diags, .xls = x };
	struct biff_record r;
	size_t at = 0;

	if (!biff_next(&x->biff, &at, &r) || r.id != BIFF_BOF || r.n < 4)
		return damaged(book, diags, _("its records break off"));
	x->biff.is_8 = book_get2(r.p) >= 0x0600;
	if (!x->biff.is_8)
		biff_page(&x->biff, 1252);
	g.formats = dgpm_arena_array(book->arena, UINT16_MAX + 1, 1);
	for (unsigned id = 0; id <= UINT16_MAX; id++)
		g.formats[id] = (uint8_t)book_format_builtin(id);
	do {
		if (!biff_next(&x->biff, &at, &r))
			return damaged(book, diags, _("its records break off"));
		if (read_global(&g, &r) != 0)
			return -1;
	} while (r.id != BIFF_EOF);
	x->formats = dgpm_arena_array(book->arena, g.n_ids, sizeof *x->formats);
	for (size_t i = 0; i < g.n_ids; i++)
		x->formats[i] = g.formats[g.ids[i]];
	x->n_formats = g.n_ids;
	return 0;
}

struct scan {
	struct dgpm_arena *arena;
	bool is_8, objects;
	size_t n_cells;
	struct dgpm_merged *merged;
	size_t n_merged, cap_merged;
};

static void scan_merged(struct scan *s, const struct biff_record *r)
{
	size_t n = r->n >= 2 ? book_get2(r->p) : 0;

	for (size_t i = 0; i < n && 2 + (i + 1) * 8 <= r->n && s->n_merged < BOOK_MAX_MERGED; i++) {
		const uint8_t *p = r->p + 2 + i * 8;
		struct dgpm_merged m = { book_get2(p) + 1, book_get2(p + 4) + 1, book_get2(p + 2) + 1,
					 book_get2(p + 6) + 1 };

		if (m.last_row >= m.first_row && m.last_column >= m.first_column && m.last_column <= 256)
			*DGPM_PUSH(s->arena, s->merged, s->n_merged, s->cap_merged) = m;
	}
}

static void scan_record(void *ctx, const struct biff_record *r)
{
	struct scan *s = ctx;

	s->n_cells += biff_n_cells(r);
	if (r->id == BIFF_MERGEDCELLS) {
		scan_merged(s, r);
	} else if (r->id == BIFF_OBJ && r->n >= 6) {
		/* Neither a comment nor the arrow of a list. Of 1997 and later another record leads it. */
		if ((!s->is_8 || book_get2(r->p) == 0x15) && book_get2(r->p + 4) != 0x19 && book_get2(r->p + 4) != 0x14)
			s->objects = true;
	}
}

/* Whether all sheets are there, and what must be known of each. */
static int scan_sheets(struct dgpm_book *book, struct dgpm_diags *diags, struct xls *x)
{
	size_t sum = 0, end;

	for (size_t i = 0; i < book->n_sheets; i++) {
		struct scan s = { .arena = book->arena, .is_8 = x->biff.is_8 };
		bool whole = biff_each(&x->biff, x->sheets[i].offset, &end, scan_record, &s);

		/* Sheets lie one behind the other: to read one stretch again and again would take for ever. */
		sum += end - x->sheets[i].offset;
		if (!whole || sum > x->biff.n)
			return damaged(book, diags,
				       dgpm_arena_printf(book->arena,
							 whole ? _("%s: its records are another sheet's") :
								 _("%s: its records break off"),
							 book->sheets[i].name));
		x->sheets[i].n_cells = s.n_cells;
		book->sheets[i].objects = s.objects;
		if (book_set_merged(book, diags, i, s.merged, s.n_merged) != 0)
			return -1;
	}
	return 0;
}

static int open_xls(struct dgpm_book *book, struct dgpm_diags *diags)
{
	struct xls *x = dgpm_arena_array(book->arena, 1, sizeof *x);

	book->own = x;
	x->biff.cd = (iconv_t)-1;
	if (read_stream(book, diags, &x->biff) != 0 || read_globals(book, diags, x) != 0)
		return -1;
	if (book->n_sheets == 0) {
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_01, book_loc(book, 0, 0), NULL, "%s",
			       _("a workbook without a sheet"));
		return -1;
	}
	return scan_sheets(book, diags, x);
}

static void close_xls(struct dgpm_book *book)
{
	struct xls *x = book->own;

	if (x != NULL)
		biff_close(&x->biff);
}

const struct book_reader book_xls = { open_xls, xls_read_sheet, close_xls };
