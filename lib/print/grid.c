/* Reports: aligned text, CSV and JSON from one grid. */
#include "print/grid.h"
#include "base/i18n.h"
#include "base/list.h"
#include "base/text.h"
#include "print/csv.h"
#include "print/json.h"
#include "print/text.h"

#include <inttypes.h>

struct cell {
	bool none, number, rate;
	int64_t value;
	struct dgpm_str text;
};

struct dgpm_grid {
	struct dgpm_arena *arena;
	const struct dgpm_col *cols;
	size_t n_cols, n_cells, cap;
	struct cell *cells;
};

struct dgpm_grid *dgpm_grid_new(struct dgpm_arena *arena, const struct dgpm_col *cols, size_t n_cols)
{
	struct dgpm_grid *g = dgpm_arena_array(arena, 1, sizeof *g);

	*g = (struct dgpm_grid){ .arena = arena, .cols = cols, .n_cols = n_cols };
	return g;
}

static struct cell *next(struct dgpm_grid *g)
{
	return DGPM_PUSH(g->arena, g->cells, g->n_cells, g->cap);
}

void dgpm_grid_text(struct dgpm_grid *g, struct dgpm_str text)
{
	if (text.s == NULL) {
		dgpm_grid_none(g);
		return;
	}
	next(g)->text = dgpm_arena_str(g->arena, text);
}

void dgpm_grid_cstr(struct dgpm_grid *g, const char *text)
{
	dgpm_grid_text(g, dgpm_str_of(text));
}

void dgpm_grid_int(struct dgpm_grid *g, int64_t value)
{
	*next(g) = (struct cell){ .number = true, .value = value };
}

void dgpm_grid_rate(struct dgpm_grid *g, int64_t value)
{
	*next(g) = (struct cell){ .number = true, .rate = true, .value = value };
}

void dgpm_grid_none(struct dgpm_grid *g)
{
	next(g)->none = true;
}

size_t dgpm_grid_rows(const struct dgpm_grid *g)
{
	return g->n_cells / g->n_cols;
}

#define EXACT_BUF 28

/* A number for machines: plain digits; a rate as a decimal fraction. */
static const char *exact(char buf[EXACT_BUF], const struct dgpm_col *col, const struct cell *x)
{
	uint64_t u = x->value < 0 ? 0 - (uint64_t)x->value : (uint64_t)x->value;

	if (col->kind != DGPM_COL_RATE && !x->rate)
		return dgpm_int_format(buf, x->value, '\0');
	snprintf(buf, EXACT_BUF, "%s%" PRIu64 ".%04" PRIu64, x->value < 0 ? "-" : "", u / 10000, u % 10000);
	return buf;
}

static void print_csv(const struct dgpm_grid *g, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_csv w = csv_begin(out, how->excel);
	char buf[EXACT_BUF];

	for (size_t c = 0; c < g->n_cols; c++)
		csv_text(&w, g->cols[c].name);
	csv_end(&w);
	for (size_t i = 0; i < g->n_cells; i++) {
		const struct cell *x = &g->cells[i];
		size_t c = i % g->n_cols;

		if (x->number)
			csv_plain(&w, "%s", exact(buf, &g->cols[c], x));
		else
			csv_cell(&w, x->none ? DGPM_STR("") : x->text);
		if (c + 1 == g->n_cols)
			csv_end(&w);
	}
}

static void print_json(const struct dgpm_grid *g, struct dgpm_out *out)
{
	struct jsonw w = { .out = out };
	char buf[EXACT_BUF];

	jsonw_open(&w, NULL, '[');
	for (size_t i = 0; i < g->n_cells; i++) {
		const struct cell *x = &g->cells[i];
		size_t c = i % g->n_cols;

		if (c == 0) {
			jsonw_line(&w, 2);
			jsonw_open(&w, NULL, '{');
		}
		if (x->none)
			jsonw_null(&w, g->cols[c].name);
		else if (x->number)
			jsonw_plain(&w, g->cols[c].name, "%s", exact(buf, &g->cols[c], x));
		else
			jsonw_str(&w, g->cols[c].name, x->text);
		if (c + 1 == g->n_cols)
			jsonw_close(&w, '}');
	}
	if (g->n_cells != 0)
		jsonw_line(&w, 0);
	jsonw_close(&w, ']');
	dgpm_out_puts(out, "\n");
}

