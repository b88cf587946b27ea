/* The machine-readability of spreadsheets: where the table is, and what its columns hold. */
#include "base/list.h"
#include "base/text.h"
#include "sheetlint/look.h"

#define MAX_COLUMNS 1024u
#define MAX_MEMOS 1000
#define MAX_MEMO_TEXT 65536
/* Text of the rows that are kept until the headers are found: with more of it the search begins. */
#define MAX_AHEAD ((size_t)16 << 20)

void sheetlint_add(struct sheetlint_cells *c, const struct sheetlint_cell *cell)
{
	if (c->n < SHEETLINT_CELLS)
		c->first[c->n] = *cell;
	c->n++;
}

/* Texts shown are short: no more of them is kept. */
static const char *short_text(struct sheetlint *l, struct dgpm_str s)
{
	size_t n = dgpm_text_fit(s.s, s.n, 24);

	return dgpm_arena_printf(l->arena, "%.*s%s", (int)n, s.s, n < s.n ? "…" : "");
}

static struct sheetlint_cell cell_of(const struct dgpm_book_row *row, uint32_t column)
{
	return (struct sheetlint_cell){ .row = row->row, .line = row->line, .column = column };
}

/* The same with what stands in it, where it will be shown. */
static struct sheetlint_cell shown_cell(struct sheetlint *l, const struct sheetlint_cells *among,
					const struct dgpm_book_row *row, uint32_t column)
{
	struct sheetlint_cell c = cell_of(row, column);

	if (among->n < SHEETLINT_CELLS && column != 0 && column <= row->n && row->cells[column - 1].text.n != 0)
		c.text = short_text(l, row->cells[column - 1].text);
	return c;
}

static void found(struct sheetlint *l, enum sheetlint_rule rule, const struct dgpm_book_row *row, uint32_t column)
{
	struct sheetlint_result *r = &l->results[rule];
	struct sheetlint_cell c = shown_cell(l, &r->cells, row, column);

	r->verdict = SHEETLINT_FOUND;
	sheetlint_add(&r->cells, &c);
}

static void note(struct sheetlint *l, struct sheetlint_cells *cells, const struct dgpm_book_row *row, uint32_t column)
{
	struct sheetlint_cell c = shown_cell(l, cells, row, column);

	sheetlint_add(cells, &c);
}

static bool is_filled(const struct dgpm_value *v)
{
	return v->kind != DGPM_VALUE_NONE && !v->covered;
}

static uint32_t count_filled(const struct dgpm_book_row *row)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < row->n; i++)
		n += is_filled(&row->cells[i]);
	return n;
}

/* Words in all cells, years aside: a line of headers. */
static bool is_header_like(const struct dgpm_book_row *row)
{
	uint32_t words = 0, years = 0;

	for (uint32_t i = 0; i < row->n; i++) {
		const struct dgpm_value *v = &row->cells[i];

		if (!is_filled(v))
			continue;
		if (v->kind == DGPM_VALUE_TEXT && sheetlint_look(v->text) == SHEETLINT_WORD)
			words++;
		else if (v->text.n == 4 && sheetlint_holds_western(v->text))
			years++;
		else
			return false;
	}
	return words != 0;
}

/* Of what stands in a cell, whatever it belongs to. */
static void check_cells(struct sheetlint *l, const struct dgpm_book_row *row, bool data)
{
	uint32_t hidden_column = 0;

	for (uint32_t i = 0; i < row->n; i++) {
		const struct dgpm_value *v = &row->cells[i];

		if (v->hidden && !row->hidden && hidden_column == 0)
			hidden_column = i + 1;
		if (v->formula && !v->covered)
			found(l, L2_06, row, i + 1);
		if (v->kind != DGPM_VALUE_TEXT || v->covered)
			continue;
		if (sheetlint_is_spaced(v->text))
			found(l, L1_06, row, i + 1);
		if (sheetlint_is_platform(v->text))
			found(l, L1_08, row, i + 1);
		if (row->line != 0 && memchr(v->text.s, '\n', v->text.n) != NULL)
			found(l, L1_14, row, i + 1);
		if (data && sheetlint_is_several(v->text))
			found(l, L1_07, row, i + 1);
		if (data && sheetlint_is_other(v->text))
			found(l, L2_05, row, i + 1);
	}
	/* A hidden column is told once, a hidden row each time. */
	if (row->hidden)
		found(l, L1_13, row, 0);
	if (hidden_column != 0 && !l->column_told) {
		found(l, L1_13, row, hidden_column);
		l->column_told = true;
	}
}

