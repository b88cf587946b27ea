/* track: figures of cost-reduction targets. */
#include "base/i18n.h"
#include "trace/parts.h"
#include "track/address.h"
#include "track/print.h"

struct trace_tracked {
	struct dgpm_track_asked asked;
	const struct dgpm_tracked *tracked; /* NULL: cannot be had */
};

/* What is asked for, at hand. */
struct at {
	struct trace_run *run;
	struct dgpm_answer *answer;
	const struct dgpm_track_asked *asked;
	const struct dgpm_tracked *t;
	const struct dgpm_track_row *row;
	const struct dgpm_track_year *year; /* of `amount` */
};

static bool same(const struct dgpm_track_asked *a, const struct dgpm_track_asked *b)
{
	return strcmp(a->target, b->target) == 0 && a->how.as_of == b->how.as_of && a->how.by == b->how.by &&
	       a->how.expenses == b->how.expenses && a->how.published == b->how.published;
}

/* Each target is tracked once for all its figures. What is found wrong on the way is told by `dgpm track`. */
static const struct dgpm_tracked *tracked(struct trace_run *run, const struct dgpm_track_asked *asked)
{
	struct dgpm_diags *quiet = dgpm_diags_new(run->arena);
	struct trace_tracked *one;
	struct dgpm_track_how how = asked->how;
	struct dgpm_track *track;

	for (size_t i = 0; i < run->n_tracked; i++)
		if (same(&run->tracked[i].asked, asked))
			return run->tracked[i].tracked;
	one = DGPM_PUSH(run->arena, run->tracked, run->n_tracked, run->cap_tracked);
	*one = (struct trace_tracked){ .asked = *asked };
	how.ids = &one->asked.target;
	how.n_ids = 1;
	how.terms = true;
	how.threads = run->how->threads;
	if (dgpm_track(&track, run->arena, quiet, run->p, &how) == 0 && track->n == 1)
		one->tracked = &track->items[0];
	return one->tracked;
}

static const struct dgpm_track_row *row_of(const struct dgpm_tracked *t, const char *group)
{
	for (size_t i = group != NULL; i < t->n_rows; i++)
		if (group == NULL || strcmp(t->rows[i].group, group) == 0)
			return &t->rows[i];
	return NULL;
}

static struct dgpm_answer_value year_amount(const struct at *at)
{
	return at->year != NULL ? trace_yen(at->year->figure.known, at->year->figure.yen) : trace_text(NULL);
}

/* By how much a year is above the path at most: had nothing vanished without a reason. */
static bool most_gap(const struct at *at, dgpm_yen *gap)
{
	return at->year != NULL && at->year->figure.known && at->year->has_path &&
	       dgpm_yen_sub(gap, at->year->figure.yen, at->year->path_yen) &&
	       dgpm_yen_add(gap, *gap, at->year->open_yen);
}

