/* Money: whole yen in 64 bits, checked. */
#ifndef BASE_YEN_H
#define BASE_YEN_H

#include "base/base.h"

typedef int64_t dgpm_yen;

/* The first four are for reports as well; the others are said by sheets alone. */
enum dgpm_unit {
	DGPM_UNIT_YEN,
	DGPM_UNIT_THOUSAND,
	DGPM_UNIT_MILLION,
	DGPM_UNIT_OKU,
	DGPM_UNIT_10,
	DGPM_UNIT_100,
	DGPM_UNIT_MAN,
	DGPM_UNIT_10_MAN,
	DGPM_UNIT_1000_MAN,
	DGPM_UNIT_10_OKU,
	DGPM_UNIT_100_OKU,
	DGPM_UNIT_1000_OKU,
	DGPM_UNIT_CHO
};

/*
 * What a cell says. NO_VALUE is blank or －, never zero. FRACTION is an amount, but not of whole yen;
 * YEN_SIGN one with ￥ in front where the unit is not the yen: nobody knows which of the two is meant.
 */
enum dgpm_cell {
	DGPM_CELL_AMOUNT,
	DGPM_CELL_NO_VALUE,
	DGPM_CELL_BAD,
	DGPM_CELL_OVERFLOW,
	DGPM_CELL_FRACTION,
	DGPM_CELL_YEN_SIGN
};

/* *sum = a + b (a - b); false on overflow, *sum untouched. */
bool dgpm_yen_add(dgpm_yen *sum, dgpm_yen a, dgpm_yen b) DGPM_MUST_CHECK;
bool dgpm_yen_sub(dgpm_yen *diff, dgpm_yen a, dgpm_yen b) DGPM_MUST_CHECK;

/* Yen a unit: 1, 1000, 1000000, 100000000. */
dgpm_yen dgpm_unit_yen(enum dgpm_unit unit);

/* "yen", "thousand", "million", "oku", or 円 千円 百万円 億円; false when it is none. */
bool dgpm_unit_parse(enum dgpm_unit *out, struct dgpm_str text);

/*
 * The unit as a sheet names it, folded and without spaces: 千円, 100万円, 1,000円, 十億円, millionyen. False: it is none, or
 * no power of ten.
 */
bool dgpm_unit_said(enum dgpm_unit *out, struct dgpm_str text);

/* 円 千円 百万円 億円 ... */
const char *dgpm_unit_name_ja(enum dgpm_unit unit);

/*
 * Read an amount as ministries write it.
 *
 * Shape:  ASCII or full-width digits, separators (, ，) at thousands, minus as - － − △ ▲ or ( ), an optional ￥ or \ in
 *         front and a unit behind (円 千円 百万円 億円 ...), which overrides `unit`, also in several terms (1億2,000万円);
 *         a decimal part when the result is whole yen.
 * Units:  *out in yen; the text in `unit` unless it says otherwise.
 * Errors: anything but DGPM_CELL_AMOUNT leaves *out as it was.
 */
enum dgpm_cell dgpm_yen_parse(dgpm_yen *out, struct dgpm_str cell, enum dgpm_unit unit);

/* Only -?[0-9]+, as the ledger asks: fast path of the ledger. */
enum dgpm_cell dgpm_yen_parse_plain(dgpm_yen *out, const char *s, size_t n);

/* yen / unit, rounded half-up (away from zero at the half). */
int64_t dgpm_yen_round(dgpm_yen yen, enum dgpm_unit unit);

/* numerator / denominator as a number of 1/10^decimals, rounded half-up; false when it does not fit or the
 * denominator is 0. 1 decimal of percent: dgpm_rate(&r, part * 1, whole, 3) gives 123 for 12.3 %. */
bool dgpm_rate(int64_t *out, dgpm_yen numerator, dgpm_yen denominator, int decimals) DGPM_MUST_CHECK;

/* "-1,234,567" into buf (27 bytes are enough); returns buf. `separator` 0: none. */
char *dgpm_int_format(char *buf, int64_t value, char separator);
#define DGPM_INT_BUF 28

#endif
