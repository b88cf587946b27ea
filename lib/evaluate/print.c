/* The evaluation report: text, CSV and JSON. */
#include "evaluate/print_parts.h"
#include "base/i18n.h"
#include "evaluate/address.h"
#include "portfolio/print.h"
#include "print/json.h"

#define FOLD 300 /* indicators; more are told as sums unless all are asked for */

static const struct dgpm_col columns[] = {
	{ "policy_id", "", DGPM_COL_TEXT }, { "indicator_id", "", DGPM_COL_TEXT }, { "primary", "", DGPM_COL_TEXT },
	{ "baseline", "", DGPM_COL_TEXT },  { "target_fy", "", DGPM_COL_YEAR },	   { "target", "", DGPM_COL_TEXT },
	{ "actual_fy", "", DGPM_COL_YEAR },  { "actual", "", DGPM_COL_TEXT },	   { "achievement", "", DGPM_COL_TEXT },
	{ "figure", "", DGPM_COL_TEXT },
};

static void put_year(struct dgpm_grid *g, int fiscal_year)
{
	if (fiscal_year != 0)
		dgpm_grid_int(g, fiscal_year);
	else
		dgpm_grid_none(g);
}

static void print_rows(const struct evaluate_text *x)
{
	struct dgpm_grid *g = dgpm_grid_new(x->arena, columns, DGPM_COUNT(columns));

	dgpm_grid_main(g);
	for (size_t i = 0; i < x->e->n; i++)
		for (size_t k = 0; k < x->e->policies[i].n; k++) {
			const struct dgpm_policy *p = &x->e->policies[i];
			const struct dgpm_indicator *ind = &p->indicators[k];

			dgpm_grid_cstr(g, p->id);
			dgpm_grid_cstr(g, ind->id);
			dgpm_grid_cstr(g, ind->primary ? "true" : "false");
			dgpm_grid_cstr(g, dgpm_measure_plain(x->arena, &ind->baseline));
			put_year(g, ind->target_fy);
			dgpm_grid_cstr(g, dgpm_measure_plain(x->arena, &ind->target));
			put_year(g, ind->actual_fy);
			dgpm_grid_cstr(g, dgpm_measure_plain(x->arena, &ind->actual));
			dgpm_grid_cstr(g, dgpm_mark_name((enum dgpm_mark)ind->mark));
			dgpm_grid_cstr(g, dgpm_indicator_address(x->arena, p, ind));
		}
	dgpm_grid_print(g, x->out, x->how);
}

static void json_measure(struct jsonw *w, struct dgpm_arena *a, const char *key, const struct dgpm_measure *m)
{
	if (m->kind == DGPM_MEASURE_TEXT) {
		jsonw_text(w, key, m->text);
	} else if (m->kind == DGPM_MEASURE_NUMBER) {
		jsonw_number(w, key, dgpm_measure_plain(a, m));
	}
}

static void json_year(struct jsonw *w, const char *key, int fiscal_year)
{
	if (fiscal_year != 0)
		jsonw_int(w, key, fiscal_year);
}

static void json_years(struct jsonw *w, struct dgpm_arena *a, const struct dgpm_indicator *ind)
{
	char day[11];

	jsonw_open(w, "years", '[');
	for (size_t i = 0; i < ind->n_years; i++) {
		const struct dgpm_indicator_year *y = &ind->years[i];

		jsonw_open(w, NULL, '{');
		jsonw_int(w, "fiscal_year", y->fiscal_year);
		json_measure(w, a, "target", &y->target);
		json_measure(w, a, "actual", &y->actual);
		if (y->as_of.year != 0)
			jsonw_text(w, "as_of", dgpm_date_format(day, y->as_of));
		if (y->met != DGPM_MET_UNKNOWN)
			jsonw_bool(w, "met", y->met == DGPM_MET_YES);
		jsonw_close(w, '}');
	}
	jsonw_close(w, ']');
}

