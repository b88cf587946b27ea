/* The type of a plain scalar by YAML 1.2's core schema (YAML 1.2.2 section 10.3.2), and the value of integers. */
#include "doc/yaml.h"

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is(const char *s, size_t n, const char *word, size_t len)
{
	return n == len && memcmp(s, word, len) == 0;
}
#define IS(word) is(s, n, "" word, sizeof(word) - 1)

/* A number written in decimal, taken apart. */
struct decimal {
	const char *digits; /* whole part, the point if any, fraction */
	const char *end;
	size_t fraction; /* digits after the point */
	size_t zeros;    /* digits that are 0 at the end of both together */
	bool negative, zero;
	long exponent; /* saturating, far beyond any size of text */
};

static bool exponent(long *out, const char *p, const char *end)
{
	bool negative = false;
	long e = 0;

	if (p < end && (*p == '+' || *p == '-'))
		negative = *p++ == '-';
	if (p == end)
		return false;
	for (; p < end; p++) {
		if (!digit(*p))
			return false;
		if (e < 1000000000000)
			e = e * 10 + (*p - '0');
	}
	*out = negative ? -e : e;
	return true;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool decimal(struct decimal *d, const char *s, size_t n)
{
	const char *p = s, *end = s + n;
	size_t whole = 0;

	*d = (struct decimal){ .zero = true };
	if (p < end && (*p == '+' || *p == '-'))
		d->negative = *p++ == '-';
	d->digits = p;
	for (; p < end && digit(*p); p++, whole++) {
		d->zeros = *p == '0' ? d->zeros + 1 : 0;
		d->zero &= *p == '0';
	}
	if (p < end && *p == '.')
		for (p++; p < end && digit(*p); p++, d->fraction++) {
			d->zeros = *p == '0' ? d->zeros + 1 : 0;
			d->zero &= *p == '0';
		}
	if (whole + d->fraction == 0)
		return false;
	d->end = p;
	if (p < end && (*p == 'e' || *p == 'E'))
		return exponent(&d->exponent, p + 1, end);
	return p == end;
}

static bool whole(const struct decimal *d)
{
	return d->zero || d->exponent - (long)d->fraction + (long)d->zeros >= 0;
}

/* The digit of a base up to 16; `base` or more when it is none. */
static unsigned base_digit(char c)
{
	if (digit(c))
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (unsigned)(c - 'A') + 10;
	return 99;
}

/* 0 when `s` is not 0o or 0x followed by digits of that base. */
static unsigned based(const char *s, size_t n)
{
	unsigned base = n < 3 || s[0] != '0' ? 0 : s[1] == 'o' ? 8 : s[1] == 'x' ? 16 : 0;

	if (base != 0)
		for (size_t i = 2; i < n; i++)
			if (base_digit(s[i]) >= base)
				return 0;
	return base;
}

static bool special(const char *s, size_t n)
{
	if (IS(".nan") || IS(".NaN") || IS(".NAN"))
		return true;
	if (n != 0 && (*s == '+' || *s == '-'))
		s++, n--;
	return IS(".inf") || IS(".Inf") || IS(".INF");
}

static void number(struct dgpm_node *node, const char *s, size_t n)
{
	struct decimal d;
	size_t i = 0;

	while (i < n && digit(s[i]))
		i++;
	if (i == n) { /* most are whole numbers */
		node->kind = DGPM_NUMBER;
		node->integer = true;
	} else if (decimal(&d, s, n)) {
		node->kind = DGPM_NUMBER;
		node->integer = whole(&d);
	} else if (based(s, n) != 0) {
		node->kind = DGPM_NUMBER;
		node->integer = true;
	} else if (special(s, n)) {
		node->kind = DGPM_NUMBER;
	}
}

void yamlin_type(struct dgpm_node *node, const char *s, size_t n)
{
	node->kind = DGPM_STRING;
	node->yes = node->integer = false;
	if (n == 0) {
		node->kind = DGPM_NULL;
		return;
	}
	switch (s[0]) {
	case '~':
		if (n == 1)
			node->kind = DGPM_NULL;
		break;
	case 'n':
	case 'N':
		if (IS("null") || IS("Null") || IS("NULL"))
			node->kind = DGPM_NULL;
		break;
	case 't':
	case 'T':
		if (IS("true") || IS("True") || IS("TRUE")) {
			node->kind = DGPM_BOOL;
			node->yes = true;
		}
		break;
	case 'f':
	case 'F':
		if (IS("false") || IS("False") || IS("FALSE"))
			node->kind = DGPM_BOOL;
		break;
	default:
		if (digit(s[0]) || s[0] == '+' || s[0] == '-' || s[0] == '.')
			number(node, s, n);
		break;
	}
}

static bool integer_based(const char *s, size_t n, unsigned base, int64_t *out)
{
	int64_t v = 0;

	for (size_t i = 2; i < n; i++)
		if (__builtin_mul_overflow(v, (int64_t)base, &v) ||
		    __builtin_add_overflow(v, (int64_t)base_digit(s[i]), &v))
			return false;
	*out = v;
	return true;
}

bool yamlin_integer(const char *s, size_t n, int64_t *out)
{
	unsigned base = based(s, n);
	struct decimal d;
	int64_t v = 0;
	long left; /* digits before the zeros at the end */
	long scale;

	if (base != 0)
		return integer_based(s, n, base, out);
	if (!decimal(&d, s, n) || !whole(&d))
		return false;
	if (d.zero) {
		*out = 0;
		return true;
	}
	scale = d.exponent - (long)d.fraction + (long)d.zeros;
	left = d.end - d.digits - (memchr(d.digits, '.', (size_t)(d.end - d.digits)) != NULL) - (long)d.zeros;
	/* Downwards, so that the least integer can be reached. */
	for (const char *p = d.digits; left > 0; p++) {
		if (*p == '.')
			continue;
		left--;
		if (__builtin_mul_overflow(v, (int64_t)10, &v) ||
		    __builtin_sub_overflow(v, (int64_t)(*p - '0'), &v))
			return false;
	}
	if (scale > 18)
		return false;
	for (; scale > 0; scale--)
		if (__builtin_mul_overflow(v, (int64_t)10, &v))
			return false;
	if (!d.negative && __builtin_sub_overflow((int64_t)0, v, &v))
		return false;
	*out = v;
	return true;
}
