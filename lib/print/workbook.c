/* Tables as sheets of a workbook, by libxlsxwriter. */
#include "print/workbook.h"
#include "print/workbook_parts.h"
#include "base/i18n.h"
#include "base/list.h"
#include "base/text.h"
#include "io/temporary.h"
#include "print/grid_parts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define EXACT_MOST ((int64_t)1 << 53) /* beyond it a spreadsheet's numbers are not exact */
#define LONGEST 32767 /* characters of a cell */
#define WIDEST 60

struct sheet {
	const char *title;
	const struct dgpm_grid *grid;
	struct grid_chosen chosen;
};

struct dgpm_workbook {
	struct dgpm_arena *arena;
	const char *lang;
	struct sheet *sheets;
	size_t n_sheets, cap_sheets;
	const char **notes;
	size_t n_notes, cap_notes;
	size_t n_cells; /* written so far */
	bool failed;
};

struct formats {
	lxw_format *head, *yen, *rate, *text, *sum;
};

struct dgpm_workbook *dgpm_workbook_new(struct dgpm_arena *arena, const char *lang)
{
	struct dgpm_workbook *w = dgpm_arena_array(arena, 1, sizeof *w);

	w->arena = arena;
	w->lang = lang;
	return w;
}

void dgpm_workbook_add(struct dgpm_workbook *w, const char *title, const struct dgpm_grid *g,
		       const struct dgpm_print *how)
{
	struct dgpm_grid *kept = dgpm_arena_array(w->arena, 1, sizeof *kept);
	struct dgpm_col *cols = dgpm_arena_array(w->arena, g->n_cols, sizeof *cols);
	struct grid_chosen chosen;

	if (!grid_choose(&chosen, g, how))
		return;
	/* The columns are the caller's, and gone when the workbook is written. */
	memcpy(cols, g->cols, g->n_cols * sizeof *cols);
	*kept = *g;
	kept->cols = cols;
	*DGPM_PUSH(w->arena, w->sheets, w->n_sheets, w->cap_sheets) = (struct sheet){ title, kept, chosen };
}

bool dgpm_workbook_is_empty(const struct dgpm_workbook *w)
{
	return w->n_sheets == 0;
}

void dgpm_workbook_note(struct dgpm_workbook *w, const char *text)
{
	*DGPM_PUSH(w->arena, w->notes, w->n_notes, w->cap_notes) = text;
}

/* What a cell may hold: control characters escaped, as XML has none. */
static const char *clean(struct dgpm_workbook *w, struct dgpm_str text)
{
	struct dgpm_str s = dgpm_text_escape(w->arena, text);

	return dgpm_arena_strndup(w->arena, s.s, s.n);
}

static bool is_too_long(struct dgpm_workbook *w, struct dgpm_str text)
{
	struct dgpm_str s;

	if (text.n <= LONGEST / 4) /* a byte is escaped by four characters at most */
		return false;
	s = dgpm_text_escape(w->arena, text);
	return dgpm_utf8_length(s.s, s.n) > LONGEST;
}

/* Whether all that is to be written has room: a text that was cut would look whole. */
static const char *what_is_beyond(struct dgpm_workbook *w)
{
	const char *long_text = _("a text has more characters than a cell can hold, 32,767: write CSV");

	for (size_t i = 0; i < w->n_sheets; i++) {
		const struct sheet *s = &w->sheets[i];

		if (s->chosen.n_rows >= LXW_ROW_MAX)
			return _("a table has more rows than a sheet can hold, 1,048,576: write CSV, or choose rows");
		for (size_t at = 0; at < s->chosen.n_rows * s->chosen.n_cols; at++) {
			const struct grid_cell *x = grid_at(s->grid, s->chosen.rows[at / s->chosen.n_cols],
							    s->chosen.cols[at % s->chosen.n_cols]);

			if (!x->none && !x->number && is_too_long(w, x->text))
				return long_text;
		}
	}
	for (size_t i = 0; i < w->n_notes; i++)
		if (is_too_long(w, dgpm_str_of(w->notes[i])))
			return long_text;
	return NULL;
}

