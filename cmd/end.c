/* How a run ends: reports written, counts told, one status. */
#include "cmd.h"
#include "print/workbook.h"
#include "portfolio/repository.h"
#include "base/buf.h"
#include "base/list.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <fcntl.h>
#include <unistd.h>

/* What is printed or told, and what decides. */
struct dgpm_diags *cmd_shown(const struct cmd_env *env, const struct cmd_result *found)
{
	return found->shown != NULL ? found->shown : env->diags;
}

static const struct dgpm_diags *decides_of(const struct cmd_env *env, const struct cmd_result *found)
{
	return found->decides != NULL ? found->decides : cmd_shown(env, found);
}

static int status_of(const struct dgpm_diags *all, const struct cmd_common *c)
{
	if (dgpm_diags_count_of(all, DGPM_FATAL) != 0)
		return CMD_TROUBLE;
	if (c->never_fail)
		return CMD_OK;
	for (enum dgpm_severity s = c->fail_on; s <= DGPM_ERROR; s++)
		if (dgpm_diags_count_of(all, s) != 0)
			return CMD_FINDINGS;
	return CMD_OK;
}

/* The last lines: where to look next, and with `counts` what was read and found. */
static void tell_counts(struct cmd_env *env, const struct cmd_common *c, const struct cmd_result *found, bool counts)
{
	const struct dgpm_diags *all = decides_of(env, found);
	size_t fatal = dgpm_diags_count_of(all, DGPM_FATAL) + env->n_unwritten,
	       errors = dgpm_diags_count_of(all, DGPM_ERROR);
	size_t warnings = dgpm_diags_count_of(all, DGPM_WARNING), notes = dgpm_diags_count_of(all, DGPM_NOTE);

	struct dgpm_buf text = { .arena = env->arena };

	if (env->pipe_closed)
		return;
	/* It is no count: --quiet leaves it. */
	if (found->remark != NULL)
		dgpm_buf_addf(&text, "%s\n", found->remark);
	if (!c->quiet && found->next != NULL && c->output == NULL && isatty(STDOUT_FILENO))
		dgpm_buf_addf(&text, _("next: %s\n"), found->next);
	if (!c->quiet && counts) {
		if (found->summary != NULL && *found->summary != '\0')
			dgpm_buf_addf(&text, "%s: ", found->summary);
		if (fatal != 0)
			dgpm_buf_addf(&text, P_("%s fatal, ", "%s fatal, ", fatal),
				      cmd_number(env->arena, fatal));
		dgpm_buf_addf(&text, P_("%s error, ", "%s errors, ", errors), cmd_number(env->arena, errors));
		dgpm_buf_addf(&text, P_("%s warning, ", "%s warnings, ", warnings),
			      cmd_number(env->arena, warnings));
		dgpm_buf_addf(&text, P_("%s note", "%s notes", notes), cmd_number(env->arena, notes));
		dgpm_buf_add(&text, cmd_elapsed(env));
		dgpm_buf_add(&text, "\n");
	}
	cmd_tell(env, c, dgpm_buf_text(&text));
}

/* How many of a rule are told one by one beside a report; of remarks on the ledgers (LED-...) it is the first alone. */
enum { TOLD_OF_ONE = 3, MOST_TOLD = 10 };

/*
 * What is told beside a report is told whole, save the remarks on the ledgers; to a person at a terminal, of much the
 * first of each rule. How many the others are is said, unless all are asked for.
 */
static const struct dgpm_diags *fold_remarks(struct cmd_env *env, const struct cmd_common *c,
					     const struct dgpm_diags *diags, struct dgpm_buf *more)
{
	struct told {
		const char *rule;
		size_t n, most;
	} *told = NULL;
	struct dgpm_diags *kept = dgpm_diags_new(env->arena);
	size_t n = dgpm_diags_count(diags), n_told = 0, cap = 0;
	bool fold = c->print.fold && n > MOST_TOLD;

	if (c->print.explain)
		return diags;
	for (size_t i = 0; i < n; i++) {
		const struct dgpm_diag *d = dgpm_diags_at(diags, i);
		bool ledger = d->rule != NULL && strncmp(d->rule, "LED-", 4) == 0 && d->severity <= DGPM_WARNING;
		size_t at = 0;

		if (d->rule == NULL || d->severity == DGPM_FATAL || (!ledger && !fold)) {
			dgpm_diag_push(kept, d);
			continue;
		}
		while (at < n_told && strcmp(told[at].rule, d->rule) != 0)
			at++;
		if (at == n_told)
			*DGPM_PUSH(env->arena, told, n_told, cap) =
				(struct told){ d->rule, 0, ledger ? 1 : TOLD_OF_ONE };
		if (told[at].n++ < told[at].most)
			dgpm_diag_push(kept, d);
	}
	for (size_t i = 0; i < n_told; i++) {
		size_t left = told[i].n > told[i].most ? told[i].n - told[i].most : 0;

		if (left != 0)
			dgpm_buf_addf(more,
				      P_("%s: %zu more of these (--explain)\n", "%s: %zu more of these (--explain)\n",
					 left),
				      told[i].rule, left);
	}
	return kept;
}