static void remember_memo(struct sheetlint *l, const struct dgpm_book_row *row)
{
	for (uint32_t i = 0; i < row->n; i++) {
		struct dgpm_str text = row->cells[i].text;

		if (!is_filled(&row->cells[i]) || l->memo.n >= MAX_MEMO_TEXT)
			continue;
		dgpm_buf_char(&l->memo, '\n');
		dgpm_buf_str(&l->memo, (struct dgpm_str){ text.s, dgpm_text_fit(text.s, text.n, MAX_MEMO_TEXT) });
	}
}

static uint32_t first_filled(const struct dgpm_book_row *row)
{
	uint32_t i = 0;

	while (i < row->n && !is_filled(&row->cells[i]))
		i++;
	return i + 1;
}

static struct sheetlint_column *column_of(struct sheetlint *l, uint32_t i)
{
	while (i >= l->n_columns)
		*DGPM_PUSH(l->arena, l->columns, l->n_columns, l->cap_columns) = (struct sheetlint_column){ 0 };
	return &l->columns[i];
}

/* L2-04: values that mean the same and are written in two ways. */
static void see_value(struct sheetlint *l, struct sheetlint_column *c, const struct dgpm_book_row *row, uint32_t column)
{
	struct dgpm_str text = row->cells[column - 1].text, folded;

	if (c->too_many_values)
		return;
	for (size_t i = 0; i < c->n_values; i++)
		if (dgpm_str_eq(c->values[i].text, text))
			return;
	if (c->n_values == SHEETLINT_VALUES || text.n > 200) {
		c->too_many_values = true;
		return;
	}
	folded = dgpm_text_fold(l->arena, text);
	for (size_t i = 0; i < c->n_values; i++) {
		if (dgpm_str_eq(c->values[i].folded, folded)) {
			if (!c->values[i].told && l->results[L2_04].cells.n < SHEETLINT_CELLS - 1)
				sheetlint_add(&l->results[L2_04].cells, &c->values[i].cell);
			c->values[i].told = true;
			found(l, L2_04, row, column);
			break;
		}
	}
	c->values[c->n_values] = (struct sheetlint_seen){ .text = dgpm_arena_str(l->arena, text), .folded = folded,
							  .cell = cell_of(row, column) };
	c->values[c->n_values++].cell.text = short_text(l, text);
}

static bool is_short_prefecture(const struct sheetlint *l, struct dgpm_str s)
{
	for (uint32_t i = 0; l->prefectures != NULL && i < l->prefectures->n; i++) {
		struct dgpm_str full = dgpm_node_str(&l->prefectures->items[i]);

		if (full.n == s.n + 3 && memcmp(full.s, s.s, s.n) == 0)
			return true;
	}
	return false;
}

static void see_text(struct sheetlint *l, struct sheetlint_column *c, const struct dgpm_book_row *row, uint32_t column)
{
	struct dgpm_str text = row->cells[column - 1].text;

	switch (sheetlint_look(text)) {
	case SHEETLINT_PLAIN:
		c->numbers++;
		if (row->line == 0)
			note(l, &c->as_text, row, column);
		return;
	case SHEETLINT_DECORATED:
		c->decorated_n++;
		note(l, &c->decorated, row, column);
		return;
	case SHEETLINT_MARK:
		note(l, &c->marks, row, column);
		return;
	case SHEETLINT_WORD:
		break;
	}
	if (sheetlint_is_ditto(text))
		note(l, &c->ditto, row, column);
	if (sheetlint_is_era(text))
		note(l, &c->era, row, column);
	if (is_short_prefecture(l, text))
		note(l, &c->areas, row, column);
	see_value(l, c, row, column);
}

