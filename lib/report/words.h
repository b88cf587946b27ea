/* Internal: figures and years in the words of a report. Rounded half-up, once, from yen. */
#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H

#include "base/arena.h"
#include "base/yen.h"
#include "data/eras.h"

struct report_words {
	struct dgpm_arena *arena;
	const char *lang;	      /* "ja" or "en" */
	const struct dgpm_eras *eras; /* NULL: years of the common era alone */
	bool ja;
};

/* 2,717億円, or 271.7 billion yen; without the unit 2,717 and 271.7. */
const char *words_large(const struct report_words *w, dgpm_yen yen);
const char *words_large_number(const struct report_words *w, dgpm_yen yen);
const char *words_large_unit(const struct report_words *w);
/* The same where amounts are small: 10.6億円, 1.06 billion yen below ten of the unit, then 36百万円, 36 million yen. */
const char *words_large_fine(const struct report_words *w, dgpm_yen yen);
/* 271,741 of million yen, with − for minus; `sign`: ＋ too. */
const char *words_million(const struct report_words *w, dgpm_yen yen);
const char *words_million_signed(const struct report_words *w, dgpm_yen yen);
/* Exact, for data: plain digits. */
const char *words_exact(const struct report_words *w, int64_t value);
/* 271,741,437,000 */
const char *words_count(const struct report_words *w, int64_t value);
/* 88.6 of percent; NULL where there is no rate. */
const char *words_percent(const struct report_words *w, dgpm_yen part, dgpm_yen whole);
/* 0.88604651 for data: rounded to eight places; NULL where there is none or it does not fit. */
const char *words_ratio(const struct report_words *w, dgpm_yen part, dgpm_yen whole);
/* ＋22.9% of a change from `before` to `now`; NULL where there is none. */
const char *words_change_percent(const struct report_words *w, dgpm_yen before, dgpm_yen now);
/* Tenths of a percent, for bars: 0 to 1000; -1: none. */
int words_permille(dgpm_yen part, dgpm_yen whole);

/* 令和2年度（2020年度）, FY2020 (Reiwa 2) ; 2020年度, FY2020 ; （令和2） or NULL ; 令2 or NULL */
const char *words_year_long(const struct report_words *w, int fiscal_year);
/* 令和2年度, FY2020: in a title. */
const char *words_year_title(const struct report_words *w, int fiscal_year);
const char *words_year(const struct report_words *w, int fiscal_year);
const char *words_year_era(const struct report_words *w, int fiscal_year);
const char *words_year_short(const struct report_words *w, int fiscal_year);
/* 2021年6月30日, 30 June 2021 */
const char *words_date(const struct report_words *w, struct dgpm_date d);

#endif