static struct dgpm_answer_value value_of(const struct at *at, const char *column)
{
	const struct dgpm_track_row *r = at->row;
	const struct dgpm_target *target = at->t->target;
	struct dgpm_arena *a = at->run->arena;
	dgpm_yen gap = 0, most = 0;
	bool has_gap = r->status != DGPM_UNCOMPUTED && r->has_path && r->actual.known &&
		       dgpm_yen_sub(&gap, r->actual.yen, r->path_yen);
	bool has_most = most_gap(at, &most);
	const struct dgpm_track_row none = { 0 }, *same = r->same;
	const struct dgpm_track_row s = same != NULL ? *same : none;
	const struct {
		const char *column;
		struct dgpm_answer_value value;
	} all[] = {
		{ "target_id", trace_text(target->id) },
		{ "group", trace_text(r->group) },
		{ "name", trace_text(r->name) },
		{ "baseline_fy", trace_year(target->baseline_fy) },
		{ "baseline_yen", trace_yen(r->baseline.known, r->baseline.yen) },
		{ "target_fy", trace_year(target->aim.fiscal_year) },
		{ "target_yen", trace_yen(r->has_target, r->target_yen) },
		{ "as_of_fy", trace_year(at->t->as_of) },
		{ "path_yen", trace_yen(r->has_path, r->path_yen) },
		{ "actual_yen", trace_yen(r->actual.known, r->actual.yen) },
		{ "amount_yen", year_amount(at) },
		{ "reduction_yen", trace_yen(r->has_reduction, r->reduction_yen) },
		{ "reduction_rate", trace_rate(r->has_reduction, r->reduction_yen, r->rate_of_yen) },
		{ "forecast_yen", trace_yen(r->has_forecast, r->forecast_yen) },
		{ "gap_yen", trace_yen(r->has_gap, r->gap_yen) },
		{ "path_gap_yen", trace_yen(has_gap, gap) },
		{ "planned_yen", year_amount(at) },
		{ "most_gap_yen", trace_yen(has_most, most) },
		{ "status", trace_text(dgpm_track_status_name(r->status)) },
		{ "same_projects", same != NULL ? trace_count((int64_t)same->n_members) : trace_text(NULL) },
		{ "same_baseline_yen", trace_yen(same != NULL && same->baseline.known, s.baseline.yen) },
		{ "same_path_yen", trace_yen(s.has_path, s.path_yen) },
		{ "same_actual_yen", trace_yen(s.actual.known, s.actual.yen) },
		{ "same_status", trace_text(same != NULL ? dgpm_track_status_name(same->status) : NULL) },
		{ "new_projects", r->n_new != 0 ? trace_count((int64_t)r->n_new) : trace_text(NULL) },
		{ "new_yen", trace_yen(r->n_new != 0, r->new_yen) },
		{ "gone_projects", r->n_gone != 0 ? trace_count((int64_t)r->n_gone) : trace_text(NULL) },
		{ "gone_yen", trace_yen(r->n_gone != 0, r->gone_yen) },
		{ "in_progress", trace_text(at->t->as_of == 0 ? NULL :
					    at->t->as_of >= dgpm_date_fiscal_year(at->run->how->date) ? "true" :
													    "false") },
		{ "reason", trace_text(r->reason) },
		{ "projects", trace_count((int64_t)r->n_members) },
		{ "expenses", trace_text(dgpm_track_expenses(a, at->t->expenses)) },
		{ "baseline_basis", trace_text(dgpm_track_basis(a, &r->baseline)) },
		{ "actual_basis", trace_text(dgpm_track_basis(a, &r->actual)) },
		{ "forecast_basis", trace_text(dgpm_track_forecast_basis(a, r)) },
		{ "plan_yen", trace_yen(r->plan.known, r->plan.yen) },
		{ "moved_yen", trace_yen(true, r->moved_yen) },
		{ "open_projects", trace_count((int64_t)(r->n_missing + r->n_broken)) },
		{ "open_yen", trace_yen(true, r->open_yen) },
		{ "prospect_yen", trace_yen(r->has_prospect, r->prospect_yen) },
		{ "reported_yen", trace_yen(r->has_reported, r->reported_yen) },
		{ "published_baseline_yen", trace_yen(target->has_published, target->published_yen) },
	};

	for (size_t i = 0; i < DGPM_COUNT(all); i++)
		if (strcmp(all[i].column, column) == 0)
			return all[i].value;
	return trace_text(NULL);
}

static const char *address_at(const struct at *at, int year, const char *column)
{
	return dgpm_address_cell(at->run->arena, dgpm_track_asked_address(at->asked, at->run->arena, year), column);
}

static void add_column(const struct at *at, const char *column)
{
	trace_operand(at->run, at->answer, column, address_at(at, at->asked->how.as_of, column), value_of(at, column));
}

/* A text with the place of the target's document. */
static void add_document(const struct at *at, const char *name, struct dgpm_answer_value value)
{
	trace_operand(at->run, at->answer, name, NULL, value)->place =
		dgpm_arena_printf(at->run->arena, "%s:%u", at->t->target->at.path, at->t->target->at.line);
}

static int cmp_members(const void *pa, const void *pb)
{
	const struct trace_member *a = pa, *b = pb;

	return strcmp(a->id, b->id);
}

