/* dgpm trace: from a figure to the ledger rows, and to the spreadsheet cells behind them. */
#include "convert.h"
#include "ledger/ledger.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { OPT_MANIFEST = 0x200, OPT_BOOKS };

#define N_COLUMNS 10
static const char *const names[N_COLUMNS] = { "fiscal_year", "project_id", "organization", "account", "expense",
					      "stage",	     "amount_yen", "item",	   "source",  "note" };
enum { AMOUNT = 6, SOURCE = 8 };

struct where {
	size_t column;
	const char *value;
};

struct trace_opts {
	struct cmd_common common;
	struct where *where;
	size_t n_where;
	const char **manifests, **books;
	size_t n_manifests, n_books;
};

static const struct argp_option options[] = {
	{ "where", 'w', "COLUMN=VALUE", 0,
	  N_("only rows with this value in this column of the ledger; may be repeated"), 0 },
	{ "manifest", OPT_MANIFEST, "FILE", 0, N_("what `dgpm convert` wrote; else the ledger's name and .manifest"),
	  0 },
	{ "books", OPT_BOOKS, "DIR", 0, N_("look for spreadsheets below DIR too; may be repeated"), 0 },
	{ 0 },
};

static void add_where(struct trace_opts *o, const struct argp_state *state, const char *arg)
{
	const char *equals = strchr(arg, '=');

	for (size_t i = 0; equals != NULL && i < N_COLUMNS; i++)
		if (dgpm_str_is((struct dgpm_str){ arg, (size_t)(equals - arg) }, names[i])) {
			o->where = dgpm_arena_grow(o->common.arena, o->where, o->n_where, o->n_where + 1,
						   sizeof *o->where);
			o->where[o->n_where++] = (struct where){ i, equals + 1 };
			return;
		}
	argp_error(state, _("'%s' is not COLUMN=VALUE with a column of the ledger"), arg);
}

