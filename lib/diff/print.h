/* What the printing files share. */
#ifndef DIFF_PRINT_H
#define DIFF_PRINT_H

#include "diff/parts.h"
#include "print/text.h"

#define DIFF_NO_LIMIT ((size_t)1 << 20)
#define DIFF_HALF 4 /* columns of the first half of a table that is parted */

struct diff_printing {
	const struct dgpm_diff *d;
	const struct dgpm_diff_print *said;
	struct dgpm_arena *arena;
	struct dgpm_out *out;
	const struct dgpm_print *how;
	size_t width;
};

/* --- print_tables.c --- */

const char *diff_yen_text(const struct diff_printing *p, bool known, dgpm_yen yen, bool sign);
void diff_put_line(const struct diff_printing *p, const char *text);
/* Columns: ..., before, arrow, after, change, cause, explanation. */
void diff_put_moneys(const struct diff_printing *p, const struct texttable *t);
void diff_put_totals(const struct diff_printing *p);
void diff_put_courses(const struct diff_printing *p);
void diff_put_causes(const struct diff_printing *p);

/* --- print_machine.c --- */

/* A value on one line; NULL for none. */
const char *diff_value_text(struct dgpm_arena *arena, const struct dgpm_node *node);
const char *diff_side_text(struct dgpm_arena *arena, const struct dgpm_diff_change *c, const struct dgpm_node *node);
void diff_print_json(const struct dgpm_diff *d, struct dgpm_arena *arena, struct dgpm_out *out,
		     const struct dgpm_print *how);
/* Sheets of a workbook: the amounts, the fields. */
void diff_print_sheets(const struct dgpm_diff *d, struct dgpm_arena *arena, struct dgpm_out *out,
		       const struct dgpm_print *how);
void diff_print_csv(const struct dgpm_diff *d, struct dgpm_arena *arena, struct dgpm_out *out,
		    const struct dgpm_print *how);

#endif
