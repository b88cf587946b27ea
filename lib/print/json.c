/* Writing JSON. */
#include "print/json.h"
#include "base/text.h"

#include <inttypes.h>

/* What stands for a character that cannot stand as it is; NULL when it can. */
static const char *escape(unsigned char c, char buf[7])
{
	static const char digits[] = "0123456789abcdef";

	if (c == '\n')
		return "\\n";
	if (c >= 0x20 && c != 0x7f && c != '"' && c != '\\')
		return NULL;
	if (c == '"' || c == '\\') {
		buf[0] = '\\';
		buf[1] = (char)c;
		buf[2] = '\0';
		return buf;
	}
	memcpy(buf, "\\u00", 4);
	buf[4] = digits[c >> 4];
	buf[5] = digits[c & 15];
	buf[6] = '\0';
	return buf;
}

/*
 * The next piece of a text: so many bytes stand as they are, and what is put for the byte behind them, or NULL.
 * *valid: the bytes known to be UTF-8, 0 at first.
 */
static size_t next_piece(struct dgpm_str text, size_t *valid, const char **put, char buf[7])
{
	size_t i;

	if (*valid == 0)
		*valid = dgpm_utf8_valid(text.s, text.n);
	for (i = 0; i < *valid; i++)
		if ((*put = escape((unsigned char)text.s[i], buf)) != NULL) {
			*valid -= i + 1;
			return i;
		}
	*put = i < text.n ? "\xef\xbf\xbd" : NULL;
	*valid = 0;
	return i;
}

char *json_put(char *to, struct dgpm_str text)
{
	char buf[7];
	const char *put;
	size_t valid = 0;

	*to++ = '"';
	while (text.n != 0) {
		size_t n = next_piece(text, &valid, &put, buf);

		to = mempcpy(to, text.s, n);
		if (put != NULL)
			to = stpcpy(to, put);
		n += put != NULL;
		text.s += n;
		text.n -= n;
	}
	*to++ = '"';
	return to;
}

static void write_string(struct dgpm_out *out, struct dgpm_str text)
{
	char buf[7];
	const char *put;
	size_t valid = 0;

	dgpm_out_write(out, "\"", 1);
	while (text.n != 0) {
		size_t n = next_piece(text, &valid, &put, buf);

		dgpm_out_write(out, text.s, n);
		if (put != NULL)
			dgpm_out_puts(out, put);
		n += put != NULL;
		text.s += n;
		text.n -= n;
	}
	dgpm_out_write(out, "\"", 1);
}

static void before(struct jsonw *w, const char *key)
{
	if (w->comma)
		dgpm_out_write(w->out, ",", 1);
	if (w->indent != 0) {
		dgpm_out_write(w->out, "\n", 1);
		dgpm_out_spaces(w->out, w->indent - 1);
		w->indent = 0;
	} else if (w->comma) {
		dgpm_out_write(w->out, " ", 1);
	}
	if (key != NULL) {
		write_string(w->out, dgpm_str_of(key));
		dgpm_out_puts(w->out, ": ");
	}
	w->comma = true;
}

void jsonw_open(struct jsonw *w, const char *key, char bracket)
{
	before(w, key);
	dgpm_out_write(w->out, &bracket, 1);
	w->comma = false;
}

void jsonw_close(struct jsonw *w, char bracket)
{
	w->comma = false;
	before(w, NULL);
	dgpm_out_write(w->out, &bracket, 1);
}

void jsonw_str(struct jsonw *w, const char *key, struct dgpm_str text)
{
	before(w, key);
	write_string(w->out, text);
}

void jsonw_text(struct jsonw *w, const char *key, const char *text)
{
	if (text != NULL)
		jsonw_str(w, key, dgpm_str_of(text));
}

void jsonw_null(struct jsonw *w, const char *key)
{
	jsonw_plain(w, key, "null");
}

void jsonw_plain(struct jsonw *w, const char *key, const char *fmt, ...)
{
	va_list ap;

	before(w, key);
	va_start(ap, fmt);
	dgpm_out_vprintf(w->out, fmt, ap);
	va_end(ap);
}

void jsonw_int(struct jsonw *w, const char *key, int64_t value)
{
	jsonw_plain(w, key, "%" PRId64, value);
}

void jsonw_number(struct jsonw *w, const char *key, const char *text)
{
	before(w, key);
	dgpm_out_puts(w->out, text);
}

void jsonw_bool(struct jsonw *w, const char *key, bool value)
{
	before(w, key);
	dgpm_out_puts(w->out, value ? "true" : "false");
}

void jsonw_line(struct jsonw *w, unsigned indent)
{
	w->indent = indent + 1;
}