/* The folder that paths are seen from; -1: it is not known, or there is none. */
static int root_of(const struct cmd_env *env, const struct cmd_common *c)
{
	if (env->portfolio != NULL)
		return dgpm_portfolio_root(env->portfolio);
	return strcmp(c->dir, ".") == 0 ? AT_FDCWD : -1;
}

/* Diagnostics that are not the report: text on standard error. */
static void tell_diags(struct cmd_env *env, const struct cmd_common *c, const struct dgpm_diags *diags)
{
	struct dgpm_diags *ignored = dgpm_diags_new(env->arena);
	struct dgpm_print how = c->print;
	struct dgpm_buf more = { .arena = env->arena };
	struct dgpm_out *out;

	cmd_progress_end(env);
	diags = fold_remarks(env, c, diags, &more);
	how.format = DGPM_FORMAT_TEXT;
	how.color = how.color && isatty(STDERR_FILENO);
	how.width = c->given_width != 0 ? c->given_width : cmd_terminal_width(env->err);
	/* Both streams may be one terminal: a table is never torn, and what is told comes in one piece. */
	fflush(env->out);
	if (dgpm_out_open(&out, env->arena, ignored, NULL, env->err) != 0)
		return;
	dgpm_out_limit(out, how.width);
	dgpm_out_guard(out);
	dgpm_report_diags(diags, env->arena, out, root_of(env, c), &how);
	dgpm_out_puts(out, dgpm_buf_text(&more));
	(void)!dgpm_out_close(out, ignored);
}

/* What a report says beside its tables, a line each. */
static void add_notes(struct dgpm_workbook *w, struct dgpm_arena *a, const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		if (n != 0)
			dgpm_workbook_note(w, dgpm_arena_strndup(a, text, n));
		text += n + (text[n] == '\n');
	}
}

/* What a report prints, as text in memory; NULL when it could not be had. Its tables go to the workbook. */
static char *print_beside(struct cmd_env *env, cmd_print_fn print, void *ctx, const struct dgpm_print *how,
			  struct dgpm_diags *trouble)
{
	struct dgpm_out *beside;
	char *text = NULL;
	size_t n = 0;
	FILE *stream = open_memstream(&text, &n);

	if (stream == NULL || dgpm_out_open(&beside, env->arena, trouble, NULL, stream) != 0)
		return NULL;
	print(ctx, beside, how);
	if (dgpm_out_close(beside, trouble) != 0 || fclose(stream) != 0)
		return NULL;
	return text;
}

/* The report as text whose tables are kept for the sheets; where its text is no table, its CSV is one. */
static void write_workbook(struct cmd_env *env, struct dgpm_out *out, cmd_print_fn print, void *ctx,
			   struct dgpm_print *how, struct dgpm_outs *files, struct dgpm_diags *trouble)
{
	char *text;

	how->format = DGPM_FORMAT_TEXT;
	how->color = false;
	how->width = 0;
	how->workbook = dgpm_workbook_new(env->arena, how->lang);
	text = print_beside(env, print, ctx, how, trouble);
	if (text == NULL) {
		dgpm_outs_fail(files);
		return;
	}
	add_notes(how->workbook, env->arena, text);
	free(text);
	if (dgpm_workbook_is_empty(how->workbook)) {
		how->format = DGPM_FORMAT_CSV;
		text = print_beside(env, print, ctx, how, trouble);
		if (text != NULL && dgpm_workbook_is_empty(how->workbook))
			dgpm_workbook_add_csv(how->workbook, env->arena, text, how);
		free(text);
	}
	if (dgpm_workbook_write(how->workbook, out, trouble) != 0)
		dgpm_outs_fail(files);
}

