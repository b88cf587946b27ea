/* What freexl leaves out of an xls workbook: values of formulas, truth values, errors, merged ranges, hidden parts. */
#ifndef BOOK_BIFF_H
#define BOOK_BIFF_H

#include "book/rows.h"
#include "book/number.h"

/* A cell freexl does not tell. */
struct biff_cell {
	uint16_t row, column;  /* from 0 */
	uint8_t kind;          /* enum dgpm_value_kind */
	bool formula, scaled;
	struct dgpm_str text;
};

struct biff_sheet {
	uint32_t offset;       /* of its records in the stream */
	bool hidden, objects;
	bool is_chart;         /* or a macro: no cells */
	struct biff_cell *cells; /* by row and column */
	size_t n_cells, cap_cells;
	struct dgpm_merged *merged;
	size_t n_merged, cap_merged;
	uint8_t hidden_rows[65536 / 8];
	struct book_hidden hidden_columns;
};

struct biff {
	struct dgpm_arena *arena;
	uint8_t *stream;       /* malloc'ed: the records of the workbook */
	size_t n;
	bool from_1904, is_8;
	struct biff_sheet **sheets;
	size_t n_sheets, cap_sheets;
	uint16_t *format_ids;  /* of each extended format */
	size_t n_formats, cap_formats;
	struct biff_own {
		uint16_t id;
		enum book_format format;
	} *own;
	size_t n_own, cap_own;
};

/* The stream "Workbook" or "Book" of the OLE2 file, malloc'ed; NULL where there is none, or it is not whole. */
uint8_t *biff_stream(size_t *n, int fd, size_t limit);

/* Read all that is wanted of it; false when the stream cannot be followed. */
bool biff_open(struct biff *b, struct dgpm_arena *arena, int fd, size_t limit);
void biff_close(struct biff *b);

#endif
