/* Tracking: the targets of a portfolio, one after the other. */
#include "track/parts.h"
#include "base/list.h"
#include "base/text.h"
#include "data/codes.h"
#include "base/i18n.h"
#include "portfolio/select.h"

static bool asked(const struct dgpm_track_how *how, const char *id)
{
	for (size_t i = 0; i < how->n_ids; i++)
		if (strcmp(how->ids[i], id) == 0)
			return true;
	return false;
}

static void tell_unknown(const char *id, const struct dgpm_targets *targets, struct dgpm_arena *arena,
			 struct dgpm_diags *diags)
{
	const char **ids = dgpm_arena_array(arena, targets->n, sizeof *ids), *near;

	for (size_t i = 0; i < targets->n; i++)
		ids[i] = targets->items[i].id;
	near = dgpm_text_nearest(dgpm_str_of(id), ids, targets->n);
	if (near != NULL)
		dgpm_diag_addf(diags, DGPM_MSG_TGT_05, (struct dgpm_loc){ 0 }, id, _("'%s', did you mean '%s'?"), id,
			       near);
	else
		dgpm_diag_add(diags, DGPM_MSG_TGT_05, (struct dgpm_loc){ 0 }, id);
}

static bool check_ids(const struct dgpm_track_how *how, const struct dgpm_targets *targets, struct dgpm_arena *arena,
		      struct dgpm_diags *diags)
{
	bool good = true;

	for (size_t i = 0; i < how->n_ids; i++) {
		size_t t = 0;

		while (t < targets->n && strcmp(targets->items[t].id, how->ids[i]) != 0)
			t++;
		if (t == targets->n) {
			tell_unknown(how->ids[i], targets, arena, diags);
			good = false;
		}
	}
	return good;
}

/* The last year with figures of one stage, from the year after the baseline to the target year; 0: none. */
static int last_year_of(const struct track_work *w, uint8_t stage)
{
	const struct dgpm_target *t = w->target;
	int last = 0;

	for (size_t i = 0; i < w->n_members; i++)
		for (size_t c = 0; c < w->members[i]->n_cells; c++) {
			const struct track_cell *cell = &w->members[i]->cells[c];

			if (cell->stage == stage && cell->fiscal_year > t->baseline_fy &&
			    cell->fiscal_year > last &&
			    (t->aim.fiscal_year == 0 || cell->fiscal_year <= t->aim.fiscal_year))
				last = cell->fiscal_year;
		}
	return last;
}

/* By results; where there are none yet, by the next stage of the order. A plan is no result. */
static int last_year(const struct track_work *w)
{
	int last = 0;

	for (size_t s = 0; s < w->target->n_stages && last == 0; s++)
		if (w->target->stages[s] != DGPM_LS_PLANNED)
			last = last_year_of(w, w->target->stages[s]);
	return last;
}

static const char *class_group(struct dgpm_arena *a, const struct track_member *m)
{
	return m->class != 0 ? dgpm_arena_printf(a, "%d", m->class) : "-";
}

static const char *group_of(const struct track_work *w, const struct track_member *m, const char **name)
{
	*name = NULL;
	switch (w->run->how->by) {
	case DGPM_TRACK_PROJECT:
		*name = m->name;
		return m->id;
	case DGPM_TRACK_CLASS:
		return class_group(w->run->arena, m);
	default:
		if (m->owner == NULL)
			return m->organization;
		*name = dgpm_organization_text(m->owner, dgpm_data_lang(dgpm_portfolio_data(w->run->p)));
		return m->owner->code;
	}
}

static int cmp_classes(const void *pa, const void *pb)
{
	const struct track_member *a = *(struct track_member *const *)pa, *b = *(struct track_member *const *)pb;
	int x = a->class != 0 ? a->class : 9, y = b->class != 0 ? b->class : 9;

	/* The array of all cards is in the official order. */
	return x != y ? x - y : (a > b) - (a < b);
}

/* One row a group; the members come in the order of groups. */
static size_t group_rows(const struct track_work *w, struct dgpm_track_row *rows)
{
	struct track_member **m = w->members;
	size_t n = 0;

	if (w->run->how->by == DGPM_TRACK_CLASS) {
		m = dgpm_arena_array(w->run->arena, w->n_members, sizeof(struct track_member *));
		memcpy(m, w->members, w->n_members * sizeof(struct track_member *));
		dgpm_sort(m, w->n_members, sizeof(struct track_member *), cmp_classes);
	}
	for (size_t from = 0, to; from < w->n_members; from = to) {
		struct dgpm_track_row *row = &rows[n++];
		const char *ignored;

		row->group = group_of(w, m[from], &row->name);
		for (to = from + 1; to < w->n_members && strcmp(group_of(w, m[to], &ignored), row->group) == 0; to++)
			;
		track_row(w, row, m + from, to - from, m + from, to - from, false);
	}
	return n;
}