static void write_one(struct cmd_env *env, const struct cmd_common *c, const struct cmd_output *o, cmd_print_fn print,
		      void *ctx, const struct dgpm_head *head, struct dgpm_outs *files, struct dgpm_diags *trouble)
{
	struct dgpm_print how = c->print;
	struct dgpm_out *out;

	how.format = o->format;
	how.head = head;
	if (o->path != NULL)
		how.color = false;
	/* What goes to a file or a pipe is whole unless it is asked for otherwise. */
	if (o->path != NULL || c->output != NULL) {
		how.width = c->given_width;
		how.fold = c->given_fold;
	}
	if (dgpm_outs_open(&out, files, trouble, o->path != NULL ? o->path : c->output, env->out) != 0)
		return;
	if (how.format == DGPM_FORMAT_XLSX) {
		write_workbook(env, out, print, ctx, &how, files, trouble);
		return;
	}
	/* A document has a Markdown of its own; a table is text in that form. */
	if (how.format == DGPM_FORMAT_MARKDOWN && !c->documents) {
		how.format = DGPM_FORMAT_TEXT;
		how.markdown = true;
		how.color = false;
		how.width = 0;
	} else if (how.format == DGPM_FORMAT_TEXT) {
		dgpm_out_limit(out, how.width);
	}
	/* CSV is data, and exact; where it goes to a terminal, it is guarded as all is. */
	if (how.format != DGPM_FORMAT_CSV)
		dgpm_out_guard(out);
	print(ctx, out, &how);
}

static void tell_unknown_column(const struct cmd_env *env, const struct dgpm_choice *choice)
{
	const char *near = dgpm_text_nearest(dgpm_str_of(choice->unknown), choice->known, choice->n_known);
	struct dgpm_buf known = { .arena = env->arena };

	for (size_t i = 0; i < choice->n_known; i++) {
		dgpm_buf_sep(&known, " ");
		dgpm_buf_add(&known, choice->known[i]);
	}
	if (near != NULL)
		(void)cmd_wrong(env, _("no column '%s', did you mean '%s'?"), choice->unknown, near);
	else
		(void)cmd_wrong(env, _("no column '%s'"), choice->unknown);
	fprintf(env->told, _("columns: %s\n"), dgpm_buf_text(&known));
}

/* Write the reports, all or none; what goes wrong is told at once and makes the status 2. */
static bool write_all(struct cmd_env *env, const struct cmd_common *c, const struct cmd_result *found,
		      cmd_print_fn print, void *ctx)
{
	struct dgpm_outs *files = found->files != NULL ? found->files : dgpm_outs_new(env->arena);
	struct dgpm_diags *trouble = dgpm_diags_new(env->arena);
	const struct dgpm_head *head = cmd_head(env, decides_of(env, found));
	bool good;

	cmd_progress_end(env);
	dgpm_diags_unread(trouble, env->diags);
	for (size_t i = 0; i < c->n_outputs; i++)
		write_one(env, c, &c->outputs[i], print, ctx, head, files, trouble);
	if (c->print.choice != NULL && c->print.choice->unknown != NULL) {
		dgpm_outs_abandon(files);
		tell_unknown_column(env, c->print.choice);
		return false;
	}
	/* Findings tell what is wrong themselves, and who opened files knows what they lack; a report of figures lacks
	 * what could not be used. */
	if (found->files == NULL && print == found->print &&
	    dgpm_diags_count_of(decides_of(env, found), DGPM_FATAL) != 0)
		dgpm_outs_lack(files, DGPM_LACK_TELLS);
	good = dgpm_outs_stage(files, trouble) == 0;
	if (good && found->before_names != NULL && found->before_names(found->before_names_ctx, trouble) != 0) {
		dgpm_outs_abandon(files);
		good = false;
	}
	good = good && dgpm_outs_name(files, trouble) == 0;
	env->pipe_closed |= dgpm_outs_pipe_was_closed(files);
	tell_diags(env, c, trouble);
	env->n_unwritten += dgpm_diags_count_of(trouble, DGPM_FATAL);
	return good && dgpm_diags_count_of(trouble, DGPM_FATAL) == 0;
}

static bool is_for_service(enum dgpm_format format)
{
	return format >= DGPM_FORMAT_SARIF && format <= DGPM_FORMAT_GITLAB;
}

