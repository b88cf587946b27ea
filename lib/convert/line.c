/* Ledger rows as text: put one behind the other, and written by large pieces. */
#include "convert/context.h"

#define PIECE ((size_t)64 << 10)

/* Room for `n` more bytes: what is put then is not asked for each time. */
static char *room(struct convert_lines *l, size_t n)
{
	if (l->cap - l->n < n || l->s == NULL) {
		l->cap = l->n + n + PIECE;
		l->s = dgpm_arena_grow(l->arena, l->s, l->n, l->cap, 1);
		l->has_shared = false;
	}
	return l->s + l->n;
}

/* Whether a byte of two words is what a cell cannot have as it is: comma, quote, line ends. */
static inline bool has_special(uint64_t a, uint64_t b)
{
	typedef uint64_t v2 __attribute__((vector_size(16)));
	typedef uint8_t v16 __attribute__((vector_size(16)));
	v16 x = (v16)(v2){ a, b };
	v2 found = (v2)((v16)(x == ',') | (v16)(x == '"') | (v16)(x == '\n') | (v16)(x == '\r'));

	return (found[0] | found[1]) != 0;
}

static inline uint64_t word_at(const char *s)
{
	uint64_t word;

	memcpy(&word, s, sizeof word);
	return word;
}

static bool is_plain(struct dgpm_str cell)
{
	const char *end = cell.s + cell.n;

	if (cell.s[0] == ' ' || end[-1] == ' ')
		return false;
	if (cell.n >= 8) {
		for (const char *s = cell.s; end - s > 16; s += 16)
			if (has_special(word_at(s), word_at(s + 8)))
				return false;
		return !has_special(word_at(cell.n > 16 ? end - 16 : cell.s), word_at(end - 8));
	}
	for (const char *s = cell.s; s < end; s++)
		if (*s == ',' || *s == '"' || *s == '\n' || *s == '\r')
			return false;
	return true;
}

/* RFC 4180; a line break in a cell becomes a space, so that a row is a line. */
static char *put_special(char *p, struct dgpm_str cell)
{
	bool quote = cell.s[0] == ' ' || cell.s[cell.n - 1] == ' ' || memchr(cell.s, ',', cell.n) != NULL ||
		     memchr(cell.s, '"', cell.n) != NULL;

	if (quote)
		*p++ = '"';
	for (size_t i = 0; i < cell.n; i++) {
		if (cell.s[i] == '\r' && i + 1 < cell.n && cell.s[i + 1] == '\n')
			continue;
		if (cell.s[i] == '"')
			*p++ = '"';
		*p++ = cell.s[i] == '\n' || cell.s[i] == '\r' ? ' ' : cell.s[i];
	}
	if (quote)
		*p++ = '"';
	return p;
}

/* A cell and what follows it. */
static void put_cell(struct convert_lines *l, struct dgpm_str cell, char next)
{
	char *p = room(l, 2 * cell.n + 3);

	if (cell.n != 0 && is_plain(cell)) {
		memcpy(p, cell.s, cell.n);
		p += cell.n;
	} else if (cell.n != 0) {
		p = put_special(p, cell);
	}
	*p++ = next;
	l->n = (size_t)(p - l->s);
}

char *convert_put_number(char *p, uint64_t n)
{
	char digits[20];
	size_t i = sizeof digits;

	do {
		digits[--i] = (char)('0' + n % 10);
		n /= 10;
	} while (n != 0);
	memcpy(p, digits + i, sizeof digits - i);
	return p + (sizeof digits - i);
}

/* Of a place all but the cell or the line, which stand behind the last '!', is the same for the sheet. */
static void make_head(struct convert_file *f, struct convert_place at)
{
	struct convert_lines *l = &f->got.lines;
	const char *text = convert_place_text(&f->in, f->in.arena, at);

	l->head = (struct dgpm_str){ text, (size_t)(strrchr(text, '!') - text) + 1 };
	l->head_is_plain = is_plain(l->head);
	l->head_of = f->sheet.number;
}

