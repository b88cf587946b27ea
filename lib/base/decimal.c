/* Exact decimal comparison and divisibility. */
#include "base/decimal.h"
#include "base/wide.h"

#define EXP_MAX ((int64_t)100000000000000000)

static const char *digits_of(const struct decimal *d)
{
	return d->is_own ? d->own : d->text;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* 0x1f and 0o17 as decimal digits. */
static bool read_based(struct decimal *out, const char *s, size_t n, unsigned base)
{
	uwide value = 0;
	char buf[40];
	size_t at = sizeof buf;

	if (n == 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		char c = s[i];
		unsigned digit = is_digit(c)            ? (unsigned)(c - '0')
				 : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
				 : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
							: 99;

		if (digit >= base)
			return false;
		if (value > (~(uwide)0 - digit) / base) {
			out->kind = DECIMAL_NAN;
			continue;
		}
		value = value * base + digit;
	}
	if (out->kind == DECIMAL_NAN)
		return true;
	while (value != 0) {
		buf[--at] = (char)('0' + (int)(value % 10));
		value /= 10;
	}
	out->n = sizeof buf - at;
	memcpy(out->own, buf + at, out->n);
	while (out->n > 0 && out->own[out->n - 1] == '0') {
		out->n--;
		out->exp10++;
	}
	out->span = out->n;
	out->is_own = true;
	return true;
}

static bool read_exponent(int64_t *out, const char *s, size_t n)
{
	bool negative = false;
	int64_t e = 0;
	size_t i = 0;

	if (i < n && (s[i] == '+' || s[i] == '-'))
		negative = s[i++] == '-';
	if (i == n)
		return false;
	for (; i < n; i++) {
		if (!is_digit(s[i]))
			return false;
		if (e < EXP_MAX)
			e = e * 10 + (s[i] - '0');
	}
	if (e > EXP_MAX)
		e = EXP_MAX;
	*out = negative ? -e : e;
	return true;
}

/* .inf and .nan in the three spellings YAML has. */
static bool read_word(struct decimal *out, const char *s, size_t n)
{
	if (n != 4 || s[0] != '.')
		return false;
	if (memcmp(s, ".inf", 4) == 0 || memcmp(s, ".Inf", 4) == 0 || memcmp(s, ".INF", 4) == 0)
		out->kind = DECIMAL_INFINITE;
	else if (memcmp(s, ".nan", 4) == 0 || memcmp(s, ".NaN", 4) == 0 || memcmp(s, ".NAN", 4) == 0)
		out->kind = DECIMAL_NAN;
	else
		return false;
	return true;
}

/* The mantissa: its first and last digit that is not 0, and how many digits stand behind the point. */
static bool read_mantissa(struct decimal *out, const char *s, size_t n, size_t *used)
{
	size_t i, first = n, last = 0, point = n, count = 0;
	int64_t behind_last = 0; /* digits after `last`, up to the point or after it */

	for (i = 0; i < n; i++) {
		if (s[i] == '.' && point == n) {
			point = i;
			continue;
		}
		if (!is_digit(s[i]))
			break;
		count++;
		if (s[i] == '0')
			continue;
		if (first == n)
			first = i;
		last = i;
	}
	*used = i;
	if (count == 0)
		return false;
	if (point == n)
		point = i;
	if (first == n)
		return true; /* zero */
	out->text = s + first;
	out->span = last - first + 1;
	out->n = out->span - (point > first && point < last);
	behind_last = last < point ? (int64_t)(point - last) - 1 : -(int64_t)(last - point);
	out->exp10 = behind_last;
	return true;
}

bool decimal_read(struct decimal *out, struct dgpm_str text)
{
	const char *s = text.s;
	size_t n = text.n, used;
	int64_t e = 0;

	out->kind = DECIMAL_FINITE;
	out->negative = out->is_own = false;
	out->span = out->n = 0;
	out->exp10 = 0;
	out->text = s;
	if (n > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'o'))
		return read_based(out, s + 2, n - 2, s[1] == 'x' ? 16 : 8);
	if (n > 0 && (s[0] == '-' || s[0] == '+')) {
		out->negative = s[0] == '-';
		s++, n--;
	}
	if (read_word(out, s, n))
		return true;
	if (!read_mantissa(out, s, n, &used))
		return false;
	if (used < n) {
		if ((s[used] != 'e' && s[used] != 'E') || !read_exponent(&e, s + used + 1, n - used - 1))
			return false;
	}
	if (out->n == 0)
		out->negative = false, out->exp10 = 0;
	else
		out->exp10 += e;
	return true;
}