static int cmp_viewpoints(const void *pa, const void *pb)
{
	const struct track_reduction *a = *(const struct track_reduction *const *)pa;
	const struct track_reduction *b = *(const struct track_reduction *const *)pb;

	return strcmp(a->viewpoint, b->viewpoint);
}

/* What the cards report for the as-of year, and what of the reduction they do not tell. */
static size_t viewpoint_rows(const struct track_work *w, const struct dgpm_track_row *whole,
			     struct dgpm_track_row *rows)
{
	const struct track_reduction **all;
	size_t n_all = 0, n = 0;
	dgpm_yen told = 0;

	for (size_t i = 0; i < w->n_members; i++)
		n_all += w->members[i]->n_reductions;
	all = dgpm_arena_array(w->run->arena, n_all, sizeof(const struct track_reduction *));
	n_all = 0;
	for (size_t i = 0; i < w->n_members; i++)
		for (size_t j = 0; j < w->members[i]->n_reductions; j++)
			if (w->members[i]->reductions[j].viewpoint != NULL &&
			    w->members[i]->reductions[j].fiscal_year == w->as_of)
				all[n_all++] = &w->members[i]->reductions[j];
	dgpm_sort(all, n_all, sizeof(const struct track_reduction *), cmp_viewpoints);
	for (size_t from = 0, to; from < n_all; from = to) {
		struct dgpm_track_row *row = &rows[n++];
		bool fits = true;

		*row = (struct dgpm_track_row){ .group = all[from]->viewpoint, .status = DGPM_UNCOMPUTED,
						.reason = _("a viewpoint has no baseline of its own") };
		for (to = from; to < n_all && strcmp(all[to]->viewpoint, row->group) == 0; to++) {
			row->has_prospect |= all[to]->has_prospect;
			row->has_reported |= all[to]->has_actual;
			fits = fits && dgpm_yen_add(&row->prospect_yen, row->prospect_yen, all[to]->prospect_yen) &&
			       dgpm_yen_add(&row->reported_yen, row->reported_yen, all[to]->actual_yen);
			row->n_members++;
		}
		fits = fits && dgpm_yen_add(&told, told, row->reported_yen);
		row->has_prospect &= fits;
		row->has_reported &= fits;
		row->has_reduction = row->has_reported;
		row->reduction_yen = row->reported_yen;
		row->rate_of_yen = whole->baseline.known && whole->baseline.yen > 0 ? whole->baseline.yen : 0;
	}
	if (whole->has_reduction) {
		struct dgpm_track_row *row = &rows[n++];

		*row = (struct dgpm_track_row){ .group = "-", .name = _("not told by viewpoint"),
						.status = DGPM_UNCOMPUTED,
						.reason = _("a viewpoint has no baseline of its own") };
		row->has_reduction = dgpm_yen_sub(&row->reduction_yen, whole->reduction_yen, told);
		row->rate_of_yen = whole->baseline.yen;
	}
	return n;
}

static size_t max_rows(const struct track_work *w)
{
	size_t n = w->n_members + 2;

	for (size_t i = 0; i < w->n_members; i++)
		n += w->members[i]->n_reductions;
	return n;
}

/* In the words of the language: a message is for people. */
static const char *status_text(const struct track_work *w, enum dgpm_track_status s)
{
	struct dgpm_data *data = dgpm_portfolio_data(w->run->p);
	const struct dgpm_codes *codes = dgpm_data_codes(data, w->run->diags);
	const char *name = dgpm_track_status_name(s);

	return codes != NULL ? dgpm_code_text(codes, "track-status", dgpm_str_of(name), dgpm_data_lang(data)) : name;
}

/* Where new or ended projects make the verdict another one. */
static const char *same_said(const struct track_work *w, const struct dgpm_track_row *whole)
{
	if (whole->same == NULL || whole->same->status == whole->status || whole->same->status == DGPM_UNCOMPUTED)
		return "";
	return dgpm_arena_printf(w->run->arena,
				 P_("; like for like, %zu project: %s", "; like for like, %zu projects: %s",
				    whole->same->n_members),
				 whole->same->n_members, status_text(w, whole->same->status));
}

