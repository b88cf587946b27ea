/* How a run ends: reports written, counts told, one status. */
#include "cmd.h"
#include "print/workbook.h"
#include "portfolio/repository.h"
#include "base/buf.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <fcntl.h>
#include <unistd.h>

struct dgpm_data *cmd_data(struct cmd_env *env)
{
	if (env->data == NULL &&
	    dgpm_data_open(&env->data, env->arena, env->diags, env->data_dir, env->defaults.print.lang) != 0)
		return NULL;
	return env->data;
}

/* Where there is no portfolio, cards that are named know of no money: that is told, as sums then lack. */
static void note_alone(struct cmd_env *env, const struct cmd_common *c)
{
	const struct dgpm_portfolio *p = env->portfolio;

	if (!c->quiet && dgpm_portfolio_is_named(p) && dgpm_portfolio_n_files(p, DGPM_FILE_YAML) != 0 &&
	    dgpm_portfolio_n_files(p, DGPM_FILE_CSV) == 0 && !dgpm_portfolio_is_at(c->dir))
		cmd_tell(env, c, _("note: no dgpm.yaml here or above: only the files named are read, and no ledger is "
				   "among them\n"));
}

struct dgpm_portfolio *cmd_portfolio(struct cmd_env *env, const struct cmd_common *c, bool named)
{
	struct dgpm_data *data = cmd_data(env);
	size_t n_args = named ? c->n_args : 0;

	if (data == NULL)
		return NULL;
	/* Converting has progress of its own. */
	if (strcmp(env->format.command, "convert") != 0)
		cmd_progress_begin(env, c);
	if (env->portfolio == NULL &&
	    dgpm_portfolio_open_how(&env->portfolio, env->arena, env->diags, data, c->dir, c->args, n_args,
				    &(struct dgpm_portfolio_how){ c->exclude, c->n_exclude, c->stdin_name,
								  c->selects }) != 0)
		return NULL;
	if (!c->any_settings && dgpm_portfolio_config_broken(env->portfolio)) {
		(void)cmd_wrong(env, "%s", _("dgpm.yaml has faults; nothing is done by settings that are not meant"));
		return NULL;
	}
	if (c->selects && named)
		note_alone(env, c);
	if (c->n_where != 0 && dgpm_portfolio_where(env->portfolio, env->diags, c->where, c->n_where) != 0)
		return NULL;
	return env->portfolio;
}

int cmd_wrong(const struct cmd_env *env, const char *fmt, ...)
{
	va_list ap;

	fprintf(env->told, "dgpm %s: ", env->format.command);
	va_start(ap, fmt);
	vfprintf(env->told, fmt, ap);
	va_end(ap);
	fputc('\n', env->told);
	return CMD_TROUBLE;
}

struct dgpm_words cmd_words(struct cmd_env *env)
{
	return (struct dgpm_words){
		.codes = env->data != NULL ? dgpm_data_codes(env->data, env->diags) : NULL,
		.organizations = env->portfolio != NULL ? dgpm_portfolio_organizations(env->portfolio) : NULL,
		.lang = env->defaults.print.lang,
	};
}

struct dgpm_diags *cmd_only_fatal(const struct cmd_env *env, const struct dgpm_diags *all)
{
	struct dgpm_diags *fatal = dgpm_diags_new(env->arena);

	for (size_t i = 0; i < dgpm_diags_count(all); i++)
		if (dgpm_diags_at(all, i)->severity == DGPM_FATAL)
			dgpm_diag_push(fatal, dgpm_diags_at(all, i));
	return fatal;
}

const char *cmd_number(struct dgpm_arena *a, size_t n)
{
	char buf[DGPM_INT_BUF];

	return dgpm_arena_strdup(a, dgpm_int_format(buf, (int64_t)n, ','));
}

const char *cmd_counts(struct dgpm_arena *a, const struct dgpm_cards_stats *cards,
		       const struct dgpm_ledgers_stats *ledgers)
{
	const char *text = dgpm_arena_printf(a, P_("%s card", "%s cards", cards->n_read), cmd_number(a, cards->n_read));

	if (cards->narrowed)
		text = dgpm_arena_printf(a, _("%s (%s of them reported)"), text, cmd_number(a, cards->n_selected));
	if (cards->n_left_out != 0)
		text = dgpm_arena_printf(a, _("%s (%s left out)"), text, cmd_number(a, cards->n_left_out));
	if (ledgers != NULL) {
		text = dgpm_arena_printf(a, P_("%s, %s ledger", "%s, %s ledgers", ledgers->n_ledgers), text,
					 cmd_number(a, ledgers->n_ledgers));
		if (ledgers->n_left_out != 0)
			text = dgpm_arena_printf(a, _("%s (%s left out)"), text, cmd_number(a, ledgers->n_left_out));
		if (ledgers->rows_left_out != 0)
			text = dgpm_arena_printf(a, P_("%s (%s row, %s left out)", "%s (%s rows, %s left out)",
						       ledgers->rows_read),
						 text, cmd_number(a, ledgers->rows_read),
						 cmd_number(a, ledgers->rows_left_out));
		else
			text = dgpm_arena_printf(a, P_("%s (%s row)", "%s (%s rows)", ledgers->rows_read), text,
						 cmd_number(a, ledgers->rows_read));
	}
	return text;
}

