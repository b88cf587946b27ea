/* Which columns and rows of a grid are printed, and in what order. */
#include "print/grid_parts.h"
#include "base/i18n.h"
#include "base/list.h"
#include "base/text.h"

#define NO_COLUMN ((size_t)-1)

/* By the name of CSV or the head of text, whatever the width of its letters. */
static size_t find_column(const struct dgpm_grid *g, const char *name)
{
	struct dgpm_str folded = dgpm_text_fold(g->arena, dgpm_str_of(name));

	for (size_t c = 0; c < g->n_cols; c++) {
		const char *title = g->cols[c].title;

		if (strcmp(g->cols[c].name, name) == 0)
			return c;
		if (title == NULL || *title == '\0')
			continue;
		if (dgpm_str_eq(dgpm_text_fold(g->arena, dgpm_str_of(_(title))), folded) ||
		    (g->briefs[c] != NULL &&
		     dgpm_str_eq(dgpm_text_fold(g->arena, dgpm_str_of(g->briefs[c])), folded)))
			return c;
	}
	/* The beginning is enough: "budget" for budget_yen or "budget total". */
	for (size_t c = 0, n = strlen(name); c < g->n_cols && n >= 2; c++)
		if (strncmp(g->cols[c].name, name, n) == 0 ||
		    (g->cols[c].title != NULL && (strncmp(g->cols[c].title, name, n) == 0 ||
						  strncmp(_(g->cols[c].title), name, n) == 0)))
			return c;
	/* "id" for project_id. */
	for (size_t c = 0, n = strlen(name); c < g->n_cols; c++) {
		size_t all = strlen(g->cols[c].name);

		if (n >= 2 && all > n && g->cols[c].name[all - n - 1] == '_' &&
		    strcmp(g->cols[c].name + all - n, name) == 0)
			return c;
	}
	return NO_COLUMN;
}

static size_t find_or_note(const struct dgpm_grid *g, struct dgpm_choice *choice, const char *name)
{
	size_t c = find_column(g, name);
	const char **known;

	if (c != NO_COLUMN)
		return c;
	known = dgpm_arena_array(g->arena, g->n_cols, sizeof *known);
	for (size_t i = 0; i < g->n_cols; i++)
		known[i] = g->cols[i].name;
	choice->unknown = name;
	choice->known = known;
	choice->n_known = g->n_cols;
	return NO_COLUMN;
}

/* What sorting compares. */
struct item {
	const struct grid_cell *cell;
	size_t row;
	bool descending;
	enum grid_row kind;
};

static int cmp_cells(const struct grid_cell *a, const struct grid_cell *b)
{
	size_t n = a->text.n < b->text.n ? a->text.n : b->text.n;
	int c;

	if (a->number && b->number)
		return (a->value > b->value) - (a->value < b->value);
	if (a->number != b->number)
		return a->number ? -1 : 1;
	c = n != 0 ? memcmp(a->text.s, b->text.s, n) : 0;
	return c != 0 ? c : (a->text.n > b->text.n) - (a->text.n < b->text.n);
}

static int cmp_items(const void *pa, const void *pb)
{
	const struct item *a = pa, *b = pb;
	int c = (int)(a->kind == GRID_TOTAL) - (int)(b->kind == GRID_TOTAL);

	/* What has no value comes last, whatever the direction. */
	if (c == 0)
		c = (int)a->cell->none - (int)b->cell->none;
	if (c == 0 && !a->cell->none)
		c = a->descending ? -cmp_cells(a->cell, b->cell) : cmp_cells(a->cell, b->cell);
	return c != 0 ? c : (a->row > b->row) - (a->row < b->row);
}

static bool is_other(const struct dgpm_choice *choice)
{
	return choice != NULL && (choice->sort != NULL || choice->top != 0);
}

/* Heads and sub sums go when the order or the number is another. */
static bool stays(enum grid_row kind, bool other)
{
	return !other || (kind != GRID_SUBTOTAL && kind != GRID_HEAD);
}

/* The rows in the order asked for. */
static void take_items(struct grid_chosen *out, struct dgpm_arena *arena, struct item *items, size_t n,
		       const struct dgpm_choice *choice, size_t sort)
{
	if (sort != NO_COLUMN)
		dgpm_sort(items, n, sizeof *items, cmp_items);
	out->rows = dgpm_arena_array(arena, n, sizeof *out->rows);
	for (size_t i = 0; i < n; i++) {
		bool plain = items[i].kind == GRID_ROW;

		out->n_all += plain;
		if (plain && choice != NULL && choice->top != 0 && out->n_plain == choice->top)
			continue;
		out->n_plain += plain;
		out->rows[out->n_rows++] = items[i].row;
	}
}

