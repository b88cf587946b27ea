/* From the source of a figure back to the cell. */
#include "trace/cells_parts.h"
#include "base/buf.h"
#include "book/book.h"
#include "base/list.h"
#include "base/text.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Names may hold a '!': what the manifest names decides, else the last ones part it. */
static bool parse_source(struct where *w, struct dgpm_arena *arena, const struct dgpm_manifest *manifest,
			 const char *source)
{
	const char *last = strrchr(source, '!'), *file_end, *pointer = strstr(source, "!/");
	size_t longest = 0;

	if (pointer != NULL && pointer != source) {
		w->file = dgpm_arena_strndup(arena, source, (size_t)(pointer - source));
		w->pointer = pointer + 1;
		return true;
	}

	if (last == NULL || !trace_parse_cell(w, last + 1))
		return false;
	for (file_end = last; w->column != 0 && --file_end > source && *file_end != '!';)
		;
	if (file_end == source)
		return false;
	for (size_t i = 0; i < manifest->n; i++) {
		size_t n = strlen(manifest->items[i].file);

		if (n > longest && strncmp(source, manifest->items[i].file, n) == 0 && source[n] == '!') {
			longest = n;
			file_end = source + n;
		}
	}
	w->file = dgpm_arena_strndup(arena, source, (size_t)(file_end - source));
	w->sheet = file_end < last ? dgpm_arena_strndup(arena, file_end + 1, (size_t)(last - file_end) - 1) : NULL;
	return true;
}

static int cmp_where(const void *pa, const void *pb)
{
	const struct where *a = pa, *b = pb;
	int c = strcmp(a->file, b->file);

	if (c == 0)
		c = strcmp(a->sheet != NULL ? a->sheet : "", b->sheet != NULL ? b->sheet : "");
	if (c != 0)
		return c;
	return a->row != b->row ? (a->row > b->row) - (a->row < b->row) : (a->item > b->item) - (a->item < b->item);
}

struct looking {
	struct dgpm_arena *arena;
	struct dgpm_traced *items;
	const struct where *next, *end;
	const char **headers;
	uint32_t n_headers;
	bool by_line;
	enum dgpm_traced_state state;
};

static bool holds(struct dgpm_str text, dgpm_yen yen)
{
	dgpm_yen got;

	for (enum dgpm_unit unit = DGPM_UNIT_YEN; unit <= DGPM_UNIT_OKU; unit++)
		if (dgpm_yen_parse(&got, text, unit) == DGPM_CELL_AMOUNT && (got == yen || got == -yen))
			return true;
	return false;
}

static bool may_be_in(const struct where *w, uint32_t column)
{
	for (size_t i = 0; i < w->n_columns; i++)
		if (w->columns[i] == column)
			return true;
	return w->n_columns == 0;
}

/* Of the cells in which the figure may stand the one, of several that hold the amount the nth; 0: it is not known. */
static uint32_t column_of(const struct where *w, const struct dgpm_book_row *row, dgpm_yen yen)
{
	uint32_t found = 0;
	size_t n = 0;

	if (w->column != 0 || w->n_columns == 1)
		return w->column != 0 ? w->column : w->columns[0];
	for (uint32_t i = 0; i < row->n && w->n_columns != 0; i++)
		if (may_be_in(w, i + 1) && holds(row->cells[i].text, yen)) {
			found = n <= w->nth ? i + 1 : found;
			n++;
		}
	return found;
}

/* Of a record the cell; where it is not known those that hold the amount; when none does, all that is written there. */
static const char *record(struct looking *l, const struct dgpm_book_row *row, dgpm_yen yen, const struct where *w)
{
	struct dgpm_buf text = { .arena = l->arena };
	uint32_t column = column_of(w, row, yen);

	for (int all = 0; all < 2 && text.n == 0; all++)
		for (uint32_t i = 0; i < row->n; i++) {
			const char *header = l->headers != NULL && i < l->n_headers ? l->headers[i] : NULL;
			struct dgpm_str cell = row->cells[i].text;

			if (cell.n == 0 || (all == 0 && (column != 0 ? i + 1 != column : !holds(cell, yen))))
				continue;
			dgpm_buf_sep(&text, "; ");
			if (header != NULL)
				dgpm_buf_addf(&text, "%s: ", header);
			dgpm_buf_str(&text, cell);
		}
	return text.s;
}

static void take_header(struct looking *l, const struct dgpm_book_row *row)
{
	l->headers = dgpm_arena_array(l->arena, row->n, sizeof(const char *));
	l->n_headers = row->n;
	for (uint32_t i = 0; i < row->n; i++)
		l->headers[i] = dgpm_arena_strndup(l->arena, row->cells[i].text.s, row->cells[i].text.n);
}

/* Titles and notes above the table stand alone in their lines. */
static uint32_t n_filled(const struct dgpm_book_row *row)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < row->n; i++)
		n += row->cells[i].text.n != 0;
	return n;
}

static bool look(void *ctx, const struct dgpm_book_row *row)
{
	struct looking *l = ctx;
	uint32_t at = l->by_line ? row->line : row->row;

	if (l->by_line && l->headers == NULL && n_filled(row) > 1)
		take_header(l, row);
	while (l->next < l->end && l->next->row < at)
		l->next++;
	for (; l->next < l->end && l->next->row == at; l->next++) {
		struct dgpm_traced *item = &l->items[l->next->item];

		if (l->by_line)
			item->text = record(l, row, item->amount_yen, l->next);
		else if (l->next->column <= row->n)
			item->text = dgpm_arena_strndup(l->arena, row->cells[l->next->column - 1].text.s,
							row->cells[l->next->column - 1].text.n);
		if (item->text != NULL)
			item->state = l->state;
	}
	return l->next < l->end;
}

