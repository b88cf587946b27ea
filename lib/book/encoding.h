/* Encodings of CSV: which one a file is in, and its text as UTF-8. */
#ifndef BOOK_ENCODING_H
#define BOOK_ENCODING_H

#include "base/base.h"

#include <iconv.h>
#include <sys/types.h>

enum book_encoding { BOOK_UTF_8, BOOK_CP932, BOOK_EUC_JP, BOOK_UTF_16LE, BOOK_UTF_16BE };

/* "utf-8", "cp932", "euc-jp", "utf-16". */
const char *book_encoding_name(enum book_encoding e);
/* Any of the names by which people call them; "utf-16" without a BOM in the file is little-endian. */
bool book_encoding_find(enum book_encoding *out, const char *name);
/* Of a file with NUL characters: the name of what it seems to be; NULL: nothing that one could tell. */
const char *book_encoding_hint(int fd);

/*
 * Which encoding the file is in: by its BOM; else UTF-8 when all of it is, or all but a few bytes; else CP932. The
 * whole file is looked at, and read again from its beginning later. *ambiguous: it may as well be EUC-JP. -1: errno
 * says why.
 */
int book_encoding_of(enum book_encoding *out, bool *ambiguous, int fd) DGPM_MUST_CHECK;

/* A byte that has no meaning in the encoding stands in the UTF-8 as this and two hexadecimal digits: FF is no UTF-8. */
#define BOOK_BAD_BYTE '\xff'

#define BOOK_DECODE_IN ((size_t)1 << 18)

struct book_decoder {
	int fd;
	enum book_encoding encoding;
	iconv_t cd;
	struct book_pair *table;  /* CP932: by lead and trail byte */
	unsigned char *in;
	size_t p, n;              /* what is left of `in` */
	bool eof;
};

/* -1: errno says why. */
int book_decoder_open(struct book_decoder *d, int fd, enum book_encoding e) DGPM_MUST_CHECK;
void book_decoder_close(struct book_decoder *d);
/* As read(2), of UTF-8. `n` is at least 16. */
ssize_t book_decoder_read(void *decoder, void *buf, size_t n);

#endif
