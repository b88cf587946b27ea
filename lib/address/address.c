/* Addresses of figures: written and taken apart. */
#include "address/address.h"
#include "base/list.h"

#include <stdarg.h>
#include <string.h>

/* Bytes that part an address, that a shell or HTML would take for something else, or that cannot be seen. */
static bool is_plain(unsigned char c)
{
	return c > ' ' && c != 0x7f && strchr("%/+,=*\"'<>&#?\\`$|;()[]{}!~^", c) == NULL;
}

static void add_escaped(struct dgpm_buf *b, struct dgpm_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (is_plain((unsigned char)text.s[i]))
			dgpm_buf_char(b, text.s[i]);
		else
			dgpm_buf_addf(b, "%%%02X", (unsigned)(unsigned char)text.s[i]);
}

void dgpm_address_begin(struct dgpm_address_text *t, struct dgpm_arena *arena, const char *kind)
{
	*t = (struct dgpm_address_text){ .buf = { .arena = arena }, .fresh = true };
	dgpm_buf_addf(&t->buf, "%s:", kind);
}

void dgpm_address_part(struct dgpm_address_text *t)
{
	dgpm_buf_char(&t->buf, '/');
	t->fresh = true;
}

static void next_term(struct dgpm_address_text *t)
{
	if (!t->fresh)
		dgpm_buf_char(&t->buf, '+');
	t->fresh = false;
}

void dgpm_address_word(struct dgpm_address_text *t, struct dgpm_str word)
{
	next_term(t);
	add_escaped(&t->buf, word);
}

void dgpm_address_all(struct dgpm_address_text *t)
{
	next_term(t);
	dgpm_buf_char(&t->buf, '*');
}

void dgpm_address_term(struct dgpm_address_text *t, const char *key, struct dgpm_str value)
{
	next_term(t);
	dgpm_buf_addf(&t->buf, "%s=", key);
	add_escaped(&t->buf, value);
}

const char *dgpm_address_end(struct dgpm_address_text *t)
{
	return dgpm_buf_text(&t->buf);
}

const char *dgpm_address(struct dgpm_arena *arena, const char *kind, ...)
{
	struct dgpm_address_text t;
	const char *word;
	va_list ap;

	dgpm_address_begin(&t, arena, kind);
	va_start(ap, kind);
	for (bool first = true; (word = va_arg(ap, const char *)) != NULL; first = false) {
		if (!first)
			dgpm_address_part(&t);
		if (strcmp(word, "*") == 0)
			dgpm_address_all(&t);
		else
			dgpm_address_word(&t, dgpm_str_of(word));
	}
	va_end(ap);
	return dgpm_address_end(&t);
}

const char *dgpm_address_cell(struct dgpm_arena *arena, const char *row, const char *column)
{
	struct dgpm_buf b = { .arena = arena };

	dgpm_buf_addf(&b, "%s/", row);
	add_escaped(&b, dgpm_str_of(column));
	return dgpm_buf_text(&b);
}

const char *dgpm_address_row(struct dgpm_arena *arena, const char *path, unsigned line)
{
	struct dgpm_str rest = dgpm_str_of(path);
	struct dgpm_address_text t;
	const char *slash;

	dgpm_address_begin(&t, arena, "row");
	for (; (slash = memchr(rest.s, '/', rest.n)) != NULL; rest = dgpm_str_of(slash + 1)) {
		dgpm_address_word(&t, (struct dgpm_str){ rest.s, (size_t)(slash - rest.s) });
		dgpm_address_part(&t);
	}
	dgpm_address_word(&t, dgpm_str_of(dgpm_arena_printf(arena, "%s:%u", rest.s, line)));
	return dgpm_address_end(&t);
}

bool dgpm_address_is(const char *text, const char *kind)
{
	size_t n = strlen(kind);

	return strncmp(text, kind, n) == 0 && text[n] == ':';
}

static int digit(char c)
{
	const char *digits = "0123456789ABCDEF", *at = c != '\0' ? strchr(digits, c & (c >= 'a' ? ~0x20 : ~0)) : NULL;

	return at != NULL ? (int)(at - digits) : -1;
}

/* A piece as it was before it was written; NULL: it is none. A NUL stands in no name. */
static const char *unescape(struct dgpm_arena *arena, struct dgpm_str text)
{
	char *to = dgpm_arena_array(arena, text.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		int high, low;

		if (text.s[i] != '%') {
			to[n++] = text.s[i];
			continue;
		}
		high = i + 2 < text.n ? digit(text.s[i + 1]) : -1;
		low = i + 2 < text.n ? digit(text.s[i + 2]) : -1;
		if (high < 0 || low < 0 || high + low == 0)
			return NULL;
		to[n++] = (char)(high * 16 + low);
		i += 2;
	}
	to[n] = '\0';
	return to;
}

