/* xls: the records freexl passes over ([MS-XLS]). */
#include "book/biff.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	R_FORMULA = 0x0006,
	R_EOF = 0x000a,
	R_DATEMODE = 0x0022,
	R_OBJ = 0x005d,
	R_MULRK = 0x00bd,
	R_NUMBER = 0x0203,
	R_RK = 0x027e,
	R_COLINFO = 0x007d,
	R_BOUNDSHEET = 0x0085,
	R_XF = 0x00e0,
	R_MERGEDCELLS = 0x00e5,
	R_BOOLERR = 0x0205,
	R_STRING = 0x0207,
	R_ROW = 0x0208,
	R_FORMAT = 0x041e,
	R_BOF = 0x0809
};

struct record {
	uint32_t id, n;
	const uint8_t *p;
};

static uint32_t get2(const uint8_t *p)
{
	return (uint32_t)(p[0] | p[1] << 8);
}

static bool next_record(const struct biff *b, size_t *at, struct record *r)
{
	if (b->n - *at < 4)
		return false;
	r->id = get2(b->stream + *at);
	r->n = get2(b->stream + *at + 2);
	if (b->n - *at - 4 < r->n)
		return false;
	r->p = b->stream + *at + 4;
	*at += 4 + (size_t)r->n;
	return true;
}

/* Room for one more, in the arena. */
static void *more(struct dgpm_arena *a, void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	*cap = *cap != 0 ? *cap * 2 : 16;
	return dgpm_arena_grow(a, items, n, *cap, size);
}

/* A text of `n` characters, of one byte each (Latin-1) or two (UTF-16), as UTF-8. */
static struct dgpm_str text_of(struct dgpm_arena *a, const uint8_t *p, size_t room, size_t n, bool wide)
{
	char *s, *o;

	if (n > room / (wide ? 2 : 1))
		n = room / (wide ? 2 : 1);
	s = o = dgpm_arena_alloc(a, n * 3 + 1);
	for (size_t i = 0; i < n; i++) {
		uint32_t c = wide ? get2(p + i * 2) : p[i];

		if (c >= 0xd800 && c <= 0xdbff && i + 1 < n && (get2(p + i * 2 + 2) & 0xfc00) == 0xdc00) {
			c = 0x10000 + ((c & 0x3ff) << 10) + (get2(p + ++i * 2) & 0x3ff);
			*o++ = (char)(0xf0 | c >> 18);
			*o++ = (char)(0x80 | (c >> 12 & 0x3f));
			*o++ = (char)(0x80 | (c >> 6 & 0x3f));
			*o++ = (char)(0x80 | (c & 0x3f));
			continue;
		}
		if (c >= 0xd800 && c <= 0xdfff)
			c = 0xfffd;
		if (c < 0x80) {
			*o++ = (char)c;
		} else if (c < 0x800) {
			*o++ = (char)(0xc0 | c >> 6);
			*o++ = (char)(0x80 | (c & 0x3f));
		} else {
			*o++ = (char)(0xe0 | c >> 12);
			*o++ = (char)(0x80 | (c >> 6 & 0x3f));
			*o++ = (char)(0x80 | (c & 0x3f));
		}
	}
	*o = '\0';
	return (struct dgpm_str){ s, (size_t)(o - s) };
}

static struct biff_cell *add_cell(struct biff *b, struct biff_sheet *s, const uint8_t *p)
{
	s->cells = more(b->arena, s->cells, s->n_cells, &s->cap_cells, sizeof *s->cells);
	s->cells[s->n_cells] = (struct biff_cell){ .row = (uint16_t)get2(p), .column = (uint16_t)get2(p + 2) };
	return &s->cells[s->n_cells++];
}

static struct dgpm_str error_name(uint8_t code)
{
	switch (code) {
	case 0x00:
		return DGPM_STR("#NULL!");
	case 0x07:
		return DGPM_STR("#DIV/0!");
	case 0x0f:
		return DGPM_STR("#VALUE!");
	case 0x17:
		return DGPM_STR("#REF!");
	case 0x1d:
		return DGPM_STR("#NAME?");
	case 0x24:
		return DGPM_STR("#NUM!");
	default:
		return DGPM_STR("#N/A");
	}
}

static void set_flag(struct biff_cell *c, uint8_t value, bool error)
{
	c->kind = error ? DGPM_VALUE_ERROR : DGPM_VALUE_BOOL;
	c->text = error ? error_name(value) : value != 0 ? DGPM_STR("true") : DGPM_STR("false");
}

static enum book_format format_of(const struct biff *b, uint32_t xf)
{
	uint16_t id = xf < b->n_formats ? b->format_ids[xf] : 0;

