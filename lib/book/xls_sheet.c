/* xls: the cells of a sheet ([MS-XLS] 2.1.7.20.5). They need not stand in order, so they are listed first. */
#include "book/xls.h"
#include "base/i18n.h"
#include "base/list.h"

#include <stdio.h>
#include <stdlib.h>

#define ROWS 65536u

struct cell {
	uint16_t row, column; /* from 0 */
	uint32_t at;          /* its record in the stream */
};

struct sheet_read {
	struct book_rows rows;
	const struct xls *xls;
	struct biff_text text;
	struct cell *cells;
	size_t n_cells;
	bool in_order;
	uint8_t hidden[ROWS / 8];
	char number[BOOK_NUMBER_ROOM];
};

static void list_cells(struct sheet_read *r, const struct biff_record *record)
{
	uint16_t row = (uint16_t)book_get2(record->p), column = (uint16_t)book_get2(record->p + 2);
	size_t n = biff_n_cells(record);

	for (size_t i = 0; i < n; i++) {
		struct cell *c = &r->cells[r->n_cells];

		*c = (struct cell){ row, (uint16_t)(column + i), (uint32_t)record->at };
		if (r->n_cells != 0 && (c->row < c[-1].row || (c->row == c[-1].row && c->column <= c[-1].column)))
			r->in_order = false;
		r->n_cells++;
	}
}

static void list_record(void *ctx, const struct biff_record *record)
{
	struct sheet_read *r = ctx;
	const uint8_t *p = record->p;

	if (biff_n_cells(record) != 0) {
		list_cells(r, record);
	} else if (record->id == BIFF_ROW && record->n >= 14) {
		uint8_t bit = (uint8_t)(1 << book_get2(p) % 8), *byte = &r->hidden[book_get2(p) / 8];

		*byte = (uint8_t)((p[12] & 0x20) != 0 ? *byte | bit : *byte & ~bit);
	} else if (record->id == BIFF_DEFAULTROWHEIGHT && record->n >= 2 && (p[0] & 2) != 0) {
		memset(r->hidden, 0xff, sizeof r->hidden);
	} else if (record->id == BIFF_COLINFO && record->n >= 10 && (p[8] & 1) != 0 && book_get2(p) < 256) {
		uint32_t last = book_get2(p + 2) < 256 ? book_get2(p + 2) : 255;

		book_hide(&r->rows.hidden, r->rows.scratch, book_get2(p) + 1, last + 1);
	}
}

