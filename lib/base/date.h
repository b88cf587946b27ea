/* Days of the Gregorian calendar, and the fiscal year a day lies in. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/base.h"

/* A day; year 0: no date. */
struct dgpm_date {
	int16_t year;
	uint8_t month, day;
};

/* YYYY-MM-DD that exists (ISO 8601); false else. */
bool dgpm_date_parse(struct dgpm_date *out, struct dgpm_str text);
int dgpm_date_cmp(struct dgpm_date a, struct dgpm_date b);
/* Days from a to b; negative when b is earlier. */
int32_t dgpm_date_days(struct dgpm_date a, struct dgpm_date b);
/* So many days later, 0 or more. */
struct dgpm_date dgpm_date_plus(struct dgpm_date d, int32_t days);
/* The fiscal year (April to March) a day lies in. */
int dgpm_date_fiscal_year(struct dgpm_date d);
char *dgpm_date_format(char buf[11], struct dgpm_date d);

#endif
