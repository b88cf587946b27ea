/* One row of a tracked target: baseline, path, result, forecast, gap and status. */
#include "track/parts.h"
#include "base/i18n.h"

#define PUBLISHED_SLACK 50 /* in 1000: published figures are rounded, "about" */

const char *dgpm_track_status_name(enum dgpm_track_status s)
{
	static const char *const names[] = { "achieved", "on-track", "forecast-misses",
					     "behind",   "missed",   "cannot-compute" };

	return s <= DGPM_UNCOMPUTED ? names[s] : "";
}

/* A sum over members, with what it cannot tell. */
struct total {
	struct dgpm_track_figure f;
	wide sum, moved;
	bool overflow;
	size_t unsplit_rows;
};

static void add_cell(struct total *t, const struct track_cell *cell)
{
	t->f.known = true;
	t->f.by_stage[cell->stage]++;
	t->sum += cell->yen;
	t->overflow |= cell->overflow;
	t->unsplit_rows += cell->unsplit_rows;
}

static void close_total(struct total *t)
{
	t->sum += t->moved;
	t->overflow |= !wide_fits(t->sum);
	if (t->overflow)
		t->f.known = false;
	else
		t->f.yen = (dgpm_yen)t->sum;
}

static void sum_year(const struct track_work *w, struct total *t, struct track_member *const *members, size_t n,
		     int year)
{
	wide moved;

	*t = (struct total){ 0 };
	for (size_t i = 0; i < n; i++) {
		const struct track_cell *cell = track_cell(members[i], year);

		if (cell != NULL)
			add_cell(t, cell);
		if (year <= w->as_of && members[i]->in_scope && track_moved_out(w, members[i], year, &moved)) {
			t->moved += moved;
			t->f.known = true;
		}
	}
	close_total(t);
}

bool dgpm_least_squares(dgpm_yen *out, const int *years, const dgpm_yen *values, size_t n, int at)
{
	wide sx = 0, sy = 0, sxx = 0, sxy = 0, d, num;

	/* Years from the first on: 333 of them at most, and sums of 64-bit values stay far below 128 bits. */
	if (n < 2 || n > 400)
		return false;
	for (size_t i = 0; i < n; i++) {
		wide x = years[i] - years[0];

		sx += x;
		sy += values[i];
		sxx += x * x;
		sxy += x * values[i];
	}
	d = (wide)n * sxx - sx * sx;
	if (d == 0)
		return false;
	num = sy * sxx - sx * sxy + (at - years[0]) * ((wide)n * sxy - sx * sy);
	if (num < 0)
		return false;
	num = (num * 2 + d) / (d * 2);
	if (!wide_fits(num))
		return false;
	*out = (dgpm_yen)num;
	return true;
}

/* Years from the baseline on whose figure holds results: by the first stage of the order. */
static void forecast(const struct track_work *w, struct dgpm_track_row *row, struct track_member *const *members,
		     size_t n)
{
	const struct dgpm_target *t = w->target;
	int span = w->as_of - t->baseline_fy + 1, *years;
	dgpm_yen *values;
	size_t have = 0;

	if (t->aim.fiscal_year <= w->as_of || span < 1)
		return;
	years = dgpm_arena_array(w->run->arena, (size_t)span, sizeof *years);
	values = dgpm_arena_array(w->run->arena, (size_t)span, sizeof *values);
	for (int y = t->baseline_fy; y <= w->as_of; y++) {
		struct total one;

		sum_year(w, &one, members, n, y);
		if (!one.f.known || one.unsplit_rows != 0 || one.f.by_stage[t->stages[0]] == 0)
			continue;
		years[have] = y;
		values[have++] = one.f.yen;
	}
	row->has_forecast = dgpm_least_squares(&row->forecast_yen, years, values, have, t->aim.fiscal_year);
	row->forecast_years = (unsigned)have;
	if (!row->has_forecast && have < 2 && row->plan.known) {
		row->has_forecast = true;
		row->forecast_yen = row->plan.yen;
		row->forecast_years = 0;
	}
}

