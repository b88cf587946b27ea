/* ledger: figures of the budget table; row: one row of a ledger. */
#include "base/i18n.h"
#include "trace/parts.h"

/* What is asked for, with what its column is made of. */
struct asked {
	const struct dgpm_table_asked *table;
	const struct dgpm_origin *origin; /* NULL: the row */
	const char *row;		  /* its address without the column */
	const char *other;		  /* of a share or a change: the address it is held against */
	size_t other_want;		  /* its number + 1 among what is waited for */
};

static bool is_same(const struct dgpm_origin *o)
{
	return strncmp(o->column, "same_", 5) == 0;
}

static const char *column_of(struct dgpm_arena *arena, enum dgpm_figure f)
{
	return f == DGPM_FIG_EXECUTION_RATE ? dgpm_figure_name(f)
					    : dgpm_arena_printf(arena, "%s_yen", dgpm_figure_name(f));
}

static void figures_of(struct dgpm_figures *out, const struct trace_run *run, const struct trace_want *w)
{
	struct dgpm_table_sums sums = { .from_year = w->from_year, .to_year = w->to_year };

	/* Of the latest year alone: what is open is never over before what is not. */
	sums.open = w->to_year != 0 && w->to_year >= dgpm_date_fiscal_year(run->how->date);
	for (size_t s = 0; s < DGPM_N_LEDGER_STAGES; s++) {
		sums.has[s] = w->has[s];
		sums.overflow[s] = !wide_fits(w->sum[s]);
		sums.yen[s] = sums.overflow[s] ? 0 : (dgpm_yen)w->sum[s];
	}
	dgpm_figures_of(out, &sums, dgpm_portfolio_is_net(run->p));
}

static struct dgpm_answer_value value_of(const struct dgpm_figures *f, enum dgpm_figure figure)
{
	if (figure == DGPM_FIG_EXECUTION_RATE)
		return trace_rate(f->has[figure], f->value[DGPM_FIG_EXECUTED], f->rate_of);
	return trace_yen(f->has[figure], f->value[figure]);
}

/* The sum of the stages that were kept: what the rows of the answer add up to. */
static struct dgpm_answer_value sum_of(const struct trace_want *w)
{
	wide sum = 0;
	bool any = false;

	for (size_t s = 0; s < DGPM_N_LEDGER_STAGES; s++)
		if ((w->keep >> s & 1) != 0 && w->has[s]) {
			any = true;
			sum += w->sum[s];
		}
	return trace_yen(any && wide_fits(sum), wide_fits(sum) ? (dgpm_yen)sum : 0);
}

static void add_figure(struct trace_run *run, struct trace_want *w, const struct dgpm_figures *f,
		       enum dgpm_figure figure)
{
	const struct asked *x = w->ctx;
	const char *column = column_of(run->arena, figure);

	trace_operand(run, w->answer, column, dgpm_address_cell(run->arena, x->row, column), value_of(f, figure));
}

/* A row: every figure that it has. */
static void finish_row(struct trace_run *run, struct trace_want *w, const struct dgpm_figures *f)
{
	const struct asked *x = w->ctx;

	for (enum dgpm_figure i = 0; i < DGPM_N_FIGURES; i++)
		if (f->has[i])
			add_figure(run, w, f, i);
	if (x->table->is_amount) {
		unsigned keep = w->keep;

		w->keep = (1u << DGPM_N_LEDGER_STAGES) - 1;
		trace_operand(run, w->answer, "amount_yen", dgpm_address_cell(run->arena, x->row, "amount_yen"),
			      sum_of(w));
		w->keep = keep;
	}
}

static void finish_rate(struct trace_run *run, struct trace_want *w, const struct dgpm_figures *f)
{
	bool net = dgpm_portfolio_is_net(run->p);

	w->answer->value = value_of(f, DGPM_FIG_EXECUTION_RATE);
	if (net)
		w->answer->formula = _("executed / (total - carried out)");
	add_figure(run, w, f, DGPM_FIG_EXECUTED);
	add_figure(run, w, f, DGPM_FIG_TOTAL);
	if (net)
		add_figure(run, w, f, DGPM_FIG_CARRYOVER_OUT);
}

