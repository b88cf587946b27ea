/* Internal: what the parts of following sources share. */
#ifndef TRACE_CELLS_PARTS_H
#define TRACE_CELLS_PARTS_H

#include "trace/cells.h"

/* A source taken apart: the file, of CSV the line, of JSON a pointer, else sheet and cell. */
struct where {
	size_t item;
	const char *file, *sheet;
	const char *pointer;  /* of JSON; else NULL */
	uint32_t row, column; /* row: of CSV the line; column: from 1, of CSV 0 */
	const uint32_t *columns; /* of CSV those it may stand in; none: it is not known */
	size_t n_columns;
	size_t nth; /* of those that are the same in everything */
};

/* cells_columns.c: "C12" or "12"; false: neither. */
bool trace_parse_cell(struct where *w, const char *s);
/* Which columns the manifest knows for the figures. */
void trace_columns(const struct dgpm_traced *items, struct where *w, size_t n, struct dgpm_arena *arena,
		   const char *known);

/* cells_json.c: what stands at the pointers of one file. */
void trace_json(struct dgpm_traced *items, const struct where *w, size_t n, struct dgpm_arena *arena, const char *path,
		enum dgpm_traced_state state);

#endif
