/* Reading a published table by the headers that a profile names. */
#include "profile/published.h"
#include "profile/tree.h"
#include "base/i18n.h"
#include "base/text.h"

#define HEADER_ROWS 30 /* the header stands in one of the first */
#define NOWHERE UINT32_MAX

static const struct dgpm_str *headers_of(struct dgpm_arena *arena, const struct dgpm_node *node, size_t *n)
{
	const struct dgpm_node *header = node->kind == DGPM_MAP ? dgpm_node_get(node, "header") : node;
	bool list = header != NULL && header->kind == DGPM_LIST;
	struct dgpm_str *texts;

	*n = header == NULL ? 0 : list ? header->n : 1;
	texts = dgpm_arena_array(arena, *n, sizeof *texts);
	for (size_t i = 0; i < *n; i++)
		texts[i] = profile_fold(arena, dgpm_node_str(list ? &header->items[i] : header));
	return texts;
}

/* The place of a column that a profile names; n after CONV-02. */
static size_t column_of(struct dgpm_arena *arena, struct dgpm_diags *diags, const struct dgpm_published *t,
			const struct dgpm_node *key, const char *path)
{
	const char **names = dgpm_arena_array(arena, t->n, sizeof *names), *near;
	const char *makes = dgpm_node_cstr(dgpm_node_get(t->root, "makes"));

	for (size_t i = 0; i < t->n; i++) {
		names[i] = t->columns[i].name;
		if (dgpm_str_is(dgpm_node_str(key), names[i]))
			return i;
	}
	near = dgpm_text_nearest(dgpm_node_str(key), names, t->n);
	if (near != NULL)
		dgpm_diag_addf(diags, DGPM_MSG_CONV_02, dgpm_node_loc(key, path), key->text,
			       _("'%s' is no column of a table of %s; did you mean '%s'?"), key->text, makes, near);
	else
		dgpm_diag_addf(diags, DGPM_MSG_CONV_02, dgpm_node_loc(key, path), key->text,
			       _("'%s' is no column of a table of %s"), key->text, makes);
	return t->n;
}

int dgpm_published_take(struct dgpm_published *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			struct dgpm_data *data, const struct dgpm_node *root, const char *path,
			const struct dgpm_published_column *columns, size_t n)
{
	const struct dgpm_node *map = dgpm_node_get(root, "columns"), *values = dgpm_node_get(root, "values");
	bool good = true;

	*out = (struct dgpm_published){ .columns = columns, .n = n, .root = root };
	out->id = dgpm_node_cstr(dgpm_node_get(root, "id"));
	out->title = dgpm_data_text(data, dgpm_node_get(root, "title"));
	for (uint32_t i = 0; values != NULL && values->kind == DGPM_MAP && i < values->n; i++)
		good &= column_of(arena, diags, out, &values->pairs[i].key, path) != n;
	for (uint32_t i = 0; i < map->n; i++) {
		size_t at = column_of(arena, diags, out, &map->pairs[i].key, path);

		good &= at != n;
		if (at == n)
			continue;
		out->headers[at] = headers_of(arena, &map->pairs[i].value, &out->n_headers[at]);
	}
	for (size_t i = 0; i < n; i++) {
		out->values[i] = dgpm_node_get(dgpm_node_get(root, "values"), columns[i].name);
		if (!columns[i].required || out->n_headers[i] != 0)
			continue;
		dgpm_diag_addf(diags, DGPM_MSG_CONV_02, dgpm_node_loc(map, path), columns[i].name,
			       _("it names no header for '%s'"), columns[i].name);
		good = false;
	}
	return good ? 0 : -1;
}

int dgpm_published_find(struct dgpm_published *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			struct dgpm_data *data, struct dgpm_portfolio *portfolio, const char *name,
			enum dgpm_makes makes, const struct dgpm_published_column *columns, size_t n)
{
	const char *path;
	const struct dgpm_node *root = dgpm_profile_doc(&path, arena, diags, data, portfolio, name, makes);

	*out = (struct dgpm_published){ .columns = columns, .n = n };
	return root != NULL ? dgpm_published_take(out, arena, diags, data, root, path, columns, n) : -1;
}

