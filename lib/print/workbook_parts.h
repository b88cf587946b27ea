/* Internal: what writes a workbook, and what watches over it. */
#ifndef PRINT_WORKBOOK_PARTS_H
#define PRINT_WORKBOOK_PARTS_H

#include "base/base.h"

/* Write it to `path`; *cells: how many were written to all sheets. False: something failed. */
typedef bool (*workbook_write_fn)(void *ctx, const char *path, size_t *cells);

/*
 * Let `write` run in a process of its own, then read the file again: every part whole, and as many cells in the sheets
 * as were written.
 *
 * Errors: the reason, in the language of the run; NULL when all is well.
 */
const char *workbook_write_apart(workbook_write_fn write, void *ctx, const char *path);

#endif