static void see_data(struct sheetlint *l, const struct dgpm_book_row *row)
{
	uint32_t n = row->n < MAX_COLUMNS ? row->n : MAX_COLUMNS;

	for (uint32_t i = 0; i < n; i++) {
		const struct dgpm_value *v = &row->cells[i];
		struct sheetlint_column *c;

		if (v->kind == DGPM_VALUE_NONE) {
			if (i < l->n_columns)
				note(l, &l->columns[i].blanks, row, i + 1);
			continue;
		}
		if (row->line != 0 && l->header != 0 && i >= l->n_columns) {
			found(l, L1_15, row, i + 1);
			break;
		}
		c = column_of(l, i);
		c->n++;
		if (v->kind == DGPM_VALUE_NUMBER) {
			c->numbers++;
			note(l, &c->as_number, row, i + 1);
		} else if (v->kind == DGPM_VALUE_TEXT) {
			see_text(l, c, row, i + 1);
		}
	}
	for (uint32_t i = n; i < l->n_columns; i++)
		note(l, &l->columns[i].blanks, row, i + 1);
}

/* Nothing stands in it, nor in a merged range that goes through it. */
static bool is_blank(const struct dgpm_book_row *row)
{
	for (uint32_t i = 0; i < row->n; i++)
		if (row->cells[i].kind != DGPM_VALUE_NONE)
			return false;
	return true;
}

static bool has_numbers(const struct sheetlint *l)
{
	for (uint32_t i = 0; i < l->n_columns; i++)
		if (l->columns[i].numbers != 0)
			return true;
	return false;
}

/* A row that is part of the table's body, or lies behind it. */
static void take(struct sheetlint *l, const struct dgpm_book_row *row)
{
	uint32_t filled = count_filled(row);

	if (row->line != 0 && row->line > l->last_line_end && !l->in_gap) {
		l->in_gap = true;
		l->gap = (struct sheetlint_cell){ .row = row->row, .line = l->last_line_end };
	}
	if (is_blank(row)) {
		if (!l->in_gap)
			l->gap = cell_of(row, 0);
		l->in_gap = true;
		if (row->hidden)
			check_cells(l, row, false);
		return;
	}
	if (filled == 1 && l->n_columns > 1) {
		uint32_t column = first_filled(row);
		const struct dgpm_value *v = &row->cells[column - 1];

		if (v->kind == DGPM_VALUE_TEXT && (l->in_gap || l->second_table || sheetlint_is_note(v->text))) {
			check_cells(l, row, false);
			remember_memo(l, row);
			if (l->n_memos < MAX_MEMOS) {
				struct sheetlint_cell c = cell_of(row, column);

				c.text = short_text(l, v->text);
				*DGPM_PUSH(l->arena, l->memos, l->n_memos, l->cap_memos) = c;
			}
			return;
		}
	}
	if (l->in_gap) {
		if (l->data_rows != 0 && filled > 1 && is_header_like(row) && has_numbers(l)) {
			l->second_table = true;
			found(l, L1_02, row, first_filled(row));
		} else {
			l->results[L1_03].verdict = SHEETLINT_FOUND;
			sheetlint_add(&l->results[L1_03].cells, &l->gap);
			if (l->data_rows == 0 && l->header != 0)
				found(l, L3_01, row, 0);
		}
	}
	l->in_gap = false;
	l->n_memos = 0;
	l->data_rows++;
	check_cells(l, row, true);
	if (!l->second_table)
		see_data(l, row);
}