static void add_text(struct trace_opts *o, const char ***list, size_t *n, const char *text)
{
	*list = dgpm_arena_grow(o->common.arena, *list, *n, *n + 1, sizeof(const char *));
	(*list)[(*n)++] = text;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct trace_opts *o = state->input;

	switch (key) {
	case 'w':
		add_where(o, state, arg);
		return 0;
	case OPT_MANIFEST:
		add_text(o, &o->manifests, &o->n_manifests, arg);
		return 0;
	case OPT_BOOKS:
		add_text(o, &o->books, &o->n_books, arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

struct found {
	const char *ledger;
	uint32_t line;
	dgpm_yen amount_yen;
	const char *cells[N_COLUMNS];
};

struct search {
	const struct trace_opts *o;
	struct dgpm_arena *arena;
	struct found *items;
	size_t n, cap;
};

static void cells_of(struct dgpm_str cells[N_COLUMNS], const struct dgpm_ledger_row *row, char numbers[2][DGPM_INT_BUF])
{
	const struct dgpm_str all[N_COLUMNS] = {
		dgpm_str_of(dgpm_int_format(numbers[0], row->fiscal_year, 0)),
		row->project_id,
		row->organization,
		row->account,
		dgpm_str_of(dgpm_expense_name((enum dgpm_expense)row->expense)),
		dgpm_str_of(dgpm_ledger_stage_name((enum dgpm_ledger_stage)row->stage)),
		dgpm_str_of(dgpm_int_format(numbers[1], row->amount_yen, 0)),
		row->item,
		row->source,
		row->note,
	};

	memcpy(cells, all, sizeof all);
}

static void take_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct search *s = ctx;
	char numbers[2][DGPM_INT_BUF];
	struct dgpm_str cells[N_COLUMNS];
	struct found *f;

	(void)worker;
	cells_of(cells, row, numbers);
	for (size_t i = 0; i < s->o->n_where; i++)
		if (!dgpm_str_is(cells[s->o->where[i].column], s->o->where[i].value))
			return;
	if (s->n == s->cap) {
		s->cap = s->cap != 0 ? s->cap * 2 : 64;
		s->items = dgpm_arena_grow(s->arena, s->items, s->n, s->cap, sizeof *s->items);
	}
	f = &s->items[s->n++];
	*f = (struct found){ .ledger = row->path, .line = row->line, .amount_yen = row->amount_yen };
	for (size_t i = 0; i < N_COLUMNS; i++)
		f->cells[i] = cells[i].n != 0 ? dgpm_arena_strndup(s->arena, cells[i].s, cells[i].n) : NULL;
}

/* Manifests named, and those beside the ledgers that rows were found in. */
static void read_manifests(struct dgpm_manifest *manifest, struct cmd_env *env, const struct trace_opts *o,
			   const struct search *s)
{
	const char *last = NULL;
	struct stat st;

	for (size_t i = 0; i < o->n_manifests; i++)
		(void)!dgpm_manifest_read(manifest, env->arena, env->diags, o->manifests[i]);
	for (size_t i = 0; i < s->n && o->n_manifests == 0; i++) {
		const char *path;

		if (s->items[i].ledger == last)
			continue;
		last = s->items[i].ledger;
		path = dgpm_arena_printf(env->arena, "%s/%s.manifest", dgpm_portfolio_dir(env->portfolio), last);
		if (stat(path, &st) == 0)
			(void)!dgpm_manifest_read(manifest, env->arena, env->diags, path);
	}
}

struct report {
	struct cmd_env *env;
	const struct search *s;
	const struct dgpm_traced *traced;
};

static const char *state_name(enum dgpm_traced_state state)
{
	static const char *const words[] = { "same", "unknown", "changed", "lost" };

	return words[state];
}

/* CSV is the ledger; JSON has the cells beside it. */
static void print_grid(const struct report *r, struct dgpm_out *out, const struct dgpm_print *how)
{
	static const struct dgpm_col columns[N_COLUMNS + 2] = {
		{ "fiscal_year", "", DGPM_COL_INT },   { "project_id", "", DGPM_COL_TEXT },
		{ "organization", "", DGPM_COL_TEXT }, { "account", "", DGPM_COL_TEXT },
		{ "expense", "", DGPM_COL_TEXT },      { "stage", "", DGPM_COL_TEXT },
		{ "amount_yen", "", DGPM_COL_YEN },    { "item", "", DGPM_COL_TEXT },
		{ "source", "", DGPM_COL_TEXT },       { "note", "", DGPM_COL_TEXT },
		{ "cell", "", DGPM_COL_TEXT },	       { "file", "", DGPM_COL_TEXT },
	};
	bool json = how->format == DGPM_FORMAT_JSON;
	struct dgpm_grid *g = dgpm_grid_new(r->env->arena, columns, json ? N_COLUMNS + 2 : N_COLUMNS);

	for (size_t i = 0; i < r->s->n; i++) {
		const struct found *f = &r->s->items[i];
		int year = 0;

		for (size_t k = 0; k < N_COLUMNS; k++)
			if (k == 0 && dgpm_fiscal_year_parse(&year, NULL, dgpm_str_of(f->cells[0]), NULL))
				dgpm_grid_int(g, year);
			else if (k == AMOUNT)
				dgpm_grid_int(g, f->amount_yen);
			else
				dgpm_grid_cstr(g, f->cells[k]);
		if (json) {
			dgpm_grid_cstr(g, r->traced[i].text);
			dgpm_grid_cstr(g, f->cells[SOURCE] != NULL ? state_name(r->traced[i].state) : NULL);
		}
	}
	dgpm_grid_print(g, out, how);
}

static const char *said(const struct report *r, size_t i)
{
	switch (r->traced[i].state) {
	case DGPM_TRACED:
		return "";
	case DGPM_TRACED_UNKNOWN:
		return _(" (no manifest names the file)");
	case DGPM_TRACED_OTHER:
		return _(" (the file has changed since it was converted)");
	default:
		return _("nothing there");
	}
}

static void print_text(const struct report *r, struct dgpm_out *out)
{
	char amount[DGPM_INT_BUF];
	dgpm_yen sum = 0;
	bool fits = true;

	for (size_t i = 0; i < r->s->n; i++) {
		const struct found *f = &r->s->items[i];
		const struct dgpm_traced *t = &r->traced[i];

		dgpm_out_printf(out, "%s:%u: %s %s %s %s %s: %s%s%s\n", f->ledger, f->line, f->cells[0], f->cells[1],
				f->cells[3], f->cells[4], f->cells[5], dgpm_int_format(amount, f->amount_yen, ','),
				f->cells[7] != NULL ? "  " : "", f->cells[7] != NULL ? f->cells[7] : "");
		if (f->cells[SOURCE] == NULL)
			dgpm_out_printf(out, "    %s\n", _("no source is given"));
		else
			dgpm_out_printf(out, "    %s: %s%s\n", f->cells[SOURCE], t->text != NULL ? t->text : "",
					said(r, i));
		fits = fits && dgpm_yen_add(&sum, sum, f->amount_yen);
	}
	if (fits && r->s->n > 1)
		dgpm_out_printf(out, _("%zu rows, %s yen\n"), r->s->n, dgpm_int_format(amount, sum, ','));
}

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct report *r = ctx;

	if (how->format == DGPM_FORMAT_TEXT)
		print_text(r, out);
	else
		print_grid(r, out, how);
}

static int cmp_found(const void *pa, const void *pb)
{
	const struct found *a = pa, *b = pb;
	int c = strcmp(a->ledger, b->ledger);

	return c != 0 ? c : (a->line > b->line) - (a->line < b->line);
}

int cmd_trace(struct cmd_env *env, int argc, char **argv)
{
	struct trace_opts o = { .common = env->defaults };
	struct dgpm_ledgers_stats stats = { 0 };
	struct dgpm_manifest manifest = { 0 };
	struct search s = { .o = &o, .arena = env->arena };
	struct report report = { env, &s, NULL };
	struct dgpm_traced *traced;
	const char **dirs;
	int status;

	o.common.print.unit = DGPM_UNIT_YEN;
	o.common.tables = true;
	if (cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv) != 0)
		return CMD_TROUBLE;
	if (cmd_portfolio(env, &o.common, true) == NULL)
		return cmd_give_up(env, &o.common);
	/* One thread: all rows go to one list. */
	dgpm_portfolio_ledgers(env->portfolio, env->diags, 1, take_row, &s, &stats);
	if (s.n != 0)
		qsort(s.items, s.n, sizeof *s.items, cmp_found);
	read_manifests(&manifest, env, &o, &s);
	dirs = dgpm_arena_array(env->arena, o.n_books + 2, sizeof *dirs);
	dirs[0] = ".";
	dirs[1] = dgpm_portfolio_dir(env->portfolio);
	for (size_t i = 0; i < o.n_books; i++)
		dirs[i + 2] = o.books[i];
	traced = dgpm_arena_array(env->arena, s.n, sizeof *traced);
	for (size_t i = 0; i < s.n; i++) {
		traced[i].source = s.items[i].cells[SOURCE];
		traced[i].amount_yen = s.items[i].amount_yen;
		traced[i].cells = s.items[i].cells;
	}
	dgpm_trace(traced, s.n, env->arena, env->diags,
		   &(struct dgpm_trace_how){ &manifest, dirs, o.n_books + 2 });
	report.traced = traced;
	status = cmd_finish(
		env, &o.common,
		&(struct cmd_result){ .print = print, .ctx = &report,
				      .summary = dgpm_arena_printf(env->arena,
								   P_("%zu of %zu ledger row",
								      "%zu of %zu ledger rows", stats.rows_read),
								   s.n, stats.rows_read) });
	/* Like grep: nothing found is no success. */
	return status == CMD_OK && s.n == 0 ? CMD_FINDINGS : status;
}
