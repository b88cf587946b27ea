/* CSV: the records of a block. libcsv (strict) is the judge of what a record is; see csvin_record(). */
#include "io/csv.h"

#include <stdlib.h>

static int parser_open(struct csv_parser *p)
{
	if (csv_init(p, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return -1;
	csv_set_blk_size(p, 4096);
	return 0;
}

int csvin_split_open(struct csvin_split *sp, size_t limit)
{
	*sp = (struct csvin_split){ .limit = limit, .keep = SIZE_MAX, .delim = ',' };
	return parser_open(&sp->parser);
}

void csvin_split_delim(struct csvin_split *sp, char delim)
{
	sp->delim = delim;
	csv_set_delim(&sp->parser, (unsigned char)delim);
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
	sp->before = NULL;
}

static inline void add_field(struct csvin_split *sp, size_t n, const char *s, const char *e)
{
	if (s < e && ((unsigned char)*s <= ' ' || (unsigned char)e[-1] <= ' ')) {
		while (s < e && (*s == ' ' || *s == '\t'))
			s++;
		while (s < e && (e[-1] == ' ' || e[-1] == '\t'))
			e--;
	}
	if (csvin_has_room(sp, n)) {
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
 * Rows of a ledger begin as the row before, whose fields are still there: those that lie in what both have in common
 * are taken over. How many they are. The last field of all is never one of them: only a delimiter ends a field here.
 */
static inline size_t read_off(struct csvin_split *sp)
{
	const char *a = sp->before, *b = sp->p;
	size_t most = (size_t)(sp->record_end - a), common = 0, n = 0, kept = sp->n < sp->cap ? sp->n : sp->cap;
	uint64_t differ = 0;

	/* Both end in a line end or in the newlines behind the block, and neither has one before. */
	while (common < most && (differ = load_word(a + common) ^ load_word(b + common)) == 0)
		common += 8;
	if (differ != 0)
		common += (size_t)__builtin_ctzll(differ) >> 3;
	if (common > most)
		common = most;
	while (n + 1 < kept && sp->fields[n + 1].s <= a + common)
		n++;
	for (size_t i = 0; i < n; i++) {
		sp->fields[i].s += b - a;
		sp->at[i] += b - a;
	}
	return n;
}

/*
 * The record at sp->p, when its line holds no quote: eight bytes at a time, stopping at bytes below '-', among which
 * are comma, quote, CR, LF and NUL, and which are rare in the fields of a ledger. False: there is a quote.
 */
static bool split_plain(struct csvin_split *sp)
{
	const uint64_t ones = 0x0101010101010101u, tops = ones << 7;
	const char *field = sp->p, delim = sp->delim;
	uint64_t high = 0;
	size_t n = 0;

	if (sp->before != NULL && (n = read_off(sp)) != 0) {
		field = sp->p + (sp->fields[n].s - sp->before);
		high = sp->any_high ? tops : 0;
	}
	sp->same = n;
	sp->any_nul = false;
	for (const char *w = field;; w += 8) {
		uint64_t x = load_word(w);
		uint64_t low = ~((x & ~tops) + ones * (0x80 - '-')) & ~x & tops;

		for (; low != 0; low &= low - 1) {
			int bit = __builtin_ctzll(low) - 7;
			const char *c = w + (bit >> 3);

			if (*c == delim) {
				add_field(sp, n++, field, c);
				field = c + 1;
			} else if (csvin_is_eol(*c)) {
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

	if (csvin_has_room(sp, sp->n)) {
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

	if (csvin_reserve(&sp->text, &sp->cap_text, n + 1) != 0)
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
	/* Not met in any test: csvin_scan() was of another mind. libcsv is right. */
	if (csv_error(&sp->parser) != CSV_EPARSE)
		return CSVIN_NO_MEMORY;
	sp->error = sp->refused = sp->record + done;
	csv_free(&sp->parser);
	if (parser_open(&sp->parser) != 0)
		return CSVIN_NO_MEMORY;
	csv_set_delim(&sp->parser, (unsigned char)sp->delim);
	return CSVIN_STRAY_QUOTE;
}

/* Go on behind the line end at `eol`. */
static void go_on(struct csvin_split *sp, const char *eol)
{
	if (eol == NULL || eol >= sp->end) {
		sp->next_line += csvin_count_lines(sp->p, sp->end);
		sp->p = sp->end;
		return;
	}
	eol += *eol == '\r' && eol + 1 < sp->end && eol[1] == '\n' ? 2 : 1;
	sp->next_line += csvin_count_lines(sp->p, eol);
	sp->p = eol;
}

/* A record in whose line a quote stands. */
static enum csvin_what split_quoted(struct csvin_split *sp)
{
	enum csvin_what what;
	struct csvin_scan r;

	csvin_scan(&r, sp->p, sp->end, sp->delim, true, sp->limit, sp);
	if (r.what != CSVIN_ROW) {
		sp->record_end = sp->error = r.error;
		sp->refused = r.refused;
		go_on(sp, csvin_find_eol(r.resume < sp->end ? r.resume : sp->end, sp->end));
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
		sp->quoted = false;
		if (sp->libcsv_only || !split_plain(sp)) {
			sp->quoted = true;
			sp->before = NULL;
			sp->same = 0;
			what = split_quoted(sp);
			if (what != CSVIN_ROW || sp->row_done)
				return what;
			continue; /* libcsv drops lines of nothing but spaces */
		}
		sp->before = sp->any_nul ? NULL : sp->record;
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

void csvin_trim(struct csvin_split *sp)
{
	for (size_t i = 0; sp->quoted && i < sp->n && csvin_has_room(sp, i); i++) {
		struct dgpm_str *s = &sp->fields[i];

		for (; s->n != 0 && (s->s[0] == ' ' || s->s[0] == '\t'); s->n--)
			s->s++;
		while (s->n != 0 && (s->s[s->n - 1] == ' ' || s->s[s->n - 1] == '\t'))
			s->n--;
	}
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
