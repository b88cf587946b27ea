/* What the commands share: their environment, the options common to all, how a run ends. */
#ifndef CMD_H
#define CMD_H

#include "base/i18n.h"
#include "data/words.h"
#include "findings/formats.h"
#include "portfolio/changed.h"
#include "portfolio/portfolio.h"
#include "portfolio/select.h"
#include "findings/report.h"

#include <argp.h>
#include <stdio.h>

/* Exit statuses: the contract of dgpm(1). */
enum { CMD_OK = 0, CMD_FINDINGS = 1, CMD_TROUBLE = 2 };

#define CMD_MAX_OUTPUTS 8

/* One report to write: -f FMT or -f FMT=FILE. */
struct cmd_output {
	enum dgpm_format format;
	const char *path; /* NULL: -o, else standard output */
};

/* Values of the common options. */
struct cmd_common {
	const char *dir;                            /* -C */
	struct cmd_output outputs[CMD_MAX_OUTPUTS]; /* -f; none: text */
	size_t n_outputs;
	const char *output;                         /* -o */
	struct dgpm_print print;
	enum dgpm_severity fail_on;
	bool never_fail;
	unsigned threads;                           /* -j */
	bool quiet;
	const char **args;                          /* what is no option */
	size_t n_args;
	size_t min_args, max_args;                  /* wrong use else; max 0: any number */
	int fiscal_year;                            /* -y; 0: not given */
	struct dgpm_date date;                      /* --date; year 0: not given */
	bool any_settings;                          /* goes on with a dgpm.yaml that has faults */
	bool selects;                               /* reports on the cards named and on those of --where */
	bool sheets;                                /* and on evaluation sheets: PATHs may be their IDs, too */
	bool reads;                                 /* --exclude, --stdin-name and --allow-empty, as `selects` has */
	const char **exclude;                       /* --exclude */
	size_t n_exclude;
	const char *stdin_name;                     /* --stdin-name; NULL */
	bool allow_empty;                           /* nothing to read is a note */
	size_t max_findings;                        /* 0: all are printed */
	bool own_where;                             /* the command has a --where of its own */
	struct dgpm_condition *where;               /* --where */
	size_t n_where;
	struct dgpm_changed_how changed;            /* --files-from and --changed-since */
	bool tables;                                /* --columns, --sort and --top are options too */
	const char *default_unit;                   /* of dgpm.yaml, where -u is not given; NULL */
	unsigned given_width;                       /* --width; 0: the terminal's */
	bool given_fold;                            /* --fold=always: files are folded too */
	bool findings;                              /* sarif, junit, github and gitlab are formats too */
	bool documents;                             /* text, markdown and html are the formats */
	unsigned needs;                             /* CMD_NEEDS_ bits: what it is not to give up */
	struct dgpm_arena *arena;
	struct cmd_env *env;                        /* of the run: words of options are found in its data */
};

/*
 * What a command needs beyond reading its portfolio and its arguments and writing its -o and -f FORMAT=FILE. With
 * CMD_NEEDS_OWN it calls cmd_confine() itself, with the other files it writes, once its options are parsed.
 */
enum {
	CMD_NEEDS_ROOT = 1, /* writes in the portfolio */
	CMD_NEEDS_ARGS = 2, /* writes what its arguments name */
	CMD_NEEDS_ALL = 4,  /* reads what other files name */
	CMD_NEEDS_GIT = 8,  /* runs git, which may need anything */
	CMD_NEEDS_OWN = 16
};

/* Whether the command is confined by the kernel, and if not, why. */
enum cmd_sandbox { CMD_SANDBOX_NONE, CMD_SANDBOX_ON, CMD_SANDBOX_OFF, CMD_SANDBOX_GIT, CMD_SANDBOX_NO_KERNEL };

struct cmd_env {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	FILE *out, *err;
	FILE *told;         /* standard error for single lines: what is printed to it is guarded */
	int64_t began;                    /* when the work began, in milliseconds; 0: it did not */
	bool ticks;                       /* the seconds are shown */
	size_t n_unwritten;               /* reports that could not be written: told, and the status is 2 */
	bool pipe_closed;                 /* whoever read standard output has gone: no message, status 2 */
	struct cmd_common defaults;
	const char *data_dir, *data_from; /* and what said so */
	const char *program, *lang_from;
	struct dgpm_date today;
	struct dgpm_data *data;           /* opened by cmd_data() */
	const struct dgpm_eras *eras;     /* NULL: not yet read */
	struct dgpm_portfolio *portfolio; /* opened by cmd_portfolio() */
	struct dgpm_head_item *head;      /* what a command says of its run in JSON */
	size_t n_head;
	enum cmd_sandbox sandbox;
	struct dgpm_format_run format;    /* for the formats of findings; what is not set is found out */
};

