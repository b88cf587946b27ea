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

static void print_csv(const struct dgpm_grid *g, const struct grid_chosen *chosen, struct dgpm_out *out,
		      const struct dgpm_print *how)
{
	struct dgpm_csv w = csv_begin(out, how->excel);
	char buf[EXACT_BUF];

	for (size_t i = 0; i < chosen->n_cols; i++)
		csv_text(&w, g->cols[chosen->cols[i]].name);
	csv_end(&w);
	for (size_t r = 0; r < chosen->n_rows; r++) {
		for (size_t i = 0; i < chosen->n_cols; i++) {
			const struct grid_cell *x = grid_at(g, chosen->rows[r], chosen->cols[i]);

			if (x->number)
				csv_plain(&w, "%s", exact(buf, &g->cols[chosen->cols[i]], x));
			else
				(g->cols[chosen->cols[i]].kind == DGPM_COL_LINES ? csv_lines : csv_cell)(
					&w, x->none ? DGPM_STR("") : x->text);
		}
		csv_end(&w);
	}
}

static void print_json(const struct dgpm_grid *g, const struct grid_chosen *chosen, struct dgpm_out *out,
		       const struct dgpm_print *how)
{
	struct jsonw w = { .out = out };
	char buf[EXACT_BUF];

	jsonw_head(&w, how->head, g->report);
	jsonw_open(&w, "rows", '[');
	for (size_t r = 0; r < chosen->n_rows; r++) {
		jsonw_line(&w, 2);
		jsonw_open(&w, NULL, '{');
		for (size_t i = 0; i < chosen->n_cols; i++) {
			const struct dgpm_col *col = &g->cols[chosen->cols[i]];
			const struct grid_cell *x = grid_at(g, chosen->rows[r], chosen->cols[i]);

			if (x->none)
				jsonw_null(&w, col->name);
			else if (x->number)
				jsonw_plain(&w, col->name, "%s", exact(buf, col, x));
			else
				jsonw_str(&w, col->name, x->text);
		}
		jsonw_close(&w, '}');
	}
	if (chosen->n_rows != 0)
		jsonw_line(&w, 0);
	jsonw_close(&w, ']');
	jsonw_close(&w, '}');
	dgpm_out_puts(out, "\n");
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
	switch (how->format) {
	case DGPM_FORMAT_CSV:
		print_csv(g, &chosen, out, how);
		break;
	case DGPM_FORMAT_JSON:
		print_json(g, &chosen, out, how);
		break;
	default:
		grid_print_text(g, &chosen, out, how);
	}
}
