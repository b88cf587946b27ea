/* The tracking report for programs: rows of the targets, changes, or levers. */
#include "track/print_parts.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "track/address.h"

/* CSV ends after `in_progress`; JSON tells more. */
static const struct dgpm_col columns[] = {
	{ "target_id", N_("target"), DGPM_COL_TEXT },      { "group", N_("group"), DGPM_COL_TEXT },
	{ "baseline_fy", "", DGPM_COL_INT },               { "baseline_yen", "", DGPM_COL_YEN },
	{ "target_fy", "", DGPM_COL_INT },                 { "target_yen", "", DGPM_COL_YEN },
	{ "as_of_fy", "", DGPM_COL_INT },                  { "path_yen", "", DGPM_COL_YEN },
	{ "actual_yen", "", DGPM_COL_YEN },                { "reduction_yen", "", DGPM_COL_YEN },
	{ "reduction_rate", "", DGPM_COL_RATE },           { "forecast_yen", "", DGPM_COL_YEN },
	{ "gap_yen", "", DGPM_COL_YEN },                   { "status", "", DGPM_COL_TEXT },
	{ "same_projects", "", DGPM_COL_INT },             { "same_baseline_yen", "", DGPM_COL_YEN },
	{ "same_path_yen", "", DGPM_COL_YEN },             { "same_actual_yen", "", DGPM_COL_YEN },
	{ "same_status", "", DGPM_COL_TEXT },              { "new_projects", "", DGPM_COL_INT },
	{ "new_yen", "", DGPM_COL_YEN },                   { "gone_projects", "", DGPM_COL_INT },
	{ "gone_yen", "", DGPM_COL_YEN },                  { "in_progress", "", DGPM_COL_TEXT },
	{ "reason", "", DGPM_COL_TEXT },                   { "name", "", DGPM_COL_TEXT },
	{ "projects", "", DGPM_COL_INT },                  { "expenses", "", DGPM_COL_TEXT },
	{ "baseline_basis", "", DGPM_COL_TEXT },           { "actual_basis", "", DGPM_COL_TEXT },
	{ "forecast_basis", "", DGPM_COL_TEXT },           { "plan_yen", "", DGPM_COL_YEN },
	{ "moved_yen", "", DGPM_COL_YEN },                 { "open_projects", "", DGPM_COL_INT },
	{ "open_yen", "", DGPM_COL_YEN },                  { "prospect_yen", "", DGPM_COL_YEN },
	{ "reported_yen", "", DGPM_COL_YEN },
};
#define N_CSV_COLUMNS 24

static const struct dgpm_col change_columns[] = {
	{ "target_id", "", DGPM_COL_TEXT },  { "kind", "", DGPM_COL_TEXT },    { "project_id", "", DGPM_COL_TEXT },
	{ "organization", "", DGPM_COL_TEXT }, { "name", "", DGPM_COL_TEXT },  { "from_fy", "", DGPM_COL_INT },
	{ "from_yen", "", DGPM_COL_YEN },    { "from_organization", "", DGPM_COL_TEXT },
	{ "to_fy", "", DGPM_COL_INT },       { "to_yen", "", DGPM_COL_YEN },   { "to_organization", "", DGPM_COL_TEXT },
	{ "change_yen", "", DGPM_COL_YEN },  { "since_fy", "", DGPM_COL_INT },
};

static const struct dgpm_col lever_columns[] = {
	{ "target_id", "", DGPM_COL_TEXT },    { "rank", "", DGPM_COL_INT },
	{ "project_id", "", DGPM_COL_TEXT },   { "organization", "", DGPM_COL_TEXT },
	{ "name", "", DGPM_COL_TEXT },	       { "as_of_fy", "", DGPM_COL_INT },
	{ "amount_yen", "", DGPM_COL_YEN },    { "cumulative_yen", "", DGPM_COL_YEN },
	{ "reduction_yen", "", DGPM_COL_YEN }, { "signs", "", DGPM_COL_TEXT },
};

static const struct dgpm_col scenario_columns[] = {
	{ "target_id", "", DGPM_COL_TEXT },  { "fiscal_year", "", DGPM_COL_INT }, { "path_yen", "", DGPM_COL_YEN },
	{ "without_yen", "", DGPM_COL_YEN }, { "scenario_yen", "", DGPM_COL_YEN }, { "gap_yen", "", DGPM_COL_YEN },
	{ "status", "", DGPM_COL_TEXT },
};

static void number(struct dgpm_grid *g, bool known, int64_t value)
{
	if (known)
		dgpm_grid_int(g, value);
	else
		dgpm_grid_none(g);
}

/* "executed 26, initial 2": projects by the ledger stage that was used. */
const char *dgpm_track_basis(struct dgpm_arena *a, const struct dgpm_track_figure *f)
{
	struct dgpm_buf text = { .arena = a };

	if (f->given)
		dgpm_buf_add(&text, "given");
	for (int s = 0; s < DGPM_N_LEDGER_STAGES; s++) {
		if (f->by_stage[s] == 0)
			continue;
		dgpm_buf_sep(&text, ", ");
		dgpm_buf_addf(&text, "%s %u", dgpm_ledger_stage_name((enum dgpm_ledger_stage)s), f->by_stage[s]);
	}
	return f->known && text.n != 0 ? dgpm_buf_text(&text) : NULL;
}