/* Prints a report of the command's own. */
typedef void (*cmd_print_fn)(void *ctx, struct dgpm_out *out, const struct dgpm_print *how);

/* What a command found, and how it is told. Zeroed: nothing but the diagnostics of the run. */
struct cmd_result {
	cmd_print_fn print;               /* the report; NULL: the diagnostics themselves, or nothing */
	void *ctx;
	cmd_print_fn folded; /* of cmd_finish_diags(): findings of projects for a terminal; NULL: as ever */
	const char *summary;              /* translated, begins the last line on standard error; NULL: counts alone */
	const char *remark;               /* a line to tell before the counts; NULL */
	const char *next;                 /* a command or what to write next, for a person at a terminal; NULL */
	struct dgpm_diags *shown;         /* what is printed or told; NULL: all there are */
	struct dgpm_diags *decides;       /* what decides status and counts; NULL: what is shown */
	const struct dgpm_findings *told; /* what the formats of findings tell; NULL: what is shown */
	struct dgpm_outs *files;          /* opened by the command, they appear with the reports or not at all; NULL */
	/* What else appears then, between the writing and the names: 0, or -1 after a diagnostic; NULL. */
	int (*before_names)(void *ctx, struct dgpm_diags *diags);
	void *before_names_ctx;
};

struct cmd {
	const char *name;
	int (*run)(struct cmd_env *env, int argc, char **argv);
	const char *summary; /* untranslated */
};

/* What a line of text may be wide at a terminal, at least and at most. */
enum { CMD_LEAST_WIDTH = 60, CMD_USUAL_WIDTH = 80, CMD_MOST_WIDTH = 1000 };

/* Columns of the terminal that a stream goes to; 0: it is none. */
unsigned cmd_terminal_width(FILE *stream);

/* The table of commands, in the order of help. */
extern const struct cmd cmd_table[];
extern const size_t cmd_table_n;

/* The usage and the list of commands, in lines of at most `width` columns; 0: as they are. */
void cmd_print_commands(FILE *to, unsigned width);

/* Not a command: says so with the likest one; the status. */
int cmd_unknown(const struct cmd_env *env, const char *name);

/* The tables of the options that commands share, the most special first. */
extern const struct argp_option *const cmd_common_tables[];
extern const size_t cmd_common_tables_n;

/* Options as argp has them, in several tables. */
struct cmd_tables {
	const struct argp_option *const *items;
	size_t n;
	bool some; /* there are others, which are not known yet */
};

/*
 * names.c: an option that is none, or lacks its value, is told in the user's language, a long one that is misspelt with
 * the one that was meant. argv[0] begins the message. 0, or CMD_TROUBLE.
 */
int cmd_check_names(struct cmd_env *env, const struct cmd_tables *tables, int argc, char **argv);

/*
 * Parse a command's options. `options` and `parse` are its own (`input` a struct that begins with struct cmd_common);
 * wrong use, --help and --version end the program, as argp does.
 */
void cmd_parse(struct cmd_env *env, const struct argp_option *options, argp_parser_t parse, const char *args_doc,
	       const char *doc, void *input, int argc, char **argv);

/* main.c: end the program with a word on standard error; what was not finished is removed. */
_Noreturn void cmd_out_of_memory(void *ctx);

/* help_text.c: what argp writes is held back and put into the user's language; options with their texts translated. */
void cmd_help_hold(struct argp_state *state, const struct cmd_common *c);
/* A text in lines of at most `width` columns, 0: one line; `label` stands before the first, `indent` blanks before the
 * others. */
void cmd_help_wrap(FILE *to, unsigned width, const char *label, const char *text, unsigned indent);
void cmd_help_let_go(void);
const struct argp_option *cmd_help_options(struct dgpm_arena *arena, const struct argp_option *options);

/* The data directory; NULL after a diagnostic. */
struct dgpm_data *cmd_data(struct cmd_env *env);

/* The portfolio of -C and PATH...; NULL after a diagnostic. `named`: the arguments are paths. */
struct dgpm_portfolio *cmd_portfolio(struct cmd_env *env, const struct cmd_common *c, bool named);

/*
 * Give up what the command does not need, for good (DGPM_SANDBOX=off: nothing); `outputs`, which may be NULL: files
 * it writes beside -o and -f. env->sandbox says what became of it.
 */
void cmd_confine(struct cmd_env *env, const struct cmd_common *c, const char *const *outputs, size_t n_outputs,
		 int argc, char **argv);

