/* dgpm trace: from a figure to the ledger rows, and to the spreadsheet cells behind them. */
#include "convert.h"
#include "ledger/ledger.h"
#include "portfolio/select.h"
#include "trace/answer.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { OPT_MANIFEST = 0x200, OPT_BOOKS };

static const char *const names[DGPM_TRACE_CELLS] = { "fiscal_year", "project_id", "organization", "account", "expense",
						     "stage",	    "amount_yen", "item",	  "source",  "note" };
enum { AMOUNT = 6, SOURCE = 8 };

struct where {
	size_t column;
	const char *value;
	const char *given; /* as it was written */
};

struct trace_opts {
	struct cmd_common common;
	struct where *where;
	size_t n_where;
	const char **manifests, **books;
	size_t n_manifests, n_books;
	const char **addresses, **ids;
	size_t n_addresses, n_ids;
};

static const struct argp_option options[] = {
	{ "where", 'w', "COND", 0,
	  N_("only rows with COLUMN=VALUE in the ledger, or of projects with KEY=VALUE or KEY~TEXT; may be repeated"),
	  0 },
	CMD_OPTION_DATE(N_("the day of figures that depend on it, YYYY-MM-DD; else dgpm.yaml, else today")),
	{ "manifest", OPT_MANIFEST, "FILE", 0, N_("what `dgpm convert` wrote; else the ledger's name and .manifest"),
	  0 },
	{ "books", OPT_BOOKS, "DIR", 0, N_("look for spreadsheets below DIR too; may be repeated"), 0 },
	{ 0 },
};

