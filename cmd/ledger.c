/* dgpm ledger: the budget and execution table. */
#include "cmd.h"
#include "base/text.h"
#include "budget/print.h"

struct ledger_opts {
	struct cmd_common common;
	enum dgpm_table_col by[DGPM_N_TABLE_COLS + 1];
	size_t n_by;
	bool has_by, has_across, share, totals, addresses, is_long;
	enum dgpm_table_col across; /* the last of `by` then */
	enum dgpm_figure figures[DGPM_N_FIGURES];
	size_t n_figures;
	struct dgpm_table_where *where;
	size_t n_where;
	enum dgpm_duplicates duplicates;
};

enum { OPT_ACROSS = 0x200, OPT_FIGURE, OPT_LONG, OPT_DUPLICATES, OPT_SHARE, OPT_TOTALS, OPT_FIGURES };

static const struct argp_option options[] = {
	{ "by", 'b', "COL,...", 0, N_("one row for each combination of these columns; else fiscal_year"), 0 },
	{ "where", 'w', "COL=VALUE", 0,
	  N_("only rows with this value, or with KEY~TEXT only of such projects; may be repeated"), 0 },
	{ "fiscal-year", 'y', "YEAR,...", 0, N_("only these fiscal years: 2021, R3, 令和3年度, 2019-2021"), 0 },
	{ "across", OPT_ACROSS, "COL", 0, N_("the values of this column as columns, such as fiscal_year"), 0 },
	{ "figure", OPT_FIGURE, "NAME,...", 0, N_("the figures shown with --across; else total"), 0 },
	{ "share", OPT_SHARE, NULL, 0, N_("add the share of each row in the total"), 0 },
	{ "totals", OPT_TOTALS, NULL, 0, N_("subtotals and totals in CSV and JSON too, and over years"), 0 },
	{ "figures", OPT_FIGURES, NULL, 0, N_("in text too the address of each row, which dgpm trace takes"), 0 },
	{ "long", OPT_LONG, NULL, 0, N_("write a ledger again, one amount a row"), 0 },
	CMD_OPTION_DATE(N_("the day, YYYY-MM-DD; else dgpm.yaml, else today")),
	{ "duplicates", OPT_DUPLICATES, "HOW", 0,
	  N_("an amount given twice: error (told and counted, default), sum or last"), 0 },
	{ 0 },
};

/* What people call the columns; the names of the contract are those of the library. */
static const struct {
	const char *name;
	enum dgpm_table_col col;
} other_names[] = {
	{ "year", DGPM_TC_FISCAL_YEAR },      { "年度", DGPM_TC_FISCAL_YEAR },
	{ "project", DGPM_TC_PROJECT },       { "プロジェクト", DGPM_TC_PROJECT },
	{ "org", DGPM_TC_ORGANIZATION },      { "組織", DGPM_TC_ORGANIZATION },
	{ "府省", DGPM_TC_ORGANIZATION },     { "府省庁", DGPM_TC_ORGANIZATION },
	{ "会計", DGPM_TC_ACCOUNT },          { "経費", DGPM_TC_EXPENSE },
	{ "段階", DGPM_TC_STAGE },            { "品目", DGPM_TC_ITEM },
	{ "区分", DGPM_TC_CLASS },            { "分野", DGPM_TC_SECTOR },
	{ "局面", DGPM_TC_PHASE },            { "名称", DGPM_TC_NAME },
};

static enum dgpm_table_col parse_col(const struct argp_state *state, const char *text, size_t n)
{
	const char *names[DGPM_N_TABLE_COLS], *near;
	enum dgpm_table_col col = 0;

	for (size_t i = 0; i < DGPM_COUNT(other_names); i++)
		if (dgpm_str_is((struct dgpm_str){ text, n }, other_names[i].name))
			return other_names[i].col;
	if (dgpm_table_col_parse(&col, (struct dgpm_str){ text, n }))
		return col;
	for (enum dgpm_table_col c = 0; c < DGPM_N_TABLE_COLS; c++)
		names[c] = dgpm_table_col_name(c);
	near = dgpm_text_nearest((struct dgpm_str){ text, n }, names, DGPM_N_TABLE_COLS);
	if (near != NULL)
		argp_error(state, _("'%.*s' is not a column, did you mean '%s'?"), (int)n, text, near);
	else
		argp_error(state, _("'%.*s' is not a column: fiscal_year, project_id, organization, account, expense, "
				    "stage, item, class, sector, phase or name"),
			   (int)n, text);
	return col;
}

/* The next piece of a list with commas; NULL at the end. */
static const char *next_piece(const char **list, size_t *n)
{
	const char *piece = *list;

	if (piece == NULL)
		return NULL;
	*n = strcspn(piece, ",");
	*list = piece[*n] == ',' ? piece + *n + 1 : NULL;
	return piece;
}

