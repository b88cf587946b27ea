/* The parts of a report, one after the other. */
#include "report/model.h"
#include "base/list.h"

struct report_item *report_add(struct report_doc *d, struct report_block *b, enum report_kind kind)
{
	struct report_item *item = DGPM_PUSH(d->arena, b->items, b->n, b->cap);

	item->kind = kind;
	return item;
}

struct report_block *report_block_new(struct report_doc *d, const char *id, const char *no, const char *title)
{
	struct report_block *b = dgpm_arena_array(d->arena, 1, sizeof *b);

	*b = (struct report_block){ .id = id, .no = no, .title = title, .short_title = title };
	*DGPM_PUSH(d->arena, d->blocks, d->n, d->cap) = b;
	return b;
}

void report_text(struct report_doc *d, struct report_block *b, enum report_kind kind, const char *text)
{
	report_add(d, b, kind)->text = text;
}

struct report_table *report_table_new(struct report_doc *d, struct report_block *b, const char *caption,
				      const char *subtitle, const struct report_col *cols, size_t n_cols)
{
	struct report_table *t = dgpm_arena_array(d->arena, 1, sizeof *t);

	t->caption = caption;
	t->subtitle = subtitle;
	t->n_cols = n_cols;
	t->cols = dgpm_arena_array(d->arena, n_cols, sizeof *t->cols);
	memcpy(t->cols, cols, n_cols * sizeof *cols);
	if (b != NULL)
		report_add(d, b, REPORT_TABLE)->table = t;
	return t;
}

struct report_cell *report_row_new(struct report_doc *d, struct report_table *t)
{
	struct report_cell *cells = dgpm_arena_array(d->arena, t->n_cols, sizeof *cells);

	for (size_t i = 0; i < t->n_cols; i++)
		cells[i].rate = -1;
	DGPM_PUSH(d->arena, t->rows, t->n, t->cap)->cells = cells;
	return cells;
}

void report_texts_add(struct report_doc *d, struct report_texts *t, const char *text)
{
	*DGPM_PUSH(d->arena, t->items, t->n, t->cap) = text;
}

void report_texts_done(struct report_doc *d, struct report_block *b, enum report_kind kind,
		       const struct report_texts *t)
{
	struct report_item *item;

	if (t->n == 0)
		return;
	item = report_add(d, b, kind);
	item->texts = t->items;
	item->n = t->n;
}
