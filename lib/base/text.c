/* Text by utf8proc: validity, width, comparable form, escapes. Likeness of words is in likeness.c. */
#include "base/text.h"
#include "base/list.h"
#include "base/fold.h"

#include <stdlib.h>
#include <utf8proc.h>

#define HIGH_BITS 0x8080808080808080u

/* Bytes of the ASCII run at the start: eight at a time, as nearly all machine text is ASCII. */
static size_t ascii_run(const char *s, size_t n)
{
	size_t i = 0;

	for (; n - i >= 8; i += 8) {
		uint64_t word;

		memcpy(&word, s + i, sizeof word);
		if ((word & HIGH_BITS) != 0)
			break;
	}
	while (i < n && (unsigned char)s[i] < 0x80)
		i++;
	return i;
}

/* One character: its bytes, or 0 where the text is not UTF-8 (n is at least 1). */
static size_t decode(const char *s, size_t n, utf8proc_int32_t *c)
{
	/* Four bytes always suffice; a length beyond PTRDIFF_MAX would read as "up to the NUL". */
	utf8proc_ssize_t got = utf8proc_iterate((const utf8proc_uint8_t *)s, n < 4 ? (utf8proc_ssize_t)n : 4, c);

	return got > 0 ? (size_t)got : 0;
}

/*
 * Whether three bytes are a character without looking further: U+1000 to U+CFFF and U+E000 to U+FFFF, which is nearly
 * all Japanese text. Neither overlong forms nor surrogates are in these ranges.
 */
static bool is_plain_three(const char *s, size_t n)
{
	const unsigned char *u = (const unsigned char *)s;

	return n >= 3 && u[0] > 0xe0 && u[0] < 0xf0 && u[0] != 0xed && (u[1] & 0xc0) == 0x80 && (u[2] & 0xc0) == 0x80;
}

size_t dgpm_utf8_valid(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n) {
		utf8proc_int32_t c;
		size_t step;

		if ((unsigned char)s[i] < 0x80) {
			i += ascii_run(s + i, n - i);
			continue;
		}
		step = is_plain_three(s + i, n - i) ? 3 : decode(s + i, n - i, &c);
		if (step == 0)
			break;
		i += step;
	}
	return i;
}

size_t dgpm_utf8_length(const char *s, size_t n)
{
	size_t tails = 0, i = 0;

	/* Every byte but 10xxxxxx begins a character. */
	for (; n - i >= 8; i += 8) {
		uint64_t word;

		memcpy(&word, s + i, sizeof word);
		tails += (size_t)__builtin_popcountll(word & ~(word << 1) & HIGH_BITS);
	}
	for (; i < n; i++)
		tails += ((unsigned char)s[i] & 0xc0) == 0x80;
	return n - tails;
}

/* Columns of the character at s, and its bytes. A byte that is not UTF-8 stands for one column. */
static size_t char_width(const char *s, size_t n, size_t *bytes)
{
	unsigned char first = (unsigned char)s[0];
	utf8proc_int32_t c;
	int width;

	*bytes = 1;
	if (first < 0x80)
		return first >= 0x20 && first != 0x7f;
	*bytes = decode(s, n, &c);
	if (*bytes == 0) {
		*bytes = 1;
		return 1;
	}
	/* Half-width voiced marks join in normalisation, but a terminal gives each a column of its own. */
	if (c == 0xff9e || c == 0xff9f)
		return 1;
	width = utf8proc_charwidth(c);
	return width > 0 ? (size_t)width : 0;
}

size_t dgpm_text_width(const char *s, size_t n)
{
	size_t width = 0, bytes;

	for (size_t i = 0; i < n; i += bytes)
		width += char_width(s + i, n - i, &bytes);
	return width;
}

size_t dgpm_text_fit(const char *s, size_t n, size_t columns)
{
	size_t i = 0, bytes;

	for (size_t width = 0; i < n; i += bytes) {
		width += char_width(s + i, n - i, &bytes);
		if (width > columns)
			break;
	}
	return i;
}

