/* Fiscal years and Japanese eras. */
#ifndef DATA_ERAS_H
#define DATA_ERAS_H

#include "base/date.h"
#include "doc/doc.h"

#define DGPM_YEAR_MIN 1868
#define DGPM_YEAR_MAX 2200

/* Eras are data: schemas/eras.yaml. */
struct dgpm_eras;

/*
 * Compile the era list.
 *
 * Shape:  a list of {name, initials: [...], square, from: date, name_en}, the newest last.
 * Owner:  *out lives in `arena` and borrows `list`.
 * Errors: -1 after a diagnostic.
 * Source: schemas/eras.yaml.
 */
int dgpm_eras_load(const struct dgpm_eras **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		   const struct dgpm_node *list, const char *path) DGPM_MUST_CHECK;

/*
 * Whether a day lies in the era that a text begins with.
 *
 * Shape:  `text` as dgpm_text_fold() gives it: 平成元年1月7日, h1.1.8; true where it begins with no era.
 * Source: schemas/eras.yaml.
 */
bool dgpm_date_in_era(const struct dgpm_eras *eras, struct dgpm_str text, struct dgpm_date date);

/*
 * Read a fiscal year.
 *
 * Shape:  2021, 2021年度, FY2021, 令和3年度, 令和元年度, 令3, R3, ㋿3年度, ㍻31, full-width digits; "28年度" alone only
 *         when `era` (its name, such as 平成) is given. 令和3年度（2021年度） and the other way round when both agree.
 *         The whole text, spaces at the ends aside. 令和3年 is a calendar year and is not read.
 *         An era goes on to the calendar year in which the next one began: 平成31年度 and 令和元年度 are both FY2019,
 *         昭和64年度 and 平成元年度 both FY1989; 平成32年度 and 昭和65年度 never were.
 * Errors: false: not a year, out of DGPM_YEAR_MIN..MAX, or a year the era never had; *out is as it was.
 */
bool dgpm_fiscal_year_parse(int *out, const struct dgpm_eras *eras, struct dgpm_str text, const char *era);

/*
 * 令和3年度 of 2021 into buf (48 bytes are enough). The era in force at the end of the calendar year in which the
 * fiscal year starts: 令和元年度 of 2019, 昭和63年度 of 1988 though 平成 began within it, as no era has a year 0.
 * Before the first era, or with eras NULL: 1867年度.
 */
char *dgpm_fiscal_year_wareki(char *buf, size_t size, const struct dgpm_eras *eras, int fiscal_year);

#endif