	for (size_t i = 0; i < b->n_own; i++)
		if (b->own[i].id == id)
			return b->own[i].format;
	return book_format_builtin(id);
}

static void set_number(struct biff *b, struct biff_cell *c, const uint8_t *p, uint32_t xf)
{
	char text[BOOK_NUMBER_ROOM], made[BOOK_NUMBER_ROOM], date[BOOK_NUMBER_ROOM];
	enum book_format format = format_of(b, xf);
	uint64_t bits = 0;
	struct dgpm_str s, day;
	double value;

	for (int i = 7; i >= 0; i--)
		bits = bits << 8 | p[i];
	memcpy(&value, &bits, sizeof value);
	/* The shortest decimal that is this number. */
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	if (!book_number(&s, made, dgpm_str_of(text))) {
		set_flag(c, 0x24, true);
		return;
	}
	c->kind = DGPM_VALUE_NUMBER;
	if (book_is_scaled(format)) {
		s = book_scaled(date, s, format);
		c->scaled = true;
	} else if (format != BOOK_AS_NUMBER && book_date(&day, date, s, format, b->from_1904)) {
		c->kind = memchr(day.s, '-', day.n) != NULL ? DGPM_VALUE_DATE : DGPM_VALUE_TEXT;
		s = day;
	}
	c->text = dgpm_arena_str(b->arena, s);
}

/* Numbers freexl tells, too, but not that their format shows them divided. */
static void read_number(struct biff *b, struct biff_sheet *s, const uint8_t *place, const uint8_t *p, uint32_t xf)
{
	if (book_is_scaled(format_of(b, xf)))
		set_number(b, add_cell(b, s, place), p, xf);
}

/* A number in 30 bits: whole or the upper half of a double, perhaps in hundredths. */
static void read_rk(struct biff *b, struct biff_sheet *s, const uint8_t *place, const uint8_t *p, uint32_t xf)
{
	uint32_t bits = get2(p) | get2(p + 2) << 16;
	uint64_t upper = (uint64_t)(bits & ~3u) << 32;
	uint8_t bytes[8];
	double value;

	if ((bits & 2) != 0)
		value = (double)((int32_t)bits >> 2);
	else
		memcpy(&value, &upper, sizeof value);
	if ((bits & 1) != 0)
		value /= 100;
	memcpy(&upper, &value, sizeof upper);
	for (int i = 0; i < 8; i++)
		bytes[i] = (uint8_t)(upper >> 8 * i);
	read_number(b, s, place, bytes, xf);
}

static void read_rks(struct biff *b, struct biff_sheet *s, const struct record *r)
{
	uint8_t place[4];

	for (size_t i = 0; r->n >= 6 && 4 + 6 * (i + 1) + 2 <= r->n && get2(r->p + 2) + i < 256; i++) {
		uint32_t column = get2(r->p + 2) + (uint32_t)i;

		memcpy(place, r->p, 2);
		place[2] = (uint8_t)column;
		place[3] = (uint8_t)(column >> 8);
		read_rk(b, s, place, r->p + 4 + 6 * i + 2, get2(r->p + 4 + 6 * i));
	}
}

/* True: its text follows in a record of its own. */
static bool read_formula(struct biff *b, struct biff_sheet *s, const struct record *r)
{
	const uint8_t *value = r->p + 6;
	struct biff_cell *c;

	if (r->n < 14)
		return false;
	c = add_cell(b, s, r->p);
	c->formula = true;
	if (get2(value + 6) != 0xffff) {
		set_number(b, c, value, get2(r->p + 4));
		return false;
	}
	if (value[0] == 1 || value[0] == 2)
		set_flag(c, value[2], value[0] == 2);
	return value[0] == 0;
}

static void read_merged(struct biff *b, struct biff_sheet *s, const struct record *r)
{
	size_t n = r->n >= 2 ? get2(r->p) : 0;

	for (size_t i = 0; i < n && 2 + (i + 1) * 8 <= r->n; i++) {
		const uint8_t *p = r->p + 2 + i * 8;
		struct dgpm_merged m = { get2(p) + 1, get2(p + 4) + 1, get2(p + 2) + 1, get2(p + 6) + 1 };

		if (m.last_row < m.first_row || m.last_column < m.first_column || m.last_column > 256)
			continue;
		s->merged = more(b->arena, s->merged, s->n_merged, &s->cap_merged, sizeof *s->merged);
		s->merged[s->n_merged++] = m;
	}
}

