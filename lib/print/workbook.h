/* Tables as sheets of a workbook (xlsx), for those who go on in a spreadsheet program. */
#ifndef PRINT_WORKBOOK_H
#define PRINT_WORKBOOK_H

#include "print/grid.h"

/*
 * A workbook under way.
 *
 * Shape:  a sheet a table: heads in the language of the report, frozen, with a filter; amounts as whole yen, with the
 *         unit in the head; rates as numbers in percent; text that begins like a formula stays text. The last sheet has
 *         the notes: unit, rounding, and what the report says in text beside its tables.
 * Owner:  `arena`; the cells of tables given to it must live as long.
 */
struct dgpm_workbook *dgpm_workbook_new(struct dgpm_arena *arena, const char *lang);

/* The next table; its rows and columns as how->choice says. `title` NULL: the sheet is named by its number. */
void dgpm_workbook_add(struct dgpm_workbook *w, const char *title, const struct dgpm_grid *g,
		       const struct dgpm_print *how);

/* The lines of a CSV that one of our own writers made, head first, as the next table. */
void dgpm_workbook_add_csv(struct dgpm_workbook *w, struct dgpm_arena *arena, const char *text,
			   const struct dgpm_print *how);

/* Whether it has no table yet. */
bool dgpm_workbook_is_empty(const struct dgpm_workbook *w);

/* A line of the sheet of notes. */
void dgpm_workbook_note(struct dgpm_workbook *w, const char *text);

/*
 * Write it; the same bytes for the same tables.
 *
 * Errors: -1 after IO-07: no temporary file, a table larger than a sheet can be (1,048,576 rows), a text longer than
 *         a cell can hold (32,767 characters): a text that was cut would look whole.
 */
int dgpm_workbook_write(struct dgpm_workbook *w, struct dgpm_out *out, struct dgpm_diags *diags) DGPM_MUST_CHECK;

#endif
