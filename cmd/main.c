/* dgpm: the command table, the language, the streams. */
#include "cmd.h"

#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

const struct cmd cmd_table[] = {
	{ "init", cmd_init, N_("start a portfolio") },
	{ "new", cmd_new, N_("write a new card with the next free ID") },
	{ "validate", cmd_validate, N_("check cards, ledgers and plans: form, references, arithmetic") },
	{ "review", cmd_review, N_("hold the projects against the rules of a review stage") },
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
	{ "report", cmd_report, N_("the whole, an organization or a project as one document") },
	{ "convert", cmd_convert, N_("ministry spreadsheets to ledgers and cards") },
	{ "trace", cmd_trace, N_("from a figure to the spreadsheet cells behind it") },
	{ "lint-sheet", cmd_lint_sheet, N_("whether spreadsheets are machine-readable") },
	{ "help", cmd_help, N_("help on a command") },
};
const size_t cmd_table_n = DGPM_COUNT(cmd_table);

const char *argp_program_version = "dgpm " DGPM_VERSION;

static _Noreturn void out_of_memory(void *ctx)
{
	(void)ctx;
	fputs("dgpm: out of memory\n", stderr);
	_exit(CMD_TROUBLE);
}

/* The directory of -C, before the options are parsed. */
static const char *portfolio_dir(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], "--directory=", 12) == 0)
			return argv[i] + 12;
		if (strncmp(argv[i], "-C", 2) == 0 && argv[i][2] != '\0')
			return argv[i] + 2;
		if ((strcmp(argv[i], "-C") == 0 || strcmp(argv[i], "--directory") == 0) && i + 1 < argc)
			return argv[i + 1];
	}
	return ".";
}

/* --lang before the options are parsed, so that help speaks it too; else dgpm.yaml, else the locale. */
static const char *language(int argc, char **argv, const char *fallback)
{
	static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *lang = NULL;

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], "--lang=", 7) == 0)
			lang = argv[i] + 7;
		else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			lang = argv[++i];
	}
	if (lang == NULL && fallback != NULL)
		lang = fallback;
	for (size_t i = 0; lang == NULL && i < DGPM_COUNT(variables); i++) {
		const char *value = getenv(variables[i]);

		if (value != NULL && *value != '\0')
			lang = value;
	}
	return lang != NULL && strncmp(lang, "ja", 2) == 0 ? "ja" : "en";
}

/* Directory of the running program; NULL when it is not known. */
static const char *program_dir(struct dgpm_arena *arena)
{
	char buf[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", buf, sizeof buf - 1);
	char *slash;

	if (n <= 0)
		return NULL;
	buf[n] = '\0';
	slash = strrchr(buf, '/');
	if (slash == NULL)
		return NULL;
	*slash = '\0';
	return dgpm_arena_strdup(arena, buf);
}

/* DGPM_DATA, else the schemas beside the build tree the program runs from, else where it is installed. */
static const char *find_data(struct dgpm_arena *arena, const char *dir)
{
	static const char *const beside[] = { "..", "../.." };
	const char *data = getenv("DGPM_DATA");
	struct stat st;

	if (data != NULL && *data != '\0')
		return data;
	for (size_t i = 0; dir != NULL && i < DGPM_COUNT(beside); i++) {
		const char *schemas = dgpm_arena_printf(arena, "%s/%s/schemas", dir, beside[i]);

		if (stat(dgpm_arena_printf(arena, "%s/card.schema.json", schemas), &st) == 0)
			return schemas;
	}
	return DGPM_DATADIR;
}

/* argp's own words, here for the catalogue. */
static const char *const argp_words[] __attribute__((unused)) = {
	N_("Usage:"), N_("  or: "), N_(" [OPTION...]"), N_("Give this help list"), N_("Give a short usage message"),
	N_("Print program version"), N_("Try `%s --help' or `%s --usage' for more information.\n"),
	/* NOLINTNEXTLINE(bugprone-suspicious-missing-comma): one long sentence */
	N_("Mandatory or optional arguments to long options are also mandatory or optional for any corresponding short "
	   "options."),
};

/* Catalogues are chosen by LANGUAGE under a locale that is everywhere, so that Japanese needs no ja_JP locale. */
static void set_language(struct dgpm_arena *arena, const char *lang, const char *dir)
{
	const char *built = dir != NULL ? dgpm_arena_printf(arena, "%s/locale", dir) : NULL;
	struct stat st;

	setenv("LANGUAGE", lang, 1);
	setlocale(LC_CTYPE, "C.UTF-8");
	setlocale(LC_MESSAGES, "C.UTF-8");
	bindtextdomain("dgpm", built != NULL && stat(built, &st) == 0 ? built : DGPM_LOCALEDIR);
	bind_textdomain_codeset("dgpm", "UTF-8");
	/* argp looks the texts of options up in the default domain, whatever the domain of the options it is given. */
	textdomain("dgpm");
	/* It counts bytes, not columns; where a character has three, the catalogue breaks the lines. */
	if (strcmp(lang, "ja") == 0)
		setenv("ARGP_HELP_FMT", "rmargin=120", 0);
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
						  "--fold", "--columns", "--sort", "--top", "-n" };
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
			cmd_print_commands(env->out);
			return CMD_OK;
		}
		if (is_among(argv[i], version, DGPM_COUNT(version))) {
			fprintf(env->out, "%s\n", argp_program_version);
			return CMD_OK;
		}
	}
	fprintf(env->err, _("dgpm: '%s', but no command"), argv[1]);
	fprintf(env->err, "\n%s\n", _("'dgpm help' lists the commands"));
	return CMD_TROUBLE;
}

static int dispatch(struct cmd_env *env, int argc, char **argv)
{
	char *name;
	int at;

	if (argc < 2) {
		cmd_print_commands(env->err);
		return CMD_TROUBLE;
	}
	argv[0] = dgpm_arena_strdup(env->arena, "dgpm");
	at = find_command(argc, argv);
	if (cmd_check_names(env, NULL, at, argv) != 0)
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
		fprintf(env->err, "dgpm: %s: IO-07: %s: %s: %s\n", dgpm_severity_name(DGPM_FATAL),
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

	argp_err_exit_status = CMD_TROUBLE;
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is a failed write, told by the status alone */
	env.arena = dgpm_arena_new(out_of_memory, NULL);
	env.diags = dgpm_diags_new(env.arena);
	dgpm_portfolio_defaults(&said, env.arena, portfolio_dir(argc, argv));
	lang = language(argc, argv, said.lang);
	dir = program_dir(env.arena);
	set_language(env.arena, lang, dir);
	env.data_dir = find_data(env.arena, dir);
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