const char *dgpm_track_expenses(struct dgpm_arena *a, unsigned mask)
{
	struct dgpm_buf text = { .arena = a };

	for (int e = 0; e < DGPM_N_EXPENSES; e++) {
		if ((mask >> e & 1) == 0)
			continue;
		dgpm_buf_sep(&text, ", ");
		dgpm_buf_add(&text, dgpm_expense_name((enum dgpm_expense)e));
	}
	return text.n != 0 ? dgpm_buf_text(&text) : NULL;
}

const char *dgpm_track_forecast_basis(struct dgpm_arena *a, const struct dgpm_track_row *r)
{
	return !r->has_forecast	      ? NULL :
	       r->forecast_years == 0 ? "plan" :
					dgpm_arena_printf(a, "least squares over %u years", r->forecast_years);
}

/* Like for like, and what is new and gone. */
static void add_same(struct dgpm_grid *g, const struct dgpm_track_row *r)
{
	const struct dgpm_track_row none = { 0 }, *s = r->same != NULL ? r->same : &none;

	number(g, r->same != NULL, (int64_t)s->n_members);
	number(g, s->baseline.known, s->baseline.yen);
	number(g, s->has_path, s->path_yen);
	number(g, s->actual.known, s->actual.yen);
	dgpm_grid_cstr(g, r->same != NULL ? dgpm_track_status_name(s->status) : NULL);
	number(g, r->n_new != 0, (int64_t)r->n_new);
	number(g, r->n_new != 0, r->new_yen);
	number(g, r->n_gone != 0, (int64_t)r->n_gone);
	number(g, r->n_gone != 0, r->gone_yen);
}

static void add_row(struct dgpm_grid *g, const struct dgpm_track *track, const struct dgpm_tracked *t,
		    const struct dgpm_track_row *r)
{
	dgpm_grid_cstr(g, t->target->id);
	dgpm_grid_cstr(g, r->group);
	number(g, t->target->baseline_fy != 0, t->target->baseline_fy);
	number(g, r->baseline.known, r->baseline.yen);
	number(g, t->target->aim.fiscal_year != 0, t->target->aim.fiscal_year);
	number(g, r->has_target, r->target_yen);
	number(g, t->as_of != 0, t->as_of);
	number(g, r->has_path, r->path_yen);
	number(g, r->actual.known, r->actual.yen);
	number(g, r->has_reduction, r->reduction_yen);
	dgpm_grid_ratio(g, r->reduction_yen, r->has_reduction ? r->rate_of_yen : 0);
	number(g, r->has_forecast, r->forecast_yen);
	number(g, r->has_gap, r->gap_yen);
	dgpm_grid_cstr(g, dgpm_track_status_name(r->status));
	add_same(g, r);
	dgpm_grid_cstr(g, t->as_of == 0 ? NULL : track_is_open(track, t->as_of) ? "true" : "false");
}

static void add_json(struct dgpm_grid *g, struct dgpm_arena *a, const struct dgpm_tracked *t,
		     const struct dgpm_track_row *r)
{
	dgpm_grid_cstr(g, r->reason);
	dgpm_grid_cstr(g, r->name);
	dgpm_grid_int(g, (int64_t)r->n_members);
	dgpm_grid_cstr(g, dgpm_track_expenses(a, t->expenses));
	dgpm_grid_cstr(g, dgpm_track_basis(a, &r->baseline));
	dgpm_grid_cstr(g, dgpm_track_basis(a, &r->actual));
	dgpm_grid_cstr(g, dgpm_track_forecast_basis(a, r));
	number(g, r->plan.known, r->plan.yen);
	dgpm_grid_int(g, r->moved_yen);
	dgpm_grid_int(g, (int64_t)(r->n_missing + r->n_broken));
	dgpm_grid_int(g, r->open_yen);
	number(g, r->has_prospect, r->prospect_yen);
	number(g, r->has_reported, r->reported_yen);
}

static void add_changes(struct dgpm_grid *g, const struct dgpm_tracked *t)
{
	for (size_t i = 0; i < t->n_changes; i++) {
		const struct dgpm_change *c = &t->changes[i];
		dgpm_yen change = 0;
		bool fits = dgpm_yen_sub(&change, c->to_yen, c->from_yen);

		dgpm_grid_cstr(g, t->target->id);
		dgpm_grid_cstr(g, dgpm_change_name(c->kind));
		dgpm_grid_cstr(g, c->name != NULL ? c->id : NULL);
		dgpm_grid_cstr(g, c->organization);
		dgpm_grid_cstr(g, c->name);
		dgpm_grid_int(g, t->compare);
		number(g, c->has_from, c->from_yen);
		dgpm_grid_cstr(g, c->from_org);
		dgpm_grid_int(g, t->as_of);
		number(g, c->has_to, c->to_yen);
		dgpm_grid_cstr(g, c->to_org);
		number(g, fits, change);
		number(g, c->since != 0, c->since);
	}
}

