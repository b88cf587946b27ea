/* Rows of a sheet out of its cells: gaps, merged ranges, hidden columns. */
#include "book/rows.h"
#include "base/i18n.h"
#include "base/list.h"

/* A merged range that goes on in later rows, with the value of its first cell. */
struct book_active {
	struct dgpm_merged range;
	struct dgpm_value value;
};

/* A range wider than this gives its value only to cells within the row: a title merged over a whole sheet's width must
 * not make every row 16,384 cells wide. */
#define WIDE 256

void book_hide(struct book_hidden *h, struct dgpm_arena *a, uint32_t first, uint32_t last)
{
	if (first > last)
		return;
	*DGPM_PUSH(a, h->ranges, h->n, h->cap) = (struct book_range){ first, last };
}

static int cmp_merged(const void *pa, const void *pb)
{
	const struct dgpm_merged *a = pa, *b = pb;

	if (a->first_row != b->first_row)
		return a->first_row < b->first_row ? -1 : 1;
	return (a->first_column > b->first_column) - (a->first_column < b->first_column);
}

/* Whether no two of the ranges, which are sorted, share a cell. `until`: by column, where the range there ends. */
static int check_overlap(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, uint32_t *until,
			 const struct dgpm_merged *m)
{
	char name[8];

	for (uint32_t c = m->first_column; c <= m->last_column; c++) {
		if (until[c] >= m->first_row) {
			dgpm_diag_addf(diags, DGPM_MSG_BOOK_13, book_loc(book, m->first_row, c),
				       dgpm_diag_value(diags, "%s!%s%u", book->sheets[sheet].name,
						       dgpm_column_name(name, c), m->first_row),
				       _("%s!%s%u lies in two of them"), book->sheets[sheet].name,
				       dgpm_column_name(name, c), m->first_row);
			return -1;
		}
		until[c] = m->last_row;
	}
	return 0;
}

int book_set_merged(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, struct dgpm_merged *merged,
		    size_t n)
{
	struct dgpm_arena *scratch;
	uint32_t *until;
	int rc = 0;

	if (n == 0)
		return 0;
	dgpm_sort(merged, n, sizeof *merged, cmp_merged);
	scratch = dgpm_arena_like(book->arena);
	until = dgpm_arena_array(scratch, BOOK_MAX_COLUMNS + 1, sizeof *until);
	for (size_t i = 0; i < n && rc == 0; i++) {
		book->merged_width += merged[i].last_column - merged[i].first_column + 1;
		if (book->merged_width > BOOK_MAX_MERGED_WIDTH) {
			dgpm_diag_addf(diags, DGPM_MSG_BOOK_16, book_loc(book, merged[i].first_row, 0),
				       book->sheets[sheet].name,
				       _("%s: merged ranges come to more than %ju columns"), book->sheets[sheet].name,
				       (uintmax_t)BOOK_MAX_MERGED_WIDTH);
			rc = -1;
		} else {
			rc = check_overlap(book, diags, sheet, until, &merged[i]);
		}
	}
	dgpm_arena_free(scratch);
	book->sheets[sheet].merged = merged;
	book->sheets[sheet].n_merged = n;
	return rc;
}

void book_rows_open(struct book_rows *r, struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet,
		    dgpm_book_row_fn fn, void *ctx)
{
	*r = (struct book_rows){ .book = book, .diags = diags, .sheet = sheet, .fn = fn, .ctx = ctx };
	r->scratch = dgpm_arena_like(book->arena);
	book_rows_grow(r, 4096);
}

void book_rows_close(struct book_rows *r)
{
	dgpm_arena_free(r->scratch);
	r->scratch = NULL;
}

void book_rows_grow(struct book_rows *r, size_t want)
{
	size_t cap = r->cap_text != 0 ? r->cap_text : 4096;

	while (cap - r->n_text < want)
		cap *= 2;
	r->text = dgpm_arena_grow(r->scratch, r->text, r->n_text, cap, 1);
	r->cap_text = cap;
}

static void grow_cells(struct book_rows *r, uint32_t want)
{
	uint32_t cap = r->cap != 0 ? r->cap : 64;

	while (cap < want)
		cap *= 2;
	r->cells = dgpm_arena_grow(r->scratch, r->cells, r->cap, cap, sizeof *r->cells);
	r->at = dgpm_arena_grow(r->scratch, r->at, r->cap, cap, sizeof *r->at);
	r->cap = cap;
}

