/* CSV records out of a file descriptor: blocks that end where a record ends, and the records of a block. */
#ifndef IO_CSV_H
#define IO_CSV_H

#include "base/base.h"

#include <csv.h>
#include <sys/types.h>

#define CSVIN_BLOCK ((size_t)1 << 20)

/*
 * Where blocks come from. Several threads may take blocks, one at a time (the caller locks).
 *
 * A record longer than `limit` bytes is an error and never kept whole, so a block is at most `limit` + `block` long.
 */
struct csvin {
	int fd;
	ssize_t (*read)(void *ctx, void *buf, size_t n); /* where set: instead of read(2); n >= 16 */
	void *ctx;
	char delim;      /* ',' unless the opener says otherwise */
	size_t block, limit;
	uint32_t line;   /* of the next byte */
	bool eof;        /* read(2) said so */
	bool skipping;   /* the rest of an overlong line is still to be thrown away */
	bool started;    /* the BOM was looked for */
	char *rest;      /* read but not handed out: the begin of a record */
	size_t n_rest, cap_rest;
};

/* Whole records: s[0 ... n), in the file from `line` on. The buffer is the taker's and is used again. */
struct csvin_block {
	char *s;
	size_t n, cap;
	uint32_t line;
};

void csvin_open(struct csvin *in, int fd, size_t block, size_t limit);
void csvin_close(struct csvin *in);
/* 1: a block; 0: the end; -1: errno says why. */
int csvin_next(struct csvin *in, struct csvin_block *b) DGPM_MUST_CHECK;
void csvin_block_free(struct csvin_block *b);

/* What stands next in a block. After an error the next record begins at the next line. */
enum csvin_what {
	CSVIN_END,
	CSVIN_ROW,
	CSVIN_STRAY_QUOTE, /* text after a closing quote, or a quote in an unquoted field; sp->error: that character */
	CSVIN_OPEN_QUOTE,  /* sp->error: the quote that is never closed */
	CSVIN_LONG,        /* the record is longer than the limit; sp->error: its begin */
	CSVIN_NO_MEMORY
};

/* Splits blocks into records and fields; one a thread. */
struct csvin_split {
	size_t limit;
	size_t keep;        /* fields kept; the others are only counted */
	char delim;         /* csvin_split_delim() */
	bool libcsv_only;   /* for tests: no fast path */
	struct csv_parser parser;
	char *text;         /* fields out of libcsv */
	size_t n_text, cap_text;

	const char *p, *end; /* what is left of the block */
	uint32_t next_line;

	/* The record: its fields, trimmed as libcsv does, and where each begins in the block. */
	struct dgpm_str *fields;
	const char **at;
	size_t n, cap;
	size_t same;                     /* of these the first so many are those of the record before, byte for byte */
	const char *before;              /* its begin, where it can be read off; NULL */
	const char *record, *record_end; /* without the line end */
	uint32_t line;                   /* on which it begins */
	bool any_high, any_nul;          /* it may hold bytes above 7F; it holds a NUL */
	bool quoted;                     /* a quote stands in it */
	const char *error;
	const char *refused;             /* the character at which a strict parser stops; NULL: the end of input */
	bool no_memory, row_done;
};

/* 0, or -1 when memory is out. */
int csvin_split_open(struct csvin_split *sp, size_t limit) DGPM_MUST_CHECK;
/* Another delimiter than the comma: a tab. */
void csvin_split_delim(struct csvin_split *sp, char delim);
void csvin_split_close(struct csvin_split *sp);
void csvin_split_block(struct csvin_split *sp, const struct csvin_block *b);
enum csvin_what csvin_record(struct csvin_split *sp) DGPM_MUST_CHECK;

/* Line and column (from 1, in characters) of a byte of the current record. */
/*
 * Blanks at the ends of fields are never part of them, of quoted ones neither: for readers of ledgers. Without it they
 * are part of quoted fields alone.
 */
void csvin_trim(struct csvin_split *sp);

void csvin_place(const struct csvin_split *sp, const char *p, uint32_t *line, uint32_t *column);

/*
 * Between csv_block.c, csv_scan.c and csv_record.c.
 */

static inline bool csvin_is_eol(char c)
{
	return c == '\n' || c == '\r';
}

/* How one record ends, by the rules of libcsv's strict mode. */
struct csvin_scan {
	enum csvin_what what; /* CSVIN_END: not to be said without more input */
	const char *end;      /* of a row: its line end, or the end of input */
	const char *error, *refused;
	const char *resume;   /* after an error look for a line end from here on */
};

/* Follow the record that begins at `s`; with `sp`, note where its fields begin. `final`: the input ends at `end`. */
void csvin_scan(struct csvin_scan *r, const char *s, const char *end, char delim, bool final, size_t limit,
		struct csvin_split *sp);

/* The first CR or LF, or NULL. */
const char *csvin_find_eol(const char *p, const char *end);
/* Line ends in [p, end): LF, CR and CRLF each count one. */
uint32_t csvin_count_lines(const char *p, const char *end);
/* Room for `want` bytes; -1 when memory is out. */
int csvin_reserve(char **buf, size_t *cap, size_t want);
void csvin_grow_fields(struct csvin_split *sp);

/* Whether field `n` has room; beyond `keep` they are only counted. */
static inline bool csvin_has_room(struct csvin_split *sp, size_t n)
{
	if (__builtin_expect(n < sp->cap, 1))
		return true;
	if (n < sp->keep)
		csvin_grow_fields(sp);
	return n < sp->cap;
}

#endif