/* The rows of one year: of each project those of the stage that counts. */
static void want_rows(const struct at *at, enum dgpm_term_kind kind, int year)
{
	struct trace_member *members = NULL;
	struct trace_want *want;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < at->row->n_terms; i++) {
		const struct dgpm_track_term *term = &at->row->terms[i];

		if (term->kind == kind && term->fiscal_year == year)
			*DGPM_PUSH(at->run->arena, members, n, cap) =
				(struct trace_member){ term->id, DGPM_LS_BIT(term->stage) };
		if (term->kind == DGPM_TERM_MOVED && term->fiscal_year == year && kind == DGPM_TERM_CELL)
			trace_operand(at->run, at->answer, "moved", NULL, trace_yen(true, term->yen))->place =
				term->path;
	}
	dgpm_sort(members, n, sizeof *members, cmp_members);
	want = trace_want(at->run, at->answer);
	want->fiscal_year = year;
	want->expenses = at->t->expenses;
	want->members = members;
	want->n_members = n;
	want->keep = (1u << DGPM_N_LEDGER_STAGES) - 1;
}

static void add_terms(const struct at *at, enum dgpm_term_kind kind, const char *viewpoint)
{
	for (size_t i = 0; i < at->row->n_terms; i++) {
		const struct dgpm_track_term *t = &at->row->terms[i];

		if (t->kind == kind && (kind != DGPM_TERM_MOVED || t->fiscal_year == at->t->as_of) &&
		    (viewpoint == NULL || (t->viewpoint != NULL && strcmp(t->viewpoint, viewpoint) == 0)))
			trace_operand(at->run, at->answer, t->id, NULL,
				      kind == DGPM_TERM_MEMBER ? trace_count(1) : trace_yen(true, t->yen))
				->place = t->path;
	}
}

/* The amount of one project, year and stage as the ledger has it. */
static const char *cell_address(const struct at *at, const struct dgpm_track_term *term)
{
	struct dgpm_address_text t;

	dgpm_address_begin(&t, at->run->arena, "ledger");
	dgpm_address_word(&t, dgpm_str_of(dgpm_arena_printf(at->run->arena, "%d", term->fiscal_year)));
	dgpm_address_part(&t);
	dgpm_address_word(&t, dgpm_str_of(term->id));
	dgpm_address_term(&t, "stage", dgpm_str_of(dgpm_ledger_stage_name((enum dgpm_ledger_stage)term->stage)));
	for (unsigned e = 0; e < DGPM_N_EXPENSES; e++)
		if ((at->t->expenses >> e & 1) != 0)
			dgpm_address_term(&t, "expense", dgpm_str_of(dgpm_expense_name((enum dgpm_expense)e)));
	dgpm_address_part(&t);
	dgpm_address_word(&t, DGPM_STR("amount_yen"));
	return dgpm_address_end(&t);
}

static void add_open(const struct at *at, bool count)
{
	for (size_t i = 0; i < at->row->n_terms; i++) {
		const struct dgpm_track_term *t = &at->row->terms[i];

		if (t->kind == DGPM_TERM_BEFORE)
			trace_operand(at->run, at->answer, count ? t->id : _("before"), cell_address(at, t),
				      trace_yen(true, t->yen));
		else if (t->kind == DGPM_TERM_LEFT && !count)
			trace_operand(at->run, at->answer, _("left"), cell_address(at, t), trace_yen(true, t->yen));
	}
}

/* The years that a line goes through: those whose figure holds results. */
static void add_results(const struct at *at)
{
	const struct dgpm_target *target = at->t->target;

	for (int y = target->baseline_fy; y <= at->t->as_of; y++) {
		bool result = false, unsplit = false;
		dgpm_yen sum = 0;

		for (size_t i = 0; i < at->row->n_terms; i++) {
			const struct dgpm_track_term *t = &at->row->terms[i];

			if (t->fiscal_year != y || (t->kind != DGPM_TERM_CELL && t->kind != DGPM_TERM_MOVED))
				continue;
			result |= t->kind == DGPM_TERM_CELL && t->stage == target->stages[0];
			unsplit |= t->unsplit;
			if (!dgpm_yen_add(&sum, sum, t->yen))
				return;
		}
		if (result && !unsplit)
			trace_operand(at->run, at->answer, dgpm_arena_printf(at->run->arena, "%d", y),
				      address_at(at, y, "actual_yen"), trace_yen(true, sum));
	}
}

