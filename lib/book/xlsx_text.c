/* xlsx: what its texts mean by the characters they hold. */
#include "book/xlsx.h"

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* The character of "_xHHHH_" at s, or -1. */
static int escaped(const char *s, size_t n)
{
	int c = 0;

	if (n < 7 || s[1] != 'x' || s[6] != '_')
		return -1;
	for (int i = 2; i < 6; i++) {
		int digit = hex_digit(s[i]);

		if (digit < 0)
			return -1;
		c = c * 16 + digit;
	}
	return c >= 0xd800 && c <= 0xdfff ? -1 : c;
}

size_t xlsx_unescape(char *s, size_t n)
{
	char *to = memmem(s, n, "_x", 2);

	if (to == NULL)
		return n;
	for (char *p = to; p < s + n;) {
		int c = *p == '_' ? escaped(p, (size_t)(s + n - p)) : -1;

		if (c < 0) {
			*to++ = *p++;
			continue;
		}
		p += 7;
		if (c < 0x80) {
			*to++ = (char)c;
		} else if (c < 0x800) {
			*to++ = (char)(0xc0 | c >> 6);
			*to++ = (char)(0x80 | (c & 0x3f));
		} else {
			*to++ = (char)(0xe0 | c >> 12);
			*to++ = (char)(0x80 | (c >> 6 & 0x3f));
			*to++ = (char)(0x80 | (c & 0x3f));
		}
	}
	return (size_t)(to - s);
}

size_t xlsx_trim(char *s, size_t n)
{
	size_t skip = 0;

	while (n != 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	while (skip < n && strchr(" \t\r\n", s[skip]) != NULL)
		skip++;
	memmove(s, s + skip, n - skip);
	return n - skip;
}
