/* JSON (RFC 8259) from a stream. What is no JSON is told with line and column; texts that are not UTF-8 are none. */
#include "doc/json_tree.h"
#include "base/buf.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/yen.h"

#define BLOCK ((size_t)64 << 10)
#define MAX_DEPTH 100
#define MAX_BYTES ((size_t)256 << 20) /* of texts of a document */
#define MAX_ZEROS 40		      /* that an exponent may add */

void dgpm_json_begin(struct dgpm_json_stream *s, struct dgpm_arena *arena, FILE *file)
{
	*s = (struct dgpm_json_stream){ .file = file, .block = dgpm_arena_alloc(arena, BLOCK), .line = 1 };
	/* A byte order mark. */
	s->n = fread(s->block, 1, BLOCK, file);
	if (s->n >= 3 && memcmp(s->block, "\xef\xbb\xbf", 3) == 0)
		s->at = s->line_begin = 3;
}

static int look(struct dgpm_json_stream *s)
{
	if (s->at < s->n)
		return s->block[s->at];
	s->offset += s->n;
	s->n = fread(s->block, 1, BLOCK, s->file);
	s->at = 0;
	return s->n != 0 ? s->block[0] : EOF;
}

static uint32_t column_of(const struct dgpm_json_stream *s)
{
	return (uint32_t)(s->offset + s->at - s->line_begin) + 1;
}

void dgpm_json_fault(struct dgpm_json_stream *s, const char *what)
{
	if (s->fault != NULL)
		return;
	s->fault = what;
	s->fault_line = s->line;
	s->fault_column = column_of(s);
}

int dgpm_json_peek(struct dgpm_json_stream *s)
{
	int c;

	while ((c = look(s)) == ' ' || c == '\n' || c == '\r' || c == '\t') {
		s->at++;
		if (c != '\n')
			continue;
		s->line++;
		s->line_begin = s->offset + s->at;
	}
	return c;
}

bool dgpm_json_take(struct dgpm_json_stream *s, int c)
{
	if (dgpm_json_peek(s) != c)
		return false;
	s->at++;
	return true;
}

static int hex_digit(int c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

static int32_t take_hex(struct dgpm_json_stream *s)
{
	int32_t c = 0;

	for (int i = 0; i < 4; i++) {
		int d = hex_digit(look(s));

		if (d < 0)
			return -1;
		c = c * 16 + d;
		s->at++;
	}
	return c;
}

static void put_character(struct dgpm_buf *b, int32_t c)
{
	char bytes[4];
	size_t n = 0;

	if (c < 0x80) {
		bytes[n++] = (char)c;
	} else if (c < 0x800) {
		bytes[n++] = (char)(0xc0 | c >> 6);
		bytes[n++] = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		bytes[n++] = (char)(0xe0 | c >> 12);
		bytes[n++] = (char)(0x80 | (c >> 6 & 0x3f));
		bytes[n++] = (char)(0x80 | (c & 0x3f));
	} else {
		bytes[n++] = (char)(0xf0 | c >> 18);
		bytes[n++] = (char)(0x80 | (c >> 12 & 0x3f));
		bytes[n++] = (char)(0x80 | (c >> 6 & 0x3f));
		bytes[n++] = (char)(0x80 | (c & 0x3f));
	}
	dgpm_buf_str(b, (struct dgpm_str){ bytes, n });
}

/* Half of a pair without the other is no character: U+FFFD stands for it. `behind` it reading goes on. */
static void put_half(struct dgpm_json_stream *s, struct dgpm_buf *b, uint32_t behind)
{
	if (s->halves++ == 0) {
		s->half_line = s->line;
		s->half_column = behind - (uint32_t)strlen("\\ud83d");
	}
	put_character(b, 0xfffd);
}

static bool take_escape(struct dgpm_json_stream *s, struct dgpm_buf *b);

/* Behind \u. */
static bool take_unicode(struct dgpm_json_stream *s, struct dgpm_buf *b)
{
	int32_t c = take_hex(s), low;

	while (c >= 0xd800 && c < 0xdc00) {
		uint32_t behind = column_of(s);

		if (look(s) != '\\') {
			put_half(s, b, behind);
			return true;
		}
		s->at++;
		if (look(s) != 'u') {
			put_half(s, b, behind);
			return take_escape(s, b);
		}
		s->at++;
		low = take_hex(s);
		if (low >= 0xdc00 && low < 0xe000) {
			put_character(b, 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00));
			return true;
		}
		put_half(s, b, behind);
		c = low;
	}
	if (c < 0)
		return false;
	if (c >= 0xdc00 && c < 0xe000)
		put_half(s, b, column_of(s));
	else
		put_character(b, c);
	return true;
}

