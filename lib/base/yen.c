/* Money: checked sums, amounts as ministries write them, rounding. */
#include "base/yen.h"
#include "base/wide.h"

#include <utf8proc.h>

static const struct {
	const char *name, *name_ja;
	dgpm_yen yen;
	size_t zeros;
} units[] = {
	[DGPM_UNIT_YEN] = { "yen", "円", 1, 0 },
	[DGPM_UNIT_THOUSAND] = { "thousand", "千円", 1000, 3 },
	[DGPM_UNIT_MILLION] = { "million", "百万円", 1000000, 6 },
	[DGPM_UNIT_OKU] = { "oku", "億円", 100000000, 8 },
	/* What sheets say too. */
	[DGPM_UNIT_10] = { NULL, "十円", 10, 1 },
	[DGPM_UNIT_100] = { NULL, "百円", 100, 2 },
	[DGPM_UNIT_MAN] = { NULL, "万円", 10000, 4 },
	[DGPM_UNIT_10_MAN] = { NULL, "十万円", 100000, 5 },
	[DGPM_UNIT_1000_MAN] = { NULL, "千万円", 10000000, 7 },
	[DGPM_UNIT_10_OKU] = { NULL, "十億円", 1000000000, 9 },
	[DGPM_UNIT_100_OKU] = { NULL, "百億円", 10000000000, 10 },
	[DGPM_UNIT_1000_OKU] = { NULL, "千億円", 100000000000, 11 },
	[DGPM_UNIT_CHO] = { NULL, "兆円", 1000000000000, 12 },
};

bool dgpm_yen_add(dgpm_yen *sum, dgpm_yen a, dgpm_yen b)
{
	dgpm_yen result;

	if (__builtin_add_overflow(a, b, &result))
		return false;
	*sum = result;
	return true;
}

bool dgpm_yen_sub(dgpm_yen *diff, dgpm_yen a, dgpm_yen b)
{
	dgpm_yen result;

	if (__builtin_sub_overflow(a, b, &result))
		return false;
	*diff = result;
	return true;
}

dgpm_yen dgpm_unit_yen(enum dgpm_unit unit)
{
	return units[unit].yen;
}

const char *dgpm_unit_name_ja(enum dgpm_unit unit)
{
	return units[unit].name_ja;
}

bool dgpm_unit_parse(enum dgpm_unit *out, struct dgpm_str text)
{
	for (size_t i = 0; i <= DGPM_UNIT_OKU; i++)
		if (dgpm_str_is(text, units[i].name) || dgpm_str_is(text, units[i].name_ja)) {
			*out = (enum dgpm_unit)i;
			return true;
		}
	return false;
}

static bool unit_of_zeros(enum dgpm_unit *out, size_t zeros)
{
	for (size_t i = 0; i < DGPM_COUNT(units); i++)
		if (units[i].zeros == zeros) {
			*out = (enum dgpm_unit)i;
			return true;
		}
	return false;
}

/* The cell being read, one character ahead. */
struct reader {
	const char *p, *end;
	int32_t c;    /* the character, full-width forms as ASCII; 0 at the end, -1 for what cannot be in an amount */
	size_t bytes; /* of it */
};

/* Full-width forms as their ASCII ones, and the signs that mean the same as one. */
static int32_t plain_form(int32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e) /* ！ ... ～, which holds digits, comma, point, minus, parentheses */
		return c - 0xff01 + '!';
	switch (c) {
	case 0x3000: /* ideographic space */
	case 0xa0:
		return ' ';
	case 0x2212: /* − */
		return '-';
	case 0xa5:   /* ¥ */
	case 0xffe5: /* ￥ */
		return '\\';
	default:
		return c;
	}
}

static void look(struct reader *r)
{
	size_t left = (size_t)(r->end - r->p);
	utf8proc_int32_t c;
	utf8proc_ssize_t got;

	r->bytes = left != 0;
	r->c = left != 0 ? (unsigned char)*r->p : 0;
	if (r->c == 0 && left != 0)
		r->c = -1; /* a NUL is no end */
	if (r->c < 0x80)
		return;
	got = utf8proc_iterate((const utf8proc_uint8_t *)r->p, left < 4 ? (utf8proc_ssize_t)left : 4, &c);
	r->bytes = got > 0 ? (size_t)got : 1;
	r->c = got > 0 ? plain_form(c) : -1;
}