/* Cells without a value up to, not with, this column. */
static void fill_up(struct book_rows *r, uint32_t column)
{
	if (column > r->cap)
		grow_cells(r, column);
	while (r->n + 1 < column) {
		r->cells[r->n] = (struct dgpm_value){ .kind = DGPM_VALUE_NONE };
		r->at[r->n++] = BOOK_OUTSIDE;
	}
}

static int bad_cell(struct book_rows *r, uint32_t row, uint32_t column, const char *what)
{
	char name[8];

	dgpm_diag_addf(r->diags, DGPM_MSG_BOOK_14, book_loc(r->book, row, column),
		       dgpm_diag_value(r->diags, "%s!%s%u", r->book->sheets[r->sheet].name,
				       dgpm_column_name(name, column), row), "%s!%s%u: %s",
		       r->book->sheets[r->sheet].name, dgpm_column_name(name, column), row, what);
	return -1;
}

int book_rows_begin(struct book_rows *r, uint32_t row, bool hidden)
{
	if (row <= r->row || row > BOOK_MAX_ROWS)
		return bad_cell(r, row, 0, _("the row does not come after the one before"));
	r->row = row;
	r->row_hidden = hidden;
	r->n = 0;
	r->n_text = 0;
	r->n_bytes = 0;
	return 0;
}

int book_rows_beyond(struct book_rows *r, uint32_t row, uint32_t column, enum book_beyond limit)
{
	char name[8];
	const char *what = limit == BOOK_BEYOND_ROW ?
		dgpm_arena_printf(r->scratch, _("more than %zu MiB of text in one row"), BOOK_MAX_ROW >> 20) :
		dgpm_arena_printf(r->scratch, _("repeated and merged cells come to more than %ju, or %ju MiB"),
				  (uintmax_t)BOOK_MAX_MADE, (uintmax_t)BOOK_MAX_MADE_BYTES >> 20);

	dgpm_diag_addf(r->diags, DGPM_MSG_BOOK_16, book_loc(r->book, row, column),
		       r->book->sheets[r->sheet].name, "%s!%s%u: %s",
		       r->book->sheets[r->sheet].name, dgpm_column_name(name, column), row, what);
	r->failed = true;
	return -1;
}

int book_rows_wide(struct book_rows *r, uint32_t row, uint32_t column)
{
	char name[8];

	dgpm_diag_addf(r->diags, DGPM_MSG_BOOK_08, book_loc(r->book, row, column),
		       dgpm_diag_value(r->diags, "%s!%u", r->book->sheets[r->sheet].name, row),
		       _("%s!%s%u, the limit is %u"), r->book->sheets[r->sheet].name, dgpm_column_name(name, column),
		       row, r->book->how.max_columns);
	return -1;
}

static int count_bytes(struct book_rows *r, uint32_t row, uint32_t column, size_t n)
{
	r->n_bytes += n;
	if (r->n_bytes <= BOOK_MAX_ROW)
		return 0;
	return book_rows_beyond(r, row, column, BOOK_BEYOND_ROW);
}

int book_rows_made(struct book_rows *r, uint32_t row, uint32_t column, uint64_t cells, uint64_t bytes)
{
	r->made += cells;
	r->made_bytes += bytes;
	if (r->made <= BOOK_MAX_MADE && r->made_bytes <= BOOK_MAX_MADE_BYTES)
		return 0;
	return book_rows_beyond(r, row, column, BOOK_BEYOND_MADE);
}

int book_rows_put(struct book_rows *r, uint32_t column, const struct dgpm_value *v, size_t at)
{
	if (column > r->book->how.max_columns)
		return book_rows_wide(r, r->row, column);
	if (column <= r->n)
		return bad_cell(r, r->row, column, _("the cell does not come after the one before"));
	if (v->text.n != 0 && count_bytes(r, r->row, column, v->text.n) != 0)
		return -1;
	fill_up(r, column);
	r->cells[r->n] = *v;
	r->at[r->n++] = at;
	return 0;
}

/* Remember the ranges that begin in this row. */
static void begin_merged(struct book_rows *r, uint32_t row)
{
	const struct dgpm_sheet *sheet = &r->book->sheets[r->sheet];

	for (; r->next_merged < sheet->n_merged && sheet->merged[r->next_merged].first_row <= row; r->next_merged++) {
		const struct dgpm_merged *m = &sheet->merged[r->next_merged];
		struct book_active *a = DGPM_PUSH(r->scratch, r->active, r->n_active, r->cap_active);

		*a = (struct book_active){ .range = *m };
		if (m->first_row != row || m->first_column > r->n)
			continue;
		a->value = r->cells[m->first_column - 1];
		/* The row's buffer is used again; the table of texts stays. */
		if (m->last_row > row && r->at[m->first_column - 1] != BOOK_OUTSIDE)
			a->value.text = dgpm_arena_str(r->scratch, a->value.text);
	}
}

