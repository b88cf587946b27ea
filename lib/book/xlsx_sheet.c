/* xlsx: the cells of a sheet, streamed (ISO/IEC 29500-1, 18.3). */
#include "book/xlsx.h"
#include "book/rows.h"
#include "base/i18n.h"

#include <stdlib.h>

enum cell_type { TYPE_NUMBER, TYPE_SHARED, TYPE_STRING, TYPE_INLINE, TYPE_BOOL, TYPE_ERROR, TYPE_DATE };

struct sheet_read {
	struct book_rows rows;
	const struct xlsx *xlsx;
	struct book_xml *xml;
	bool in_row, in_cell, in_text, preserve, formula;
	unsigned phonetic;
	enum cell_type type;
	uint32_t style, column;
	size_t begin, run; /* of the cell's text, and of this <t>, in rows.text */
	char number[BOOK_NUMBER_ROOM];
};

static void bad_cell(struct sheet_read *r, const char *what)
{
	char name[8];

	dgpm_diag_addf(r->rows.diags, DGPM_MSG_BOOK_14, book_loc(r->rows.book, r->rows.row, r->column),
		       dgpm_diag_value(r->rows.diags, "%s!%s%u", r->rows.book->sheets[r->rows.sheet].name,
				       dgpm_column_name(name, r->column), r->rows.row), "%s!%s%u: %s",
		       r->rows.book->sheets[r->rows.sheet].name, dgpm_column_name(name, r->column), r->rows.row, what);
	book_xml_stop(r->xml, true);
}

static uint32_t number_or(const char *s, uint32_t otherwise)
{
	uint32_t n = 0;

	if (s == NULL || *s == '\0')
		return otherwise;
	for (; *s >= '0' && *s <= '9' && n <= 100000000; s++)
		n = n * 10 + (uint32_t)(*s - '0');
	return *s == '\0' ? n : otherwise;
}

static void start_row(struct sheet_read *r, const char **attributes)
{
	const char *number = NULL, *hidden = NULL;

	for (; *attributes != NULL; attributes += 2) {
		if (strcmp(*attributes, "r") == 0)
			number = attributes[1];
		else if (strcmp(*attributes, "hidden") == 0)
			hidden = attributes[1];
	}
	r->column = 0;
	/* One in another would take its place: told as one that comes again. */
	if (book_rows_begin(&r->rows, r->in_row ? r->rows.row : number_or(number, r->rows.row + 1),
			    book_is_true(hidden)) != 0)
		book_xml_stop(r->xml, true);
	else
		r->in_row = true;
}

static enum cell_type type_of(const char *t)
{
	switch (t[0]) {
	case 's':
		return t[1] == '\0' ? TYPE_SHARED : TYPE_STRING;
	case 'i':
		return TYPE_INLINE;
	case 'b':
		return TYPE_BOOL;
	case 'e':
		return TYPE_ERROR;
	case 'd':
		return TYPE_DATE;
	default:
		return TYPE_NUMBER;
	}
}

static void start_cell(struct sheet_read *r, const char **attributes)
{
	uint32_t column = r->column + 1, row = r->rows.row;

	if (r->in_cell) {
		bad_cell(r, _("the cell does not come after the one before"));
		return;
	}
	r->type = TYPE_NUMBER;
	r->style = 0;
	r->formula = false;
	for (; *attributes != NULL; attributes += 2) {
		const char *name = *attributes, *value = attributes[1];

		if (name[1] != '\0')
			continue;
		if (name[0] == 'r') {
			const char *p = value;

			if (!book_parse_ref(&p, &column, &row) || *p != '\0' || row != r->rows.row) {
				r->column++;
				bad_cell(r, dgpm_arena_printf(r->rows.scratch, _("it says it is '%s'"), value));
				return;
			}
		} else if (name[0] == 't') {
			r->type = type_of(value);
		} else if (name[0] == 's') {
			r->style = number_or(value, 0);
		}
	}
	r->column = column;
	r->in_cell = true;
	r->begin = r->rows.n_text;
}

static void start_text(struct sheet_read *r, const char **attributes)
{
	const char *space = book_attribute(attributes, "space");

	r->in_text = r->phonetic == 0;
	r->preserve = space != NULL && strcmp(space, "preserve") == 0;
	r->run = r->rows.n_text;
}

