/*
 * xls, the binary workbooks of before 2007, by freexl, which holds a book in memory. freexl passes over formulas (their
 * values are lost), truth values, errors, merged ranges and what is hidden: these come from book_biff.c.
 */
#include "book/biff.h"
#include "book/readers.h"
#include "base/i18n.h"

#include <freexl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* No such book is larger: 65,536 rows a sheet. */
#define XLS_LIMIT ((off_t)512 << 20)

struct xls {
	const void *handle;
	bool has_biff;
	struct biff biff;
};

/* Whether the file holds an entry of this name: OLE2 writes names in UTF-16. */
static bool holds(int fd, const char *name)
{
	char wide[64], buf[16384];
	size_t n = strlen(name) * 2, rest = 0;
	off_t from = 0;
	ssize_t k;

	for (size_t i = 0; i < n; i += 2) {
		wide[i] = name[i / 2];
		wide[i + 1] = '\0';
	}
	while ((k = pread(fd, buf + rest, sizeof buf - rest, from)) > 0) {
		size_t have = rest + (size_t)k;

		if (memmem(buf, have, wide, n) != NULL)
			return true;
		from += k;
		rest = have < n ? have : n;
		memmove(buf, buf + have - rest, rest);
	}
	return false;
}

/* Why freexl could not open it. */
static int refuse(struct dgpm_book *book, struct dgpm_diags *diags, int code)
{
	struct dgpm_loc at = book_loc(book, 0, 0);

	if (holds(book->fd, "EncryptedPackage"))
		dgpm_diag_add(diags, DGPM_MSG_BOOK_03, at, NULL);
	else if (holds(book->fd, "WordDocument"))
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_01, at, NULL, "%s", _("a Word document"));
	else if (holds(book->fd, "PowerPoint Document"))
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_01, at, NULL, "%s", _("a presentation"));
	else
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_04, at, NULL, _("freexl says %d"), code);
	return -1;
}

/* What freexl does not tell of the sheets. */
static int add_beside(struct dgpm_book *book, struct dgpm_diags *diags, struct xls *xls)
{
	struct biff *b = &xls->biff;
	size_t kept = 0;

	xls->has_biff = biff_open(b, book->arena, book->fd, (size_t)XLS_LIMIT);
	/* Whether freexl counts sheets of charts depends on its version. */
	if (xls->has_biff && b->n_sheets != book->n_sheets) {
		for (size_t i = 0; i < b->n_sheets; i++)
			if (!b->sheets[i]->is_chart)
				b->sheets[kept++] = b->sheets[i];
		b->n_sheets = kept;
	}
	xls->has_biff = xls->has_biff && b->n_sheets == book->n_sheets;
	for (size_t i = 0; xls->has_biff && i < book->n_sheets; i++) {
		const struct biff_sheet *s = b->sheets[i];

		book->sheets[i].hidden = s->hidden;
		book->sheets[i].objects = s->objects;
		if (book_set_merged(book, diags, i, s->merged, s->n_merged) != 0)
			return -1;
	}
	if (!xls->has_biff)
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_04, book_loc(book, 0, 0), NULL, "%s",
			       _("its formulas and merged cells cannot be found"));
	return xls->has_biff ? 0 : -1;
}

static int open_xls(struct dgpm_book *book, struct dgpm_diags *diags)
{
	struct xls *xls = dgpm_arena_array(book->arena, 1, sizeof *xls);
	unsigned n = 0, password = FREEXL_BIFF_PLAIN;
	struct stat st;
	char path[64];
	int rc;

	book->own = xls;
	if (fstat(book->fd, &st) == 0 && st.st_size > XLS_LIMIT) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_03, book_loc(book, 0, 0), NULL, _("%zu bytes, the limit is %zu"),
			       (size_t)st.st_size, (size_t)XLS_LIMIT);
		return -1;
	}
	/* freexl opens by name alone: this name is the file that is open already. */
	snprintf(path, sizeof path, "/dev/fd/%d", book->fd);
	rc = freexl_open(path, &xls->handle);
	if (rc != FREEXL_OK) {
		xls->handle = NULL;
		return refuse(book, diags, rc);
	}
	if (freexl_get_info(xls->handle, FREEXL_BIFF_PASSWORD, &password) == FREEXL_OK &&
	    password == FREEXL_BIFF_OBFUSCATED) {
		dgpm_diag_add(diags, DGPM_MSG_BOOK_03, book_loc(book, 0, 0), NULL);
		return -1;
	}
	rc = freexl_get_info(xls->handle, FREEXL_BIFF_SHEET_COUNT, &n);
	if (rc != FREEXL_OK || n == 0)
		return refuse(book, diags, rc);
	for (unsigned i = 0; i < n && i <= UINT16_MAX; i++) {
		const char *name = NULL;

		if (freexl_get_worksheet_name(xls->handle, (unsigned short)i, &name) != FREEXL_OK || name == NULL)
			name = "";
		book_add_sheet(book, name, false);
	}
	return add_beside(book, diags, xls);
}

