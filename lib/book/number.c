/* Numbers of spreadsheets: exact decimals, and those that are dates. */
#include "book/number.h"

#include <stdio.h>
#include <strings.h>

#define KEPT 15 /* digits that spreadsheet programs keep of a number */
#define LAST_DAY 2958465 /* 9999-12-31 */

enum book_format book_format_builtin(unsigned id)
{
	/* 27 to 36 and 50 to 58 are those of Japanese programs. */
	if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || (id >= 34 && id <= 36) ||
	    (id >= 50 && id <= 58))
		return BOOK_AS_DATE;
	if (id == 46)
		return BOOK_AS_DURATION;
	return (id >= 18 && id <= 21) || id == 32 || id == 33 || id == 45 || id == 47 ? BOOK_AS_TIME : BOOK_AS_NUMBER;
}

static bool begins(struct dgpm_str s, size_t i, const char *word)
{
	size_t n = strlen(word);

	return s.n - i >= n && strncasecmp(s.s + i, word, n) == 0;
}

/* [h], [mm], [ss] */
static bool is_elapsed(const char *s, size_t n)
{
	char c = n != 0 ? (char)(*s | 0x20) : '\0';

	if (c != 'h' && c != 'm' && c != 's')
		return false;
	for (size_t i = 1; i < n; i++)
		if ((s[i] | 0x20) != c)
			return false;
	return true;
}

/* Commas behind the last digit of the first section divide what is shown by a thousand each. */
static enum book_format scale_of(struct dgpm_str code)
{
	unsigned commas = 0;
	bool digit = false;

	for (size_t i = 0; i < code.n && code.s[i] != ';'; i++) {
		char c = code.s[i];
		const char *close = NULL;

		if (c == '"' || c == '[') {
			close = memchr(code.s + i + 1, c == '"' ? '"' : ']', code.n - i - 1);
			i = close != NULL ? (size_t)(close - code.s) : code.n;
		} else if (c == '\\' || c == '_' || c == '*') {
			i++;
		} else if (c == '0' || c == '#' || c == '?') {
			digit = true;
			commas = 0;
		} else {
			commas += digit && c == ',';
		}
	}
	return commas == 0 ? BOOK_AS_NUMBER :
	       commas == 1 ? BOOK_AS_THOUSANDS :
	       commas == 2 ? BOOK_AS_MILLIONS :
			     BOOK_AS_BILLIONS;
}

static enum book_format date_of(struct dgpm_str code)
{
	bool day = false, clock = false, month = false, elapsed = false;

	/* The first section is the one of numbers above zero. */
	for (size_t i = 0; i < code.n && code.s[i] != ';'; i++) {
		char c = code.s[i];
		const char *close;

		switch (c >= 'A' && c <= 'Z' ? c | 0x20 : c) {
		case '"':
			close = memchr(code.s + i + 1, '"', code.n - i - 1);
			i = close != NULL ? (size_t)(close - code.s) : code.n;
			break;
		case '\\':
		case '_':
		case '*':
			i++;
			break;
		case '[':
			/* A colour, a condition, a locale; or hours beyond a day. */
			close = memchr(code.s + i, ']', code.n - i);
			if (close == NULL)
				return BOOK_AS_NUMBER;
			elapsed |= is_elapsed(code.s + i + 1, (size_t)(close - code.s) - i - 1);
			i = (size_t)(close - code.s);
			break;
		case 'a':
			if (begins(code, i, "AM/PM"))
				i += 4;
			else if (begins(code, i, "A/P"))
				i += 2;
			else if (begins(code, i, "aaa"))
				day = true;
			break;
		case 'e':
			/* The year of an era, unless it is an exponent. */
			if (i + 1 < code.n && (code.s[i + 1] == '+' || code.s[i + 1] == '-'))
				return BOOK_AS_NUMBER;
			day = true;
			break;
		case 'g':
			if (begins(code, i, "General"))
				i += 6;
			else if (i + 1 >= code.n || code.s[i + 1] != '/')
				day = true; /* but not the G/標準 of Japanese programs */
			break;
		case 'y':
		case 'd':
		case 'b':
			day = true;
			break;
		case 'm':
			month = true;
			break;
		case 'h':
		case 's':
			clock = true;
			break;
		case '#':
		case '?':
		case '@':
			return BOOK_AS_NUMBER;
		default:
			break;
		}
	}
	if (day || (month && !clock && !elapsed))
		return BOOK_AS_DATE;
	return elapsed ? BOOK_AS_DURATION : clock ? BOOK_AS_TIME : BOOK_AS_NUMBER;
}

