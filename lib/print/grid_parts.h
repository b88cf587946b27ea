/* Internal: what the grid and its layout share. */
#ifndef PRINT_GRID_PARTS_H
#define PRINT_GRID_PARTS_H

#include "print/grid.h"

struct grid_cell {
	bool none, number, rate, marked;
	bool ratio;      /* `tenths` is what text shows, part / whole what it is; else it is made of the value */
	int64_t value;
	int64_t part, whole;
	int64_t tenths;  /* of a percent */
	struct dgpm_str text, brief; /* brief.s NULL: there is none */
};

/* A head stands over rows of its own: in text its first cell runs on over blank ones. */
enum grid_row { GRID_ROW, GRID_SUBTOTAL, GRID_TOTAL, GRID_HEAD };

struct dgpm_grid {
	struct dgpm_arena *arena;
	const struct dgpm_col *cols;
	size_t n_cols, n_cells, cap;
	struct grid_cell *cells;
	unsigned char *rows;    /* enum grid_row of the rows up to n_marked; the others are plain */
	size_t n_marked, cap_rows;
	const char **briefs;    /* one a column; NULL */
	bool *hangs;            /* columns with a number that is marked: the others leave room for it */
	const char *spare;
	size_t band;            /* 0: none */
	bool is_main;
	const char *report;     /* NULL: the command names it */
};

/* What is printed of a grid: columns and rows by their numbers. */
struct grid_chosen {
	size_t *cols, n_cols;
	size_t *rows, n_rows;
	size_t n_all;           /* rows there are, without sums */
	bool picked;            /* by name: none is left out for the width unless it must */
};

static inline bool grid_is_text(enum dgpm_col_kind kind)
{
	return kind == DGPM_COL_TEXT || kind == DGPM_COL_NAME || kind == DGPM_COL_LINES;
}

static inline const struct grid_cell *grid_at(const struct dgpm_grid *g, size_t row, size_t col)
{
	return &g->cells[row * g->n_cols + col];
}

static inline enum grid_row grid_kind(const struct dgpm_grid *g, size_t row)
{
	return row < g->n_marked ? (enum grid_row)g->rows[row] : GRID_ROW;
}

/* What a cell shows in text. */
struct dgpm_str grid_shown(const struct dgpm_grid *g, size_t col, const struct grid_cell *x,
			   const struct dgpm_print *how);

/* fit.c */
void grid_print_text(const struct dgpm_grid *g, const struct grid_chosen *chosen, struct dgpm_out *out,
		     const struct dgpm_print *how);

/* choose.c: false when a column is not there. */
bool grid_choose(struct grid_chosen *out, const struct dgpm_grid *g, const struct dgpm_print *how);

#endif
