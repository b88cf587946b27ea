/* ods: what its parts share. */
#ifndef BOOK_ODS_H
#define BOOK_ODS_H

#include "book/number.h"
#include "book/xml.h"

/* Formats that show numbers divided, by the styles of cells; of columns, where a cell names none. */
struct ods_styles {
	struct dgpm_arena *arena;
	const char *open; /* the style of numbers that is open */
	struct ods_number_style {
		const char *name;
		enum book_format format;
	} *numbers;
	size_t n_numbers, cap_numbers;
	struct ods_cell_style {
		const char *name, *data;
	} *cells;
	size_t n_cells, cap_cells;
	struct ods_column_style {
		uint32_t first, last;
		enum book_format format;
	} *columns;
	size_t n_columns, cap_columns;
};

/* -1 after a diagnostic. */
int ods_styles_read(struct ods_styles *s, struct dgpm_book *book, struct dgpm_diags *diags) DGPM_MUST_CHECK;
/* An element among the styles, before the first table. */
void ods_styles_element(struct ods_styles *s, const char *name, const char **attributes);
/* Columns of the sheet that is read, from 1. */
void ods_styles_column(struct ods_styles *s, uint32_t first, uint32_t last, const char **attributes);
/* Of a cell; `style` NULL: that of its column. */
enum book_format ods_styles_format(const struct ods_styles *s, const char *style, uint32_t column);

/* -1 after BOOK-03 when the parts are encrypted. */
int ods_check_password(struct dgpm_book *book, struct dgpm_diags *diags) DGPM_MUST_CHECK;

#endif