static void parse_by(struct ledger_opts *o, const struct argp_state *state, const char *list)
{
	const char *piece;
	size_t n;

	while ((piece = next_piece(&list, &n)) != NULL) {
		enum dgpm_table_col col = parse_col(state, piece, n);

		for (size_t i = 0; i < o->n_by; i++)
			if (o->by[i] == col)
				argp_error(state, _("'%s' is named twice in --by"), dgpm_table_col_name(col));
		o->by[o->n_by++] = col;
	}
}

static void add_where(struct ledger_opts *o, enum dgpm_table_col col, struct dgpm_str value)
{
	o->where = dgpm_arena_grow(o->common.arena, o->where, o->n_where, o->n_where + 1, sizeof *o->where);
	o->where[o->n_where++] = (struct dgpm_table_where){ col, value };
}

static void parse_where(struct ledger_opts *o, const struct argp_state *state, const char *text)
{
	size_t n = strcspn(text, "=~");
	const char *equals = text[n] == '=' ? text + n : NULL;

	if (text[n] == '~')
		cmd_add_condition(&o->common, state, text);
	else if (equals == NULL)
		argp_error(state, _("'%s' is not a condition: write COL=VALUE"), text);
	else
		add_where(o, parse_col(state, text, (size_t)(equals - text)), dgpm_str_of(equals + 1));
}

static void parse_years(struct ledger_opts *o, const struct argp_state *state, const char *list)
{
	const char *piece;
	size_t n;

	while ((piece = next_piece(&list, &n)) != NULL) {
		char *year = dgpm_arena_strndup(o->common.arena, piece, n);

		int from, to;

		cmd_parse_years(state, year, &from, &to);
		for (; from <= to; from++)
			add_where(o, DGPM_TC_FISCAL_YEAR,
				  dgpm_str_of(dgpm_arena_printf(o->common.arena, "%d", from)));
	}
}

static void parse_figures(struct ledger_opts *o, const struct argp_state *state, const char *list)
{
	const char *piece;
	size_t n;

	while ((piece = next_piece(&list, &n)) != NULL) {
		enum dgpm_figure f = 0;

		if (!dgpm_figure_parse(&f, (struct dgpm_str){ piece, n }))
			argp_error(
				state,
				_("'%.*s' is not a figure: initial, supplementary, carryover_in, transfer_in, reserve, "
				  "total, executed, execution_rate, carryover_out, unused, required, request, "
				  "allocated, contracted or planned"),
				(int)n, piece);
		for (size_t i = 0; i < o->n_figures; i++)
			if (o->figures[i] == f)
				argp_error(state, _("'%s' is named twice in --figure"), dgpm_figure_name(f));
		o->figures[o->n_figures++] = f;
	}
}

static void parse_across(struct ledger_opts *o, const struct argp_state *state, const char *text)
{
	enum dgpm_table_col col = parse_col(state, text, strlen(text));

	if (col == DGPM_TC_PROJECT || col == DGPM_TC_STAGE || col == DGPM_TC_ITEM || col == DGPM_TC_NAME)
		argp_error(state, _("'%s' cannot go across: take fiscal_year, organization, account, expense, class, "
				    "sector or phase"),
			   text);
	o->across = col;
	o->has_across = true;
}