struct dgpm_date cmd_review_date(const struct cmd_env *env, const struct cmd_common *c,
				 const struct dgpm_portfolio *portfolio)
{
	const struct dgpm_node *date = dgpm_node_at(dgpm_portfolio_config(portfolio), "review.date");
	struct dgpm_date said;

	if (c->date.year != 0)
		return c->date;
	return date != NULL && dgpm_date_parse(&said, dgpm_node_str(date)) ? said : env->today;
}

void cmd_tell(struct cmd_env *env, const struct cmd_common *c, const char *text)
{
	struct dgpm_diags *ignored = dgpm_diags_new(env->arena);
	struct dgpm_out *out;

	cmd_progress_end(env);
	/* Both streams may be one terminal: a table is never torn, and what is told comes in one piece. */
	fflush(env->out);
	if (*text == '\0' || dgpm_out_open(&out, env->arena, ignored, NULL, env->err) != 0)
		return;
	dgpm_out_limit(out, c->given_width != 0 ? c->given_width : cmd_terminal_width(env->err));
	dgpm_out_guard(out);
	dgpm_out_puts(out, text);
	(void)!dgpm_out_close(out, ignored);
}

/* What is printed or told, and what decides. */
static struct dgpm_diags *shown_of(const struct cmd_env *env, const struct cmd_result *found)
{
	return found->shown != NULL ? found->shown : env->diags;
}