/* What cannot be computed is told where somebody answers for it: asked for, or the portfolio's own. */
static void tell(const struct track_work *w, const struct dgpm_track_row *whole)
{
	const struct dgpm_target *t = w->target;
	enum dgpm_msg msg = DGPM_MSG_TGT_08;

	if (whole->status == DGPM_BEHIND || whole->status == DGPM_MISSED) {
		char buf[DGPM_INT_BUF];
		dgpm_yen above = 0;

		(void)!dgpm_yen_sub(&above, whole->actual.yen, whole->path_yen);
		dgpm_diag_addf(w->run->diags, DGPM_MSG_TGT_09, t->at, t->id,
			       _("%s is %s in FY%d; %s yen above the path%s"), t->id,
			       status_text(w, whole->status), w->as_of, dgpm_int_format(buf, above, ','),
			       same_said(w, whole));
		return;
	}
	if (whole->status == DGPM_FORECAST_MISSES) {
		char buf[DGPM_INT_BUF];

		dgpm_diag_addf(w->run->diags, DGPM_MSG_TGT_10, t->at, t->id,
			       _("%s is on the path in FY%d; the forecast for FY%d is %s yen above the goal%s"), t->id,
			       w->as_of, t->aim.fiscal_year, dgpm_int_format(buf, whole->gap_yen, ','),
			       same_said(w, whole));
		return;
	}
	if (whole->status != DGPM_UNCOMPUTED || (t->built_in && !asked(w->run->how, t->id)))
		return;
	if (w->n_members == 0) {
		dgpm_diag_add(w->run->diags, DGPM_MSG_TGT_06, t->at, t->id);
		return;
	}
	if (whole->unsplit_rows == 0 && (!whole->baseline.known || whole->baseline.yen <= 0))
		msg = DGPM_MSG_TGT_07;
	dgpm_diag_addf(w->run->diags, msg, t->at, t->id, "%s: %s", t->id, whole->reason);
}

static void track_one(struct track_run *run, const struct dgpm_target *t, struct dgpm_tracked *out)
{
	struct track_work w = { .run = run, .target = t };
	struct dgpm_track_row *rows;
	size_t n = 1, n_base_scope = 0;

	w.expenses = run->how->expenses != 0 ? run->how->expenses : t->expenses;
	w.members = track_scope(run, t->scope, &w.n_members, &w.n_scope);
	w.base = w.members;
	w.n_base = w.n_members;
	if (t->baseline_scope != NULL)
		w.base = track_scope(run, t->baseline_scope, &w.n_base, &n_base_scope);
	for (size_t i = 0; i < run->n_all; i++) {
		struct track_member *m = &run->all[i];

		m->in_scope = m->in_base = m->replaced = m->replaces_one = false;
	}
	for (size_t i = 0; i < w.n_members; i++)
		w.members[i]->in_scope = true;
	for (size_t i = 0; i < w.n_base; i++)
		w.base[i]->in_base = true;
	for (size_t i = 0; i < run->n_all; i++)
		if (run->all[i].in_scope || run->all[i].in_base)
			track_fill_cells(&w, &run->all[i]);
	w.as_of = run->how->as_of != 0 ? run->how->as_of : last_year(&w);
	/* The status is counted from the baseline, whatever year the changes are explained from. */
	w.compare = t->baseline_fy;
	track_classify(&w);
	rows = dgpm_arena_array(run->arena, max_rows(&w), sizeof *rows);
	rows[0].group = "all";
	/* What is said of the whole is said of no part of it: a baseline that is given, a goal in yen. */
	track_row(&w, &rows[0], w.members, w.n_members, w.base, w.n_base, w.n_members == w.n_scope);
	if (run->how->by == DGPM_TRACK_VIEWPOINT)
		n += viewpoint_rows(&w, &rows[0], rows + 1);
	else if (run->how->by != DGPM_TRACK_ALL)
		n += group_rows(&w, rows + 1);
	if (run->how->compare != 0 && run->how->compare != w.compare) {
		w.compare = run->how->compare;
		track_classify(&w);
	}
	track_series(&w, &rows[0]);
	track_open_years(&w);
	*out = (struct dgpm_tracked){ .target = t, .expenses = w.expenses, .as_of = w.as_of, .compare = w.compare,
				      .rows = rows, .n_rows = n, .n_scope = w.n_scope, .years = w.years,
				      .n_years = w.n_years };
	track_places(&w, out);
	if (w.as_of != 0 && w.compare != 0 && w.as_of > w.compare)
		track_changes(&w, &rows[0], out);
	if (run->how->n_rates != 0)
		track_levers(&w, out);
	if (run->how->n_steps != 0)
		track_scenario(&w, &rows[0], out);
	tell(&w, &rows[0]);
}

/* Paths may name targets, cards, or both. */
static void name_targets(struct track_run *run, const struct dgpm_targets *targets)
{
	for (size_t i = 0; i < targets->n; i++)
		run->named_targets |= !targets->items[i].built_in &&
				      dgpm_portfolio_names_path(run->p, targets->items[i].at.path);
	run->all_cards = run->named_targets && !dgpm_portfolio_names_cards(run->p);
}

static bool not_named(const struct track_run *run, const struct dgpm_target *t)
{
	if (t->built_in)
		return run->all_cards;
	return run->named_targets && !dgpm_portfolio_names_path(run->p, t->at.path);
}

