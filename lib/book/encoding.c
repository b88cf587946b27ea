/* Encodings of CSV. */
#include "book/encoding.h"
#include "book/inside.h"
#include "io/read.h"
#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

const char *book_encoding_name(enum book_encoding e)
{
	static const char *const names[] = { "utf-8", "cp932", "euc-jp", "utf-16", "utf-16" };

	return names[e];
}

bool book_encoding_find(enum book_encoding *out, const char *name)
{
	static const struct {
		const char *name;
		enum book_encoding encoding;
	} names[] = {
		{ "utf-8", BOOK_UTF_8 },       { "utf8", BOOK_UTF_8 },          { "cp932", BOOK_CP932 },
		{ "ms932", BOOK_CP932 },       { "windows-31j", BOOK_CP932 },   { "shift_jis", BOOK_CP932 },
		{ "shift-jis", BOOK_CP932 },   { "sjis", BOOK_CP932 },          { "euc-jp", BOOK_EUC_JP },
		{ "eucjp", BOOK_EUC_JP },      { "eucjp-ms", BOOK_EUC_JP },     { "euc-jp-ms", BOOK_EUC_JP },
		{ "utf-16", BOOK_UTF_16LE },   { "utf-16le", BOOK_UTF_16LE },   { "utf-16be", BOOK_UTF_16BE },
	};

	for (size_t i = 0; i < DGPM_COUNT(names); i++) {
		if (strcasecmp(name, names[i].name) == 0) {
			*out = names[i].encoding;
			return true;
		}
	}
	return false;
}

bool dgpm_book_encoding_is(const char *name)
{
	enum book_encoding e;

	return book_encoding_find(&e, name);
}

/* Of ASCII in UTF-16 every other byte is 0; of kanji hardly any is. */
const char *book_encoding_hint(int fd)
{
	unsigned char buf[4096];
	ssize_t n = book_read_at(fd, buf, sizeof buf, 0);
	size_t zeros[2] = { 0, 0 };

	for (ssize_t i = 0; i < n; i++)
		zeros[i % 2] += buf[i] == 0;
	return zeros[1] > 1 && zeros[1] > 2 * zeros[0] ? "utf-16" :
	       zeros[0] > 1 && zeros[0] > 2 * zeros[1] ? "utf-16be" :
							 NULL;
}

static ssize_t read_some(int fd, void *buf, size_t n)
{
	ssize_t k;

	while ((k = read(fd, buf, n)) < 0 && errno == EINTR)
		;
	return k;
}

/* Follows EUC-JP byte by byte; false once something is none. `left`: bytes of the character still to come. */
static bool follow_euc(const unsigned char *p, size_t n, unsigned *left, bool *any)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = p[i];

		if (*left != 0) {
			if (c < 0xa1 || c == 0xff)
				return false;
			--*left;
		} else if (c >= 0x80) {
			if (c != 0x8e && c != 0x8f && (c < 0xa1 || c == 0xff))
				return false;
			*left = c == 0x8f ? 2 : 1;
			*any = true;
		}
	}
	return true;
}

/*
 * UTF-8 with a fault here and there: characters of three bytes, as those of Japanese, of which CP932 has hardly any by
 * chance, are many times the bytes that are out of place.
 */
static bool is_faulty_utf8(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t good = 0, bad = 0;

	for (size_t i = 0; i < n;) {
		size_t left = n - i, k = p[i] < 0x80 ? 1 : p[i] >= 0xf0 ? 4 : p[i] >= 0xe0 ? 3 : 2;

		if (p[i] < 0x80 || (left >= k && dgpm_utf8_valid(s + i, k) == k)) {
			good += k == 3;
			i += k;
		} else {
			bad += left >= k;
			i++;
		}
	}
	return good / 8 >= bad && good != 0;
}

