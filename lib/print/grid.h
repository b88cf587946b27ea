/*
 * A report as a grid of cells: one model, printed as text, CSV or JSON.
 *
 * In:      cells, left to right, row by row, of columns that say what they hold.
 * Out:     into a struct dgpm_out. CSV and JSON are exact and whole. Text fits how->width, if there is one.
 * Drives:  grid.c, with fit.c for the layout of text; text.c and json.c serve reports that are no grid.
 * Threads: none; what a report prints belongs to one thread.
 */
#ifndef PRINT_GRID_H
#define PRINT_GRID_H

#include "io/out.h"
#include "base/yen.h"
#include "print/head.h"

enum dgpm_format {
	DGPM_FORMAT_TEXT,
	DGPM_FORMAT_CSV,
	DGPM_FORMAT_JSON,
	DGPM_FORMAT_SARIF,
	DGPM_FORMAT_JUNIT,
	DGPM_FORMAT_GITHUB,
	DGPM_FORMAT_GITLAB,
	DGPM_FORMAT_MARKDOWN,
	DGPM_FORMAT_XLSX,
	DGPM_FORMAT_HTML         /* of documents alone */
};

/* Which rows and columns of the main table of a report are shown, and in what order: --columns, --sort, --top. */
struct dgpm_choice {
	const char *const *columns; /* by name or title, in this order; NULL: all */
	size_t n_columns;
	const char *sort;           /* a column; NULL: as they come */
	bool descending;
	size_t top;                 /* rows; 0: all */
	/* Filled by printing: a column that is not there, and those that are; then nothing was printed. */
	const char *unknown;
	const char *const *known;
	size_t n_known;
};

/* An era, for years in text: R for 令和, from the fiscal year that has its first day on. The latest first. */
struct dgpm_print_era {
	char letter;
	int first_year;
};

/* Takes tables instead of their being printed: see workbook.h. */
struct dgpm_workbook;

/* How a report is printed. Markdown and workbooks are text in other clothes: `format` is text, and one of the two is
 * set. */
struct dgpm_print {
	enum dgpm_format format;
	enum dgpm_unit unit;     /* of yen columns in text; CSV and JSON are always exact yen */
	bool excel;              /* CSV with BOM and CRLF, safe against formulas */
	bool color;
	bool explain;            /* diagnostics with excerpt, remedy and source; no text of a grid is cut */
	const char *lang;        /* "ja" or "en" */
	unsigned width;          /* columns a line of text may have; 0: no limit */
	bool fold;               /* for a person at a terminal: long lists are folded */
	struct dgpm_choice *choice;         /* of the main table; NULL: all as it comes */
	const struct dgpm_print_era *eras;  /* years of text are told by them; NULL: as numbers */
	size_t n_eras;
	bool markdown;                      /* tables as Markdown has them */
	struct dgpm_workbook *workbook;     /* tables go here; NULL: they are printed */
	const char *piped;                  /* the name standard input was given: what the disk has is another; NULL */
	const struct dgpm_head *head;       /* of JSON; NULL: kind and version alone */
};

enum dgpm_col_kind {
	DGPM_COL_TEXT,           /* never cut: IDs, codes, places */
	DGPM_COL_INT,
	DGPM_COL_YEN,
	DGPM_COL_RATE,           /* an integer in 1/10000: 1234 is 0.1234 in CSV and JSON, 12.34 % in text */
	DGPM_COL_NAME,           /* text that may be cut where there is no room: names, reasons */
	DGPM_COL_YEAR,            /* a fiscal year: not grouped, by era where asked */
	DGPM_COL_LINES           /* text whose line breaks stay in CSV, as of a key that is read again */
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
void dgpm_grid_short(struct dgpm_grid *g, const char *text, const char *brief); /* `brief` where there is no room */
void dgpm_grid_int(struct dgpm_grid *g, int64_t value);     /* INT, YEN, RATE and YEAR columns */
void dgpm_grid_rate(struct dgpm_grid *g, int64_t value);    /* a rate in a column of another kind */
/* part / whole in a column of any kind: each format rounds it once, from the two exact values; no value when it has
 * none. */
void dgpm_grid_ratio(struct dgpm_grid *g, int64_t part, int64_t whole);
void dgpm_grid_none(struct dgpm_grid *g);
/* The number just put has something to be said of it: text shows it with * behind, which hangs; CSV and JSON do not. */
void dgpm_grid_mark(struct dgpm_grid *g);

size_t dgpm_grid_rows(const struct dgpm_grid *g);

/*
 * How text is laid out. Names are those of the columns.
 *
 * The main table is the one that --columns, --sort and --top are about; sums are rows that stay behind the others when
 * these are sorted or cut; `sub` sums go then, and so do heads, rows whose first cell runs on over blank ones. A brief
 * title stands where the columns do not fit otherwise. Spare columns, with a space between them, go first where there
 * is no room, in their order; then those at the right. From the column `band` on the grid breaks into bands.
 */
void dgpm_grid_main(struct dgpm_grid *g);
void dgpm_grid_sum(struct dgpm_grid *g, bool sub); /* the row that begins next */
void dgpm_grid_head(struct dgpm_grid *g);           /* the row that begins next */
void dgpm_grid_brief(struct dgpm_grid *g, const char *col, const char *title); /* translated */
void dgpm_grid_spare(struct dgpm_grid *g, const char *cols);
void dgpm_grid_bands(struct dgpm_grid *g, size_t from);

/* In JSON it is the report "dgpm/NAME@1"; else it is named by the command: "dgpm/list-report@1". */
void dgpm_grid_report(struct dgpm_grid *g, const char *name);

/*
 * Print it.
 *
 * Units:  yen columns in how->unit, rounded half-up once, and the foot says so; CSV and JSON exact.
 * Errors: none here: writing is checked when `out` is closed. A column of how->choice that is not there is noted in it.
 */
void dgpm_grid_print(const struct dgpm_grid *g, struct dgpm_out *out, const struct dgpm_print *how);

/*
 * The same of rows that are put when they are asked for, so that a large table need not be kept: CSV and JSON write
 * each as it comes, and where --sort or --top choose, what is not chosen is let go of.
 *
 * Shape:  put() puts the cells of exactly one row, the same ones each time; what it makes on the way lies in `scratch`,
 *         which is emptied between rows. Rows come in any order, and more than once.
 */
struct dgpm_grid_lines {
	size_t n;
	void (*put)(void *ctx, struct dgpm_grid *g, size_t line, struct dgpm_arena *scratch);
	void *ctx;
};
void dgpm_grid_print_lines(struct dgpm_grid *g, const struct dgpm_grid_lines *lines, struct dgpm_out *out,
			   const struct dgpm_print *how);

/* Whether a grid is written row by row; else all that is chosen of it lies in memory. */
bool dgpm_grid_streams(const struct dgpm_print *how);

/* 2021, or R3 where years are told by eras. */
const char *dgpm_print_year(struct dgpm_arena *a, const struct dgpm_print *how, int64_t year);

#endif
