/*
 * What libyaml cannot read, written so that it can. Only for a text that libyaml has refused as it is.
 *
 * KNOWN DEPARTURES of libyaml from JSON, mended here:
 * - "\uD83D\uDCA9", one character as a pair of escapes, becomes "\U0001F4A9".
 * - A key of more than 1024 characters, or with a line break before its colon, gets the indicator "? ".
 * - Tabs before and after the outermost value become spaces.
 * Not mended: JSON allows U+007F to U+009F, U+FFFE and U+FFFF as they are inside strings; here they are
 * YAML-07.
 *
 * Escapes are looked for in the whole text. The parser, which knows what is in double quotes, then switches off those
 * that are not (yamlin_mend_undo), and the text is mended and read anew.
 */
#include "doc/yaml.h"
#include "base/list.h"

#include <stdlib.h>

#define KEY_LONG 1000

static struct yamlin_edit *add(struct yamlin_mend *m, struct dgpm_arena *arena, size_t at)
{
	struct yamlin_edit *e = DGPM_PUSH(arena, m->edits, m->n, m->cap);

	*e = (struct yamlin_edit){ .at = at };
	return e;
}

/* The number of \uXXXX at s, or 0. */
static unsigned escape(const char *s, size_t n)
{
	unsigned v = 0;

	if (n < 6 || s[0] != '\\' || s[1] != 'u')
		return 0;
	for (int i = 2; i < 6; i++) {
		char c = s[i];
		int d = c >= '0' && c <= '9' ? c - '0' :
			c >= 'a' && c <= 'f' ? c - 'a' + 10 :
			c >= 'A' && c <= 'F' ? c - 'A' + 10 :
					       -1;

		if (d < 0)
			return 0;
		v = v << 4 | (unsigned)d;
	}
	return v;
}

static void find_pairs(struct yamlin_mend *m, struct dgpm_arena *arena, struct dgpm_str text)
{
	const char *p = text.s, *end = text.s + text.n;

	while (p < end && (p = memchr(p, '\\', (size_t)(end - p))) != NULL) {
		unsigned high = escape(p, (size_t)(end - p)), low;

		if (high < 0xd800 || high > 0xdbff) {
			p += 2;
			continue;
		}
		low = escape(p + 6, (size_t)(end - p) - 6);
		if (low >= 0xdc00 && low <= 0xdfff) {
			struct yamlin_edit *e = add(m, arena, (size_t)(p - text.s));
			unsigned c = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);

			e->skip = 12;
			e->put = 10;
			e->escape = true;
			memcpy(e->text, "\\U00", 4);
			for (int i = 0; i < 6; i++)
				e->text[4 + i] = "0123456789ABCDEF"[c >> (20 - 4 * i) & 15];
			p += 6;
		}
		p += 6;
	}
}

/* Past the closing quote of the string that begins at i; the end of the text when there is none. */
static size_t string_end(struct dgpm_str text, size_t i)
{
	for (i++; i < text.n && text.s[i] != '"'; i++)
		if (text.s[i] == '\\')
			i++;
	return i < text.n ? i + 1 : text.n;
}

/* A key begins at i and ends before `end`: does libyaml need help to see it? */
static bool hard_key(struct dgpm_str text, size_t i, size_t end)
{
	bool broken = false;
	size_t colon = end;

	while (colon < text.n && strchr(" \t\r\n", text.s[colon]) != NULL && text.s[colon] != '\0') {
		broken |= text.s[colon] == '\n' || text.s[colon] == '\r';
		colon++;
	}
	return colon < text.n && text.s[colon] == ':' && (broken || colon - i > KEY_LONG);
}

/* Walk a JSON text; where it turns out to be none, stop. */
static void find_json(struct yamlin_mend *m, struct dgpm_arena *arena, struct dgpm_str text)
{
	static const char outside[] = " \t\r\n,:+-.0123456789Eaeflnrstu";
	size_t depth = 0, i = 0;

	while (i < text.n) {
		char c = text.s[i];
		struct yamlin_edit *e;

		if (c == '"') {
			size_t end = string_end(text, i);

			if (depth != 0 && hard_key(text, i, end)) {
				e = add(m, arena, i);
				e->put = 2;
				memcpy(e->text, "? ", 2);
			}
			i = end;
			continue;
		}
		if (c == '{' || c == '[') {
			depth++;
		} else if (c == '}' || c == ']') {
			depth -= depth != 0;
		} else if (c == '\t' && depth == 0) {
			e = add(m, arena, i);
			e->skip = e->put = 1;
			e->text[0] = ' ';
		} else if (memchr(outside, c, sizeof outside - 1) == NULL) {
			return;
		}
		i++;
	}
}