static void json_indicator(struct jsonw *w, const struct evaluate_text *x, const struct dgpm_policy *p,
			   const struct dgpm_indicator *ind)
{
	static const char *const directions[] = { NULL, "at-least", "at-most", "qualitative" };

	jsonw_line(w, 8);
	jsonw_open(w, NULL, '{');
	jsonw_text(w, "id", ind->id);
	jsonw_text(w, "name", ind->name);
	jsonw_text(w, "unit", ind->unit);
	jsonw_text(w, "of", ind->of);
	jsonw_text(w, "kind", ind->output ? "output" : "outcome");
	jsonw_text(w, "direction", directions[ind->direction]);
	jsonw_bool(w, "primary", ind->primary);
	if (ind->about)
		jsonw_bool(w, "about", true);
	json_year(w, "baseline_fy", ind->baseline_fy);
	json_measure(w, x->arena, "baseline", &ind->baseline);
	json_year(w, "target_fy", ind->target_fy);
	json_measure(w, x->arena, "target", &ind->target);
	json_year(w, "actual_fy", ind->actual_fy);
	json_measure(w, x->arena, "actual", &ind->actual);
	json_years(w, x->arena, ind);
	if (ind->has_way)
		jsonw_int(w, "way", ind->way);
	jsonw_text(w, "achievement", dgpm_mark_name((enum dgpm_mark)ind->mark));
	jsonw_text(w, "printed", ind->printed);
	jsonw_bool(w, "early", ind->early);
	jsonw_bool(w, "worse", ind->worse);
	jsonw_text(w, "figure", dgpm_indicator_address(x->arena, p, ind));
	jsonw_close(w, '}');
}

static void json_budget(struct jsonw *w, const struct dgpm_policy *p)
{
	static const char *const names[DGPM_N_POLICY_AMOUNTS] = { "initial_yen", "supplementary_yen", "carryover_yen",
								  "total_yen", "executed_yen" };

	jsonw_line(w, 6);
	jsonw_open(w, "budget", '[');
	for (size_t i = 0; i < p->n_years; i++) {
		const struct dgpm_policy_year *y = &p->years[i];

		jsonw_line(w, 8);
		jsonw_open(w, NULL, '{');
		jsonw_int(w, "fiscal_year", y->fiscal_year);
		for (int k = 0; k < DGPM_N_POLICY_AMOUNTS; k++)
			if (y->has[k])
				jsonw_int(w, names[k], y->yen[k]);
		if (y->apart)
			jsonw_int(w, "added_yen", y->added_yen);
		if (y->has_rate)
			jsonw_int(w, "execution_rate", y->rate);
		jsonw_close(w, '}');
	}
	jsonw_close(w, ']');
}

static void json_marks(struct jsonw *w, const size_t marks[DGPM_N_MARKS])
{
	jsonw_open(w, "marks", '{');
	for (int m = 0; m < DGPM_N_MARKS; m++)
		jsonw_int(w, dgpm_mark_name((enum dgpm_mark)m), (int64_t)marks[m]);
	jsonw_close(w, '}');
}

static void json_policy(struct jsonw *w, const struct evaluate_text *x, const struct dgpm_policy *p)
{
	jsonw_line(w, 4);
	jsonw_open(w, NULL, '{');
	jsonw_text(w, "id", p->id);
	jsonw_text(w, "title", p->title);
	jsonw_text(w, "organization", p->organization);
	jsonw_text(w, "project_id", p->project_id);
	json_year(w, "fiscal_year", p->fiscal_year);
	jsonw_text(w, "evaluated", p->evaluated);
	jsonw_text(w, "grade", p->grade);
	jsonw_text(w, "grade_reason", p->grade_reason);
	jsonw_text(w, "no_grade", p->no_grade);
	jsonw_text(w, "grade_printed", p->printed_grade);
	if (p->root != NULL)
		jsonw_bool(w, "grade_confirmed", p->grade_confirmed);
	json_marks(w, p->marks);
	json_budget(w, p);
	jsonw_line(w, 6);
	jsonw_open(w, "indicators", '[');
	for (size_t i = 0; i < p->n; i++)
		json_indicator(w, x, p, &p->indicators[i]);
	jsonw_close(w, ']');
	jsonw_close(w, '}');
}

