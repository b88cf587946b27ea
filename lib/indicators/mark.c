/* The mark of an indicator: イ, ロ, ハ, － of S4, or what keeps it from being told. */
#include "indicators/indicators.h"

#define WHOLE 10000

const char *dgpm_mark_name(enum dgpm_mark mark)
{
	static const char *const names[DGPM_N_MARKS] = {
		[DGPM_MARK_ACHIEVED] = "achieved",   [DGPM_MARK_NEARLY] = "nearly",
		[DGPM_MARK_NOT] = "not",             [DGPM_MARK_RUNNING] = "running",
		[DGPM_MARK_NO_ACTUAL] = "no-actual", [DGPM_MARK_NO_TARGET] = "no-target",
		[DGPM_MARK_NO_BASELINE] = "no-baseline", [DGPM_MARK_NO_DIRECTION] = "no-direction",
	};

	return names[mark];
}

bool dgpm_mark_is_told(enum dgpm_mark mark)
{
	return mark <= DGPM_MARK_RUNNING;
}

static bool is_number(const struct dgpm_measure *m)
{
	return m->kind == DGPM_MEASURE_NUMBER;
}

/* How far the value is beyond the target in the good direction: below zero, it is missed. */
static wide ahead(const struct dgpm_indicator *ind, const struct dgpm_measure *actual,
		  const struct dgpm_measure *target)
{
	wide d = actual->scaled - target->scaled;

	return ind->direction == DGPM_AT_MOST ? -d : d;
}

static enum dgpm_met year_met(const struct dgpm_indicator *ind, const struct dgpm_indicator_year *y)
{
	if (y->judged != DGPM_MET_UNKNOWN)
		return y->judged;
	if ((ind->direction != DGPM_AT_LEAST && ind->direction != DGPM_AT_MOST) || !is_number(&y->target) ||
	    !is_number(&y->actual))
		return DGPM_MET_UNKNOWN;
	return ahead(ind, &y->actual, &y->target) >= 0 ? DGPM_MET_YES : DGPM_MET_NO;
}

void dgpm_indicator_settle(struct dgpm_indicator *ind)
{
	ind->target_fy = ind->actual_fy = ind->first_actual_fy = 0;
	for (size_t i = 0; i < ind->n_years; i++) {
		struct dgpm_indicator_year *y = &ind->years[i];

		if (y->target.kind != DGPM_MEASURE_NONE) {
			ind->target_fy = y->fiscal_year;
			ind->target = y->target;
		}
		if (y->actual.kind != DGPM_MEASURE_NONE || y->judged != DGPM_MET_UNKNOWN) {
			if (ind->first_actual_fy == 0)
				ind->first_actual_fy = y->fiscal_year;
			ind->actual_fy = y->fiscal_year;
			ind->actual = y->actual;
			ind->as_of = y->as_of;
		}
		y->met = (uint8_t)year_met(ind, y);
	}
}

/* Whether the whole fiscal year lies before the day. */
static bool is_over(int fiscal_year, struct dgpm_date date)
{
	return dgpm_date_fiscal_year(date) > fiscal_year;
}

/* Half-up, away from zero at the half; what does not fit is held at the end. */
static int64_t ten_thousandths(wide n, wide d)
{
	wide v;

	if (d < 0) {
		n = -n;
		d = -d;
	}
	n *= WHOLE;
	v = n >= 0 ? (n * 2 + d) / (d * 2) : -((-n * 2 + d) / (d * 2));
	return v > INT64_MAX ? INT64_MAX : v < INT64_MIN ? INT64_MIN : (int64_t)v;
}

/* Missed, and the year is over: near, or not; without a baseline to start from by the distance to the target. */
static enum dgpm_mark near_or_not(const struct dgpm_indicator *ind, int64_t near)
{
	wide way = ind->target.scaled - ind->baseline.scaled, gone = ind->actual.scaled - ind->baseline.scaled;
	wide size = ind->target.scaled < 0 ? -ind->target.scaled : ind->target.scaled;
	bool forward = is_number(&ind->baseline) && (ind->direction == DGPM_AT_MOST ? way < 0 : way > 0);

	if (forward) {
		if (way < 0) {
			way = -way;
			gone = -gone;
		}
		return gone * WHOLE >= way * near ? DGPM_MARK_NEARLY : DGPM_MARK_NOT;
	}
	if (size == 0 && !is_number(&ind->baseline))
		return DGPM_MARK_NO_BASELINE;
	return -ahead(ind, &ind->actual, &ind->target) * WHOLE <= size * (WHOLE - near) ? DGPM_MARK_NEARLY :
											  DGPM_MARK_NOT;
}