static void start(struct book_xml *x, const char *name, const char **attributes)
{
	struct sheet_read *r = x->ctx;

	if (name[1] == '\0') {
		if (name[0] == 'c' && r->in_row) {
			start_cell(r, attributes);
		} else if (r->in_cell && name[0] == 'v') {
			r->rows.n_text = r->begin;
			r->in_text = r->preserve = true;
			r->run = r->begin;
		} else if (r->in_cell && name[0] == 't') {
			start_text(r, attributes);
		} else if (r->in_cell && name[0] == 'f') {
			r->formula = true;
		}
	} else if (strcmp(name, "row") == 0) {
		start_row(r, attributes);
	} else if (strcmp(name, "rPh") == 0) {
		r->phonetic++;
	} else if (strcmp(name, "col") == 0 && book_is_true(book_attribute(attributes, "hidden"))) {
		uint32_t last = number_or(book_attribute(attributes, "max"), 0);

		book_hide(&r->rows.hidden, r->rows.scratch, number_or(book_attribute(attributes, "min"), 1),
			  last < BOOK_MAX_COLUMNS ? last : BOOK_MAX_COLUMNS);
	}
}

static void text(struct book_xml *x, const char *s, size_t n)
{
	struct sheet_read *r = x->ctx;

	if (!r->in_text)
		return;
	if (r->rows.n_text + n > BOOK_MAX_ROW) {
		if (!x->done)
			(void)book_rows_beyond(&r->rows, r->rows.row, r->column, BOOK_BEYOND_ROW);
		book_xml_stop(x, true);
		return;
	}
	book_rows_text(&r->rows, s, n);
}

/* A number, or the date its style makes of it. Texts that were made anew are put behind the cell's. */
static bool number_value(struct sheet_read *r, struct dgpm_value *v, size_t *at, struct dgpm_str raw)
{
	enum book_format format = r->style < r->xlsx->n_formats ? r->xlsx->formats[r->style] : BOOK_AS_NUMBER;
	struct dgpm_str made;

	if (!book_number(&made, r->number, raw))
		return false;
	v->kind = DGPM_VALUE_NUMBER;
	if (book_is_scaled(format)) {
		char text[BOOK_NUMBER_ROOM];

		made = book_scaled(text, made, format);
		memcpy(r->number, made.s, made.n);
		made.s = r->number;
		v->scaled = true;
	} else if (format != BOOK_AS_NUMBER) {
		char date[BOOK_NUMBER_ROOM];
		struct dgpm_str day;

		if (book_date(&day, date, made, format, r->xlsx->from_1904)) {
			v->kind = memchr(day.s, '-', day.n) != NULL ? DGPM_VALUE_DATE : DGPM_VALUE_TEXT;
			memcpy(r->number, day.s, day.n);
			made = (struct dgpm_str){ r->number, day.n };
		}
	}
	v->text.n = made.n;
	if (made.s != raw.s) {
		*at = r->rows.n_text;
		book_rows_text(&r->rows, made.s, made.n);
	}
	return true;
}

/* 2021-04-01T00:00:00.000Z: midnight is a day alone, and fractions of a second are of no use here. */
static size_t iso_date(const char *s, size_t n)
{
	const char *dot = memchr(s, '.', n);

	if (dot != NULL)
		n = (size_t)(dot - s);
	if (n != 0 && s[n - 1] == 'Z')
		n--;
	return n == 19 && memcmp(s + 10, "T00:00:00", 9) == 0 ? 10 : n;
}

/* A value that means nothing: the cell is handed over as such, and the rest of the sheet is read. */
static void unreadable(struct sheet_read *r, struct dgpm_value *v, enum dgpm_msg msg, const char *what)
{
	char name[8];

	v->kind = DGPM_VALUE_ERROR;
	v->unreadable = (uint16_t)msg;
	book_unread(r->rows.book, r->rows.diags, msg, book_loc(r->rows.book, r->rows.row, r->column),
		    dgpm_arena_printf(r->rows.scratch, "%s!%s%u%s", r->rows.book->sheets[r->rows.sheet].name,
				      dgpm_column_name(name, r->column), r->rows.row, what));
}

