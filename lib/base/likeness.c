/* How like two words are: for "did you mean". */
#include "base/text.h"

#include <utf8proc.h>

#include <limits.h>
#include <stdlib.h>
#include <strings.h>

/* Characters of both words and three rows of the band fit in this for any key or code a person types. */
#define FIXED 512

static size_t decode_all(uint32_t *out, struct dgpm_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n;) {
		utf8proc_ssize_t left = s.n - i < 4 ? (utf8proc_ssize_t)(s.n - i) : 4, got;
		utf8proc_int32_t c;

		got = utf8proc_iterate((const utf8proc_uint8_t *)s.s + i, left, &c);
		/* A byte that is not UTF-8 is like itself and nothing else. */
		out[n++] = got > 0 ? (uint32_t)c : 0x110000u + (unsigned char)s.s[i];
		i += got > 0 ? (size_t)got : 1;
	}
	return n;
}

static uint32_t min2(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/*
 * Optimal string alignment, only where |i - j| <= most: cells farther off the diagonal cost more than `most`.
 * A row holds j = i - most ... i + most at 1 ... width, with a wall of most + 1 at either side.
 */
static uint32_t banded(const uint32_t *a, size_t na, const uint32_t *b, size_t nb, uint32_t most, uint32_t *rows)
{
	size_t width = 2 * (size_t)most + 1;
	uint32_t wall = most + 1;
	uint32_t *before = rows, *above = before + width + 2, *row = above + width + 2, *t;

	for (size_t k = 0; k < 3 * (width + 2); k++)
		rows[k] = wall;
	for (size_t j = 0; j <= nb && j <= most; j++)
		above[1 + most + j] = (uint32_t)j; /* i is 0 */
	for (size_t i = 1; i <= na; i++) {
		uint32_t least = wall;

		for (size_t k = 1; k <= width; k++) {
			size_t j = i + k - 1 - most; /* wraps when left of the word: then larger than nb */
			uint32_t d = wall;

			if (j == 0) {
				d = min2((uint32_t)i, wall);
			} else if (j <= nb) {
				/* j one less at i one less is the same place in the row above; i one less is one on. */
				d = above[k] + (a[i - 1] != b[j - 1]);
				d = min2(d, above[k + 1] + 1);
				d = min2(d, row[k - 1] + 1);
				if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
					d = min2(d, before[k] + 1);
				d = min2(d, wall);
			}
			row[k] = d;
			least = min2(least, d);
		}
		if (least == wall)
			return wall;
		t = before, before = above, above = row, row = t;
	}
	return above[1 + most + nb - na];
}

unsigned dgpm_text_distance(struct dgpm_str a, struct dgpm_str b, unsigned most)
{
	uint32_t fixed[FIXED], *mem = fixed;
	size_t na, nb, bound = a.n > b.n ? a.n : b.n, want;
	unsigned result, far = most < UINT_MAX ? most + 1 : most;

	if (dgpm_str_eq(a, b))
		return 0;
	/* Longer words cannot be meant by a person who mistyped; this also bounds the work on hostile input. */
	if (bound > 65536)
		return far;
	if (most > bound)
		most = (unsigned)bound;
	want = a.n + b.n + 3 * (2 * (size_t)most + 3);
	if (want > FIXED && (mem = malloc(want * sizeof *mem)) == NULL)
		return far;
	na = decode_all(mem, a);
	nb = decode_all(mem + na, b);
	if ((na > nb ? na - nb : nb - na) > most) {
		result = far;
	} else {
		result = banded(mem, na, mem + na, nb, most, mem + na + nb);
		if (result > most)
			result = far;
	}
	if (mem != fixed)
		free(mem);
	return result;
}

/* The one word that begins with `word`, which was broken off: "warn" for "warning". */
static const char *longer(struct dgpm_str word, const char *const *words, size_t n)
{
	const char *found = NULL;

	for (size_t i = 0; i < n && word.n >= 3; i++) {
		if (strncasecmp(words[i], word.s, word.n) != 0)
			continue;
		if (found != NULL && strcmp(found, words[i]) != 0)
			return NULL;
		found = words[i];
	}
	return found;
}

const char *dgpm_text_nearest(struct dgpm_str word, const char *const *words, size_t n)
{
	size_t length = dgpm_utf8_length(word.s, word.n);
	/* One slip in a short word, two from five characters, three from nine; never as many as the word is long. */
	unsigned most = length < 2 ? 0 : length < 5 ? 1 : length < 9 ? 2 : 3;
	const char *best = NULL;

	for (size_t i = 0; i < n; i++) {
		struct dgpm_str w = dgpm_str_of(words[i]);
		unsigned d;

		if (w.n == word.n && w.n != 0 && strncasecmp(w.s, word.s, w.n) == 0)
			return words[i];
		if (best != NULL && most == 0)
			continue;
		d = dgpm_text_distance(word, w, best != NULL ? most - 1 : most);
		if (best != NULL ? d < most : d <= most) {
			best = words[i];
			most = d;
		}
	}
	return best != NULL ? best : longer(word, words, n);
}