static void put_place(struct convert_file *f, struct convert_place at)
{
	struct convert_lines *l = &f->got.lines;
	char name[8], *p;

	if (f->in.json != NULL) {
		put_cell(l, dgpm_str_of(convert_place_text(&f->in, f->in.scratch, at)), ',');
		return;
	}
	if (l->head.s == NULL || l->head_of != f->sheet.number)
		make_head(f, at);
	if (!l->head_is_plain) {
		put_cell(l, dgpm_str_of(convert_place_text(&f->in, f->in.scratch, at)), ',');
		return;
	}
	p = room(l, l->head.n + sizeof name + 22);
	memcpy(p, l->head.s, l->head.n);
	p += l->head.n;
	if (at.line == 0) {
		dgpm_column_name(name, at.column != 0 ? at.column : 1);
		for (const char *c = name; *c != '\0'; c++)
			*p++ = *c;
	}
	p = convert_put_number(p, at.line != 0 ? at.line : at.row);
	*p++ = ',';
	l->n = (size_t)(p - l->s);
}

/* Texts that did not move are the same: they stay where they are until the next row of the sheet. */
static bool is_shared(const struct convert_lines *l, const struct dgpm_str values[PF_COUNT])
{
	if (!l->has_shared)
		return false;
	for (int i = 0; i < PF_STAGE; i++)
		if (l->shared[i].s != values[i].s || l->shared[i].n != values[i].n)
			return false;
	return true;
}

/* Year, project, organization, account and expense. */
static void put_shared(struct convert_lines *l, const struct dgpm_str values[PF_COUNT])
{
	/* What was written last still stands there, also behind the end. */
	(void)room(l, l->n_shared);
	if (is_shared(l, values)) {
		memmove(l->s + l->n, l->s + l->shared_at, l->n_shared);
		l->shared_at = l->n;
		l->n += l->n_shared;
		return;
	}
	l->shared_at = l->n;
	l->has_shared = true;
	for (int i = 0; i < PF_STAGE; i++)
		put_cell(l, values[i], ',');
	l->n_shared = l->n - l->shared_at;
	memcpy(l->shared, values, sizeof l->shared);
}

/* Of sheets of several years each year is for itself. */
static uint64_t key_of(struct convert_file *f, const struct dgpm_str values[PF_COUNT], int32_t rank)
{
	char text[DGPM_INT_BUF];
	struct dgpm_str year;
	uint64_t key;

	if (!is_shared(&f->got.lines, values))
		f->got.lines.hash = convert_hash_one(values, PF_STAGE);
	key = convert_hash_more(f->got.lines.hash, values + PF_STAGE, PF_NOTE - PF_STAGE);
	if (f->in.p->repeats != REPEATS_LATEST)
		return key;
	year = dgpm_str_of(dgpm_int_format(text, rank, 0));
	return convert_hash_more(key, &year, 1);
}

uint64_t convert_line_begin(struct convert_file *f, const struct dgpm_str values[PF_COUNT], dgpm_yen yen, int32_t rank)
{
	struct convert_lines *l = &f->got.lines;
	uint64_t key = key_of(f, values, rank);
	char *p;

	convert_first_near(&f->keep.firsts, key);
	l->begin = l->n;
	put_shared(l, values);
	put_cell(l, values[PF_STAGE], ',');
	p = room(l, DGPM_INT_BUF + 1);
	if (yen < 0)
		*p++ = '-';
	p = convert_put_number(p, yen < 0 ? 0 - (uint64_t)yen : (uint64_t)yen);
	*p++ = ',';
	l->n = (size_t)(p - l->s);
	return key;
}

void convert_line_end(struct convert_file *f, struct dgpm_str item, struct convert_place at, struct dgpm_str note)
{
	put_cell(&f->got.lines, item, ',');
	put_place(f, at);
	put_cell(&f->got.lines, note, f->in.p->n_extra != 0 ? ',' : '\n');
	for (size_t i = 0; i < f->in.p->n_extra; i++)
		put_cell(&f->got.lines, f->row.extra[i], i + 1 < f->in.p->n_extra ? ',' : '\n');
}

struct dgpm_str convert_line_last(const struct convert_file *f)
{
	return (struct dgpm_str){ f->got.lines.s + f->got.lines.begin, f->got.lines.n - f->got.lines.begin };
}

void convert_line_write(struct convert_file *f, bool all)
{
	if (!all && f->got.lines.n < PIECE)
		return;
	if (f->in.out != NULL)
		convert_write_rows(f->in.out, f->got.lines.s, f->got.lines.n, f->in.excel);
	f->got.lines.n = f->got.lines.begin = 0;
}
