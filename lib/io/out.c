/* Output: texts, cells of CSV and strings of JSON. */
#include "io/out_file.h"
#include "base/text.h"

#include <errno.h>

static void note_error(struct dgpm_out *o)
{
	if (o->error == 0 && ferror_unlocked(o->f) != 0)
		o->error = errno != 0 ? errno : EIO;
}

void dgpm_out_write(struct dgpm_out *o, const char *s, size_t n)
{
	if (n != 0 && fwrite_unlocked(s, 1, n, o->f) != n)
		note_error(o);
}

void dgpm_out_puts(struct dgpm_out *o, const char *s)
{
	dgpm_out_write(o, s, strlen(s));
}

void dgpm_out_str(struct dgpm_out *o, struct dgpm_str s)
{
	dgpm_out_write(o, s.s, s.n);
}

void dgpm_out_printf(struct dgpm_out *o, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (vfprintf(o->f, fmt, ap) < 0)
		note_error(o);
	va_end(ap);
}

void dgpm_out_spaces(struct dgpm_out *o, size_t n)
{
	while (n-- != 0)
		putc(' ', o->f);
	note_error(o);
}

bool dgpm_out_is_formula(struct dgpm_str cell)
{
	size_t i = 1;

	if (cell.n == 0 || memchr("=+-@\t\r", cell.s[0], 6) == NULL)
		return false;
	if (cell.s[0] != '-' && cell.s[0] != '+')
		return true;
	/* A number is not a formula. */
	while (i < cell.n && ((cell.s[i] >= '0' && cell.s[i] <= '9') || cell.s[i] == '.'))
		i++;
	return i < cell.n || cell.n == 1;
}

void dgpm_out_csv(struct dgpm_out *o, struct dgpm_str cell, bool excel)
{
	bool quote = false, guard = excel && dgpm_out_is_formula(cell);

	for (size_t i = 0; i < cell.n && !quote; i++)
		quote = cell.s[i] == ',' || cell.s[i] == '"';
	if (cell.n != 0 && (cell.s[0] == ' ' || cell.s[cell.n - 1] == ' '))
		quote = true;
	if (quote)
		putc('"', o->f);
	if (guard)
		putc('\'', o->f);
	for (size_t i = 0; i < cell.n; i++) {
		char c = cell.s[i];

		if (c == '\r' && i + 1 < cell.n && cell.s[i + 1] == '\n')
			continue;
		if (c == '"')
			putc('"', o->f);
		putc(c == '\n' || c == '\r' ? ' ' : c, o->f);
	}
	if (quote)
		putc('"', o->f);
	note_error(o);
}

void dgpm_out_json(struct dgpm_out *o, struct dgpm_str text)
{
	putc('"', o->f);
	while (text.n != 0) {
		size_t n = dgpm_utf8_valid(text.s, text.n);

		for (size_t i = 0; i < n; i++) {
			unsigned char c = (unsigned char)text.s[i];

			if (c == '"' || c == '\\')
				fprintf(o->f, "\\%c", c);
			else if (c == '\n')
				fputs("\\n", o->f);
			else if (c < 0x20 || c == 0x7f)
				fprintf(o->f, "\\u%04x", c);
			else
				putc(c, o->f);
		}
		if (n < text.n) {
			fputs("\xef\xbf\xbd", o->f);
			n++;
		}
		text.s += n;
		text.n -= n;
	}
	putc('"', o->f);
	note_error(o);
}
