/* xls: the records of a workbook ([MS-XLS] 2.1.4), and the texts in them. */
#ifndef BOOK_BIFF_H
#define BOOK_BIFF_H

#include "book/bytes.h"
#include "base/arena.h"

#include <iconv.h>

enum biff_id {
	BIFF_FORMULA = 0x0006,
	BIFF_EOF = 0x000a,
	BIFF_DATEMODE = 0x0022,
	BIFF_FILEPASS = 0x002f,
	BIFF_CONTINUE = 0x003c,
	BIFF_CODEPAGE = 0x0042,
	BIFF_OBJ = 0x005d,
	BIFF_COLINFO = 0x007d,
	BIFF_BOUNDSHEET = 0x0085,
	BIFF_MULRK = 0x00bd,
	BIFF_RSTRING = 0x00d6,
	BIFF_XF = 0x00e0,
	BIFF_MERGEDCELLS = 0x00e5,
	BIFF_SST = 0x00fc,
	BIFF_LABELSST = 0x00fd,
	BIFF_NUMBER = 0x0203,
	BIFF_LABEL = 0x0204,
	BIFF_BOOLERR = 0x0205,
	BIFF_STRING = 0x0207,
	BIFF_ROW = 0x0208,
	BIFF_ARRAY = 0x0221,
	BIFF_DEFAULTROWHEIGHT = 0x0225,
	BIFF_TABLE = 0x0236,
	BIFF_RK = 0x027e,
	BIFF_FORMAT = 0x041e,
	BIFF_SHRFMLA = 0x04bc,
	BIFF_BOF = 0x0809
};

struct biff {
	uint8_t *s;      /* malloc'ed: the stream */
	size_t n;
	bool is_8;       /* of 1997 and later; else of 1993 to 1996, with texts in a code page */
	unsigned page;   /* that one */
	iconv_t cd;      /* from it; (iconv_t)-1: none that the system knows */
};

struct biff_record {
	uint32_t id, n;
	const uint8_t *p;
	size_t at;       /* where it begins in the stream */
};

/* The next record from *at on; false at the end of the stream, and where one reaches beyond it. */
bool biff_next(const struct biff *b, size_t *at, struct biff_record *r);

/*
 * The records of a sheet between its BOF and its EOF, but not those of charts within it. False: it has no such end.
 * `end`: where it ended.
 */
typedef void (*biff_record_fn)(void *ctx, const struct biff_record *r);
bool biff_each(const struct biff *b, size_t offset, size_t *end, biff_record_fn fn, void *ctx);

/* The cells that a record holds: 0 for most. */
size_t biff_n_cells(const struct biff_record *r);

/* The code page by its number in the file; texts of before are those of Western Europe. */
void biff_page(struct biff *b, unsigned page);
void biff_close(struct biff *b);

/* A place in a record, which goes on in the CONTINUE records behind it. */
struct biff_cursor {
	const struct biff *biff;
	const uint8_t *p, *end; /* the record behind begins at `end` */
};
struct biff_cursor biff_cursor(const struct biff *b, const struct biff_record *r, size_t skip);
/* Into the record behind, when it is a CONTINUE. */
bool biff_go_on(struct biff_cursor *c);
/* False: it ends before. */
bool biff_skip(struct biff_cursor *c, size_t n);

/* Text put together in an arena. */
struct biff_text {
	struct dgpm_arena *arena;
	char *s;
	size_t n, cap;
};

enum biff_length { BIFF_LENGTH_1 = 1, BIFF_LENGTH_2 = 2 };
enum biff_read { BIFF_READ, BIFF_CUT_OFF, BIFF_BAD_BYTE };

/*
 * A text as UTF-8 behind what is in `out`, NULL to go over it alone, with what stands behind its characters: changes of
 * font, furigana. Of a text that is cut off, what is there; of a byte that has no meaning in the code page, U+FFFD, and
 * *bad is that byte. Half a surrogate pair is U+FFFD too.
 */
enum biff_read biff_text(struct biff_text *out, struct biff_cursor *c, enum biff_length length, uint8_t *bad);

#endif
