/* Internal: what the grid and its layout share. */
#ifndef PRINT_GRID_PARTS_H
#define PRINT_GRID_PARTS_H

#include "print/csv.h"
#include "print/grid.h"
#include "print/json.h"

/* A number or a text: a large table has many cells. */
struct grid_cell {
	bool none, number, rate, marked;
	bool ratio; /* part / whole is what it is, in 1/10000 its value; else there is the value alone */
	union {
		struct {
			int64_t value, part, whole;
		};
		struct {
			struct dgpm_str text, brief; /* brief.s NULL: there is none */
		};
	};
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
	size_t n_left;          /* plain rows that were left out before they were put */
};

/* What is printed of a grid: columns and rows by their numbers. */
struct grid_chosen {
	size_t *cols, n_cols;
	size_t *rows, n_rows;   /* rows NULL: the first n_rows as they come */
	size_t n_all, n_plain;  /* rows there are, and that are chosen, without sums */
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
/* The same of rows that are not put yet: one after the other is, and only what decides is kept of it. */
bool grid_choose_lines(struct grid_chosen *out, struct dgpm_grid *g, const struct dgpm_grid_lines *lines,
		       const struct dgpm_print *how);
/* Forget what was put; the next row is the first. */
void grid_clear(struct dgpm_grid *g);

/* grid.c: CSV or JSON, row by row. */
struct grid_writer {
	struct dgpm_out *out;
	const struct dgpm_grid *g;
	const struct grid_chosen *chosen;
	struct dgpm_csv csv;
	struct jsonw json;
	bool is_csv, any;
};
struct grid_writer grid_begin(const struct dgpm_grid *g, const struct grid_chosen *chosen, struct dgpm_out *out,
			      const struct dgpm_print *how);
void grid_write(struct grid_writer *w, size_t row);
void grid_end(struct grid_writer *w);

#endif
