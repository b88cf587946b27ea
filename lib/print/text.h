/* The one layout of aligned columns, and texts cut to a width. */
#ifndef PRINT_TEXT_H
#define PRINT_TEXT_H

#include "io/out.h"
#include "base/yen.h"

/* Columns two spaces apart, as wide as their widest cell; nothing but the last column may end in spaces of its own. */
struct texttable {
	struct dgpm_arena *arena;
	size_t n_cols, n, cap;
	const char *right; /* one character a column: 'r' to the right, else to the left */
	struct texttable_cell {
		struct dgpm_str text;
		size_t width;
	} *cells;
};

struct texttable texttable_new(struct dgpm_arena *arena, const char *columns);
/* The next cell, left to right, as it is to be seen; borrowed. */
void texttable_str(struct texttable *t, struct dgpm_str text);
void texttable_add(struct texttable *t, const char *text); /* NULL: blank */
void texttable_addf(struct texttable *t, const char *fmt, ...) DGPM_PRINTF(2, 3);
/* Yen in the unit of the report; `sign`: with + where more. */
void texttable_yen(struct texttable *t, dgpm_yen yen, enum dgpm_unit unit, bool sign);
/* Each row on a line, no spaces at its end. */
void texttable_print(const struct texttable *t, struct dgpm_out *out, size_t indent);

/* The text cut to so many columns, with … at the cut, control characters escaped. */
const char *texttable_cut(struct dgpm_arena *arena, const char *text, size_t columns);

/* The text, control characters escaped, in lines of at most `columns`, broken at blanks, or in Japanese anywhere but
 * before what does not begin a line. `label` stands in front of the first, `indent` spaces in front of the others. */
void dgpm_text_wrap(struct dgpm_arena *arena, struct dgpm_out *out, const char *label, const char *text, size_t indent,
		    size_t columns);

#endif