int book_encoding_of(enum book_encoding *out, bool *ambiguous, int fd)
{
	const size_t room = (size_t)1 << 18;
	char *buf = malloc(room);
	bool utf8 = true, euc = true, any = false, first = true, eof = false;
	unsigned left = 0;
	size_t rest = 0;
	int rc = -1;

	*out = BOOK_UTF_8;
	*ambiguous = false;
	if (buf == NULL || lseek(fd, 0, SEEK_SET) < 0)
		goto out;
	while (!eof && (utf8 || euc)) {
		ssize_t k = dgpm_read_block(fd, buf + rest, room - rest);
		size_t n, good;

		if (k < 0)
			goto out;
		eof = (size_t)k < room - rest;
		n = rest + (size_t)k;
		if (first && n >= 2 && (memcmp(buf, "\xff\xfe", 2) == 0 || memcmp(buf, "\xfe\xff", 2) == 0)) {
			*out = buf[0] == '\xff' ? BOOK_UTF_16LE : BOOK_UTF_16BE;
			rc = 0;
			goto out;
		}
		first = false;
		euc = euc && follow_euc((unsigned char *)buf + rest, (size_t)k, &left, &any);
		if (!utf8)
			continue;
		good = dgpm_utf8_valid(buf, n);
		rest = n - good;
		/* A character cut by the end of the block is looked at again with what follows. */
		utf8 = rest == 0 || (!eof && rest < 4);
		if (!utf8 && is_faulty_utf8(buf, n)) {
			rc = 0;
			goto out;
		}
		if (utf8)
			memmove(buf, buf + good, rest);
		else
			rest = 0;
	}
	if (!utf8)
		*out = BOOK_CP932;
	*ambiguous = !utf8 && euc && any && left == 0;
	rc = 0;
out:
	free(buf);
	return rc;
}

struct book_pair {
	char s[3];
	uint8_t n;
};

/* What iconv makes of every pair of bytes: a table is several times as quick as asking it for each. */
static int fill_table(struct book_decoder *d)
{
	d->table = calloc(1 << 16, sizeof *d->table);
	if (d->table == NULL)
		return -1;
	for (unsigned i = 0x8140; i <= 0xfcfc; i++) {
		unsigned char pair[2] = { (unsigned char)(i >> 8), (unsigned char)i };
		char *in = (char *)pair, out[8], *o = out;
		size_t n_in = 2, n_out = sizeof out;

		if (pair[1] < 0x40 || pair[1] > 0xfc || (pair[0] >= 0xa0 && pair[0] <= 0xdf))
			continue;
		if (iconv(d->cd, &in, &n_in, &o, &n_out) == (size_t)-1 || n_in != 0 || o - out > 3) {
			iconv(d->cd, NULL, NULL, NULL, NULL);
			continue;
		}
		d->table[i].n = (uint8_t)(o - out);
		memcpy(d->table[i].s, out, d->table[i].n);
	}
	return 0;
}

int book_decoder_open(struct book_decoder *d, int fd, enum book_encoding e)
{
	static const char *const names[] = { "UTF-8", "CP932", "EUC-JP-MS", "UTF-16LE", "UTF-16BE" };

	*d = (struct book_decoder){ .fd = fd, .encoding = e, .cd = (iconv_t)-1 };
	if (lseek(fd, 0, SEEK_SET) < 0)
		return -1;
	if (e == BOOK_UTF_8)
		return 0;
	d->in = malloc(BOOK_DECODE_IN);
	d->cd = iconv_open("UTF-8", names[e]);
	if (d->in == NULL || d->cd == (iconv_t)-1 || (e == BOOK_CP932 && fill_table(d) != 0)) {
		book_decoder_close(d);
		return -1;
	}
	return 0;
}

void book_decoder_close(struct book_decoder *d)
{
	if (d->cd != (iconv_t)-1)
		iconv_close(d->cd);
	free(d->in);
	free(d->table);
	d->cd = (iconv_t)-1;
	d->in = NULL;
	d->table = NULL;
}

static char *put_bad(char *o, unsigned char c)
{
	static const char digits[] = "0123456789ABCDEF";

	*o++ = BOOK_BAD_BYTE;
	*o++ = digits[c >> 4];
	*o++ = digits[c & 15];
	return o;
}