static void read_sheet_record(struct biff *b, struct biff_sheet *s, const struct record *r, bool *text_follows)
{
	const uint8_t *p = r->p;
	uint32_t row;

	switch (r->id) {
	case R_FORMULA:
		*text_follows = read_formula(b, s, r);
		break;
	case R_STRING:
		if (*text_follows && b->is_8 && r->n >= 3) {
			struct biff_cell *c = &s->cells[s->n_cells - 1];

			c->text = text_of(b->arena, p + 3, r->n - 3, get2(p), (p[2] & 1) != 0);
			c->kind = c->text.n != 0 ? DGPM_VALUE_TEXT : DGPM_VALUE_NONE;
		}
		*text_follows = false;
		break;
	case R_NUMBER:
		if (r->n >= 14)
			read_number(b, s, p, p + 6, get2(p + 4));
		break;
	case R_RK:
		if (r->n >= 10)
			read_rk(b, s, p, p + 6, get2(p + 4));
		break;
	case R_MULRK:
		read_rks(b, s, r);
		break;
	case R_BOOLERR:
		if (r->n >= 8)
			set_flag(add_cell(b, s, p), p[6], p[7] != 0);
		break;
	case R_MERGEDCELLS:
		read_merged(b, s, r);
		break;
	case R_ROW:
		row = r->n >= 14 ? get2(p) : 0;
		if (r->n >= 14 && (p[12] & 0x20) != 0)
			s->hidden_rows[row / 8] |= (uint8_t)(1 << row % 8);
		break;
	case R_COLINFO:
		if (r->n >= 10 && (p[8] & 1) != 0 && get2(p) < 256)
			book_hide(&s->hidden_columns, b->arena, get2(p) + 1, get2(p + 2) + 1);
		break;
	case R_OBJ:
		/* Neither a comment nor the arrow of a list. */
		if (r->n >= 6 && get2(p) == 0x15 && get2(p + 4) != 0x19 && get2(p + 4) != 0x14)
			s->objects = true;
		break;
	default:
		break;
	}
}

static int cmp_cells(const void *pa, const void *pb)
{
	const struct biff_cell *a = pa, *b = pb;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

/* The records from a sheet's BOF to its EOF; those of charts within it are passed over. */
static void read_sheet(struct biff *b, struct biff_sheet *s)
{
	size_t at = s->offset;
	bool text_follows = false;
	unsigned depth = 0;
	struct record r;

	while (at <= b->n && next_record(b, &at, &r)) {
		depth += r.id == R_BOF;
		depth -= r.id == R_EOF && depth != 0;
		if (depth == 0)
			break;
		if (depth == 1)
			read_sheet_record(b, s, &r, &text_follows);
	}
	if (s->n_cells != 0)
		qsort(s->cells, s->n_cells, sizeof *s->cells, cmp_cells);
}

static void read_global_record(struct biff *b, const struct record *r)
{
	const uint8_t *p = r->p;

	if (r->id == R_DATEMODE && r->n >= 2) {
		b->from_1904 = get2(p) == 1;
	} else if (r->id == R_BOUNDSHEET && r->n >= 6) {
		struct biff_sheet *s = dgpm_arena_array(b->arena, 1, sizeof *s);

		s->offset = get2(p) | get2(p + 2) << 16;
		s->hidden = (p[4] & 3) != 0;
		s->is_chart = p[5] != 0;
		b->sheets = more(b->arena, b->sheets, b->n_sheets, &b->cap_sheets, sizeof *b->sheets);
		b->sheets[b->n_sheets++] = s;
	} else if (r->id == R_XF && r->n >= 4) {
		b->format_ids = more(b->arena, b->format_ids, b->n_formats, &b->cap_formats, sizeof *b->format_ids);
		b->format_ids[b->n_formats++] = (uint16_t)get2(p + 2);
	} else if (r->id == R_FORMAT && r->n >= 5 && b->is_8) {
		struct dgpm_str code = text_of(b->arena, p + 5, r->n - 5, get2(p + 2), (p[4] & 1) != 0);

		b->own = more(b->arena, b->own, b->n_own, &b->cap_own, sizeof *b->own);
		b->own[b->n_own++] = (struct biff_own){ (uint16_t)get2(p), book_format_of(code) };
	}
}

bool biff_open(struct biff *b, struct dgpm_arena *arena, int fd, size_t limit)
{
	struct record r;
	size_t at = 0;

	*b = (struct biff){ .arena = arena };
	b->stream = biff_stream(&b->n, fd, limit);
	if (b->stream == NULL || !next_record(b, &at, &r) || r.id != R_BOF || r.n < 2) {
		biff_close(b);
		return false;
	}
	b->is_8 = get2(r.p) == 0x0600;
	while (next_record(b, &at, &r) && r.id != R_EOF)
		read_global_record(b, &r);
	for (size_t i = 0; i < b->n_sheets; i++)
		read_sheet(b, b->sheets[i]);
	biff_close(b);
	return true;
}

void biff_close(struct biff *b)
{
	free(b->stream);
	b->stream = NULL;
}