static enum dgpm_mark mark_of_text(struct dgpm_indicator *ind)
{
	const struct dgpm_indicator_year *last = NULL;

	for (size_t i = 0; i < ind->n_years; i++)
		if (ind->years[i].judged != DGPM_MET_UNKNOWN)
			last = &ind->years[i];
	if (last != NULL && (last->judged == DGPM_MET_YES ? last->fiscal_year >= ind->target_fy :
							    ind->due && last->fiscal_year >= ind->target_fy)) {
		ind->early = last->judged == DGPM_MET_YES && !ind->due;
		return last->judged == DGPM_MET_YES ? DGPM_MARK_ACHIEVED : DGPM_MARK_NOT;
	}
	return ind->due ? DGPM_MARK_NO_ACTUAL : DGPM_MARK_RUNNING;
}

/* The printed mark stands where nobody judged the years of a target in words. */
static enum dgpm_mark or_printed(struct dgpm_indicator *ind, enum dgpm_mark mark)
{
	if (mark == DGPM_MARK_NO_ACTUAL && ind->printed != NULL)
		for (int m = 0; m <= DGPM_MARK_RUNNING; m++)
			if (strcmp(dgpm_mark_name((enum dgpm_mark)m), ind->printed) == 0) {
				ind->by_people = true;
				return (enum dgpm_mark)m;
			}
	return mark;
}

static enum dgpm_mark mark_of_number(struct dgpm_indicator *ind, int64_t near)
{
	bool has_actual = is_number(&ind->actual);

	if (ind->direction != DGPM_DIRECTION_UNKNOWN && has_actual && is_number(&ind->baseline)) {
		ind->worse = ahead(ind, &ind->actual, &ind->baseline) < 0;
		/* A target behind the baseline is no way to go. */
		if (ahead(ind, &ind->target, &ind->baseline) > 0) {
			ind->way = ten_thousandths(ind->actual.scaled - ind->baseline.scaled,
						   ind->target.scaled - ind->baseline.scaled);
			ind->has_way = true;
		}
	}
	if (!has_actual)
		return ind->due ? DGPM_MARK_NO_ACTUAL : DGPM_MARK_RUNNING;
	if (ind->direction == DGPM_DIRECTION_UNKNOWN)
		return DGPM_MARK_NO_DIRECTION;
	if (ahead(ind, &ind->actual, &ind->target) >= 0) {
		ind->early = !ind->due;
		return DGPM_MARK_ACHIEVED;
	}
	if (!ind->due)
		return DGPM_MARK_RUNNING;
	/* What an earlier year brought says nothing of the year that was due. */
	if (ind->actual_fy < ind->target_fy)
		return DGPM_MARK_NO_ACTUAL;
	return near_or_not(ind, near);
}

/* Of several parts the worst: what cannot be told outweighs －, and ハ everything. */
static enum dgpm_mark worse_of(enum dgpm_mark a, enum dgpm_mark b)
{
	static const uint8_t weight[DGPM_N_MARKS] = {
		[DGPM_MARK_ACHIEVED] = 0,  [DGPM_MARK_NEARLY] = 5,    [DGPM_MARK_NOT] = 7,
		[DGPM_MARK_RUNNING] = 1,   [DGPM_MARK_NO_ACTUAL] = 3, [DGPM_MARK_NO_TARGET] = 2,
		[DGPM_MARK_NO_BASELINE] = 6, [DGPM_MARK_NO_DIRECTION] = 4,
	};

	return weight[a] >= weight[b] ? a : b;
}

void dgpm_indicator_mark(struct dgpm_indicator *ind, int64_t near, struct dgpm_date date)
{
	ind->by_people = ind->early = ind->worse = ind->has_way = false;
	ind->due = ind->target_fy != 0 && is_over(ind->target_fy, date);
	if (ind->n_parts != 0) {
		ind->mark = DGPM_MARK_ACHIEVED;
		for (size_t i = 0; i < ind->n_parts; i++) {
			dgpm_indicator_mark(&ind->parts[i], near, date);
			ind->mark = (uint8_t)worse_of((enum dgpm_mark)ind->mark, (enum dgpm_mark)ind->parts[i].mark);
			ind->worse |= ind->parts[i].worse;
			ind->due |= ind->parts[i].due;
		}
		return;
	}
	if (ind->target_fy == 0)
		ind->mark = DGPM_MARK_NO_TARGET;
	else if (ind->direction == DGPM_QUALITATIVE || !is_number(&ind->target))
		ind->mark = (uint8_t)or_printed(ind, mark_of_text(ind));
	else
		ind->mark = (uint8_t)mark_of_number(ind, near);
}
