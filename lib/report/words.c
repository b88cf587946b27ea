/* Figures and years in the words of a report. */
#include "report/words.h"

#include <inttypes.h>

#define MINUS "\xe2\x88\x92" /* U+2212 */

/* |value| / 10^decimals with separators and that many decimals. */
static const char *digits(struct dgpm_arena *a, int64_t value, int decimals, const char *plus)
{
	char whole[DGPM_INT_BUF];
	uint64_t n = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value, scale = 1;
	const char *sign = value < 0 ? MINUS : value > 0 ? plus : "";

	for (int i = 0; i < decimals; i++)
		scale *= 10;
	dgpm_int_format(whole, (int64_t)(n / scale), ',');
	if (decimals == 0)
		return dgpm_arena_cat(a, sign, whole);
	return dgpm_arena_printf(a, "%s%s.%0*" PRIu64, sign, whole, decimals, n % scale);
}

/* yen / unit, rounded half away from zero. */
static int64_t in_units(dgpm_yen yen, int64_t unit)
{
	int64_t q = yen / unit, r = yen % unit;

	if (r < 0)
		r = -r;
	return r >= unit - r ? q + (yen < 0 ? -1 : 1) : q;
}

const char *words_large_number(const struct report_words *w, dgpm_yen yen)
{
	return w->ja ? digits(w->arena, in_units(yen, 100000000), 0, "")
		     : digits(w->arena, in_units(yen, 100000000), 1, "");
}

const char *words_large_unit(const struct report_words *w)
{
	return w->ja ? "億円" : "billion yen";
}

static const char *with_unit(const struct report_words *w, const char *number)
{
	return dgpm_arena_cat(w->arena, number, w->ja ? "" : " ", words_large_unit(w));
}

static const char *small(const struct report_words *w, dgpm_yen yen)
{
	if (yen < 1000000 && yen > -1000000)
		return dgpm_arena_cat(w->arena, digits(w->arena, yen, 0, ""), w->ja ? "円" : " yen");
	return dgpm_arena_cat(w->arena, digits(w->arena, in_units(yen, 1000000), 0, ""),
			      w->ja ? "百万円" : " million yen");
}

/* Below a tenth of the large unit the small one says more: 36百万円 rather than 0.4億円. */
static bool is_small(dgpm_yen yen)
{
	return yen < 100000000 && yen > -100000000 && yen != 0;
}

const char *words_large(const struct report_words *w, dgpm_yen yen)
{
	return is_small(yen) ? small(w, yen) : with_unit(w, words_large_number(w, yen));
}

const char *words_large_fine(const struct report_words *w, dgpm_yen yen)
{
	int64_t fine = in_units(yen, 10000000);

	if (is_small(yen))
		return small(w, yen);
	if (fine >= 1000 || fine <= -1000)
		return words_large(w, yen);
	return with_unit(w, digits(w->arena, fine, w->ja ? 1 : 2, ""));
}

const char *words_million(const struct report_words *w, dgpm_yen yen)
{
	return digits(w->arena, in_units(yen, 1000000), 0, "");
}

const char *words_million_signed(const struct report_words *w, dgpm_yen yen)
{
	return digits(w->arena, in_units(yen, 1000000), 0, w->ja ? "＋" : "+");
}

const char *words_exact(const struct report_words *w, int64_t value)
{
	return dgpm_arena_printf(w->arena, "%" PRId64, value);
}

const char *words_count(const struct report_words *w, int64_t value)
{
	return digits(w->arena, value, 0, "");
}

const char *words_percent(const struct report_words *w, dgpm_yen part, dgpm_yen whole)
{
	int64_t tenths;

	return whole > 0 && dgpm_rate(&tenths, part, whole, 3) ? digits(w->arena, tenths, 1, "") : NULL;
}

const char *words_ratio(const struct report_words *w, dgpm_yen part, dgpm_yen whole)
{
	enum { PLACES = 8, SCALE = 100000000 };
	int64_t fine;

	if (whole <= 0 || !dgpm_rate(&fine, part, whole, PLACES))
		return NULL;
	return dgpm_arena_printf(w->arena, "%s%" PRId64 ".%08" PRId64, fine < 0 ? "-" : "",
				 (fine < 0 ? -fine : fine) / SCALE, (fine < 0 ? -fine : fine) % SCALE);
}

const char *words_change_percent(const struct report_words *w, dgpm_yen before, dgpm_yen now)
{
	dgpm_yen change;
	int64_t tenths;

	if (before <= 0 || !dgpm_yen_sub(&change, now, before) || !dgpm_rate(&tenths, change, before, 3))
		return NULL;
	return dgpm_arena_cat(w->arena, digits(w->arena, tenths, 1, w->ja ? "＋" : "+"), w->ja ? "%" : " %");
}

int words_permille(dgpm_yen part, dgpm_yen whole)
{
	int64_t tenths;

	if (whole <= 0 || part < 0 || !dgpm_rate(&tenths, part, whole, 3))
		return -1;
	return tenths > 1000 ? 1000 : (int)tenths;
}

/* 令和2年度 without 年度; NULL without eras. */
static const char *era_year(const struct report_words *w, int fiscal_year)
{
	static const char suffix[] = "年度";
	char buf[64];
	size_t n;

	if (w->eras == NULL)
		return NULL;
	dgpm_fiscal_year_wareki(buf, sizeof buf, w->eras, fiscal_year);
	n = strlen(buf);
	if (n < sizeof suffix || strcmp(buf + n - (sizeof suffix - 1), suffix) != 0 || (buf[0] >= '0' && buf[0] <= '9'))
		return NULL;
	return dgpm_arena_strndup(w->arena, buf, n - (sizeof suffix - 1));
}

const char *words_year(const struct report_words *w, int fiscal_year)
{
	return dgpm_arena_printf(w->arena, w->ja ? "%d年度" : "FY%d", fiscal_year);
}

const char *words_year_long(const struct report_words *w, int fiscal_year)
{
	const char *era = w->ja ? era_year(w, fiscal_year) : NULL;

	return era != NULL ? dgpm_arena_printf(w->arena, "%s年度（%d年度）", era, fiscal_year)
			   : words_year(w, fiscal_year);
}

const char *words_year_title(const struct report_words *w, int fiscal_year)
{
	const char *era = w->ja ? era_year(w, fiscal_year) : NULL;

	return era != NULL ? dgpm_arena_cat(w->arena, era, "年度") : words_year(w, fiscal_year);
}

const char *words_year_era(const struct report_words *w, int fiscal_year)
{
	const char *era = w->ja ? era_year(w, fiscal_year) : NULL;

	return era != NULL ? dgpm_arena_printf(w->arena, "（%s）", era) : NULL;
}

/* 令和2 is 令2, 令和元 is 令元: the first character, then what follows the name of the era. */
const char *words_year_short(const struct report_words *w, int fiscal_year)
{
	const char *era = w->ja ? era_year(w, fiscal_year) : NULL;

	if (era == NULL || strlen(era) < 7)
		return NULL;
	return dgpm_arena_printf(w->arena, "%.3s%s", era, era + 6);
}

const char *words_date(const struct report_words *w, struct dgpm_date d)
{
	static const char *const months[] = { "January", "February", "March",	  "April",   "May",	 "June",
					      "July",	 "August",   "September", "October", "November", "December" };

	if (w->ja)
		return dgpm_arena_printf(w->arena, "%d年%d月%d日", d.year, d.month, d.day);
	return dgpm_arena_printf(w->arena, "%d %s %d", d.day, months[(d.month + 11) % 12], d.year);
}