static void step(struct reader *r)
{
	r->p += r->bytes;
	look(r);
}

static bool take(struct reader *r, int32_t c)
{
	if (r->c != c)
		return false;
	step(r);
	return true;
}

static void skip_spaces(struct reader *r)
{
	while (r->c == ' ' || (r->c >= '\t' && r->c <= '\r'))
		step(r);
}

static bool take_minus(struct reader *r)
{
	bool minus = take(r, '-') || take(r, 0x25b3) /* △ */ || take(r, 0x25b2) /* ▲ */;

	skip_spaces(r);
	return minus;
}

/* 千, 百, 十 behind a number; 万, 億, 兆 behind that: the zeros they add. */
static size_t take_small(struct reader *r)
{
	return take(r, 0x5343) ? 3 : take(r, 0x767e) ? 2 : take(r, 0x5341) ? 1 : 0;
}

static size_t take_large(struct reader *r)
{
	return take(r, 0x4e07) ? 4 : take(r, 0x5104) ? 8 : take(r, 0x5146) ? 12 : 0;
}

static bool take_yen(struct reader *r)
{
	skip_spaces(r);
	return take(r, 0x5186);
}

/* One of the marks that tables put where there is nothing to say. */
static bool is_nothing_mark(int32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) /* ‐ ... ― */ || c == 0x2500 /* ─ */ ||
	       c == 0x30fc /* ー */;
}

/* The digits of an amount; how many yen they are depends on the unit, which comes after them. */
struct digits {
	uwide whole, part;
	size_t n_part;  /* digits of part, without zeros at the end */
	size_t zeros;	/* that 千, 万 and the like add */
	bool scaled;	/* they are there: 12万; `whole` may be of several such terms, 1億2,000万 */
	bool large;	/* 万, 億 or 兆 among them */
	bool too_large, too_fine;
};

static bool is_digit(int32_t c)
{
	return c >= '0' && c <= '9';
}

static unsigned digit_of(int32_t c)
{
	return (unsigned)c - '0';
}

/* false when it is not a number: groups that are not of three, a point without digits on both sides. */
static bool take_digits(struct reader *r, struct digits *d)
{
	size_t group = 0;
	bool grouped = false;
	size_t zeros = 0;

	for (;; step(r)) {
		if (is_digit(r->c)) {
			d->whole = d->whole * 10 + digit_of(r->c);
			if (d->whole >> 64 != 0) {
				d->too_large = true;
				d->whole = 0;
			}
			group++;
		} else if (r->c == ',' && group != 0 && (grouped ? group == 3 : group <= 3)) {
			grouped = true;
			group = 0;
		} else {
			break;
		}
	}
	if (group == 0 || (grouped && group != 3))
		return false;
	if (!take(r, '.'))
		return true;
	if (!is_digit(r->c))
		return false;
	for (; is_digit(r->c); step(r)) {
		if (r->c == '0') {
			zeros++;
			continue;
		}
		if (d->n_part + zeros >= 12) { /* finer than a yen in the largest unit */
			d->too_fine = true;
			continue;
		}
		for (zeros++; zeros > 0; zeros--, d->n_part++)
			d->part *= 10;
		d->part += digit_of(r->c);
	}
	return true;
}

static uwide power_of_ten(size_t n)
{
	uwide p = 1;

	while (n-- != 0)
		p *= 10;
	return p;
}

/*
 * A number, and what is written behind it: 12, 1.5億, 1億2,000万, 3千5百万. Of several terms each is whole and smaller in
 * kind than the one before. False when it is none.
 */
static bool take_terms(struct reader *r, struct digits *d)
{
	size_t last_small = 4, last_large = 16;
	uwide sum = 0, section = 0;

	for (bool first = true;; first = false) {
		struct digits one = { 0 };
		size_t small, large;

		if (!take_digits(r, &one))
			return false;
		skip_spaces(r);
		small = take_small(r);
		large = take_large(r);
		skip_spaces(r);
		if (first && !is_digit(r->c)) {
			*d = one;
			d->zeros = small + large;
			d->scaled = d->zeros != 0;
			d->large = large != 0;
			return true;
		}
		if (one.n_part != 0 || one.too_fine || small >= last_small || large >= last_large ||
		    (first && small + large == 0))
			return false;
		d->too_large |= one.too_large;
		d->large |= large != 0;
		section += one.whole * power_of_ten(small);
		last_small = small;
		if (large != 0) {
			sum += section * power_of_ten(large);
			section = 0;
			last_large = large;
			last_small = 4;
		}
		if (!is_digit(r->c))
			break;
		if (small + large == 0)
			return false;
	}
	d->whole = sum + section;
	d->scaled = true;
	return true;
}

