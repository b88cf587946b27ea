/* ods: which cells show their numbers in thousands or more (ISO/IEC 26300-1, number:display-factor). */
#include "book/ods.h"

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

/* One more item at the end of an array that doubles. */
#define PUSH(s, items, n, cap)                                                                                         \
	((n) == (cap) ? ((cap) = (cap) != 0 ? (cap) * 2 : 8,                                                           \
			 (items) = dgpm_arena_grow((s)->arena, (items), (n), (cap), sizeof *(items))) :                \
			(items),                                                                                       \
	 &(items)[(n)++])

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

void ods_styles_element(struct ods_styles *s, const char *name, const char **attributes)
{
	const char *named, *data;
	enum book_format format;

	if (strcmp(name, "number-style") == 0 || strcmp(name, "currency-style") == 0) {
		named = book_attribute(attributes, "name");
		s->open = named != NULL ? dgpm_arena_strdup(s->arena, named) : NULL;
	} else if (strcmp(name, "number") == 0 && s->open != NULL) {
		format = format_of(book_attribute(attributes, "display-factor"));
		if (format != BOOK_AS_NUMBER)
			*PUSH(s, s->numbers, s->n_numbers, s->cap_numbers) =
				(struct ods_number_style){ s->open, format };
	} else if (strcmp(name, "style") == 0) {
		s->open = NULL;
		named = book_attribute(attributes, "name");
		data = book_attribute(attributes, "data-style-name");
		if (named != NULL && data != NULL)
			*PUSH(s, s->cells, s->n_cells, s->cap_cells) =
				(struct ods_cell_style){ dgpm_arena_strdup(s->arena, named),
							 dgpm_arena_strdup(s->arena, data) };
	}
}

static enum book_format of_style(const struct ods_styles *s, const char *style)
{
	for (size_t i = 0; i < s->n_cells; i++) {
		if (strcmp(s->cells[i].name, style) != 0)
			continue;
		for (size_t k = 0; k < s->n_numbers; k++)
			if (strcmp(s->numbers[k].name, s->cells[i].data) == 0)
				return s->numbers[k].format;
	}
	return BOOK_AS_NUMBER;
}

void ods_styles_column(struct ods_styles *s, uint32_t first, uint32_t last, const char **attributes)
{
	const char *style = s->n_numbers != 0 ? book_attribute(attributes, "default-cell-style-name") : NULL;
	enum book_format format = style != NULL ? of_style(s, style) : BOOK_AS_NUMBER;

	if (format != BOOK_AS_NUMBER)
		*PUSH(s, s->columns, s->n_columns, s->cap_columns) = (struct ods_column_style){ first, last, format };
}

enum book_format ods_styles_format(const struct ods_styles *s, const char *style, uint32_t column)
{
	if (s->n_numbers == 0)
		return BOOK_AS_NUMBER;
	if (style != NULL)
		return of_style(s, style);
	for (size_t i = 0; i < s->n_columns; i++)
		if (column >= s->columns[i].first && column <= s->columns[i].last)
			return s->columns[i].format;
	return BOOK_AS_NUMBER;
}
