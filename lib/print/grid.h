/* A report as a grid of cells: one model, printed as text, CSV or JSON. */
#ifndef PRINT_GRID_H
#define PRINT_GRID_H

#include "io/out.h"
#include "base/yen.h"

enum dgpm_format {
	DGPM_FORMAT_TEXT,
	DGPM_FORMAT_CSV,
	DGPM_FORMAT_JSON,
	DGPM_FORMAT_SARIF,
	DGPM_FORMAT_JUNIT,
	DGPM_FORMAT_GITHUB,
	DGPM_FORMAT_GITLAB
};

/* How a report is printed. */
struct dgpm_print {
	enum dgpm_format format;
	enum dgpm_unit unit;     /* of yen columns in text; CSV and JSON are always exact yen */
	bool excel;              /* CSV with BOM and CRLF, safe against formulas */
	bool color;
	bool explain;            /* diagnostics with excerpt, remedy and source */
	const char *lang;        /* "ja" or "en" */
};

enum dgpm_col_kind {
	DGPM_COL_TEXT,
	DGPM_COL_INT,
	DGPM_COL_YEN,
	DGPM_COL_RATE            /* an integer in 1/10000: 1234 is 0.1234 in CSV and JSON, 12.34 % in text */
};

struct dgpm_col {
	const char *name;  /* in CSV and JSON */
	const char *title; /* in text, translated by the grid; NULL: not shown in text */
	enum dgpm_col_kind kind;
};

struct dgpm_grid;

/* Owner: lives in `arena`; `cols` is borrowed, texts are copied. */
struct dgpm_grid *dgpm_grid_new(struct dgpm_arena *arena, const struct dgpm_col *cols, size_t n_cols);

/* The next cell, left to right; after the last column a new row begins. _none is "no value": blank, null or －. */
void dgpm_grid_text(struct dgpm_grid *g, struct dgpm_str text);
void dgpm_grid_cstr(struct dgpm_grid *g, const char *text); /* NULL: no value */
void dgpm_grid_int(struct dgpm_grid *g, int64_t value);     /* INT, YEN and RATE columns */
void dgpm_grid_rate(struct dgpm_grid *g, int64_t value);    /* a rate in a column of another kind */
void dgpm_grid_none(struct dgpm_grid *g);

size_t dgpm_grid_rows(const struct dgpm_grid *g);

/*
 * Print it.
 *
 * Units:  yen columns in how->unit, rounded half-up once, and the foot says so; CSV and JSON exact.
 * Errors: none here: writing is checked when `out` is closed.
 */
void dgpm_grid_print(const struct dgpm_grid *g, struct dgpm_out *out, const struct dgpm_print *how);

#endif