enum book_format book_format_of(struct dgpm_str code)
{
	enum book_format format = date_of(code);

	return format == BOOK_AS_NUMBER ? scale_of(code) : format;
}

struct dgpm_str book_scaled(char *to, struct dgpm_str text, enum book_format format)
{
	size_t places = 3 * (size_t)(format - BOOK_AS_THOUSANDS + 1), minus = text.n != 0 && text.s[0] == '-';
	const char *point = memchr(text.s, '.', text.n);
	size_t whole = (point != NULL ? (size_t)(point - text.s) : text.n) - minus, n = minus;

	if (minus)
		to[0] = '-';
	if (whole <= places) {
		to[n++] = '0';
		to[n++] = '.';
		memset(to + n, '0', places - whole);
		n += places - whole;
	}
	for (size_t i = 0; i < whole; i++) {
		if (whole > places && i == whole - places)
			to[n++] = '.';
		to[n++] = text.s[minus + i];
	}
	for (size_t i = minus + whole + 1; i < text.n; i++)
		to[n++] = text.s[i];
	/* There is a point: the places before it are more than none. */
	while (to[n - 1] == '0')
		n--;
	n -= to[n - 1] == '.';
	return (struct dgpm_str){ to, n };
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Behind fifteen digits stands what is left of the binary number: 1234.1000000000001 is 1234.1. */
static size_t round_off(char *digits, long *point)
{
	size_t n = KEPT;
	bool up = digits[n] >= '5';

	while (up && n != 0 && digits[n - 1] == '9')
		n--;
	if (up && n == 0) {
		digits[n++] = '1';
		++*point;
	} else if (up) {
		digits[n - 1]++;
	}
	while (digits[n - 1] == '0')
		n--;
	return n;
}

bool book_number(struct dgpm_str *out, char *to, struct dgpm_str text)
{
	const char *p = text.s, *end = text.s + text.n;
	char digits[BOOK_NUMBER_ROOM / 2];
	bool negative = false, negative_exponent = false, any = false;
	size_t n = 0;
	long point, exponent = 0;
	char *o = to;

	/* Most are whole numbers, written plainly. What is beyond the digits there is room for is refused below. */
	if (text.n != 0 && text.n <= sizeof digits && (*p != '0' || text.n == 1)) {
		while (p < end && is_digit(*p))
			p++;
		if (p == end) {
			*out = text;
			return true;
		}
		p = text.s;
	}
	if (p < end && (*p == '-' || *p == '+'))
		negative = *p++ == '-';
	for (; p < end && is_digit(*p); p++) {
		any = true;
		if (n == 0 && *p == '0')
			continue;
		if (n == sizeof digits)
			return false;
		digits[n++] = *p;
	}
	point = (long)n;
	if (p < end && *p == '.') {
		for (p++; p < end && is_digit(*p); p++) {
			any = true;
			if (n == 0 && *p == '0') {
				point--;
				continue;
			}
			if (n == sizeof digits)
				return false;
			digits[n++] = *p;
		}
	}
	if (any && p < end && (*p == 'e' || *p == 'E')) {
		p++;
		if (p < end && (*p == '-' || *p == '+'))
			negative_exponent = *p++ == '-';
		if (p == end)
			return false;
		for (; p < end && is_digit(*p); p++)
			exponent = exponent < 100000 ? exponent * 10 + (*p - '0') : exponent;
	}
	if (!any || p != end)
		return false;
	while (n != 0 && digits[n - 1] == '0')
		n--;
	if (n == 0) {
		*to = '0';
		*out = (struct dgpm_str){ to, 1 };
		return true;
	}
	point += negative_exponent ? -exponent : exponent;
	if (n > KEPT && point < KEPT)
		n = round_off(digits, &point);
	if (point > BOOK_NUMBER_ROOM / 2 || -point > BOOK_NUMBER_ROOM / 4)
		return false;
	if (negative)
		*o++ = '-';
	for (long i = point < 0 ? point : 0; i < (long)n || i < point; i++) {
		if (i == (point < 0 ? point : 0) && point <= 0)
			*o++ = '0';
		if (i == point)
			*o++ = '.';
		*o++ = i >= 0 && i < (long)n ? digits[i] : '0';
	}
	*out = (struct dgpm_str){ to, (size_t)(o - to) };
	return true;
}

/* Days since 1970-01-01 as year, month, day: the Gregorian calendar in eras of 400 years that begin in March. */
static void civil(int64_t days, int *year, int *month, int *day)
{
	int64_t z = days + 719468, era = z / 146097, in_era = z - era * 146097;
	int64_t y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int64_t in_year = in_era - (365 * y + y / 4 - y / 100), m = (5 * in_year + 2) / 153;

	*day = (int)(in_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (*month <= 2));
}

/* The fraction of a day in seconds, rounded. */
static int64_t seconds_of(struct dgpm_str fraction)
{
	int64_t value = 0, scale = 1;

	for (size_t i = 0; i < fraction.n && i < 12; i++) {
		value = value * 10 + (fraction.s[i] - '0');
		scale *= 10;
	}
	return (value * 86400 + scale / 2) / scale;
}

bool book_date(struct dgpm_str *out, char *to, struct dgpm_str text, enum book_format format, bool from_1904)
{
	const char *point = memchr(text.s, '.', text.n);
	size_t whole = point != NULL ? (size_t)(point - text.s) : text.n;
	int64_t serial = 0, seconds = 0;
	int year, month, day, n;

	if (whole == 0 || whole > 7 || text.s[0] == '-')
		return false;
	for (size_t i = 0; i < whole; i++)
		serial = serial * 10 + (text.s[i] - '0');
	if (point != NULL)
		seconds = seconds_of((struct dgpm_str){ point + 1, text.n - whole - 1 });
	if (seconds == 86400) {
		serial++;
		seconds = 0;
	}
	if (format == BOOK_AS_DURATION || (format == BOOK_AS_TIME && serial == 0)) {
		n = snprintf(to, BOOK_NUMBER_ROOM, "%02d:%02d:%02d", (int)(serial * 24 + seconds / 3600),
			     (int)(seconds / 60 % 60), (int)(seconds % 60));
		*out = (struct dgpm_str){ to, (size_t)n };
		return true;
	}
	if (serial > LAST_DAY - (from_1904 ? 1462 : 0) || (serial == 0 && !from_1904))
		return false;
	/* Day 0 of each system, in days since 1970; before day 60 of the one the day that never was is not counted. */
	civil(serial + (from_1904 ? -24107 : serial < 60 ? -25568 : -25569), &year, &month, &day);
	if (!from_1904 && serial == 60) {
		month = 2;
		day = 29;
	}
	n = snprintf(to, BOOK_NUMBER_ROOM, "%04d-%02d-%02d", year, month, day);
	if (seconds != 0)
		n += snprintf(to + n, BOOK_NUMBER_ROOM - (size_t)n, "T%02d:%02d:%02d", (int)(seconds / 3600),
			      (int)(seconds / 60 % 60), (int)(seconds % 60));
	*out = (struct dgpm_str){ to, (size_t)n };
	return true;
}
