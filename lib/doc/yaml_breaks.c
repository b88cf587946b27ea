/*
 * Line breaks of YAML 1.1 that are none in YAML 1.2 (section 5.4) and in JSON: U+0085, U+2028 and U+2029. libyaml
 * takes them for line breaks; then a text pasted from a word processor ends in its middle, and all lines after it have
 * the wrong number. So libyaml gets stand-ins of the same length, that occur nowhere else in the text, and what it
 * gives back is turned round.
 */
#include "doc/yaml.h"

static const char *const breaks[YAMLIN_BREAKS] = { "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9" };

static const char *find(struct dgpm_str text, const char *what)
{
	const char *p = text.s, *end = text.s + text.n;
	size_t n = strlen(what);

	/* The first byte is rare in texts of any language. */
	for (; (p = memchr(p, what[0], (size_t)(end - p))) != NULL; p++)
		if ((size_t)(end - p) >= n && memcmp(p, what, n) == 0)
			return p;
	return NULL;
}

bool yamlin_occurs(struct dgpm_str text, const char *utf8, unsigned c)
{
	char hex[4];

	for (int i = 0; i < 4; i++)
		hex[i] = "0123456789ABCDEF"[c >> (12 - 4 * i) & 15];
	if (find(text, utf8) != NULL || memmem(text.s, text.n, hex, 4) != NULL)
		return true;
	if (hex[0] == 'E')
		hex[0] = 'e';
	return memmem(text.s, text.n, hex, 4) != NULL;
}

/* Characters of no meaning, whose number has no letter but a first E. */
static bool choose(char out[4], struct dgpm_str text, unsigned first, size_t bytes)
{
	enum { MOST = 4 };

	for (unsigned c = first; c < first + MOST; c++) {
		out[0] = (char)(bytes == 2 ? 0xc0 | c >> 6 : 0xe0 | c >> 12);
		if (bytes == 3)
			out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[bytes - 1] = (char)(0x80 | (c & 0x3f));
		out[bytes] = '\0';
		if (!yamlin_occurs(text, out, c))
			return true;
	}
	out[0] = '\0';
	return false;
}

static void replace(char *s, size_t n, const char *from, const char *to)
{
	size_t len = strlen(from);
	const char *p;

	while ((p = find((struct dgpm_str){ s, n }, from)) != NULL) {
		n -= (size_t)(p - s) + len;
		s += p - s;
		memcpy(s, to, len);
		s += len;
	}
}

bool yamlin_breaks(struct yamlin_breaks *b, struct dgpm_arena *arena, struct dgpm_str *text)
{
	static const unsigned first[YAMLIN_BREAKS] = { 0x0380, 0xe000, 0xe010 }; /* U+0380 is in no script */
	char *copy = NULL;

	for (size_t i = 0; i < YAMLIN_BREAKS; i++) {
		b->instead[i][0] = '\0';
		/* Without a character to spare, libyaml's way is better than none. */
		if (find(*text, breaks[i]) == NULL || !choose(b->instead[i], *text, first[i], strlen(breaks[i])))
			continue;
		if (copy == NULL)
			copy = dgpm_arena_strndup(arena, text->s, text->n);
		replace(copy, text->n, breaks[i], b->instead[i]);
	}
	if (copy != NULL)
		text->s = copy;
	return copy != NULL;
}

void yamlin_breaks_back(const struct yamlin_breaks *b, char *s, size_t n)
{
	for (size_t i = 0; i < YAMLIN_BREAKS; i++)
		if (b->instead[i][0] != '\0')
			replace(s, n, b->instead[i], breaks[i]);
}