/* The conditions from one on, but years, as a slice. */
static void add_terms(struct dgpm_address_text *t, const struct dgpm_table_asked *table, size_t from,
		      const char *project)
{
	bool any = project != NULL;

	dgpm_address_part(t);
	if (project != NULL)
		dgpm_address_term(t, "project_id", dgpm_str_of(project));
	for (enum dgpm_account_kind k = 0; from == 0 && k < DGPM_N_ACCOUNT_KINDS; k++)
		if ((table->account_kinds >> k & 1) != 0) {
			dgpm_address_word(t, dgpm_str_of(dgpm_account_kind_name(k)));
			any = true;
		}
	for (size_t i = from; i < table->n_where; i++) {
		if (table->where[i].col == DGPM_TC_FISCAL_YEAR)
			continue;
		dgpm_address_term(t, dgpm_table_col_name(table->where[i].col), table->where[i].value);
		any = true;
	}
	if (!any)
		dgpm_address_all(t);
}

/* The row of the same conditions, of one year or project of it: what --across shows, what is counted. */
static const char *row_within(struct dgpm_arena *arena, const struct dgpm_table_asked *table, int year,
			      const char *project)
{
	struct dgpm_address_text t;
	bool any = year != 0;

	dgpm_address_begin(&t, arena, "ledger");
	if (year != 0)
		dgpm_address_word(&t, dgpm_str_of(dgpm_arena_printf(arena, "%d", year)));
	for (size_t i = 0; year == 0 && i < table->n_where; i++)
		if (table->where[i].col == DGPM_TC_FISCAL_YEAR) {
			dgpm_address_word(&t, table->where[i].value);
			any = true;
		}
	if (!any)
		dgpm_address_all(&t);
	add_terms(&t, table, 0, project);
	return dgpm_address_end(&t);
}

/* One of the projects with its own figure. */
static void add_project(struct trace_run *run, struct trace_want *w, const struct trace_want *of, uint32_t n, int year,
			const char *column)
{
	const struct asked *x = w->ctx;
	const char *id = of->projects.s[n].s;

	trace_operand(run, w->answer, id,
		      dgpm_address_cell(run->arena, row_within(run->arena, x->table, year, id), column),
		      trace_yen(wide_fits(of->totals[n]), wide_fits(of->totals[n]) ? (dgpm_yen)of->totals[n] : 0));
}

/* The projects that were counted, each with its own figure. */
static void finish_count(struct trace_run *run, struct trace_want *w)
{
	const struct asked *x = w->ctx;
	const char *column = x->origin->stages == DGPM_LS_AVAILABLE ? "total_yen" : "executed_yen";

	if (x->table->of_project || x->table->is_amount) {
		w->answer->reason = _("projects are not counted in a row of one project or one stage");
		return;
	}
	w->answer->value = trace_count((int64_t)w->n_totals);
	for (size_t i = 0; i < w->n_totals; i++)
		add_project(run, w, w, (uint32_t)i, 0, column);
}

/* Projects with a total in this year and in the one before: how many, and by how much they changed. */
static void finish_same(struct trace_run *run, struct trace_want *w)
{
	const struct asked *x = w->ctx;
	const struct trace_want *before = &run->wants[x->other_want - 1];
	wide then = 0, now = 0;
	size_t n = 0;

	for (size_t i = 0; i < w->n_totals; i++) {
		uint32_t k = names_find(&before->projects, w->projects.s[i]);

		if (k == 0)
			continue;
		n++;
		then += before->totals[k - 1];
		now += w->totals[i];
		add_project(run, w, before, k - 1, x->table->fiscal_year - 1, "total_yen");
		add_project(run, w, w, (uint32_t)i, x->table->fiscal_year, "total_yen");
	}
	if (n == 0 || !wide_fits(then) || !wide_fits(now) || !wide_fits(now - then))
		w->answer->reason = _("no project has a budget in both years");
	else if (x->origin->kind == DGPM_ORIGIN_COUNT)
		w->answer->value = trace_count((int64_t)n);
	else
		w->answer->value = trace_rate(true, (int64_t)(now - then), (int64_t)then);
}

