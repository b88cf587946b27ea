/* Days of the Gregorian calendar, written YYYY-MM-DD. */
#include "base/date.h"

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static unsigned month_days(int year, unsigned month)
{
	static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool dgpm_date_parse(struct dgpm_date *out, struct dgpm_str text)
{
	static const char shape[] = "dddd-dd-dd";
	unsigned part[3] = { 0 }, k = 0;

	if (text.n != sizeof shape - 1)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		unsigned digit = (unsigned char)text.s[i] - (unsigned)'0';

		if (shape[i] == '-') {
			if (text.s[i] != '-')
				return false;
			k++;
		} else if (digit > 9) {
			return false;
		} else {
			part[k] = part[k] * 10 + digit;
		}
	}
	if (part[0] == 0 || part[1] == 0 || part[1] > 12 || part[2] == 0 || part[2] > month_days((int)part[0], part[1]))
		return false;
	*out = (struct dgpm_date){ (int16_t)part[0], (uint8_t)part[1], (uint8_t)part[2] };
	return true;
}

int dgpm_date_cmp(struct dgpm_date a, struct dgpm_date b)
{
	int x = a.year * 512 + a.month * 32 + a.day, y = b.year * 512 + b.month * 32 + b.day;

	return (x > y) - (x < y);
}

/* Days since 0000-03-01 of the Gregorian calendar: years that start in March end with the leap day. */
static int32_t day_number(struct dgpm_date d)
{
	int32_t year = d.year - (d.month <= 2), month = (d.month + 9) % 12;

	return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + d.day - 1;
}

int32_t dgpm_date_days(struct dgpm_date a, struct dgpm_date b)
{
	return day_number(b) - day_number(a);
}

struct dgpm_date dgpm_date_plus(struct dgpm_date d, int32_t days)
{
	while (days > 0) {
		int32_t left = (int32_t)month_days(d.year, d.month) - d.day;

		if (days <= left) {
			d.day = (uint8_t)(d.day + days);
			return d;
		}
		days -= left + 1;
		d.day = 1;
		d.month = (uint8_t)(d.month % 12 + 1);
		d.year = (int16_t)(d.year + (d.month == 1));
	}
	return d;
}

int dgpm_date_fiscal_year(struct dgpm_date d)
{
	return d.month >= 4 ? d.year : d.year - 1;
}

char *dgpm_date_format(char buf[11], struct dgpm_date d)
{
	unsigned year = d.year > 0 ? (unsigned)d.year : 0;

	if (year == 0) {
		buf[0] = '\0';
		return buf;
	}
	for (size_t i = 4; i-- > 0; year /= 10)
		buf[i] = (char)('0' + year % 10);
	buf[4] = buf[7] = '-';
	buf[5] = (char)('0' + d.month / 10 % 10);
	buf[6] = (char)('0' + d.month % 10);
	buf[8] = (char)('0' + d.day / 10 % 10);
	buf[9] = (char)('0' + d.day % 10);
	buf[10] = '\0';
	return buf;
}
