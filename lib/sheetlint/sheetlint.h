/*
 * Whether spreadsheets are machine-readable: the rules of デジタル庁, as data in schemas/sheet-rules.yaml.
 *
 * In:     spreadsheets, read by book/ row by row; the rules with their texts, and the names of the prefectures (data/).
 * Out:    one diagnostic for a rule and sheet, at its first cell, naming the first five; with `all` also the rules that
 *         are kept, do not apply or need a person.
 * Drives: sheetlint.c, file by file and sheet by sheet. scan.c takes the rows: it finds the headers among the first 40,
 *         then notes for each column what it holds; text.c says what one text looks like; judge.c makes verdicts of it.
 *         What of a sheet is kept does not grow with its rows. look.h is what these share, and text.c for convert/ too.
 * Thread: one call in one thread; nothing is shared with another call but the data, which is read.
 */
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

/* A rule in the user's language; `found` is what is said of what breaks it. */
struct dgpm_sheetlint_rule {
	const char *id, *title, *found, *remedy;
};

/* The rules in their order. Owner: the list lives in `arena`, texts with the data. Errors: none after a diagnostic. */
const struct dgpm_sheetlint_rule *dgpm_sheetlint_rules(size_t *n, struct dgpm_arena *arena, struct dgpm_diags *diags,
						       struct dgpm_data *data);

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
