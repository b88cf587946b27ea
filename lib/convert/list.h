/* What is in spreadsheets, before anyone says how to read them: sheets, ranges, a guess of the header. */
#ifndef CONVERT_LIST_H
#define CONVERT_LIST_H

#include "book/book.h"
#include "print/grid.h"
#include "profile/profile.h"

/* One sheet. Rows and columns count from 1, of CSV the records; 0: none. */
struct dgpm_listed {
	const char *file, *sheet;
	enum dgpm_book_kind kind;
	const char *encoding; /* of CSV, else NULL */
	bool hidden;
	bool cut_off; /* it could not be read to its end */
	uint32_t first_row, last_row, first_column, last_column; /* the range that is used */
	size_t n_rows;		    /* of it, those that are not blank */
	size_t hidden_rows, hidden_columns; /* of those */
	size_t n_merged;
	uint32_t header, header_to; /* rows of the header, a guess */
	bool header_merged;	    /* it has merged cells */
	const char *const *headers; /* from first_column on, texts of several rows joined by a space */
	size_t n_headers;
	const char *const *profiles; /* those whose header it has */
	size_t n_profiles;
	const char *nearest, *why; /* where there is none: the likest, and why it does not fit; else NULL */
};

struct dgpm_listing {
	const struct dgpm_listed *items; /* in the order of files and sheets */
	size_t n;
	size_t files, hidden;
};

struct dgpm_booklist_how {
	const char *encoding; /* of CSV, as dgpm_book_how has it */
	struct dgpm_profile *const *profiles;
	size_t n_profiles;
	void (*progress)(void *ctx, size_t done, size_t files, size_t rows); /* NULL: not told */
	void *ctx;
};

/*
 * List the sheets of files.
 *
 * Shape:  every sheet is read to its end; memory does not grow with its rows.
 * Owner:  *out lives in `arena`.
 * Errors: a file that cannot be opened is told and not listed, a sheet that cannot be read to its end is told and
 *         listed as far as it was; the others go on.
 */
void dgpm_booklist(struct dgpm_listing *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    const char *const *files, size_t n_files, const struct dgpm_booklist_how *how);

/*
 * Print it.
 *
 * Shape:  text: a line a sheet, with how->explain the headers and the nearest profile below it. CSV: file, sheet, kind,
 *         encoding, state, range, rows, columns, filled_rows, merged, header, header_to, header_merged, profiles,
 *         nearest, why. JSON: the same, and the headers.
 */
void dgpm_booklist_print(const struct dgpm_listing *list, struct dgpm_arena *arena, struct dgpm_out *out,
			  const struct dgpm_print *how);

#endif
