/* A change of one place in a text as a unified patch. */
#include "record/parts.h"

#define CONTEXT 3

struct lines {
	struct dgpm_str *items;
	size_t n;
};

static struct lines split(struct dgpm_arena *arena, struct dgpm_str text)
{
	struct lines l = { 0 };
	size_t n = 1;

	for (size_t i = 0; i < text.n; i++)
		n += text.s[i] == '\n';
	l.items = dgpm_arena_array(arena, n, sizeof *l.items);
	while (text.n != 0) {
		const char *end = memchr(text.s, '\n', text.n);
		size_t m = end != NULL ? (size_t)(end - text.s) + 1 : text.n;

		l.items[l.n++] = (struct dgpm_str){ text.s, m };
		text = (struct dgpm_str){ text.s + m, text.n - m };
	}
	return l;
}

static void put_lines(struct dgpm_buf *b, char sign, const struct lines *l, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		dgpm_buf_char(b, sign);
		dgpm_buf_str(b, l->items[i]);
		if (l->items[i].s[l->items[i].n - 1] != '\n')
			dgpm_buf_add(b, "\n\\ No newline at end of file\n");
	}
}

const char *record_patch(struct dgpm_arena *arena, const char *path, struct dgpm_str before, struct dgpm_str after)
{
	struct lines a = split(arena, before), z = split(arena, after);
	struct dgpm_buf b = { .arena = arena };
	size_t head = 0, tail = 0, from, to;

	while (head < a.n && head < z.n && dgpm_str_eq(a.items[head], z.items[head]))
		head++;
	while (tail < a.n - head && tail < z.n - head &&
	       dgpm_str_eq(a.items[a.n - 1 - tail], z.items[z.n - 1 - tail]))
		tail++;
	from = head > CONTEXT ? head - CONTEXT : 0;
	to = tail < CONTEXT ? tail : CONTEXT;
	dgpm_buf_addf(&b, "--- a/%s\n+++ b/%s\n@@ -%zu,%zu +%zu,%zu @@\n", path, path, from + 1,
		      a.n - tail + to - from, from + 1, z.n - tail + to - from);
	put_lines(&b, ' ', &a, from, head);
	put_lines(&b, '-', &a, head, a.n - tail);
	put_lines(&b, '+', &z, head, z.n - tail);
	put_lines(&b, ' ', &a, a.n - tail, a.n - tail + to);
	return dgpm_buf_text(&b);
}
