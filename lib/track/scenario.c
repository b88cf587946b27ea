/* What if the cost of some projects were another: the years from the result to the target year, as a scenario says. */
#include "track/parts.h"
#include "base/i18n.h"

/* The step of a project that counts in a year: the last one that has begun; NULL: none. */
static const struct dgpm_track_step *step_of(const struct track_work *w, const struct track_member *m, int fiscal_year)
{
	const struct dgpm_track_how *how = w->run->how;
	const struct dgpm_track_step *found = NULL;
	int begun = 0;

	for (size_t i = 0; i < how->n_steps; i++) {
		const struct dgpm_track_step *s = &how->steps[i];
		int from = s->from_fy != 0 ? s->from_fy : w->as_of + 1;

		if (strcmp(s->id, m->id) != 0 || from > fiscal_year || (found != NULL && from < begun))
			continue;
		found = s;
		begun = from;
	}
	return found;
}

/* Which steps are of a member; false: none is. */
static bool find_touched(const struct track_work *w, bool *touched)
{
	bool any = false;

	for (size_t s = 0; s < w->run->how->n_steps; s++) {
		for (size_t i = 0; i < w->n_members; i++)
			touched[s] |= strcmp(w->run->how->steps[s].id, w->members[i]->id) == 0;
		any |= touched[s];
	}
	return any;
}

/* Whether a card says that the project is no more in that year. */
static bool has_ended(const struct track_member *m, int fiscal_year)
{
	return (m->span_to != 0 && m->span_to < fiscal_year) || (m->ends && m->ends_fy < fiscal_year);
}

/* What a project costs in a year with nothing done: by its plan of the year, else as in the year of the result. */
static const struct track_cell *cost_of(const struct track_work *w, const struct track_member *m, int fiscal_year)
{
	const struct track_cell *cell = track_cell(m, fiscal_year);

	if (cell == NULL && !has_ended(m, fiscal_year))
		cell = track_cell(m, w->as_of);
	return cell;
}

/* Rounded half-up once; false where it does not fit. */
static bool from_millionths(dgpm_yen *out, wide sum)
{
	const wide whole = DGPM_CUT_WHOLE;
	wide yen = sum >= 0 ? (sum + whole / 2) / whole : -((-sum + whole / 2) / whole);

	if (!wide_fits(yen))
		return false;
	*out = (dgpm_yen)yen;
	return true;
}

static bool one_year(const struct track_work *w, struct dgpm_scenario_year *y)
{
	wide without = 0, with = 0, moved;

	for (size_t i = 0; i < w->n_members; i++) {
		const struct track_member *m = w->members[i];
		const struct track_cell *cell = cost_of(w, m, y->fiscal_year);
		const struct dgpm_track_step *step = step_of(w, m, y->fiscal_year);
		wide yen = 0;

		if (cell != NULL) {
			if (cell->overflow || cell->unsplit_rows != 0)
				return false;
			yen += cell->yen;
		}
		/* A budget that moved out of the ledger is still paid. */
		if (track_moved_out(w, m, w->as_of, &moved))
			yen += moved;
		without += yen;
		with += yen * (DGPM_CUT_WHOLE + (step != NULL ? step->rate : 0));
	}
	if (!wide_fits(without))
		return false;
	y->without_yen = (dgpm_yen)without;
	return from_millionths(&y->yen, with);
}

void track_scenario(const struct track_work *w, const struct dgpm_track_row *whole, struct dgpm_tracked *out)
{
	const struct dgpm_target *t = w->target;
	bool *touched = dgpm_arena_array(w->run->arena, w->run->how->n_steps, sizeof *touched);
	struct dgpm_scenario_year *years;
	size_t n;

	out->touched = touched;
	if (!find_touched(w, touched))
		return;
	if (!whole->has_target || !whole->actual.known || w->as_of == 0) {
		out->scenario_reason = whole->reason != NULL ? whole->reason : _("there is no result to go on from");
		return;
	}
	if (w->as_of >= t->aim.fiscal_year) {
		out->scenario_reason = _("the target year is there: nothing can be changed any more");
		return;
	}
	n = (size_t)t->aim.fiscal_year - (size_t)w->as_of;
	years = dgpm_arena_array(w->run->arena, n, sizeof *years);
	for (size_t i = 0; i < n; i++) {
		years[i].fiscal_year = w->as_of + 1 + (int)i;
		years[i].has_path = dgpm_target_path(&years[i].path_yen, t, whole->baseline.yen, years[i].fiscal_year);
		if (!one_year(w, &years[i])) {
			out->scenario_reason = dgpm_arena_printf(w->run->arena, _("no figure for FY%d"),
								 years[i].fiscal_year);
			return;
		}
	}
	out->scenario = years;
	out->n_scenario = n;
	out->scenario_status = (t->more_than ? years[n - 1].yen < whole->target_yen :
					       years[n - 1].yen <= whole->target_yen) ?
				       DGPM_ACHIEVED :
				       DGPM_MISSED;
}
