/* Whether spreadsheets are machine-readable: the rules of デジタル庁, as data in schemas/sheet-rules.yaml. */
#ifndef SHEETLINT_SHEETLINT_H
#define SHEETLINT_SHEETLINT_H

#include "book/book.h"
#include "data/data.h"

struct dgpm_sheetlint_how {
	const char *encoding; /* of CSV, as dgpm_book_how has it */
	bool all;             /* rules that are kept, do not apply or need a person are told too */
};

struct dgpm_sheetlint_stats {
	size_t files, sheets, rows; /* read */
};

/*
 * Hold spreadsheets against the rules.
 *
 * Shape:  `files` below `dirfd`. Files whose names differ in digits alone are one table through the years, and L3-07
 *         compares each with the one before in the order of their names.
 * Errors: findings are warnings, one for a rule and sheet, at their first cell: line is the row (of CSV the line). A
 *         file that cannot be read is told as BOOK-.., the others go on. -1 when the rules themselves cannot be read.
 * Source: schemas/sheet-rules.yaml.
 */
int dgpm_sheetlint(struct dgpm_sheetlint_stats *stats, struct dgpm_arena *arena, struct dgpm_diags *diags,
		   struct dgpm_data *data, int dirfd, const char *const *files, size_t n_files,
		   const struct dgpm_sheetlint_how *how) DGPM_MUST_CHECK;

#endif