/* Of two records for one cell the later one comes last. */
static int cmp_cells(const void *pa, const void *pb)
{
	const struct cell *a = pa, *b = pb;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

static struct dgpm_str error_name(uint8_t code)
{
	switch (code) {
	case 0x00:
		return DGPM_STR("#NULL!");
	case 0x07:
		return DGPM_STR("#DIV/0!");
	case 0x0f:
		return DGPM_STR("#VALUE!");
	case 0x17:
		return DGPM_STR("#REF!");
	case 0x1d:
		return DGPM_STR("#NAME?");
	case 0x24:
		return DGPM_STR("#NUM!");
	default:
		return DGPM_STR("#N/A");
	}
}

static void set_flag(struct dgpm_value *v, uint8_t value, bool error)
{
	v->kind = error ? DGPM_VALUE_ERROR : DGPM_VALUE_BOOL;
	v->text = error ? error_name(value) : value != 0 ? DGPM_STR("true") : DGPM_STR("false");
}

/* The shortest decimal that is this number. */
static struct dgpm_str decimal_of(char *to, double value)
{
	int n = 0;

	if (value > -1e15 && value < 1e15 && value == (double)(int64_t)value)
		return (struct dgpm_str){ to, (size_t)snprintf(to, BOOK_NUMBER_ROOM, "%jd", (intmax_t)value) };
	for (int digits = 15; digits <= 17; digits++) {
		n = snprintf(to, BOOK_NUMBER_ROOM, "%.*g", digits, value);
		if (strtod(to, NULL) == value)
			break;
	}
	return (struct dgpm_str){ to, (size_t)n };
}

/*
 * A value that means nothing: the cell is handed over as such, and the rest of the sheet is read. `what`: said behind
 * its place.
 */
static void unreadable(struct sheet_read *r, struct dgpm_value *v, const struct cell *c, enum dgpm_msg msg,
		       const char *what)
{
	struct dgpm_book *book = r->rows.book;
	char name[8];

	*v = (struct dgpm_value){ .kind = DGPM_VALUE_ERROR, .formula = v->formula, .unreadable = (uint16_t)msg };
	if (what != NULL)
		what = dgpm_arena_printf(r->rows.scratch, "%s!%s%u%s", book->sheets[r->rows.sheet].name,
					 dgpm_column_name(name, c->column + 1u), c->row + 1u, what);
	book_unread(book, r->rows.diags, msg, book_loc(book, c->row + 1u, c->column + 1u), what);
}

/* The text for that, when it will be told at all. */
#define WHAT(r, ...) (book_tells_unread((r)->rows.book) ? dgpm_arena_printf((r)->rows.scratch, __VA_ARGS__) : NULL)

static void set_number(struct sheet_read *r, struct dgpm_value *v, const struct cell *c, double value, uint32_t xf)
{
	char text[BOOK_NUMBER_ROOM], made[BOOK_NUMBER_ROOM];
	enum book_format format = xf < r->xls->n_formats ? r->xls->formats[xf] : BOOK_AS_NUMBER;
	struct dgpm_str s, day;

	if (!book_number(&s, made, decimal_of(text, value))) {
		unreadable(r, v, c, DGPM_MSG_BOOK_14, WHAT(r, ": %s", _("not a number")));
		return;
	}
	v->kind = DGPM_VALUE_NUMBER;
	if (book_is_scaled(format)) {
		s = book_scaled(r->number, s, format);
		v->scaled = true;
	} else if (format != BOOK_AS_NUMBER && book_date(&day, r->number, s, format, r->xls->from_1904)) {
		v->kind = memchr(day.s, '-', day.n) != NULL ? DGPM_VALUE_DATE : DGPM_VALUE_TEXT;
		s = day;
	}
	if (s.s != r->number)
		memcpy(r->number, s.s, s.n);
	v->text = (struct dgpm_str){ r->number, s.n };
}

static double double_at(const uint8_t *p)
{
	uint64_t bits = (uint64_t)book_get4(p + 4) << 32 | book_get4(p);
	double value;

	memcpy(&value, &bits, sizeof value);
	return value;
}

/* A number in 30 bits: whole or the upper half of a double, perhaps in hundredths. */
static double rk_at(const uint8_t *p)
{
	uint32_t bits = book_get4(p);
	uint64_t upper = (uint64_t)(bits & ~3u) << 32;
	double value;

	if ((bits & 2) != 0)
		value = (double)((int32_t)bits >> 2);
	else
		memcpy(&value, &upper, sizeof value);
	return (bits & 1) != 0 ? value / 100 : value;
}

static void text_was_read(struct sheet_read *r, struct dgpm_value *v)
{
	v->kind = r->text.n != 0 ? DGPM_VALUE_TEXT : DGPM_VALUE_NONE;
	v->text = (struct dgpm_str){ r->text.s, r->text.n };
}

static void set_text(struct sheet_read *r, struct dgpm_value *v, const struct cell *c, struct biff_cursor at)
{
	uint8_t bad = 0;

	r->text.n = 0;
	switch (biff_text(&r->text, &at, BIFF_LENGTH_2, &bad)) {
	case BIFF_READ:
		text_was_read(r, v);
		break;
	case BIFF_CUT_OFF:
		unreadable(r, v, c, DGPM_MSG_BOOK_14, WHAT(r, ": %s", _("the text breaks off")));
		break;
	case BIFF_BAD_BYTE:
		unreadable(r, v, c, DGPM_MSG_BOOK_10,
			   WHAT(r, _(": the byte 0x%02X in code page %u"), bad, r->xls->biff.page));
		break;
	}
}

static void set_shared(struct sheet_read *r, struct dgpm_value *v, const struct cell *c, uint32_t i)
{
	r->text.n = 0;
	if (xls_shared_text(&r->text, r->xls, i))
		text_was_read(r, v);
	else
		unreadable(r, v, c, DGPM_MSG_BOOK_09, WHAT(r, _(" names number %u of %u"), i, r->xls->n_texts));
}

/* What the formula gave last. A text stands in a record of its own, behind those of a formula that cells share. */
static void set_formula(struct sheet_read *r, struct dgpm_value *v, const struct cell *c, const struct biff_record *f)
{
	const uint8_t *value = f->p + 6;
	size_t at = f->at + 4 + f->n;
	struct biff_record next;

	v->formula = true;
	if (book_get2(value + 6) != 0xffff) {
		set_number(r, v, c, double_at(value), book_get2(f->p + 4));
		return;
	}
	if (value[0] == 1 || value[0] == 2) {
		set_flag(v, value[2], value[0] == 2);
		return;
	}
	if (value[0] != 0)
		return;
	while (biff_next(&r->xls->biff, &at, &next) && next.id != BIFF_STRING)
		if (next.id != BIFF_SHRFMLA && next.id != BIFF_ARRAY && next.id != BIFF_TABLE &&
		    next.id != BIFF_CONTINUE)
			return;
	if (next.id == BIFF_STRING)
		set_text(r, v, c, biff_cursor(&r->xls->biff, &next, 0));
}

static void value_of(struct sheet_read *r, struct dgpm_value *v, const struct cell *c)
{
	const struct biff *b = &r->xls->biff;
	struct biff_record record;
	size_t at = c->at;
	const uint8_t *p;

	*v = (struct dgpm_value){ .kind = DGPM_VALUE_NONE };
	if (!biff_next(b, &at, &record))
		return;
	p = record.p;
	switch (record.id) {
	case BIFF_FORMULA:
		set_formula(r, v, c, &record);
		break;
	case BIFF_NUMBER:
		set_number(r, v, c, double_at(p + 6), book_get2(p + 4));
		break;
	case BIFF_RK:
		set_number(r, v, c, rk_at(p + 6), book_get2(p + 4));
		break;
	case BIFF_MULRK:
		p += 4 + 6 * (size_t)(uint16_t)(c->column - book_get2(p + 2));
		set_number(r, v, c, rk_at(p + 2), book_get2(p));
		break;
	case BIFF_BOOLERR:
		set_flag(v, p[6], p[7] != 0);
		break;
	case BIFF_LABELSST:
		set_shared(r, v, c, book_get4(p + 6));
		break;
	default:
		set_text(r, v, c, biff_cursor(b, &record, 6));
		break;
	}
}

static int read_rows(struct sheet_read *r)
{
	uint32_t last = r->n_cells != 0 ? r->cells[r->n_cells - 1].row : 0;
	size_t i = 0;

	for (uint32_t row = 0; row <= last && r->n_cells != 0; row++) {
		if (book_rows_begin(&r->rows, row + 1, (r->hidden[row / 8] >> row % 8 & 1) != 0) != 0)
			return -1;
		for (; i < r->n_cells && r->cells[i].row == row; i++) {
			const struct cell *c = &r->cells[i];
			size_t at = r->rows.n_text;
			struct dgpm_value v;

			if (i + 1 < r->n_cells && c[1].row == c->row && c[1].column == c->column)
				continue;
			value_of(r, &v, c);
			if (v.text.n != 0)
				book_rows_text(&r->rows, v.text.s, v.text.n);
			if ((v.kind != DGPM_VALUE_NONE || v.formula) &&
			    book_rows_put(&r->rows, c->column + 1u, &v, at) != 0)
				return -1;
		}
		if (!book_rows_end(&r->rows))
			break;
	}
	return r->rows.failed ? -1 : 0;
}

int xls_read_sheet(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, dgpm_book_row_fn fn, void *ctx)
{
	const struct xls *x = book->own;
	struct sheet_read r = { .xls = x, .in_order = true };
	size_t end;
	int rc;

	book_rows_open(&r.rows, book, diags, sheet, fn, ctx);
	r.text.arena = r.rows.scratch;
	r.cells = dgpm_arena_array(r.rows.scratch, x->sheets[sheet].n_cells, sizeof *r.cells);
	/* That it has an end was seen when the book was opened. */
	(void)biff_each(&x->biff, x->sheets[sheet].offset, &end, list_record, &r);
	if (!r.in_order)
		dgpm_sort(r.cells, r.n_cells, sizeof *r.cells, cmp_cells);
	rc = read_rows(&r);
	book_rows_close(&r.rows);
	return rc;
}