/*
 * End a run: the report of `found` goes to every output, diagnostics to standard error, the counts last. The status is
 * the worst seen.
 */
int cmd_finish(struct cmd_env *env, const struct cmd_common *c, const struct cmd_result *found);

/* The same where the diagnostics are the report. */
int cmd_finish_diags(struct cmd_env *env, const struct cmd_common *c, const struct cmd_result *found);

/* The same where there is nothing to report but what went wrong. */
int cmd_give_up(struct cmd_env *env, const struct cmd_common *c);

/* Of a report what is printed or told: what it says, else all there is. */
struct dgpm_diags *cmd_shown(const struct cmd_env *env, const struct cmd_result *found);

/* cut.c: --max-findings; status and counts stay those of all. */
void cmd_cut(struct cmd_env *env, const struct cmd_common *c, struct cmd_result *found);

/* A folder that is there already is fine; false after a diagnostic. */
bool cmd_make_folder(struct cmd_env *env, const char *path);

/* Wrong use that the options cannot tell: "dgpm review: ..."; CMD_TROUBLE. */
int cmd_wrong(const struct cmd_env *env, const char *fmt, ...) DGPM_PRINTF(2, 3) __attribute__((nonnull));

/* At a terminal the seconds are shown while a command works, from the first on; ended before anything is told. */
void cmd_progress_begin(struct cmd_env *env, const struct cmd_common *c);
void cmd_progress_end(struct cmd_env *env);
/* " (1.2 s)" at a terminal where it was over a second, else "". */
const char *cmd_elapsed(const struct cmd_env *env);

/* Lines on standard error, as wide as they may be, and in one piece. */
void cmd_tell(struct cmd_env *env, const struct cmd_common *c, const char *text);

/* Of the diagnostics those of what could not be read: all that is told where findings only decide. */
struct dgpm_diags *cmd_only_fatal(const struct cmd_env *env, const struct dgpm_diags *all);

/* A line of the head of JSON: a text, or a number; NULL is left out. */
void cmd_head_text(struct cmd_env *env, const char *name, const char *text);
void cmd_head_number(struct cmd_env *env, const char *name, int64_t n);

/* The head: what the command said, what was read of the portfolio, and the counts of `decides`. */
const struct dgpm_head *cmd_head(const struct cmd_env *env, const struct dgpm_diags *decides);

/* The words of a report: display texts of codes and the organizations of the portfolio. */
struct dgpm_words cmd_words(struct cmd_env *env);

/* A count as it is read: 5,664. */
const char *cmd_number(struct dgpm_arena *a, size_t n);

/* "3 cards, 1 ledger (12 rows)" of a run, translated. */
const char *cmd_counts(struct dgpm_arena *a, const struct dgpm_cards_stats *cards,
		       const struct dgpm_ledgers_stats *ledgers);

/*
 * sarif, junit, github and gitlab tell findings, and this report is none: CMD_TROUBLE after a message when one of them
 * is asked for. `what`, translated, names the report: "the summary".
 */
int cmd_refuse_findings(const struct cmd_env *env, const struct cmd_common *c, const char *what);
/* The day a command judges by: given, else `review.date` of dgpm.yaml, else today. */
struct dgpm_date cmd_review_date(const struct cmd_env *env, const struct cmd_common *c,
				 const struct dgpm_portfolio *portfolio);

/* Where one of the arguments is "-": what comes through a pipe is kept, so that it can be read as a file is. */
void cmd_stdin_whole(struct cmd_env *env, const struct cmd_common *c);

/* In a command's table of options: the common parser puts the value into struct cmd_common. */
#define CMD_KEY_DATE 0x180
#define CMD_OPTION_DATE(doc) { "date", CMD_KEY_DATE, "DATE", 0, doc, 0 }
#define CMD_OPTION_YEAR(doc) { "fiscal-year", 'y', "YEAR", 0, doc, 0 }

/*
 * One word among some: its place. Else wrong use, told with the likest word or with all; `what`, translated, names
 * them: "a stage".
 */
size_t cmd_choose(const struct argp_state *state, struct dgpm_str text, const char *const *words, size_t n,
		  const char *what);

/*
 * The ID of a project that is named by it, by its tail (MHLW-0003) or by part of its name where only one fits. What
 * fits none comes back as it is; NULL after the candidates were told.
 */
const char *cmd_find_id(struct cmd_env *env, const struct cmd_common *c, const char *text);

/* Whether a text is written as an ID or its tail: 2019-MHLW-0003, MHLW-0003. */
bool cmd_is_like_id(const char *text);

