/* A report whose CSV is written line by line, as a sheet: whole numbers are numbers, all else is text. */
#include "io/csv.h"
#include "print/workbook.h"

#include <stdlib.h>

/* An integer as our own writers print it, which a spreadsheet cannot take for another thing. */
static bool is_number(struct dgpm_str s, int64_t *value)
{
	size_t sign = s.n != 0 && s.s[0] == '-', digits = s.n - sign;
	char buf[DGPM_INT_BUF];

	if (digits == 0 || digits > 18 || (s.s[sign] == '0' && s.n != 1))
		return false;
	for (size_t i = sign; i < s.n; i++)
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
	memcpy(buf, s.s, s.n);
	buf[s.n] = '\0';
	*value = strtoll(buf, NULL, 10);
	return true;
}

static void cell(struct dgpm_grid *g, struct dgpm_str field)
{
	int64_t value;

	if (field.n == 0)
		dgpm_grid_none(g);
	else if (is_number(field, &value))
		dgpm_grid_int(g, value);
	else
		dgpm_grid_text(g, field);
}

/* The head names the columns. */
static struct dgpm_grid *head(struct dgpm_arena *arena, const struct csvin_split *sp)
{
	struct dgpm_col *cols = dgpm_arena_array(arena, sp->n, sizeof *cols);

	for (size_t i = 0; i < sp->n; i++)
		cols[i] = (struct dgpm_col){ .name = dgpm_arena_strndup(arena, sp->fields[i].s, sp->fields[i].n),
					     .kind = DGPM_COL_TEXT };
	return dgpm_grid_new(arena, cols, sp->n);
}

void dgpm_workbook_add_csv(struct dgpm_workbook *w, struct dgpm_arena *arena, const char *text,
			   const struct dgpm_print *how)
{
	struct csvin_block block = { .s = dgpm_arena_strdup(arena, text), .n = strlen(text), .line = 1 };
	struct csvin_split sp;
	struct dgpm_grid *g = NULL;
	size_t n_cols = 0;
	enum csvin_what what;

	if (csvin_split_open(&sp, block.n) != 0)
		dgpm_arena_fail(arena);
	csvin_split_block(&sp, &block);
	while ((what = csvin_record(&sp)) == CSVIN_ROW) {
		if (g == NULL) {
			g = head(arena, &sp);
			n_cols = sp.n;
			continue;
		}
		for (size_t i = 0; i < n_cols; i++)
			cell(g, i < sp.n ? sp.fields[i] : DGPM_STR(""));
	}
	csvin_split_close(&sp);
	/* What our own writers made is in order, and no longer than itself. */
	if (what != CSVIN_END)
		dgpm_arena_fail(arena);
	if (g != NULL)
		dgpm_workbook_add(w, NULL, g, how);
}
