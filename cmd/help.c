/* dgpm help: the list of commands, or the help of one. */
#include "cmd.h"

static void print_commands(const struct cmd_env *env)
{
	fprintf(env->out, "%s\n\n", _("Usage: dgpm COMMAND [OPTION...] [ARGUMENT...]"));
	fprintf(env->out, "%s\n\n", _("Governs digital-government projects: YAML project cards and CSV budget ledgers."));
	for (size_t i = 0; i < cmd_table_n; i++)
		fprintf(env->out, "  %-10s %s\n", cmd_table[i].name, _(cmd_table[i].summary));
	fprintf(env->out, "\n%s\n",
		_("'dgpm COMMAND --help' tells the options, 'man dgpm-COMMAND' the rest.\n"
		  "Exit status: 0 nothing found, 1 findings, 2 something could not be read, written or understood."));
}

int cmd_help(struct cmd_env *env, int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : NULL;

	if (name == NULL || name[0] == '-') {
		print_commands(env);
		return CMD_OK;
	}
	for (size_t i = 0; i < cmd_table_n; i++) {
		char *args[] = { dgpm_arena_printf(env->arena, "dgpm %s", name), (char *)"--help", NULL };

		if (strcmp(name, cmd_table[i].name) == 0 && cmd_table[i].run != cmd_help)
			return cmd_table[i].run(env, 2, args);
	}
	if (strcmp(name, "help") == 0) {
		print_commands(env);
		return CMD_OK;
	}
	fprintf(env->err, _("dgpm: '%s' is not a command"), name);
	fprintf(env->err, "\n%s\n", _("'dgpm help' lists the commands"));
	return CMD_TROUBLE;
}