/* Every step is of a project there is. */
static bool check_steps(const struct track_run *run)
{
	bool good = true;

	for (size_t i = 0; i < run->how->n_steps; i++) {
		const char **ids, *id = run->how->steps[i].id, *near;

		if (track_find(run, id) != NULL)
			continue;
		good = false;
		ids = dgpm_arena_array(run->arena, run->n_all, sizeof *ids);
		for (size_t k = 0; k < run->n_all; k++)
			ids[k] = run->all[k].id;
		near = dgpm_text_nearest(dgpm_str_of(id), ids, run->n_all);
		if (near != NULL)
			dgpm_diag_addf(run->diags, DGPM_MSG_REF_03, (struct dgpm_loc){ 0 }, id,
				       _("'%s', did you mean '%s'?"), id, near);
		else
			dgpm_diag_add(run->diags, DGPM_MSG_REF_03, (struct dgpm_loc){ 0 }, id);
	}
	return good;
}

/* A step that changes nothing that is tracked is told: else it would look as if it did not help. */
static void check_scenario(const struct dgpm_track *track, struct dgpm_diags *diags)
{
	for (size_t s = 0; s < track->how.n_steps && track->n != 0; s++) {
		bool any = false;

		for (size_t i = 0; i < track->n; i++)
			any |= track->items[i].touched[s];
		if (!any)
			dgpm_diag_add(diags, DGPM_MSG_TGT_11, (struct dgpm_loc){ 0 }, track->how.steps[s].id);
	}
}

/* Rows without a card are counted nowhere: the totals would lack them in silence. */
static void check_rows(const struct track_run *run)
{
	const struct dgpm_totals_name *names;
	size_t n;

	if (dgpm_portfolio_is_named(run->p))
		return;
	names = dgpm_totals_projects(run->totals, run->arena, &n);
	for (size_t i = 0; i < n; i++)
		if (!dgpm_portfolio_knows(run->p, names[i].text))
			dgpm_diag_add(run->diags, DGPM_MSG_REF_02, names[i].first, names[i].text.s);
}

static void tell_overflow(struct dgpm_diags *diags, const char *id, const struct dgpm_total *t)
{
	const char *stage = dgpm_ledger_stage_name((enum dgpm_ledger_stage)t->stage);

	dgpm_diag_addf(diags, DGPM_MSG_SUM_01, t->first, dgpm_diag_value(diags, "%s %d %s", id, t->fiscal_year, stage),
		       "%s, %d, %s", id, t->fiscal_year, stage);
}

static void check_sums(const struct track_run *run)
{
	for (size_t i = 0; i < run->n_all; i++)
		for (size_t k = 0; k < run->all[i].n_totals; k++) {
			const struct dgpm_total *t = &run->all[i].totals[k];

			if (t->overflow)
				tell_overflow(run->diags, run->all[i].id, t);
		}
}

int dgpm_track(struct dgpm_track **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
	       const struct dgpm_track_how *how)
{
	struct track_run run = { .arena = arena, .diags = diags, .p = p, .how = how };
	struct dgpm_track *track = dgpm_arena_array(arena, 1, sizeof *track);
	const struct dgpm_target **idle;
	struct dgpm_tracked *items;
	struct dgpm_targets targets;

	*out = NULL;
	if (dgpm_targets_load(&targets, arena, diags, dgpm_portfolio_data(p), p, how->threads) != 0 ||
	    !check_ids(how, &targets, arena, diags))
		return -1;
	name_targets(&run, &targets);
	run.totals = dgpm_portfolio_totals_by(p, diags, how->threads, DGPM_BY_ORGANIZATION, &track->ledgers);
	track_read_members(&run, &track->cards);
	dgpm_portfolio_check_empty(p, diags, &track->cards, &track->ledgers);
	check_rows(&run);
	check_sums(&run);
	if (!check_steps(&run))
		return -1;
	items = dgpm_arena_array(arena, targets.n, sizeof *items);
	idle = dgpm_arena_array(arena, targets.n, sizeof(const struct dgpm_target *));
	for (size_t i = 0; i < targets.n; i++) {
		const struct dgpm_target *t = &targets.items[i];
		size_t n, n_scope;

		if (how->n_ids != 0 ? !asked(how, t->id) : not_named(&run, t))
			continue;
		dgpm_target_check_projects(diags, p, t);
		(void)track_scope(&run, t->scope, &n, &n_scope);
		if (n == 0 && how->n_ids == 0 && (t->built_in || n_scope != 0)) {
			idle[track->n_idle++] = t;
			continue;
		}
		track_one(&run, t, &items[track->n++]);
	}
	track->items = items;
	track->idle = idle;
	track->how = *how;
	if (how->n_steps != 0)
		check_scenario(track, diags);
	*out = track;
	return 0;
}
