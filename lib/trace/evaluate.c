/* indicator: what is said of an effect; evaluate: marks counted. */
#include "base/i18n.h"
#include "evaluate/address.h"
#include "portfolio/select.h"
#include "trace/parts.h"

struct trace_evaluated {
	struct dgpm_date date;
	const struct dgpm_evaluation *e; /* NULL: cannot be had */
};

/* Once a day. What is found wrong on the way is told by `dgpm evaluate`. */
static const struct dgpm_evaluation *evaluated(struct trace_run *run, struct dgpm_date date)
{
	struct dgpm_evaluate_how how = { .date = date, .threads = run->how->threads };
	struct trace_evaluated *one;
	struct dgpm_evaluation *e;

	for (size_t i = 0; i < run->n_evaluated; i++)
		if (dgpm_date_cmp(run->evaluated[i].date, date) == 0)
			return run->evaluated[i].e;
	one = DGPM_PUSH(run->arena, run->evaluated, run->n_evaluated, run->cap_evaluated);
	*one = (struct trace_evaluated){ .date = date };
	if (dgpm_evaluate(&e, run->arena, dgpm_diags_new(run->arena), dgpm_portfolio_data(run->p), run->p, &how) == 0)
		one->e = e;
	return one->e;
}

/* One indicator at hand. */
struct at {
	struct trace_run *run;
	struct dgpm_answer *answer;
	const struct dgpm_policy *p;
	const struct dgpm_indicator *ind;
	const struct dgpm_indicator_year *year; /* another than that of the target; NULL: the whole */
	const char *row;
};

static struct dgpm_answer_value measure(struct dgpm_arena *arena, const struct dgpm_measure *m)
{
	return trace_text(dgpm_measure_plain(arena, m));
}

static struct dgpm_answer_value value_of(const struct at *at, const char *column)
{
	const struct dgpm_indicator *ind = at->ind;
	struct dgpm_arena *a = at->run->arena;
	const struct {
		const char *column;
		struct dgpm_answer_value value;
	} all[] = {
		{ "policy_id", trace_text(at->p->id) },
		{ "indicator_id", trace_text(ind->id) },
		{ "primary", trace_text(ind->primary ? "true" : "false") },
		{ "baseline", measure(a, &ind->baseline) },
		{ "target_fy", trace_year(ind->target_fy) },
		{ "target", measure(a, at->year != NULL ? &at->year->target : &ind->target) },
		{ "actual_fy", trace_year(ind->actual_fy) },
		{ "actual", measure(a, at->year != NULL ? &at->year->actual : &ind->actual) },
		{ "achievement", trace_text(dgpm_mark_name((enum dgpm_mark)ind->mark)) },
		{ "way", trace_rate(ind->has_way, ind->way, 10000) },
	};

	for (size_t i = 0; i < DGPM_COUNT(all); i++)
		if (strcmp(all[i].column, column) == 0)
			return all[i].value;
	return trace_text(NULL);
}

static const char *place_text(struct dgpm_arena *arena, const struct dgpm_loc *at)
{
	return at->line != 0 ? dgpm_arena_printf(arena, "%s:%u", at->path, at->line) : at->path;
}

/* Where a value stands: of targets and actuals the entry of their year, else the indicator. */
static const char *place_of(const struct at *at, const char *column)
{
	const struct dgpm_indicator *ind = at->ind;
	bool target = strncmp(column, "target", 6) == 0, actual = strncmp(column, "actual", 6) == 0;
	int year = at->year != NULL ? at->year->fiscal_year : target ? ind->target_fy : ind->actual_fy;

	for (size_t i = 0; (target || actual) && i < ind->n_years; i++) {
		const struct dgpm_loc *loc = target ? &ind->years[i].target_at : &ind->years[i].actual_at;

		if (ind->years[i].fiscal_year == year && loc->path != NULL)
			return place_text(at->run->arena, loc);
	}
	return ind->at.path != NULL ? place_text(at->run->arena, &ind->at) : at->p->path;
}

static void add_column(const struct at *at, const char *column)
{
	trace_operand(at->run, at->answer, column, dgpm_address_cell(at->run->arena, at->row, column),
		      value_of(at, column))
		->place = place_of(at, column);
}

static void add_columns(const struct at *at, const char *of)
{
	while (of != NULL && *of != '\0') {
		size_t n = strcspn(of, " ");

		add_column(at, dgpm_arena_strndup(at->run->arena, of, n));
		of += n + (of[n] == ' ');
	}
}

bool trace_indicator(struct trace_run *run, struct dgpm_answer *answer)
{
	const struct dgpm_evaluation *e = evaluated(run, run->how->date);
	struct at at = { .run = run, .answer = answer };
	const struct dgpm_origin *o;
	const char *column = NULL;
	int year = 0;

	if (e == NULL || (at.ind = dgpm_indicator_asked(e, &answer->address, &at.p, &year, &column)) == NULL)
		return trace_unknown(run, answer,
				     _("no card or sheet has the indicator: indicator:ID/KPI/YEAR is meant"));
	for (size_t i = 0; year != 0 && year != at.ind->target_fy && i < at.ind->n_years; i++)
		if (at.ind->years[i].fiscal_year == year && at.ind->target_fy != 0)
			at.year = &at.ind->years[i];
	at.row = column != NULL ? dgpm_arena_strndup(run->arena, answer->text,
						     (size_t)(strrchr(answer->text, '/') - answer->text))
				: answer->text;
	answer->is_row = column == NULL;
	for (size_t i = 0; column == NULL && i < dgpm_indicator_n_origins; i++)
		if (dgpm_indicator_origins[i].kind != DGPM_ORIGIN_KEY &&
		    value_of(&at, dgpm_indicator_origins[i].column).kind != DGPM_ANSWER_NONE)
			add_column(&at, dgpm_indicator_origins[i].column);
	if (column == NULL)
		return true;
	o = dgpm_origin_find(dgpm_indicator_origins, dgpm_indicator_n_origins, column);
	if (o == NULL)
		return trace_unknown(run, answer, _("the report has no such column"));
	answer->kind = o->kind;
	answer->formula = o->formula != NULL ? _(o->formula) : NULL;
	answer->value = value_of(&at, column);
	if (o->kind == DGPM_ORIGIN_GIVEN && answer->value.kind != DGPM_ANSWER_NONE)
		trace_operand(run, answer, column, NULL, answer->value)->place = place_of(&at, column);
	if (strcmp(column, "achievement") == 0 && at.ind->by_people)
		answer->formula = _("as people judged it");
	add_columns(&at, o->of);
	return true;
}