/* The value of the cell that ends. */
static void value_of(struct sheet_read *r, struct dgpm_value *v, size_t *at)
{
	struct dgpm_str raw = { r->rows.text + r->begin, r->rows.n_text - r->begin };
	uint32_t i;

	*v = (struct dgpm_value){ .formula = r->formula, .text.n = raw.n };
	*at = r->begin;
	/* A formula that gives an empty text says that it is one. */
	v->uncalculated = raw.n == 0 && r->formula && r->type != TYPE_STRING;
	if (raw.n == 0)
		return;
	switch (r->type) {
	case TYPE_NUMBER:
		if (!number_value(r, v, at, raw))
			unreadable(r, v, DGPM_MSG_BOOK_14,
				   book_tells_unread(r->rows.book) ?
					   dgpm_arena_printf(r->rows.scratch, ": %s", _("not a number")) :
					   "");
		return;
	case TYPE_SHARED:
		book_rows_text(&r->rows, "", 1);
		i = number_or(r->rows.text + r->begin, UINT32_MAX);
		if (i >= r->xlsx->n_texts) {
			unreadable(r, v, DGPM_MSG_BOOK_09,
				   book_tells_unread(r->rows.book) ?
					   dgpm_arena_printf(r->rows.scratch, _(" names number %s of %u"),
							     r->rows.text + r->begin, r->xlsx->n_texts) :
					   "");
			return;
		}
		v->text = xlsx_text(r->xlsx, i);
		v->kind = v->text.n != 0 ? DGPM_VALUE_TEXT : DGPM_VALUE_NONE;
		*at = BOOK_OUTSIDE;
		return;
	case TYPE_STRING:
	case TYPE_INLINE:
		v->text.n = xlsx_unescape(r->rows.text + r->begin, raw.n);
		v->kind = DGPM_VALUE_TEXT;
		return;
	case TYPE_BOOL:
		v->kind = DGPM_VALUE_BOOL;
		v->text = raw.s[0] == '0' || raw.s[0] == 'f' ? DGPM_STR("false") : DGPM_STR("true");
		*at = BOOK_OUTSIDE;
		return;
	case TYPE_ERROR:
		v->kind = DGPM_VALUE_ERROR;
		return;
	case TYPE_DATE:
		v->kind = DGPM_VALUE_DATE;
		v->text.n = iso_date(raw.s, raw.n);
		return;
	}
}

static void end_cell(struct sheet_read *r)
{
	struct dgpm_value v;
	size_t at;

	r->in_cell = false;
	value_of(r, &v, &at);
	v.color = r->style < r->xlsx->n_formats ? r->xlsx->colors[r->style] : 0;
	/* Cells that only have a style are no cells. */
	if ((v.kind != DGPM_VALUE_NONE || v.formula) && book_rows_put(&r->rows, r->column, &v, at) != 0)
		book_xml_stop(r->xml, true);
}

static void end(struct book_xml *x, const char *name)
{
	struct sheet_read *r = x->ctx;

	if (name[1] == '\0') {
		if (name[0] == 'c' && r->in_cell) {
			end_cell(r);
		} else if (r->in_text && (name[0] == 'v' || name[0] == 't')) {
			if (!r->preserve && r->rows.n_text != r->run)
				r->rows.n_text = r->run + xlsx_trim(r->rows.text + r->run, r->rows.n_text - r->run);
			r->in_text = false;
		}
	} else if (strcmp(name, "row") == 0 && r->in_row) {
		r->in_row = false;
		if (!book_rows_end(&r->rows))
			book_xml_stop(x, r->rows.failed);
	} else if (strcmp(name, "rPh") == 0 && r->phonetic != 0) {
		r->phonetic--;
	}
}

int xlsx_read_sheet(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, dgpm_book_row_fn fn, void *ctx)
{
	const struct xlsx *xlsx = book->own;
	struct sheet_read r = { .xlsx = xlsx };
	struct book_xml x = { .start = start, .end = end, .text = text, .ctx = &r, .book = book, .diags = diags,
			      .entry = xlsx->parts[sheet] };
	int rc;

	r.xml = &x;
	book_rows_open(&r.rows, book, diags, sheet, fn, ctx);
	rc = book_xml_read(&x);
	book_rows_close(&r.rows);
	return rc;
}
