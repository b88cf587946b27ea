/* ods: what its parts share. */
#ifndef BOOK_ODS_H
#define BOOK_ODS_H

#include "book/number.h"
#include "book/xml.h"
#include "base/intern.h"

/* Formats that show numbers divided, by the styles of cells; of columns, where a cell names none. */
struct ods_styles {
	struct dgpm_arena *arena;
	bool any;                  /* a style of numbers that divides */
	struct names data;         /* styles of numbers, and ... */
	enum book_format *formats; /* ... what each makes of them */
	size_t n_formats, cap_formats;
	size_t open;               /* the number of the one that is open, + 1 */
	struct names cells;        /* styles of cells, and ... */
	uint32_t *data_of;         /* ... the number of the style of numbers of each */
	size_t n_data_of, cap_data_of;
	struct ods_column_style {
		uint32_t first, last;
		enum book_format format;
		uint32_t color;
	} *columns;                /* in order */
	struct names filled;       /* styles of cells that say a colour */
	uint32_t *colors;          /* theirs */
	size_t n_colors, cap_colors;
	char style[64];            /* the name of the one that is open; a longer one has no colour */
	size_t n_columns, cap_columns;
};

void ods_styles_open(struct ods_styles *s, struct dgpm_arena *a);
/* -1 after a diagnostic. */
int ods_styles_read(struct ods_styles *s, struct dgpm_book *book, struct dgpm_diags *diags) DGPM_MUST_CHECK;
/* An element among the styles, before the first table. */
void ods_styles_element(struct ods_styles *s, const char *name, const char **attributes);
/* Columns of the sheet that is read, from 1. */
void ods_styles_column(struct ods_styles *s, uint32_t first, uint32_t last, const char **attributes);
/* Of a cell; `style` NULL: that of its column. */
uint32_t ods_styles_color(const struct ods_styles *s, const char *style, uint32_t column);
enum book_format ods_styles_format(const struct ods_styles *s, const char *style, uint32_t column);

/* -1 after BOOK-03 when the parts are encrypted. */
int ods_check_password(struct dgpm_book *book, struct dgpm_diags *diags) DGPM_MUST_CHECK;

#endif
