/* Reports: aligned text, CSV and JSON from one grid. */
#include "print/grid_parts.h"
#include "print/csv.h"
#include "print/json.h"
#include "print/markdown.h"
#include "print/workbook.h"

#include <inttypes.h>

#define EXACT_BUF 28

/* A number for machines: plain digits; a rate as a decimal fraction. */
static const char *exact(char buf[EXACT_BUF], const struct dgpm_col *col, const struct grid_cell *x)
{
	uint64_t u = x->value < 0 ? 0 - (uint64_t)x->value : (uint64_t)x->value;

	if (col->kind != DGPM_COL_RATE && !x->rate)
		return dgpm_int_format(buf, x->value, '\0');
	snprintf(buf, EXACT_BUF, "%s%" PRIu64 ".%04" PRIu64, x->value < 0 ? "-" : "", u / 10000, u % 10000);
	return buf;
}

struct grid_writer grid_begin(const struct dgpm_grid *g, const struct grid_chosen *chosen, struct dgpm_out *out,
			      const struct dgpm_print *how)
{
	struct grid_writer w = { .out = out, .g = g, .chosen = chosen, .is_csv = how->format == DGPM_FORMAT_CSV };

	if (!w.is_csv) {
		w.json = (struct jsonw){ .out = out };
		jsonw_head(&w.json, how->head, g->report);
		jsonw_open(&w.json, "rows", '[');
		return w;
	}
	w.csv = csv_begin(out, how->excel);
	for (size_t i = 0; i < chosen->n_cols; i++)
		csv_text(&w.csv, g->cols[chosen->cols[i]].name);
	csv_end(&w.csv);
	return w;
}

static void write_csv(struct grid_writer *w, size_t row)
{
	char buf[EXACT_BUF];

	for (size_t i = 0; i < w->chosen->n_cols; i++) {
		const struct dgpm_col *col = &w->g->cols[w->chosen->cols[i]];
		const struct grid_cell *x = grid_at(w->g, row, w->chosen->cols[i]);

		if (x->number)
			csv_plain(&w->csv, "%s", exact(buf, col, x));
		else
			(col->kind == DGPM_COL_LINES ? csv_lines : csv_cell)(&w->csv,
									     x->none ? DGPM_STR("") : x->text);
	}
	csv_end(&w->csv);
}

static void write_json(struct grid_writer *w, size_t row)
{
	char buf[EXACT_BUF];

	jsonw_line(&w->json, 2);
	jsonw_open(&w->json, NULL, '{');
	for (size_t i = 0; i < w->chosen->n_cols; i++) {
		const struct dgpm_col *col = &w->g->cols[w->chosen->cols[i]];
		const struct grid_cell *x = grid_at(w->g, row, w->chosen->cols[i]);

		if (x->none)
			jsonw_null(&w->json, col->name);
		else if (x->number)
			jsonw_plain(&w->json, col->name, "%s", exact(buf, col, x));
		else
			jsonw_str(&w->json, col->name, x->text);
	}
	jsonw_close(&w->json, '}');
	w->any = true;
}

void grid_write(struct grid_writer *w, size_t row)
{
	if (w->is_csv)
		write_csv(w, row);
	else
		write_json(w, row);
}

void grid_end(struct grid_writer *w)
{
	if (w->is_csv)
		return;
	if (w->any)
		jsonw_line(&w->json, 0);
	jsonw_close(&w->json, ']');
	jsonw_close(&w->json, '}');
	dgpm_out_puts(w->out, "\n");
}

bool dgpm_grid_streams(const struct dgpm_print *how)
{
	return how->workbook == NULL && !how->markdown &&
	       (how->format == DGPM_FORMAT_CSV || how->format == DGPM_FORMAT_JSON);
}

void dgpm_grid_print(const struct dgpm_grid *g, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct grid_chosen chosen;

	if (how->workbook != NULL) {
		dgpm_workbook_add(how->workbook, NULL, g, how);
		return;
	}
	if (how->markdown) {
		markdown_grid(g, out, how, MARKDOWN_MOST_BYTES - 2000);
		return;
	}
	if (!grid_choose(&chosen, g, how))
		return;
	if (dgpm_grid_streams(how)) {
		struct grid_writer w = grid_begin(g, &chosen, out, how);

		for (size_t r = 0; r < chosen.n_rows; r++)
			grid_write(&w, chosen.rows[r]);
		grid_end(&w);
		return;
	}
	grid_print_text(g, &chosen, out, how);
}

/* One row after the other, each alone in the grid. */
static void stream(struct dgpm_grid *g, const struct grid_chosen *chosen, const struct dgpm_grid_lines *lines,
		   struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_arena *kept = g->arena, *own = dgpm_arena_like(kept), *scratch = dgpm_arena_like(kept);
	struct grid_writer w = grid_begin(g, chosen, out, how);

	g->arena = own;
	for (size_t i = 0; i < chosen->n_rows; i++) {
		grid_clear(g);
		dgpm_arena_reset(own);
		dgpm_arena_reset(scratch);
		lines->put(lines->ctx, g, chosen->rows != NULL ? chosen->rows[i] : i, scratch);
		grid_write(&w, 0);
	}
	grid_end(&w);
	g->arena = kept;
	grid_clear(g);
	dgpm_arena_free(scratch);
	dgpm_arena_free(own);
}

void dgpm_grid_print_lines(struct dgpm_grid *g, const struct dgpm_grid_lines *lines, struct dgpm_out *out,
			   const struct dgpm_print *how)
{
	struct dgpm_arena *scratch;
	struct grid_chosen chosen;

	if (!grid_choose_lines(&chosen, g, lines, how))
		return;
	if (dgpm_grid_streams(how)) {
		stream(g, &chosen, lines, out, how);
		return;
	}
	scratch = dgpm_arena_like(g->arena);
	for (size_t i = 0; i < chosen.n_rows; i++) {
		dgpm_arena_reset(scratch);
		lines->put(lines->ctx, g, chosen.rows != NULL ? chosen.rows[i] : i, scratch);
	}
	dgpm_arena_free(scratch);
	g->n_left = chosen.n_all - chosen.n_plain;
	dgpm_grid_print(g, out, how);
}