static bool take_escape(struct dgpm_json_stream *s, struct dgpm_buf *b)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	int c = look(s);
	const char *at = c > 0 ? strchr(from, c) : NULL;

	s->at += c != EOF;
	if (c == 'u')
		return take_unicode(s, b);
	if (at != NULL)
		dgpm_buf_char(b, to[at - from]);
	return at != NULL;
}

/* Behind the opening quote. */
static bool take_text(struct dgpm_json_stream *s, struct dgpm_arena *arena, struct dgpm_str *out)
{
	struct dgpm_buf b = { .arena = arena };

	for (;;) {
		int c = look(s);
		size_t from = s->at;

		while (s->at < s->n && s->block[s->at] >= 0x20 && s->block[s->at] != '"' && s->block[s->at] != '\\')
			s->at++;
		dgpm_buf_str(&b, (struct dgpm_str){ (const char *)s->block + from, s->at - from });
		for (size_t i = from; i < s->at; i++)
			s->line_begin += (s->block[i] & 0xc0) == 0x80;
		s->bytes += s->at - from;
		if (s->bytes > MAX_BYTES) {
			dgpm_json_fault(s, _("a document of more than 256 MiB of text"));
			return false;
		}
		if (s->at > from)
			continue;
		if (c == EOF || c < 0x20) {
			dgpm_json_fault(s, c == EOF ? _("a text is not closed")
						    : _("a control character within a text"));
			return false;
		}
		s->at++;
		if (c == '"')
			break;
		if (!take_escape(s, &b)) {
			dgpm_json_fault(s, _("not an escape of JSON"));
			return false;
		}
	}
	*out = (struct dgpm_str){ dgpm_buf_text(&b), b.n };
	if (dgpm_utf8_valid(out->s, out->n) == out->n)
		return true;
	dgpm_json_fault(s, _("a text is not UTF-8"));
	return false;
}

/* As amounts are written: 2.19E+2 is 219. What is beyond all amounts stays as it is. */
static struct dgpm_str plain_number(struct dgpm_arena *arena, struct dgpm_str text)
{
	struct decimal d;
	struct dgpm_buf b = { .arena = arena };
	struct dgpm_str digits;
	char *own;
	size_t n = 0;

	if (!decimal_read(&d, text) || d.kind != DECIMAL_FINITE || d.exp10 > MAX_ZEROS || d.exp10 < -MAX_ZEROS)
		return text;
	if (d.n == 0)
		return DGPM_STR("0");
	own = dgpm_arena_alloc(arena, d.span);
	for (size_t i = 0; i < d.span; i++)
		if (d.text[i] >= '0' && d.text[i] <= '9')
			own[n++] = d.text[i];
	digits = (struct dgpm_str){ own, n };
	if (d.negative)
		dgpm_buf_char(&b, '-');
	if (d.exp10 >= 0) {
		dgpm_buf_str(&b, digits);
		for (int64_t i = 0; i < d.exp10; i++)
			dgpm_buf_char(&b, '0');
	} else if ((int64_t)n > -d.exp10) {
		dgpm_buf_str(&b, (struct dgpm_str){ own, n - (size_t)-d.exp10 });
		dgpm_buf_char(&b, '.');
		dgpm_buf_str(&b, (struct dgpm_str){ own + n - (size_t)-d.exp10, (size_t)-d.exp10 });
	} else {
		dgpm_buf_add(&b, "0.");
		for (int64_t i = (int64_t)n; i < -d.exp10; i++)
			dgpm_buf_char(&b, '0');
		dgpm_buf_str(&b, digits);
	}
	return (struct dgpm_str){ b.s, b.n };
}

static bool is_number(struct dgpm_str t)
{
	size_t i = 0, from;

	i += i < t.n && t.s[i] == '-';
	if (i < t.n && t.s[i] == '0' && i + 1 < t.n && t.s[i + 1] >= '0' && t.s[i + 1] <= '9')
		return false;
	for (from = i; i < t.n && t.s[i] >= '0' && t.s[i] <= '9';)
		i++;
	if (i == from)
		return false;
	if (i < t.n && t.s[i] == '.') {
		for (from = ++i; i < t.n && t.s[i] >= '0' && t.s[i] <= '9';)
			i++;
		if (i == from)
			return false;
	}
	if (i < t.n && (t.s[i] == 'e' || t.s[i] == 'E')) {
		i++;
		i += i < t.n && (t.s[i] == '+' || t.s[i] == '-');
		for (from = i; i < t.n && t.s[i] >= '0' && t.s[i] <= '9';)
			i++;
		if (i == from)
			return false;
	}
	return i == t.n;
}