/* The plan of the target year: whole only when every project with a figure in the as-of year has one. */
static void plan(const struct track_work *w, struct dgpm_track_row *row, struct track_member *const *members, size_t n)
{
	struct total sum = { 0 };
	bool whole = true;

	if (w->target->aim.fiscal_year <= w->as_of)
		return;
	for (size_t i = 0; i < n; i++) {
		const struct track_cell *cell = track_cell(members[i], w->target->aim.fiscal_year);

		if (cell != NULL) {
			add_cell(&sum, cell);
			row->n_planned += cell->unsplit_rows == 0;
		} else {
			whole = whole && track_cell(members[i], w->as_of) == NULL;
		}
	}
	close_total(&sum);
	if (whole && sum.f.known && sum.unsplit_rows == 0)
		row->plan = sum.f;
}

static const char *open_text(const struct track_work *w, const struct dgpm_track_row *row)
{
	struct dgpm_arena *a = w->run->arena;
	const char *missing = NULL, *broken = NULL;

	if (row->n_missing != 0)
		missing = dgpm_arena_printf(a, P_("%zu project has no figure any more in FY%d",
						  "%zu projects have no figure any more in FY%d", row->n_missing),
					    row->n_missing, w->as_of);
	if (row->n_broken != 0)
		broken = dgpm_arena_printf(a, P_("%zu project fell by more than half in one year",
						 "%zu projects fell by more than half in one year", row->n_broken),
					   row->n_broken);
	if (missing == NULL && broken == NULL)
		return NULL;
	return dgpm_arena_printf(a, _("%s%s%s; no card says why"), missing != NULL ? missing : "",
				 missing != NULL && broken != NULL ? ", " : "", broken != NULL ? broken : "");
}

/* What would be spent more if the projects that vanished or broke off were as before. */
static void open_ones(const struct track_work *w, struct dgpm_track_row *row, struct track_member *const *members,
		      size_t n)
{
	wide sum = 0;

	for (size_t i = 0; i < n; i++) {
		const struct track_member *m = members[i];
		const struct track_cell *now = track_cell(m, w->as_of), *before = track_open_before(w, m);

		if (before == NULL)
			continue;
		row->n_missing += m->kind == DGPM_CHANGE_MISSING;
		row->n_broken += m->kind == DGPM_CHANGE_BROKEN;
		sum += before->yen - (now != NULL ? now->yen : 0);
	}
	row->open_yen = wide_fits(sum) ? (dgpm_yen)sum : INT64_MAX;
}

static void reported(const struct track_work *w, struct dgpm_track_row *row, struct track_member *const *members,
		     size_t n)
{
	bool fits = true;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < members[i]->n_reductions; j++) {
			const struct track_reduction *r = &members[i]->reductions[j];

			if (r->fiscal_year != w->as_of)
				continue;
			row->has_prospect |= r->has_prospect;
			row->has_reported |= r->has_actual;
			fits = fits && dgpm_yen_add(&row->prospect_yen, row->prospect_yen, r->prospect_yen) &&
			       dgpm_yen_add(&row->reported_yen, row->reported_yen, r->actual_yen);
		}
	row->has_prospect &= fits;
	row->has_reported &= fits;
}

static void cannot(struct dgpm_track_row *row, const char *reason)
{
	row->status = DGPM_UNCOMPUTED;
	if (row->reason == NULL)
		row->reason = reason;
}

static const char *unsplit(const struct track_work *w, size_t rows)
{
	return dgpm_arena_printf(w->run->arena,
				 P_("amounts are not split by expense (%zu row unspecified)",
				    "amounts are not split by expense (%zu rows unspecified)", rows),
				 rows);
}