/* Amounts are whole yen: the head says so. */
static const char *head_text(struct dgpm_workbook *w, const struct dgpm_col *col)
{
	const char *title = col->title != NULL && *col->title != '\0' ? _(col->title) : col->name;

	return col->kind == DGPM_COL_YEN
		       ? dgpm_arena_cat(w->arena, title, strcmp(w->lang, "ja") == 0 ? "（円）" : " (yen)")
		       : title;
}

static size_t text_columns(const char *text)
{
	return dgpm_text_width(text, strlen(text));
}

/* The library may refuse a cell, or find no memory. */
static void put_number(struct dgpm_workbook *w, lxw_worksheet *ws, lxw_row_t row, lxw_col_t at, double value,
		       lxw_format *format)
{
	w->failed |= worksheet_write_number(ws, row, at, value, format) != LXW_NO_ERROR;
	w->n_cells++;
}

static void put_text(struct dgpm_workbook *w, lxw_worksheet *ws, lxw_row_t row, lxw_col_t at, const char *text,
		     lxw_format *format)
{
	if (*text == '\0')
		return;
	w->failed |= worksheet_write_string(ws, row, at, text, format) != LXW_NO_ERROR;
	w->n_cells++;
}

static size_t write_cell(struct dgpm_workbook *w, lxw_worksheet *ws, lxw_row_t row, lxw_col_t at,
			 const struct dgpm_col *col, const struct grid_cell *x, const struct formats *f)
{
	char buf[DGPM_INT_BUF];
	const char *text;

	if (x->none)
		return 0;
	if (x->number && (x->rate || col->kind == DGPM_COL_RATE)) {
		/* The quotient itself, as near as a spreadsheet can hold it; what it shows is rounded once. */
		long double exact =
			x->ratio ? (long double)x->part / (long double)x->whole : (long double)x->value / 10000;

		put_number(w, ws, row, at, (double)exact, f->rate);
		return 8;
	}
	if (x->number && x->value < EXACT_MOST && x->value > -EXACT_MOST) {
		put_number(w, ws, row, at, (double)x->value, col->kind == DGPM_COL_YEAR ? f->text : f->yen);
		return strlen(dgpm_int_format(buf, x->value, ',')) + 1;
	}
	text = x->number ? dgpm_arena_strdup(w->arena, dgpm_int_format(buf, x->value, '\0')) : clean(w, x->text);
	put_text(w, ws, row, at, text, f->text);
	return text_columns(text) + 1;
}

static void write_sheet(struct dgpm_workbook *w, lxw_worksheet *ws, const struct sheet *s, const struct formats *f)
{
	for (size_t c = 0; c < s->chosen.n_cols; c++) {
		const struct dgpm_col *col = &s->grid->cols[s->chosen.cols[c]];
		const char *head = head_text(w, col);
		size_t widest = text_columns(head) + 3;

		put_text(w, ws, 0, (lxw_col_t)c, head, f->head);
		for (size_t r = 0; r < s->chosen.n_rows; r++) {
			size_t n = write_cell(w, ws, (lxw_row_t)(r + 1), (lxw_col_t)c, col,
					      grid_at(s->grid, s->chosen.rows[r], s->chosen.cols[c]), f);

			widest = n > widest ? n : widest;
		}
		w->failed |= LXW_NO_ERROR != worksheet_set_column(ws, (lxw_col_t)c, (lxw_col_t)c,
								  (double)(widest < WIDEST ? widest : WIDEST), NULL);
	}
	worksheet_freeze_panes(ws, 1, 0);
	if (s->chosen.n_rows != 0 && s->chosen.n_cols != 0)
		w->failed |= LXW_NO_ERROR != worksheet_autofilter(ws, 0, 0, (lxw_row_t)s->chosen.n_rows,
								  (lxw_col_t)(s->chosen.n_cols - 1));
	worksheet_set_landscape(ws);
	worksheet_set_paper(ws, 9);
	w->failed |= LXW_NO_ERROR != worksheet_repeat_rows(ws, 0, 0);
	worksheet_fit_to_pages(ws, 1, 0);
}

