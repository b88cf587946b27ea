/* Dates as ministries write them. What can be read in two ways is not read. */
#include "convert/context.h"
#include "base/text.h"

#include <stdio.h>

/* One or more digits; at most four. */
static bool take_number(const char **p, const char *end, int *out)
{
	const char *start = *p;
	int n = 0;

	while (*p < end && **p >= '0' && **p <= '9' && *p - start < 4)
		n = n * 10 + (*(*p)++ - '0');
	*out = n;
	return *p != start;
}

static bool take(const char **p, const char *end, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(end - *p) < n || memcmp(*p, word, n) != 0)
		return false;
	*p += n;
	return true;
}

/* 令和3, R3, 令和元, 2021: the calendar year in which the date lies. */
static bool read_year(int *out, const char **p, const char *end, const struct dgpm_eras *eras,
		      struct dgpm_arena *scratch)
{
	const char *start = *p;
	int n;

	if (take_number(p, end, &n)) {
		*out = n;
		return *p - start == 4;
	}
	while (*p < end && (**p < '0' || **p > '9')) {
		if (take(p, end, "元"))
			break;
		(*p)++;
	}
	(void)take_number(p, end, &n);
	/* Years of an era are counted alike in dates and in fiscal years. */
	return eras != NULL &&
	       dgpm_fiscal_year_parse(
		       out, eras, dgpm_str_of(dgpm_arena_printf(scratch, "%.*s年度", (int)(*p - start), start)), NULL);
}

/* The year first: 2021-06-30, 2021/6/30, 2021.6.30, 2021年6月30日, 令和3年6月30日, R3.6.30, 20210630. */
bool convert_date(char out[11], const struct dgpm_eras *eras, struct dgpm_arena *scratch, struct dgpm_str text)
{
	struct dgpm_str folded = profile_fold(scratch, text);
	const char *p = folded.s, *end = folded.s + folded.n;
	struct dgpm_date date;
	int year, month, day;
	bool kanji;

	if (folded.n == 8 && strspn(folded.s, "0123456789") == 8) {
		snprintf(out, 11, "%.4s-%.2s-%.2s", p, p + 4, p + 6);
		return dgpm_date_parse(&date, dgpm_str_of(out));
	}
	if (!read_year(&year, &p, end, eras, scratch))
		return false;
	kanji = take(&p, end, "年");
	if (!kanji && !take(&p, end, "-") && !take(&p, end, "/") && !take(&p, end, "."))
		return false;
	if (!take_number(&p, end, &month) || month > 12)
		return false;
	if (kanji ? !take(&p, end, "月") : !take(&p, end, "-") && !take(&p, end, "/") && !take(&p, end, "."))
		return false;
	if (!take_number(&p, end, &day) || day > 31 || (kanji && !take(&p, end, "日")) || p != end)
		return false;
	if (year < 1 || year > 9999 || month < 1 || day < 1)
		return false;
	dgpm_date_format(out, (struct dgpm_date){ (int16_t)year, (uint8_t)month, (uint8_t)day });
	/* There was no 平成元年1月7日: it was 昭和64年. */
	return dgpm_date_parse(&date, dgpm_str_of(out)) && dgpm_date_in_era(eras, folded, date);
}