/* Bytes below 0x80 at the start of eight. */
static unsigned ascii_bytes(uint64_t word)
{
	uint64_t high = word & 0x8080808080808080u;

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return high != 0 ? (unsigned)__builtin_clzll(high) >> 3 : 8;
#else
	return high != 0 ? (unsigned)__builtin_ctzll(high) >> 3 : 8;
#endif
}

/* Decode d->in to `o`, until either has less than a character needs. */
static char *decode_cp932(struct book_decoder *d, char *o, const char *stop)
{
	const unsigned char *p = d->in + d->p, *end = d->in + d->n;

	while (p < end && stop - o >= 16) {
		unsigned char c = *p;

		if (c < 0x80 && end - p >= 8) {
			uint64_t word;
			unsigned n;

			/* What is behind the run is written over. */
			memcpy(&word, p, 8);
			memcpy(o, &word, 8);
			n = ascii_bytes(word);
			p += n;
			o += n;
		} else if (c < 0x80) {
			*o++ = (char)c;
			p++;
		} else if (c >= 0xa1 && c <= 0xdf) {
			/* Half-width kana: U+FF61 ... U+FF9F */
			unsigned u = 0xff61u + c - 0xa1u;

			*o++ = '\xef';
			*o++ = (char)(0x80 | (u >> 6 & 0x3f));
			*o++ = (char)(0x80 | (u & 0x3f));
			p++;
		} else if (end - p < 2 && !d->eof) {
			break;
		} else {
			const unsigned char *begin = p;

			/* Of ASCII and half-width kana the table has nothing. */
			for (; end - p >= 2 && stop - o >= 16; p += 2) {
				const struct book_pair *pair = &d->table[(unsigned)p[0] << 8 | p[1]];

				if (pair->n == 0)
					break;
				memcpy(o, pair, sizeof *pair); /* what is behind its bytes is written over */
				o += pair->n;
			}
			if (p == begin)
				o = put_bad(o, *p++);
		}
	}
	d->p = (size_t)(p - d->in);
	return o;
}

static char *decode_iconv(struct book_decoder *d, char *o, const char *stop)
{
	while (d->p < d->n && stop - o >= 16) {
		char *in = (char *)d->in + d->p;
		size_t n_in = d->n - d->p, n_out = (size_t)(stop - o);
		size_t rc = iconv(d->cd, &in, &n_in, &o, &n_out);

		d->p = d->n - n_in;
		if (rc != (size_t)-1 || errno == E2BIG || (errno == EINVAL && !d->eof))
			break;
		iconv(d->cd, NULL, NULL, NULL, NULL);
		if (stop - o < 16)
			break;
		o = put_bad(o, d->in[d->p++]);
	}
	return o;
}

ssize_t book_decoder_read(void *decoder, void *buf, size_t n)
{
	struct book_decoder *d = decoder;
	char *o = buf;

	if (d->encoding == BOOK_UTF_8)
		return read_some(d->fd, buf, n);
	if (n < 16) {
		errno = EINVAL;
		return -1;
	}
	while (o == (char *)buf && (d->p < d->n || !d->eof)) {
		size_t before;

		if (!d->eof) {
			ssize_t k;

			memmove(d->in, d->in + d->p, d->n - d->p);
			d->n -= d->p;
			d->p = 0;
			k = read_some(d->fd, d->in + d->n, BOOK_DECODE_IN - d->n);
			if (k < 0)
				return -1;
			d->eof = k == 0 && BOOK_DECODE_IN != d->n;
			d->n += (size_t)k;
		}
		before = d->p;
		o = d->encoding == BOOK_CP932 ? decode_cp932(d, o, (char *)buf + n) :
						decode_iconv(d, o, (char *)buf + n);
		if (d->p == before && d->eof && o == (char *)buf)
			break;
	}
	return o - (char *)buf;
}
