/* The options common to all commands. */
#include "cmd.h"
#include "book/book.h"
#include "base/text.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	OPT_LANG = 0x100,
	OPT_COLOR,
	OPT_EXCEL,
	OPT_FAIL_ON,
	OPT_EXPLAIN,
	OPT_WIDTH,
	OPT_FOLD,
	OPT_COLUMNS,
	OPT_SORT,
	OPT_ERA,
	OPT_EXCLUDE,
	OPT_STDIN_NAME,
	OPT_ALLOW_EMPTY,
	OPT_MAX_FINDINGS
};

static const struct argp_option options[] = {
	{ NULL, 0, NULL, 0, N_("Common options:"), 20 },
	{ "directory", 'C', "DIR", 0, N_("look for the portfolio from DIR upward; PATHs are seen from there"), 0 },
	{ "format", 'f', "FORMAT", 0,
	  N_("text, csv, json, markdown or xlsx, and for findings sarif, junit, github or gitlab; FORMAT=FILE "
	     "writes to a file, and may be repeated"), 0 },
	{ "output", 'o', "FILE", 0, N_("write to FILE, whole or not at all"), 0 },
	{ "unit", 'u', "UNIT", 0, N_("of amounts in text: yen, thousand, million or oku"), 0 },
	{ "excel", OPT_EXCEL, NULL, 0, N_("CSV for spreadsheet programs: BOM, CRLF, no formulas"), 0 },
	{ "explain", OPT_EXPLAIN, NULL, 0, N_("show the line, and how to mend it"), 0 },
	{ "width", OPT_WIDTH, "N", 0, N_("columns of a line of text; else the terminal's, and in a pipe no limit"), 0 },
	{ "era", OPT_ERA, NULL, 0, N_("years of tables by eras: R3 for 2021"), 0 },
	{ "fold", OPT_FOLD, "WHEN", 0, N_("long lists folded: auto, at a terminal; always or never"), 0 },
	{ "fail-on", OPT_FAIL_ON, "SEVERITY", 0, N_("status 1 from note, warning or error (default) on, or never"), 0 },
	{ "lang", OPT_LANG, "LANG", 0, N_("ja or en; else dgpm.yaml or the locale decides"), 0 },
	{ "color", OPT_COLOR, "WHEN", 0, N_("auto, always or never"), 0 },
	{ "jobs", 'j', "N", 0, N_("threads to use; else one a processor"), 0 },
	{ "quiet", 'q', NULL, 0, N_("no counts on standard error"), 0 },
	{ NULL, 'h', NULL, OPTION_HIDDEN, NULL, 0 },
	{ 0 },
};

static const struct argp_option table_options[] = {
	{ NULL, 0, NULL, 0, N_("Of the table:"), 10 },
	{ "columns", OPT_COLUMNS, "COL,...", 0, N_("only these columns, in this order"), 0 },
	{ "sort", OPT_SORT, "COL", 0, N_("sort by a column; -COL: the greatest first"), 0 },
	{ "top", 'n', "N", 0, N_("only the first N rows"), 0 },
	{ 0 },
};

static const char *const languages[] = { "ja", "en" };

/* In the order of enum dgpm_format. */
static const char *const formats[] = { "text", "csv", "json", "sarif", "junit", "github", "gitlab",
					"markdown", "xlsx", "html" };

/* "text, csv or json" */
static const char *list_words(struct dgpm_arena *a, const char *const *words, size_t n)
{
	const char *text = words[0];

	for (size_t i = 1; i < n; i++)
		text = dgpm_arena_printf(a, i + 1 < n ? _("%s, %s") : _("%s or %s"), text, words[i]);
	return text;
}

size_t cmd_choose(const struct argp_state *state, struct dgpm_str text, const char *const *words, size_t n,
		  const char *what)
{
	const struct cmd_common *c = state->input;
	const char *near;

	for (size_t i = 0; i < n; i++)
		if (dgpm_str_is(text, words[i]))
			return i;
	near = dgpm_text_nearest(text, words, n);
	if (near != NULL)
		argp_error(state, _("'%.*s' is not %s, did you mean '%s'?"), (int)text.n, text.s, what, near);
	else
		argp_error(state, _("'%.*s' is not %s: %s"), (int)text.n, text.s, what, list_words(c->arena, words, n));
	return 0;
}

static size_t choose(const struct argp_state *state, const char *text, const char *const *words, size_t n,
		     const char *what)
{
	return cmd_choose(state, dgpm_str_of(text), words, n, what);
}