/* Up to the next `sep`; the rest stays. */
static struct dgpm_str take(struct dgpm_str *rest, char sep)
{
	const char *end = memchr(rest->s, sep, rest->n);
	struct dgpm_str piece = { rest->s, end != NULL ? (size_t)(end - rest->s) : rest->n };

	rest->s += piece.n;
	rest->n -= piece.n;
	return piece;
}

static bool parse_term(struct dgpm_address_term *out, struct dgpm_arena *arena, struct dgpm_str text)
{
	struct dgpm_str rest = text, key = take(&rest, '=');

	*out = (struct dgpm_address_term){ 0 };
	if (rest.n == 0)
		return key.n != 0 && (out->value = unescape(arena, key)) != NULL;
	rest.s++;
	rest.n--;
	return key.n != 0 && (out->key = unescape(arena, key)) != NULL && (out->value = unescape(arena, rest)) != NULL;
}

static bool parse_part(struct dgpm_address_part *out, struct dgpm_arena *arena, struct dgpm_str text)
{
	struct dgpm_address_term *terms = NULL, one;
	size_t cap = 0;

	*out = (struct dgpm_address_part){ 0 };
	for (bool more = true; more;) {
		if (!parse_term(&one, arena, take(&text, '+')))
			return false;
		*DGPM_PUSH(arena, terms, out->n, cap) = one;
		more = text.n != 0;
		text.s += more;
		text.n -= more;
	}
	out->terms = terms;
	return true;
}

bool dgpm_address_parse(struct dgpm_address *out, struct dgpm_arena *arena, const char *text)
{
	struct dgpm_str rest = dgpm_str_of(text), kind = take(&rest, ':');
	static const struct dgpm_address_term nothing = { NULL, "" };
	struct dgpm_address_part *parts = NULL, one;
	size_t n = 0, cap = 0;

	*out = (struct dgpm_address){ .text = text };
	if (rest.n == 0 || kind.n == 0)
		return false;
	out->kind = dgpm_arena_strndup(arena, kind.s, kind.n);
	do {
		rest.s++;
		rest.n--;
		/* Only the last may be empty: a column for what has no value. */
		if (rest.n == 0 && n > 1)
			one = (struct dgpm_address_part){ &nothing, 1 };
		else if (!parse_part(&one, arena, take(&rest, '/')))
			return false;
		*DGPM_PUSH(arena, parts, n, cap) = one;
	} while (rest.n != 0);
	out->parts = parts;
	out->n = n;
	return true;
}

const char *dgpm_address_only(const struct dgpm_address *a, size_t part)
{
	return part < a->n && a->parts[part].n == 1 && a->parts[part].terms[0].key == NULL
		       ? a->parts[part].terms[0].value
		       : NULL;
}

bool dgpm_address_has_terms(const struct dgpm_address *a, size_t part)
{
	if (part >= a->n)
		return false;
	for (size_t i = 0; i < a->parts[part].n; i++)
		if (a->parts[part].terms[i].key != NULL)
			return true;
	return strcmp(a->parts[part].terms[0].value, "*") == 0;
}

bool dgpm_address_give(const struct dgpm_address *a, size_t part, dgpm_address_take each, void *ctx)
{
	for (size_t i = 0; i < a->parts[part].n; i++)
		if (!each(ctx, &a->parts[part].terms[i]))
			return false;
	return true;
}

bool dgpm_address_give_terms(const struct dgpm_address *a, size_t *part, dgpm_address_take each, void *ctx)
{
	return !dgpm_address_has_terms(a, *part) || dgpm_address_give(a, (*part)++, each, ctx);
}

bool dgpm_address_take_column(const struct dgpm_address *a, size_t *part, const char **column)
{
	return *part >= a->n || (*column = dgpm_address_only(a, (*part)++)) != NULL;
}

/* 2021-SMP-0001: what a project ID looks like. */
bool dgpm_project_id_is(struct dgpm_str s)
{
	size_t at = 5, from;

	if (s.n < 12 || s.s[4] != '-')
		return false;
	for (size_t i = 0; i < 4; i++)
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
	while (at < s.n && ((s.s[at] >= 'A' && s.s[at] <= 'Z') || (s.s[at] >= '0' && s.s[at] <= '9')))
		at++;
	if (at < 7 || at >= s.n || s.s[at] != '-')
		return false;
	for (from = ++at; at < s.n && s.s[at] >= '0' && s.s[at] <= '9';)
		at++;
	return at == s.n && at - from >= 4;
}
