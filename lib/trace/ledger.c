/* ledger: figures of the budget table; row: one row of a ledger. */
#include "base/i18n.h"
#include "base/text.h"
#include "trace/parts.h"

/* What is asked for, with what its column is made of. */
struct asked {
	const struct dgpm_table_asked *table;
	const struct dgpm_origin *origin; /* NULL: the row */
	const char *row;                  /* its address without the column */
	const char *other;                /* of a share or a change: the address it is held against */
	size_t other_want;                /* its number + 1 among what is waited for */
};

static const char *column_of(struct dgpm_arena *arena, enum dgpm_figure f)
{
	return f == DGPM_FIG_EXECUTION_RATE ? dgpm_figure_name(f) : dgpm_arena_printf(arena, "%s_yen", dgpm_figure_name(f));
}

static void figures_of(struct dgpm_figures *out, const struct trace_run *run, const struct trace_want *w)
{
	dgpm_yen yen[DGPM_N_LEDGER_STAGES];
	bool overflow[DGPM_N_LEDGER_STAGES];

	for (size_t s = 0; s < DGPM_N_LEDGER_STAGES; s++) {
		overflow[s] = !wide_fits(w->sum[s]);
		yen[s] = overflow[s] ? 0 : (dgpm_yen)w->sum[s];
	}
	dgpm_figures_of(out, yen, w->has, overflow, dgpm_portfolio_is_net(run->p));
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

/* The projects that were counted, each with its own figure. */
static void finish_count(struct trace_run *run, struct trace_want *w)
{
	const struct asked *x = w->ctx;
	const char *years = dgpm_address_only(&w->answer->address, 0);
	const char *column = x->origin->stages == DGPM_LS_AVAILABLE ? "total_yen" : "executed_yen";

	w->answer->value = trace_count((int64_t)w->n_projects);
	dgpm_texts_sort(w->projects, w->n_projects);
	for (size_t i = 0; i < w->n_projects; i++)
		trace_operand(run, w->answer, w->projects[i],
			      dgpm_address(run->arena, "ledger", years != NULL ? years : "*", w->projects[i], column, NULL),
			      trace_count(1));
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
	else if (x->origin->kind == DGPM_ORIGIN_COUNT)
		finish_count(run, w);
	else if (x->other_want != 0)
		finish_against(run, w, &f);
	else
		finish_rate(run, w, &f);
	if (w->answer->value.kind == DGPM_ANSWER_NONE && !w->answer->is_row && w->answer->n_operands == 0)
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

/* The conditions from one on, but years, as a slice. */
static void add_terms(struct dgpm_address_text *t, const struct dgpm_table_asked *table, size_t from)
{
	bool any = false;

	dgpm_address_part(t);
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

/* The row that one value across would be without --across. */
static const char *row_across(struct dgpm_arena *arena, const struct dgpm_table_asked *table)
{
	struct dgpm_address_text t;
	bool any = false;

	dgpm_address_begin(&t, arena, "ledger");
	for (size_t i = 0; i < table->n_where; i++)
		if (table->where[i].col == DGPM_TC_FISCAL_YEAR) {
			dgpm_address_word(&t, table->where[i].value);
			any = true;
		}
	if (!any)
		dgpm_address_all(&t);
	add_terms(&t, table, 0);
	return dgpm_address_end(&t);
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

	if (share ? own->share == NULL : own->fiscal_year == 0)
		return trace_unknown(run, answer, share ? _("the row has no share") : _("a change is of one year"));
	dgpm_address_begin(&t, run->arena, "ledger");
	if (!share)
		dgpm_address_word(&t, dgpm_str_of(dgpm_arena_printf(run->arena, "%d", own->fiscal_year - 1)));
	/* Years as they stand in an address: nothing of them is to be written otherwise. */
	else
		dgpm_buf_add(&t.buf, strcmp(own->share, "all") == 0 ? "*" : own->share);
	add_terms(&t, own, share ? own->n_slice : 0);
	x->other = dgpm_address_end(&t);
	if (!dgpm_address_parse(&address, run->arena, x->other) || !dgpm_table_ask(&other, run->arena, &address))
		return trace_unknown(run, answer, NULL);
	other.account_kinds = share ? 0 : own->account_kinds;
	other.duplicates = own->duplicates;
	x->other_want = want_table(run, answer, &other, 0);
	return true;
}

bool trace_ledger(struct trace_run *run, struct dgpm_answer *answer)
{
	struct dgpm_table_asked *table = dgpm_arena_array(run->arena, 1, sizeof *table);
	struct asked *x = dgpm_arena_array(run->arena, 1, sizeof *x);

	if (!dgpm_table_ask(table, run->arena, &answer->address))
		return trace_unknown(run, answer, _("ledger:YEARS/SLICE/COLUMN is meant"));
	x->table = table;
	x->row = table->has_across ? row_across(run->arena, table) :
				     row_of(run->arena, answer->text, table->column != NULL);
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
	if (x->origin != NULL && (strcmp(x->origin->column, "share") == 0 || strcmp(x->origin->column, "change") == 0) &&
	    !want_other(run, answer, x))
		return false;
	(void)want_table(run, answer, table, x->origin != NULL ? x->origin->stages : 0);
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