/* A column of the ledger by its own name; whatever else is a key of projects, as everywhere. */
static void add_where(struct trace_opts *o, const struct argp_state *state, const char *arg)
{
	size_t n = strcspn(arg, "=~");

	for (size_t i = 0; arg[n] == '=' && i < DGPM_TRACE_CELLS; i++)
		if (dgpm_str_is((struct dgpm_str){ arg, n }, names[i])) {
			o->where = dgpm_arena_grow(o->common.arena, o->where, o->n_where, o->n_where + 1,
						   sizeof *o->where);
			o->where[o->n_where++] = (struct where){ i, arg + n + 1, arg };
			return;
		}
	cmd_add_condition(&o->common, state, arg);
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

struct search {
	const struct trace_opts *o;
	struct dgpm_arena *arena;
	struct dgpm_portfolio *portfolio;
	struct dgpm_traced *items;
	size_t n, cap;
	struct dgpm_answers answers;
	struct dgpm_words words;
};

static void cells_of(struct dgpm_str cells[DGPM_TRACE_CELLS], const struct dgpm_ledger_row *row,
		     char numbers[2][DGPM_INT_BUF])
{
	const struct dgpm_str all[DGPM_TRACE_CELLS] = {
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

static bool is_of_ids(const struct trace_opts *o, struct dgpm_str id)
{
	for (size_t i = 0; i < o->n_ids; i++)
		if (dgpm_str_is(id, o->ids[i]))
			return true;
	return o->n_ids == 0;
}

static void take_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct search *s = ctx;
	char numbers[2][DGPM_INT_BUF];
	struct dgpm_str cells[DGPM_TRACE_CELLS];
	struct dgpm_traced *f;
	const char **texts;

	(void)worker;
	if (!dgpm_portfolio_is_selected(s->portfolio, row->project_id))
		return;
	cells_of(cells, row, numbers);
	for (size_t i = 0; i < s->o->n_where; i++)
		if (!dgpm_str_is(cells[s->o->where[i].column], s->o->where[i].value))
			return;
	if (!is_of_ids(s->o, row->project_id))
		return;
	if (s->n == s->cap) {
		s->cap = s->cap != 0 ? s->cap * 2 : 64;
		s->items = dgpm_arena_grow(s->arena, s->items, s->n, s->cap, sizeof *s->items);
	}
	f = &s->items[s->n++];
	texts = dgpm_arena_array(s->arena, DGPM_TRACE_CELLS, sizeof *texts);
	*f = (struct dgpm_traced){
		.ledger = row->path, .line = row->line, .amount_yen = row->amount_yen, .cells = texts
	};
	for (size_t i = 0; i < DGPM_TRACE_CELLS; i++)
		texts[i] = cells[i].n != 0 ? dgpm_arena_strndup(s->arena, cells[i].s, cells[i].n) : NULL;
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

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct search *s = ctx;

	dgpm_trace_print(s->items, s->n, s->arena, &s->words, out, how);
}

static int cmp_found(const void *pa, const void *pb)
{
	const struct dgpm_traced *a = pa, *b = pb;
	int c = strcmp(a->ledger, b->ledger);

	return c != 0 ? c : (a->line > b->line) - (a->line < b->line);
}

/* What was given: addresses and IDs of projects; the rest are paths. What is there as a file is one. */
static void sort_arguments(struct trace_opts *o)
{
	size_t n = 0;
	struct stat st;

	for (size_t i = 0; i < o->common.n_args; i++) {
		const char *arg = o->common.args[i];

		if (stat(arg, &st) == 0 || strcmp(arg, "-") == 0)
			o->common.args[n++] = arg;
		else if (dgpm_answer_is_address(arg))
			add_text(o, &o->addresses, &o->n_addresses, arg);
		else if (dgpm_project_id_is(dgpm_str_of(arg)))
			add_text(o, &o->ids, &o->n_ids, arg);
		else
			o->common.args[n++] = arg;
	}
	o->common.n_args = n;
}

/* An address says which rows are meant: what is asked beside it is asked of projects. */
static void ask_of_projects(struct trace_opts *o)
{
	struct cmd_common *c = &o->common;
	struct dgpm_condition condition;
	size_t n = 0, key;

	for (size_t i = 0; i < o->n_where; i++) {
		if (!dgpm_condition_parse(&condition, c->arena, o->where[i].given, &key)) {
			o->where[n++] = o->where[i];
			continue;
		}
		c->where = dgpm_arena_grow(c->arena, c->where, c->n_where, c->n_where + 1, sizeof *c->where);
		c->where[c->n_where++] = condition;
	}
	o->n_where = n;
}

/* Rows to their cells. */
static void follow(struct cmd_env *env, const struct trace_opts *o, struct search *s)
{
	struct dgpm_manifest manifest = { 0 };
	const char **dirs = dgpm_arena_array(env->arena, o->n_books + 2, sizeof *dirs);

	read_manifests(&manifest, env, o, s);
	dirs[0] = ".";
	dirs[1] = dgpm_portfolio_dir(env->portfolio);
	for (size_t i = 0; i < o->n_books; i++)
		dirs[i + 2] = o->books[i];
	for (size_t i = 0; i < s->n; i++)
		s->items[i].source = s->items[i].cells[SOURCE];
	dgpm_trace(s->items, s->n, env->arena, env->diags,
		   &(struct dgpm_trace_how){ &manifest, dirs, o->n_books + 2 });
}

static void print_answers(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct search *s = ctx;

	dgpm_answers_print(&s->answers, s->arena, &s->words, out, how);
}

static int answer(struct cmd_env *env, const struct trace_opts *o, struct search *s)
{
	struct dgpm_answer_how how = { .addresses = o->addresses, .n = o->n_addresses, .threads = o->common.threads,
				       .date = cmd_review_date(env, &o->common, env->portfolio) };

	if (o->n_where != 0 || o->n_ids != 0)
		return cmd_wrong(env, "%s",
				 _("an address says which rows are meant: it goes without an ID and --where"));
	if (dgpm_answers(&s->answers, env->arena, env->diags, env->portfolio, &how) != 0)
		return cmd_give_up(env, &o->common);
	s->items = s->answers.rows;
	s->n = s->answers.n_rows;
	follow(env, o, s);
	s->words = cmd_words(env);
	return cmd_finish(env, &o->common,
			  &(struct cmd_result){ .print = print_answers, .ctx = s,
						.summary = dgpm_arena_printf(
							env->arena, P_("%zu figure", "%zu figures", o->n_addresses),
							o->n_addresses) });
}

/* Asked where no row was found: a slip in an ID is told, a project without money is none. */
static bool has_card(const struct trace_opts *o, const struct search *s, const char *id)
{
	struct dgpm_cards_stats cards;

	dgpm_portfolio_cards(s->portfolio, dgpm_diags_new(s->arena), o->common.threads, NULL, NULL, &cards);
	return dgpm_portfolio_find(s->portfolio, dgpm_str_of(id)) != NULL;
}

int cmd_trace(struct cmd_env *env, int argc, char **argv)
{
	struct trace_opts o = { .common = env->defaults };
	struct dgpm_ledgers_stats stats = { 0 };
	struct dgpm_cards_stats cards;
	struct search s = { .o = &o, .arena = env->arena };
	int status;

	o.common.print.unit = DGPM_UNIT_YEN;
	o.common.needs = CMD_NEEDS_ALL;
	o.common.tables = o.common.selects = o.common.own_where = true;
	cmd_parse(env, options, parse_option, N_("[ADDRESS|ID|PATH...]"), NULL, &o, argc, argv);
	sort_arguments(&o);
	if (o.n_addresses != 0)
		ask_of_projects(&o);
	s.portfolio = cmd_portfolio(env, &o.common, true);
	if (s.portfolio == NULL)
		return cmd_give_up(env, &o.common);
	if (o.n_addresses != 0)
		return answer(env, &o, &s);
	if (dgpm_portfolio_is_narrowed(s.portfolio))
		dgpm_portfolio_cards(s.portfolio, env->diags, o.common.threads, NULL, NULL, &cards);
	/* One thread: all rows go to one list. */
	dgpm_portfolio_ledgers(env->portfolio, env->diags, 1, take_row, &s, &stats);
	if (s.n != 0)
		qsort(s.items, s.n, sizeof *s.items, cmp_found);
	if (s.n == 0 && o.n_ids == 1 && o.n_where == 0 && !has_card(&o, &s, o.ids[0]))
		return cmd_no_project(env, &o.common, o.ids[0]);
	follow(env, &o, &s);
	s.words = cmd_words(env);
	status = cmd_finish(
		env, &o.common,
		&(struct cmd_result){ .print = print,
				      .ctx = &s,
				      .summary = dgpm_arena_printf(
					      env->arena,
					      P_("%s of %s ledger row", "%s of %s ledger rows", stats.rows_read),
					      cmd_number(env->arena, s.n), cmd_number(env->arena, stats.rows_read)) });
	/* Like grep: nothing found is no success. */
	return status == CMD_OK && s.n == 0 && !o.common.allow_empty ? CMD_FINDINGS : status;
}
