/* Tables and text in Markdown. */
#include "print/markdown.h"
#include "base/i18n.h"
#include "base/text.h"
#include "print/grid_parts.h"

void markdown_text(struct dgpm_buf *b, const char *text)
{
	char *line = dgpm_arena_strdup(b->arena, text);
	struct dgpm_str safe;

	for (char *c = line; (c = strpbrk(c, "\r\n\t")) != NULL;)
		*c = ' ';
	safe = dgpm_text_escape(b->arena, dgpm_str_of(line));
	for (size_t i = 0; i < safe.n; i++) {
		char c = safe.s[i];

		if (c == '<') {
			dgpm_buf_add(b, "&lt;");
		} else if (c == '&') {
			dgpm_buf_add(b, "&amp;");
		} else {
			if (strchr("\\`*_[]|~#!", c) != NULL)
				dgpm_buf_char(b, '\\');
			dgpm_buf_char(b, c);
		}
	}
}

static bool is_number(const struct dgpm_grid *g, size_t col)
{
	return !grid_is_text(g->cols[col].kind);
}

static void head(struct dgpm_buf *b, const struct dgpm_grid *g, const struct grid_chosen *chosen)
{
	for (size_t i = 0; i < chosen->n_cols; i++) {
		const struct dgpm_col *col = &g->cols[chosen->cols[i]];

		dgpm_buf_add(b, i == 0 ? "| " : " ");
		markdown_text(b, col->title != NULL && *col->title != '\0' ? _(col->title) : col->name);
		dgpm_buf_add(b, " |");
	}
	dgpm_buf_add(b, "\n|");
	for (size_t i = 0; i < chosen->n_cols; i++)
		dgpm_buf_add(b, is_number(g, chosen->cols[i]) ? "--:|" : "---|");
	dgpm_buf_char(b, '\n');
}

static void row(struct dgpm_buf *b, const struct dgpm_grid *g, const struct grid_chosen *chosen, size_t r,
		const struct dgpm_print *how)
{
	for (size_t i = 0; i < chosen->n_cols; i++) {
		struct dgpm_str s = grid_shown(g, chosen->cols[i], grid_at(g, r, chosen->cols[i]), how);

		dgpm_buf_add(b, i == 0 ? "| " : " ");
		markdown_text(b, dgpm_arena_strndup(b->arena, s.s, s.n));
		dgpm_buf_add(b, " |");
	}
	dgpm_buf_char(b, '\n');
}

size_t markdown_rows(const struct dgpm_grid *g, struct dgpm_out *out, const struct dgpm_print *how, size_t *room)
{
	struct dgpm_buf b = { .arena = g->arena };
	struct grid_chosen chosen;
	size_t r = 0, good = 0;

	if (!grid_choose(&chosen, g, how))
		return 0;
	head(&b, g, &chosen);
	good = b.n;
	for (; r < chosen.n_rows; r++) {
		row(&b, g, &chosen, chosen.rows[r], how);
		if (b.n > *room)
			break;
		good = b.n;
	}
	dgpm_out_write(out, dgpm_buf_text(&b), good);
	dgpm_out_puts(out, "\n");
	*room -= good < *room ? good : *room;
	return chosen.n_rows - r;
}

void markdown_left_out(struct dgpm_out *out, size_t rows)
{
	if (rows != 0)
		dgpm_out_printf(out, _("%zu more rows are left out here.\n"), rows);
}

void markdown_grid(const struct dgpm_grid *g, struct dgpm_out *out, const struct dgpm_print *how, size_t room)
{
	markdown_left_out(out, markdown_rows(g, out, how, &room));
}
