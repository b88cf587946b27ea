/* ods: one content.xml with all sheets, streamed (ISO/IEC 26300-1, 9). */
#include "book/ods.h"
#include "book/readers.h"
#include "book/rows.h"
#include "base/i18n.h"
#include "base/list.h"

#include <stdio.h>


#define FEW_SHEETS 256

struct ods_read {
	struct book_rows rows;     /* of the sheet that is read */
	bool scanning;             /* the first pass: names, merged ranges */
	size_t sheet, wanted;      /* the table at hand, from 0; the one to read */
	unsigned depth;            /* of tables within tables, which are left out */
	unsigned skip;             /* depth within what is no part of a value: notes, drawings, furigana */
	uint32_t row, row_repeated, column, column_repeated, columns_seen;
	bool row_hidden, row_open, in_cell, in_text, covered, formula;
	unsigned paragraphs;
	size_t n_inside; /* elements in the cell */
	char type[16], value[64];
	bool has_value, is_error;
	char number[BOOK_NUMBER_ROOM];
	char *text;
	size_t n_text, cap_text;
	struct ods_cell {
		struct dgpm_value value;
		size_t at;
		uint32_t column, repeated;
	} *row_cells;
	size_t n_cells, cap_cells;
	struct names hidden_styles; /* of tables */
	const char *style_name;    /* of the table style that is open */
	struct dgpm_merged *merged;
	size_t n_merged, cap_merged;
	struct dgpm_arena *scratch;
	struct ods_styles styles;  /* of what is read, not scanned */
	enum book_format format;   /* of the cell at hand */
	uint32_t color;            /* the same */
};

static uint32_t number_or_1(const char *s, uint32_t most)
{
	unsigned long n = s != NULL ? strtoul(s, NULL, 10) : 1;

	return n == 0 ? 1 : n > most ? most : (uint32_t)n;
}

static void fail_at(struct ods_read *r, struct book_xml *x, const char *what)
{
	char name[8];

	dgpm_diag_addf(x->diags, DGPM_MSG_BOOK_14, book_loc(x->book, r->row, r->column),
		       dgpm_diag_value(x->diags, "%s!%s%u", x->book->sheets[r->sheet].name,
				       dgpm_column_name(name, r->column), r->row),
		       "%s!%s%u: %s", x->book->sheets[r->sheet].name, dgpm_column_name(name, r->column), r->row, what);
	book_xml_stop(x, true);
}

/* A value that means nothing: the cell is handed over as such, and the rest of the sheet is read. */
static void unreadable(struct ods_read *r, struct book_xml *x, struct dgpm_value *v)
{
	char name[8];

	v->kind = DGPM_VALUE_ERROR;
	v->unreadable = DGPM_MSG_BOOK_14;
	book_unread(x->book, x->diags, DGPM_MSG_BOOK_14, book_loc(x->book, r->row, r->column),
		    dgpm_arena_printf(r->scratch, "%s!%s%u: %s", x->book->sheets[r->sheet].name,
				      dgpm_column_name(name, r->column), r->row, _("not a number")));
}

static void put_text(struct ods_read *r, struct book_xml *x, const char *s, size_t n)
{
	if (r->n_text + n > BOOK_MAX_ROW) {
		if (!x->done && !r->scanning)
			(void)book_rows_beyond(&r->rows, r->row, r->column, BOOK_BEYOND_ROW);
		book_xml_stop(x, true);
		return;
	}
	DGPM_ROOM(r->scratch, r->text, r->n_text, r->cap_text, n);
	memcpy(r->text + r->n_text, s, n);
	r->n_text += n;
}

