/* A small aligned table inside a longer text. */
#include "print/text.h"
#include "base/text.h"

struct texttable texttable_new(struct dgpm_arena *arena, const char *columns)
{
	return (struct texttable){ .arena = arena, .n_cols = strlen(columns), .right = columns };
}

void texttable_add(struct texttable *t, const char *text)
{
	if (t->n == t->cap) {
		t->cap = t->cap != 0 ? t->cap * 2 : 64;
		t->cells = dgpm_arena_grow(t->arena, t->cells, t->n, t->cap, sizeof *t->cells);
	}
	t->cells[t->n++] = text != NULL ? text : "";
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

void texttable_print(const struct texttable *t, struct dgpm_out *out, size_t indent)
{
	size_t width[TEXTTABLE_MAX] = { 0 };

	for (size_t i = 0; i < t->n; i++) {
		size_t c = i % t->n_cols, w = dgpm_text_width(t->cells[i], strlen(t->cells[i]));

		if (w > width[c])
			width[c] = w;
	}
	for (size_t i = 0; i < t->n; i++) {
		size_t c = i % t->n_cols, w = dgpm_text_width(t->cells[i], strlen(t->cells[i]));
		bool last = true;

		if (c == 0)
			dgpm_out_spaces(out, indent);
		if (t->right[c] == 'r')
			dgpm_out_spaces(out, width[c] - w);
		dgpm_out_puts(out, t->cells[i]);
		/* No spaces at the end of a line. */
		for (size_t j = i + 1; j < i - c + t->n_cols; j++)
			last &= t->cells[j][0] == '\0';
		if (!last) {
			dgpm_out_spaces(out, (t->right[c] != 'r' ? width[c] - w : 0) + 2);
			continue;
		}
		dgpm_out_puts(out, "\n");
		i += t->n_cols - 1 - c;
	}
}

const char *texttable_cut(struct dgpm_arena *arena, const char *text, size_t columns)
{
	struct dgpm_str s = dgpm_text_escape(arena, dgpm_str_of(text));

	if (dgpm_text_width(s.s, s.n) <= columns)
		return dgpm_arena_strndup(arena, s.s, s.n);
	return dgpm_arena_printf(arena, "%.*s…", (int)dgpm_text_fit(s.s, s.n, columns - 1), s.s);
}