/* The published baseline is of the whole: ledgers that hold another sum for that year do not hold the whole. */
static void check_published(const struct track_work *w, struct dgpm_track_row *row, struct track_member *const *base,
			    size_t n)
{
	dgpm_yen published = w->target->published_yen;
	struct total sum;
	int64_t rate;

	sum_year(w, &sum, base, n, w->target->baseline_fy);
	if (!sum.f.known || sum.unsplit_rows != 0 || !dgpm_rate(&rate, sum.f.yen, published, 3) ||
	    (rate >= 1000 - PUBLISHED_SLACK && rate <= 1000 + PUBLISHED_SLACK))
		return;
	cannot(row, dgpm_arena_printf(w->run->arena, _("the ledgers hold %d.%d %% of the published baseline"),
				      (int)(rate / 10), (int)(rate % 10)));
}

static void baseline(const struct track_work *w, struct dgpm_track_row *row, struct track_member *const *base,
		     size_t n, bool whole)
{
	const struct dgpm_target *t = w->target;
	struct dgpm_arena *a = w->run->arena;
	struct total sum;

	if (t->baseline_fy == 0) {
		cannot(row, _("the target names no baseline year"));
		return;
	}
	if (whole && (t->has_baseline || (w->run->how->published && t->has_published))) {
		row->baseline = (struct dgpm_track_figure){ .known = true, .given = true };
		row->baseline.yen = t->has_baseline ? t->baseline_yen : t->published_yen;
		if (!t->has_baseline)
			check_published(w, row, base, n);
	} else {
		sum_year(w, &sum, base, n, t->baseline_fy);
		row->baseline = sum.f;
		if (sum.overflow)
			cannot(row, _("the sum does not fit 64 bits"));
		else if (sum.unsplit_rows != 0)
			cannot(row, unsplit(w, row->unsplit_rows = sum.unsplit_rows));
		else if (!sum.f.known)
			cannot(row, dgpm_arena_printf(a, _("no figure for the baseline year, FY%d"), t->baseline_fy));
		if (sum.unsplit_rows != 0)
			row->baseline.known = false;
	}
	if (row->baseline.known && row->baseline.yen <= 0)
		cannot(row, row->baseline.yen == 0 ?
				    dgpm_arena_printf(a, _("the baseline of FY%d is zero"), t->baseline_fy) :
				    dgpm_arena_printf(a, _("the baseline of FY%d is below zero"), t->baseline_fy));
}

static void aim(const struct track_work *w, struct dgpm_track_row *row, bool whole)
{
	const struct dgpm_target *t = w->target;

	if (!row->baseline.known || row->baseline.yen <= 0)
		return;
	if (!whole && t->aim.kind != DGPM_AIM_CUT) {
		cannot(row, _("the target is one amount and not divided by group"));
		return;
	}
	row->has_target = dgpm_aim_yen(&row->target_yen, &t->aim, row->baseline.yen);
	if (!row->has_target) {
		cannot(row, _("the cut is more than the baseline"));
		return;
	}
	if (t->aim.fiscal_year == 0) {
		cannot(row, _("the target names no target year"));
		return;
	}
	row->has_path = dgpm_target_path(&row->path_yen, t, row->baseline.yen, w->as_of);
}

static bool meets(const struct dgpm_target *t, dgpm_yen yen, dgpm_yen target)
{
	return t->more_than ? yen < target : yen <= target;
}

/* The status with `extra` yen on top of result and forecast; DGPM_UNCOMPUTED where that does not fit. */
static enum dgpm_track_status verdict(const struct track_work *w, const struct dgpm_track_row *row, dgpm_yen extra)
{
	dgpm_yen actual, expected;

