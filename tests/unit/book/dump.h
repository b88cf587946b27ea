/* A spreadsheet as text, for tests to compare: the rows of each sheet, then what was told. */
#ifndef UNIT_BOOK_DUMP_H
#define UNIT_BOOK_DUMP_H

#include "book/book.h"
#include "unit.h"

#include <inttypes.h>

static inline const char *append(struct dgpm_arena *a, const char *all, const char *line)
{
	return dgpm_arena_printf(a, "%s%s", all, line);
}

struct dump {
	struct dgpm_arena *a;
	const char *all;
	unsigned rows, most;
};

/* "5: N:12 Tc:text": kind, f formula, c covered, h hidden; # and the colour; the line too where there is one. */
static inline bool dump_row(void *ctx, const struct dgpm_book_row *row)
{
	struct dump *d = ctx;

	d->all = dgpm_arena_printf(d->a, "%s%" PRIu32, d->all, row->row);
	if (row->line != 0)
		d->all = dgpm_arena_printf(d->a, "%s line %" PRIu32, d->all, row->line);
	if (row->hidden)
		d->all = append(d->a, d->all, " hidden");
	for (uint32_t i = 0; i < row->n; i++) {
		const struct dgpm_value *v = &row->cells[i];

		d->all = dgpm_arena_printf(d->a, "%s | %c%s%s%s:%.*s", d->all, "-TNDBE"[v->kind], v->formula ? "f" : "",
					   v->covered ? "c" : "", v->hidden ? "h" : "", (int)v->text.n,
					   v->text.n != 0 ? v->text.s : "");
		if (v->color != 0) {
			char color[DGPM_COLOR_ROOM];

			(void)dgpm_color_text(color, v->color);
			d->all = dgpm_arena_cat(d->a, d->all, " #", color);
		}
	}
	d->all = append(d->a, d->all, "\n");
	return ++d->rows != d->most;
}

static inline const char *dump_file(struct dgpm_arena *a, const char *shown, int dir, const char *path,
			     const struct dgpm_book_how *how)
{
	static const char *const kinds[] = { "csv", "xlsx", "xls", "ods" };
	struct dgpm_diags *diags = dgpm_diags_new(a);
	struct dump d = { .a = a, .all = "" };
	struct dgpm_book *book;
	int rc = dgpm_book_open(&book, a, diags, shown, dir, path, how);

	unit_contract(rc, book, diags);
	for (size_t i = 0; rc == 0 && i < dgpm_book_n_sheets(book); i++) {
		const struct dgpm_sheet *s = dgpm_book_sheet(book, i);
		size_t before = dgpm_diags_count(diags);

		d.all = dgpm_arena_printf(a, "%s== %s %s%s, %zu merged%s%s%s\n", d.all, kinds[dgpm_book_kind(book)],
					  s->name, s->hidden ? " (hidden)" : "", s->n_merged,
					  dgpm_book_encoding(book) != NULL ? ", " : "",
					  dgpm_book_encoding(book) != NULL ? dgpm_book_encoding(book) : "",
					  s->objects ? ", objects" : "");
		if (dgpm_book_read(book, diags, i, dump_row, &d) != 0)
			ck_assert_uint_gt(dgpm_diags_count(diags), before);
	}
	dgpm_book_close(book);
	return append(a, d.all, unit_diags(a, diags));
}

#endif
