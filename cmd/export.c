/* dgpm export: everything as tidy CSV, with a description that databases and statistics programs read. */
#include "cmd.h"
#include "export/export.h"

static const struct argp_option options[] = {
	CMD_OPTION_DATE(N_("the day, YYYY-MM-DD; else dgpm.yaml, else today")),
	{ 0 },
};

int cmd_export(struct cmd_env *env, int argc, char **argv)
{
	struct cmd_common c = env->defaults;
	struct dgpm_portfolio *portfolio;
	struct dgpm_exported done;
	const char *summary = NULL;

	c.min_args = c.max_args = 1;
	c.needs = CMD_NEEDS_ARGS;
	cmd_parse(env, options, NULL, N_("DIR"), NULL, &c, argc, argv);
	portfolio = cmd_portfolio(env, &c, false);
	if (portfolio == NULL ||
	    dgpm_export(&done, env->arena, env->diags, portfolio, c.args[0], cmd_review_date(env, &c, portfolio)) != 0)
		return cmd_give_up(env, &c);
	summary = dgpm_arena_printf(env->arena, _("%s: %zu tables, %zu rows; %s"), c.args[0], done.n_tables,
				    done.n_rows, cmd_counts(env->arena, &done.cards, &done.ledgers));
	return cmd_finish(env, &c, &(struct cmd_result){ .summary = summary });
}
