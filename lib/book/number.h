/* Numbers of spreadsheets: exact decimals, and those that are dates. */
#ifndef BOOK_NUMBER_H
#define BOOK_NUMBER_H

#include "base/base.h"

/* What a number format makes of a number. */
enum book_format {
	BOOK_AS_NUMBER,
	BOOK_AS_DATE,     /* a day, with a time where the number has a fraction */
	BOOK_AS_TIME,     /* of day */
	BOOK_AS_DURATION, /* [h]:mm: hours may go beyond a day */
	BOOK_AS_THOUSANDS, /* #,##0, : shown divided by 1,000; and by as much twice and three times */
	BOOK_AS_MILLIONS,
	BOOK_AS_BILLIONS
};

static inline bool book_is_scaled(enum book_format format)
{
	return format >= BOOK_AS_THOUSANDS;
}

/* Of a format code such as `[$-411]ggge"年"m"月"d"日"` or `#,##0;[Red]-#,##0`. */
enum book_format book_format_of(struct dgpm_str code);
/* Of the numbers that stand for codes known to every program (ISO/IEC 29500-1, 18.8.30). */
enum book_format book_format_builtin(unsigned id);

/* Room for any text of book_number() made of `n` bytes, and of book_date(). */
#define BOOK_NUMBER_ROOM 400

/*
 * The exact decimal without exponent and without zeros behind its point: "1.2E+7" is 12000000, "0.10" is 0.1; of more
 * than 15 digits with a fraction, rounded to 15, as spreadsheet programs do. Written to `to` (BOOK_NUMBER_ROOM bytes),
 * or `text` itself where it is so already. False: no number, or one of more digits than fit.
 */
bool book_number(struct dgpm_str *out, char *to, struct dgpm_str text);

/* The exact decimal that such a format shows, before rounding; `text` as book_number() gives it, not within `to`. */
struct dgpm_str book_scaled(char *to, struct dgpm_str text, enum book_format format);

/*
 * The day and time a serial number stands for; `text` as book_number() gives it. 1900 system: day 1 is 1900-01-01, and
 * day 60 is 1900-02-29, which never was (kept for the sake of an older program's fault). False: out of range.
 */
bool book_date(struct dgpm_str *out, char *to, struct dgpm_str text, enum book_format format, bool from_1904);

#endif
