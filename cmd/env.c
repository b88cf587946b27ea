/* What a run stands on: its data, its portfolio, the words it tells of them in. */
#include "cmd.h"
#include "base/buf.h"
#include "base/text.h"

#include <stdlib.h>

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
	    dgpm_portfolio_n_files(p, DGPM_FILE_CSV) == 0 && !dgpm_portfolio_is_at(env->arena, c->dir))
		cmd_tell(env, c, _("note: no dgpm.yaml here or above: only the files named are read, and no ledger is "
				   "among them\n"));
}

/* A class, sector or phase that there is not would select nothing, in silence. */
static bool can_be_met(struct cmd_env *env, const struct cmd_common *c)
{
	for (size_t i = 0; i < c->n_where; i++) {
		const struct dgpm_condition *w = &c->where[i];
		const char *key = dgpm_condition_keys[w->key];
		struct dgpm_words words = cmd_words(env);
		struct dgpm_buf list = { .arena = env->arena };
		size_t n;
		const char *const *codes = dgpm_condition_unmet(env->portfolio, env->diags, w, &n);

		for (size_t k = 0; codes != NULL && k < n; k++) {
			const char *text = dgpm_word(&words, key, codes[k]);

			dgpm_buf_addf(&list, "%s%s", k != 0 ? ", " : "", codes[k]);
			if (strcmp(text, codes[k]) != 0)
				dgpm_buf_addf(&list, " (%s)", text);
		}
		if (codes == NULL)
			continue;
		dgpm_diag_addf(env->diags, DGPM_MSG_REF_13, (struct dgpm_loc){ 0 }, w->value, "'%s': %s", w->value,
			       dgpm_buf_text(&list));
		return false;
	}
	return true;
}

struct dgpm_portfolio *cmd_portfolio(struct cmd_env *env, const struct cmd_common *c, bool named)
{
	struct dgpm_data *data = cmd_data(env);
	const char **paths = c->args, **ids = NULL;
	size_t n_paths = named ? c->n_args : 0, n_ids = 0;

	if (data == NULL)
		return NULL;
	if (named && c->selects)
		ids = cmd_split_ids(c, &paths, &n_paths, &n_ids);
	/* Converting has progress of its own. */
	if (strcmp(env->format.command, "convert") != 0)
		cmd_progress_begin(env, c);
	if (env->portfolio == NULL &&
	    dgpm_portfolio_open_how(&env->portfolio, env->arena, env->diags, data, c->dir, paths, n_paths,
				    &(struct dgpm_portfolio_how){ c->exclude, c->n_exclude, c->stdin_name,
								  c->selects }) != 0)
		return NULL;
	if (!c->any_settings && dgpm_portfolio_config_broken(env->portfolio)) {
		(void)cmd_wrong(env, "%s", _("dgpm.yaml has faults; nothing is done by settings that are not meant"));
		return NULL;
	}
	if (c->selects && named)
		note_alone(env, c);
	if (!can_be_met(env, c))
		return NULL;
	if (c->n_where != 0 && dgpm_portfolio_where(env->portfolio, env->diags, c->where, c->n_where) != 0)
		return NULL;
	return cmd_select_ids(env, c, ids, n_ids) == 0 ? env->portfolio : NULL;
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

int cmd_no_project(struct cmd_env *env, const struct cmd_common *c, const char *id)
{
	size_t n;
	const struct dgpm_entry *entries = dgpm_portfolio_entries(env->portfolio, &n);
	const char **ids = dgpm_arena_array(env->arena, n, sizeof *ids);
	const char *near, *text;

	(void)!cmd_finish(env, c, &(struct cmd_result){ .shown = cmd_only_fatal(env, env->diags) });
	for (size_t i = 0; i < n; i++)
		ids[i] = entries[i].id;
	near = dgpm_text_nearest(dgpm_str_of(id), ids, n);
	text = dgpm_arena_printf(env->arena, _("dgpm: no card has the ID '%s'"), id);
	if (near != NULL)
		text = dgpm_arena_cat(env->arena, text, dgpm_arena_printf(env->arena, _(", did you mean '%s'?"), near));
	text = dgpm_arena_cat(env->arena, text, "\n",
			      _("'dgpm list' lists the projects, 'dgpm list --match TEXT' finds them by name"), "\n");
	cmd_tell(env, c, text);
	return CMD_TROUBLE;
}