/* true, false, null or a number: all up to what cannot be part of one. */
static bool take_word(struct dgpm_json_stream *s, struct dgpm_arena *arena, struct dgpm_json_value *v)
{
	struct dgpm_buf b = { .arena = arena };
	bool plain = true;
	int c;

	while ((c = look(s)) != EOF && b.n < 1000 &&
	       ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 'E' || c == '+' || c == '-' || c == '.')) {
		plain &= c >= '0' && c <= '9';
		dgpm_buf_char(&b, (char)c);
		s->at++;
	}
	v->text = (struct dgpm_str){ dgpm_buf_text(&b), b.n };
	v->kind = dgpm_str_is(v->text, "null")					  ? DGPM_JSON_NULL
		  : dgpm_str_is(v->text, "true") || dgpm_str_is(v->text, "false") ? DGPM_JSON_BOOL
										  : DGPM_JSON_NUMBER;
	if (v->kind != DGPM_JSON_NUMBER)
		return true;
	if (!is_number(v->text)) {
		dgpm_json_fault(s, b.n == 0 ? _("no value of JSON")
					    : _("neither a number of JSON nor true, false or null"));
		return false;
	}
	if (!plain)
		v->text = plain_number(arena, v->text);
	return true;
}

static bool read_value(struct dgpm_json_stream *s, struct dgpm_arena *arena, struct dgpm_json_value *v, int depth);

bool dgpm_json_key(struct dgpm_json_stream *s, struct dgpm_arena *arena, struct dgpm_str *key)
{
	if (!dgpm_json_take(s, '"')) {
		dgpm_json_fault(s, _("a key in quotes is missing"));
		return false;
	}
	if (!take_text(s, arena, key))
		return false;
	if (dgpm_json_take(s, ':'))
		return true;
	dgpm_json_fault(s, _("a colon is missing"));
	return false;
}

/* Behind the opening bracket. */
static bool take_items(struct dgpm_json_stream *s, struct dgpm_arena *arena, struct dgpm_json_value *v, int depth)
{
	int close = v->kind == DGPM_JSON_MAP ? '}' : ']';
	struct dgpm_json_value **last = &v->items;

	if (depth >= MAX_DEPTH) {
		dgpm_json_fault(s, _("more than 100 levels"));
		return false;
	}
	if (dgpm_json_take(s, close))
		return true;
	do {
		struct dgpm_json_value *item = dgpm_arena_array(arena, 1, sizeof *item);

		if (v->kind == DGPM_JSON_MAP && !dgpm_json_key(s, arena, &item->key))
			return false;
		if (!read_value(s, arena, item, depth + 1))
			return false;
		*last = item;
		last = &item->next;
		v->n++;
	} while (dgpm_json_take(s, ','));
	if (dgpm_json_take(s, close))
		return true;
	dgpm_json_fault(s, _("a comma or a closing bracket is missing"));
	return false;
}

static bool read_value(struct dgpm_json_stream *s, struct dgpm_arena *arena, struct dgpm_json_value *v, int depth)
{
	switch (dgpm_json_peek(s)) {
	case '{':
	case '[':
		v->kind = s->block[s->at++] == '{' ? DGPM_JSON_MAP : DGPM_JSON_LIST;
		return take_items(s, arena, v, depth);
	case '"':
		s->at++;
		v->kind = DGPM_JSON_TEXT;
		return take_text(s, arena, &v->text);
	case EOF:
		dgpm_json_fault(s, _("the file ends here"));
		return false;
	default:
		return take_word(s, arena, v);
	}
}

struct dgpm_json_value *dgpm_json_read(struct dgpm_json_stream *s, struct dgpm_arena *arena)
{
	struct dgpm_json_value *v = dgpm_arena_array(arena, 1, sizeof *v);

	s->bytes = 0;
	return read_value(s, arena, v, 0) ? v : NULL;
}

const struct dgpm_json_value *dgpm_json_get(const struct dgpm_json_value *map, struct dgpm_str key)
{
	const struct dgpm_json_value *item = map != NULL && map->kind == DGPM_JSON_MAP ? map->items : NULL;

	while (item != NULL && !dgpm_str_eq(item->key, key))
		item = item->next;
	return item;
}
