/* Numbers of documents held exactly, from their text: no double, no rounding. */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/base.h"

enum decimal_kind { DECIMAL_FINITE, DECIMAL_INFINITE, DECIMAL_NAN };

/*
 * digits * 10^exp10, with no zero at either end, so equal numbers look equal. Zero has n == 0. The digits are borrowed
 * from the text (and may hold its point, which is skipped) or, for 0x and 0o, stand in `own`.
 */
struct decimal {
	uint8_t kind; /* enum decimal_kind */
	bool negative;
	bool is_own;
	size_t span;     /* bytes from the first to the last digit */
	size_t n;        /* digits */
	int64_t exp10;   /* of the last digit */
	const char *text;
	char own[40];
};

/* Divisors of decimal_multiple() have at most so many digits. */
#define DECIMAL_DIVISOR_DIGITS 37

/*
 * Read a number.
 *
 * Shape:  JSON's, YAML 1.2 core's (+1, .5, 1., 0x1f, 0o17, .inf, .nan). 0x and 0o beyond 128 bits are NaN: they compare
 *         with nothing. Exponents beyond 10^17 are all as large.
 * Owner:  borrows `text`. A struct with `is_own` can be copied.
 * Errors: false: not a number.
 */
bool decimal_read(struct decimal *out, struct dgpm_str text);

/* <0, 0, >0; false when one is NaN. */
bool decimal_cmp(int *out, const struct decimal *a, const struct decimal *b);

/* Whether a is a whole multiple of b. b is finite, above 0, and of at most DECIMAL_DIVISOR_DIGITS digits. */
bool decimal_multiple(const struct decimal *a, const struct decimal *b);

/* A whole number from 0 to UINT32_MAX (all above count as that); false: negative, or not whole. */
bool decimal_count(uint32_t *out, const struct decimal *a);

/* The same for equal numbers, however they are written. */
uint64_t decimal_hash(const struct decimal *a);

#endif
