/* dgpm validate: whether cards, ledgers and plans are well formed and add up. */
#include "cmd.h"
#include "review/validate.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { OPT_SCHEMA = 0x200, OPT_ASSERT_FORMAT };

struct validate_opts {
	struct cmd_common common;
	const char *schema;
	bool assert_format;
};

static const struct argp_option options[] = {
	{ "schema", OPT_SCHEMA, "FILE", 0, N_("hold the PATHs, any YAML or JSON, against this JSON Schema"), 0 },
	{ "assert-format", OPT_ASSERT_FORMAT, NULL, 0, N_("with --schema: hold format date, uri and regex too"), 0 },
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
	case OPT_ASSERT_FORMAT:
		o->assert_format = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int against_schema(struct cmd_env *env, const struct validate_opts *o)
{
	size_t n_read = 0;
	int dir = open(o->common.dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (dir < 0)
		dgpm_diag_addf(env->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = o->common.dir }, NULL, "%s",
			       strerror(errno));
	else if (o->common.n_args == 0)
		dgpm_diag_add(env->diags, DGPM_MSG_IO_06, (struct dgpm_loc){ 0 }, NULL);
	else if (cmd_data(env) != NULL)
		(void)!dgpm_validate_schema(&n_read, env->arena, env->diags, env->data, dir, STDIN_FILENO, o->schema,
					    o->common.args, o->common.n_args, o->assert_format);
	if (dir >= 0)
		close(dir);
	return cmd_finish_diags(env, &o->common,
				&(struct cmd_result){ .summary = dgpm_arena_printf(
							      env->arena, P_("%zu document", "%zu documents", n_read),
							      n_read) });
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

	o.common.findings = true;
	o.common.any_settings = true; /* it is what finds such faults, and those of the other files */
	if (cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv) != 0)
		return CMD_TROUBLE;
	if (o.schema != NULL && cmd_is_limited(&o.common))
		return cmd_wrong(env, "%s", _("--files-from and --changed-since do not go with --schema"));
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
	if (found.fresh && !o.common.quiet)
		result.remark =
			_("note: the portfolio is still empty; 'dgpm new ORGANIZATION NAME' writes the first card");
	if (portfolio != NULL)
		limit(&result, env, &o.common);
	return cmd_finish_diags(env, &o.common, &result);
}