/* Columns of the same row, by name. */
static void add_columns(const struct at *at, const char *of)
{
	while (of != NULL && *of != '\0') {
		size_t n = strcspn(of, " ");

		add_column(at, dgpm_arena_strndup(at->run->arena, of, n));
		of += n + (of[n] == ' ');
	}
}

static void add_viewpoint(const struct at *at)
{
	const char *viewpoint = at->asked->group;

	if (viewpoint == NULL)
		return;
	at->answer->formula = _("reductions reported on the cards");
	if (strcmp(viewpoint, "-") != 0) {
		add_terms(at, DGPM_TERM_REPORTED, viewpoint);
		return;
	}
	at->answer->formula = _("the reduction of the whole less what is told by viewpoint");
	trace_operand(at->run, at->answer, "reduction_yen",
		      dgpm_address_cell(at->run->arena,
					dgpm_address(at->run->arena, "track", at->asked->target,
						     dgpm_arena_printf(at->run->arena, "%d", at->t->as_of), NULL),
					"reduction_yen"),
		      trace_yen(at->t->rows[0].has_reduction, at->t->rows[0].reduction_yen));
	for (size_t i = 1; i < at->t->n_rows; i++)
		if (&at->t->rows[i] != at->row && at->t->rows[i].has_reported) {
			struct dgpm_track_asked other = *at->asked;

			other.group = at->t->rows[i].group;
			trace_operand(at->run, at->answer, "reported_yen",
				      dgpm_address_cell(at->run->arena,
							dgpm_track_asked_address(&other, at->run->arena, at->t->as_of),
							"reported_yen"),
				      trace_yen(true, at->t->rows[i].reported_yen));
		}
}

static void add_operands(struct at *at, const struct dgpm_origin *o)
{
	const struct dgpm_target *target = at->t->target;
	const struct dgpm_track_row *whole = &at->t->rows[0];
	const char *c = o->column;
	bool viewpoint = at->asked->how.by == DGPM_TRACK_VIEWPOINT && at->row != whole;

	if (strcmp(c, "baseline_yen") == 0 && at->row->baseline.given) {
		at->answer->kind = DGPM_ORIGIN_GIVEN;
		add_document(at, c, value_of(at, c));
	} else if (strcmp(c, "baseline_yen") == 0) {
		want_rows(at, DGPM_TERM_BASE, target->baseline_fy);
	} else if (strcmp(c, "actual_yen") == 0) {
		want_rows(at, DGPM_TERM_CELL, at->t->as_of);
	} else if (strcmp(c, "amount_yen") == 0 || strcmp(c, "planned_yen") == 0) {
		bool base = at->year != NULL && at->year->fiscal_year == target->baseline_fy;

		want_rows(at, base && at->row == whole ? DGPM_TERM_BASE : DGPM_TERM_CELL,
			  at->year != NULL ? at->year->fiscal_year : 0);
	} else if (strcmp(c, "most_gap_yen") == 0 && at->year != NULL) {
		add_column(at, "amount_yen");
		trace_operand(at->run, at->answer, "path_yen", address_at(at, at->year->fiscal_year, "path_yen"),
			      trace_yen(at->year->has_path, at->year->path_yen));
		if (at->year->open_yen != 0)
			trace_operand(at->run, at->answer, "open_yen",
				      address_at(at, at->year->fiscal_year, "open_yen"),
				      trace_yen(true, at->year->open_yen));
	} else if (strcmp(c, "plan_yen") == 0) {
		want_rows(at, DGPM_TERM_CELL, at->row->plan.known ? target->aim.fiscal_year : 0);
	} else if (strcmp(c, "forecast_yen") == 0 && at->row->forecast_years == 0 && at->row->has_forecast) {
		at->answer->formula = _("the plan: results of two years are needed for a line");
		add_column(at, "plan_yen");
	} else if (strcmp(c, "forecast_yen") == 0) {
		add_results(at);
	} else if (strcmp(c, "gap_yen") == 0 && at->t->as_of >= target->aim.fiscal_year) {
		at->answer->formula = _("result - target");
		add_columns(at, "actual_yen target_yen");
	} else if (strcmp(c, "moved_yen") == 0) {
		add_terms(at, DGPM_TERM_MOVED, NULL);
	} else if (strcmp(c, "open_yen") == 0 || strcmp(c, "open_projects") == 0) {
		add_open(at, c[5] == 'p');
	} else if (strcmp(c, "prospect_yen") == 0) {
		add_terms(at, DGPM_TERM_PROSPECT, viewpoint ? at->asked->group : NULL);
	} else if (strcmp(c, "reported_yen") == 0) {
		add_terms(at, DGPM_TERM_REPORTED, viewpoint ? at->asked->group : NULL);
	} else if (strcmp(c, "projects") == 0 && !viewpoint) {
		add_terms(at, DGPM_TERM_MEMBER, NULL);
	} else if (strcmp(c, "reduction_yen") == 0 && viewpoint) {
		add_viewpoint(at);
	} else {
		add_columns(at, o->of);
		if (strcmp(c, "target_yen") == 0 || strcmp(c, "path_yen") == 0 || o->kind == DGPM_ORIGIN_GIVEN)
			add_document(at, "target", trace_text(target->title));
	}
}