static void print_json(const struct evaluate_text *x)
{
	struct jsonw w = { .out = x->out };

	jsonw_head(&w, x->how->head, "evaluation-report");
	jsonw_line(&w, 2);
	jsonw_int(&w, "near", x->e->near);
	jsonw_int(&w, "indicators", (int64_t)x->e->n_indicators);
	jsonw_int(&w, "complete", (int64_t)x->e->n_full);
	json_marks(&w, x->e->marks);
	jsonw_line(&w, 2);
	jsonw_open(&w, "policies", '[');
	for (size_t i = 0; i < x->e->n; i++)
		json_policy(&w, x, &x->e->policies[i]);
	jsonw_line(&w, 2);
	jsonw_close(&w, ']');
	jsonw_line(&w, 0);
	jsonw_close(&w, '}');
	dgpm_out_puts(x->out, "\n");
}

/* How many of how many can be judged at all: before anything else. */
static void print_first(const struct evaluate_text *x)
{
	dgpm_out_printf(x->out, _("%zu of %zu indicators have baseline, target and actual"), x->e->n_full,
			x->e->n_indicators);
	dgpm_out_puts(x->out, "\n");
}

static void print_groups(const struct evaluate_text *x, unsigned by)
{
	static const struct {
		unsigned by;
		struct dgpm_col col;
	} keys[] = {
		{ DGPM_EVALUATE_ORGANIZATION, { "organization", N_("organization"), DGPM_COL_NAME } },
		{ DGPM_EVALUATE_PROJECT, { "project_id", N_("project"), DGPM_COL_TEXT } },
		{ DGPM_EVALUATE_PROJECT, { "name", N_("name"), DGPM_COL_NAME } },
		{ DGPM_EVALUATE_YEAR, { "year", N_("year"), DGPM_COL_TEXT } },
		{ DGPM_EVALUATE_FISCAL_YEAR, { "fiscal_year", N_("FY"), DGPM_COL_TEXT } },
		{ DGPM_EVALUATE_KIND, { "kind", N_("kind"), DGPM_COL_TEXT } },
	};
	struct dgpm_col cols[DGPM_COUNT(keys) + 3 + DGPM_N_MARKS];
	bool words = x->how->format == DGPM_FORMAT_TEXT;
	size_t n_cols = 0, n;
	const struct evaluate_group *groups = evaluate_tally(&n, x->arena, x->e, x->look->words.organizations, by);
	struct dgpm_grid *g;

	for (size_t i = 0; i < DGPM_COUNT(keys); i++)
		if (by & keys[i].by)
			cols[n_cols++] = keys[i].col;
	cols[n_cols++] = (struct dgpm_col){ "indicators", N_("indicators"), DGPM_COL_INT };
	cols[n_cols++] = (struct dgpm_col){ "complete", N_("complete"), DGPM_COL_INT };
	for (int m = 0; m < DGPM_N_MARKS; m++)
		cols[n_cols++] = (struct dgpm_col){ dgpm_mark_name((enum dgpm_mark)m),
						    evaluate_mark_text(x, (enum dgpm_mark)m), DGPM_COL_INT };
	cols[n_cols++] = (struct dgpm_col){ "figure", !words || x->look->addresses ? N_("address") : NULL,
					    DGPM_COL_TEXT };
	g = dgpm_grid_new(x->arena, cols, n_cols);
	dgpm_grid_report(g, "evaluation-groups");
	dgpm_grid_main(g);
	for (size_t i = 0; i < n; i++) {
		if (by & DGPM_EVALUATE_ORGANIZATION)
			dgpm_grid_cstr(g, words ? dgpm_word_organization(&x->look->words, groups[i].organization) :
						  groups[i].organization);
		if (by & DGPM_EVALUATE_PROJECT) {
			dgpm_grid_cstr(g, groups[i].project);
			dgpm_grid_cstr(g, groups[i].title);
		}
		for (int k = 0; k < 2; k++)
			if (by & (k == 0 ? DGPM_EVALUATE_YEAR : DGPM_EVALUATE_FISCAL_YEAR))
				dgpm_grid_cstr(g, groups[i].year != 0 ?
							  dgpm_arena_printf(x->arena, "%d", groups[i].year) :
							  NULL);
		if (by & DGPM_EVALUATE_KIND)
			dgpm_grid_cstr(g, !words	   ? (groups[i].output ? "output" : "outcome") :
					  groups[i].output ? _("output") :
							     _("outcome"));
		dgpm_grid_int(g, (int64_t)groups[i].n);
		dgpm_grid_int(g, (int64_t)groups[i].n_full);
		for (int m = 0; m < DGPM_N_MARKS; m++)
			dgpm_grid_int(g, (int64_t)groups[i].marks[m]);
		dgpm_grid_cstr(g, dgpm_evaluate_address(x->arena, x->e->date,
							&(struct dgpm_evaluate_slice){
								by, groups[i].organization, groups[i].project,
								groups[i].year, groups[i].output, NULL }));
	}
	dgpm_grid_print(g, x->out, x->how);
}

