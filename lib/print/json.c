/* Writing JSON. */
#include "print/json.h"
#include "base/text.h"

#include <inttypes.h>

static void hex4(char buf[7], uint32_t c)
{
	static const char digits[] = "0123456789abcdef";

	memcpy(buf, "\\u", 2);
	for (size_t i = 0; i < 4; i++)
		buf[2 + i] = digits[c >> (12 - 4 * i) & 15];
	buf[6] = '\0';
}

/*
 * What stands for the character at s that cannot stand as it is; NULL when it can. *used: its bytes. What a terminal
 * would take for its own, or turn its lines by, is escaped too: the text stays the same for who reads the JSON.
 */
static const char *escape(const char *s, size_t n, char buf[7], size_t *used)
{
	unsigned char c = (unsigned char)s[0];
	uint32_t upsets;

	*used = 1;
	if (c == '\n')
		return "\\n";
	if (c == '"' || c == '\\') {
		buf[0] = '\\';
		buf[1] = (char)c;
		buf[2] = '\0';
		return buf;
	}
	if (c >= 0x20 && c < 0x7f)
		return NULL;
	/* The first bytes of those that upset; nearly all Japanese text has others. */
	if (c > 0x7f && c != 0xc2 && c != 0xd8 && c != 0xe2 && c != 0xef)
		return NULL;
	upsets = c > 0x7f ? dgpm_text_upsets(s, n) : c;
	if (c > 0x7f && upsets == 0)
		return NULL;
	*used = upsets < 0x80 ? 1 : upsets < 0x800 ? 2 : 3;
	hex4(buf, upsets);
	return buf;
}

/*
 * The next piece of a text: so many bytes stand as they are; *put stands for the *used bytes behind them, or is NULL.
 * *valid: the bytes known to be UTF-8, 0 at first.
 */
static size_t next_piece(struct dgpm_str text, size_t *valid, const char **put, size_t *used, char buf[7])
{
	size_t i;

	if (*valid == 0)
		*valid = dgpm_utf8_valid(text.s, text.n);
	for (i = 0; i < *valid; i++)
		if ((*put = escape(text.s + i, *valid - i, buf, used)) != NULL) {
			*valid -= i + *used;
			return i;
		}
	*put = i < text.n ? "\xef\xbf\xbd" : NULL;
	*used = i < text.n;
	*valid = 0;
	return i;
}

char *json_put(char *to, struct dgpm_str text)
{
	char buf[7];
	const char *put;
	size_t valid = 0, used;

	*to++ = '"';
	while (text.n != 0) {
		size_t n = next_piece(text, &valid, &put, &used, buf);

		to = mempcpy(to, text.s, n);
		if (put != NULL)
			to = stpcpy(to, put);
		n += used;
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
	size_t valid = 0, used;

	dgpm_out_write(out, "\"", 1);
	while (text.n != 0) {
		size_t n = next_piece(text, &valid, &put, &used, buf);

		dgpm_out_write(out, text.s, n);
		if (put != NULL)
			dgpm_out_puts(out, put);
		n += used;
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

void jsonw_head(struct jsonw *w, const struct dgpm_head *head, const char *report)
{
	const char *command = head != NULL && head->command != NULL ? head->command : "table";

	jsonw_open(w, NULL, '{');
	before(w, "schema");
	if (report != NULL)
		dgpm_out_printf(w->out, "\"dgpm/%s@1\"", report);
	else
		dgpm_out_printf(w->out, "\"dgpm/%s-report@1\"", command);
	jsonw_text(w, "version", DGPM_VERSION);
	if (head == NULL)
		return;
	jsonw_open(w, "run", '{');
	jsonw_text(w, "command", head->command);
	for (size_t i = 0; i < head->n; i++)
		if (head->items[i].text != NULL)
			jsonw_text(w, head->items[i].name, head->items[i].text);
		else
			jsonw_int(w, head->items[i].name, head->items[i].n);
	jsonw_close(w, '}');
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