/* Marks counted. */
struct counting {
	struct trace_run *run;
	struct dgpm_answer *answer;
	const char *column, *title;
	size_t n, n_full, marks[DGPM_N_MARKS];
};

/* As the address of that year has it: of the year of the target the latest. */
static const struct dgpm_measure *actual_of(const struct dgpm_indicator *ind, int year)
{
	for (size_t i = 0; year != ind->target_fy && i < ind->n_years; i++)
		if (ind->years[i].fiscal_year == year && ind->target_fy != 0)
			return &ind->years[i].actual;
	return &ind->actual;
}

static void count(void *ctx, const struct dgpm_policy *p, const struct dgpm_indicator *ind, int year,
		  enum dgpm_mark mark)
{
	struct counting *c = ctx;
	bool full = dgpm_indicator_is_full(ind);
	const char *address;

	if (p->project_id != NULL && dgpm_portfolio_is_narrowed(c->run->p) &&
	    !dgpm_portfolio_is_selected(c->run->p, dgpm_str_of(p->project_id)))
		return;
	c->title = p->title;
	c->n++;
	c->n_full += full;
	c->marks[mark]++;
	if (c->column == NULL ||
	    !(strcmp(c->column, "indicators") == 0 || (strcmp(c->column, "complete") == 0 && full) ||
	      strcmp(c->column, dgpm_mark_name(mark)) == 0))
		return;
	address = dgpm_indicator_address(c->run->arena, p, ind);
	if (year == 0)
		trace_operand(c->run, c->answer, p->id, dgpm_address_cell(c->run->arena, address, "achievement"),
			      trace_text(dgpm_mark_name((enum dgpm_mark)ind->mark)));
	else
		trace_operand(c->run, c->answer, p->id,
			      dgpm_address(c->run->arena, "indicator", p->id, ind->id,
					   dgpm_arena_printf(c->run->arena, "%d", year), "actual", NULL),
			      measure(c->run->arena, actual_of(ind, year)));
}

bool trace_evaluate(struct trace_run *run, struct dgpm_answer *answer)
{
	struct dgpm_evaluate_slice slice;
	const struct dgpm_evaluation *e;
	struct dgpm_date date;
	struct counting c = { .run = run, .answer = answer };
	bool known;

	if (!dgpm_evaluate_ask(&slice, &date, &answer->address))
		return trace_unknown(run, answer, _("evaluate:DATE/SLICE/COLUMN is meant"));
	e = evaluated(run, date);
	if (e == NULL)
		return trace_unknown(run, answer, NULL);
	c.column = slice.column;
	dgpm_evaluate_counted(e, &slice, count, &c);
	answer->is_row = slice.column == NULL;
	answer->kind = DGPM_ORIGIN_COUNT;
	answer->formula = answer->is_row ? NULL : _("number of indicators");
	known = answer->is_row || strcmp(slice.column, "indicators") == 0 || strcmp(slice.column, "complete") == 0;
	if (!answer->is_row && strcmp(slice.column, "complete") == 0) {
		answer->value = trace_count((int64_t)c.n_full);
		answer->formula = _("number of indicators with baseline, target and actual");
	} else {
		answer->value = trace_count((int64_t)c.n);
	}
	for (int m = 0; m < DGPM_N_MARKS; m++) {
		const char *name = dgpm_mark_name((enum dgpm_mark)m);

		if (answer->is_row)
			trace_operand(run, answer, name, dgpm_address_cell(run->arena, answer->text, name),
				      trace_count((int64_t)c.marks[m]));
		else if (slice.column != NULL && strcmp(slice.column, name) == 0) {
			answer->value = trace_count((int64_t)c.marks[m]);
			answer->formula = _("number of indicators with this mark");
			known = true;
		}
	}
	if (answer->is_row)
		answer->value = trace_text(NULL);
	if (known)
		return true;
	/* What the group is of. */
	answer->kind = DGPM_ORIGIN_KEY;
	answer->formula = NULL;
	answer->value = trace_text(
		strcmp(slice.column, "organization") == 0 ? slice.organization
		: strcmp(slice.column, "project_id") == 0 ? slice.project
		: strcmp(slice.column, "name") == 0	  ? c.title
		: strcmp(slice.column, "kind") == 0	  ? (slice.output ? "output" : "outcome")
		: slice.year != 0 && (strcmp(slice.column, "year") == 0 || strcmp(slice.column, "fiscal_year") == 0)
			? dgpm_arena_printf(run->arena, "%d", slice.year)
			: NULL);
	return strcmp(slice.column, "organization") == 0 || strcmp(slice.column, "project_id") == 0 ||
	       strcmp(slice.column, "name") == 0 || strcmp(slice.column, "kind") == 0 ||
	       strcmp(slice.column, "year") == 0 || strcmp(slice.column, "fiscal_year") == 0 ||
	       trace_unknown(run, answer, _("the report has no such column"));
}
