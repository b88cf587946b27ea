/* ods: which cells show their numbers in thousands or more (ISO/IEC 26300-1, number:display-factor). */
#include "book/ods.h"
#include "base/list.h"
#include "book/color.h"

#include <stdlib.h>

static void start(struct book_xml *x, const char *name, const char **attributes)
{
	ods_styles_element(x->ctx, name, attributes);
}

static void end(struct book_xml *x, const char *name)
{
	(void)x;
	(void)name;
}

/* The styles of the book; those of content.xml come with it. */
int ods_styles_read(struct ods_styles *s, struct dgpm_book *book, struct dgpm_diags *diags)
{
	struct book_xml x = { .start = start, .end = end, .ctx = s, .book = book, .diags = diags,
			      .entry = "styles.xml" };

	return book_zip_has(book, x.entry) ? book_xml_read(&x) : 0;
}

void ods_styles_open(struct ods_styles *s, struct dgpm_arena *a)
{
	*s = (struct ods_styles){ .arena = a, .data.arena = a, .cells.arena = a, .filled.arena = a };
}

static enum book_format format_of(const char *factor)
{
	switch (factor != NULL ? strtoul(factor, NULL, 10) : 1) {
	case 1000:
		return BOOK_AS_THOUSANDS;
	case 1000000:
		return BOOK_AS_MILLIONS;
	case 1000000000:
		return BOOK_AS_BILLIONS;
	default:
		return BOOK_AS_NUMBER;
	}
}

/* The number of a style of numbers; one that was not met before divides nothing. */
static uint32_t data_number(struct ods_styles *s, const char *name)
{
	uint32_t i = names_number(&s->data, dgpm_str_of(name));

	if (i == s->n_formats)
		*DGPM_PUSH(s->arena, s->formats, s->n_formats, s->cap_formats) = BOOK_AS_NUMBER;
	return i;
}

static void cell_style(struct ods_styles *s, const char *name, const char *data)
{
	uint32_t i = names_number(&s->cells, dgpm_str_of(name)), number = data_number(s, data);

	if (i == s->n_data_of)
		*DGPM_PUSH(s->arena, s->data_of, s->n_data_of, s->cap_data_of) = number;
	else
		s->data_of[i] = number;
}

static void fill_style(struct ods_styles *s, const char *color)
{
	uint32_t i;

	if (color == NULL || s->style[0] == '\0' || book_color_rgb(color) == 0)
		return;
	i = names_number(&s->filled, dgpm_str_of(s->style));
	if (i == s->n_colors)
		*DGPM_PUSH(s->arena, s->colors, s->n_colors, s->cap_colors) = book_color_rgb(color);
}

void ods_styles_element(struct ods_styles *s, const char *name, const char **attributes)
{
	const char *named, *data;
	enum book_format format;

	if (strcmp(name, "number-style") == 0 || strcmp(name, "currency-style") == 0) {
		named = book_attribute(attributes, "name");
		s->open = named != NULL ? data_number(s, named) + (size_t)1 : 0;
	} else if (strcmp(name, "number") == 0 && s->open != 0) {
		format = format_of(book_attribute(attributes, "display-factor"));
		s->formats[s->open - 1] = format;
		s->any |= format != BOOK_AS_NUMBER;
	} else if (strcmp(name, "style") == 0) {
		s->open = 0;
		named = book_attribute(attributes, "name");
		s->style[0] = '\0';
		if (named != NULL && strlen(named) < sizeof s->style)
			memcpy(s->style, named, strlen(named) + 1);
		data = book_attribute(attributes, "data-style-name");
		if (named != NULL && data != NULL)
			cell_style(s, named, data);
	} else if (strcmp(name, "table-cell-properties") == 0) {
		fill_style(s, book_attribute(attributes, "background-color"));
	}
}

static enum book_format of_style(const struct ods_styles *s, const char *style)
{
	uint32_t i = names_find(&s->cells, dgpm_str_of(style));

	return i != 0 ? s->formats[s->data_of[i - 1]] : BOOK_AS_NUMBER;
}

static uint32_t color_of(const struct ods_styles *s, const char *style)
{
	uint32_t i = names_find(&s->filled, dgpm_str_of(style));

	return i != 0 ? s->colors[i - 1] : 0;
}

void ods_styles_column(struct ods_styles *s, uint32_t first, uint32_t last, const char **attributes)
{
	const char *style =
		s->any || s->n_colors != 0 ? book_attribute(attributes, "default-cell-style-name") : NULL;
	enum book_format format = style != NULL ? of_style(s, style) : BOOK_AS_NUMBER;
	uint32_t color = style != NULL ? color_of(s, style) : 0;

	if (format != BOOK_AS_NUMBER || color != 0)
		*DGPM_PUSH(s->arena, s->columns, s->n_columns, s->cap_columns) =
			(struct ods_column_style){ first, last, format, color };
}

static const struct ods_column_style *of_column(const struct ods_styles *s, uint32_t column)
{
	size_t low = 0, high = s->n_columns;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (column > s->columns[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->n_columns && column >= s->columns[low].first ? &s->columns[low] : NULL;
}

uint32_t ods_styles_color(const struct ods_styles *s, const char *style, uint32_t column)
{
	const struct ods_column_style *c = s->n_colors != 0 && style == NULL ? of_column(s, column) : NULL;

	if (c != NULL)
		return c->color;
	return s->n_colors != 0 && style != NULL ? color_of(s, style) : 0;
}

enum book_format ods_styles_format(const struct ods_styles *s, const char *style, uint32_t column)
{
	const struct ods_column_style *c;

	if (!s->any)
		return BOOK_AS_NUMBER;
	if (style != NULL)
		return of_style(s, style);
	c = of_column(s, column);
	return c != NULL ? c->format : BOOK_AS_NUMBER;
}