/* Whether a command can speak a format: findings in those of services too, documents in those of pages. */
static bool speaks(const struct cmd_common *c, enum dgpm_format format)
{
	switch (format) {
	case DGPM_FORMAT_TEXT:
	case DGPM_FORMAT_MARKDOWN:
	case DGPM_FORMAT_XLSX: return true;
	case DGPM_FORMAT_HTML: return c->documents;
	case DGPM_FORMAT_CSV:
	case DGPM_FORMAT_JSON: return !c->documents;
	default: return c->findings;
	}
}

enum dgpm_format cmd_parse_format(const struct argp_state *state, const char *text)
{
	const struct cmd_common *c = state->input;
	enum dgpm_format offered[DGPM_COUNT(formats)] = { DGPM_FORMAT_TEXT };
	const char *words[DGPM_COUNT(formats)];
	size_t n = 0;

	for (enum dgpm_format format = DGPM_FORMAT_TEXT; format < DGPM_COUNT(formats); format++) {
		if (speaks(c, format)) {
			offered[n] = format;
			words[n++] = formats[format];
		} else if (!c->documents && format >= DGPM_FORMAT_SARIF && format <= DGPM_FORMAT_GITLAB &&
			   strcmp(text, formats[format]) == 0) {
			argp_error(state,
				   _("'%s' is a format for findings, and this command reports none: text, csv or json"),
				   text);
		}
	}
	return offered[choose(state, text, words, n, _("a format"))];
}

int cmd_refuse_findings(const struct cmd_env *env, const struct cmd_common *c, const char *what)
{
	for (size_t i = 0; i < c->n_outputs; i++) {
		if (c->outputs[i].format < DGPM_FORMAT_SARIF || c->outputs[i].format > DGPM_FORMAT_GITLAB)
			continue;
		return cmd_wrong(env, _("'%s' is a format for findings, and %s is none: text, csv or json"),
				 formats[c->outputs[i].format], what);
	}
	return 0;
}

struct dgpm_date cmd_parse_date(const struct argp_state *state, const char *text)
{
	struct dgpm_date date = { 0 };

	if (!dgpm_date_parse(&date, dgpm_str_of(text)))
		argp_error(state, _("'%s' is not a date: write YYYY-MM-DD"), text);
	return date;
}

const char *cmd_parse_encoding(const struct argp_state *state, const char *text)
{
	static const char *const names[] = { "utf-8", "cp932", "euc-jp", "utf-16", "utf-16be" };

	if (dgpm_book_encoding_is(text))
		return text;
	return names[choose(state, text, names, DGPM_COUNT(names), _("an encoding"))];
}

static void add_output(struct cmd_common *c, const struct argp_state *state, const char *arg)
{
	const char *equals = strchr(arg, '=');
	struct cmd_output *o = &c->outputs[c->n_outputs];
	size_t n = equals != NULL ? (size_t)(equals - arg) : strlen(arg);

	if (c->n_outputs == CMD_MAX_OUTPUTS)
		argp_error(state, _("at most %d outputs at once"), CMD_MAX_OUTPUTS);
	o->format = cmd_parse_format(state, dgpm_arena_strndup(c->arena, arg, n));
	o->path = equals != NULL ? equals + 1 : NULL;
	if (equals != NULL && equals[1] == '\0')
		argp_error(state, _("'%s': a file name is missing"), arg);
	c->n_outputs++;
}

static void set_fail_on(struct cmd_common *c, const struct argp_state *state, const char *arg)
{
	static const char *const names[] = { "note", "warning", "error", "never" };
	size_t i = choose(state, arg, names, DGPM_COUNT(names), _("a severity"));

	c->never_fail = i == 3;
	if (!c->never_fail)
		c->fail_on = (enum dgpm_severity)(DGPM_NOTE + i);
}

static void set_jobs(struct cmd_common *c, const struct argp_state *state, const char *arg)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(arg, &end, 10);
	if (errno != 0 || *end != '\0' || end == arg || n < 1 || n > 64)
		argp_error(state, _("'%s' is not a number of threads: 1 to 64"), arg);
	c->threads = (unsigned)n;
}

static void set_color(struct cmd_common *c, const struct argp_state *state, const char *arg)
{
	static const char *const names[] = { "auto", "always", "never" };
	size_t i = choose(state, arg, names, DGPM_COUNT(names), _("a choice of colour"));

	if (i != 0)
		c->print.color = i == 1;
}

static unsigned number(const struct argp_state *state, const char *option, const char *arg, unsigned least,
		       unsigned most)
{
	char *end;
	unsigned long n = strtoul(arg, &end, 10);

	if (*arg < '0' || *arg > '9' || *end != '\0' || strlen(arg) > 9 || n < least || n > most)
		argp_error(state, _("--%s is a number from %u to %u: '%s'"), option, least, most, arg);
	return (unsigned)n;
}