	if (!dgpm_yen_add(&actual, row->actual.yen, extra))
		return DGPM_UNCOMPUTED;
	if (w->as_of >= w->target->aim.fiscal_year)
		return meets(w->target, actual, row->target_yen) ? DGPM_ACHIEVED : DGPM_MISSED;
	if (actual > row->path_yen)
		return DGPM_BEHIND;
	if (!row->has_forecast)
		return DGPM_ON_TRACK;
	if (!dgpm_yen_add(&expected, row->forecast_yen, extra))
		return DGPM_UNCOMPUTED;
	return meets(w->target, expected, row->target_yen) ? DGPM_ON_TRACK : DGPM_FORECAST_MISSES;
}

static void judge(const struct track_work *w, struct dgpm_track_row *row)
{
	struct dgpm_arena *a = w->run->arena;
	dgpm_yen ahead;

	if (row->reason != NULL || !row->has_target)
		return;
	if (w->as_of <= w->target->baseline_fy || !row->actual.known) {
		cannot(row, w->as_of == 0 ? _("no result in any year after the baseline") :
		       w->as_of <= w->target->baseline_fy ?
		       dgpm_arena_printf(a, _("FY%d is not after the baseline year"), w->as_of) :
		       dgpm_arena_printf(a, _("no figure for FY%d"), w->as_of));
		return;
	}
	row->status = verdict(w, row, 0);
	if (row->status == DGPM_UNCOMPUTED) {
		cannot(row, _("the sum does not fit 64 bits"));
	} else if (row->open_text != NULL && verdict(w, row, row->open_yen) != row->status) {
		cannot(row, row->open_text);
		return;
	}
	row->has_reduction = row->open_text == NULL &&
			     dgpm_yen_sub(&row->reduction_yen, row->baseline.yen, row->actual.yen) &&
			     row->baseline.yen != 0;
	row->rate_of_yen = row->baseline.yen;
	ahead = w->as_of >= w->target->aim.fiscal_year ? row->actual.yen : row->forecast_yen;
	if (w->as_of >= w->target->aim.fiscal_year || row->has_forecast)
		row->has_gap = dgpm_yen_sub(&row->gap_yen, ahead, row->target_yen);
}

static void fill(const struct track_work *w, struct dgpm_track_row *row, struct track_member *const *members, size_t n,
		 struct track_member *const *base, size_t n_base, bool whole)
{
	struct total now;

	row->n_members = n;
	row->status = DGPM_UNCOMPUTED;
	baseline(w, row, base, n_base, whole);
	aim(w, row, whole);
	sum_year(w, &now, members, n, w->as_of);
	row->actual = now.f;
	if (wide_fits(now.moved))
		row->moved_yen = (dgpm_yen)now.moved;
	if (now.overflow)
		cannot(row, _("the sum does not fit 64 bits"));
	if (now.unsplit_rows != 0) {
		row->actual.known = false;
		if (row->unsplit_rows == 0)
			row->unsplit_rows = now.unsplit_rows;
		cannot(row, unsplit(w, now.unsplit_rows));
	}
	open_ones(w, row, members, n);
	row->open_text = open_text(w, row);
	reported(w, row, members, n);
	plan(w, row, members, n);
	if (row->reason == NULL)
		forecast(w, row, members, n);
	judge(w, row);
	if (row->status == DGPM_UNCOMPUTED)
		row->has_forecast = row->has_gap = row->has_reduction = false;
	track_terms(w, row, members, n, base, n_base);
}

static void add_other(const struct track_cell *cell, size_t *n, wide *sum, bool *fits)
{
	++*n;
	*sum += cell->yen;
	*fits = *fits && !cell->overflow && cell->unsplit_rows == 0;
}

/*
 * What the projects make of the target that are counted on both sides. One without a baseline counts in the result
 * alone, one that is gone in the baseline alone: with them a row tells of what was begun and ended, too.
 */