/* The shortest decimal that is this number. */
static size_t shortest(char *to, double value)
{
	int n = 0;

	for (int digits = 15; digits <= 17; digits++) {
		n = snprintf(to, BOOK_NUMBER_ROOM, "%.*g", digits, value);
		if (strtod(to, NULL) == value)
			break;
	}
	return (size_t)n;
}

static void value_of(struct dgpm_value *v, struct book_rows *r, const FreeXL_CellValue *cell)
{
	char text[BOOK_NUMBER_ROOM], made[BOOK_NUMBER_ROOM];
	struct dgpm_str s = { NULL, 0 };

	*v = (struct dgpm_value){ .kind = DGPM_VALUE_NONE };
	switch (cell->type) {
	case FREEXL_CELL_INT:
		s = (struct dgpm_str){ text, (size_t)snprintf(text, sizeof text, "%d", cell->value.int_value) };
		v->kind = DGPM_VALUE_NUMBER;
		break;
	case FREEXL_CELL_DOUBLE:
		s = (struct dgpm_str){ text, shortest(text, cell->value.double_value) };
		v->kind = book_number(&s, made, s) ? DGPM_VALUE_NUMBER : DGPM_VALUE_ERROR;
		break;
	case FREEXL_CELL_DATE:
	case FREEXL_CELL_DATETIME:
		s = dgpm_str_of(cell->value.text_value);
		s.n = s.n == 19 && memcmp(s.s + 10, " 00:00:00", 9) == 0 ? 10 : s.n;
		v->kind = DGPM_VALUE_DATE;
		break;
	case FREEXL_CELL_TEXT:
	case FREEXL_CELL_SST_TEXT:
	case FREEXL_CELL_TIME:
		s = dgpm_str_of(cell->value.text_value);
		v->kind = s.n != 0 ? DGPM_VALUE_TEXT : DGPM_VALUE_NONE;
		break;
	default:
		break;
	}
	v->text.n = s.n;
	if (s.n != 0)
		book_rows_text(r, s.s, s.n);
	if (v->kind == DGPM_VALUE_DATE && s.n > 10)
		r->text[r->n_text - s.n + 10] = 'T';
}

static int read_rows(struct book_rows *r, const struct xls *xls, unsigned n_rows, unsigned short n_columns)
{
	const struct biff_sheet *s = xls->biff.sheets[r->sheet];
	size_t next = 0;

	for (size_t i = 0; i < s->n_cells; i++) {
		n_rows = s->cells[i].row >= n_rows ? s->cells[i].row + 1u : n_rows;
		if (s->cells[i].column >= n_columns)
			n_columns = (unsigned short)(s->cells[i].column + 1);
	}
	for (unsigned row = 0; row < n_rows && row < 65536; row++) {
		if (book_rows_begin(r, row + 1, (s->hidden_rows[row / 8] >> row % 8 & 1) != 0) != 0)
			return -1;
		for (unsigned short column = 0; column < n_columns; column++) {
			size_t at = r->n_text;
			struct dgpm_value v;
			FreeXL_CellValue cell;

			while (next < s->n_cells && (s->cells[next].row < row || (s->cells[next].row == row &&
										  s->cells[next].column < column)))
				next++;
			if (next < s->n_cells && s->cells[next].row == row && s->cells[next].column == column) {
				const struct biff_cell *c = &s->cells[next];

				v = (struct dgpm_value){ .kind = c->kind, .formula = c->formula,
							 .scaled = c->scaled, .text = c->text };
				if (book_rows_put(r, column + 1u, &v, BOOK_OUTSIDE) != 0)
					return -1;
				continue;
			}
			if (freexl_get_cell_value(xls->handle, row, column, &cell) != FREEXL_OK)
				continue;
			value_of(&v, r, &cell);
			if (v.kind != DGPM_VALUE_NONE && book_rows_put(r, column + 1u, &v, at) != 0)
				return -1;
		}
		if (!book_rows_end(r))
			break;
	}
	return 0;
}

static int read_xls(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, dgpm_book_row_fn fn, void *ctx)
{
	const struct xls *xls = book->own;
	unsigned short n_columns = 0;
	unsigned n_rows = 0;
	struct book_rows r;
	int rc = -1;

	book_rows_open(&r, book, diags, sheet, fn, ctx);
	r.hidden = xls->biff.sheets[sheet]->hidden_columns;
	if (freexl_select_active_worksheet(xls->handle, (unsigned short)sheet) != FREEXL_OK ||
	    freexl_worksheet_dimensions(xls->handle, &n_rows, &n_columns) != FREEXL_OK)
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_04, book_loc(book, 0, 0), book->sheets[sheet].name, "%s",
			       book->sheets[sheet].name);
	else
		rc = read_rows(&r, xls, n_rows, n_columns);
	book_rows_close(&r);
	return rc;
}

static void close_xls(struct dgpm_book *book)
{
	struct xls *xls = book->own;

	if (xls != NULL && xls->handle != NULL)
		freexl_close(xls->handle);
}

const struct book_reader book_xls = { open_xls, read_xls, close_xls };
