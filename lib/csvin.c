/* CSV in blocks and records. libcsv (strict) is the judge of what a record is; see csvin_record(). */
#include "csvin.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Behind the text of a block stand newlines, so that the splitter may read a word too far and always meets an end. */
#define PAD 16

/*
 * Blocks.
 */

void csvin_open(struct csvin *in, int fd, size_t block, size_t limit)
{
	*in = (struct csvin){ .fd = fd, .block = block, .limit = limit, .line = 1 };
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

static int reserve(char **buf, size_t *cap, size_t want)
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

	if (reserve(&b->s, &b->cap, want + PAD) != 0)
		return -1;
	while (!in->eof && b->n < want) {
		ssize_t k = read(in->fd, b->s + b->n, want - b->n);

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

static bool is_eol(char c)
{
	return c == '\n' || c == '\r';
}

/* A byte loop on purpose: memchr for both ends would run to the end of the block at each call. */
static const char *find_eol(const char *p, const char *end)
{
	while (p < end && !is_eol(*p))
		p++;
	return p < end ? p : NULL;
}

/* Line ends in [p, end): LF, CR and CRLF each count one. */
static uint32_t count_lines(const char *p, const char *end)
{
	typedef uint8_t v16 __attribute__((vector_size(16)));
	size_t n = 0;

	if (p < end && memchr(p, '\r', (size_t)(end - p)) != NULL) {
		for (; p < end; p++)
			n += *p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n'));
		return (uint32_t)n;
	}
	while (end - p >= 16) {
		v16 sum = { 0 };

		/* A comparison gives -1 where it holds; 255 rounds fit a byte. */
		for (int k = 0; k < 255 && end - p >= 16; k++, p += 16) {
			v16 x;

			memcpy(&x, p, 16);
			sum -= (v16)(x == '\n');
		}
		for (int k = 0; k < 16; k++)
			n += sum[k];
	}
	for (; p < end; p++)
		n += *p == '\n';
	return (uint32_t)n;
}

/* How one record ends, by the rules of libcsv's strict mode. */
struct scan {
	enum csvin_what what; /* CSVIN_END: not to be said without more input */
	const char *end;      /* of a row: its line end, or the end of input */
	const char *error, *refused;
	const char *resume;   /* after an error look for a line end from here on */
};

static void grow_fields(struct csvin_split *sp)
{
	size_t cap = sp->cap != 0 ? sp->cap * 2 : 32;
	struct dgpm_str *f = realloc(sp->fields, cap * sizeof *f);
	const char **at;

	if (f != NULL)
		sp->fields = f;
	at = realloc(sp->at, cap * sizeof *at);
	if (at != NULL)
		sp->at = at;
	if (f == NULL || at == NULL)
		sp->no_memory = true;
	else
		sp->cap = cap;
}

/* Whether field `n` has room; beyond `keep` they are only counted. */
static inline bool has_room(struct csvin_split *sp, size_t n)
{
	if (__builtin_expect(n < sp->cap, 1))
		return true;
	if (n < sp->keep)
		grow_fields(sp);
	return n < sp->cap;
}

static void refuse(struct scan *r, enum csvin_what what, const char *error, const char *refused, const char *resume)
{
	*r = (struct scan){ .what = what, .error = error, .refused = refused, .resume = resume };
}

/*
 * Follow the record that begins at `s`. The same as libcsv does with CSV_STRICT | CSV_STRICT_FINI, but it says where
 * things are; libcsv gives no positions. With `sp`, note where each field begins.
 *
 * A quoted field that is left only lines further down, at a quote that cannot close it, is taken for one that was never
 * closed: what follows the line where it was opened is then read again, and one stray quote costs one line.
 */
static void scan_record(struct scan *r, const char *s, const char *end, bool final, size_t limit, struct csvin_split *sp)
{
	enum { BEGIN, PLAIN, QUOTED, CLOSED } state = BEGIN;
	bool over = (size_t)(end - s) > limit, spaces = false;
	const char *stop = over ? s + limit + 1 : end, *open = s, *p;
	size_t n = 0;

	for (p = s; p < stop; p++) {
		char c = *p;

		if (state == QUOTED) {
			p = memchr(p, '"', (size_t)(stop - p));
			if (p == NULL)
				break;
			state = CLOSED;
			spaces = false;
			continue;
		}
		if (is_eol(c)) {
			if (state == BEGIN && sp != NULL && has_room(sp, n))
				sp->at[n] = p;
			r->what = CSVIN_ROW;
			r->end = p;
			return;
		}
		if (c == ',') {
			if (state == BEGIN && sp != NULL && has_room(sp, n))
				sp->at[n] = p;
			n++;
			state = BEGIN;
		} else if (c == ' ' || c == '\t') {
			spaces = true;
		} else if (state == BEGIN) {
			if (sp != NULL && has_room(sp, n))
				sp->at[n] = p;
			open = p;
			state = c == '"' ? QUOTED : PLAIN;
		} else if (state == PLAIN && c == '"') {
			refuse(r, CSVIN_STRAY_QUOTE, p, p, p);
			return;
		} else if (state == CLOSED && c == '"' && !spaces) {
			state = QUOTED;
		} else if (state == CLOSED) {
			if (find_eol(open, p) != NULL)
				refuse(r, CSVIN_OPEN_QUOTE, open, p, open);
			else
				refuse(r, CSVIN_STRAY_QUOTE, p, p, p);
			return;
		}
	}
	if (!over && !final)
		r->what = CSVIN_END;
	else if (state == QUOTED)
		refuse(r, CSVIN_OPEN_QUOTE, open, NULL, open);
	else if (over)
		refuse(r, CSVIN_LONG, s, NULL, stop);
	else {
		if (state == BEGIN && sp != NULL && has_room(sp, n))
			sp->at[n] = end;
		r->what = CSVIN_ROW;
		r->end = end;
	}
}

/*
 * The end of the last whole record in [s, end). Only quotes are looked at one by one: between them a line end is the
 * end of a record. *open: where the record begins that is not whole.
 */
static const char *find_cut(const char *s, const char *end, size_t limit)
{
	const char *pos = s;

	for (;;) {
		const char *q = pos < end ? memchr(pos, '"', (size_t)(end - pos)) : NULL, *eol;
		struct scan r;

		if (q == NULL) {
			for (q = end; q > pos && !is_eol(q[-1]);)
				q--;
			return q;
		}
		while (q > pos && !is_eol(q[-1]))
			q--;
		scan_record(&r, q, end, false, limit, NULL);
		if (r.what == CSVIN_END)
			return q;
		eol = r.what == CSVIN_ROW ? r.end : find_eol(r.resume, end);
		if (eol == NULL)
			return q;
		pos = eol + 1;
	}
}

/* Throw away the rest of an overlong line; its line end stays, as an empty line. */
static int skip_line(struct csvin *in, struct csvin_block *b)
{
	const char *eol;

	while ((eol = find_eol(b->s, b->s + b->n)) == NULL && !in->eof) {
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
	if (reserve(&in->rest, &in->cap_rest, in->n_rest) != 0)
		return -1;
	if (in->n_rest != 0)
		memcpy(in->rest, b->s + from, in->n_rest);
	b->n = cut;
	return 0;
}

int csvin_next(struct csvin *in, struct csvin_block *b)
{
	if (reserve(&b->s, &b->cap, in->n_rest + in->block + PAD) != 0)
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
		cut = (size_t)(find_cut(b->s, b->s + n, in->limit) - b->s);
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
	in->line += count_lines(b->s, b->s + b->n);
	return 1;
}

/*
 * Records.
 */

static int parser_open(struct csv_parser *p)
{
	if (csv_init(p, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return -1;
	csv_set_blk_size(p, 4096);
	return 0;
}

int csvin_split_open(struct csvin_split *sp, size_t limit)
{
	*sp = (struct csvin_split){ .limit = limit, .keep = SIZE_MAX };
	return parser_open(&sp->parser);
}

void csvin_split_close(struct csvin_split *sp)
{
	csv_free(&sp->parser);
	free(sp->text);
	free(sp->fields);
	free(sp->at);
}

void csvin_split_block(struct csvin_split *sp, const struct csvin_block *b)
{
	sp->p = b->s;
	sp->end = b->s + b->n;
	sp->next_line = b->line;
}

static inline void add_field(struct csvin_split *sp, size_t n, const char *s, const char *e)
{
	if (s < e && ((unsigned char)*s <= ' ' || (unsigned char)e[-1] <= ' ')) {
		while (s < e && (*s == ' ' || *s == '\t'))
			s++;
		while (s < e && (e[-1] == ' ' || e[-1] == '\t'))
			e--;
	}
	if (has_room(sp, n)) {
		sp->fields[n] = (struct dgpm_str){ s, (size_t)(e - s) };
		sp->at[n] = s;
	}
}

static inline uint64_t load_word(const char *p)
{
	uint64_t x;

	memcpy(&x, p, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	x = __builtin_bswap64(x);
#endif
	return x;
}

/*
 * The record at sp->p, when its line holds no quote: eight bytes at a time, stopping at bytes below '-', among which are
 * comma, quote, CR, LF and NUL, and which are rare in the fields of a ledger. False: there is a quote.
 */
static bool split_plain(struct csvin_split *sp)
{
	const uint64_t ones = 0x0101010101010101u, tops = ones << 7;
	const char *field = sp->p;
	uint64_t high = 0;
	size_t n = 0;

	sp->any_nul = false;
	for (const char *w = sp->p;; w += 8) {
		uint64_t x = load_word(w);
		uint64_t low = ~((x & ~tops) + ones * (0x80 - '-')) & ~x & tops;

		for (; low != 0; low &= low - 1) {
			int bit = __builtin_ctzll(low) - 7;
			const char *c = w + (bit >> 3);

			if (*c == ',') {
				add_field(sp, n++, field, c);
				field = c + 1;
			} else if (is_eol(*c)) {
				add_field(sp, n++, field, c);
				sp->any_high = ((high | (x & (((uint64_t)1 << bit) - 1))) & tops) != 0;
				sp->n = n;
				sp->record_end = c;
				return true;
			} else if (*c == '"') {
				return false;
			} else if (*c == '\0') {
				sp->any_nul = true;
			}
		}
		high |= x;
	}
}

static void on_field(void *s, size_t n, void *ctx)
{
	struct csvin_split *sp = ctx;

	if (has_room(sp, sp->n)) {
		char *to = sp->text + sp->n_text;

		if (n != 0)
			memcpy(to, s, n);
		sp->fields[sp->n] = (struct dgpm_str){ to, n };
		sp->n_text += n;
	}
	sp->n++;
}

static void on_row(int c, void *ctx)
{
	(void)c;
	((struct csvin_split *)ctx)->row_done = true;
}

/* The record [record, record_end) through libcsv. */
static enum csvin_what split_libcsv(struct csvin_split *sp)
{
	size_t n = (size_t)(sp->record_end - sp->record), done;

	if (reserve(&sp->text, &sp->cap_text, n + 1) != 0)
		return CSVIN_NO_MEMORY;
	sp->n = sp->n_text = 0;
	sp->row_done = false;
	sp->any_high = true;
	sp->any_nul = memchr(sp->record, '\0', n) != NULL;
	done = csv_parse(&sp->parser, sp->record, n, on_field, on_row, sp);
	if (done == n) {
		csv_parse(&sp->parser, "\n", 1, on_field, on_row, sp);
		return CSVIN_ROW;
	}
	/* Not met in any test: scan_record() was of another mind. libcsv is right. */
	if (csv_error(&sp->parser) != CSV_EPARSE)
		return CSVIN_NO_MEMORY;
	sp->error = sp->refused = sp->record + done;
	csv_free(&sp->parser);
	return parser_open(&sp->parser) == 0 ? CSVIN_STRAY_QUOTE : CSVIN_NO_MEMORY;
}

/* Go on behind the line end at `eol`. */
static void go_on(struct csvin_split *sp, const char *eol)
{
	if (eol == NULL || eol >= sp->end) {
		sp->next_line += count_lines(sp->p, sp->end);
		sp->p = sp->end;
		return;
	}
	eol += *eol == '\r' && eol + 1 < sp->end && eol[1] == '\n' ? 2 : 1;
	sp->next_line += count_lines(sp->p, eol);
	sp->p = eol;
}

/* A record in whose line a quote stands. */
static enum csvin_what split_quoted(struct csvin_split *sp)
{
	enum csvin_what what;
	struct scan r;

	scan_record(&r, sp->p, sp->end, true, sp->limit, sp);
	if (r.what != CSVIN_ROW) {
		sp->record_end = sp->error = r.error;
		sp->refused = r.refused;
		go_on(sp, find_eol(r.resume < sp->end ? r.resume : sp->end, sp->end));
		return sp->no_memory ? CSVIN_NO_MEMORY : r.what;
	}
	sp->record_end = r.end;
	what = split_libcsv(sp);
	go_on(sp, r.end);
	return sp->no_memory ? CSVIN_NO_MEMORY : what;
}

/*
 * A line without a quote means the same to libcsv and to split_plain(), so that it need not pass through libcsv; with a
 * quote it does. tests/unit/test_csvin.c and tests/fuzz/fuzz_csv.c hold both against libcsv over the whole input.
 */
enum csvin_what csvin_record(struct csvin_split *sp)
{
	while (sp->p < sp->end) {
		enum csvin_what what;

		sp->record = sp->p;
		sp->line = sp->next_line;
		if (sp->libcsv_only || !split_plain(sp)) {
			what = split_quoted(sp);
			if (what != CSVIN_ROW || sp->row_done)
				return what;
			continue; /* libcsv drops lines of nothing but spaces */
		}
		if (__builtin_expect(sp->record_end < sp->end, 1)) {
			sp->p = sp->record_end + 1;
			sp->p += *sp->record_end == '\r' && sp->p < sp->end && *sp->p == '\n';
		} else {
			sp->p = sp->end;
		}
		sp->next_line++;
		if (sp->no_memory)
			return CSVIN_NO_MEMORY;
		if ((size_t)(sp->record_end - sp->record) > sp->limit) {
			sp->error = sp->record;
			sp->refused = NULL;
			return CSVIN_LONG;
		}
		if (sp->n > 1 || sp->fields[0].n != 0)
			return CSVIN_ROW;
	}
	return CSVIN_END;
}

void csvin_place(const struct csvin_split *sp, const char *p, uint32_t *line, uint32_t *column)
{
	const char *begin = sp->record;

	*line = sp->line;
	for (const char *q = sp->record; q < p; q++) {
		if (*q == '\n' || (*q == '\r' && q[1] != '\n')) {
			++*line;
			begin = q + 1;
		}
	}
	*column = 1;
	for (const char *q = begin; q < p; q++)
		*column += ((unsigned char)*q & 0xC0) != 0x80;
}
