/* dgpm validate: whether cards, ledgers and plans are well formed and add up. */
#include "cmd.h"
#include "review/validate.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { OPT_SCHEMA = 0x200, OPT_SCHEMA_DIR, OPT_ASSERT_FORMAT };

struct validate_opts {
	struct cmd_common common;
	const char *schema, *schema_dir;
	bool assert_format;
};

static const struct argp_option options[] = {
	{ "schema", OPT_SCHEMA, "FILE", 0, N_("hold the PATHs, any YAML or JSON, against this JSON Schema"), 0 },
	{ "schema-dir", OPT_SCHEMA_DIR, "DIR", 0, N_("with --schema: the folder of the documents it refers to"),
	  0 },
	{ "assert-format", OPT_ASSERT_FORMAT, NULL, 0,
	  N_("with --schema: hold format too: date, uri, email and the like"), 0 },
	CMD_OPTIONS_CHANGED,
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct validate_opts *o = state->input;

	switch (key) {
	case OPT_SCHEMA:
		o->schema = arg;
		return 0;
	case OPT_SCHEMA_DIR:
		o->schema_dir = arg;
		return 0;
	case OPT_ASSERT_FORMAT:
		o->assert_format = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const char *count_documents(struct dgpm_arena *a, const struct dgpm_against_stats *stats)
{
	const char *documents = dgpm_arena_printf(a, P_("%zu document", "%zu documents", stats->n_documents),
						  stats->n_documents);

	return stats->n_documents == stats->n_files
		       ? documents
		       : dgpm_arena_printf(a, P_("%s in %zu file", "%s in %zu files", stats->n_files), documents,
					   stats->n_files);
}

static int against_schema(struct cmd_env *env, const struct validate_opts *o)
{
	static const char *const here[] = { "." };
	const struct cmd_common *c = &o->common;
	bool all = c->n_args == 0 && c->changed.list == NULL;
	struct dgpm_against how = { .stdin_fd = STDIN_FILENO, .schema = o->schema, .schema_dir = o->schema_dir,
				    .paths = all ? here : c->args, .n_paths = all ? 1 : c->n_args,
				    .assert_format = o->assert_format, .threads = c->threads };
	struct dgpm_against_stats stats = { 0 };

	how.dir_fd = open(c->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (how.dir_fd < 0)
		dgpm_diag_addf(env->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = c->dir }, NULL, "%s",
			       strerror(errno));
	else if ((c->changed.list == NULL ||
		  dgpm_names_listed(&how.files, &how.n_files, env->arena, env->diags, c->changed.list) == 0) &&
		 cmd_data(env) != NULL)
		(void)!dgpm_validate_against(&stats, env->arena, env->diags, env->data, &how);
	if (how.dir_fd >= 0)
		close(how.dir_fd);
	cmd_head_number(env, "documents", (int64_t)stats.n_documents);
	cmd_head_number(env, "files", (int64_t)stats.n_files);
	return cmd_finish_diags(env, c, &(struct cmd_result){ .summary = count_documents(env->arena, &stats) });
}

/* What is said of the files that were named; without them all there is. */
static void limit(struct cmd_result *found, struct cmd_env *env, const struct cmd_common *c)
{
	const struct dgpm_changed *changed;

	if (cmd_changed(&changed, env, c) == 0 && changed != NULL)
		found->shown = dgpm_changed_diags(env->arena, env->diags, env->portfolio, changed);
}

int cmd_validate(struct cmd_env *env, int argc, char **argv)
{
	struct validate_opts o = { .common = env->defaults };
	struct dgpm_validated found = { 0 };
	struct cmd_result result = { 0 };
	struct dgpm_portfolio *portfolio;
	const char *summary;

	o.common.findings = o.common.reads = true;
	o.common.any_settings = true; /* it is what finds such faults, and those of the other files */
	cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv);
	if (o.schema != NULL && o.common.changed.since != NULL)
		return cmd_wrong(env, "%s", _("--changed-since does not go with --schema"));
	if (o.schema == NULL && (o.schema_dir != NULL || o.assert_format))
		return cmd_wrong(env, "%s", _("--schema-dir and --assert-format go with --schema"));
	if (o.schema != NULL)
		return against_schema(env, &o);
	if (cmd_is_limited(&o.common) && o.common.n_args != 0)
		return cmd_wrong(env, "%s",
				 _("--files-from and --changed-since limit the report, PATHs what is read: name one "
				   "of the two"));
	portfolio = cmd_portfolio(env, &o.common, true);
	if (portfolio != NULL)
		dgpm_validate(&found, env->arena, env->diags, portfolio, o.common.threads);
	summary = cmd_counts(env->arena, &found.cards, &found.ledgers);
	if (found.n_plans != 0)
		summary = dgpm_arena_printf(env->arena, P_("%s, %zu plan", "%s, %zu plans", found.n_plans), summary,
					    found.n_plans);
	result.summary = summary;
	cmd_head_number(env, "plans", (int64_t)found.n_plans);
	if (found.fresh && !o.common.quiet)
		result.remark =
			_("note: the portfolio is still empty; 'dgpm new ORGANIZATION NAME' writes the first card");
	if (portfolio != NULL)
		limit(&result, env, &o.common);
	return cmd_finish_diags(env, &o.common, &result);
}
