/* dgpm: the command table, the language, the streams. */
#include "cmd.h"
#include "io/temporary.h"

#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

const struct cmd cmd_table[] = {
	{ "init", cmd_init, N_("start a portfolio") },
	{ "new", cmd_new, N_("write a new card with the next free ID") },
	{ "validate", cmd_validate, N_("check cards, ledgers and plans: form, references, arithmetic") },
	{ "review", cmd_review, N_("hold the projects against the rules of a review stage") },
	{ "fmt", cmd_fmt, N_("put the keys of documents into the order of their schemas") },
	{ "record", cmd_record, N_("write the result of a review onto the card") },
	{ "rules", cmd_rules, N_("list and explain the rules") },
	{ "classify", cmd_classify, N_("the class the criteria suggest, and the build route of local systems") },
	{ "consolidate", cmd_consolidate,
	  N_("what the Agency requests in bulk, what stays with the ministries, and why") },
	{ "overlap", cmd_overlap, N_("similar systems, and what common functions could take over") },
	{ "monitor", cmd_monitor, N_("which projects to watch and to support first, and why") },
	{ "ledger", cmd_ledger, N_("the budget and execution table, by any columns") },
	{ "list", cmd_list, N_("list and find projects") },
	{ "show", cmd_show, N_("one project with all that is known of it") },
	{ "evaluate", cmd_evaluate, N_("indicators and their marks, the grade and budget of a policy") },
	{ "plan", cmd_plan, N_("mid-term plans: coverage, measures, money, topics") },
	{ "procedures", cmd_procedures, N_("administrative procedures: online, end to end, documents, by uses") },
	{ "track", cmd_track, N_("cost-reduction targets: baseline, path, result, forecast, gap") },
	{ "export", cmd_export, N_("everything as tidy tables for databases") },
	{ "report", cmd_report, N_("the whole, an organization or a project as one document") },
	{ "diff", cmd_diff, N_("what changed between two portfolios, years or stages, and why") },
	{ "convert", cmd_convert, N_("ministry spreadsheets to ledgers and cards") },
	{ "trace", cmd_trace, N_("from a figure to the spreadsheet cells behind it") },
	{ "schema", cmd_schema, N_("JSON Schemas of what dgpm reads and prints") },
	{ "lint-sheet", cmd_lint_sheet, N_("whether spreadsheets are machine-readable") },
	{ "doctor", cmd_doctor, N_("version, data, libraries, and which settings hold and from where") },
	{ "help", cmd_help, N_("help on a command") },
};
const size_t cmd_table_n = DGPM_COUNT(cmd_table);

const char *argp_program_version = "dgpm " DGPM_VERSION;

_Noreturn void cmd_out_of_memory(void *ctx)
{
	static const char text[] = "dgpm: out of memory\n";

	(void)ctx;
	dgpm_temporary_remove();
	(void)!write(STDERR_FILENO, text, sizeof text - 1);
	_exit(CMD_TROUBLE);
}

static bool is_unset(const char *locale)
{
	return locale == NULL || *locale == '\0' || strcmp(locale, "C") == 0 || strncmp(locale, "C.", 2) == 0 ||
	       strcmp(locale, "POSIX") == 0;
}

/* "ja", "ja_JP.UTF-8", "ja@x", but not "jam". */
static bool is_japanese(const char *locale)
{
	return strncmp(locale, "ja", 2) == 0 && strchr("_.@:", locale[2]) != NULL;
}

/* The first variable that is set decides; where that is C, and where none is set, the first of LANGUAGE we speak.
 * *from: the variable. */
static const char *language_of_locale(const char **from)
{
	static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *value = NULL, *list = getenv("LANGUAGE");

	for (size_t i = 0; (value == NULL || *value == '\0') && i < DGPM_COUNT(variables); i++) {
		value = getenv(variables[i]);
		*from = variables[i];
	}
	if (!is_unset(value))
		return is_japanese(value) ? "ja" : "en";
	*from = "LANGUAGE";
	while (list != NULL && *list != '\0') {
		if (is_japanese(list))
			return "ja";
		if (strncmp(list, "en", 2) == 0)
			return "en";
		list += strcspn(list, ":");
		list += *list == ':';
	}
	*from = NULL;
	return "en";
}

/* The value of an option before the options are parsed; NULL: it is not there. */
static const char *early(int argc, char **argv, const char *name, char letter)
{
	const char *value = NULL;
	size_t n = strlen(name);

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], name, n) == 0 && argv[i][n] == '=')
			value = argv[i] + n + 1;
		else if (strcmp(argv[i], name) == 0 && i + 1 < argc)
			value = argv[++i];
		else if (letter != '\0' && argv[i][0] == '-' && argv[i][1] == letter)
			value = argv[i][2] != '\0' ? argv[i] + 2 : i + 1 < argc ? argv[++i] : NULL;
	}
	return value;
}

