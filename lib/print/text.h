/* Internal: a small aligned table inside a longer text. */
#ifndef PRINT_TEXT_H
#define PRINT_TEXT_H

#include "print/grid.h"

#define TEXTTABLE_MAX 12

struct texttable {
	struct dgpm_arena *arena;
	size_t n_cols, n, cap;
	const char *right; /* one character a column: 'r' to the right, else to the left */
	const char **cells;
};

struct texttable texttable_new(struct dgpm_arena *arena, const char *columns);
void texttable_add(struct texttable *t, const char *text); /* NULL: blank */
void texttable_addf(struct texttable *t, const char *fmt, ...) DGPM_PRINTF(2, 3);
/* Yen in the unit of the report; `sign`: with + where more. */
void texttable_yen(struct texttable *t, dgpm_yen yen, enum dgpm_unit unit, bool sign);
void texttable_print(const struct texttable *t, struct dgpm_out *out, size_t indent);

/* The text cut to so many columns, with … at the cut, control characters escaped. */
const char *texttable_cut(struct dgpm_arena *arena, const char *text, size_t columns);

#endif