/* The figure of a year as the chart has it: tracked up to the last year with results. */
static bool find_year(struct at *at, const struct dgpm_track_asked *asked)
{
	struct dgpm_track_asked last = *asked;

	last.how.as_of = 0;
	last.group = NULL;
	at->t = tracked(at->run, &last);
	if (at->t == NULL || asked->group != NULL)
		return false;
	at->row = &at->t->rows[0];
	for (size_t i = 0; i < at->t->n_years; i++)
		if (at->t->years[i].fiscal_year == asked->how.as_of)
			at->year = &at->t->years[i];
	return at->year != NULL;
}

/* Columns of a year of the chart, whatever stage it is of. */
static bool is_of_year(const struct dgpm_origin *o)
{
	return strcmp(o->column, "amount_yen") == 0 || strcmp(o->column, "planned_yen") == 0 ||
	       strcmp(o->column, "most_gap_yen") == 0;
}

/* A row: every figure that it has. */
static void add_row(const struct at *at)
{
	for (size_t i = 0; i < dgpm_track_n_origins; i++) {
		const struct dgpm_origin *o = &dgpm_track_origins[i];

		if (o->kind != DGPM_ORIGIN_KEY && !is_of_year(o) && value_of(at, o->column).kind != DGPM_ANSWER_NONE)
			add_column(at, o->column);
	}
}

bool trace_track(struct trace_run *run, struct dgpm_answer *answer)
{
	struct dgpm_track_asked *asked = dgpm_arena_array(run->arena, 1, sizeof *asked);
	struct at at = { .run = run, .answer = answer, .asked = asked };
	const struct dgpm_origin *o = NULL;
	bool amount;

	if (!dgpm_track_ask(asked, run->arena, &answer->address))
		return trace_unknown(run, answer, _("track:TARGET/YEAR/COLUMN is meant"));
	if (asked->column != NULL && (o = dgpm_track_origin(run->arena, asked->column)) == NULL)
		return trace_unknown(run, answer, _("the report has no such column"));
	amount = o != NULL && is_of_year(o);
	if (amount ? !find_year(&at, asked) : (at.t = tracked(run, asked)) == NULL)
		return trace_unknown(run, answer,
				     amount ? _("the target has no such year") : _("no target has this ID"));
	if (!amount && (at.row = row_of(at.t, asked->group)) == NULL)
		return trace_unknown(run, answer, _("the target has no such group"));
	answer->is_row = o == NULL;
	if (o == NULL) {
		add_row(&at);
		return true;
	}
	answer->kind = o->kind;
	answer->formula = o->formula != NULL ? _(o->formula) : NULL;
	answer->value = value_of(&at, o->column);
	if (answer->value.kind == DGPM_ANSWER_NONE && strcmp(o->column, "reason") != 0)
		answer->reason = at.row->reason;
	if (o->kind != DGPM_ORIGIN_KEY)
		add_operands(&at, o);
	return true;
}