static void set_fold(struct cmd_common *c, const struct argp_state *state, const char *arg)
{
	static const char *const names[] = { "auto", "always", "never" };
	size_t i = choose(state, arg, names, DGPM_COUNT(names), _("a time to fold"));

	if (i != 0)
		c->print.fold = i == 1;
	c->given_fold = i == 1;
}

static void set_columns(struct dgpm_choice *choice, struct dgpm_arena *a, char *arg)
{
	const char **columns = NULL;
	size_t n = 0;

	for (char *name = strtok(arg, ","); name != NULL; name = strtok(NULL, ",")) {
		columns = dgpm_arena_grow(a, columns, n, n + 1, sizeof *columns);
		columns[n++] = name;
	}
	choice->columns = columns;
	choice->n_columns = n;
}

static struct dgpm_choice *choice_of(struct cmd_common *c)
{
	if (c->print.choice == NULL)
		c->print.choice = dgpm_arena_array(c->arena, 1, sizeof *c->print.choice);
	return c->print.choice;
}

/* --columns, --sort and --top. */
static error_t parse_table(int key, char *arg, struct argp_state *state)
{
	struct cmd_common *c = state->input;

	switch (key) {
	case OPT_COLUMNS:
		set_columns(choice_of(c), c->arena, arg);
		return 0;
	case OPT_SORT:
		choice_of(c)->descending = arg[0] == '-';
		choice_of(c)->sort = arg + (arg[0] == '-');
		return 0;
	case 'n':
		choice_of(c)->top = number(state, "top", arg, 1, 999999999);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option read_options[] = {
	{ NULL, 0, NULL, 0, N_("Of the files:"), 8 },
	{ "exclude", OPT_EXCLUDE, "GLOB", 0,
	  N_("pass over these files or folders, as 'ignore' of dgpm.yaml does; may be repeated"), 0 },
	{ "stdin-name", OPT_STDIN_NAME, "FILE", 0, N_("the file that - stands for, which is not read itself"), 0 },
	{ "allow-empty", OPT_ALLOW_EMPTY, NULL, 0, N_("nothing to read is a note, and status 0"), 0 },
	{ 0 },
};

static const struct argp_option finding_options[] = {
	{ NULL, 0, NULL, 0, N_("Of the findings:"), 11 },
	{ "max-findings", OPT_MAX_FINDINGS, "N", 0,
	  N_("print N at most, the gravest first to stay, and tell how many are left out"), 0 },
	{ 0 },
};

static error_t parse_read(int key, char *arg, struct argp_state *state)
{
	struct cmd_common *c = state->input;

	switch (key) {
	case OPT_EXCLUDE:
		c->exclude = dgpm_arena_grow(c->arena, c->exclude, c->n_exclude, c->n_exclude + 1, sizeof *c->exclude);
		c->exclude[c->n_exclude++] = strncmp(arg, "./", 2) == 0 ? arg + 2 : arg;
		return 0;
	case OPT_STDIN_NAME:
		c->print.piped = c->stdin_name = strncmp(arg, "./", 2) == 0 ? arg + 2 : arg;
		if (*arg == '\0')
			argp_error(state, _("'%s': a file name is missing"), "--stdin-name");
		return 0;
	case OPT_ALLOW_EMPTY:
		c->allow_empty = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static error_t parse_finding(int key, char *arg, struct argp_state *state)
{
	struct cmd_common *c = state->input;

	if (key != OPT_MAX_FINDINGS)
		return ARGP_ERR_UNKNOWN;
	c->max_findings = number(state, "max-findings", arg, 1, 999999999);
	return 0;
}

static const struct argp_option select_options[] = {
	{ NULL, 0, NULL, 0, N_("Of the projects:"), 9 },
	{ "where", 'w', "COND", 0,
	  N_("only those: KEY=VALUE, or KEY~TEXT for a part; KEY is organization, class, phase, sector, name or id; "
	     "may be repeated"),
	  0 },
	{ 0 },
};

void cmd_add_condition(struct cmd_common *c, const struct argp_state *state, const char *arg)
{
	size_t key_n;

	c->where = dgpm_arena_grow(c->arena, c->where, c->n_where, c->n_where + 1, sizeof *c->where);
	if (dgpm_condition_parse(&c->where[c->n_where], c->arena, arg, &key_n))
		c->n_where++;
	else if (key_n == 0)
		argp_error(state, _("'%s' is not a condition: write KEY=VALUE or KEY~TEXT"), arg);
	else
		(void)cmd_choose(state, (struct dgpm_str){ arg, key_n }, dgpm_condition_keys, DGPM_N_WHERE_KEYS,
				 _("a key of projects"));
}

static error_t parse_select(int key, char *arg, struct argp_state *state)
{
	if (key != 'w')
		return ARGP_ERR_UNKNOWN;
	cmd_add_condition(state->input, state, arg);
	return 0;
}

static bool same_place(const struct cmd_common *c, const struct cmd_output *a, const struct cmd_output *b)
{
	const char *x = a->path != NULL ? a->path : c->output, *y = b->path != NULL ? b->path : c->output;

	return (x == NULL && y == NULL) || dgpm_out_same_place(x, y);
}

static void end(struct cmd_common *c, const struct argp_state *state)
{
	if (c->n_args < c->min_args)
		argp_error(state, "%s", _("an argument is missing"));
	if (c->max_args != 0 && c->n_args > c->max_args)
		argp_error(state, _("'%s' is one argument too many"), c->args[c->max_args]);
	if (c->default_unit != NULL)
		(void)dgpm_unit_parse(&c->print.unit, dgpm_str_of(c->default_unit));
	if (c->n_outputs == 0)
		c->outputs[c->n_outputs++] = (struct cmd_output){ DGPM_FORMAT_TEXT, NULL };
	for (size_t i = 0; i < c->n_outputs; i++)
		if (c->outputs[i].format == DGPM_FORMAT_XLSX && c->outputs[i].path == NULL && c->output == NULL)
			argp_error(state, "%s", _("a workbook goes into a file: write -f xlsx=FILE"));
	for (size_t i = 0; i < c->n_outputs; i++)
		for (size_t j = 0; j < i; j++)
			if (same_place(c, &c->outputs[i], &c->outputs[j]))
				argp_error(state, "%s", _("two reports would go to one place: write -f FORMAT=FILE"));
	/* Colour is for a terminal that is written to. */
	if (c->output != NULL)
		c->print.color = false;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct cmd_common *c = state->input;

	switch (key) {
	case 'C':
		c->dir = arg;
		return 0;
	case 'f':
		add_output(c, state, arg);
		return 0;
	case 'o':
		c->output = arg;
		return 0;
	case 'u':
		c->default_unit = NULL;
		if (!dgpm_unit_parse(&c->print.unit, dgpm_str_of(arg)))
			argp_error(state, _("'%s' is not a unit: yen, thousand, million or oku"), arg);
		return 0;
	case 'j':
		set_jobs(c, state, arg);
		return 0;
	case 'q':
		c->quiet = true;
		return 0;
	case 'h':
		argp_state_help(state, state->out_stream, ARGP_HELP_STD_HELP);
		return 0;
	case OPT_EXCEL:
		c->print.excel = true;
		return 0;
	case OPT_EXPLAIN:
		c->print.explain = true;
		return 0;
	case OPT_WIDTH:
		c->given_width = number(state, "width", arg, CMD_LEAST_WIDTH, CMD_MOST_WIDTH);
		c->print.width = c->given_width;
		return 0;
	case OPT_ERA:
		cmd_set_eras(c->env, c);
		return 0;
	case OPT_FOLD:
		set_fold(c, state, arg);
		return 0;
	case OPT_FAIL_ON:
		set_fail_on(c, state, arg);
		return 0;
	case OPT_LANG:
		(void)choose(state, arg, languages, DGPM_COUNT(languages), _("a language"));
		return 0; /* main() has set it */
	case OPT_COLOR:
		set_color(c, state, arg);
		return 0;
	case ARGP_KEY_ARG:
		c->args = dgpm_arena_grow(c->arena, c->args, c->n_args, c->n_args + 1, sizeof *c->args);
		c->args[c->n_args++] = arg;
		return 0;
	case ARGP_KEY_END:
		end(c, state);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* Hands the common part of the command's input to the common parser, the rest to its own. */
struct both {
	argp_parser_t own;
	void *input;
	size_t n_children;
};

/* Days, years and changes, where a command has them: its own parser may take them otherwise. */
static error_t parse_when(int key, char *arg, struct argp_state *state)
{
	struct cmd_common *c = state->input;

	switch (key) {
	case 'y':
		c->fiscal_year = cmd_parse_year(state, arg);
		return 0;
	case CMD_KEY_DATE:
		c->date = cmd_parse_date(state, arg);
		return 0;
	case CMD_KEY_FILES_FROM:
		c->changed.list = arg;
		return 0;
	case CMD_KEY_CHANGED_SINCE:
		c->changed.since = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static error_t parse_both(int key, char *arg, struct argp_state *state)
{
	struct both *both = state->input;
	error_t result;

	if (key == ARGP_KEY_INIT) {
		state->child_inputs[0] = both->input;
		for (size_t i = 1; i < both->n_children; i++)
			state->child_inputs[i] = both->input;
		cmd_help_hold(state, both->input);
		return 0;
	}
	if (key == ARGP_KEY_ARG || key == ARGP_KEY_END)
		return ARGP_ERR_UNKNOWN;
	state->input = both->input;
	result = both->own != NULL ? both->own(key, arg, state) : ARGP_ERR_UNKNOWN;
	if (result == ARGP_ERR_UNKNOWN)
		result = parse_when(key, arg, state);
	state->input = both;
	return result;
}

const struct argp_option *const cmd_common_tables[] = { table_options, select_options, read_options, finding_options,
							options };
const size_t cmd_common_tables_n = DGPM_COUNT(cmd_common_tables);

static void abort_in_help(int number)
{
	(void)number;
	/* It unlinks, writes and ends. NOLINTNEXTLINE(bugprone-signal-handler) */
	cmd_out_of_memory(NULL);
}

/* The common options but those that a command has itself and takes otherwise: its help tells each name once. */
static const struct argp_option *all_but(struct dgpm_arena *a, const struct argp_option *own)
{
	struct argp_option *left = dgpm_arena_array(a, DGPM_COUNT(options), sizeof *left);
	size_t n = 0;

	for (size_t i = 0; i < DGPM_COUNT(options); i++) {
		const struct argp_option *o = own;
		bool there = false;

		for (; o != NULL && (o->name != NULL || o->key != 0 || o->doc != NULL); o++)
			there |= o->name != NULL && options[i].name != NULL && strcmp(o->name, options[i].name) == 0;
		if (!there)
			left[n++] = options[i];
	}
	return left;
}

void cmd_parse(struct cmd_env *env, const struct argp_option *own_options, argp_parser_t own, const char *args_doc,
	       const char *doc, void *input, int argc, char **argv)
{
	const struct cmd_common *c = input;
	const struct argp_option *others = all_but(env->arena, own_options);
	struct argp common = { cmd_help_options(env->arena, others), parse, NULL, NULL, NULL, NULL, NULL };
	struct argp select = {
		cmd_help_options(env->arena, select_options), parse_select, NULL, NULL, NULL, NULL, NULL
	};
	struct argp table = { cmd_help_options(env->arena, table_options), parse_table, NULL, NULL, NULL, NULL, NULL };
	struct argp read = { cmd_help_options(env->arena, read_options), parse_read, NULL, NULL, NULL, NULL, NULL };
	struct argp finding = {
		cmd_help_options(env->arena, finding_options), parse_finding, NULL, NULL, NULL, NULL, NULL
	};
	struct argp_child children[6] = { { &common, 0, NULL, 0 } };
	struct argp argp = { cmd_help_options(env->arena, own_options), parse_both,
			     args_doc != NULL ? _(args_doc) : NULL, doc != NULL ? _(doc) : NULL, children, NULL, NULL };
	const struct argp_option *tables[8] = { own_options, options };
	struct both both = { own, input, 1 };
	size_t n_tables = 2;
	void (*before)(int);
	error_t error;

	if (c->selects && !c->own_where) {
		tables[n_tables++] = select_options;
		children[both.n_children++].argp = &select;
	}
	if (c->selects || c->reads) {
		tables[n_tables++] = read_options;
		children[both.n_children++].argp = &read;
	}
	if (c->findings) {
		tables[n_tables++] = finding_options;
		children[both.n_children++].argp = &finding;
	}
	if (c->tables) {
		tables[n_tables++] = table_options;
		children[both.n_children++].argp = &table;
	}

	env->format.command = strrchr(argv[0], ' ') + 1; /* of "dgpm COMMAND" */
	if (cmd_check_names(env, &(struct cmd_tables){ tables, n_tables, false }, argc, argv) != 0)
		exit(CMD_TROUBLE);
	/* Help that finds no memory aborts; a parser that finds none says nothing. */
	before = signal(SIGABRT, abort_in_help);
	error = argp_parse(&argp, argc, argv, 0, NULL, &both);
	(void)signal(SIGABRT, before);
	cmd_help_let_go();
	/* Whatever else it has to say ends the program. */
	if (error != 0)
		cmd_out_of_memory(NULL);
	if ((c->needs & CMD_NEEDS_OWN) == 0)
		cmd_confine(env, c, NULL, 0, argc, argv);
}