struct reading {
	const struct dgpm_published *t;
	struct dgpm_arena *scratch;
	const char *path;
	dgpm_published_row_fn fn;
	void *ctx;
	uint32_t at[DGPM_PUBLISHED_MAX]; /* cell of each column; NOWHERE */
	bool found;
	uint32_t rows;
};

static bool is_header(struct reading *r, const struct dgpm_book_row *row)
{
	for (size_t c = 0; c < r->t->n; c++)
		r->at[c] = NOWHERE;
	for (uint32_t i = 0; i < row->n; i++) {
		struct dgpm_str text = profile_fold(r->scratch, row->cells[i].text);

		for (size_t c = 0; text.n != 0 && c < r->t->n; c++)
			for (size_t h = 0; h < r->t->n_headers[c]; h++)
				if (r->at[c] == NOWHERE && dgpm_str_eq(text, r->t->headers[c][h]))
					r->at[c] = i;
	}
	for (size_t c = 0; c < r->t->n; c++)
		if (r->t->columns[c].required && r->at[c] == NOWHERE)
			return false;
	return true;
}

/* What a text stands for by the profile; itself where the profile says nothing of it. */
static struct dgpm_str value_of(const struct reading *r, size_t column, struct dgpm_str text)
{
	const struct dgpm_node *map = r->t->values[column];

	for (uint32_t i = 0; map != NULL && i < map->n; i++)
		if (dgpm_str_eq(dgpm_node_str(&map->pairs[i].key), text))
			return dgpm_node_str(&map->pairs[i].value);
	return text;
}

static struct dgpm_str trimmed(struct dgpm_str s)
{
	while (s.n != 0 && (unsigned char)s.s[0] <= ' ') {
		s.s++;
		s.n--;
	}
	while (s.n != 0 && (unsigned char)s.s[s.n - 1] <= ' ')
		s.n--;
	return s;
}

static bool one_row(void *ctx, const struct dgpm_book_row *row)
{
	struct reading *r = ctx;
	struct dgpm_str cells[DGPM_PUBLISHED_MAX];
	bool any = false;

	dgpm_arena_reset(r->scratch);
	if (!r->found) {
		r->found = is_header(r, row);
		return r->found || ++r->rows < HEADER_ROWS;
	}
	for (size_t c = 0; c < r->t->n; c++) {
		struct dgpm_str text = { "", 0 };

		if (r->at[c] < row->n && row->cells[r->at[c]].kind != DGPM_VALUE_NONE)
			text = trimmed(row->cells[r->at[c]].text);
		text = value_of(r, c, text);
		cells[c] = (struct dgpm_str){ dgpm_arena_strndup(r->scratch, text.s != NULL ? text.s : "", text.n),
					      text.n };
		any |= text.n != 0;
	}
	if (any)
		r->fn(r->ctx, cells, (struct dgpm_loc){ .path = r->path, .line = row->line != 0 ? row->line : row->row,
							.column = 1 });
	return true;
}

int dgpm_published_read(const struct dgpm_published *t, struct dgpm_arena *arena, struct dgpm_diags *diags,
			const char *path, int dirfd, dgpm_published_row_fn fn, void *ctx)
{
	struct dgpm_book_how how = { .threads = 1 };
	struct reading r = { .t = t, .path = path, .fn = fn, .ctx = ctx };
	struct dgpm_book *book;
	int rc = 0;

	if (dgpm_book_open(&book, arena, diags, path, dirfd, path, &how) != 0)
		return -1;
	r.scratch = dgpm_arena_like(arena);
	for (size_t s = 0; s < dgpm_book_n_sheets(book) && !r.found; s++) {
		r.rows = 0;
		rc |= dgpm_book_read(book, diags, s, one_row, &r);
	}
	if (!r.found && rc == 0) {
		dgpm_diag_add(diags, DGPM_MSG_CONV_03, (struct dgpm_loc){ .path = path }, t->id);
		rc = -1;
	}
	dgpm_arena_free(r.scratch);
	dgpm_book_close(book);
	return rc;
}
