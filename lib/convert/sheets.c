/* What a user must know of the sheets of a book: what was hidden and is read, what looks like a table and is not. */
#include "convert/context.h"
#include "base/i18n.h"

#define LIKE_ENOUGH 40 /* percent of columns by which a sheet is likely meant */

void convert_hidden_columns(struct convert_file *f, const struct dgpm_book_row *header)
{
	if (header->hidden)
		return;
	for (uint32_t i = 0; i < header->n; i++) {
		bool read = false;

		for (size_t k = 0; k < f->in.p->n_columns; k++)
			read |= f->sheet.at[k] == i;
		for (size_t k = 0; k < f->sheet.n_hits; k++)
			read |= f->sheet.hits[k].physical == i;
		if (!read || !header->cells[i].hidden)
			continue;
		if (f->sheet.hidden.columns++ == 0)
			f->sheet.hidden.column = i + 1;
	}
}

void convert_hidden_row(struct convert_file *f)
{
	if (f->sheet.hidden.rows++ == 0)
		f->sheet.hidden.row = f->row.src->row;
}

void convert_scaled_cell(struct convert_file *f, uint32_t physical)
{
	if (f->sheet.hidden.scaled++ != 0)
		return;
	f->sheet.hidden.scaled_row = f->row.src->row;
	f->sheet.hidden.scaled_column = physical + 1;
}

void convert_covered_cell(struct convert_file *f, uint32_t physical)
{
	if (f->sheet.hidden.covered++ != 0)
		return;
	f->sheet.hidden.covered_row = f->row.src->row;
	f->sheet.hidden.covered_column = physical + 1;
}

static void tell_covered(struct convert_file *f, const char *path)
{
	const struct convert_hidden *h = &f->sheet.hidden;
	char name[8];

	if (h->covered != 0)
		dgpm_diag_addf(f->in.diags, DGPM_MSG_CONV_36, (struct dgpm_loc){ .path = path }, NULL,
			       P_("%zu cell, from %s%u on", "%zu cells, from %s%u on", h->covered), h->covered,
			       dgpm_column_name(name, h->covered_column), h->covered_row);
}

static void tell_scaled(struct convert_file *f, const char *path)
{
	const struct convert_hidden *h = &f->sheet.hidden;
	char name[8];

	if (h->scaled != 0)
		dgpm_diag_addf(f->in.diags, DGPM_MSG_CONV_31, (struct dgpm_loc){ .path = path }, NULL,
			       P_("%zu cell, from %s%u on", "%zu cells, from %s%u on", h->scaled), h->scaled,
			       dgpm_column_name(name, h->scaled_column), h->scaled_row);
}

void convert_hidden_tell(struct convert_file *f)
{
	const struct convert_hidden *h = &f->sheet.hidden;
	const char *text = "", *path;
	char name[8];

	path = dgpm_arena_printf(f->in.arena, "%s!%s", f->in.path, dgpm_book_sheet(f->in.book, f->sheet.number)->name);
	tell_scaled(f, path);
	tell_covered(f, path);
	if (h->rows != 0)
		text = dgpm_arena_printf(f->in.arena,
					 P_("%zu row, from row %u on", "%zu rows, from row %u on", h->rows), h->rows,
					 h->row);
	if (h->columns != 0)
		text = dgpm_arena_printf(
			f->in.arena, P_("%s%s%zu column, from %s on", "%s%s%zu columns, from %s on", h->columns), text,
			*text != '\0' ? "; " : "", h->columns, dgpm_column_name(name, h->column));
	if (*text != '\0')
		dgpm_diag_addf(f->in.diags, DGPM_MSG_CONV_29, (struct dgpm_loc){ .path = path }, NULL, "%s", text);
}

static void keep(struct convert_file *f, size_t sheet, const char *why)
{
	*DGPM_PUSH(f->in.arena, f->got.unread, f->got.n_unread, f->got.cap_unread) =
		(struct convert_unread){ dgpm_book_sheet(f->in.book, sheet)->name, why,
					 dgpm_book_sheet(f->in.book, sheet)->hidden };
}

void convert_unread_visible(struct convert_file *f)
{
	size_t of = f->sheet.best_cells < f->in.p->n_columns ? f->sheet.best_cells : f->in.p->n_columns;

	if (f->sheet.best_found > 1 && of != 0 && f->sheet.best_found * 100 / of >= LIKE_ENOUGH)
		keep(f, f->sheet.number, dgpm_arena_printf(f->in.arena, _("the likest row lacks %s"), f->sheet.best));
}

static bool ask(void *ctx, const struct dgpm_book_row *row)
{
	return convert_fit_row(ctx, row);
}

void convert_unread_hidden(struct convert_file *f, size_t sheet)
{
	struct dgpm_arena *arena = dgpm_arena_like(f->in.arena);
	struct convert_fit *fit = convert_fit_begin(f->in.p, arena, f->in.book, sheet);
	const char *why;
	size_t found;

	/* What is wrong with a sheet that is not read does not matter. */
	(void)!dgpm_book_read(f->in.book, dgpm_diags_new(arena), sheet, ask, fit);
	if (convert_fit_end(fit, &why, &found))
		keep(f, sheet, _("it is hidden"));
	dgpm_arena_free(arena);
}

void convert_unread_tell(struct convert_file *f, bool all)
{
	for (size_t i = 0; i < f->got.n_unread; i++) {
		const struct convert_unread *u = &f->got.unread[i];
		const char *path = dgpm_arena_printf(f->in.arena, "%s!%s", f->in.path, u->sheet);

		if (all || u->hidden)
			dgpm_diag_addf(f->in.diags, DGPM_MSG_CONV_30, (struct dgpm_loc){ .path = path }, NULL, "%s",
				       u->why);
	}
}