/* The rows and columns of the matrix: marks that occur on that side. */
static size_t marks_seen(enum dgpm_mark seen[DGPM_N_MARKS], const struct evaluate_transitions *t, bool to)
{
	size_t n = 0;

	for (int m = 0; m < DGPM_N_MARKS; m++)
		for (int k = 0; k < DGPM_N_MARKS; k++)
			if ((to ? t->n[k][m] : t->n[m][k]) != 0) {
				seen[n++] = (enum dgpm_mark)m;
				break;
			}
	return n;
}

/* For people: a matrix, the earlier year down, the later one across; indicators, or the budgets behind them. */
static void put_matrix(const struct evaluate_text *x, const struct evaluate_transitions *t, bool yen)
{
	enum dgpm_mark from[DGPM_N_MARKS], to[DGPM_N_MARKS];
	size_t n_from = marks_seen(from, t, false), n_to = marks_seen(to, t, true);
	struct texttable table = texttable_new(x->arena, dgpm_arena_strndup(x->arena, "lrrrrrrrr", n_to + 1));

	texttable_add(&table, yen ? _("budget") : _("indicators"));
	for (size_t k = 0; k < n_to; k++)
		texttable_add(&table, evaluate_mark_text(x, to[k]));
	for (size_t i = 0; i < n_from; i++) {
		texttable_add(&table, evaluate_mark_text(x, from[i]));
		for (size_t k = 0; k < n_to; k++)
			if (!yen)
				texttable_addf(&table, "%zu", t->n[from[i]][to[k]]);
			else if (t->has_yen[from[i]][to[k]])
				texttable_yen(&table, t->yen[from[i]][to[k]], x->how->unit, false);
			else
				texttable_add(&table, "－");
	}
	texttable_print(&table, x->out, 0);
	dgpm_out_puts(x->out, "\n");
}

/* The same as rows, for programs and sheets. */
static void put_pairs(const struct evaluate_text *x, const struct evaluate_transitions *t)
{
	static const struct dgpm_col pairs[] = {
		{ "from", N_("from"), DGPM_COL_TEXT },	      { "to", N_("to"), DGPM_COL_TEXT },
		{ "indicators", N_("indicators"), DGPM_COL_INT }, { "budget_yen", N_("budget"), DGPM_COL_YEN },
	};
	struct dgpm_grid *g = dgpm_grid_new(x->arena, pairs, DGPM_COUNT(pairs));
	bool words = x->how->format == DGPM_FORMAT_TEXT;

	dgpm_grid_report(g, "evaluation-transitions");
	for (int a = 0; a < DGPM_N_MARKS; a++)
		for (int b = 0; b < DGPM_N_MARKS; b++) {
			if (t->n[a][b] == 0)
				continue;
			dgpm_grid_cstr(g, words ? evaluate_mark_text(x, (enum dgpm_mark)a) :
						  dgpm_mark_name((enum dgpm_mark)a));
			dgpm_grid_cstr(g, words ? evaluate_mark_text(x, (enum dgpm_mark)b) :
						  dgpm_mark_name((enum dgpm_mark)b));
			dgpm_grid_int(g, (int64_t)t->n[a][b]);
			if (t->has_yen[a][b])
				dgpm_grid_int(g, t->yen[a][b]);
			else
				dgpm_grid_none(g);
		}
	dgpm_grid_print(g, x->out, x->how);
}

