/* Output: texts, the first error kept. */
#include "io/out_file.h"
#include "base/text.h"

#include <errno.h>

static void note_error(struct dgpm_out *o)
{
	if (o->error == 0 && ferror_unlocked(o->f) != 0)
		o->error = errno != 0 ? errno : EIO;
}

static void put(struct dgpm_out *o, const char *s, size_t n)
{
	if (n != 0 && fwrite_unlocked(s, 1, n, o->f) != n)
		note_error(o);
}

static void put_spaces(struct dgpm_out *o, size_t n)
{
	static const char spaces[] = "                                ";

	for (; n > sizeof spaces - 1; n -= sizeof spaces - 1)
		put(o, spaces, sizeof spaces - 1);
	put(o, spaces, n);
}

/* The text of a line without what sets colours; *at has the place of each byte in the line. */
static struct dgpm_str without_colors(struct dgpm_arena *a, struct dgpm_str line, size_t **at)
{
	char *text = dgpm_arena_alloc(a, line.n + 1);
	size_t n = 0;

	*at = dgpm_arena_array(a, line.n + 1, sizeof **at);
	for (size_t i = 0; i < line.n; i++) {
		if (line.s[i] == '\033' && i + 1 < line.n && line.s[i + 1] == '[') {
			while (i < line.n && line.s[i] != 'm')
				i++;
			continue;
		}
		(*at)[n] = i;
		text[n++] = line.s[i];
	}
	(*at)[n] = line.n;
	return (struct dgpm_str){ text, n };
}

/* One line, broken; what follows begins where the text did, or a little to the right. */
static void put_broken(struct dgpm_out *o, struct dgpm_str line)
{
	size_t *at, indent = 0, from = 0;
	struct dgpm_str text = without_colors(o->arena, line, &at);

	while (indent < text.n && text.s[indent] == ' ')
		indent++;
	if (indent == 0 || indent > o->limit / 2)
		indent = 2;
	while (from < text.n) {
		size_t room = from == 0 ? o->limit : o->limit - indent;
		size_t cut = from + dgpm_text_break(text.s + from, text.n - from, room), end = cut;

		while (cut < text.n && text.s[cut] == ' ')
			cut++;
		while (cut < text.n && end > from + 1 && text.s[end - 1] == ' ')
			end--;
		put_spaces(o, from != 0 ? indent : 0);
		put(o, line.s + (from == 0 ? 0 : at[from]), at[end] - (from == 0 ? 0 : at[from]));
		/* What sets colours behind the text stays with it. */
		if (cut < text.n)
			put(o, "\n", 1);
		from = cut;
	}
}

void out_flush_line(struct dgpm_out *o)
{
	struct dgpm_str line = { o->line.s, o->line.n };

	if (line.n == 0)
		return;
	if (line.n <= o->limit || dgpm_text_width(line.s, line.n) <= o->limit)
		put(o, line.s, line.n);
	else
		put_broken(o, line);
	dgpm_buf_clear(&o->line);
}

void dgpm_out_limit(struct dgpm_out *o, size_t columns)
{
	o->limit = columns;
	o->line.arena = o->arena;
}

static void put_lines(struct dgpm_out *o, const char *s, size_t n)
{
	if (n == 0)
		return;
	if (o->limit == 0) {
		put(o, s, n);
		return;
	}
	while (n != 0) {
		const char *end = memchr(s, '\n', n);
		size_t part = end != NULL ? (size_t)(end - s) : n;

		dgpm_buf_str(&o->line, (struct dgpm_str){ s, part });
		if (end == NULL)
			return;
		out_flush_line(o);
		put(o, "\n", 1);
		s = end + 1;
		n -= part + 1;
	}
}

void dgpm_out_guard(struct dgpm_out *o)
{
	o->guard = true;
}

void dgpm_out_code(struct dgpm_out *o, const char *code)
{
	put_lines(o, code, strlen(code));
}

/* Bytes that may stand: the end of a line, for spreadsheet programs with a CR before it, may. */
static size_t harmless(const char *s, size_t n)
{
	size_t i = 0;

	for (;;) {
		i += dgpm_text_shown(s + i, n - i);
		if (i < n && s[i] == '\n')
			i++;
		else if (n - i >= 2 && s[i] == '\r' && s[i + 1] == '\n')
			i += 2;
		else
			return i;
	}
}

void dgpm_out_write(struct dgpm_out *o, const char *s, size_t n)
{
	while (n != 0 && o->guard) {
		char escaped[DGPM_ESCAPE_BUF];
		size_t run = harmless(s, n), used = 0;

		put_lines(o, s, run);
		if (run != n)
			put_lines(o, escaped, dgpm_text_escape_one(escaped, s + run, n - run, &used));
		s += run + used;
		n -= run + used;
	}
	put_lines(o, s, n);
}

void dgpm_out_puts(struct dgpm_out *o, const char *s)
{
	dgpm_out_write(o, s, strlen(s));
}

void dgpm_out_str(struct dgpm_out *o, struct dgpm_str s)
{
	dgpm_out_write(o, s.s, s.n);
}

/* Short texts, which nearly all are, take nothing of the arena. */
static DGPM_PRINTF(2, 0) void vprint_text(struct dgpm_out *o, const char *fmt, va_list ap)
{
	char buf[512];
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(buf, sizeof buf, fmt, ap);
	if (n >= 0 && (size_t)n < sizeof buf)
		dgpm_out_write(o, buf, (size_t)n);
	else
		dgpm_out_puts(o, dgpm_arena_vprintf(o->arena, fmt, again));
	va_end(again);
}

void dgpm_out_vprintf(struct dgpm_out *o, const char *fmt, va_list ap)
{
	if (o->limit != 0 || o->guard)
		vprint_text(o, fmt, ap);
	else if (vfprintf(o->f, fmt, ap) < 0)
		note_error(o);
}

void dgpm_out_printf(struct dgpm_out *o, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	dgpm_out_vprintf(o, fmt, ap);
	va_end(ap);
}

void dgpm_out_spaces(struct dgpm_out *o, size_t n)
{
	if (o->limit != 0)
		while (n-- != 0)
			dgpm_buf_char(&o->line, ' ');
	else
		while (n-- != 0)
			putc(' ', o->f);
	note_error(o);
}
