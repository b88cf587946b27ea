/*
 * What libyaml cannot read, written so that it can. Only for a text that libyaml has refused as it is.
 *
 * KNOWN DEPARTURES of libyaml from JSON, mended here:
 * - "\uD83D\uDCA9", one character as a pair of escapes, becomes "\U0001F4A9".
 * - A key of more than 1024 characters, or with a line break before its colon, gets the indicator "? ".
 * - Tabs before and after the outermost value become spaces.
 * - "\\uD83D" alone, half a character, which the grammar of JSON allows, becomes "\\uFFFD", with a note.
 *
 * Escapes are looked for in the whole text. The parser, which knows what is in double quotes, then switches off those
 * that are not (yamlin_mend_scalar), and the text is mended and read anew.
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

static struct yamlin_edit *add_escape(struct yamlin_mend *m, struct dgpm_arena *arena, size_t at, uint8_t skip,
				      unsigned c)
{
	struct yamlin_edit *e = add(m, arena, at);

	e->skip = skip;
	e->put = 10;
	e->escape = true;
	memcpy(e->text, "\\U00", 4);
	for (int i = 0; i < 6; i++)
		e->text[4 + i] = "0123456789ABCDEF"[c >> (20 - 4 * i) & 15];
	return e;
}

/* Pairs of escapes, and in JSON halves of pairs. */
static void find_pairs(struct yamlin_mend *m, struct dgpm_arena *arena, struct dgpm_str text, bool json)
{
	const char *p = text.s, *end = text.s + text.n;

	while (p < end && (p = memchr(p, '\\', (size_t)(end - p))) != NULL) {
		unsigned high = escape(p, (size_t)(end - p)), low = 0;
		bool pair;

		if (high < 0xd800 || high > 0xdfff) {
			p += 2;
			continue;
		}
		if (high < 0xdc00)
			low = escape(p + 6, (size_t)(end - p) - 6);
		pair = low >= 0xdc00 && low <= 0xdfff;
		if (pair)
			add_escape(m, arena, (size_t)(p - text.s), 12,
				   0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
		else if (json)
			add_escape(m, arena, (size_t)(p - text.s), 6, 0xfffd)->half = true;
		p += pair ? 12 : 6;
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
	char *open = NULL; /* the brackets around the place */
	size_t depth = 0, cap = 0, i = 0;

	while (i < text.n) {
		char c = text.s[i];
		struct yamlin_edit *e;

		if (c == '"') {
			size_t end = string_end(text, i);

			/* In a list such a key is one to YAML alone, where it must stand on one line. */
			if (depth != 0 && open[depth - 1] == '{' && hard_key(text, i, end)) {
				e = add(m, arena, i);
				e->put = 2;
				memcpy(e->text, "? ", 2);
			}
			i = end;
			continue;
		}
		if (c == '{' || c == '[') {
			*DGPM_PUSH(arena, open, depth, cap) = c;
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
	p = dgpm_arena_alloc(arena, text.n + 4 * kept + 1);
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
	bool json;

	*mend = (struct yamlin_mend){ 0 };
	while (first < text.n && memchr(" \t\r\n", text.s[first], 4) != NULL)
		first++;
	json = first < text.n && memchr("{[\"", text.s[first], 3) != NULL;
	find_pairs(mend, arena, text, json);
	if (json)
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

void yamlin_mend_scalar(struct yamlin_mend *mend, size_t start, size_t end, bool double_quoted)
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
		if (double_quoted)
			mend->edits[low].inside = true;
		else if (mend->edits[low].escape)
			mend->edits[low].off = mend->again = true;
}

void yamlin_mend_notes(const struct yamlin_mend *mend, struct dgpm_diags *diags, const char *path)
{
	for (size_t i = 0; i < mend->n; i++) {
		const struct yamlin_edit *e = &mend->edits[i];

		/* Its column is that of what follows it. */
		if (e->half && e->inside)
			dgpm_diag_add(diags, DGPM_MSG_YAML_12,
				      (struct dgpm_loc){ path, e->line + 1, e->column - e->skip + 1 }, NULL);
	}
}