/* Elements whose content is no part of a cell's value. */
static bool is_beside(const char *name)
{
	static const char *const names[] = { "annotation", "frame", "ruby-text", "note", "shapes", "custom-shape",
					     "tracked-changes", "detective", "forms", "rect", "g", "line", "caption" };

	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static bool is_object(const char *name)
{
	return strcmp(name, "frame") == 0 || strcmp(name, "custom-shape") == 0 || strcmp(name, "rect") == 0 ||
	       strcmp(name, "g") == 0 || strcmp(name, "line") == 0 || strcmp(name, "shapes") == 0;
}

static bool is_hidden(const char *visibility)
{
	return visibility != NULL && (strcmp(visibility, "collapse") == 0 || strcmp(visibility, "filter") == 0);
}

static void start_style(struct ods_read *r, const char *name, const char **attributes)
{
	const char *display;

	if (strcmp(name, "style") == 0) {
		r->style_name = dgpm_arena_strdup(r->scratch, book_attribute(attributes, "name"));
	} else if (strcmp(name, "table-properties") == 0 && r->style_name != NULL) {
		display = book_attribute(attributes, "display");
		if (display == NULL || strcmp(display, "false") != 0)
			return;
		names_add(&r->hidden_styles, dgpm_str_of(r->style_name));
	}
}

static void start_table(struct ods_read *r, struct book_xml *x, const char **attributes)
{
	const char *name = book_attribute(attributes, "name"), *style = book_attribute(attributes, "style-name");

	r->row = r->columns_seen = 0;
	r->n_merged = r->cap_merged = 0;
	r->merged = NULL;
	if (!r->scanning)
		return;
	if (book_add_sheet(x->book, x->diags, name != NULL ? name : "",
			   style != NULL && names_find(&r->hidden_styles, dgpm_str_of(style)) != 0) != 0)
		book_xml_stop(x, true);
}

static void start_row(struct ods_read *r, struct book_xml *x, const char **attributes)
{
	if (r->row_open) {
		r->column += r->column == 0;
		fail_at(r, x, _("the row does not come after the one before"));
		return;
	}
	r->row++;
	r->row_repeated = number_or_1(book_attribute(attributes, "number-rows-repeated"), BOOK_MAX_ROWS);
	r->row_hidden = is_hidden(book_attribute(attributes, "visibility"));
	r->row_open = true;
	r->column = 0;
	r->n_cells = r->n_text = 0;
}

static void add_merged(struct ods_read *r, struct book_xml *x, uint32_t columns, uint32_t rows)
{
	struct dgpm_merged m = { r->row, r->column, 0, 0 };

	if (columns == 1 && rows == 1)
		return;
	m.last_row = r->row + rows - 1 < BOOK_MAX_ROWS ? r->row + rows - 1 : BOOK_MAX_ROWS;
	m.last_column = r->column + columns - 1 < BOOK_MAX_COLUMNS ? r->column + columns - 1 : BOOK_MAX_COLUMNS;
	if (r->n_merged == BOOK_MAX_MERGED || r->row > BOOK_MAX_ROWS || r->column > BOOK_MAX_COLUMNS) {
		fail_at(r, x, _("more merged ranges than the limit"));
		return;
	}
	*DGPM_PUSH(x->book->arena, r->merged, r->n_merged, r->cap_merged) = m;
}

static void keep(char *to, size_t room, const char *from)
{
	size_t n = from != NULL ? strlen(from) : 0;

	n = n < room ? n : 0;
	if (n != 0)
		memcpy(to, from, n);
	to[n] = '\0';
}

static void start_cell(struct ods_read *r, struct book_xml *x, const char **attributes, bool covered)
{
	const char *value = NULL, *type = NULL, *text = NULL, *style = NULL;
	uint32_t columns = 1, rows = 1;

	if (r->in_cell) {
		fail_at(r, x, _("the cell does not come after the one before"));
		return;
	}
	r->column++;
	r->column_repeated = 1;
	r->formula = r->is_error = false;
	for (; *attributes != NULL; attributes += 2) {
		const char *name = book_local(*attributes), *v = attributes[1];

		if (strcmp(name, "number-columns-repeated") == 0)
			r->column_repeated = number_or_1(v, BOOK_MAX_ROWS);
		else if (strcmp(name, "number-columns-spanned") == 0)
			columns = number_or_1(v, BOOK_MAX_COLUMNS);
		else if (strcmp(name, "number-rows-spanned") == 0)
			rows = number_or_1(v, BOOK_MAX_ROWS);
		else if (strcmp(*attributes, "calcext:value-type") == 0)
			r->is_error = strcmp(v, "error") == 0;
		else if (strcmp(name, "value-type") == 0)
			type = v;
		else if (strcmp(name, "value") == 0 || strcmp(name, "date-value") == 0 ||
			 strcmp(name, "time-value") == 0 || strcmp(name, "boolean-value") == 0)
			value = v;
		else if (strcmp(name, "string-value") == 0)
			text = v;
		else if (strcmp(name, "formula") == 0)
			r->formula = true;
		else if (strcmp(name, "style-name") == 0)
			style = v;
	}
	keep(r->type, sizeof r->type, type);
	keep(r->value, sizeof r->value, value);
	r->has_value = value != NULL;
	r->format = ods_styles_format(&r->styles, style, r->column);
	r->color = ods_styles_color(&r->styles, style, r->column);
	r->covered = covered;
	r->in_cell = true;
	r->paragraphs = 0;
	r->n_inside = 0;
	if (r->scanning) {
		add_merged(r, x, columns, rows);
		return;
	}
	if (r->n_cells == x->book->how.max_columns) {
		(void)book_rows_wide(&r->rows, r->row, r->column);
		book_xml_stop(x, true);
		return;
	}
	DGPM_ROOM(r->scratch, r->row_cells, r->n_cells, r->cap_cells, 1);
	r->row_cells[r->n_cells] = (struct ods_cell){ .at = r->n_text, .column = r->column,
						      .repeated = r->column_repeated };
	if (text != NULL) {
		put_text(r, x, text, strlen(text));
		r->has_value = true; /* its paragraphs say the same */
	}
}

static void start(struct book_xml *x, const char *name, const char **attributes)
{
	struct ods_read *r = x->ctx;

	if (r->skip != 0 || is_beside(name)) {
		if (r->skip++ == 0 && r->scanning && r->depth == 1 && is_object(name))
			x->book->sheets[r->sheet].objects = true;
		return;
	}
	if (strcmp(name, "table") == 0) {
		if (r->depth++ == 0)
			start_table(r, x, attributes);
		return;
	}
	if (r->depth == 0 && r->scanning)
		start_style(r, name, attributes);
	else if (r->depth == 0)
		ods_styles_element(&r->styles, name, attributes);
	if (r->depth != 1 || (!r->scanning && r->sheet != r->wanted))
		return;
	if (strcmp(name, "table-column") == 0) {
		uint32_t n = number_or_1(book_attribute(attributes, "number-columns-repeated"), BOOK_MAX_COLUMNS);

		if (!r->scanning && is_hidden(book_attribute(attributes, "visibility")) &&
		    r->columns_seen < BOOK_MAX_COLUMNS)
			book_hide(&r->rows.hidden, r->rows.scratch, r->columns_seen + 1, r->columns_seen + n);
		if (!r->scanning)
			ods_styles_column(&r->styles, r->columns_seen + 1, r->columns_seen + n, attributes);
		r->columns_seen += r->columns_seen < BOOK_MAX_COLUMNS ? n : 0;
	} else if (strcmp(name, "table-row") == 0) {
		start_row(r, x, attributes);
	} else if (r->row_open && (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0)) {
		start_cell(r, x, attributes, name[0] == 'c');
	} else if (r->in_cell && ++r->n_inside > BOOK_MAX_INSIDE) {
		fail_at(r, x, _("more paragraphs, breaks and parts in one cell than the limit"));
	} else if (r->in_cell && !r->scanning) {
		if (strcmp(name, "p") == 0) {
			if (r->paragraphs++ != 0 && !r->has_value)
				put_text(r, x, "\n", 1);
			r->in_text = true;
		} else if (strcmp(name, "s") == 0 && !r->has_value) {
			for (uint32_t n = number_or_1(book_attribute(attributes, "c"), 1024); n != 0; n--)
				put_text(r, x, " ", 1);
		} else if (strcmp(name, "tab") == 0 && !r->has_value) {
			put_text(r, x, "\t", 1);
		} else if (strcmp(name, "line-break") == 0 && !r->has_value) {
			put_text(r, x, "\n", 1);
		}
	}
}

static void text(struct book_xml *x, const char *s, size_t n)
{
	struct ods_read *r = x->ctx;

	if (r->in_text && r->skip == 0 && (!r->has_value || r->is_error))
		put_text(r, x, s, n);
}

/* PT12H30M00S: 12:30:00 */
static size_t duration(char *to, const char *s)
{
	unsigned h = 0, m = 0, seconds = 0, n = 0;

	for (; *s != '\0' && *s != '.' && *s != ','; s++) {
		if (*s >= '0' && *s <= '9')
			n = n < 100000 ? n * 10 + (unsigned)(*s - '0') : n;
		else if (*s == 'H')
			h = n, n = 0;
		else if (*s == 'M')
			m = n, n = 0;
		else if (*s == 'S')
			seconds = n, n = 0;
	}
	seconds += n; /* what stands before a fraction */
	return (size_t)snprintf(to, BOOK_NUMBER_ROOM, "%02u:%02u:%02u", h, m, seconds);
}

static size_t day_alone(const char *s)
{
	const char *dot = strchr(s, '.');
	size_t n = dot != NULL ? (size_t)(dot - s) : strlen(s);

	return n == 19 && memcmp(s + 10, "T00:00:00", 9) == 0 ? 10 : n;
}

static void end_cell(struct ods_read *r, struct book_xml *x)
{
	char scaled[BOOK_NUMBER_ROOM];
	struct ods_cell *c;
	struct dgpm_str made;

	r->in_cell = false;
	if (r->scanning) {
		r->column += r->column_repeated - 1;
		return;
	}
	c = &r->row_cells[r->n_cells];
	c->value.formula = r->formula;
	c->value.color = r->color;
	if (r->is_error) {
		c->value.kind = DGPM_VALUE_ERROR;
	} else if (strcmp(r->type, "percentage") == 0 && r->n_text != c->at) {
		/* 50%, as it is shown, is no amount of 0.5. */
		c->value.kind = DGPM_VALUE_TEXT;
	} else if (strcmp(r->type, "float") == 0 || strcmp(r->type, "percentage") == 0 ||
		   strcmp(r->type, "currency") == 0) {
		if (!book_number(&made, r->number, dgpm_str_of(r->value))) {
			unreadable(r, x, &c->value);
			made = dgpm_str_of(r->value);
		} else {
			c->value.kind = DGPM_VALUE_NUMBER;
		}
		c->value.scaled = c->value.kind == DGPM_VALUE_NUMBER && book_is_scaled(r->format);
		if (c->value.scaled)
			made = book_scaled(scaled, made, r->format);
		r->n_text = c->at;
		put_text(r, x, made.s, made.n);
	} else if (strcmp(r->type, "date") == 0) {
		c->value.kind = DGPM_VALUE_DATE;
		r->n_text = c->at;
		put_text(r, x, r->value, day_alone(r->value));
	} else if (strcmp(r->type, "time") == 0) {
		c->value.kind = DGPM_VALUE_TEXT;
		r->n_text = c->at;
		put_text(r, x, r->number, duration(r->number, r->value));
	} else if (strcmp(r->type, "boolean") == 0) {
		c->value.kind = DGPM_VALUE_BOOL;
		r->n_text = c->at;
		put_text(r, x, r->value, strlen(r->value));
	} else if (r->n_text != c->at) {
		c->value.kind = DGPM_VALUE_TEXT;
	}
	c->value.text.n = r->n_text - c->at;
	c->value.uncalculated = r->formula && *r->type == '\0' && c->value.kind == DGPM_VALUE_NONE;
	if ((c->value.kind != DGPM_VALUE_NONE || c->value.uncalculated) && !r->covered)
		r->n_cells++;
	else
		r->n_text = c->at;
	r->column += r->column_repeated - 1;
}

/* Count the cells that are told again, before any is told. */
static int count_repeated(struct ods_read *r)
{
	uint64_t cells = 0, bytes = 0;

	for (size_t i = 0; i < r->n_cells; i++) {
		const struct ods_cell *c = &r->row_cells[i];
		uint64_t made = (uint64_t)c->repeated * r->row_repeated - 1;

		cells += made;
		bytes += made * c->value.text.n;
	}
	return book_rows_made(&r->rows, r->row - r->row_repeated + 1, r->n_cells != 0 ? r->row_cells[0].column : 0,
			      cells, bytes);
}

static bool put_cells(struct ods_read *r)
{
	for (size_t i = 0; i < r->n_cells; i++) {
		struct ods_cell *c = &r->row_cells[i];
		size_t at = r->rows.n_text, n = c->value.text.n;
		book_rows_text(&r->rows, r->text + c->at, n);
		for (uint32_t k = 0; k < c->repeated; k++)
			if (book_rows_put(&r->rows, c->column + k, &c->value, at) != 0)
				return false;
	}
	return true;
}

static void end_row(struct ods_read *r, struct book_xml *x)
{
	uint32_t first = r->row;

	r->row_open = false;
	r->row += r->row_repeated - 1;
	if (r->scanning || x->done)
		return;
	/* Empty rows to the end of the sheet: nothing to tell, unless they are hidden. */
	if (r->n_cells == 0 && (!r->row_hidden || r->row_repeated > 65536))
		return;
	if (count_repeated(r) != 0) {
		book_xml_stop(x, true);
		return;
	}
	for (uint32_t row = first; row <= r->row; row++) {
		if (book_rows_begin(&r->rows, row, r->row_hidden) != 0 || !put_cells(r)) {
			book_xml_stop(x, true);
			return;
		}
		if (!book_rows_end(&r->rows)) {
			book_xml_stop(x, r->rows.failed);
			return;
		}
	}
}

static void end(struct book_xml *x, const char *name)
{
	struct ods_read *r = x->ctx;

	if (r->skip != 0) {
		r->skip--;
		return;
	}
	if (strcmp(name, "table") == 0 && --r->depth == 0) {
		if (r->scanning && book_set_merged(x->book, x->diags, r->sheet, r->merged, r->n_merged) != 0)
			book_xml_stop(x, true);
		else if (!r->scanning && r->sheet == r->wanted)
			book_xml_stop(x, false);
		r->sheet++;
	} else if (r->depth != 1 || (!r->scanning && r->sheet != r->wanted)) {
		if (strcmp(name, "style") == 0)
			r->style_name = NULL;
	} else if (strcmp(name, "p") == 0) {
		r->in_text = false;
	} else if (r->in_cell && (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0)) {
		end_cell(r, x);
	} else if (r->row_open && strcmp(name, "table-row") == 0) {
		end_row(r, x);
	}
}

/* *n: the bytes of XML that were read. */
static int pass(struct ods_read *r, struct dgpm_book *book, struct dgpm_diags *diags, uint64_t *n)
{
	struct book_xml x = { .start = start, .end = end, .text = text, .ctx = r, .book = book, .diags = diags,
			      .entry = "content.xml" };
	int rc = book_xml_read(&x);

	*n = x.fed;
	return rc;
}

static int open_ods(struct dgpm_book *book, struct dgpm_diags *diags)
{
	struct ods_read r = { .scanning = true };
	uint64_t n;
	int rc;

	if (ods_check_password(book, diags) != 0)
		return -1;
	r.scratch = r.hidden_styles.arena = dgpm_arena_like(book->arena);
	rc = pass(&r, book, diags, &n);
	dgpm_arena_free(r.scratch);
	if (rc == 0 && book->n_sheets == 0) {
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_01, book_loc(book, 0, 0), NULL, "%s",
			       _("a workbook without a sheet"));
		return -1;
	}
	/* To come to a sheet, all before it is read again. */
	if (rc == 0 && book->n_sheets > FEW_SHEETS && n > BOOK_MAX_REREAD / book->n_sheets) {
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_16, book_loc(book, 0, 0), NULL,
			       _("%zu sheets in %zu KiB of XML, the limit is %zu KiB for so many"), book->n_sheets,
			       (size_t)(n >> 10), (size_t)(BOOK_MAX_REREAD / book->n_sheets >> 10));
		return -1;
	}
	return rc;
}

static int read_ods(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, dgpm_book_row_fn fn, void *ctx)
{
	struct ods_read r = { .wanted = sheet };
	uint64_t n;
	int rc;

	book_rows_open(&r.rows, book, diags, sheet, fn, ctx);
	r.scratch = r.rows.scratch;
	ods_styles_open(&r.styles, r.scratch);
	rc = ods_styles_read(&r.styles, book, diags);
	if (rc == 0)
		rc = pass(&r, book, diags, &n);
	book_rows_close(&r.rows);
	return rc;
}

static void close_ods(struct dgpm_book *book)
{
	(void)book;
}

const struct book_reader book_ods = { open_ods, read_ods, close_ods };