static void parse_duplicates(struct ledger_opts *o, const struct argp_state *state, const char *text)
{
	static const char *const names[] = { "error", "sum", "last" };

	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		if (strcmp(text, names[i]) == 0) {
			o->duplicates = (enum dgpm_duplicates)i;
			return;
		}
	argp_error(state, _("'%s' is not a way to take duplicates: error, sum or last"), text);
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct ledger_opts *o = state->input;

	switch (key) {
	case 'b':
		o->n_by = 0;
		parse_by(o, state, arg);
		o->has_by = true;
		return 0;
	case 'w':
		parse_where(o, state, arg);
		return 0;
	case 'y':
		parse_years(o, state, arg);
		return 0;
	case OPT_ACROSS:
		parse_across(o, state, arg);
		return 0;
	case OPT_FIGURE:
		o->n_figures = 0;
		parse_figures(o, state, arg);
		return 0;
	case OPT_SHARE:
		o->share = true;
		return 0;
	case OPT_TOTALS:
		o->totals = true;
		return 0;
	case OPT_FIGURES:
		o->addresses = true;
		return 0;
	case OPT_LONG:
		o->is_long = true;
		return 0;
	case OPT_DUPLICATES:
		parse_duplicates(o, state, arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static bool has_col(const struct ledger_opts *o, enum dgpm_table_col col)
{
	for (size_t i = 0; i < o->n_by; i++)
		if (o->by[i] == col)
			return true;
	return false;
}

/* What goes with what: wrong use is told in one line. */
static const char *settle_options(struct ledger_opts *o)
{
	static const enum dgpm_table_col ledger[] = { DGPM_TC_FISCAL_YEAR, DGPM_TC_PROJECT, DGPM_TC_ORGANIZATION,
						      DGPM_TC_ACCOUNT,     DGPM_TC_EXPENSE, DGPM_TC_STAGE };

	if (o->is_long && (o->has_across || o->share || o->totals || o->n_figures != 0))
		return _("--long writes ledger rows: it does not go with --across, --figure, --share or --totals");
	if (o->n_figures != 0 && !o->has_across)
		return _("--figure goes with --across");
	if (o->has_across && has_col(o, DGPM_TC_STAGE))
		return _("--across shows figures, which are the stages: leave 'stage' out of --by and use --figure");
	if (o->share && has_col(o, DGPM_TC_STAGE))
		return _("--share is of the total: leave 'stage' out of --by");
	if (o->share && o->has_across)
		return _("--share does not go with --across");
	if (o->totals && has_col(o, DGPM_TC_STAGE))
		return _("--totals does not go with 'stage' in --by: stages do not add up");
	if (!o->has_by && !o->is_long && !(o->has_across && o->across == DGPM_TC_FISCAL_YEAR))
		o->by[o->n_by++] = DGPM_TC_FISCAL_YEAR;
	if (o->is_long)
		for (size_t i = 0; i < DGPM_COUNT(ledger); i++)
			if (!has_col(o, ledger[i]))
				o->by[o->n_by++] = ledger[i];
	if (o->is_long)
		for (size_t i = 0; i < o->n_by; i++)
			if (o->by[i] >= DGPM_N_ROW_COLS)
				return _("--long writes a ledger: --by takes ledger columns only; choose with --where");
	if (o->has_across) {
		if (has_col(o, o->across))
			return _("the column of --across cannot be in --by too");
		o->by[o->n_by++] = o->across;
	}
	return NULL;
}

struct report {
	struct cmd_env *env;
	struct dgpm_words words;
	struct dgpm_table_look look;
	struct dgpm_table table;
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct report *r = ctx;

	dgpm_table_print(&r->table, r->env->arena, r->env->diags, &r->words, &r->look, out, how);
}

static const char *counts(const struct report *r)
{
	const struct dgpm_ledgers_stats *l = &r->table.ledgers;
	struct dgpm_arena *a = r->env->arena;
	const char *text;

	if (r->table.cards.n_read + r->table.cards.n_left_out != 0)
		return cmd_counts(a, &r->table.cards, l);
	text = dgpm_arena_printf(a, P_("%s ledger", "%s ledgers", l->n_ledgers), cmd_number(a, l->n_ledgers));
	text = dgpm_arena_printf(a, P_("%s (%s row)", "%s (%s rows)", l->rows_read), text,
				 cmd_number(a, l->rows_read));
	if (l->rows_left_out != 0)
		text = dgpm_arena_printf(a, P_("%s (%s row left out)", "%s (%s rows left out)", l->rows_left_out),
					 text, cmd_number(a, l->rows_left_out));
	return text;
}

/* Whether each output can hold the table. */
static bool fits(struct cmd_env *env, const struct ledger_opts *o, const struct dgpm_table *t)
{
	size_t top = o->common.print.choice != NULL ? o->common.print.choice->top : 0;

	for (size_t i = 0; i < o->common.n_outputs; i++)
		if (!dgpm_table_fits(t, env->diags, o->common.outputs[i].format, o->is_long, top))
			return false;
	return true;
}

int cmd_ledger(struct cmd_env *env, int argc, char **argv)
{
	struct ledger_opts o = { .common = env->defaults };
	struct report report = { .env = env };
	struct dgpm_date date = { 0 };
	struct dgpm_portfolio *portfolio;
	char day[11];
	const char *wrong;
	int status;

	o.common.print.unit = DGPM_UNIT_MILLION;
	o.common.tables = o.common.selects = o.common.own_where = true;
	cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv);
	wrong = settle_options(&o);
	if (wrong != NULL)
		return cmd_wrong(env, "%s", wrong);
	portfolio = cmd_portfolio(env, &o.common, true);
	if (portfolio != NULL)
		date = cmd_review_date(env, &o.common, portfolio);
	if (portfolio == NULL || dgpm_data_codes(env->data, env->diags) == NULL ||
	    dgpm_table_read(&report.table, env->arena, env->diags, portfolio,
			    &(struct dgpm_table_how){ .by = o.by, .n_by = o.n_by, .where = o.where,
						      .n_where = o.n_where, .duplicates = o.duplicates,
						      .open_from = dgpm_date_fiscal_year(date),
						      .threads = o.common.threads }) != 0 ||
	    !fits(env, &o, &report.table))
		return cmd_give_up(env, &o.common);
	report.words = cmd_words(env);
	report.look = (struct dgpm_table_look){ .share = o.share,
						.totals = o.totals,
						.addresses = o.addresses,
						.is_long = o.is_long,
						.has_across = o.has_across,
						.figures = o.figures,
						.n_figures = o.n_figures,
						.open_from = dgpm_date_fiscal_year(date),
						.day = dgpm_date_format(day, date) };
	status = cmd_finish(env, &o.common,
			    &(struct cmd_result){ .print = print, .ctx = &report, .summary = counts(&report) });
	/* Like grep: nothing found is no success. */
	return status == CMD_OK && report.table.n == 0 && !o.common.allow_empty ? CMD_FINDINGS : status;
}