/* The line on which the next record begins when there is no empty line between. */
static void step_line(struct sheetlint *l, const struct dgpm_book_row *row)
{
	uint32_t n = 1;

	if (row->line == 0)
		return;
	for (uint32_t i = 0; i < row->n; i++)
		for (const char *p = row->cells[i].text.s, *end = p + row->cells[i].text.n;
		     row->cells[i].text.n != 0 && (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
			n++;
	l->last_line_end = row->line + n;
}

static struct dgpm_str header_text(struct sheetlint *l, const struct dgpm_book_row *row, uint32_t i)
{
	return i < row->n ? dgpm_arena_str(l->arena, row->cells[i].text) : (struct dgpm_str){ "", 0 };
}

/* Some header is empty or covered where the row below has a word: the headers go over two rows. */
static bool has_second_header(const struct dgpm_book_row *first, const struct dgpm_book_row *second)
{
	bool divided = false;

	if (!is_header_like(second))
		return false;
	for (uint32_t i = 0; i < second->n; i++)
		divided |= is_filled(&second->cells[i]) && (i >= first->n || !is_filled(&first->cells[i]));
	return divided;
}

static void take_headers(struct sheetlint *l, uint32_t at)
{
	const struct dgpm_book_row *first = &l->ahead[at].row;
	const struct dgpm_book_row *second = at + 1 < l->n_ahead ? &l->ahead[at + 1].row : NULL;
	uint32_t n = first->n;

	l->header = first->row;
	l->header_line = first->line;
	if (second != NULL && !has_second_header(first, second))
		second = NULL;
	l->two_headers = second != NULL;
	if (second != NULL) {
		l->second_header = cell_of(second, 0);
		n = second->n > n ? second->n : n;
	}
	for (uint32_t i = 0; i < n && i < MAX_COLUMNS; i++) {
		struct dgpm_str a = header_text(l, first, i), b;

		if (second != NULL) {
			b = header_text(l, second, i);
			if (b.n != 0 && !dgpm_str_eq(a, b))
				a = dgpm_str_of(dgpm_arena_printf(l->arena, "%.*s%s%.*s", (int)a.n, a.s,
								  a.n != 0 ? " " : "", (int)b.n, b.s));
		}
		column_of(l, i)->header = a;
	}
	check_cells(l, first, false);
	step_line(l, first);
	if (second != NULL) {
		check_cells(l, second, false);
		step_line(l, second);
	}
}

/* Which of the first rows holds the headers: the first of words that is nearly as wide as the widest. */
static void settle(struct sheetlint *l)
{
	uint32_t widest = 0, at = 0, begin;

	l->settled = true;
	for (uint32_t i = 0; i < l->n_ahead; i++)
		widest = l->ahead[i].filled > widest ? l->ahead[i].filled : widest;
	while (at < l->n_ahead &&
	       !(l->ahead[at].filled * 10 >= widest * 6 && l->ahead[at].filled >= (widest > 1 ? 2 : 1) &&
		 is_header_like(&l->ahead[at].row)))
		at++;
	begin = at < l->n_ahead ? at : 0;
	for (uint32_t i = 0; i < begin; i++) {
		const struct dgpm_book_row *row = &l->ahead[i].row;

		if (l->ahead[i].filled == 0)
			continue;
		check_cells(l, row, false);
		remember_memo(l, row);
		found(l, L1_04, row, first_filled(row));
	}
	if (at < l->n_ahead) {
		take_headers(l, at);
		begin = at + 1 + l->two_headers;
	} else if (l->n_ahead != 0) {
		l->last_line_end = l->ahead[0].row.line;
	}
	for (uint32_t i = begin; i < l->n_ahead; i++) {
		take(l, &l->ahead[i].row);
		step_line(l, &l->ahead[i].row);
	}
}

/* Until it is known which row holds the headers. */
static void keep_row(struct sheetlint *l, const struct dgpm_book_row *row)
{
	struct sheetlint_row *kept = &l->ahead[l->n_ahead++];
	struct dgpm_value *cells = dgpm_arena_array(l->arena, row->n, sizeof *cells);

	for (uint32_t i = 0; i < row->n; i++) {
		cells[i] = row->cells[i];
		cells[i].text = dgpm_arena_str(l->arena, cells[i].text);
		l->ahead_bytes += cells[i].text.n;
	}
	*kept = (struct sheetlint_row){ .row = *row, .filled = count_filled(row) };
	kept->row.cells = cells;
}

bool sheetlint_row(void *ctx, const struct dgpm_book_row *row)
{
	struct sheetlint *l = ctx;

	l->rows++;
	if (l->settled) {
		take(l, row);
		step_line(l, row);
		return true;
	}
	keep_row(l, row);
	if (l->n_ahead == SHEETLINT_LOOK_AHEAD || l->ahead_bytes > MAX_AHEAD)
		settle(l);
	return true;
}

void sheetlint_end(struct sheetlint *l)
{
	if (!l->settled)
		settle(l);
	/* Notes behind the last row of data. */
	for (size_t i = 0; i < l->n_memos; i++) {
		l->results[L1_04].verdict = SHEETLINT_FOUND;
		sheetlint_add(&l->results[L1_04].cells, &l->memos[i]);
	}
}