/* Digits alone, as machines write them. False: it may be an amount all the same. */
static bool parse_digits(dgpm_yen *out, struct dgpm_str cell, enum dgpm_unit unit)
{
	dgpm_yen sum = 0;

	if (cell.n > 18)
		return false;
	for (size_t i = 0; i < cell.n; i++) {
		unsigned digit = (unsigned char)cell.s[i] - (unsigned)'0';

		if (digit > 9)
			return false;
		sum = sum * 10 + digit;
	}
	if (__builtin_mul_overflow(sum, units[unit].yen, &sum))
		return false;
	*out = sum;
	return true;
}

/* What stands behind the number: 円, or nothing, where 12千 is no amount and 12万 one only where yen are meant. */
static bool take_unit(struct reader *r, struct digits *d, enum dgpm_unit *unit, bool *has_unit)
{
	bool yen = take_yen(r);

	*has_unit = yen || d->scaled;
	if (d->scaled && !yen && (!d->large || *unit != DGPM_UNIT_YEN))
		return false;
	if (yen)
		*unit = DGPM_UNIT_YEN;
	skip_spaces(r);
	return true;
}

enum dgpm_cell dgpm_yen_parse(dgpm_yen *out, struct dgpm_str cell, enum dgpm_unit unit)
{
	struct reader r = { .p = cell.s, .end = cell.n != 0 ? cell.s + cell.n : cell.s };
	struct digits d = { 0 };
	bool paren, minus, has_unit, yen_sign;
	size_t zeros;
	uwide yen, limit;

	if (cell.n == 0)
		return DGPM_CELL_NO_VALUE;
	if (parse_digits(out, cell, unit))
		return DGPM_CELL_AMOUNT;
	look(&r);
	skip_spaces(&r);
	if (r.c == 0)
		return DGPM_CELL_NO_VALUE;
	if (is_nothing_mark(r.c)) {
		struct reader after = r;

		step(&after);
		skip_spaces(&after);
		if (after.c == 0)
			return DGPM_CELL_NO_VALUE;
	}
	paren = take(&r, '(');
	skip_spaces(&r);
	minus = take_minus(&r);
	yen_sign = take(&r, '\\');
	if (yen_sign) {
		skip_spaces(&r);
		if (!minus)
			minus = take_minus(&r); /* spreadsheets write ¥-1,200 */
	}
	if (!take_terms(&r, &d))
		return DGPM_CELL_BAD;
	/* (1,200)千円: the unit may stand behind the bracket. */
	if (paren && r.c == ')' && !d.scaled) {
		step(&r);
		skip_spaces(&r);
		paren = false;
		if (minus)
			return DGPM_CELL_BAD;
		minus = true;
		d.zeros = take_small(&r);
		zeros = take_large(&r);
		d.large = zeros != 0;
		d.zeros += zeros;
		d.scaled = d.zeros != 0;
	}
	if (!take_unit(&r, &d, &unit, &has_unit))
		return DGPM_CELL_BAD;
	if (paren) {
		if (minus || !take(&r, ')'))
			return DGPM_CELL_BAD;
		minus = true;
		skip_spaces(&r);
	}
	if (r.c != 0)
		return DGPM_CELL_BAD;
	if (yen_sign && !has_unit && unit != DGPM_UNIT_YEN)
		return DGPM_CELL_YEN_SIGN;
	zeros = d.zeros + units[unit].zeros;
	if (d.too_fine || d.n_part > zeros)
		return DGPM_CELL_FRACTION;
	yen = d.whole * power_of_ten(zeros) + d.part * power_of_ten(zeros - d.n_part);
	limit = (uwide)INT64_MAX + (minus ? 1 : 0);
	if (d.too_large || yen > limit)
		return DGPM_CELL_OVERFLOW;
	*out = minus ? (dgpm_yen)(0 - (uint64_t)yen) : (dgpm_yen)yen;
	return DGPM_CELL_AMOUNT;
}