/* Whether the character at s is one of the characters of `marks`. */
static bool is_mark(const char *s, size_t bytes, const char *marks)
{
	for (size_t m = 0, len = strlen(marks), step; m < len; m += step) {
		(void)char_width(marks + m, len - m, &step);
		if (step == bytes && memcmp(marks + m, s, bytes) == 0)
			return true;
	}
	return false;
}

#define NEVER_FIRST "、。，．）」』】〕〉》］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ・：；？！…％%,.)]}:;?!"
#define NEVER_LAST "（「『【〔〈《［｛([{"

size_t dgpm_text_break(const char *s, size_t n, size_t columns)
{
	size_t width = 0, good = 0, i = 0, bytes, last = 0, last_width = 0;

	for (; i < n; i += bytes) {
		size_t w = char_width(s + i, n - i, &bytes);
		bool may = i != 0 && (s[i - 1] == ' ' || w == 2 || last_width == 2);

		if (may && s[i] != ' ' && !is_mark(s + i, bytes, NEVER_FIRST) &&
		    !is_mark(s + last, i - last, NEVER_LAST))
			good = i;
		/* A space may hang over: it is not printed at the end of a line. */
		if (width + w > columns && s[i] != ' ')
			break;
		width += w;
		last = i;
		last_width = w;
	}
	if (i >= n)
		return n;
	if (good != 0)
		return good;
	if (i != 0)
		return i;
	(void)char_width(s, n, &bytes);
	return bytes;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Trim, make runs of space one and, with `lower`, fold ASCII case; in place; the new length. */
static size_t squeeze(char *s, size_t n, bool lower)
{
	size_t to = 0;
	bool gap = false;

	for (size_t i = 0; i < n; i++) {
		char c = s[i];

		if (is_space(c)) {
			gap = to != 0;
			continue;
		}
		if (gap)
			s[to++] = ' ';
		gap = false;
		s[to++] = lower && c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return to;
}

/* The form of NFKC_Casefold, less what is invisible: zero-width spaces do not make two names. */
#define FOLD (UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE)

/* utf8proc takes signed lengths, and one character can become eighteen. */
#define FOLD_MAX ((size_t)PTRDIFF_MAX / 64)

static utf8proc_ssize_t decompose(int32_t *space, utf8proc_ssize_t cap, struct dgpm_str s)
{
	return utf8proc_decompose((const utf8proc_uint8_t *)s.s, (utf8proc_ssize_t)s.n, space, cap, FOLD);
}

/*
 * Of the characters that CP932 and JIS turn into different ones, the form NFKC gives one of the two: a name is the same
 * whether its file came by way of CP932 or not. The cent, pound and not signs NFKC makes one by itself.
 */
static int32_t one_of_pair(int32_t c)
{
	switch (c) {
	case 0x301c: /* wave dash; the full-width tilde is ~ */
		return '~';
	case 0x2212: /* minus sign; the full-width hyphen-minus is - */
		return '-';
	case 0x2016: /* double vertical line, parallel to */
		return 0x2225;
	case 0x2014: /* em dash, horizontal bar */
		return 0x2015;
	default:
		return c;
	}
}

/* The decomposed characters as folded UTF-8, in place; space holds one more than n. */
static bool recompose(struct dgpm_str *out, int32_t *space, utf8proc_ssize_t n)
{
	for (utf8proc_ssize_t i = 0; i < n; i++)
		space[i] = one_of_pair(space[i]);
	n = utf8proc_reencode(space, n, FOLD);
	if (n < 0)
		return false;
	*out = (struct dgpm_str){ (char *)space, squeeze((char *)space, (size_t)n, false) };
	return true;
}

bool text_fold_short(struct dgpm_str *out, int32_t space[TEXT_FOLD_SPACE], struct dgpm_str s)
{
	utf8proc_ssize_t n;

	if (s.n <= TEXT_FOLD_SPACE && ascii_run(s.s, s.n) == s.n) {
		if (s.n != 0)
			memcpy(space, s.s, s.n);
		*out = (struct dgpm_str){ (char *)space, squeeze((char *)space, s.n, true) };
		return true;
	}
	/* A character has at most four bytes, so more bytes cannot fit; do not even look at them. */
	if (s.n > 4 * (size_t)TEXT_FOLD_SPACE)
		return false;
	n = decompose(space, TEXT_FOLD_SPACE - 1, s);
	return n >= 0 && n < TEXT_FOLD_SPACE && recompose(out, space, n);
}

struct dgpm_str dgpm_text_fold(struct dgpm_arena *a, struct dgpm_str s)
{
	int32_t fixed[TEXT_FOLD_SPACE];
	utf8proc_ssize_t n;
	char *out;

	if (s.n == 0)
		return DGPM_STR("");
	if (text_fold_short(&s, fixed, s))
		return dgpm_arena_str(a, s);
	n = s.n <= FOLD_MAX && ascii_run(s.s, s.n) != s.n ? decompose(NULL, 0, s) : -1;
	if (n >= 0) {
		int32_t *space = dgpm_arena_array(a, (size_t)n + 1, sizeof *space);

		n = decompose(space, n, s);
		if (n >= 0 && recompose(&s, space, n))
			return dgpm_arena_str(a, s);
	}
	/* Long ASCII, and what is not UTF-8 and so has no other form. */
	out = dgpm_arena_strndup(a, s.s, s.n);
	s.n = squeeze(out, s.n, true);
	out[s.n] = '\0';
	s.s = out;
	return s;
}

/* Whether a character would move the cursor, break the line or turn the direction of what is shown. */
static bool upsets(utf8proc_int32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e || c == 0x200f || c == 0x061c || c == 0xfeff ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

size_t dgpm_text_shown(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n) {
		utf8proc_int32_t c;
		size_t step;

		while (i < n && s[i] >= 0x20 && s[i] < 0x7f)
			i++;
		if (i == n)
			break;
		c = (unsigned char)s[i];
		step = c >= 0x80 ? decode(s + i, n - i, &c) : 1;
		if (step == 0 || upsets(c))
			break;
		i += step;
	}
	return i;
}

uint32_t dgpm_text_upsets(const char *s, size_t n)
{
	utf8proc_int32_t c;

	return n != 0 && decode(s, n, &c) != 0 && upsets(c) ? (uint32_t)c : 0;
}

size_t dgpm_text_escape_one(char to[static DGPM_ESCAPE_BUF], const char *s, size_t n, size_t *used)
{
	static const char hex[] = "0123456789ABCDEF";
	utf8proc_int32_t c;
	size_t bytes = decode(s, n, &c), put = 0;

	*used = bytes != 0 ? bytes : 1;
	for (size_t i = 0; i < *used; i++) {
		unsigned char b = (unsigned char)s[i];

		to[put++] = '\\';
		if (b == '\n' || b == '\t') {
			to[put++] = b == '\n' ? 'n' : 't';
			continue;
		}
		to[put++] = 'x';
		to[put++] = hex[b >> 4];
		to[put++] = hex[b & 15];
	}
	return put;
}

struct dgpm_str dgpm_text_escape(struct dgpm_arena *a, struct dgpm_str s)
{
	size_t run = dgpm_text_shown(s.s, s.n), i = 0, to = 0;
	char *out;

	if (run == s.n)
		return s;
	/* The longest escape of a byte is four; one character may be put beyond its end before it is cut. */
	out = dgpm_arena_array(a, s.n + DGPM_ESCAPE_BUF / 4, 4);
	for (;;) {
		size_t used;

		memcpy(out + to, s.s + i, run);
		to += run;
		i += run;
		if (i == s.n)
			break;
		to += dgpm_text_escape_one(out + to, s.s + i, s.n - i, &used);
		i += used;
		run = dgpm_text_shown(s.s + i, s.n - i);
	}
	/* Whoever prints may want a NUL: the copy ends in one, and the arena is not left with four times the text. */
	return (struct dgpm_str){ dgpm_arena_strndup(a, out, to), to };
}

static int cmp_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void dgpm_texts_sort(const char **texts, size_t n)
{
	dgpm_sort(texts, n, sizeof *texts, cmp_texts);
}

const char *const *dgpm_texts_find(const char *const *texts, size_t n, const char *text)
{
	return n != 0 ? bsearch(&text, texts, n, sizeof *texts, cmp_texts) : NULL;
}
