/* The one layout of aligned columns, and texts cut to a width. */
#include "print/text.h"
#include "base/list.h"
#include "base/text.h"

struct texttable texttable_new(struct dgpm_arena *arena, const char *columns)
{
	return (struct texttable){ .arena = arena, .n_cols = strlen(columns), .right = columns };
}

void texttable_str(struct texttable *t, struct dgpm_str text)
{
	*DGPM_PUSH(t->arena, t->cells, t->n, t->cap) =
		(struct texttable_cell){ .text = text, .width = dgpm_text_width(text.s, text.n) };
}

void texttable_add(struct texttable *t, const char *text)
{
	texttable_str(t, text != NULL ? dgpm_str_of(text) : DGPM_STR(""));
}

void texttable_addf(struct texttable *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	texttable_add(t, dgpm_arena_vprintf(t->arena, fmt, ap));
	va_end(ap);
}

void texttable_yen(struct texttable *t, dgpm_yen yen, enum dgpm_unit unit, bool sign)
{
	char buf[DGPM_INT_BUF];
	int64_t value = dgpm_yen_round(yen, unit);

	texttable_addf(t, "%s%s", sign && value > 0 ? "+" : "", dgpm_int_format(buf, value, ','));
}

/* Up to the last cell with a text; right-aligned cells have their spaces in front. */
static void print_row(const struct texttable *t, const size_t *width, const struct texttable_cell *row,
		      struct dgpm_out *out, size_t indent)
{
	size_t n = t->n_cols;

	while (n != 0 && row[n - 1].text.n == 0)
		n--;
	dgpm_out_spaces(out, indent);
	for (size_t c = 0; c < n; c++) {
		bool right = t->right[c] == 'r', last = c + 1 == n;
		size_t pad = width[c] > row[c].width ? width[c] - row[c].width : 0;

		if (right)
			dgpm_out_spaces(out, pad);
		dgpm_out_str(out, row[c].text);
		if (!last)
			dgpm_out_spaces(out, (right ? 0 : pad) + 2);
	}
	dgpm_out_puts(out, "\n");
}

/* A text that has its line to itself may be as long as it is: it stands in no column. */
static bool is_alone(const struct texttable *t, size_t i)
{
	size_t from = i - i % t->n_cols;

	if (t->right[i - from] == 'r')
		return false;
	for (size_t k = from; k < from + t->n_cols; k++)
		if (k != i && k < t->n && t->cells[k].text.n != 0)
			return false;
	return true;
}

void texttable_print(const struct texttable *t, struct dgpm_out *out, size_t indent)
{
	size_t *width = dgpm_arena_array(t->arena, t->n_cols, sizeof *width);

	for (size_t i = 0; i < t->n; i++)
		if (t->cells[i].width > width[i % t->n_cols] && !is_alone(t, i))
			width[i % t->n_cols] = t->cells[i].width;
	for (size_t i = 0; i + t->n_cols <= t->n; i += t->n_cols)
		print_row(t, width, &t->cells[i], out, indent);
}

const char *texttable_cut(struct dgpm_arena *arena, const char *text, size_t columns)
{
	struct dgpm_str s = dgpm_text_escape(arena, dgpm_str_of(text));

	if (dgpm_text_width(s.s, s.n) <= columns)
		return dgpm_arena_strndup(arena, s.s, s.n);
	return dgpm_arena_printf(arena, "%.*s…", (int)dgpm_text_fit(s.s, s.n, columns - 1), s.s);
}

void dgpm_text_wrap(struct dgpm_arena *arena, struct dgpm_out *out, const char *label, const char *text, size_t indent,
		    size_t columns)
{
	struct dgpm_str s = dgpm_text_escape(arena, dgpm_str_of(text));
	size_t at = dgpm_text_width(label, strlen(label));

	dgpm_out_puts(out, label);
	do {
		size_t cut = dgpm_text_break(s.s, s.n, columns > at + 12 ? columns - at : 12), end = cut;

		while (cut < s.n && end > 1 && s.s[end - 1] == ' ')
			end--;
		dgpm_out_write(out, s.s, end);
		dgpm_out_puts(out, "\n");
		while (cut < s.n && s.s[cut] == ' ')
			cut++;
		s.s += cut;
		s.n -= cut;
		at = indent;
		if (s.n != 0)
			dgpm_out_spaces(out, indent);
	} while (s.n != 0);
}