/* What a cell shows in text. */
static struct dgpm_str shown(const struct dgpm_grid *g, const struct dgpm_col *col, const struct cell *x,
			     enum dgpm_unit unit)
{
	char buf[DGPM_INT_BUF];

	if (x->none)
		return col->kind == DGPM_COL_TEXT ? DGPM_STR("-") : DGPM_STR("－");
	if (!x->number)
		return dgpm_text_escape(g->arena, x->text);
	switch (x->rate ? DGPM_COL_RATE : col->kind) {
	case DGPM_COL_YEN:
		return dgpm_arena_str(g->arena, dgpm_str_of(dgpm_int_format(buf, dgpm_yen_round(x->value, unit), ',')));
	case DGPM_COL_RATE: {
		uint64_t u = x->value < 0 ? 0 - (uint64_t)x->value : (uint64_t)x->value;

		/* 1/10000 to one decimal of percent, half-up. */
		u = (u + 5) / 10;
		return dgpm_str_of(dgpm_arena_printf(g->arena, "%s%" PRIu64 ".%" PRIu64 "%%", x->value < 0 ? "-" : "",
						     u / 10, u % 10));
	}
	default:
		return dgpm_arena_str(g->arena, dgpm_str_of(dgpm_int_format(buf, x->value, ',')));
	}
}

static const char *unit_foot(enum dgpm_unit unit)
{
	switch (unit) {
	case DGPM_UNIT_THOUSAND:
		return _("unit: thousand yen, rounded half-up; － no value");
	case DGPM_UNIT_MILLION:
		return _("unit: million yen, rounded half-up; － no value");
	case DGPM_UNIT_OKU:
		return _("unit: 100 million yen, rounded half-up; － no value");
	default:
		return _("unit: yen; － no value");
	}
}

#define CELL_COLUMNS 80 /* a longer text makes a table nobody can read; the last column may be longer */

/* Cut a long text, with a mark where; true when it was. */
static bool cut_cell(struct dgpm_arena *a, struct dgpm_str *text)
{
	size_t fit = dgpm_text_fit(text->s, text->n, CELL_COLUMNS);

	if (fit == text->n)
		return false;
	fit = dgpm_text_fit(text->s, text->n, CELL_COLUMNS - 1);
	*text = dgpm_str_of(dgpm_arena_printf(a, "%.*s…", (int)fit, text->s));
	return true;
}

/* The columns that text shows, and how they are aligned. */
static const char *alignment(const struct dgpm_grid *g)
{
	char *right = dgpm_arena_alloc(g->arena, g->n_cols + 1);
	size_t n = 0;

	for (size_t c = 0; c < g->n_cols; c++)
		if (g->cols[c].title != NULL)
			right[n++] = g->cols[c].kind == DGPM_COL_TEXT ? 'l' : 'r';
	right[n] = '\0';
	return right;
}

static void print_text(const struct dgpm_grid *g, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct texttable t = texttable_new(g->arena, alignment(g));
	size_t last = 0;
	bool yen = false, cut = false;

	if (g->n_cells == 0)
		return;
	for (size_t c = 0; c < g->n_cols; c++) {
		if (g->cols[c].title == NULL)
			continue;
		texttable_add(&t, _(g->cols[c].title));
		yen |= g->cols[c].kind == DGPM_COL_YEN;
		last = c;
	}
	for (size_t i = 0; i < g->n_cells; i++) {
		const struct dgpm_col *col = &g->cols[i % g->n_cols];
		struct dgpm_str text;

		if (col->title == NULL)
			continue;
		text = shown(g, col, &g->cells[i], how->unit);
		if (col != &g->cols[last] && col->kind == DGPM_COL_TEXT)
			cut |= cut_cell(g->arena, &text);
		texttable_str(&t, text);
	}
	texttable_print(&t, out, 0);
	if (yen)
		dgpm_out_printf(out, "%s\n", unit_foot(how->unit));
	if (cut)
		dgpm_out_printf(out, "%s\n", _("… marks a text that is cut; CSV and JSON have it whole"));
}

void dgpm_grid_print(const struct dgpm_grid *g, struct dgpm_out *out, const struct dgpm_print *how)
{
	switch (how->format) {
	case DGPM_FORMAT_CSV:
		print_csv(g, out, how);
		break;
	case DGPM_FORMAT_JSON:
		print_json(g, out);
		break;
	default:
		print_text(g, out, how);
	}
}
