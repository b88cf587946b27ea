/* Reports: aligned text, CSV and JSON from one grid. */
#include "print/grid.h"
#include "base/text.h"
#include "base/i18n.h"

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
	if (g->n_cells == g->cap) {
		g->cap = g->cap != 0 ? g->cap * 2 : 64;
		g->cells = dgpm_arena_grow(g->arena, g->cells, g->n_cells, g->cap, sizeof *g->cells);
	}
	return &g->cells[g->n_cells++];
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

/* A number for machines: plain digits; a rate as a decimal fraction. */
static void print_exact(struct dgpm_out *out, const struct dgpm_col *col, const struct cell *x)
{
	int64_t value = x->value;

	if (col->kind == DGPM_COL_RATE || x->rate) {
		uint64_t u = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

		dgpm_out_printf(out, "%s%" PRIu64 ".%04" PRIu64, value < 0 ? "-" : "", u / 10000, u % 10000);
	} else {
		dgpm_out_printf(out, "%" PRId64, value);
	}
}

static void print_csv(const struct dgpm_grid *g, struct dgpm_out *out, const struct dgpm_print *how)
{
	const char *end = how->excel ? "\r\n" : "\n";

	if (how->excel)
		dgpm_out_puts(out, "\xef\xbb\xbf");
	for (size_t c = 0; c < g->n_cols; c++)
		dgpm_out_printf(out, "%s%s", c != 0 ? "," : "", g->cols[c].name);
	dgpm_out_puts(out, end);
	for (size_t i = 0; i < g->n_cells; i++) {
		const struct cell *x = &g->cells[i];
		size_t c = i % g->n_cols;

		if (c != 0)
			dgpm_out_puts(out, ",");
		if (x->number)
			print_exact(out, &g->cols[c], x);
		else if (!x->none)
			dgpm_out_csv(out, x->text, how->excel);
		if (c + 1 == g->n_cols)
			dgpm_out_puts(out, end);
	}
}

static void print_json(const struct dgpm_grid *g, struct dgpm_out *out)
{
	dgpm_out_puts(out, "[");
	for (size_t i = 0; i < g->n_cells; i++) {
		const struct cell *x = &g->cells[i];
		size_t c = i % g->n_cols;

		dgpm_out_puts(out, c == 0 ? (i == 0 ? "\n  {" : ",\n  {") : ", ");
		dgpm_out_json(out, dgpm_str_of(g->cols[c].name));
		dgpm_out_puts(out, ": ");
		if (x->none)
			dgpm_out_puts(out, "null");
		else if (x->number)
			print_exact(out, &g->cols[c], x);
		else
			dgpm_out_json(out, x->text);
		if (c + 1 == g->n_cols)
			dgpm_out_puts(out, "}");
	}
	dgpm_out_puts(out, g->n_cells != 0 ? "\n]\n" : "]\n");
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

static void print_cell(struct dgpm_out *out, struct dgpm_str s, size_t width, bool right, bool last)
{
	size_t have = dgpm_text_width(s.s, s.n), pad = width > have ? width - have : 0;

	if (right)
		dgpm_out_spaces(out, pad);
	dgpm_out_str(out, s);
	if (!right && !last)
		dgpm_out_spaces(out, pad);
	dgpm_out_puts(out, last ? "\n" : "  ");
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

static void print_text(const struct dgpm_grid *g, struct dgpm_out *out, const struct dgpm_print *how)
{
	size_t *width = dgpm_arena_array(g->arena, g->n_cols, sizeof *width);
	struct dgpm_str *texts = dgpm_arena_array(g->arena, g->n_cells, sizeof *texts);
	size_t last = 0;
	bool yen = false, cut = false;

	if (g->n_cells == 0)
		return;
	for (size_t c = 0; c < g->n_cols; c++) {
		if (g->cols[c].title == NULL)
			continue;
		width[c] = dgpm_text_width(_(g->cols[c].title), strlen(_(g->cols[c].title)));
		yen |= g->cols[c].kind == DGPM_COL_YEN;
		last = c;
	}
	for (size_t i = 0; i < g->n_cells; i++) {
		size_t c = i % g->n_cols, w;

		texts[i] = shown(g, &g->cols[c], &g->cells[i], how->unit);
		if (c != last && g->cols[c].kind == DGPM_COL_TEXT && g->cols[c].title != NULL)
			cut |= cut_cell(g->arena, &texts[i]);
		w = dgpm_text_width(texts[i].s, texts[i].n);
		if (w > width[c])
			width[c] = w;
	}
	for (size_t c = 0; c < g->n_cols; c++)
		if (g->cols[c].title != NULL)
			print_cell(out, dgpm_str_of(_(g->cols[c].title)), width[c], g->cols[c].kind != DGPM_COL_TEXT,
				   c == last);
	for (size_t i = 0; i < g->n_cells; i++) {
		size_t c = i % g->n_cols;

		if (g->cols[c].title != NULL)
			print_cell(out, texts[i], width[c], g->cols[c].kind != DGPM_COL_TEXT, c == last);
	}
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
