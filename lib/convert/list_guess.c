/* Which of a sheet's first rows are the header. A guess: a profile says it for good. */
#include "sheetlint/look.h"
#include "base/buf.h"
#include "convert/list_parts.h"

static bool stands(const struct dgpm_book_row *row, uint32_t i)
{
	return i < row->n && row->cells[i].kind != DGPM_VALUE_NONE;
}

/* Written there, not covered by another cell of a merged range. */
static bool is_own(const struct dgpm_book_row *row, uint32_t i)
{
	return stands(row, i) && !row->cells[i].covered;
}

static uint32_t count(const struct dgpm_book_row *row, bool (*is)(const struct dgpm_book_row *, uint32_t))
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < row->n; i++)
		n += is(row, i);
	return n;
}

/* Words and years, no figures; a unit above the table is no header either. */
static bool is_words(const struct dgpm_book_row *row)
{
	bool any = false;

	for (uint32_t i = 0; i < row->n; i++) {
		const struct dgpm_value *v = &row->cells[i];

		if (!is_own(row, i))
			continue;
		if (memmem(v->text.s, v->text.n, "単位：", strlen("単位：")) == v->text.s ||
		    memmem(v->text.s, v->text.n, "（単位", strlen("（単位")) == v->text.s ||
		    memmem(v->text.s, v->text.n, "(単位", strlen("(単位")) == v->text.s)
			return false;
		if (!(v->text.n == 4 && sheetlint_holds_western(v->text)) && !sheetlint_is_era(v->text) &&
		    (v->kind != DGPM_VALUE_TEXT || sheetlint_look(v->text) != SHEETLINT_WORD))
			return false;
		any = true;
	}
	return any;
}

/* The one text of a row is a heading over some of the columns, not a title over all of them or in the corner. */
static bool is_heading_over(const struct dgpm_book_row *row, const struct dgpm_listed *l)
{
	uint32_t i = 0, wide = 0;

	while (!is_own(row, i))
		i++;
	for (uint32_t k = i + 1; stands(row, k) && !is_own(row, k); k++)
		wide++;
	return wide != 0 && i + 1 > l->first_column;
}

static bool is_above(const struct dgpm_book_row *row, const struct dgpm_listed *l)
{
	uint32_t own = count(row, is_own);

	return own != 0 && is_words(row) && (own > 1 || is_heading_over(row, l));
}

/* It divides what stands above it: words where that has none, and nothing where that has words. */
static bool is_below(const struct dgpm_book_row *above, const struct dgpm_book_row *row)
{
	uint32_t n = above->n > row->n ? above->n : row->n;
	bool divides = false, leaves = false;

	for (uint32_t i = 0; i < n; i++) {
		divides |= is_own(row, i) && !is_own(above, i);
		leaves |= !is_own(row, i) && is_own(above, i);
	}
	return divides && leaves && is_words(row);
}

static bool has_merged(const struct booklist_rows *rows, uint32_t from, uint32_t to)
{
	const struct dgpm_sheet *s = rows->sheet;

	for (size_t i = 0; i < s->n_merged; i++)
		if (s->merged[i].first_row <= to && s->merged[i].last_row >= from)
			return true;
	return false;
}

/* What each column is called, over all rows of the header. */
static void join(struct dgpm_listed *l, struct dgpm_arena *arena, const struct dgpm_book_row *first, uint32_t n_rows)
{
	uint32_t n = l->last_column - l->first_column + 1;
	const char **texts = dgpm_arena_array(arena, n, sizeof *texts);

	for (uint32_t c = 0; c < n; c++) {
		struct dgpm_buf joined = { .arena = arena };
		struct dgpm_str last = { NULL, 0 };

		for (uint32_t r = 0; r < n_rows; r++) {
			struct dgpm_str text;

			if (!stands(&first[r], c + l->first_column - 1))
				continue;
			text = first[r].cells[c + l->first_column - 1].text;
			if (text.n == 0 || (last.n != 0 && dgpm_str_eq(text, last)))
				continue;
			dgpm_buf_sep(&joined, " ");
			dgpm_buf_str(&joined, text);
			last = text;
		}
		texts[c] = dgpm_buf_text(&joined);
	}
	l->headers = texts;
	l->n_headers = n;
}

void booklist_guess(struct dgpm_listed *l, struct dgpm_arena *arena, const struct booklist_rows *rows)
{
	uint32_t widest = 0, at, from;

	for (uint32_t i = 0; i < rows->n; i++) {
		uint32_t n = count(&rows->items[i], stands);

		widest = n > widest ? n : widest;
	}
	/* One text alone is no table, nor are texts here and there. */
	if (widest < 2 && (l->n_rows < 2 || l->last_column != l->first_column))
		return;
	/* The first of words that is nearly as wide as the widest. */
	for (at = 0; at < rows->n; at++)
		if (count(&rows->items[at], stands) * 10 >= widest * 6 &&
		    count(&rows->items[at], is_own) >= (widest > 1 ? 2 : 1) && is_words(&rows->items[at]))
			break;
	if (at == rows->n)
		return;
	for (from = at; from != 0 && is_above(&rows->items[from - 1], l);)
		from--;
	while (at + 1 < rows->n && is_below(&rows->items[at], &rows->items[at + 1]))
		at++;
	l->header = rows->items[from].row;
	l->header_to = rows->items[at].row;
	l->header_merged = has_merged(rows, l->header, l->header_to);
	join(l, arena, &rows->items[from], at - from + 1);
}
