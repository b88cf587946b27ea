/* The part of a sheet that is read: rows and columns beyond it are as if they were not there. */
#include "convert/context.h"

static const char *take_column(uint32_t *out, const char *s)
{
	for (*out = 0; *s >= 'A' && *s <= 'Z' && *out < 100000; s++)
		*out = *out * 26 + (uint32_t)(*s - 'A') + 1;
	return s;
}

static const char *take_row(uint32_t *out, const char *s)
{
	for (*out = 0; *s >= '0' && *s <= '9' && *out < 100000000; s++)
		*out = *out * 10 + (uint32_t)(*s - '0');
	return s;
}

bool dgpm_range_parse(struct dgpm_range *out, const char *text)
{
	struct dgpm_range r;
	bool columns, rows;

	text = take_row(&r.first_row, take_column(&r.first_column, text));
	if (*text++ != ':')
		return false;
	text = take_row(&r.last_row, take_column(&r.last_column, text));
	columns = r.first_column != 0;
	rows = r.first_row != 0;
	if (*text != '\0' || (!columns && !rows) || columns != (r.last_column != 0) || rows != (r.last_row != 0))
		return false;
	if (!columns) {
		r.first_column = 1;
		r.last_column = UINT32_MAX;
	}
	if (!rows) {
		r.first_row = 1;
		r.last_row = UINT32_MAX;
	}
	*out = r;
	return r.first_row <= r.last_row && r.first_column <= r.last_column;
}

bool convert_range_row(const struct convert_input *in, struct convert_keep *keep, const struct dgpm_book_row **row)
{
	const struct dgpm_book_row *from = *row;
	uint32_t n = from->n < in->range.last_column ? from->n : in->range.last_column;

	if (!in->has_range)
		return true;
	if (from->row < in->range.first_row || from->row > in->range.last_row)
		return false;
	if (n > keep->cap_ranged) {
		keep->cap_ranged = n * 2;
		keep->ranged_cells = dgpm_arena_array(in->read_arena, keep->cap_ranged, sizeof *keep->ranged_cells);
	}
	for (uint32_t i = 0; i < n; i++)
		keep->ranged_cells[i] = i + 1 >= in->range.first_column ? from->cells[i] : (struct dgpm_value){ 0 };
	keep->ranged = *from;
	keep->ranged.cells = keep->ranged_cells;
	keep->ranged.n = n;
	*row = &keep->ranged;
	return true;
}