/* Before the options are parsed, so that help and mistakes speak it too: --lang, else dgpm.yaml, else the locale. */
static const char *language(int argc, char **argv, const char *fallback, const char **from)
{
	const char *lang = early(argc, argv, "--lang", '\0');

	*from = lang != NULL ? "--lang" : "dgpm.yaml";
	if (lang == NULL)
		lang = fallback != NULL ? fallback : language_of_locale(from);
	return strcmp(lang, "ja") == 0 ? "ja" : "en";
}

/* Directory of the running program; NULL when it is not known. Where there is no /proc, by the name it was started
 * by. */
static const char *program_dir(struct dgpm_arena *arena)
{
	const char *started = (const char *)getauxval(AT_EXECFN);
	char buf[PATH_MAX], *slash;
	ssize_t n = readlink("/proc/self/exe", buf, sizeof buf - 1);

	if (n > 0)
		buf[n] = '\0';
	else if (started == NULL || realpath(started, buf) == NULL)
		return NULL;
	slash = strrchr(buf, '/');
	if (slash == NULL)
		return NULL;
	*slash = '\0';
	return dgpm_arena_strdup(arena, buf);
}

/* DGPM_DATA, else the schemas beside the build tree the program runs from, else where it is installed. */
static const char *find_data(struct dgpm_arena *arena, const char *dir, const char **from)
{
	static const char *const beside[] = { "../schemas", "../../schemas", "../share/dgpm" };
	const char *data = getenv("DGPM_DATA");
	struct stat st;

	*from = "DGPM_DATA";
	if (data != NULL && *data != '\0')
		return data;
	*from = N_("beside the program");
	for (size_t i = 0; dir != NULL && i < DGPM_COUNT(beside); i++) {
		const char *schemas = dgpm_arena_printf(arena, "%s/%s", dir, beside[i]);

		if (stat(dgpm_arena_printf(arena, "%s/card.schema.json", schemas), &st) == 0)
			return schemas;
	}
	*from = N_("as it was built");
	return DGPM_DATADIR;
}

/* The catalogue beside the build tree, else where it is installed. The locale gives nothing but UTF-8. */
static void set_language(struct dgpm_arena *arena, const char *lang, const char *dir)
{
	static const char file[] = "ja/LC_MESSAGES/dgpm.mo";

	setlocale(LC_CTYPE, "C.UTF-8");
	if (strcmp(lang, "ja") != 0)
		return;
	/* argp counts bytes, not columns; where a character has three, the catalogue breaks the lines. */
	setenv("ARGP_HELP_FMT", "rmargin=120", 0);
	if (dir != NULL && (dgpm_language_open(dgpm_arena_cat(arena, dir, "/locale/", file)) ||
			    dgpm_language_open(dgpm_arena_cat(arena, dir, "/../share/locale/", file))))
		return;
	if (!dgpm_language_open(dgpm_arena_cat(arena, DGPM_LOCALEDIR "/", file)))
		fprintf(stderr, "dgpm: %s/%s: no Japanese texts can be read there, so these are English\n",
			DGPM_LOCALEDIR, file);
}

static struct dgpm_date today(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t now = epoch != NULL && *epoch != '\0' ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
	struct tm tm = { 0 };

	if (epoch != NULL && *epoch != '\0')
		gmtime_r(&now, &tm);
	else
		localtime_r(&now, &tm);
	return (struct dgpm_date){ (int16_t)(tm.tm_year + 1900), (uint8_t)(tm.tm_mon + 1), (uint8_t)tm.tm_mday };
}

unsigned cmd_terminal_width(FILE *stream)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	long n = 0;

	if (!isatty(fileno(stream)))
		return 0;
	if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0)
		n = size.ws_col;
	if (n == 0 && columns != NULL)
		n = strtol(columns, NULL, 10);
	if (n <= 0)
		n = CMD_USUAL_WIDTH;
	return n < CMD_LEAST_WIDTH ? CMD_LEAST_WIDTH : n > CMD_MOST_WIDTH ? CMD_MOST_WIDTH : (unsigned)n;
}

static bool wants_color(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return (no == NULL || *no == '\0') && (term == NULL || strcmp(term, "dumb") != 0) && isatty(STDOUT_FILENO);
}

/* Where the command stands: common options may stand before it, as in "dgpm -C DIR list". */
static int find_command(int argc, char **argv)
{
	static const char *const with_value[] = { "-C", "-f", "-o", "-u", "-j", "--directory", "--format", "--output",
						  "--unit", "--jobs", "--lang", "--color", "--fail-on", "--width",
						  "--fold", "--exclude", "--stdin-name", "--max-findings",
						  "--columns", "--sort", "--top", "-n" };
	int at = 1;

	while (at < argc && argv[at][0] == '-' && argv[at][1] != '\0') {
		bool skip = false;

		for (size_t i = 0; i < DGPM_COUNT(with_value); i++)
			skip |= strcmp(argv[at], with_value[i]) == 0;
		at += skip ? 2 : 1;
	}
	return at < argc ? at : argc;
}