static int cmp_digits(const struct decimal *a, const struct decimal *b)
{
	const char *p = digits_of(a), *q = digits_of(b), *p_end = p + a->span, *q_end = q + b->span;

	for (;;) {
		if (p < p_end && *p == '.')
			p++;
		if (q < q_end && *q == '.')
			q++;
		if (p == p_end || q == q_end)
			return (p != p_end) - (q != q_end);
		if (*p != *q)
			return *p < *q ? -1 : 1;
		p++, q++;
	}
}

bool decimal_cmp(int *out, const struct decimal *a, const struct decimal *b)
{
	int sign, sign_b;
	int64_t top_a, top_b;

	if (a->kind == DECIMAL_NAN || b->kind == DECIMAL_NAN)
		return false;
	sign = a->negative ? -1 : a->n > 0 || a->kind == DECIMAL_INFINITE;
	sign_b = b->negative ? -1 : b->n > 0 || b->kind == DECIMAL_INFINITE;
	if (sign != sign_b || sign == 0) {
		*out = (sign > sign_b) - (sign < sign_b);
		return true;
	}
	if (a->kind != b->kind) {
		*out = a->kind == DECIMAL_INFINITE ? sign : -sign;
		return true;
	}
	if (a->kind == DECIMAL_INFINITE) {
		*out = 0;
		return true;
	}
	top_a = a->exp10 + (int64_t)a->n;
	top_b = b->exp10 + (int64_t)b->n;
	*out = sign * (top_a != top_b ? (top_a < top_b ? -1 : 1) : cmp_digits(a, b));
	return true;
}

/* x * y mod m by doubling, as the product may need 256 bits; m < 2^127. */
static uwide mul_mod(uwide x, uwide y, uwide m)
{
	uwide sum = 0;

	for (; y != 0; y >>= 1) {
		if (y & 1)
			sum = (sum + x) % m;
		x = (x + x) % m;
	}
	return sum;
}

/*
 * a = A * 10^p, b = B * 10^q, A and B ending in no zero. Where p < q, A would have to be a multiple of ten, which it is
 * not. Else B must divide A * 10^(p - q).
 */
bool decimal_multiple(const struct decimal *a, const struct decimal *b)
{
	uwide divisor = 0, rest = 0, ten;
	const char *s;

	if (a->kind != DECIMAL_FINITE || b->kind != DECIMAL_FINITE || b->n == 0 || b->n > DECIMAL_DIVISOR_DIGITS)
		return false;
	if (a->n == 0)
		return true;
	if (a->exp10 < b->exp10)
		return false;
	s = digits_of(b);
	for (size_t i = 0; i < b->span; i++)
		if (s[i] != '.')
			divisor = divisor * 10 + (unsigned)(s[i] - '0');
	s = digits_of(a);
	for (size_t i = 0; i < a->span; i++)
		if (s[i] != '.')
			rest = (rest * 10 + (unsigned)(s[i] - '0')) % divisor;
	ten = 10 % divisor;
	for (uint64_t e = (uint64_t)a->exp10 - (uint64_t)b->exp10; e != 0 && rest != 0; e >>= 1) {
		if (e & 1)
			rest = mul_mod(rest, ten, divisor);
		ten = mul_mod(ten, ten, divisor);
	}
	return rest == 0;
}

bool decimal_count(uint32_t *out, const struct decimal *a)
{
	const char *s = digits_of(a);
	uint64_t value = 0;

	if (a->kind != DECIMAL_FINITE || a->negative || a->exp10 < 0)
		return false;
	for (size_t i = 0; i < a->span && value <= UINT32_MAX; i++)
		if (s[i] != '.')
			value = value * 10 + (uint64_t)(s[i] - '0');
	for (int64_t e = a->exp10; e > 0 && value != 0 && value <= UINT32_MAX; e--)
		value *= 10;
	*out = value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
	return true;
}

uint64_t decimal_hash(const struct decimal *a)
{
	const char *s = digits_of(a);
	uint64_t h = 0xcbf29ce484222325u ^ (uint64_t)a->kind ^ (a->negative ? 0x100u : 0u) ^ ((uint64_t)a->exp10 << 16);

	for (size_t i = 0; i < a->span; i++)
		if (s[i] != '.')
			h = (h ^ (uint8_t)s[i]) * 0x100000001b3u;
	return h ^ (h >> 29);
}