static void finish_unused(struct trace_run *run, struct trace_want *w, const struct dgpm_figures *f)
{
	const struct asked *x = w->ctx;
	bool progress = strcmp(x->origin->column, "in_progress") == 0;

	if (progress && (f->has[DGPM_FIG_TOTAL] || f->has[DGPM_FIG_EXECUTED]))
		w->answer->value = trace_text(f->open ? "true" : "false");
	else if (!progress)
		w->answer->value = value_of(f, DGPM_FIG_UNUSED);
	add_figure(run, w, f, DGPM_FIG_TOTAL);
	add_figure(run, w, f, DGPM_FIG_EXECUTED);
	if (!progress)
		add_figure(run, w, f, DGPM_FIG_CARRYOVER_OUT);
}

/* total / total of all, or total - total of the year before. */
static void finish_against(struct trace_run *run, struct trace_want *w, const struct dgpm_figures *f)
{
	const struct asked *x = w->ctx;
	struct dgpm_figures other;
	dgpm_yen change;

	figures_of(&other, run, &run->wants[x->other_want - 1]);
	add_figure(run, w, f, DGPM_FIG_TOTAL);
	trace_operand(run, w->answer, "total_yen", dgpm_address_cell(run->arena, x->other, "total_yen"),
		      value_of(&other, DGPM_FIG_TOTAL));
	if (!f->has[DGPM_FIG_TOTAL] || !other.has[DGPM_FIG_TOTAL])
		return;
	if (strcmp(x->origin->column, "share") == 0)
		w->answer->value = trace_rate(true, f->value[DGPM_FIG_TOTAL], other.value[DGPM_FIG_TOTAL]);
	else if (dgpm_yen_sub(&change, f->value[DGPM_FIG_TOTAL], other.value[DGPM_FIG_TOTAL]))
		w->answer->value = trace_yen(true, change);
}

static void finish_ledger(struct trace_run *run, struct trace_want *w)
{
	const struct asked *x = w->ctx;
	struct dgpm_figures f;

	figures_of(&f, run, w);
	if (x->origin == NULL)
		finish_row(run, w, &f);
	else if (x->origin->kind == DGPM_ORIGIN_SUM)
		w->answer->value = sum_of(w);
	else if (is_same(x->origin))
		finish_same(run, w);
	else if (x->origin->kind == DGPM_ORIGIN_COUNT)
		finish_count(run, w);
	else if (strcmp(x->origin->column, "unused_yen") == 0 || strcmp(x->origin->column, "in_progress") == 0)
		finish_unused(run, w, &f);
	else if (x->other_want != 0)
		finish_against(run, w, &f);
	else
		finish_rate(run, w, &f);
	if (w->answer->value.kind == DGPM_ANSWER_NONE && !w->answer->is_row && w->answer->n_operands == 0 &&
	    w->answer->reason == NULL)
		w->answer->reason = _("no ledger row");
}

/* The address up to the column. */
static const char *row_of(struct dgpm_arena *arena, const char *text, bool has_column)
{
	const char *last = strrchr(text, '/');

	return has_column && last != NULL ? dgpm_arena_strndup(arena, text, (size_t)(last - text)) : text;
}

/* A ledger address that the answer waits for; the number + 1. */
static size_t want_table(struct trace_run *run, struct dgpm_answer *answer, const struct dgpm_table_asked *table,
			 unsigned keep)
{
	*DGPM_PUSH(run->arena, run->tables, run->n_tables, run->cap_tables) = *table;
	trace_want(run, answer)->table = run->n_tables;
	run->wants[run->n_wants - 1].keep = keep;
	return run->n_wants;
}

