/*
 * Which columns of a CSV the figures stand in: a ledger's source has the line alone. Kept by what tells the figures of
 * a line apart, for the manifest: year, expense, stage, and the item where it is the same for all rows.
 */
#include "convert/context.h"
#include "base/buf.h"
#include "base/hash.h"

#define LAST 256
#define MAX_COLUMNS 2000 /* more are no columns: then nobody is told of any */

static bool is_column(const void *ctx, uint32_t number, const void *key)
{
	const struct convert_column *a = &((const struct convert_columns *)ctx)->items[number], *b = key;

	return a->column == b->column && a->any_item == b->any_item && dgpm_str_eq(a->year, b->year) &&
	       dgpm_str_eq(a->expense, b->expense) && dgpm_str_eq(a->stage, b->stage) && dgpm_str_eq(a->item, b->item);
}

/* Whether all rows have the same. */
static bool is_constant(const struct spec *spec)
{
	return spec == NULL || spec->kind == SPEC_TEXT || spec->kind == SPEC_GROUP;
}

void convert_column_met(struct convert_file *f, const struct amount *a, const struct dgpm_str values[PF_COUNT],
			struct convert_place at)
{
	struct convert_columns *c = &f->keep.columns;
	struct convert_column new = { .column = at.column,
				      .any_item = !is_constant(a->set[PF_ITEM]),
				      .year = values[PF_FISCAL_YEAR],
				      .expense = values[PF_EXPENSE],
				      .stage = values[PF_STAGE] };
	uint64_t hash;
	uint32_t number;

	if (!f->in.how->columns || at.line == 0 || c->n >= MAX_COLUMNS)
		return;
	new.item = new.any_item ? (struct dgpm_str){ "", 0 } : values[PF_ITEM];
	/* Mostly a column has the same as in the row before. */
	if (c->last == NULL)
		c->last = dgpm_arena_array(f->in.arena, LAST, sizeof *c->last);
	if (at.column < LAST && c->last[at.column] != 0 && is_column(c, c->last[at.column] - 1, &new))
		return;
	hash = dgpm_hash_mix(dgpm_hash(new.year) ^ at.column);
	hash = dgpm_hash_mix(hash ^ dgpm_hash(new.expense));
	hash = dgpm_hash_mix(dgpm_hash_mix(hash ^ dgpm_hash(new.stage)) ^ dgpm_hash(new.item));
	c->by.arena = f->in.arena;
	number = dgpm_map_put(&c->by, hash, is_column, c, &new, (uint32_t)c->n);
	if (at.column < LAST)
		c->last[at.column] = number + 1;
	if (number != c->n)
		return;
	new.year = dgpm_arena_str(f->in.arena, new.year);
	new.expense = dgpm_arena_str(f->in.arena, new.expense);
	new.stage = dgpm_arena_str(f->in.arena, new.stage);
	new.item = dgpm_arena_str(f->in.arena, new.item);
	*DGPM_PUSH(f->in.arena, c->items, c->n, c->cap) = new;
}

static void put_text(struct dgpm_buf *b, struct dgpm_str text)
{
	static const char digits[] = "0123456789abcdef";

	dgpm_buf_char(b, '"');
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.s[i];

		if (c == '"' || c == '\\') {
			dgpm_buf_char(b, '\\');
			dgpm_buf_char(b, (char)c);
		} else if (c < 0x20) {
			dgpm_buf_add(b, "\\u00");
			dgpm_buf_char(b, digits[c >> 4]);
			dgpm_buf_char(b, digits[c & 15]);
		} else {
			dgpm_buf_char(b, (char)c);
		}
	}
	dgpm_buf_char(b, '"');
}

const char *convert_columns_text(const struct convert_columns *c, struct dgpm_arena *arena)
{
	struct dgpm_buf b = { .arena = arena };
	char name[8];

	if (c->n == 0 || c->n >= MAX_COLUMNS)
		return NULL;
	for (size_t i = 0; i < c->n; i++) {
		const struct convert_column *x = &c->items[i];

		dgpm_buf_addf(&b, "%s[\"%s\",", i != 0 ? "," : "[", dgpm_column_name(name, x->column));
		put_text(&b, x->year);
		dgpm_buf_char(&b, ',');
		put_text(&b, x->expense);
		dgpm_buf_char(&b, ',');
		put_text(&b, x->stage);
		dgpm_buf_char(&b, ',');
		if (x->any_item)
			dgpm_buf_add(&b, "null");
		else
			put_text(&b, x->item);
		dgpm_buf_char(&b, ']');
	}
	dgpm_buf_char(&b, ']');
	return b.s;
}