/* The first of the directories below which the file is; NULL: none. */
static const char *find_file(struct dgpm_arena *arena, const char *file, const char *const *dirs, size_t n_dirs)
{
	struct stat st;

	for (size_t i = 0; i < n_dirs; i++) {
		const char *path = *file == '/' || strcmp(dirs[i], ".") == 0
					   ? file
					   : dgpm_arena_printf(arena, "%s/%s", dirs[i], file);

		if (stat(path, &st) == 0)
			return path;
	}
	return NULL;
}

static enum dgpm_traced_state state_of(struct dgpm_arena *arena, struct dgpm_diags *diags, const char *path,
				       const struct dgpm_manifest_file *known)
{
	char sum[DGPM_SHA256_TEXT];
	uint64_t bytes;

	(void)arena;
	if (known == NULL)
		return DGPM_TRACED_UNKNOWN;
	if (dgpm_file_sha256(sum, &bytes, AT_FDCWD, path) == 0 && strcmp(sum, known->sha256) == 0)
		return DGPM_TRACED;
	dgpm_diag_add(diags, DGPM_MSG_CONV_26, (struct dgpm_loc){ .path = path }, NULL);
	return DGPM_TRACED_OTHER;
}

/* All that is wanted of one sheet, in one reading. */
static void trace_sheet(struct looking *l, struct dgpm_diags *diags, struct dgpm_book *book, const char *sheet)
{
	l->by_line = dgpm_book_kind(book) == DGPM_BOOK_CSV;
	for (size_t i = 0; i < dgpm_book_n_sheets(book); i++)
		if (l->by_line || (sheet != NULL && strcmp(dgpm_book_sheet(book, i)->name, sheet) == 0)) {
			(void)!dgpm_book_read(book, diags, i, look, l);
			return;
		}
}

static void tell_lost(const struct dgpm_traced *items, const struct where *w, size_t n, struct dgpm_diags *diags,
		      const char *path)
{
	for (size_t i = 0; i < n; i++)
		if (items[w[i].item].state == DGPM_TRACED_LOST)
			dgpm_diag_add(diags, DGPM_MSG_CONV_27, (struct dgpm_loc){ .path = path },
				      items[w[i].item].source);
}

static void trace_file(struct dgpm_traced *items, struct where *w, size_t n, struct dgpm_arena *arena,
		       struct dgpm_diags *diags, const struct dgpm_trace_how *how)
{
	const struct dgpm_manifest_file *known = dgpm_manifest_find(how->manifest, w->file);
	const char *path = find_file(arena, w->file, how->dirs, how->n_dirs);
	struct dgpm_book_how book_how = { .encoding = known != NULL ? known->encoding : NULL };
	struct looking l = { .arena = arena, .items = items };
	struct dgpm_book *book;

	if (path == NULL) {
		for (size_t i = 0; i < n; i++)
			items[w[i].item].state = DGPM_TRACED_MISSING;
		dgpm_diag_add(diags, DGPM_MSG_TRC_03, (struct dgpm_loc){ .path = w->file }, NULL);
		return;
	}
	l.state = state_of(arena, diags, path, known);
	if (w->pointer != NULL) {
		trace_json(items, w, n, arena, path, l.state);
		tell_lost(items, w, n, diags, path);
		return;
	}
	if (dgpm_book_open(&book, arena, diags, path, AT_FDCWD, path, &book_how) != 0)
		return;
	if (dgpm_book_kind(book) == DGPM_BOOK_CSV && l.state == DGPM_TRACED)
		trace_columns(items, w, n, arena, known->columns);
	for (size_t i = 0, k; i < n; i = k) {
		for (k = i + 1; k < n && (w[k].sheet == NULL || strcmp(w[k].sheet, w[i].sheet) == 0); k++)
			;
		l.next = &w[i];
		l.end = &w[k];
		trace_sheet(&l, diags, book, w[i].sheet);
	}
	dgpm_book_close(book);
	tell_lost(items, w, n, diags, path);
}

void dgpm_trace(struct dgpm_traced *items, size_t n, struct dgpm_arena *arena, struct dgpm_diags *diags,
		const struct dgpm_trace_how *how)
{
	struct where *w = dgpm_arena_array(arena, n, sizeof *w);
	size_t n_where = 0;

	for (size_t i = 0; i < n; i++) {
		items[i].state = DGPM_TRACED_LOST;
		items[i].text = NULL;
		w[n_where].item = i;
		if (items[i].source == NULL || *items[i].source == '\0')
			continue;
		if (parse_source(&w[n_where], arena, how->manifest, items[i].source))
			n_where++;
		else if (strchr(items[i].source, '!') == NULL)
			items[i].state = DGPM_TRACED_WORDS;
		else
			dgpm_diag_add(diags, DGPM_MSG_CONV_27, (struct dgpm_loc){ 0 }, items[i].source);
	}
	dgpm_sort(w, n_where, sizeof *w, cmp_where);
	for (size_t i = 0, k; i < n_where; i = k) {
		for (k = i + 1; k < n_where && strcmp(w[k].file, w[i].file) == 0; k++)
			;
		trace_file(items, &w[i], k - i, arena, diags, how);
	}
}