static const char *key_of(const struct dgpm_table_asked *table, const char *column)
{
	for (size_t i = 0; i < table->n_where; i++)
		if (strcmp(dgpm_table_col_name(table->where[i].col), column) == 0)
			return table->where[i].value.s;
	return NULL;
}

/* What a share is of: the conditions alone, in the years it names. A change: the same in the year before. */
static bool want_other(struct trace_run *run, struct dgpm_answer *answer, struct asked *x)
{
	const struct dgpm_table_asked *own = x->table;
	struct dgpm_table_asked other;
	struct dgpm_address address;
	struct dgpm_address_text t;
	bool share = strcmp(x->origin->column, "share") == 0;

	if (share && own->share == NULL)
		return trace_unknown(run, answer, _("the row has no share"));
	if (!share && own->fiscal_year == 0) {
		answer->reason = _("a change is of one year");
		return true;
	}
	dgpm_address_begin(&t, run->arena, "ledger");
	if (!share)
		dgpm_address_word(&t, dgpm_str_of(dgpm_arena_printf(run->arena, "%d", own->fiscal_year - 1)));
	/* Years as they stand in an address: nothing of them is to be written otherwise. */
	else
		dgpm_buf_add(&t.buf, strcmp(own->share, "all") == 0 ? "*" : own->share);
	add_terms(&t, own, share ? own->n_slice : 0, NULL);
	x->other = dgpm_address_end(&t);
	if (!dgpm_address_parse(&address, run->arena, x->other) || !dgpm_table_ask(&other, run->arena, &address))
		return trace_unknown(run, answer, NULL);
	other.account_kinds = share ? 0 : own->account_kinds;
	other.duplicates = own->duplicates;
	x->other_want = want_table(run, answer, &other, is_same(x->origin) ? x->origin->stages : 0);
	run->wants[run->n_wants - 1].counts = is_same(x->origin);
	return true;
}

bool trace_ledger(struct trace_run *run, struct dgpm_answer *answer)
{
	struct dgpm_table_asked *table = dgpm_arena_array(run->arena, 1, sizeof *table);
	struct asked *x = dgpm_arena_array(run->arena, 1, sizeof *x);

	if (!dgpm_table_ask(table, run->arena, &answer->address))
		return trace_unknown(run, answer, _("ledger:YEARS/SLICE/COLUMN is meant"));
	x->table = table;
	x->row = table->has_across ? row_within(run->arena, table, 0, NULL)
				   : row_of(run->arena, answer->text, table->column != NULL);
	answer->is_row = table->column == NULL;
	if (!answer->is_row) {
		x->origin = dgpm_table_origin(run->arena, table->column);
		if (x->origin == NULL)
			return trace_unknown(run, answer, _("the report has no such column"));
		answer->kind = x->origin->kind;
		answer->formula = x->origin->formula != NULL ? _(x->origin->formula) : NULL;
	}
	if (x->origin != NULL && x->origin->kind == DGPM_ORIGIN_KEY) {
		answer->value = trace_text(key_of(table, x->origin->column));
		return true;
	}
	if (x->origin != NULL &&
	    (strcmp(x->origin->column, "share") == 0 || strcmp(x->origin->column, "change") == 0 ||
	     is_same(x->origin)) &&
	    !want_other(run, answer, x))
		return false;
	/* Like for like is of years: of rows that are nothing else. */
	if (answer->reason != NULL || (x->origin != NULL && is_same(x->origin) && table->n_slice > 1))
		return true;
	(void)want_table(run, answer, table, x->origin != NULL ? x->origin->stages : 0);
	run->wants[run->n_wants - 1].counts =
		x->origin != NULL && (x->origin->kind == DGPM_ORIGIN_COUNT || is_same(x->origin));
	run->wants[run->n_wants - 1].finish = finish_ledger;
	run->wants[run->n_wants - 1].ctx = x;
	return true;
}