static int cmp_edit(const void *a, const void *b)
{
	size_t x = ((const struct yamlin_edit *)a)->at, y = ((const struct yamlin_edit *)b)->at;

	return (x > y) - (x < y);
}

/* Lines and characters as libyaml counts them. */
struct counter {
	size_t line, column, new_column, index;
};

static void count(struct counter *c, const char *s, size_t n, const char *end)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char b = (unsigned char)s[i];
		bool nel = b == 0xc2 && s + i + 1 < end && (unsigned char)s[i + 1] == 0x85;
		bool separator = b == 0xe2 && s + i + 2 < end && (unsigned char)s[i + 1] == 0x80 &&
				 ((unsigned char)s[i + 2] & 0xfe) == 0xa8;

		if ((b & 0xc0) == 0x80)
			continue;
		c->index++;
		if (b == '\n' || (b == '\r' && (s + i + 1 == end || s[i + 1] != '\n')) || nel || separator) {
			c->line++;
			c->column = c->new_column = 0;
		} else {
			c->column++;
			c->new_column++;
		}
	}
}

void yamlin_mend_apply(struct yamlin_mend *mend, struct dgpm_arena *arena, struct dgpm_str text)
{
	struct counter c = { 0 };
	size_t kept = 0, from = 0, n = 0;
	char *p;

	for (size_t i = 0; i < mend->n; i++)
		if (!mend->edits[i].off)
			mend->edits[kept++] = mend->edits[i];
	mend->n = kept;
	mend->again = false;
	p = dgpm_arena_alloc(arena, text.n + 2 * kept + 1);
	for (size_t i = 0; i < kept; i++) {
		struct yamlin_edit *e = &mend->edits[i];

		memcpy(p + n, text.s + from, e->at - from);
		n += e->at - from;
		count(&c, text.s + from, e->at - from, text.s + text.n);
		memcpy(p + n, e->text, e->put);
		n += e->put;
		from = e->at + e->skip;
		e->index = c.index;
		c.index += e->put;
		c.column += e->skip;
		c.new_column += e->put;
		e->past = c.index;
		e->line = (uint32_t)c.line;
		e->column = (uint32_t)c.column;
		e->new_column = (uint32_t)c.new_column;
	}
	memcpy(p + n, text.s + from, text.n - from);
	n += text.n - from;
	p[n] = '\0';
	mend->text = (struct dgpm_str){ p, n };
}

bool yamlin_mend(struct yamlin_mend *mend, struct dgpm_arena *arena, struct dgpm_str text)
{
	size_t first = 0;

	*mend = (struct yamlin_mend){ 0 };
	find_pairs(mend, arena, text);
	while (first < text.n && memchr(" \t\r\n", text.s[first], 4) != NULL)
		first++;
	if (first < text.n && memchr("{[\"", text.s[first], 3) != NULL)
		find_json(mend, arena, text);
	if (mend->n == 0)
		return false;
	dgpm_sort(mend->edits, mend->n, sizeof *mend->edits, cmp_edit);
	yamlin_mend_apply(mend, arena, text);
	return true;
}

size_t yamlin_mend_column(const struct yamlin_mend *mend, yaml_mark_t mark)
{
	size_t low = 0, high = mend->n;

	while (low < high) {
		size_t mid = (low + high) / 2;
		const struct yamlin_edit *e = &mend->edits[mid];

		if (e->line < mark.line || (e->line == mark.line && e->new_column <= mark.column))
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0 || mend->edits[low - 1].line != mark.line)
		return mark.column;
	return mark.column - mend->edits[low - 1].new_column + mend->edits[low - 1].column;
}

void yamlin_mend_undo(struct yamlin_mend *mend, size_t start, size_t end)
{
	size_t low = 0, high = mend->n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (mend->edits[mid].index < start)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < mend->n && mend->edits[low].past <= end; low++)
		if (mend->edits[low].escape)
			mend->edits[low].off = mend->again = true;
}