static const char *signs(struct dgpm_arena *a, unsigned mask)
{
	static const char *const names[] = { "no-reduction", "renewal", "cloud", "common", "similar" };
	struct dgpm_buf text = { .arena = a };

	for (size_t i = 0; i < DGPM_COUNT(names); i++) {
		if ((mask >> i & 1) == 0)
			continue;
		dgpm_buf_sep(&text, " ");
		dgpm_buf_add(&text, names[i]);
	}
	return text.n != 0 ? dgpm_buf_text(&text) : NULL;
}

static void add_levers(struct dgpm_grid *g, struct dgpm_arena *a, const struct dgpm_tracked *t)
{
	for (size_t i = 0; i < t->n_levers; i++) {
		const struct dgpm_lever *l = &t->levers[i];

		dgpm_grid_cstr(g, t->target->id);
		dgpm_grid_int(g, (int64_t)i + 1);
		dgpm_grid_cstr(g, l->id);
		dgpm_grid_cstr(g, l->organization);
		dgpm_grid_cstr(g, l->name);
		dgpm_grid_int(g, t->as_of);
		dgpm_grid_int(g, l->amount_yen);
		dgpm_grid_int(g, l->cumulative_yen);
		number(g, l->has_reduction, l->reduction_yen);
		dgpm_grid_cstr(g, signs(a, l->signs));
	}
}

/* The status is that of the target year. */
static void add_scenario(struct dgpm_grid *g, const struct dgpm_tracked *t)
{
	for (size_t i = 0; i < t->n_scenario; i++) {
		const struct dgpm_scenario_year *y = &t->scenario[i];
		dgpm_yen gap = 0;
		bool has_gap = y->has_path && dgpm_yen_sub(&gap, y->yen, y->path_yen);

		dgpm_grid_cstr(g, t->target->id);
		dgpm_grid_int(g, y->fiscal_year);
		number(g, y->has_path, y->path_yen);
		dgpm_grid_int(g, y->without_yen);
		dgpm_grid_int(g, y->yen);
		number(g, has_gap, gap);
		dgpm_grid_cstr(g, i + 1 == t->n_scenario ? dgpm_track_status_name(t->scenario_status) : NULL);
	}
}

/* The address of the row is the last column of both. */
static void put_row(struct dgpm_grid *g, struct dgpm_arena *a, const struct dgpm_track *track,
		    const struct dgpm_tracked *t, const struct dgpm_track_row *r, bool json)
{
	add_row(g, track, t, r);
	if (json)
		add_json(g, a, t, r);
	dgpm_grid_cstr(g, dgpm_track_address(track, a, t, r));
}

static struct dgpm_grid *rows_grid(struct dgpm_arena *a, bool json)
{
	struct dgpm_col *all = dgpm_arena_array(a, DGPM_COUNT(columns) + 1, sizeof *all);
	size_t n = json ? DGPM_COUNT(columns) : N_CSV_COLUMNS;

	memcpy(all, columns, n * sizeof *all);
	all[n] = (struct dgpm_col){ "figure", "", DGPM_COL_TEXT };
	return dgpm_grid_new(a, all, n + 1);
}

static void print_data(const struct dgpm_track *track, struct dgpm_arena *a, struct dgpm_out *out,
		       const struct dgpm_print *how, bool detail)
{
	bool json = how->format == DGPM_FORMAT_JSON, levers = track->how.n_rates != 0;
	bool scenario = track->how.n_steps != 0;
	struct dgpm_grid *g = scenario ? dgpm_grid_new(a, scenario_columns, DGPM_COUNT(scenario_columns)) :
			      levers ? dgpm_grid_new(a, lever_columns, DGPM_COUNT(lever_columns)) :
			      detail ? dgpm_grid_new(a, change_columns, DGPM_COUNT(change_columns)) :
				       rows_grid(a, json);

	dgpm_grid_main(g);
	dgpm_grid_report(g, scenario ? "track-scenario" : levers ? "track-levers" : detail ? "track-changes" : NULL);
	for (size_t i = 0; i < track->n; i++) {
		const struct dgpm_tracked *t = &track->items[i];

		if (scenario)
			add_scenario(g, t);
		else if (levers)
			add_levers(g, a, t);
		else if (detail)
			add_changes(g, t);
		else
			for (size_t r = 0; r < t->n_rows; r++)
				put_row(g, a, track, t, &t->rows[r], json);
	}
	dgpm_grid_print(g, out, how);
}

void dgpm_track_print(const struct dgpm_track *track, struct dgpm_arena *arena, struct dgpm_out *out,
		      const struct dgpm_print *how, const struct dgpm_track_look *look)
{
	if (how->format == DGPM_FORMAT_TEXT)
		track_text_print(track, arena, out, how, look);
	else
		print_data(track, arena, out, how, look->detail);
}
