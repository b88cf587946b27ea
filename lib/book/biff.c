/* xls: the records of a workbook, and the texts in them ([MS-XLS] 2.5.293, 2.5.294). */
#include "book/biff.h"
#include "base/list.h"

#include <errno.h>
#include <stdio.h>

#define REPLACEMENT 0xfffdu

bool biff_next(const struct biff *b, size_t *at, struct biff_record *r)
{
	if (*at > b->n || b->n - *at < 4)
		return false;
	r->at = *at;
	r->id = book_get2(b->s + *at);
	r->n = book_get2(b->s + *at + 2);
	if (b->n - *at - 4 < r->n)
		return false;
	r->p = b->s + *at + 4;
	*at += 4 + (size_t)r->n;
	return true;
}

bool biff_each(const struct biff *b, size_t offset, size_t *end, biff_record_fn fn, void *ctx)
{
	unsigned depth = 0;
	struct biff_record r;

	*end = offset;
	do {
		if (!biff_next(b, end, &r) || (depth == 0 && r.id != BIFF_BOF))
			return false;
		depth += r.id == BIFF_BOF;
		depth -= r.id == BIFF_EOF;
		if (depth == 1)
			fn(ctx, &r);
	} while (depth != 0);
	return true;
}

size_t biff_n_cells(const struct biff_record *r)
{
	switch (r->id) {
	case BIFF_FORMULA:
		return r->n >= 14;
	case BIFF_NUMBER:
		return r->n >= 14;
	case BIFF_RK:
	case BIFF_LABELSST:
		return r->n >= 10;
	case BIFF_BOOLERR:
	case BIFF_LABEL:
	case BIFF_RSTRING:
		return r->n >= 8;
	case BIFF_MULRK:
		/* Row, first column, six bytes a cell, last column. */
		return r->n >= 6 ? (r->n - 6) / 6 : 0;
	default:
		return 0;
	}
}

void biff_page(struct biff *b, unsigned page)
{
	static const struct {
		unsigned page;
		const char *name;
	} names[] = {
		/* What the Mac's Japanese has beside CP932 are a few signs; no iconv knows it. */
		{ 367, "ASCII" },   { 1200, "UTF-16LE" },  { 10000, "MACINTOSH" }, { 10001, "CP932" },
		{ 32768, "MACINTOSH" }, { 32769, "CP1252" },
	};
	char made[16];
	const char *name = made;

	snprintf(made, sizeof made, "CP%u", page);
	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		if (names[i].page == page)
			name = names[i].name;
	if (b->cd != (iconv_t)-1)
		iconv_close(b->cd);
	b->page = page;
	b->cd = iconv_open("UTF-8", name);
}

void biff_close(struct biff *b)
{
	free(b->s);
	b->s = NULL;
	if (b->cd != (iconv_t)-1)
		iconv_close(b->cd);
	b->cd = (iconv_t)-1;
}

struct biff_cursor biff_cursor(const struct biff *b, const struct biff_record *r, size_t skip)
{
	skip = skip < r->n ? skip : r->n;
	return (struct biff_cursor){ .biff = b, .p = r->p + skip, .end = r->p + r->n };
}

bool biff_go_on(struct biff_cursor *c)
{
	struct biff_record r;
	size_t at = (size_t)(c->end - c->biff->s);

	if (!biff_next(c->biff, &at, &r) || r.id != BIFF_CONTINUE)
		return false;
	c->p = r.p;
	c->end = r.p + r.n;
	return true;
}

bool biff_skip(struct biff_cursor *c, size_t n)
{
	while (n > (size_t)(c->end - c->p)) {
		n -= (size_t)(c->end - c->p);
		if (!biff_go_on(c))
			return false;
	}
	c->p += n;
	return true;
}

/* A number of `n` bytes. */
static bool get(struct biff_cursor *c, size_t n, uint32_t *value)
{
	*value = 0;
	for (size_t i = 0; i < n; i++) {
		while (c->p == c->end)
			if (!biff_go_on(c))
				return false;
		*value |= (uint32_t)*c->p++ << 8 * i;
	}
	return true;
}

static void put(struct biff_text *out, uint32_t c)
{
	char *o;

	DGPM_ROOM(out->arena, out->s, out->n, out->cap, 4);
	o = out->s + out->n;
	if (c < 0x80) {
		*o++ = (char)c;
	} else if (c < 0x800) {
		*o++ = (char)(0xc0 | c >> 6);
		*o++ = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		*o++ = (char)(0xe0 | c >> 12);
		*o++ = (char)(0x80 | (c >> 6 & 0x3f));
		*o++ = (char)(0x80 | (c & 0x3f));
	} else {
		*o++ = (char)(0xf0 | c >> 18);
		*o++ = (char)(0x80 | (c >> 12 & 0x3f));
		*o++ = (char)(0x80 | (c >> 6 & 0x3f));
		*o++ = (char)(0x80 | (c & 0x3f));
	}
	out->n = (size_t)(o - out->s);
}