/* The sum of the one row. */
static void finish_one(struct trace_run *run, struct trace_want *w)
{
	w->answer->value = sum_of(w);
	if (w->answer->n_operands == 0)
		(void)trace_unknown(run, w->answer, _("the ledgers have no row there"));
}

bool trace_row(struct trace_run *run, struct dgpm_answer *answer)
{
	struct dgpm_buf path = { .arena = run->arena };
	struct trace_want *w;
	const char *colon;
	size_t line;

	for (size_t i = 0; i < answer->address.n; i++) {
		const char *word = dgpm_address_only(&answer->address, i);

		if (word == NULL)
			return trace_unknown(run, answer, _("row:FILE:LINE is meant"));
		dgpm_buf_sep(&path, "/");
		dgpm_buf_add(&path, word);
	}
	colon = strrchr(dgpm_buf_text(&path), ':');
	if (colon == NULL || strspn(colon + 1, "0123456789") != strlen(colon + 1) || strlen(colon + 1) > 9)
		return trace_unknown(run, answer, _("row:FILE:LINE is meant"));
	line = strtoul(colon + 1, NULL, 10);
	w = trace_want(run, answer);
	w->path = dgpm_arena_strndup(run->arena, path.s, (size_t)(colon - path.s));
	w->line = (uint32_t)line;
	w->keep = (1u << DGPM_N_LEDGER_STAGES) - 1;
	w->finish = finish_one;
	answer->kind = DGPM_ORIGIN_SUM;
	return true;
}

/* Of the projects with an amount those that are not without an expense. */
static void finish_known(struct trace_run *run, struct trace_want *w)
{
	const size_t *other = w->ctx;
	const struct trace_want *unsplit = other != NULL ? &run->wants[*other - 1] : NULL;
	int64_t n = 0;

	for (size_t i = 0; i < w->n_totals; i++) {
		if (unsplit != NULL && names_find(&unsplit->projects, w->projects.s[i]) != 0)
			continue;
		n++;
		trace_operand(
			run, w->answer, w->projects.s[i].s,
			dgpm_address(run->arena, "ledger",
				     dgpm_arena_printf(run->arena, "%d", dgpm_date_fiscal_year(run->how->date) - 1),
				     w->projects.s[i].s, NULL),
			trace_text(NULL));
	}
	w->answer->value = trace_count(n);
}

bool trace_known_rows(struct trace_run *run, struct dgpm_answer *answer, const char *what)
{
	unsigned keep = DGPM_LS_AVAILABLE | DGPM_LS_BIT(DGPM_LS_EXECUTED);
	const char *year = dgpm_arena_printf(run->arena, "%d", dgpm_date_fiscal_year(run->how->date) - 1);
	struct dgpm_table_where *where = dgpm_arena_array(run->arena, 2, sizeof *where);
	struct dgpm_table_asked all = { .where = where, .n_where = 1, .duplicates = DGPM_DUPLICATES_SUM };
	struct dgpm_table_asked unsplit = { .where = where, .n_where = 2, .duplicates = DGPM_DUPLICATES_SUM };
	size_t *other = NULL;

	where[0] = (struct dgpm_table_where){ DGPM_TC_FISCAL_YEAR, dgpm_str_of(year) };
	where[1] = (struct dgpm_table_where){ DGPM_TC_EXPENSE, DGPM_STR("unspecified") };
	answer->kind = DGPM_ORIGIN_COUNT;
	answer->formula = _("number of projects with a budget or a result");
	if (what != NULL && strcmp(what, "expense") == 0) {
		answer->formula = _("number of projects all of whose budget and result is divided by expense");
		other = dgpm_arena_array(run->arena, 1, sizeof *other);
		*other = want_table(run, answer, &unsplit, keep);
		run->wants[run->n_wants - 1].counts = true;
	}
	(void)want_table(run, answer, &all, keep);
	run->wants[run->n_wants - 1].counts = true;
	run->wants[run->n_wants - 1].finish = finish_known;
	run->wants[run->n_wants - 1].ctx = other;
	return true;
}
