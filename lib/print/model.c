/* The cells of a grid, and what each shows. */
#include "print/grid_parts.h"
#include "base/text.h"
#include "base/i18n.h"
#include "base/list.h"

#include <inttypes.h>

struct dgpm_grid *dgpm_grid_new(struct dgpm_arena *arena, const struct dgpm_col *cols, size_t n_cols)
{
	struct dgpm_grid *g = dgpm_arena_array(arena, 1, sizeof *g);

	*g = (struct dgpm_grid){ .arena = arena, .cols = cols, .n_cols = n_cols };
	g->briefs = dgpm_arena_array(arena, n_cols, sizeof *g->briefs);
	g->hangs = dgpm_arena_array(arena, n_cols, sizeof *g->hangs);
	return g;
}

static struct grid_cell *next(struct dgpm_grid *g)
{
	return DGPM_PUSH(g->arena, g->cells, g->n_cells, g->cap);
}

void grid_clear(struct dgpm_grid *g)
{
	g->cells = NULL;
	g->rows = NULL;
	g->n_cells = g->cap = g->n_marked = g->cap_rows = 0;
}

void dgpm_grid_main(struct dgpm_grid *g)
{
	g->is_main = true;
}

static void mark(struct dgpm_grid *g, enum grid_row kind)
{
	size_t row = g->n_cells / g->n_cols;

	while (g->n_marked < row)
		*DGPM_PUSH(g->arena, g->rows, g->n_marked, g->cap_rows) = GRID_ROW;
	*DGPM_PUSH(g->arena, g->rows, g->n_marked, g->cap_rows) = (unsigned char)kind;
}

void dgpm_grid_sum(struct dgpm_grid *g, bool sub)
{
	mark(g, sub ? GRID_SUBTOTAL : GRID_TOTAL);
}

void dgpm_grid_head(struct dgpm_grid *g)
{
	mark(g, GRID_HEAD);
}

void dgpm_grid_brief(struct dgpm_grid *g, const char *col, const char *title)
{
	for (size_t c = 0; c < g->n_cols; c++)
		if (strcmp(g->cols[c].name, col) == 0)
			g->briefs[c] = title;
}

void dgpm_grid_spare(struct dgpm_grid *g, const char *cols)
{
	g->spare = cols;
}

void dgpm_grid_bands(struct dgpm_grid *g, size_t from)
{
	g->band = from;
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

void dgpm_grid_short(struct dgpm_grid *g, const char *text, const char *brief)
{
	struct grid_cell *x;

	if (text == NULL) {
		dgpm_grid_none(g);
		return;
	}
	x = next(g);
	x->text = dgpm_arena_str(g->arena, dgpm_str_of(text));
	if (brief != NULL && strcmp(brief, text) != 0)
		x->brief = dgpm_arena_str(g->arena, dgpm_str_of(brief));
}

void dgpm_grid_int(struct dgpm_grid *g, int64_t value)
{
	*next(g) = (struct grid_cell){ .number = true, .value = value };
}

void dgpm_grid_rate(struct dgpm_grid *g, int64_t value)
{
	*next(g) = (struct grid_cell){ .number = true, .rate = true, .value = value };
}

void dgpm_grid_ratio(struct dgpm_grid *g, int64_t part, int64_t whole)
{
	struct grid_cell x = { .number = true, .rate = true, .ratio = true };
	int64_t tenths;

	if (dgpm_rate(&x.value, part, whole, 4) && dgpm_rate(&tenths, part, whole, 3)) {
		x.part = part;
		x.whole = whole;
		*next(g) = x;
	}
	else {
		dgpm_grid_none(g);
	}
}

void dgpm_grid_none(struct dgpm_grid *g)
{
	next(g)->none = true;
}

void dgpm_grid_mark(struct dgpm_grid *g)
{
	struct grid_cell *x = &g->cells[g->n_cells - 1];

	if (!x->number)
		return;
	x->marked = true;
	g->hangs[(g->n_cells - 1) % g->n_cols] = true;
}

size_t dgpm_grid_rows(const struct dgpm_grid *g)
{
	return g->n_cells / g->n_cols;
}

void dgpm_grid_report(struct dgpm_grid *g, const char *name)
{
	g->report = name;
}

const char *dgpm_print_year(struct dgpm_arena *a, const struct dgpm_print *how, int64_t year)
{
	for (size_t i = 0; how->eras != NULL && i < how->n_eras; i++)
		if (year >= how->eras[i].first_year)
			return dgpm_arena_printf(a, "%c%" PRId64, how->eras[i].letter,
						 year - how->eras[i].first_year + 1);
	return dgpm_arena_printf(a, "%" PRId64, year);
}

static struct dgpm_str shown(const struct dgpm_grid *g, size_t col, const struct grid_cell *x,
			     const struct dgpm_print *how)
{
	enum dgpm_col_kind kind = g->cols[col].kind;
	char buf[DGPM_INT_BUF];

	if (x->none)
		return grid_is_text(kind) && how->width == 0 ? DGPM_STR("-") : DGPM_STR("－");
	if (!x->number)
		return dgpm_text_escape(g->arena, x->text);
	switch (x->rate ? DGPM_COL_RATE : kind) {
	case DGPM_COL_YEN:
		return dgpm_arena_str(g->arena,
				      dgpm_str_of(dgpm_int_format(buf, dgpm_yen_round(x->value, how->unit), ',')));
	case DGPM_COL_YEAR:
		return dgpm_str_of(dgpm_print_year(g->arena, how, x->value));
	case DGPM_COL_RATE: {
		int64_t value = x->value;
		bool tenths = x->ratio && dgpm_rate(&value, x->part, x->whole, 3);
		uint64_t u = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

		/* 1/10000 to one decimal of percent, half-up: shares and such that are exact in it. */
		if (!tenths)
			u = (u + 5) / 10;
		return dgpm_str_of(dgpm_arena_printf(g->arena, "%s%" PRIu64 ".%" PRIu64 "%%", value < 0 ? "-" : "",
						     u / 10, u % 10));
	}
	default:
		return dgpm_arena_str(g->arena, dgpm_str_of(dgpm_int_format(buf, x->value, ',')));
	}
}

struct dgpm_str grid_shown(const struct dgpm_grid *g, size_t col, const struct grid_cell *x,
			   const struct dgpm_print *how)
{
	struct dgpm_str text = shown(g, col, x, how);

	return x->marked ? dgpm_str_of(dgpm_arena_printf(g->arena, "%.*s*", (int)text.n, text.s)) : text;
}