/* One unit of UTF-16; *high is the first half of a pair that waits for its second. */
static void put_unit(struct biff_text *out, uint32_t *high, uint32_t c)
{
	bool is_low = (c & 0xfc00) == 0xdc00;

	if (*high != 0 && is_low) {
		put(out, 0x10000 + ((*high & 0x3ff) << 10) + (c & 0x3ff));
		*high = 0;
		return;
	}
	if (*high != 0)
		put(out, REPLACEMENT);
	*high = (c & 0xfc00) == 0xd800 ? c : 0;
	if (*high == 0)
		put(out, is_low ? REPLACEMENT : c);
}

/* `n` characters of one byte (Latin-1) or two; every record in which they go on says anew which. */
static bool read_units(struct biff_text *out, struct biff_cursor *c, size_t n, bool wide)
{
	uint32_t high = 0;
	bool whole = true;

	while (n != 0) {
		size_t here = (size_t)(c->end - c->p) / (wide ? 2 : 1);

		if (here == 0) {
			whole = biff_go_on(c) && c->p < c->end;
			if (!whole)
				break;
			wide = (*c->p++ & 1) != 0;
			continue;
		}
		here = here < n ? here : n;
		n -= here;
		if (out == NULL) {
			c->p += here * (wide ? 2 : 1);
			continue;
		}
		DGPM_ROOM(out->arena, out->s, out->n, out->cap, here * 3);
		for (; here != 0; here--) {
			put_unit(out, &high, wide ? book_get2(c->p) : *c->p);
			c->p += wide ? 2 : 1;
		}
	}
	if (high != 0)
		put(out, REPLACEMENT);
	return whole;
}

/* Bytes of a code page; false: one without a meaning, which is *bad. */
static bool convert(struct biff_text *out, const struct biff *b, const uint8_t *s, size_t n, uint8_t *bad)
{
	char *in = (char *)s;
	size_t left = n;
	bool good = true;

	if (b->cd != (iconv_t)-1)
		iconv(b->cd, NULL, NULL, NULL, NULL);
	while (left != 0) {
		char *to;
		size_t room;

		/* ASCII is the same in every page, and all there is of a page that is not known. */
		if (b->cd == (iconv_t)-1 && (uint8_t)*in < 0x80) {
			put(out, (uint8_t)*in++);
			left--;
			continue;
		}
		DGPM_ROOM(out->arena, out->s, out->n, out->cap, left * 4 + 4);
		to = out->s + out->n;
		room = out->cap - out->n;
		if (b->cd != (iconv_t)-1 && iconv(b->cd, &in, &left, &to, &room) != (size_t)-1)
			left = 0;
		out->n = (size_t)(to - out->s);
		if (left == 0 || (b->cd != (iconv_t)-1 && errno == E2BIG))
			continue;
		if (good)
			*bad = (uint8_t)*in;
		good = false;
		put(out, REPLACEMENT);
		in++;
		left--;
	}
	return good;
}

static enum biff_read read_bytes(struct biff_text *out, struct biff_cursor *c, size_t n, uint8_t *bad)
{
	enum biff_read result = BIFF_READ;

	while (n != 0) {
		size_t here = (size_t)(c->end - c->p);

		if (here == 0) {
			if (!biff_go_on(c) || c->p == c->end)
				return BIFF_CUT_OFF;
			continue;
		}
		here = here < n ? here : n;
		if (out != NULL && !convert(out, c->biff, c->p, here, bad))
			result = BIFF_BAD_BYTE;
		c->p += here;
		n -= here;
	}
	return result;
}

enum biff_read biff_text(struct biff_text *out, struct biff_cursor *c, enum biff_length length, uint8_t *bad)
{
	uint32_t n, flags, runs = 0, behind = 0;

	if (!get(c, length, &n))
		return BIFF_CUT_OFF;
	if (!c->biff->is_8)
		return read_bytes(out, c, n, bad);
	/* Of an empty text some programs write nothing more. */
	if (n == 0 && c->p == c->end)
		return BIFF_READ;
	if (!get(c, 1, &flags) || ((flags & 8) != 0 && !get(c, 2, &runs)) ||
	    ((flags & 4) != 0 && !get(c, 4, &behind)) || !read_units(out, c, n, (flags & 1) != 0) ||
	    !biff_skip(c, (size_t)runs * 4) || !biff_skip(c, behind))
		return BIFF_CUT_OFF;
	return BIFF_READ;
}