static bool is_among(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* Options alone: the help or the version they ask for; anything else lacks a command. */
static int without_command(struct cmd_env *env, int argc, char **argv)
{
	static const char *const help[] = { "--help", "-?", "--usage" }, *const version[] = { "--version", "-V" };

	for (int i = 1; i < argc; i++) {
		if (is_among(argv[i], help, DGPM_COUNT(help))) {
			cmd_print_commands(env->out, cmd_terminal_width(env->out));
			return CMD_OK;
		}
		if (is_among(argv[i], version, DGPM_COUNT(version))) {
			fprintf(env->out, "%s\n", argp_program_version);
			return CMD_OK;
		}
	}
	fprintf(env->told, _("dgpm: '%s', but no command"), argv[1]);
	fprintf(env->told, "\n%s\n", _("'dgpm help' lists the commands"));
	return CMD_TROUBLE;
}

static int dispatch(struct cmd_env *env, int argc, char **argv)
{
	/* In front of the command also its own may stand. */
	const struct cmd_tables common = { cmd_common_tables, cmd_common_tables_n, true };
	char *name;
	int at;

	if (argc < 2) {
		cmd_print_commands(env->told, cmd_terminal_width(env->err));
		return CMD_TROUBLE;
	}
	argv[0] = dgpm_arena_strdup(env->arena, "dgpm");
	at = find_command(argc, argv);
	if (cmd_check_names(env, &common, at, argv) != 0)
		return CMD_TROUBLE;
	if (at == argc)
		return without_command(env, argc, argv);
	name = argv[at];
	/* To the front of the options. */
	memmove(&argv[2], &argv[1], (size_t)(at - 1) * sizeof *argv);
	argv[1] = name;
	for (size_t i = 0; i < cmd_table_n; i++) {
		if (strcmp(name, cmd_table[i].name) != 0)
			continue;
		argv[1] = dgpm_arena_printf(env->arena, "dgpm %s", name);
		return cmd_table[i].run(env, argc - 1, argv + 1);
	}
	return cmd_unknown(env, name);
}

/* Help and the like are written here; reports have been checked when they were closed. */
static int close_stdout(const struct cmd_env *env, int status)
{
	int error;

	errno = 0;
	if (fflush(stdout) == 0 && ferror(stdout) == 0)
		return status;
	error = errno != 0 ? errno : EIO;
	if (env->n_unwritten == 0 && !env->pipe_closed && error != EPIPE)
		fprintf(env->told, "dgpm: %s: IO-07: %s: %s: %s\n", dgpm_severity_name(DGPM_FATAL),
			_(dgpm_msg_info(DGPM_MSG_IO_07)->text), _("standard output"), strerror(error));
	return CMD_TROUBLE;
}

int main(int argc, char **argv)
{
	struct cmd_env env = { .out = stdout, .err = stderr };
	const char *dir, *lang;
	struct dgpm_defaults said;
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	int status;

	/* What argp says, which may quote anything, goes the same way. */
	env.told = dgpm_guarded_stream(STDERR_FILENO);
	if (env.told == NULL)
		cmd_out_of_memory(NULL);
	stderr = env.told;
	argp_err_exit_status = CMD_TROUBLE;
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is a failed write, told by the status alone */
	env.arena = dgpm_arena_new(cmd_out_of_memory, NULL);
	env.diags = dgpm_diags_new(env.arena);
	dir = early(argc, argv, "--directory", 'C');
	dgpm_portfolio_defaults(&said, env.arena, dir != NULL ? dir : ".");
	lang = language(argc, argv, said.lang, &env.lang_from);
	dir = program_dir(env.arena);
	set_language(env.arena, lang, dir);
	dgpm_temporary_signals(_("stopped; what was not finished is removed"));
	env.data_dir = find_data(env.arena, dir, &env.data_from);
	env.program = dir;
	env.today = today();
	env.defaults = (struct cmd_common){
		.dir = ".",
		.print = { .lang = lang, .color = wants_color(), .width = cmd_terminal_width(stdout),
			   .fold = isatty(STDOUT_FILENO) },
		.fail_on = DGPM_ERROR,
		.threads = processors > 0 ? (unsigned)processors : 1,
		.arena = env.arena,
		.env = &env,
	};
	if (env.defaults.print.width != 0 && said.width >= CMD_LEAST_WIDTH && said.width <= CMD_MOST_WIDTH)
		env.defaults.print.width = (unsigned)said.width;
	env.defaults.default_unit = said.unit;
	status = dispatch(&env, argc, argv);
	if (env.portfolio != NULL)
		dgpm_portfolio_close(env.portfolio);
	if (env.data != NULL)
		dgpm_data_close(env.data);
	/* Help and the like are written here, reports are checked when they are closed. */
	status = close_stdout(&env, status);
	dgpm_arena_free(env.arena);
	return status;
}