static void like_for_like(const struct track_work *w, struct dgpm_track_row *row, struct track_member *const *members,
			  size_t n)
{
	struct track_member **same = dgpm_arena_array(w->run->arena, n, sizeof(struct track_member *));
	int from = w->target->baseline_fy;
	wide entered = 0, gone = 0, moved;
	struct dgpm_track_row *out;
	bool fits = true;
	size_t n_same = 0;

	if (w->base != w->members || from == 0 || w->as_of <= from)
		return;
	for (size_t i = 0; i < n; i++) {
		const struct track_cell *a = track_cell(members[i], from), *b = track_cell(members[i], w->as_of);
		bool out_of_it = track_moved_out(w, members[i], w->as_of, &moved);

		if (a != NULL && (b != NULL || out_of_it))
			same[n_same++] = members[i];
		else if (a != NULL)
			add_other(a, &row->n_gone, &gone, &fits);
		else if (b != NULL)
			add_other(b, &row->n_new, &entered, &fits);
	}
	if (!fits || !wide_fits(entered) || !wide_fits(gone)) {
		row->n_new = row->n_gone = 0;
		return;
	}
	row->new_yen = (dgpm_yen)entered;
	row->gone_yen = (dgpm_yen)gone;
	if (n_same == 0 || row->n_new + row->n_gone == 0)
		return;
	out = dgpm_arena_array(w->run->arena, 1, sizeof *out);
	out->group = row->group;
	fill(w, out, same, n_same, same, n_same, false);
	row->same = out;
}

void track_row(const struct track_work *w, struct dgpm_track_row *row, struct track_member *const *members, size_t n,
	       struct track_member *const *base, size_t n_base, bool whole)
{
	fill(w, row, members, n, base, n_base, whole);
	like_for_like(w, row, members, n);
}

static void widen(int *lo, int *hi, int year)
{
	if (year == 0)
		return;
	if (*lo == 0 || year < *lo)
		*lo = year;
	if (year > *hi)
		*hi = year;
}

void track_series(struct track_work *w, const struct dgpm_track_row *whole)
{
	const struct dgpm_target *t = w->target;
	int lo = 0, hi = 0;

	widen(&lo, &hi, t->baseline_fy);
	widen(&lo, &hi, w->compare);
	widen(&lo, &hi, w->as_of);
	widen(&lo, &hi, t->aim.fiscal_year);
	if (lo == 0)
		return;
	w->years = dgpm_arena_array(w->run->arena, (size_t)hi - (size_t)lo + 1, sizeof *w->years);
	for (int y = lo; y <= hi; y++) {
		struct dgpm_track_year *at = &w->years[w->n_years++];
		struct total one;

		sum_year(w, &one, w->members, w->n_members, y);
		if (w->base != w->members && y == t->baseline_fy)
			sum_year(w, &one, w->base, w->n_base, y);
		*at = (struct dgpm_track_year){ .fiscal_year = y, .figure = one.f };
		at->figure.known &= one.unsplit_rows == 0;
		for (int s = 0; s < DGPM_N_LEDGER_STAGES; s++)
			at->n_counted += one.f.by_stage[s];
		at->has_path = whole->has_target &&
			       dgpm_target_path(&at->path_yen, t, whole->baseline.yen, y);
	}
}

/* From which year to which the members are looked at. */
static void look_at(struct track_work *w, int compare, int as_of)
{
	for (size_t i = 0; i < w->run->n_all; i++)
		w->run->all[i].replaced = w->run->all[i].replaces_one = false;
	w->compare = compare;
	w->as_of = as_of;
	track_classify(w);
}

void track_open_years(struct track_work *w)
{
	int base = w->target->baseline_fy, compare = w->compare, as_of = w->as_of;

	for (size_t i = 0; i < w->n_years; i++) {
		struct dgpm_track_year *at = &w->years[i];
		struct dgpm_track_row row = { 0 };

		if (!at->figure.known || at->fiscal_year <= base || at->fiscal_year > as_of)
			continue;
		look_at(w, base, at->fiscal_year);
		open_ones(w, &row, w->members, w->n_members);
		at->open_yen = row.open_yen;
	}
	look_at(w, base, as_of);
	if (compare != base)
		look_at(w, compare, as_of);
}
