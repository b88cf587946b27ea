/* The tables of a report as sheets of a workbook: a sheet a table, exact where the page is rounded. */
#include "report/print_parts.h"

#include <stdlib.h>

/* What a column holds in all of its cells. */
static enum dgpm_col_kind kind_of(const struct report_table *t, size_t col)
{
	bool yen = false, year = false, ratio = false, any = false;

	for (size_t r = 0; r < t->n; r++) {
		const struct report_figure *f = &t->rows[r].cells[col].figure;

		if (f->text == NULL)
			continue;
		/* What has no exact value is shown as the page shows it. */
		if (f->exact == NULL)
			return DGPM_COL_TEXT;
		any = true;
		yen |= f->yen;
		year |= f->year;
		ratio |= f->whole != 0;
	}
	return !any ? DGPM_COL_TEXT : ratio ? DGPM_COL_RATE : year ? DGPM_COL_YEAR : yen ? DGPM_COL_YEN : DGPM_COL_INT;
}

static void cell(struct dgpm_grid *g, struct dgpm_arena *a, const struct report_cell *c, enum dgpm_col_kind kind)
{
	const char *text = c->figure.text;

	if (text == NULL && c->source == NULL)
		dgpm_grid_none(g);
	else if (kind == DGPM_COL_RATE)
		dgpm_grid_ratio(g, c->figure.part, c->figure.whole);
	else if (kind != DGPM_COL_TEXT)
		dgpm_grid_int(g, strtoll(c->figure.exact, NULL, 10));
	else
		dgpm_grid_cstr(g, dgpm_arena_cat(a, text != NULL ? text : "", c->unit != NULL ? c->unit : "",
						 c->source != NULL ? c->source : ""));
}

static void sheet(const struct report_doc *doc, struct dgpm_workbook *w, const struct report_table *t,
		  const struct dgpm_print *how)
{
	struct dgpm_col *cols = dgpm_arena_array(doc->arena, t->n_cols, sizeof *cols);
	struct dgpm_grid *g;

	for (size_t c = 0; c < t->n_cols; c++)
		cols[c] =
			(struct dgpm_col){ .name = t->cols[c].title, .title = t->cols[c].title, .kind = kind_of(t, c) };
	g = dgpm_grid_new(doc->arena, cols, t->n_cols);
	for (size_t r = 0; r < t->n; r++)
		for (size_t c = 0; c < t->n_cols; c++)
			cell(g, doc->arena, &t->rows[r].cells[c], cols[c].kind);
	dgpm_workbook_add(w, t->caption, g, how);
}

void report_sheets(const struct report_doc *doc, struct dgpm_workbook *w, const struct dgpm_print *how)
{
	dgpm_workbook_note(w, doc->title);
	dgpm_workbook_note(w, doc->sub);
	for (size_t b = 0; b < doc->n; b++)
		for (size_t i = 0; i < doc->blocks[b]->n; i++)
			if (doc->blocks[b]->items[i].kind == REPORT_TABLE && doc->blocks[b]->items[i].table->n != 0 &&
			    !doc->blocks[b]->sheet)
				sheet(doc, w, doc->blocks[b]->items[i].table, how);
	dgpm_workbook_note(w, doc->foot);
}