static void print_transitions(const struct evaluate_text *x)
{
	bool words = x->how->format == DGPM_FORMAT_TEXT;
	struct evaluate_transitions t;

	evaluate_transitions(&t, x->e, x->look->from, x->look->to);
	if (words)
		dgpm_out_printf(x->out, _("from FY%d to FY%d, by the target and actual of each year\n\n"),
				x->look->from, x->look->to);
	/* Columns and sheets are chosen from a table of rows. */
	if (!words || x->how->markdown || x->how->workbook != NULL || x->how->choice != NULL) {
		put_pairs(x, &t);
	} else {
		put_matrix(x, &t, false);
		if (t.n_with_yen != 0)
			put_matrix(x, &t, true);
	}
	if (words)
		dgpm_out_printf(x->out,
				_("FY%d down, FY%d across; budget of FY%d in %s, known of %zu of %zu policies and "
				  "projects; one with several indicators stands in several cells, which do not add "
				  "up\n"),
				x->look->from, x->look->to, x->look->to, evaluate_unit_text(x), t.n_with_yen,
				t.n_all);
}

static void print_foot(const struct evaluate_text *x)
{
	dgpm_out_printf(x->out, "\n");
	if (x->e->n > 1)
		dgpm_out_printf(x->out, _("all: %s; %zu indicators, %zu targets\n"),
				evaluate_marks_text(x, x->e->marks), x->e->n_indicators, x->e->n_targets);
	dgpm_out_printf(
		x->out,
		_("near: %lld.%lld %% of the way from baseline to target, dgpm's setting (no document says); － no "
		  "value\n"),
		(long long)(x->e->near / 100), (long long)(x->e->near / 10 % 10));
	dgpm_print_lacking(x->out, &x->e->ledgers);
}

static void print_text(const struct evaluate_text *x)
{
	print_first(x);
	if (x->look->from != 0) {
		dgpm_out_puts(x->out, "\n");
		print_transitions(x);
		return;
	}
	if (x->look->by != 0 || (x->e->n_targets > FOLD && !x->look->all)) {
		unsigned by = x->look->by != 0 ? x->look->by : DGPM_EVALUATE_YEAR | DGPM_EVALUATE_KIND;

		dgpm_out_puts(x->out, "\n");
		print_groups(x, by);
	} else {
		for (size_t i = 0; i < x->e->n; i++) {
			dgpm_out_puts(x->out, "\n");
			evaluate_print_policy(x, &x->e->policies[i]);
		}
	}
	print_foot(x);
}

void dgpm_evaluate_print(const struct dgpm_evaluation *e, struct dgpm_arena *arena, struct dgpm_out *out,
			 const struct dgpm_print *how, const struct dgpm_evaluate_look *look)
{
	struct evaluate_text x = { arena, out, how, look, e };

	/* A sheet or a table of Markdown holds rows, not a page. */
	if (how->format == DGPM_FORMAT_TEXT && how->workbook == NULL && !how->markdown)
		print_text(&x);
	else if (look->from != 0)
		print_transitions(&x);
	else if (look->by != 0)
		print_groups(&x, look->by);
	else if (how->format == DGPM_FORMAT_JSON)
		print_json(&x);
	else
		print_rows(&x);
}