/*
 * The arguments that are IDs or tails of IDs and no files are taken out of the paths, in a portfolio: *paths has the
 * others. cmd_select_ids() finds their cards once it is open, and selects them beside the paths; -1 after a diagnostic.
 */
const char **cmd_split_ids(const struct cmd_common *c, const char ***paths, size_t *n_paths, size_t *n_ids);
int cmd_select_ids(struct cmd_env *env, const struct cmd_common *c, const char **ids, size_t n) DGPM_MUST_CHECK;

/* Whether what draws lines and bars may be more than ASCII. */
bool cmd_is_utf8(const char *lang);

/* --era: years of text are told by eras. */
void cmd_set_eras(struct cmd_env *env, struct cmd_common *c);

/* --files-from and --changed-since in a command's table of options. */
enum { CMD_KEY_FILES_FROM = 0x181, CMD_KEY_CHANGED_SINCE };
#define CMD_OPTIONS_CHANGED                                                                                          \
	{ "files-from", CMD_KEY_FILES_FROM, "FILE", 0,                                                               \
	  N_("report only on the projects of the files that FILE, or - for standard input, names a line each"), 0 }, \
	{ "changed-since", CMD_KEY_CHANGED_SINCE, "REV", 0,                                                          \
	  N_("report only on the projects of what changed since the branch left REV, asked of git"), 0 }

/*
 * What they say, once the portfolio is open: NULL in *out where neither is given. -1 after a diagnostic; a list that
 * names nothing of the portfolio is told on standard error.
 */
int cmd_changed(const struct dgpm_changed **out, struct cmd_env *env, const struct cmd_common *c) DGPM_MUST_CHECK;

/* Whether one of them is given. */
static inline bool cmd_is_limited(const struct cmd_common *c)
{
	return c->changed.list != NULL || c->changed.since != NULL;
}

/* One more condition on projects. */
void cmd_add_condition(struct cmd_common *c, const struct argp_state *state, const char *arg);

/* Option values, with a message and exit on wrong use. */
enum dgpm_format cmd_parse_format(const struct argp_state *state, const char *text);
int cmd_parse_year(const struct argp_state *state, const char *text);
/* One year, or a span: 2019-2021, R1-R3. */
void cmd_parse_years(const struct argp_state *state, const char *text, int *from, int *to);
struct dgpm_date cmd_parse_date(const struct argp_state *state, const char *text);
const char *cmd_parse_stage(const struct argp_state *state, const char *text);
const char *cmd_parse_encoding(const struct argp_state *state, const char *text);

/* No card has this ID: says so with the likest one; the status. What went wrong in reading is told first. */
int cmd_no_project(struct cmd_env *env, const struct cmd_common *c, const char *id);

int cmd_classify(struct cmd_env *env, int argc, char **argv);
int cmd_convert(struct cmd_env *env, int argc, char **argv);
int cmd_consolidate(struct cmd_env *env, int argc, char **argv);
int cmd_diff(struct cmd_env *env, int argc, char **argv);
int cmd_evaluate(struct cmd_env *env, int argc, char **argv);
int cmd_export(struct cmd_env *env, int argc, char **argv);
int cmd_fmt(struct cmd_env *env, int argc, char **argv);
int cmd_help(struct cmd_env *env, int argc, char **argv);
int cmd_doctor(struct cmd_env *env, int argc, char **argv);
int cmd_init(struct cmd_env *env, int argc, char **argv);
int cmd_lint_sheet(struct cmd_env *env, int argc, char **argv);
int cmd_ledger(struct cmd_env *env, int argc, char **argv);
int cmd_list(struct cmd_env *env, int argc, char **argv);
int cmd_monitor(struct cmd_env *env, int argc, char **argv);
int cmd_new(struct cmd_env *env, int argc, char **argv);
int cmd_overlap(struct cmd_env *env, int argc, char **argv);
int cmd_plan(struct cmd_env *env, int argc, char **argv);
int cmd_procedures(struct cmd_env *env, int argc, char **argv);
int cmd_report(struct cmd_env *env, int argc, char **argv);
int cmd_record(struct cmd_env *env, int argc, char **argv);
int cmd_review(struct cmd_env *env, int argc, char **argv);
int cmd_rules(struct cmd_env *env, int argc, char **argv);
int cmd_schema(struct cmd_env *env, int argc, char **argv);
int cmd_show(struct cmd_env *env, int argc, char **argv);
int cmd_trace(struct cmd_env *env, int argc, char **argv);
int cmd_track(struct cmd_env *env, int argc, char **argv);
int cmd_validate(struct cmd_env *env, int argc, char **argv);

#endif
