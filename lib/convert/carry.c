/* Columns that are filled down: what stands above a blank cell. */
#include "convert/context.h"

void convert_carry(struct convert_file *f, size_t column, struct dgpm_str text)
{
	struct carried *c = &f->sheet.carried[column];

	c->lost = false;
	if (dgpm_str_eq(text, c->text))
		return;
	if (text.n > c->cap) {
		c->cap = text.n * 2;
		c->s = dgpm_arena_alloc(f->in.arena, c->cap);
	}
	memcpy(c->s, text.s, text.n);
	c->text = (struct dgpm_str){ c->s, text.n };
}

/* What stands in columns that are filled down is carried on by every row that is not passed over. */
void convert_carry_row(struct convert_file *f)
{
	for (size_t i = 0; i < f->in.p->n_columns; i++) {
		struct dgpm_str text;

		/* A cell that was read has been carried on. */
		if (!f->in.p->columns[i].fill_down || f->sheet.at[i] == NOT_THERE ||
		    (f->row.cells[i].state != CELL_UNREAD && f->in.p->columns[i].as != AS_AMOUNT))
			continue;
		text = convert_raw(f, (int)i);
		if (f->sheet.at[i] < f->row.src->n && (f->row.src->cells[f->sheet.at[i]].kind == DGPM_VALUE_ERROR ||
						       f->row.src->cells[f->sheet.at[i]].uncalculated))
			f->sheet.carried[i].lost = true;
		else if (text.n != 0)
			convert_carry(f, i, text);
	}
}

/* A row is missing, which may have had what the blank cells below it mean. */
void convert_carry_lost(struct convert_file *f)
{
	for (size_t i = 0; i < f->in.p->n_columns; i++)
		f->sheet.carried[i].lost = true;
}