static void choose_rows(struct grid_chosen *out, const struct dgpm_grid *g, const struct dgpm_choice *choice,
			size_t sort)
{
	size_t n = dgpm_grid_rows(g), kept = 0;
	struct item *items = dgpm_arena_array(g->arena, n, sizeof *items);

	for (size_t r = 0; r < n; r++) {
		enum grid_row kind = grid_kind(g, r);

		if (stays(kind, is_other(choice)))
			items[kept++] = (struct item){ sort != NO_COLUMN ? grid_at(g, r, sort) : NULL, r,
						       choice != NULL && choice->descending, kind };
	}
	take_items(out, g->arena, items, kept, choice, sort);
	out->n_all += g->n_left;
}

static bool choose_columns(struct grid_chosen *out, const struct dgpm_grid *g, const struct dgpm_print *how,
			   struct dgpm_choice *choice, size_t *sort)
{
	bool text = how->format != DGPM_FORMAT_CSV && how->format != DGPM_FORMAT_JSON;

	*out = (struct grid_chosen){ .cols = dgpm_arena_array(g->arena,
							      g->n_cols + (choice != NULL ? choice->n_columns : 0),
							      sizeof *out->cols) };
	*sort = NO_COLUMN;
	for (size_t i = 0; choice != NULL && i < choice->n_columns; i++) {
		size_t c = find_or_note(g, choice, choice->columns[i]);

		if (c == NO_COLUMN)
			return false;
		out->cols[out->n_cols++] = c;
		out->picked = true;
	}
	for (size_t c = 0; c < g->n_cols && !out->picked; c++)
		if (!text || g->cols[c].title != NULL)
			out->cols[out->n_cols++] = c;
	return choice == NULL || choice->sort == NULL || (*sort = find_or_note(g, choice, choice->sort)) != NO_COLUMN;
}

bool grid_choose(struct grid_chosen *out, const struct dgpm_grid *g, const struct dgpm_print *how)
{
	struct dgpm_choice *choice = g->is_main ? how->choice : NULL;
	size_t sort;

	if (!choose_columns(out, g, how, choice, &sort))
		return false;
	choose_rows(out, g, choice, sort);
	return true;
}

/* The cell of a row that is to be sorted by, apart from the row. */
static const struct grid_cell *keep_cell(struct dgpm_arena *arena, const struct grid_cell *x)
{
	struct grid_cell *kept = dgpm_arena_alloc(arena, sizeof *kept);

	*kept = *x;
	if (!x->none && !x->number) {
		kept->text = dgpm_arena_str(arena, x->text);
		kept->brief = (struct dgpm_str){ NULL, 0 };
	}
	return kept;
}

bool grid_choose_lines(struct grid_chosen *out, struct dgpm_grid *g, const struct dgpm_grid_lines *lines,
		       const struct dgpm_print *how)
{
	struct dgpm_choice *choice = g->is_main ? how->choice : NULL;
	struct dgpm_arena *kept = g->arena, *own, *scratch, *keys;
	struct item *items;
	size_t sort, n = 0;

	if (!choose_columns(out, g, how, choice, &sort))
		return false;
	if (!is_other(choice)) {
		out->n_rows = out->n_all = out->n_plain = lines->n;
		return true;
	}
	own = dgpm_arena_like(kept);
	scratch = dgpm_arena_like(kept);
	keys = dgpm_arena_like(kept);
	items = dgpm_arena_array(keys, lines->n, sizeof *items);
	g->arena = own;
	for (size_t i = 0; i < lines->n; i++) {
		grid_clear(g);
		dgpm_arena_reset(own);
		dgpm_arena_reset(scratch);
		lines->put(lines->ctx, g, i, scratch);
		if (stays(grid_kind(g, 0), true))
			items[n++] = (struct item){ sort != NO_COLUMN ? keep_cell(keys, grid_at(g, 0, sort)) : NULL, i,
						    choice->descending, grid_kind(g, 0) };
	}
	g->arena = kept;
	grid_clear(g);
	take_items(out, kept, items, n, choice, sort);
	dgpm_arena_free(own);
	dgpm_arena_free(scratch);
	dgpm_arena_free(keys);
	return true;
}