/* Count what a range adds to a row. */
static int count_covered(struct book_rows *r, uint32_t row, const struct book_active *a, uint32_t last)
{
	uint32_t first = a->range.first_column, n = last >= first ? last - first + 1 : 0;

	if (n == 0 || a->value.kind == DGPM_VALUE_NONE)
		return 0;
	if (a->value.text.n > BOOK_MAX_ROW / n)
		return count_bytes(r, row, first, BOOK_MAX_ROW + 1);
	if (count_bytes(r, row, first, a->value.text.n * n) != 0)
		return -1;
	return book_rows_made(r, row, first, n, (uint64_t)a->value.text.n * n);
}

/* Give covered cells the value of their range's first; -1 after BOOK-16. */
static int cover(struct book_rows *r, uint32_t row)
{
	size_t kept = 0;

	begin_merged(r, row);
	for (size_t i = 0; i < r->n_active; i++) {
		const struct book_active *a = &r->active[i];
		uint32_t last = a->range.last_column;

		if (last - a->range.first_column >= WIDE || last > r->book->how.max_columns)
			last = last < r->n ? last : r->n;
		if (count_covered(r, row, a, last) != 0)
			return -1;
		if (last > r->n)
			fill_up(r, last + 1);
		for (uint32_t c = a->range.first_column; c <= last; c++) {
			if (row == a->range.first_row && c == a->range.first_column)
				continue;
			r->cells[c - 1] = a->value;
			r->cells[c - 1].covered = true;
		}
		if (a->range.last_row > row)
			r->active[kept++] = *a;
	}
	r->n_active = kept;
	return 0;
}

static bool tell(struct book_rows *r, uint32_t row, bool hidden)
{
	const struct dgpm_sheet *sheet = &r->book->sheets[r->sheet];
	struct dgpm_book_row told;

	if ((r->n_active != 0 || r->next_merged < sheet->n_merged) && cover(r, row) != 0)
		return false;
	if (hidden)
		for (uint32_t i = 0; i < r->n; i++)
			r->cells[i].hidden = true;
	for (size_t k = 0; k < r->hidden.n; k++)
		for (uint32_t c = r->hidden.ranges[k].first; c <= r->hidden.ranges[k].last && c <= r->n; c++)
			r->cells[c - 1].hidden = true;
	told = (struct dgpm_book_row){ .row = row, .hidden = hidden, .cells = r->cells, .n = r->n };
	r->told = row;
	if (!r->fn(r->ctx, &told))
		r->stopped = true;
	return !r->stopped;
}

/* The rows without a cell before this one. */
static bool tell_gap(struct book_rows *r)
{
	struct dgpm_value *cells = r->cells;
	size_t *at = r->at, next = 0, n_bytes = r->n_bytes;
	uint32_t n = r->n, cap = r->cap, row = r->row;
	bool go_on = true;

	r->cells = r->gap_cells;
	r->at = r->gap_at;
	r->cap = r->gap_cap;
	while (go_on && r->told + 1 < row) {
		bool hidden = next < r->n_hidden_rows && r->hidden_rows[next] == r->told + 1;

		next += hidden;
		r->n = 0;
		r->n_bytes = 0;
		go_on = tell(r, r->told + 1, hidden);
	}
	r->gap_cells = r->cells;
	r->gap_at = r->at;
	r->gap_cap = r->cap;
	r->cells = cells;
	r->at = at;
	r->n = n;
	r->cap = cap;
	r->n_bytes = n_bytes;
	r->n_hidden_rows = 0;
	return go_on;
}

bool book_rows_end(struct book_rows *r)
{
	while (r->n != 0 && r->cells[r->n - 1].kind == DGPM_VALUE_NONE && !r->cells[r->n - 1].formula)
		r->n--;
	if (r->n == 0) {
		if (!r->row_hidden)
			return true;
		*DGPM_PUSH(r->scratch, r->hidden_rows, r->n_hidden_rows, r->cap_hidden_rows) = r->row;
		return true;
	}
	if (r->told + 1 < r->row && !tell_gap(r))
		return false;
	for (uint32_t i = 0; i < r->n; i++)
		if (r->at[i] != BOOK_OUTSIDE)
			r->cells[i].text.s = r->text + r->at[i];
	return tell(r, r->row, r->row_hidden);
}