static void write_notes(struct dgpm_workbook *w, lxw_worksheet *ws, const struct formats *f)
{
	lxw_row_t row = 0;

	w->failed |= LXW_NO_ERROR != worksheet_set_column(ws, 0, 0, 100, NULL);
	put_text(w, ws, row++, 0,
				     _("Amounts are whole yen, exact; nothing is rounded. Rates are executed over "
				       "budget, shown in percent."),
				     f->text);
	put_text(w, ws, row++, 0, _("A blank cell is no value, which is not zero."), f->text);
	put_text(w, ws, row++, 0, "dgpm " DGPM_VERSION, f->text);
	for (size_t i = 0; i < w->n_notes; i++)
		put_text(w, ws, row++, 0, clean(w, dgpm_str_of(w->notes[i])), f->text);
}

/* At most 31 characters, none of those that name ranges, each name once. */
static const char *sheet_name(struct dgpm_workbook *w, size_t at)
{
	enum { MOST = 31 };
	const char *title = w->sheets[at].title != NULL ? w->sheets[at].title
			    : w->n_sheets > 1		? _("table")
							: _("report");
	char *name = dgpm_arena_strdup(w->arena,
				       w->n_sheets > 1 ? dgpm_arena_printf(w->arena, "%zu %s", at + 1, title) : title);
	size_t n = 0, bytes = 0;

	for (char *c = name; *c != '\0'; c++)
		if (strchr("[]:*?/\\'", *c) != NULL)
			*c = ' ';
	for (; name[bytes] != '\0'; bytes++) {
		if (((unsigned char)name[bytes] & 0xc0) != 0x80 && n++ == MOST)
			break;
	}
	name[bytes] = '\0';
	return name;
}

/* Into a file of its own; libxlsxwriter writes to names alone. Called in a process of its own. */
static bool write_file(void *ctx, const char *path, size_t *cells)
{
	struct dgpm_workbook *w = ctx;
	lxw_workbook_options options = { .constant_memory = LXW_FALSE };
	lxw_workbook *wb = workbook_new_opt(path, &options);
	/* Of no day: the same tables are the same bytes. */
	char author[] = "dgpm";
	lxw_doc_properties properties = { .author = author, .created = 946684800 };
	struct formats f;

	if (wb == NULL)
		return false;
	w->failed |= workbook_set_properties(wb, &properties) != LXW_NO_ERROR;
	f.head = workbook_add_format(wb);
	format_set_bold(f.head);
	format_set_bottom(f.head, LXW_BORDER_THIN);
	f.yen = workbook_add_format(wb);
	format_set_num_format(f.yen, "#,##0");
	f.rate = workbook_add_format(wb);
	format_set_num_format(f.rate, "0.0%");
	f.text = workbook_add_format(wb);
	for (size_t i = 0; i < w->n_sheets; i++)
		write_sheet(w, workbook_add_worksheet(wb, sheet_name(w, i)), &w->sheets[i], &f);
	write_notes(w, workbook_add_worksheet(wb, _("notes")), &f);
	*cells = w->n_cells;
	return workbook_close(wb) == LXW_NO_ERROR && !w->failed;
}

static int told(struct dgpm_diags *diags, const char *why)
{
	dgpm_diag_addf(diags, DGPM_MSG_IO_07, (struct dgpm_loc){ 0 }, why, "%s", why);
	return -1;
}

/* What was written, into the output. */
static int copy(int fd, struct dgpm_out *out, struct dgpm_diags *diags)
{
	char block[1 << 16];
	ssize_t n;

	if (lseek(fd, 0, SEEK_SET) != 0)
		return told(diags, strerror(errno));
	while ((n = read(fd, block, sizeof block)) != 0) {
		if (n < 0 && errno != EINTR)
			return told(diags, strerror(errno));
		if (n > 0)
			dgpm_out_write(out, block, (size_t)n);
	}
	return 0;
}

int dgpm_workbook_write(struct dgpm_workbook *w, struct dgpm_out *out, struct dgpm_diags *diags)
{
	char *path = dgpm_arena_strdup(w->arena, P_tmpdir "/dgpm.XXXXXX");
	const char *why = what_is_beyond(w);
	int fd, rc;

	if (why != NULL)
		return told(diags, why);
	fd = mkstemp(path);
	if (fd < 0)
		return told(diags, strerror(errno));
	dgpm_temporary_add(path);
	why = workbook_write_apart(write_file, w, path);
	rc = why != NULL ? told(diags, why) : copy(fd, out, diags);
	(void)close(fd);
	(void)unlink(path);
	dgpm_temporary_drop(path);
	return rc;
}
