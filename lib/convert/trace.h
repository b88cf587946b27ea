/* Internal: what the parts of tracing share. */
#ifndef CONVERT_TRACE_H
#define CONVERT_TRACE_H

#include "convert/convert.h"

/* A source taken apart: the file, of CSV the line, else sheet and cell. */
struct where {
	size_t item;
	const char *file, *sheet;
	uint32_t row, column; /* row: of CSV the line; column: from 1, of CSV 0 as long as nobody knows it */
};

/* "C12" or "12"; false: neither. */
bool trace_parse_cell(struct where *w, const char *s);

/*
 * Columns of a CSV's lines: the file, in the very form it was converted from, is converted again. Where a row of the
 * ledger does not come out of it as it is, as when the profile has changed, the column stays unknown.
 */
void trace_columns(const struct dgpm_traced *items, struct where *w, size_t n, struct dgpm_arena *arena,
		   const char *path, const struct dgpm_convert_how *how);

#endif