static const struct dgpm_diags *decides_of(const struct cmd_env *env, const struct cmd_result *found)
{
	return found->decides != NULL ? found->decides : shown_of(env, found);
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

/* The last line: what was read and found. */
static void tell_counts(struct cmd_env *env, const struct cmd_common *c, const struct cmd_result *found)
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
	if (!c->quiet) {
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

/*
 * Of remarks on the ledgers (LED-...) that are told beside a report the first stands for its kind, with the number of
 * the others, unless all are asked for.
 */
static const struct dgpm_diags *fold_remarks(struct cmd_env *env, const struct cmd_common *c,
					     const struct dgpm_diags *diags, struct dgpm_buf *more)
{
	struct dgpm_diags *kept = dgpm_diags_new(env->arena);
	size_t n = dgpm_diags_count(diags);

	if (c->print.explain)
		return diags;
	for (size_t i = 0; i < n; i++) {
		const struct dgpm_diag *d = dgpm_diags_at(diags, i);
		bool remark = d->rule != NULL && strncmp(d->rule, "LED-", 4) == 0 && d->severity <= DGPM_WARNING;
		size_t before = 0, after = 0;

		for (size_t k = 0; remark && k < n; k++)
			if (dgpm_diags_at(diags, k)->rule != NULL &&
			    strcmp(dgpm_diags_at(diags, k)->rule, d->rule) == 0)
				++*(k < i ? &before : &after);
		if (before != 0)
			continue;
		dgpm_diag_push(kept, d);
		if (after > 1)
			dgpm_buf_addf(more,
				      P_("%s: %zu more of these (--explain)\n", "%s: %zu more of these (--explain)\n",
					 after - 1),
				      d->rule, after - 1);
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
	good = dgpm_outs_stage(files, trouble) == 0;
	if (good && found->before_names != NULL && found->before_names(found->before_names_ctx, trouble) != 0) {
		dgpm_outs_abandon(files);
		good = false;
	}
	good = good && dgpm_outs_name(files, trouble) == 0;
	env->pipe_closed |= dgpm_outs_pipe_was_closed(files);
	tell_diags(env, c, trouble);
	env->n_unwritten += dgpm_diags_count(trouble);
	return good && dgpm_diags_count(trouble) == 0;
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
	const struct dgpm_diags *shown = shown_of(env, r->found);

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

/* Which severities stay whole where N findings are to be printed, and how many of the next one do. */
struct quota {
	enum dgpm_severity from;
	size_t of_next;
};

static struct quota quota_of(const size_t n[DGPM_FATAL + 1], size_t most)
{
	struct quota q = { DGPM_FATAL + 1, most };

	while (q.from > DGPM_SAID_PASS && n[q.from - 1] <= q.of_next)
		q.of_next -= n[--q.from];
	return q;
}

static bool stays(struct quota *q, const struct dgpm_diag *d)
{
	if (d->severity >= q->from)
		return true;
	if (d->severity + 1 != q->from || q->of_next == 0)
		return false;
	q->of_next--;
	return true;
}

/* The gravest N of them, in their order; NULL: there are no more. */
static struct dgpm_diags *gravest(const struct cmd_env *env, const struct dgpm_diags *all, size_t most)
{
	struct dgpm_diags *kept = dgpm_diags_new(env->arena);
	const struct dgpm_findings *findings = dgpm_findings_new(env->arena, all);
	size_t n[DGPM_FATAL + 1] = { 0 };
	struct quota q;

	if (most == 0 || findings->n <= most)
		return NULL;
	for (size_t i = 0; i < findings->n; i++)
		n[findings->items[i].diag->severity]++;
	q = quota_of(n, most);
	for (size_t i = 0; i < findings->n; i++) {
		struct dgpm_diag d = *findings->items[i].diag;

		/* Its number among equal ones is that of the whole list. */
		d.fingerprint = findings->items[i].fingerprint;
		if (stays(&q, &d))
			dgpm_diag_push(kept, &d);
	}
	return kept;
}

/* The same of findings that a baseline knows some of. */
static const struct dgpm_findings *gravest_told(const struct cmd_env *env, const struct dgpm_findings *all, size_t most)
{
	struct dgpm_findings *kept = dgpm_arena_array(env->arena, 1, sizeof *kept);
	size_t n[DGPM_FATAL + 1] = { 0 };
	struct quota q;

	if (all == NULL || all->n <= most)
		return all;
	kept->items = dgpm_arena_array(env->arena, most, sizeof *kept->items);
	for (size_t i = 0; i < all->n; i++)
		n[all->items[i].diag->severity]++;
	q = quota_of(n, most);
	for (size_t i = 0; i < all->n; i++)
		if (stays(&q, all->items[i].diag))
			kept->items[kept->n++] = all->items[i];
	return kept;
}

/* --max-findings: status and counts are those of all. */
static void cut(struct cmd_env *env, const struct cmd_common *c, struct cmd_result *found)
{
	const struct dgpm_diags *all = shown_of(env, found);
	struct dgpm_diags *kept = gravest(env, all, c->max_findings);
	const char *note;
	size_t left_out;

	if (kept == NULL)
		return;
	left_out = dgpm_diags_count(all) - dgpm_diags_count(kept);
	if (found->decides == NULL)
		found->decides = shown_of(env, found);
	found->told = gravest_told(env, found->told, c->max_findings);
	found->shown = kept;
	env->format.n_left_out = left_out;
	cmd_head_number(env, "findings_left_out", (int64_t)left_out);
	note = dgpm_arena_printf(env->arena, P_("note: %s finding is not printed (--max-findings)",
						"note: %s findings are not printed (--max-findings)", left_out),
				 cmd_number(env->arena, left_out));
	found->remark = found->remark != NULL ? dgpm_arena_cat(env->arena, found->remark, "\n", note) : note;
}

int cmd_finish_diags(struct cmd_env *env, const struct cmd_common *c, const struct cmd_result *all)
{
	struct cmd_result limited = *all;
	const struct cmd_result *found = &limited;
	struct diags_report report = { env, c, found, env->format };
	struct dgpm_diags *trouble = dgpm_diags_new(env->arena);
	bool good = true;

	soften(env, c, found);
	dgpm_diags_sort(shown_of(env, found));
	cut(env, c, &limited);
	for (size_t i = 0; i < c->n_outputs && good; i++)
		if (is_for_service(c->outputs[i].format)) {
			report.run = format_run(env, c, trouble);
			good = dgpm_diags_count(trouble) == 0;
		}
	tell_diags(env, c, trouble);
	env->n_unwritten += dgpm_diags_count(trouble);
	good = good && write_all(env, c, found, print_diags, &report);
	tell_counts(env, c, found);
	return good ? status_of(decides_of(env, found), c) : CMD_TROUBLE;
}

int cmd_finish(struct cmd_env *env, const struct cmd_common *c, const struct cmd_result *found)
{
	struct dgpm_diags *shown = shown_of(env, found);
	bool good = true;

	soften(env, c, found);
	dgpm_diags_sort(shown);
	if (found->print != NULL)
		good = write_all(env, c, found, found->print, found->ctx);
	tell_diags(env, c, shown);
	if (found->summary != NULL || dgpm_diags_count(shown) != 0)
		tell_counts(env, c, found);
	return good ? status_of(decides_of(env, found), c) : CMD_TROUBLE;
}

int cmd_give_up(struct cmd_env *env, const struct cmd_common *c)
{
	return cmd_finish(env, c, &(struct cmd_result){ 0 });
}

int cmd_no_project(struct cmd_env *env, const struct cmd_common *c, const char *id)
{
	size_t n;
	const struct dgpm_entry *entries = dgpm_portfolio_entries(env->portfolio, &n);
	const char **ids = dgpm_arena_array(env->arena, n, sizeof *ids);
	const char *near;

	(void)!cmd_finish(env, c, &(struct cmd_result){ .shown = cmd_only_fatal(env, env->diags) });
	for (size_t i = 0; i < n; i++)
		ids[i] = entries[i].id;
	near = dgpm_text_nearest(dgpm_str_of(id), ids, n);
	fprintf(env->told, _("dgpm: no card has the ID '%s'"), id);
	if (near != NULL)
		fprintf(env->told, _(", did you mean '%s'?"), near);
	fprintf(env->told, "\n%s\n", _("'dgpm list' lists the projects, 'dgpm list --match TEXT' finds them by name"));
	return CMD_TROUBLE;
}
