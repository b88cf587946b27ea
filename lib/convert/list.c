/* What is in spreadsheets: each sheet read once, from its first cell to its last. */
#include "convert/list_parts.h"
#include "convert/context.h"
#include "base/i18n.h"

#include <fcntl.h>

#define LIKE_ENOUGH 40 /* percent of columns by which a profile is worth naming */

struct reading {
	struct booklist_rows rows;
	struct dgpm_listed *listed;
	struct convert_fit **fits;
	size_t n_fits, n_looking;
};

/* What is looked for are headers and figures: of a text as long as a book its beginning will do. */
static struct dgpm_str beginning(struct dgpm_str s)
{
	const size_t most = 1024;

	if (s.n <= most)
		return s;
	for (s.n = most; s.n != 0 && (s.s[s.n] & 0xc0) == 0x80; s.n--)
		;
	return s;
}

static void keep(struct reading *r, const struct dgpm_book_row *row)
{
	struct booklist_rows *kept = &r->rows;
	struct dgpm_value *cells;

	if (kept->n == BOOKLIST_LOOK)
		return;
	cells = dgpm_arena_array(kept->arena, row->n, sizeof *cells);
	for (uint32_t i = 0; i < row->n; i++) {
		cells[i] = row->cells[i];
		cells[i].text = dgpm_arena_str(kept->arena, beginning(row->cells[i].text));
	}
	kept->items[kept->n] = *row;
	kept->items[kept->n++].cells = cells;
}

static bool take_row(void *ctx, const struct dgpm_book_row *row)
{
	struct reading *r = ctx;
	struct dgpm_listed *l = r->listed;
	uint32_t first = 0, last = 0;
	size_t hidden = 0;

	/* A cell of a hidden row is hidden, whatever its column is. */
	for (uint32_t i = 0; i < row->n && !row->hidden; i++)
		hidden += row->cells[i].hidden && row->cells[i].kind != DGPM_VALUE_NONE;
	l->hidden_columns = hidden > l->hidden_columns ? hidden : l->hidden_columns;
	for (uint32_t i = 0; i < row->n; i++)
		if (row->cells[i].kind != DGPM_VALUE_NONE) {
			first = first == 0 ? i + 1 : first;
			last = i + 1;
		}
	if (last != 0) {
		l->first_row = l->first_row == 0 ? row->row : l->first_row;
		l->last_row = row->row;
		l->first_column = l->first_column == 0 || first < l->first_column ? first : l->first_column;
		l->last_column = last > l->last_column ? last : l->last_column;
		l->n_rows++;
		l->hidden_rows += row->hidden;
	}
	keep(r, row);
	if (r->n_looking != 0) {
		r->n_looking = 0;
		for (size_t i = 0; i < r->n_fits; i++)
			r->n_looking += convert_fit_row(r->fits[i], row);
	}
	return true;
}

/* In percent: of what the profile knows, or of what the sheet has, whichever is more of a likeness. */
static size_t likeness(size_t found, const struct dgpm_profile *p, const struct dgpm_listed *l)
{
	size_t columns = l->last_column - l->first_column + 1, of = columns < p->n_columns ? columns : p->n_columns;

	return found > 1 && of != 0 ? found * 100 / of : 0;
}

static void tell_fits(struct reading *r, const struct dgpm_booklist_how *how, struct dgpm_arena *arena)
{
	const char **names = dgpm_arena_array(arena, r->n_fits, sizeof *names), *why;
	struct dgpm_listed *l = r->listed;
	size_t best = LIKE_ENOUGH, found;

	for (size_t i = 0; i < r->n_fits; i++) {
		if (convert_fit_end(r->fits[i], &why, &found)) {
			names[l->n_profiles++] = dgpm_profile_id(how->profiles[i]);
		} else if (why != NULL && likeness(found, how->profiles[i], l) >= best) {
			best = likeness(found, how->profiles[i], l) + 1;
			l->nearest = dgpm_profile_id(how->profiles[i]);
			l->why = dgpm_arena_strdup(arena, why);
		}
	}
	l->profiles = names;
	if (l->n_profiles != 0)
		l->nearest = l->why = NULL;
}

static void list_sheet(struct dgpm_listed *listed, struct dgpm_arena *arena, struct dgpm_diags *diags,
		       struct dgpm_book *book, size_t sheet, const struct dgpm_booklist_how *how)
{
	const struct dgpm_sheet *s = dgpm_book_sheet(book, sheet);
	struct dgpm_arena *own = dgpm_arena_like(arena);
	struct reading r = { .rows = { .arena = own, .sheet = s }, .listed = listed };

	listed->sheet = dgpm_arena_strdup(arena, s->name);
	listed->kind = dgpm_book_kind(book);
	listed->encoding = dgpm_book_encoding(book);
	listed->hidden = s->hidden;
	listed->n_merged = s->n_merged;
	r.n_fits = r.n_looking = how->n_profiles;
	r.fits = dgpm_arena_array(own, r.n_fits, sizeof(struct convert_fit *));
	for (size_t i = 0; i < r.n_fits; i++)
		r.fits[i] = convert_fit_begin(how->profiles[i], own, book, sheet);
	listed->cut_off = dgpm_book_read(book, diags, sheet, take_row, &r) != 0;
	tell_fits(&r, how, arena);
	booklist_guess(listed, arena, &r.rows);
	dgpm_arena_free(own);
}

void dgpm_booklist(struct dgpm_listing *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    const char *const *files, size_t n_files, const struct dgpm_booklist_how *how)
{
	struct dgpm_listed *items = NULL;
	size_t n = 0, cap = 0, rows = 0;

	*out = (struct dgpm_listing){ 0 };
	for (size_t i = 0; i < n_files; i++) {
		struct dgpm_book_how book_how = { .encoding = how->encoding };
		struct dgpm_arena *own = dgpm_arena_like(arena);
		struct dgpm_book *book;

		if (dgpm_book_open(&book, own, diags, files[i], AT_FDCWD, files[i], &book_how) == 0) {
			out->files++;
			for (size_t k = 0; k < dgpm_book_n_sheets(book); k++) {
				struct dgpm_listed *l = DGPM_PUSH(arena, items, n, cap);

				*l = (struct dgpm_listed){ .file = files[i] };
				list_sheet(l, arena, diags, book, k, how);
				out->hidden += l->hidden;
				rows += l->n_rows;
			}
			dgpm_book_close(book);
		}
		dgpm_arena_free(own);
		if (how->progress != NULL)
			how->progress(how->ctx, i + 1, n_files, rows);
	}
	out->items = items;
	out->n = n;
}