/* Paths as the service knows them: from the root of the repository, else from the working directory. */
static struct dgpm_format_run format_run(const struct cmd_env *env, const struct cmd_common *c,
					 struct dgpm_diags *diags)
{
	const char *dir = env->portfolio != NULL ? dgpm_portfolio_dir(env->portfolio) : c->dir;
	struct dgpm_format_run run = env->format;

	run.base = dgpm_repository_real(env->arena, diags, dir);
	run.root = dgpm_repository_root(env->arena, diags, dir);
	if (run.root == NULL)
		run.root = dgpm_repository_real(env->arena, diags, ".");
	return run;
}

struct diags_report {
	const struct cmd_env *env;
	const struct cmd_common *common;
	const struct cmd_result *found;
	struct dgpm_format_run run; /* where findings go to a service */
};

/* What belongs to no project, before what is folded by project. */
static void print_others(const struct cmd_env *env, const struct cmd_common *c, const struct dgpm_diags *shown,
			 struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_diags *others = dgpm_diags_new(env->arena);

	for (size_t i = 0; i < dgpm_diags_count(shown); i++)
		if (dgpm_diags_at(shown, i)->project_id == NULL || dgpm_diags_at(shown, i)->severity == DGPM_FATAL)
			dgpm_diag_push(others, dgpm_diags_at(shown, i));
	dgpm_report_diags(others, env->arena, out, root_of(env, c), how);
}

static void print_diags(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct diags_report *r = ctx;
	const struct cmd_env *env = r->env;
	const struct dgpm_diags *shown = cmd_shown(env, r->found);

	if (is_for_service(how->format)) {
		dgpm_format_findings(r->found->told != NULL ? r->found->told : dgpm_findings_new(env->arena, shown),
				     env->arena, out, &r->run, how);
		return;
	}
	if (how->format == DGPM_FORMAT_TEXT && how->fold && r->found->folded != NULL) {
		print_others(env, r->common, shown, out, how);
		r->found->folded(r->found->ctx, out, how);
		return;
	}
	dgpm_report_diags(shown, env->arena, out, root_of(env, r->common), how);
}

/* --allow-empty: what was not there is told, and decides nothing. */
static void soften(const struct cmd_env *env, const struct cmd_common *c, const struct cmd_result *found)
{
	struct dgpm_diags *const lists[] = { env->diags, found->shown, found->decides };

	for (size_t i = 0; c->allow_empty && i < DGPM_COUNT(lists); i++)
		if (lists[i] != NULL)
			dgpm_diags_set(lists[i], DGPM_MSG_IO_06, DGPM_NOTE);
}

int cmd_finish_diags(struct cmd_env *env, const struct cmd_common *c, const struct cmd_result *all)
{
	struct cmd_result limited = *all;
	const struct cmd_result *found = &limited;
	struct diags_report report = { env, c, found, env->format };
	struct dgpm_diags *trouble = dgpm_diags_new(env->arena);
	bool good = true;

	soften(env, c, found);
	dgpm_diags_sort(cmd_shown(env, found));
	cmd_cut(env, c, &limited);
	for (size_t i = 0; i < c->n_outputs && good; i++)
		if (is_for_service(c->outputs[i].format)) {
			report.run = format_run(env, c, trouble);
			good = dgpm_diags_count(trouble) == 0;
		}
	tell_diags(env, c, trouble);
	env->n_unwritten += dgpm_diags_count(trouble);
	good = good && write_all(env, c, found, print_diags, &report);
	tell_counts(env, c, found, true);
	return good ? status_of(decides_of(env, found), c) : CMD_TROUBLE;
}

int cmd_finish(struct cmd_env *env, const struct cmd_common *c, const struct cmd_result *found)
{
	struct dgpm_diags *shown = cmd_shown(env, found);
	bool good = true, counts;

	soften(env, c, found);
	if (found->print == NULL)
		dgpm_diags_unread(shown, env->diags);
	dgpm_diags_sort(shown);
	if (found->print != NULL)
		good = write_all(env, c, found, found->print, found->ctx);
	tell_diags(env, c, shown);
	counts = found->summary != NULL || dgpm_diags_count(shown) != 0;
	if (counts || found->next != NULL)
		tell_counts(env, c, found, counts);
	return good ? status_of(decides_of(env, found), c) : CMD_TROUBLE;
}

int cmd_give_up(struct cmd_env *env, const struct cmd_common *c)
{
	return cmd_finish(env, c, &(struct cmd_result){ 0 });
}