/* 100, 1,000 or 百 in front of 円: nothing but a one and its zeros. */
static bool take_factor(struct reader *r, size_t *zeros)
{
	struct digits d = { 0 };
	bool digits = is_digit(r->c);

	*zeros = 0;
	if (digits && (!take_digits(r, &d) || d.n_part != 0 || d.too_large || d.whole == 0))
		return false;
	if (!digits)
		d.whole = 1;
	for (; d.whole % 10 == 0; d.whole /= 10)
		++*zeros;
	*zeros += take_small(r);
	*zeros += take_large(r);
	return d.whole == 1;
}

bool dgpm_unit_said(enum dgpm_unit *out, struct dgpm_str text)
{
	static const struct {
		const char *words;
		size_t zeros;
	} english[] = { { "yen", 0 },	       { "jpy", 0 },		{ "thousandyen", 3 },  { "thousandsofyen", 3 },
			{ "millionyen", 6 },   { "millionsofyen", 6 },	{ "billionyen", 9 },   { "billionsofyen", 9 },
			{ "trillionyen", 12 }, { "trillionsofyen", 12 } };
	struct reader r = { .p = text.s, .end = text.n != 0 ? text.s + text.n : text.s };
	size_t zeros;

	for (size_t i = 0; i < DGPM_COUNT(english); i++)
		if (dgpm_str_is(text, english[i].words))
			return unit_of_zeros(out, english[i].zeros);
	look(&r);
	return take_factor(&r, &zeros) && take(&r, 0x5186) && r.c == 0 && unit_of_zeros(out, zeros);
}

enum dgpm_cell dgpm_yen_parse_plain(dgpm_yen *out, const char *s, size_t n)
{
	bool minus = n != 0 && s[0] == '-';
	size_t i = minus;
	uint64_t sum = 0;
	bool too_large = false;

	if (n == 0)
		return DGPM_CELL_NO_VALUE;
	if (i == n)
		return DGPM_CELL_BAD;
	/* Nineteen digits always fit 64 bits without a sign. */
	for (size_t safe = n - i <= 19 ? n : i + 19; i < safe; i++) {
		unsigned digit = (unsigned char)s[i] - (unsigned)'0';

		if (digit > 9)
			return DGPM_CELL_BAD;
		sum = sum * 10 + digit;
	}
	for (; i < n; i++) {
		unsigned digit = (unsigned char)s[i] - (unsigned)'0';

		if (digit > 9)
			return DGPM_CELL_BAD;
		too_large = too_large || __builtin_mul_overflow(sum, (uint64_t)10, &sum) ||
			    __builtin_add_overflow(sum, (uint64_t)digit, &sum);
	}
	if (too_large || sum > (uint64_t)INT64_MAX + minus)
		return DGPM_CELL_OVERFLOW;
	*out = (dgpm_yen)(minus ? 0 - sum : sum);
	return DGPM_CELL_AMOUNT;
}

int64_t dgpm_yen_round(dgpm_yen yen, enum dgpm_unit unit)
{
	dgpm_yen size = units[unit].yen, rest = yen % size;

	return yen / size + (rest * 2 >= size && rest != 0) - (rest * 2 <= -size && rest != 0);
}

static uint64_t magnitude(int64_t value)
{
	return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

bool dgpm_rate(int64_t *out, dgpm_yen numerator, dgpm_yen denominator, int decimals)
{
	uwide n = magnitude(numerator), d = magnitude(denominator);
	bool minus = (numerator < 0) != (denominator < 0);

	/* 2^63 * 10^18 * 2 still fits 128 bits */
	if (d == 0 || decimals < 0 || decimals > 18)
		return false;
	for (int i = 0; i < decimals; i++)
		n *= 10;
	n = (n * 2 + d) / (d * 2);
	if (n > (uwide)INT64_MAX + (minus ? 1 : 0))
		return false;
	*out = minus ? (int64_t)(0 - (uint64_t)n) : (int64_t)n;
	return true;
}

char *dgpm_int_format(char *buf, int64_t value, char separator)
{
	char reversed[DGPM_INT_BUF];
	uint64_t left = magnitude(value);
	size_t n = 0, to = 0;
	int digits = 0;

	do {
		if (separator != '\0' && digits != 0 && digits % 3 == 0)
			reversed[n++] = separator;
		reversed[n++] = (char)('0' + left % 10);
		left /= 10;
		digits++;
	} while (left != 0);
	if (value < 0)
		buf[to++] = '-';
	while (n != 0)
		buf[to++] = reversed[--n];
	buf[to] = '\0';
	return buf;
}
