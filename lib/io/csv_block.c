/* CSV: blocks that end where a record ends. */
#include "io/csv.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Behind the text of a block stand newlines, so that the splitter may read a word too far and always meets an end. */
#define PAD 16

void csvin_open(struct csvin *in, int fd, size_t block, size_t limit)
{
	*in = (struct csvin){ .fd = fd, .block = block, .limit = limit, .line = 1, .delim = ',' };
}

void csvin_close(struct csvin *in)
{
	free(in->rest);
	in->rest = NULL;
}

void csvin_block_free(struct csvin_block *b)
{
	free(b->s);
	b->s = NULL;
}

int csvin_reserve(char **buf, size_t *cap, size_t want)
{
	char *p;

	if (want <= *cap)
		return 0;
	p = realloc(*buf, want);
	if (p == NULL)
		return -1;
	*buf = p;
	*cap = want;
	return 0;
}

/* Add up to a block to b; 0 and in->eof at the end, -1 with errno. */
static int fill(struct csvin *in, struct csvin_block *b)
{
	size_t want = b->n + in->block;

	if (csvin_reserve(&b->s, &b->cap, want + PAD) != 0)
		return -1;
	while (!in->eof && want - b->n >= (in->read != NULL ? PAD : 1)) {
		ssize_t k = in->read != NULL ? in->read(in->ctx, b->s + b->n, want - b->n) :
					       read(in->fd, b->s + b->n, want - b->n);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return -1;
		if (k == 0)
			in->eof = true;
		b->n += (size_t)k;
	}
	return 0;
}

/*
 * The end of the last whole record in [s, end). Only quotes are looked at one by one: between them a line end is the
 * end of a record. *open: where the record begins that is not whole.
 */
static const char *find_cut(const char *s, const char *end, char delim, size_t limit)
{
	const char *pos = s;

	for (;;) {
		const char *q = pos < end ? memchr(pos, '"', (size_t)(end - pos)) : NULL, *eol;
		struct csvin_scan r;

		if (q == NULL) {
			for (q = end; q > pos && !csvin_is_eol(q[-1]);)
				q--;
			return q;
		}
		while (q > pos && !csvin_is_eol(q[-1]))
			q--;
		csvin_scan(&r, q, end, delim, false, limit, NULL);
		if (r.what == CSVIN_END)
			return q;
		eol = r.what == CSVIN_ROW ? r.end : csvin_find_eol(r.resume, end);
		if (eol == NULL)
			return q;
		pos = eol + 1;
	}
}

/* Throw away the rest of an overlong line; its line end stays, as an empty line. */
static int skip_line(struct csvin *in, struct csvin_block *b)
{
	const char *eol;

	while ((eol = csvin_find_eol(b->s, b->s + b->n)) == NULL && !in->eof) {
		b->n = 0;
		if (fill(in, b) != 0)
			return -1;
	}
	b->n = eol != NULL ? b->n - (size_t)(eol - b->s) : 0;
	if (eol != NULL)
		memmove(b->s, eol, b->n);
	in->skipping = false;
	return 0;
}

/* Keep [cut, b->n) for the next block. */
static int put_back(struct csvin *in, struct csvin_block *b, size_t cut, size_t from)
{
	in->n_rest = b->n - from;
	if (csvin_reserve(&in->rest, &in->cap_rest, in->n_rest) != 0)
		return -1;
	if (in->n_rest != 0)
		memcpy(in->rest, b->s + from, in->n_rest);
	b->n = cut;
	return 0;
}

int csvin_next(struct csvin *in, struct csvin_block *b)
{
	if (csvin_reserve(&b->s, &b->cap, in->n_rest + in->block + PAD) != 0)
		return -1;
	if (in->n_rest != 0)
		memcpy(b->s, in->rest, in->n_rest);
	b->n = in->n_rest;
	in->n_rest = 0;
	for (size_t cut = 0; cut == 0;) {
		size_t n;

		if (fill(in, b) != 0 || (in->skipping && skip_line(in, b) != 0))
			return -1;
		if (!in->started && (b->n >= 3 || in->eof)) {
			in->started = true;
			if (b->n >= 3 && memcmp(b->s, "\xEF\xBB\xBF", 3) == 0)
				memmove(b->s, b->s + 3, b->n -= 3);
		}
		if (in->eof || !in->started) {
			if (in->started)
				break;
			continue;
		}
		if (b->n == 0)
			continue;
		/* Whether a CR at the end is half a CRLF is not known yet. */
		n = b->n - (b->s[b->n - 1] == '\r');
		cut = (size_t)(find_cut(b->s, b->s + n, in->delim, in->limit) - b->s);
		if (n - cut > in->limit) {
			/* No more of it is needed to say that it is too long, or where its quote was opened. */
			in->skipping = true;
			cut += in->limit + 1;
			if (put_back(in, b, cut, n) != 0)
				return -1;
		} else if (cut != 0 && put_back(in, b, cut, cut) != 0) {
			return -1;
		}
	}
	if (b->n == 0)
		return 0;
	memset(b->s + b->n, '\n', PAD);
	b->line = in->line;
	in->line += csvin_count_lines(b->s, b->s + b->n);
	return 1;
}
